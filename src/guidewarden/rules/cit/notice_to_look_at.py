"""CIT015."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.model.citing import NoticeKind
from guidewarden.rules.citations import registry_of
from guidewarden.rules.notices_about import VERBS, told_of
from guidewarden.rules.rule import CitationContext, Hit, rule

_SEVERITY = {
    NoticeKind.TEMPORARILY_REMOVED: Severity.WARNING,
    NoticeKind.OTHER: Severity.WARNING,
    NoticeKind.REINSTATED: Severity.INFO,
}


@rule("CIT015", "notice-to-look-at", severity=Severity.WARNING, phase="citation", since="0.1")
def notice_to_look_at(context: CitationContext) -> Iterator[Hit]:
    """A cited work has a notice that a person has to read.

    What it finds:
        DOIs for whose work the registry has a notice of temporary removal, or of a kind that guidewarden does not know. That a
        retracted work was reinstated is a note.

    Why it matters:
        What is not known is not harmless: such a notice may say as much as a retraction.

    Bad:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], updated_by: [{type: temporary_removal, doi: 10.5555/notice, source: publisher, date: "2011-02-01"}]}
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

        A kind that is not known:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], updated_by: [{type: editorial_warning, doi: 10.5555/notice, source: publisher, date: "2011-02-01"}]}
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

        Back after a retraction:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], updated_by: [{type: retraction, doi: 10.5555/notice, date: "2011-02-01"}, {type: reinstatement, doi: 10.5555/back, date: "2012-06-30"}]}
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

        A correction is a matter of CIT010:

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
        Open the notice, and decide whether the guide should go on recommending the work; say so in its note if it does.

    Source:
        Crossref's `updated-by`; each notice names who recorded it.
    """
    cited = context.cited
    if cited.is_notice:
        return
    for notice in cited.notices:
        if notice.kind in _SEVERITY:
            word = f" (“{notice.type}”)" if notice.kind is NoticeKind.OTHER else ""
            yield Hit.at(
                cited.occurrence,
                f"“{cited.name}” {VERBS[notice.kind]}{word}: {told_of(cited, notice)}",
                severity=_SEVERITY[notice.kind],
            )
    mark = cited.match.notice_in_title.casefold() if cited.match else ""
    if "tempora" in mark and not cited.notices:
        yield Hit.at(
            cited.occurrence,
            f"“{cited.name}” {VERBS[NoticeKind.TEMPORARILY_REMOVED]}: its publisher has marked its title so; "
            f"no notice with a date or a DOI is recorded ({registry_of(cited)})",
        )
