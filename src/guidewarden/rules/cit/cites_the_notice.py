"""CIT012."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.model.citing import NoticeRelation
from guidewarden.rules.citations import registry_of
from guidewarden.rules.fixes import replace_written
from guidewarden.rules.notices_about import told_by
from guidewarden.rules.rule import CitationContext, Hit, rule


@rule("CIT012", "cites-the-notice", severity=Severity.WARNING, phase="citation", since="0.1")
def cites_the_notice(context: CitationContext) -> Iterator[Hit]:
    """A citation names a work, but its DOI is that of a notice about it.

    What it finds:
        Sources whose DOI belongs to a retraction, an erratum, a correction or an expression of concern, while the citation
        itself is of the work. The notice's record carries the same title, so a search finds both.

    Why it matters:
        The reader arrives at half a page that says what was wrong, and not at the work.

    Bad:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: ["Retraction—Toward a Unified Theory of High-Energy Metaphysics"],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "8", dates: ["2011-02-01"], updates: [{type: retraction, doi: 10.5555/87654321, date: "2011-02-01"}]}
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

        An erratum:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: ["Erratum to: Toward a Unified Theory of High-Energy Metaphysics"],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2009-02-01"], updates: [{type: erratum, doi: 10.5555/87654321, date: "2011-02-01"}]}
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

        The guide cites the notice, and says so:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: ["Retraction—Toward a Unified Theory of High-Energy Metaphysics"],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "8", dates: ["2011-02-01"], updates: [{type: retraction, doi: 10.5555/87654321, date: "2011-02-01"}]}
        sources:
          carberry:
            type: article-journal
            title: "Retraction—Toward a Unified Theory of High-Energy Metaphysics"
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "8"
            issued: "2011"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        The work itself, renamed by its publisher, is a matter of CIT008:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: ["RETRACTED: Toward a Unified Theory of High-Energy Metaphysics"],
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

    How to fix:
        Replace the DOI by the work's own; where it was retracted, think about removing the citation.

    Source:
        Crossref's `update-to`: a record with it is a notice.
    """
    cited, match = context.cited, context.cited.match
    if match is None or cited.work is None or match.notice is not NoticeRelation.CITES_NOTICE:
        return
    work = cited.work
    about = next((update.doi for update in work.updates if update.doi), "")
    mark = match.notice_in_title or next((update.type.replace("_", " ") for update in work.updates), "notice")
    date = min((update.date for update in work.updates if update.date), default="") or next(
        iter(work.dates), ""
    )
    sources = tuple(dict.fromkeys(update.source for update in work.updates if update.source))
    told = told_by(date, work.doi, sources or (registry_of(cited),))
    yield Hit.at(
        cited.occurrence,
        f"The DOI of “{cited.name}” is that of a notice about it ({mark.strip(':—– ()[]')}): {told}",
        f"Replace the DOI by the work's own: {about}" if about else None,
        fix=replace_written(
            context.document,
            cited.occurrence,
            about,
            safe=False,
            description=f"Write the work's own DOI, {about}",
        )
        if about
        else None,
    )
