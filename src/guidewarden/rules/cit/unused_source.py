"""CIT003."""

from collections.abc import Iterator

from guidewarden.model import CitationsBlock, Guide, QuoteBlock, Severity
from guidewarden.plan import doi
from guidewarden.rules.routes import source_key, source_route
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("CIT003", "unused-source", severity=Severity.INFO, phase="static", since="0.1")
def unused_source(context: GuideContext) -> Iterator[Hit]:
    """A source is listed in the file, but readers never see it.

    What it finds:
        Entries under `sources` that no quotation and no list of citations names, and whose DOI or address no
        link in the guide leads to.

    Why it matters:
        Either a citation was forgotten, or the entry is a left-over that somebody keeps checking for nothing.

    Bad:
        ```yaml
        sources:
          sarotte:
            type: book
            title: Not One Inch
            author: [{family: Sarotte, given: M. E.}]
            publisher: Yale University Press
            issued: "2021"
        ```

    Good:
        ```yaml
        sources:
          sarotte:
            type: book
            title: Not One Inch
            author: [{family: Sarotte, given: M. E.}]
            publisher: Yale University Press
            issued: "2021"
        sections:
          - {title: Reading, blocks: [{citations: [sarotte]}]}
        ```

        Named by a quotation only:

        ```yaml
        sources:
          sarotte:
            type: book
            title: Not One Inch
            author: [{family: Sarotte, given: M. E.}]
            publisher: Yale University Press
            issued: "2021"
        sections:
          - {title: Reading, blocks: [{quote: Not one inch., source: sarotte}]}
        ```

        Linked by its DOI in the text:

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
              - markdown: See [Kramer](https://doi.org/10.1080/01636600902773248) on this.
        ```

    How to fix:
        Add its key to a `citations` list or to the quotation it belongs to, or delete the entry.
    """
    guide = context.document.guide
    used = _named(guide)
    unnamed = {key: source for key, source in guide.sources.items() if key not in used}
    if not unnamed:
        return
    linked = {
        _identity(found.occurrence.written)
        for found in context.found
        if source_key(found.occurrence.route) is None
    }
    for key, source in unnamed.items():
        marks = {_identity(value) for value in (source.doi, source.url) if value}
        if not marks & linked:
            yield Hit(
                source_route(key),
                f"No quotation or citation list uses “{source.title}”",
                label=source.title,
                written=key,
            )


def _named(guide: Guide) -> set[str]:
    used: set[str] = set()
    for section in guide.sections:
        for block in section.blocks:
            if isinstance(block, QuoteBlock) and block.source:
                used.add(block.source)
            elif isinstance(block, CitationsBlock):
                used.update(block.citations)
    return used


def _identity(written: str) -> str:
    """What two addresses of one work have in common: its DOI where there is one."""
    name = doi.normalise(written)
    return written if name is None else doi.doi_key(name)
