"""CIT009."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.model.citing import NoticeKind
from guidewarden.rules.notices_about import hits_of
from guidewarden.rules.rule import CitationContext, Hit, rule


@rule("CIT009", "expression-of-concern", severity=Severity.WARNING, phase="citation", since="0.1")
def expression_of_concern(context: CitationContext) -> Iterator[Hit]:
    """The editors of a cited work have expressed concern about it.

    What it finds:
        DOIs for whose work the publisher or Retraction Watch has recorded an expression of concern.

    Why it matters:
        An expression of concern means that the case is open: the work may be retracted, or cleared.

    Bad:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], updated_by: [{type: expression_of_concern, doi: 10.5555/notice, source: publisher, date: "2011-02-01"}]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        In a link of the text:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], updated_by: [{type: expression_of_concern, doi: 10.5555/notice, source: publisher, date: "2011-02-01"}]}
        - markdown: See [the theory](https://doi.org/10.5555/12345678) in full.
        ```

    Good:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        A correction is no expression of concern:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], updated_by: [{type: correction, doi: 10.5555/notice, date: "2011"}]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        Nothing is known of the record tonight:

        ```yaml
        # no-record: 10.5555/12345678 no-answer
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

    How to fix:
        Read the notice, and decide whether the guide should go on recommending the work; say so in its note if it does.

    Source:
        Crossref's `updated-by`, DataCite's related identifiers; each notice names who recorded it.
    """
    yield from hits_of(context, NoticeKind.CONCERN)
