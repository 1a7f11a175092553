"""CIT002."""

import re
from collections.abc import Iterator

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import QuoteBlock, Severity
from guidewarden.rules.prose import is_hidden
from guidewarden.rules.rule import GuideContext, Hit, rule

_ATTRIBUTION = re.compile(
    r"(?:^|[\s(\[])(?:[—–]|-- ?|sources?\s*:|from\s*:|cited (?:in|from)\b)|\((?:[^()]*\b(?:1[5-9]|20)\d\d\b[^()]*)\)\.?$",
    re.IGNORECASE,
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
            <blockquote>Declassified materials show unmistakably that no such pledge was made at the time.</blockquote>
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
              - {quote: No such pledge was made., source: kramer, locator: p. 55}
        ```

        ```yaml
        - html: >-
            <blockquote cite="https://doi.org/10.1080/01636600902773248">Declassified materials show unmistakably
            that no such pledge was made at the time.</blockquote>
        ```

        The source in words, after the quotation:

        ```yaml
        - html: >-
            <blockquote>Declassified materials show unmistakably that no such pledge was made at the time.</blockquote>
            <p>— Mark Kramer, The Washington Quarterly 32(2), p. 55</p>
        ```

        The source linked in the sentence before:

        ```yaml
        - html: >-
            <p><a href="https://doi.org/10.1080/01636600902773248">Mark Kramer</a> concludes:</p>
            <blockquote>Declassified materials show unmistakably that no such pledge was made at the time.</blockquote>
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
    for markup in context.written:
        if markup.route.endswith((".html", ".markdown")):
            for element in markup.document.named("blockquote"):
                if element.syntax == "html" and not _has_source(markup.document, element):
                    yield Hit(
                        markup.route,
                        "This quotation does not say where it comes from",
                        start=element.start,
                        end=element.end,
                        label=element.text[:60],
                        severity=Severity.INFO,
                    )


def _has_source(document: MarkupDocument, quotation: Element) -> bool:
    if quotation.get("cite") or len(quotation.text) < _LONG or is_hidden(quotation):
        return True
    for element in _beside(document, quotation):
        if element.name in {"cite", "figcaption"} or (element.name == "a" and element.get("href")):
            return True
        if element.name in {"p", "div", "footer", "figure", "li"} and _ATTRIBUTION.search(element.text):
            return True
    return _ATTRIBUTION.search(quotation.text) is not None


def _beside(document: MarkupDocument, quotation: Element) -> Iterator[Element]:
    """Give the elements inside the quotation, its neighbours with theirs, and the figure that holds it."""
    siblings = [element for element in document.elements if element.parent == quotation.parent]
    place = siblings.index(quotation)
    near = {element.index for element in siblings[max(place - 1, 0) : place + 2]}
    if quotation.parent is not None and document.elements[quotation.parent].name == "figure":
        near.add(quotation.parent)
    for element in document.elements:
        chain = document.ancestors(element.index)
        if element.index != quotation.index and any(holder.index in near for holder in chain):
            yield element
