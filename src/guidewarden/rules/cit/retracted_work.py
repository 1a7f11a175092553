"""CIT008."""

from collections.abc import Iterator

from guidewarden.model import Cited, Severity
from guidewarden.model.citing import NoticeKind
from guidewarden.rules.citations import registry_of
from guidewarden.rules.notices_about import VERBS, gravest, marks_retraction, told_of
from guidewarden.rules.rule import CitationContext, Hit, rule


@rule("CIT008", "retracted-work", severity=Severity.ERROR, phase="citation", since="0.1")
def retracted_work(context: CitationContext) -> Iterator[Hit]:
    """A cited work was retracted or withdrawn.

    What it finds:
        DOIs, of sources and in links alike, for whose work the publisher or Retraction Watch has recorded a retraction, a
        withdrawal or a removal. A reinstatement that came after it lifts it again (see CIT015). Where the guide says itself that the work was retracted, in the title or the note, it is
        only a note.

    Why it matters:
        A retracted work goes on being cited for years. A guide that recommends one lends it the library's good name.

    Bad:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], updated_by: [{type: retraction, doi: 10.5555/notice, source: publisher, date: "2011-02-01"}]}
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
        #   volume: "5", dates: ["2008-08-13"], updated_by: [{type: retraction, doi: 10.5555/notice, source: publisher, date: "2011-02-01"}]}
        - markdown: See [the theory](https://doi.org/10.5555/12345678) in full.
        ```

        Renamed by the publisher, with no notice recorded:

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

        A correction is no retraction:

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

        Reinstated later:

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

        A registry that does not answer does not say “not retracted” either; see CIT014:

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
        Remove the citation; or, where the case itself is the topic, say in its note that the work was retracted, and cite
        the notice beside it.

    Source:
        Crossref's `updated-by`, which includes the Retraction Watch database; each notice names who recorded it.
    """
    cited = context.cited
    found = gravest(
        cited, NoticeKind.RETRACTED, NoticeKind.WITHDRAWN, NoticeKind.REMOVED, NoticeKind.PARTLY_RETRACTED
    )
    mark = cited.match.notice_in_title if cited.match else ""
    back = gravest(cited, NoticeKind.REINSTATED)  # Publishers leave the old title standing then.
    renamed = marks_retraction(mark) and back is None
    if cited.is_notice or (found is None and not renamed):
        return
    told = f"{cited.source.title} {cited.source.note or ''}".casefold() if cited.source else ""
    known = "retract" in told or "withdrawn" in told
    what = told_of(cited, found) if found else _renamed(cited, mark)
    verb = VERBS[found.kind] if found else "was retracted"
    yield Hit.at(
        cited.occurrence,
        f"“{cited.name}” {verb}: {what}",
        severity=Severity.INFO if known else None,
    )


def _renamed(cited: Cited, mark: str) -> str:
    told = "no notice with a date or a DOI is recorded"
    return f"its publisher has marked its title so (“{mark.strip(' :—–')}”); {told} ({registry_of(cited)})"
