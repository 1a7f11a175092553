"""IE019."""

from collections.abc import Iterator

from guidewarden.markup.nodes import Element
from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule

_ANYWHERE = frozenset({"bgcolor", "background", "valign", "nowrap", "bordercolor"})
_TABLES = frozenset({"align", "border", "cellpadding", "cellspacing", "frame", "rules", "width"})
_CELLS = frozenset({"align", "char", "charoff", "height", "width"})
_BLOCKS = frozenset({"align"})
_ON: dict[str, frozenset[str]] = {
    "table": _TABLES,
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot", "col", "colgroup"), _CELLS),
    **dict.fromkeys(("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend"), _BLOCKS),
    "hr": frozenset({"align", "color", "noshade", "size", "width"}),
    "img": frozenset({"align", "border", "hspace", "vspace", "longdesc"}),
    "object": frozenset({"align", "border", "hspace", "vspace"}),
    "embed": frozenset({"align", "hspace", "vspace"}),
    "input": frozenset({"align", "border", "hspace", "vspace"}),
    "body": frozenset(
        {"alink", "link", "vlink", "text", "topmargin", "leftmargin", "marginheight", "marginwidth"}
    ),
    "br": frozenset({"clear"}),
    "ul": frozenset({"compact", "type"}),
    "ol": frozenset({"compact"}),
    "dl": frozenset({"compact"}),
    "li": frozenset({"type"}),
    "pre": frozenset({"width"}),
}
_ALL = _ANYWHERE.union(*_ON.values())


@rule("IE019", "presentational-attributes", severity=Severity.INFO, phase="static", since="0.2")
def presentational_attributes(context: GuideContext) -> Iterator[Hit]:
    """The markup sets its look with attributes that HTML has dropped.

    What it finds:
        `align`, `bgcolor`, `valign`, `cellpadding`, `hspace`, `border` and their like, where the HTML standard calls
        them obsolete. One note for a text, whatever it holds. `width` and `height` of pictures and films are no
        matter of look, and the attributes that sites put into their own embed codes (`frameborder`) do no harm.

    Why it matters:
        Such a look resists the library's design and the reader's own colours and sizes; on a telephone fixed widths
        run out of the screen.

    Bad:
        ```yaml
        - html: <p align="center">Open daily</p><table bgcolor="#ffffcc" cellpadding="4"><tr><td>9–17</td></tr></table>
        ```

    Good:
        ```yaml
        - html: <p style="text-align:center">Open daily</p>
        ```

        ```yaml
        - html: <p><img src="https://example.org/m.png" alt="Map" width="300" height="200"></p><ol type="a"><li>A</li></ol>
        ```

        ```yaml
        - html: <iframe src="https://example.org/film" title="The talks" width="560" height="315" frameborder="0"></iframe>
        ```

        ```yaml
        - html: <p data-align="center">Write <code>align="center"</code> no more.</p>
        ```

    How to fix:
        Leave the look to the page's style; where it must be, say it in a style attribute.

        In LibGuides, select the text and click Remove Format (`Tx`); for a table, open Table Properties and empty
        the fields of the look.

    Source:
        HTML standard, obsolete features (attributes): https://html.spec.whatwg.org/multipage/obsolete.html#non-conforming-features
    """
    for markup in context.holding(*(f"@{name}" for name in _ALL)):
        found = [
            (element, name)
            for element in markup.document.with_attribute(*_ALL)
            if element.syntax == "html"
            for name in _obsolete(element)
        ]
        if found:
            first, _ = found[0]
            names = ", ".join(sorted({name for _, name in found}))
            times = f" ({len(found)} times in this text)" if len(found) > 1 else ""
            message = f"The look is set by attributes that HTML has dropped: {names}{times}"
            yield Hit(
                markup.route, message, start=first.start, end=first.end, label="presentational attributes"
            )


def _obsolete(element: Element) -> Iterator[str]:
    mine = _ON.get(element.name, frozenset())
    if not mine and element.name not in {"td", "th"}:
        return
    for attribute in element.attributes:
        if attribute.name in mine or attribute.name in _ANYWHERE:
            yield attribute.name
