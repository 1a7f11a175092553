"""CIT007."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.model.citing import NoticeRelation, Sameness, plain_title
from guidewarden.rules.citations import registry_of
from guidewarden.rules.rule import CitationContext, Hit, rule


@rule("CIT007", "doi-of-another-work", severity=Severity.ERROR, phase="citation", since="0.1")
def doi_of_another_work(context: CitationContext) -> Iterator[Hit]:
    """A citation's DOI is registered, but for another work.

    What it finds:
        Sources whose DOI leads to a work with another title, and with other authors, another journal, volume or pages:
        two DOIs were swapped, or one was copied from the line above.

    Why it matters:
        The link works, so no link checker complains; but every reader who clicks arrives at the wrong article.

    Bad:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [The Cracked Pot],
        #   authors: [{family: Potter, given: Ada}], container_titles: [Kiln Review],
        #   volume: "80", dates: ["1999"]}
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

        A neighbour in the same issue:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Glazes and Their Discontents],
        #   authors: [{family: Ash, given: Wren}], container_titles: [Journal of Psychoceramics],
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

        A record too poor to tell by:

        ```yaml
        # record: 10.5555/12345678 {agency: DataCite, titles: [Article]}
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

        The registry writes the title in another language, all else agrees:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Vers une théorie unifiée],
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

    How to fix:
        Look the work up by its title at https://search.crossref.org, and correct the DOI.

    Source:
        Crossref's and DataCite's records of the DOI.
    """
    cited, match = context.cited, context.cited.match
    if match is None or match.sameness is not Sameness.DIFFERENT or cited.work is None:
        return
    if match.notice is NoticeRelation.CITES_NOTICE:
        return  # That is CIT012's to say.
    work = cited.work
    title = plain_title(work.titles[0]) if work.titles else "another work"
    year = f" ({work.dates[0][:4]})" if work.dates else ""
    yield Hit.at(
        cited.occurrence,
        f"The DOI of “{cited.name}” belongs to “{title}”{year}, says {registry_of(cited)}",
    )
