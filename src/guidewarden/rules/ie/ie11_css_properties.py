"""IE124."""

from collections.abc import Iterator

from guidewarden.markup.stylesheet import Declaration
from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import hit, markups
from guidewarden.rules.ie11_styles import Group, in_groups
from guidewarden.rules.rule import GuideContext, Hit, rule

_SIDES = ("top", "right", "bottom", "left")
_LOST: dict[str, tuple[str, tuple[str, ...]]] = {
    "object-fit": ("pictures are squeezed into their frame", ()),
    "aspect-ratio": ("the frame has no height of its own", ("height", "min-height", "padding", *(f"padding-{s}" for s in _SIDES))),
    "inset": ("the element is not where it should be", _SIDES),
    "margin-inline": ("the space at the sides is missing", ("margin", "margin-left", "margin-right")),
    "margin-block": ("the space above and below is missing", ("margin", "margin-top", "margin-bottom")),
    "padding-inline": ("the space at the sides is missing", ("padding", "padding-left", "padding-right")),
    "padding-block": ("the space above and below is missing", ("padding", "padding-top", "padding-bottom")),
    "inline-size": ("the width is not set", ("width", "max-width")),
    "block-size": ("the height is not set", ("height", "max-height")),
}  # fmt: skip
"""What is lost without a property, and which others serve as well."""
_GAPS = frozenset({"gap", "column-gap", "row-gap"})
_MARGINS = ("margin", *(f"margin-{side}" for side in _SIDES))


@rule("IE124", "ie11-css-properties", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_css_properties(context: GuideContext) -> Iterator[Hit]:
    """A layout depends on a property that Internet Explorer 11 does not know.

    What it finds:
        With `markup.target: ie11`: `object-fit`, `aspect-ratio`, `inset`, `gap` between the items of a flex container,
        `margin-inline` and others that place things, where the same selectors get nothing older for it (`top` and
        `left` for `inset`, a height for `aspect-ratio`). Properties without such weight are told once a text by IE126.

    Why it matters:
        Pictures are squeezed, things stick together or lie over each other.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: "<img src='map.jpg' alt='Map' style='width: 300px; height: 200px; object-fit: cover'>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='display: flex; gap: 1em'><p>Maps</p><p>Atlases</p></div>"
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='position: absolute; top: 0; left: 0; inset: 0 auto auto 0'>Text</div>"
        ```

        The polyfill's way of writing it:

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <img src='map.jpg' alt='Map' style="object-fit: cover; font-family: 'object-fit: cover;'">
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<ul style='columns: 2; column-gap: 2em'><li>gap: 1em</li></ul>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='height: 0; padding-bottom: 56.25%; aspect-ratio: 16 / 9'>Text</div>"
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and add the older property (`top` and `left`, a
        height, margins between the items) before this one.

    Source:
        MDN browser-compat-data, css.properties.object-fit, .aspect-ratio, .inset, .gap.flex_context, .margin-inline
    """
    yield from once_per_text(
        hit(
            markup,
            f"Internet Explorer 11 does not know “{declaration.name}”{where}: {lost}",
            style.place(declaration),
            declaration.name,
        )
        for markup in markups(context)
        for style, (declaration, where, lost) in in_groups(markup.styles_in_ie11, _lost)
    )


def _lost(group: Group) -> Iterator[tuple[Declaration, str, str]]:
    flex = any(
        declaration.name == "display" and declaration.words() & {"flex", "inline-flex"}
        for declaration in group.declarations
    )
    for declaration in group.declarations:
        if declaration.name in _LOST:
            lost, others = _LOST[declaration.name]
            if group.understood.isdisjoint(others) and not _is_polyfilled(declaration, group):
                yield declaration, "", lost
        elif declaration.name in _GAPS and flex and group.understood.isdisjoint(_MARGINS):
            yield declaration, " between flex items", "they stand without any space"


def _is_polyfilled(declaration: Declaration, group: Group) -> bool:
    return any(
        part.kind == "string" and declaration.name in part.text
        for each in group.declarations
        if each.name == "font-family"
        for part in each.parts
    )
