"""CIT002."""

import re
from collections.abc import Iterator

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import QuoteBlock, Severity
from guidewarden.rules.prose import inside, is_hidden
from guidewarden.rules.rule import GuideContext, Hit, rule

_ATTRIBUTION = re.compile(
    r"\bsources?\s*:|\bcited (?:in|from)\b"  # named in words
    r"|(?:^|\s)(?:[—–]|--)\s*[^\W\d_a-z][^—–]{1,160}$"  # a dash and a name at the end
    r"|\([^()]*\b(?:1[5-9]|20)\d\d\b[^()]*\)\.?$",  # (Name, 1999)
)
_LONG = 60


@rule("CIT002", "quotation-without-citation", severity=Severity.WARNING, phase="static", since="0.1")
def quotation_without_citation(context: GuideContext) -> Iterator[Hit]:
    """Words are quoted without saying where they come from.

    What it finds:
        Quotation blocks without a `source` (a warning), and `<blockquote>` elements in HTML with no sign of a
        source (a note): no `cite`, no link, no “Source: …”, no dash and name, neither inside nor right beside it.

    Why it matters:
        Readers of a research guide want to read on; and a quotation without a source teaches the opposite of
        what the library teaches.

    Bad:
        ```yaml
        - quote: No such pledge was made.
        ```

        ```yaml
        - html: >-
            <blockquote>Declassified materials show unmistakably that no such pledge was made.</blockquote>
        ```

    Good:
        ```yaml
        sources:
          kramer:
            type: article-journal
            title: The Myth of a No-NATO-Enlargement Pledge to Russia
            author: [{family: Kramer, given: Mark}]
            container-title: The Washington Quarterly
            issued: 2009-04
            DOI: 10.1080/01636600902773248
        sections:
          - title: Reading
            blocks:
              - {quote: No such pledge was made., source: kramer}
        ```

        ```yaml
        - html: >-
            <blockquote cite="https://doi.org/10.1080/01636600902773248">Declassified materials show unmistakably
            that no such pledge was made.</blockquote>
        ```

        The source in words, after the quotation:

        ```yaml
        - html: >-
            <blockquote>Declassified materials show unmistakably that no such pledge was made.</blockquote>
            <p>— Mark Kramer, The Washington Quarterly 32(2)</p>
        ```

        The source linked in the sentence before:

        ```yaml
        - html: >-
            <p><a href="https://doi.org/10.1080/01636600902773248">Mark Kramer</a> concludes:</p>
            <blockquote>Declassified materials show unmistakably that no such pledge was made.</blockquote>
        ```

        A short line set off for its look is no quotation:

        ```yaml
        - html: <blockquote>Open until midnight in June.</blockquote>
        ```

    How to fix:
        Add the work under `sources` and its key as the quotation's `source`; in HTML, name and link the source
        right after the quotation.

        In LibGuides, open the box's rich text, put the cursor after the quotation and add “Source: …” with a link.
    """
    for number, section in enumerate(context.document.guide.sections):
        for index, block in enumerate(section.blocks):
            if isinstance(block, QuoteBlock) and block.source is None:
                start = " ".join(block.quote.split())[:60]
                yield Hit(
                    f"sections[{number}].blocks[{index}].quote",
                    "This quotation does not say where it comes from",
                    label=start,
                )
    for markup in context.written_holding("blockquote"):
        if markup.route.endswith((".html", ".markdown")):
            for element in _unsourced(markup.document):
                yield Hit(
                    markup.route,
                    "This quotation does not say where it comes from",
                    start=element.start,
                    end=element.end,
                    label=element.text[:60],
                    severity=Severity.INFO,
                )


def _unsourced(document: MarkupDocument) -> Iterator[Element]:
    """Give the quotations in HTML that show no sign of a source."""
    before: dict[int | None, Element] = {}
    places: dict[int, tuple[Element | None, Element | None]] = {}
    for element in document.elements:
        earlier = before.get(element.parent)
        if earlier is not None and earlier.index in places:
            places[earlier.index] = (places[earlier.index][0], element)
        if element.name == "blockquote" and element.syntax == "html":
            places[element.index] = (earlier, None)
        before[element.parent] = element
    for index, neighbours in places.items():
        quotation = document.elements[index]
        if len(quotation.text) >= _LONG and not is_hidden(quotation) and not quotation.get("cite"):
            near = [quotation, *(neighbour for neighbour in neighbours if neighbour is not None)]
            holder = None if quotation.parent is None else document.elements[quotation.parent]
            if holder is not None and holder.name == "figure":
                near.append(holder)
            if not any(_names_source(document, element) for element in near):
                yield quotation


def _names_source(document: MarkupDocument, element: Element) -> bool:
    """Whether an element says in words where something comes from, or holds a link or a citation."""
    if _ATTRIBUTION.search(element.text):
        return True
    return any(
        inner.name in {"cite", "figcaption"} or (inner.name == "a" and inner.get("href"))
        for inner in (element, *inside(document, element))
    )
