"""IE123."""

from collections.abc import Iterator

from guidewarden.markup.stylesheet import Declaration
from guidewarden.markup.support import ie11
from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import hit, markups
from guidewarden.rules.ie11_styles import Group, Lacking, in_groups, lacking, uses_variable
from guidewarden.rules.rule import GuideContext, Hit, rule

_SLIGHT = frozenset(
    {
        "“sticky”",
        "“start”",
        "“end”",
        "“initial”",
        "“unset”",
        "“revert”",
        "“revert-layer”",
        "“zoom-in”",
        "“zoom-out”",
    }
)
"""What readers can do without: the page scrolls as a whole, the start is the left side."""


@rule("IE123", "ie11-css-values", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_css_values(context: GuideContext) -> Iterator[Hit]:
    """Internet Explorer 11 ignores a declaration because of a value it does not know.

    What it finds:
        With `markup.target: ie11`: `min()`, `max()`, `clamp()`, `env()`, colours such as `#rrggbbaa`, `lab()` or
        `rgb(0 0 0 / 50%)`, units such as `dvh`, words such as `fit-content`, where the same selectors get no value
        that it knows for the property. `position: sticky`, `initial` and the like are notes.

    Why it matters:
        What is not understood is not set: a picture is wider than the page, a colour is missing.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='width: min(100%, 40em)'>Text</p>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='background-color: #ffcc0080'>Text</p>"
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='width: 40em; max-width: 100%; background: #ffcc00; background: #ffcc0080'>Text</p>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='width: calc(100% - 2em); color: rgba(0, 0, 0, 0.8); content: \\"min(1px, 2px)\\"'>Text</p>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>
              #abcdef80 { position: relative }
              .bar { position: relative; position: sticky; top: 0 }
              .cover { height: 100vh; height: 100dvh }
            </style>
            <p class="bar">Text</p>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and write the same property with a plain value
        (`40em`, `#fc0`) right before this one.

    Source:
        MDN browser-compat-data, css.types and the values under css.properties
    """
    yield from once_per_text(
        hit(
            markup,
            f"Internet Explorer 11 does not know {found.what} and ignores this “{declaration.name}”",
            style.place(declaration),
            declaration.name,
            Severity.INFO if found.what in _SLIGHT else None,
        )
        for markup in markups(context)
        for style, (declaration, found) in in_groups(markup.styles_in_ie11, _ignored)
    )


def _ignored(group: Group) -> Iterator[tuple[Declaration, Lacking]]:
    for declaration in group.declarations:
        found = _lacking(declaration)
        if found and not group.has_fallback(declaration):
            yield declaration, found


def _lacking(declaration: Declaration) -> Lacking | None:
    """Find what is not known, where no other rule speaks: of variables, of grids, of unknown properties."""
    if declaration.name.startswith("-") or uses_variable(declaration) or declaration.name == "filter":
        return None
    if declaration.name == "display" and declaration.words() & {"grid", "inline-grid"}:
        return None
    if declaration.name.startswith("grid") or ie11().lacks(f"css.properties.{declaration.name}"):
        return None
    return lacking(declaration)
