"""CIT005."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.model.citing import Difference, DifferenceKind, NoticeRelation, Sameness
from guidewarden.rules.citations import field_fix, field_route, in_words, registry_of
from guidewarden.rules.rule import CitationContext, Hit, rule


@rule("CIT005", "citation-differs", severity=Severity.WARNING, phase="citation", since="0.1")
def citation_differs(context: CitationContext) -> Iterator[Hit]:
    """A field of a citation says something else than the registry's record of its DOI.

    What it finds:
        Each field (type, title, author, journal, volume, issue, pages, date, publisher, ISSN, ISBN, language) in which a
        source with a DOI differs from what Crossref or DataCite holds for it. What is the same thing written otherwise is not reported: a subtitle left
        out, a journal's title cut short as ISO 4 does or as the registry does, one part of a double family name, initials, another alphabet, the year of the
        printed issue beside that of the online one, 425–37 for 425–437. Where the registry tells one date only, a
        year beside it is a note: it may be that of the other edition. Notes as well, since both may be right: another
        month of the year, a subtitle that the registry does not tell, other or more given names, initials, suffixes or parts of a family name
        than it tells, a family name in the given name's place, authors left out, a journal with another subtitle or place behind its name, an acronym,
        a season beside the number of an issue, a double issue or volume beside a single one, the first page alone or
        pages with a letter, another publisher or language, and a type of work that registries do not tell apart.
        What stands before or behind a title on one side only and makes it another work (“A Reply”, “Part II”, “review”, “Supplement”,
        “Retracted:”) is always reported, as CIT007 where nothing confirms the place.

        Languages are compared where the registry tells them: DataCite always does, Crossref only of a DOI that is asked for by itself
        (one with a comma in it, say), for in its lists the language cannot be asked for. Otherwise the small words of its title
        tell which language that is in, where they do so for certain: “en (title)”.

    Why it matters:
        A reader who looks for page 7 of volume 41 does not find the article, and a wrong year sends a student's
        footnote astray. Such slips are copied from guide to guide.

    Bad:
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
            volume: "6"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        A slip in the author's name:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carbery, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        The same title, but of a reply to the work:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", page: 1-13, dates: ["2008-08-13"]}
        sources:
          carberry:
            type: article-journal
            title: "Toward a Unified Theory of High-Energy Metaphysics: A Reply"
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            page: 1–13
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        A date that is off by years:

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
            issued: "2018"
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

        The registry gives the subtitle, the citation leaves it out:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: ["Toward a Unified Theory of High-Energy Metaphysics: Silly String Theory"],
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

        The journal's title as ISO 4 cuts it short, the given name as an initial:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: J.}]
            container-title: J. Psychoceram.
            volume: "5"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        Online in one year, printed in the next:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-12-13", "2009-02"]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2009"
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
            volume: "6"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

    How to fix:
        Compare both with the work itself, and correct the one that is wrong in the guide.

        The registry may be wrong: publishers make slips too. If the guide is right, tell the publisher, and leave it.

    Source:
        The record is what the publisher has registered, from Crossref's REST API (https://api.crossref.org) or DataCite's
        (https://api.datacite.org).
    """
    match = context.cited.match
    if match is None or match.sameness is not Sameness.SAME or match.notice is NoticeRelation.CITES_NOTICE:
        return
    differing = (each for each in match.differences if each.kind is DifferenceKind.DIFFERS)
    yield from (_hit(context, difference) for difference in differing)
    # A year beside the only one that the registry tells may be that of the other edition, online or printed; people
    # have more names than one registry tells; and an issue may have a season beside its number.
    worth_a_look = (note for note in match.notes if note.kind is DifferenceKind.DIFFERS)
    yield from (_hit(context, note, Severity.INFO) for note in worth_a_look)


def _hit(context: CitationContext, difference: Difference, severity: Severity | None = None) -> Hit:
    cited = context.cited
    return Hit(
        field_route(cited, difference.field),
        f"“{cited.name}”: {in_words(difference)} ({registry_of(cited)})",
        label=cited.name,
        written=difference.ours,
        severity=severity,
        fix=field_fix(context.document, cited, difference),
    )
