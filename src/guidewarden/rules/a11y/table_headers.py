"""A11Y008."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.nesting import first_inside, indexes, named_by_attribute
from guidewarden.rules.prose import hidden, inside
from guidewarden.rules.rule import GuideContext, Hit, rule

_LAYOUT = frozenset(
    {
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "iframe",
        "form",
        "input",
        "video",
        "ul",
        "ol",
        "blockquote",
        "object",
        "embed",
    }
)
_LONG = 150
"""Characters: cells with more are paragraphs set side by side, not data."""


@rule("A11Y008", "table-headers", severity=Severity.WARNING, phase="static", since="0.2")
def table_headers(context: GuideContext) -> Iterator[Hit]:
    """A table of data does not say which of its cells are headers.

    What it finds:
        Tables of at least two rows and two columns of short texts without any `<th>`, or with header cells that are
        all empty. Tables that only lay out (with lists, headings, films, long texts or other tables in their cells,
        or with `role="presentation"`) are left alone, and so is the want of a caption.

    Why it matters:
        A screen reader reads cell by cell: “1997, 27, Paris”. With headers it says “Year: 1997, Pages: 27” (WCAG
        1.3.1).

    Bad:
        ```yaml
        - html: <table><tr><td>Archive</td><td>Years</td></tr><tr><td>Brussels</td><td>1949–1995</td></tr></table>
        ```

    Good:
        ```yaml
        - html: >-
            <table><tr><th scope="col">Archive</th><th scope="col">Years</th></tr>
            <tr><td>Brussels</td><td>1949–1995</td></tr></table>
        ```

        ```yaml
        - markdown: |
            | Archive | Years |
            |---|---|
            | Brussels | 1949–1995 |
        ```

        Only laid out:

        ```yaml
        - html: >-
            <table role="presentation"><tr><td>Archive</td><td>Years</td></tr><tr><td>Brussels</td><td>Paris</td></tr></table>
        ```

        ```yaml
        - html: >-
            <table><tr><td><ul><li>Archives</li></ul></td><td><ul><li>Libraries</li></ul></td></tr>
            <tr><td>North</td><td>South</td></tr></table>
        ```

        ```yaml
        - html: <table><tr><td>Brussels</td><td>Paris</td></tr></table>
        ```

    How to fix:
        Make the cells of the first row, or of the first column, header cells.

        In LibGuides, click into the table, choose Table Properties, and set “Headers” to First Row.

    Source:
        WCAG technique H51: https://www.w3.org/WAI/WCAG21/Techniques/html/H51
    """
    for markup in context.written_holding("table"):
        document, unseen = markup.document, hidden(markup.document)
        for table in document.named("table"):
            if unseen[table.index] or table.syntax != "html" or _role(table) in {"presentation", "none"}:
                continue
            if first_inside(document, table, document.once(_laid_out)):
                continue
            within = list(inside(document, table))
            headers = [
                each for each in within if each.name == "th" or _role(each) in {"columnheader", "rowheader"}
            ]
            if headers and any(each.text or _named(document, each) for each in headers):
                continue
            if headers or _is_data(within):
                yield Hit(
                    markup.route,
                    "The header cells of this table are empty"
                    if headers
                    else "This table does not say which of its cells are headers",
                    start=table.start,
                    end=table.end,
                    label=table.text[:60],
                )


def _laid_out(document: MarkupDocument) -> Sequence[int]:
    return indexes(document.named(*_LAYOUT))


def _role(element: Element) -> str:
    return (element.get("role") or "").strip().lower()


def _named(document: MarkupDocument, cell: Element) -> bool:
    if cell.get("alt") or cell.get("aria-label"):
        return True
    return first_inside(document, cell, document.once(named_by_attribute)) is not None


def _is_data(within: Sequence[Element]) -> bool:
    rows: defaultdict[int | None, list[str]] = defaultdict(list)
    for cell in within:
        if cell.name == "td":
            rows[cell.parent].append(cell.text)
    texts = [text for row in rows.values() for text in row]
    return (
        len(rows) >= 2
        and sum(len(row) >= 2 for row in rows.values()) >= 2
        and all(len(text) <= _LONG for text in texts)
        and sum(bool(text) for text in texts) * 2 > len(texts)
    )
