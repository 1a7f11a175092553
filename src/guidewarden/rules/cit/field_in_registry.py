"""CIT006."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.model.citing import DifferenceKind, Sameness
from guidewarden.rules.citations import field_fix, field_route, in_words, is_worth_filling, registry_of
from guidewarden.rules.rule import CitationContext, Hit, rule


@rule("CIT006", "field-in-registry", severity=Severity.INFO, phase="citation", since="0.1")
def field_in_registry(context: CitationContext) -> Iterator[Hit]:
    """A citation leaves out what readers need, and the registry knows it.

    What it finds:
        Sources with a DOI that lack the author, the date, the journal or book, and of articles the volume, the issue or
        the pages, where Crossref or DataCite has them.

    Why it matters:
        With volume and pages a reader finds the article on paper and in a database that knows no DOIs.

    Bad:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], page: 1-13}
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

    Good:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], page: 1-13}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
            DOI: 10.5555/12345678
            page: 1–13
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        Nor does the registry have it:

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

        Another work's data fill no gap:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [The Cracked Pot],
        #   authors: [{family: Potter, given: Ada}], container_titles: [Kiln Review],
        #   volume: "80", dates: ["1999"], page: 9-11}
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
        Add the field; the suggested line can be put under the source as it is.
    """
    cited, match = context.cited, context.cited.match
    if cited.source is None or match is None or match.sameness is not Sameness.SAME:
        return
    for difference in (*match.differences, *match.notes):
        if difference.kind is DifferenceKind.MISSING and is_worth_filling(cited.source, difference.field):
            yield Hit(
                field_route(cited, difference.field),
                f"“{cited.name}”: {in_words(difference)} ({registry_of(cited)})",
                label=cited.name,
                written=difference.field,
                fix=field_fix(context.document, cited, difference),
            )
