"""IE126."""

from collections.abc import Iterator

from guidewarden.markup.stylesheet import Declaration
from guidewarden.markup.support import ie11
from guidewarden.model import Severity
from guidewarden.rules.ie11 import hit, markups
from guidewarden.rules.ie11_styles import Group, Reached, in_groups
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_SHOWN = 8
_TOLD_ELSEWHERE = frozenset(
    {
        "aspect-ratio", "block-size", "column-gap", "gap", "inline-size", "inset", "margin-block", "margin-inline",
        "object-fit", "padding-block", "padding-inline", "row-gap",
    }
)  # fmt: skip


@rule("IE126", "ie11-css-ignored", severity=Severity.INFO, phase="static", since="0.2")
def ie11_css_ignored(context: GuideContext) -> Iterator[Hit]:
    """Internet Explorer 11 ignores some properties, and readers lose little.

    What it finds:
        With `markup.target: ie11`: properties that it does not know and that no other rule speaks of, such as
        `scroll-behavior`, `accent-color` or `text-underline-offset`, all in one note a text. Those that come with the
        older form beside them (`word-wrap` with `overflow-wrap`, `-ms-user-select`) are left out.

    Why it matters:
        It is good to know that the page looks plainer there; there is nothing to be done about it.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='scroll-behavior: smooth; accent-color: #a00'>Text</div>"
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='word-wrap: break-word; overflow-wrap: break-word'>Text</p>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='-webkit-font-smoothing: antialiased; -moz-osx-font-smoothing: grayscale'>Text</p>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<p style='text-align: center; border: 1px solid #a00; opacity: 0.5; zoom: 1'>scroll-behavior: smooth</p>"
        ```

    How to fix:
        In LibGuides, nothing needs to be changed; if the looks matter, open the box's rich text, click Source (`<>`), and
        add an older property that does the same.

    Source:
        MDN browser-compat-data, css.properties
    """
    for markup in markups(context):
        yield from _note(markup)


def _note(markup: Markup) -> Iterator[Hit]:
    found = list(in_groups(markup.styles_in_ie11, _ignored))
    if found:
        yield _hit(markup, found)


def _ignored(group: Group) -> Iterator[Declaration]:
    for declaration in group.declarations:
        if _is_ignored(declaration.name) and group.understood.isdisjoint(_older(declaration.name)):
            yield declaration


def _hit(markup: Markup, found: list[tuple[Reached, Declaration]]) -> Hit:
    names = sorted({declaration.name for _, declaration in found})
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    style, first = found[0]
    return hit(
        markup,
        f"Internet Explorer 11 ignores here: {', '.join(names[:_SHOWN])}{more}",
        style.place(first),
        "ignored properties",
    )


def _is_ignored(name: str) -> bool:
    if name.startswith(("-", "grid")) or name in _TOLD_ELSEWHERE:
        return False
    key = f"css.properties.{name}"
    return ie11().lacks(key) or key in ie11().names


def _older(name: str) -> tuple[str, ...]:
    """Give the names under which Internet Explorer 11 knows a property."""
    other = ie11().names.get(f"css.properties.{name}", "")
    return (f"-ms-{name}", f"{other}{name}", other)
