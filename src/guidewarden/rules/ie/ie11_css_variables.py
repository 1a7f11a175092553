"""IE121."""

from collections.abc import Iterator

from guidewarden.markup.stylesheet import Declaration
from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import hit, markups
from guidewarden.rules.ie11_styles import Group, in_groups, uses_variable
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("IE121", "ie11-css-variables", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_css_variables(context: GuideContext) -> Iterator[Hit]:
    """A style depends on a CSS variable, which Internet Explorer 11 does not know.

    What it finds:
        With `markup.target: ie11`: `var(…)` in a declaration whose selectors get no plain value for the same property
        (or its shorthand). The second value inside `var(--x, red)` is no way out: the whole declaration is ignored.

    Why it matters:
        The colour, the size or the distance is not set at all; white text may stand on white.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='color: var(--library-red, #a00)'>Text</p>"
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='color: #a00; color: var(--library-red, #a00)'>Text</p>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>
              .note { border: 1px solid #a00 }
              .note { border-color: var(--library-red) }
            </style>
            <p class="note">Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='--library-red: #a00'>Write <code>color: var(--library-red)</code>. /* var(--x) */</p>"
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and write the same property with a plain value right
        before the one with `var()`.

    Source:
        MDN browser-compat-data, css.types.var and css.properties.custom-property
    """
    yield from once_per_text(
        hit(
            markup,
            "Internet Explorer 11 does not know var(), and ignores what is set with it",
            style.place(declaration),
            declaration.name,
        )
        for markup in markups(context)
        for style, declaration in in_groups(markup.styles_in_ie11, _dependent)
    )


def _dependent(group: Group) -> Iterator[Declaration]:
    for declaration in group.declarations:
        if (
            not declaration.name.startswith("--")
            and uses_variable(declaration)
            and not group.has_fallback(declaration)
        ):
            yield declaration
