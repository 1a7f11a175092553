"""IE120."""

from collections.abc import Iterator

from guidewarden.markup.stylesheet import Declaration
from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import hit, markups
from guidewarden.rules.ie11_styles import Group, in_groups
from guidewarden.rules.rule import GuideContext, Hit, rule

_GRIDS = frozenset({"grid", "inline-grid"})


@rule("IE120", "ie11-grid", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_grid(context: GuideContext) -> Iterator[Hit]:
    """A grid layout falls apart in Internet Explorer 11.

    What it finds:
        With `markup.target: ie11`: `display: grid` for selectors that get no other `display` (such as `flex` or
        `block`) and no `-ms-grid`. Grids inside `@supports` are left alone: the browser skips them.

    Why it matters:
        Internet Explorer 11 knows an older grid, under another name. It ignores this one, and what should stand side
        by side stands in one column, over the whole width.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='display: grid; grid-template-columns: 1fr 1fr'><p>Maps</p><p>Atlases</p></div>"
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='display: flex; display: grid; grid-template-columns: 1fr 1fr'><p>Maps</p><p>Atlases</p></div>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='display: -ms-grid; -ms-grid-columns: 1fr 1fr; display: grid; grid-template-columns: 1fr 1fr'>Maps</div>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>
              .maps { overflow: hidden }
              @supports (display: grid) { .maps { display: grid } }
            </style>
            <div class="maps">Maps</div>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and write `display: flex` or `display: block` before
        `display: grid`.

    Source:
        MDN browser-compat-data, css.properties.display.grid
    """
    yield from once_per_text(
        hit(
            markup,
            "Internet Explorer 11 ignores this grid; everything stands in one column",
            style.place(declaration),
            "display: grid",
        )
        for markup in markups(context)
        for style, declaration in in_groups(markup.styles_in_ie11, _grids)
    )


def _grids(group: Group) -> Iterator[Declaration]:
    displays = [declaration for declaration in group.declarations if declaration.name == "display"]
    if all(declaration.words() & _GRIDS for declaration in displays):
        yield from displays[:1]
