"""CIT014."""

from collections.abc import Iterator

from guidewarden.model import Cited, RecordAnswer, RecordOutcome, Severity
from guidewarden.model.citing import NoticeKind, Sameness
from guidewarden.rules.citations import FIELD_NAMES, registry_of
from guidewarden.rules.notices_about import gravest
from guidewarden.rules.rule import CitationContext, Hit, rule

_SETTLED = (NoticeKind.RETRACTED, NoticeKind.WITHDRAWN, NoticeKind.REMOVED)
"""Notices after which the question is answered, however poorly they were written down."""


@rule("CIT014", "citation-unverifiable", severity=Severity.INFO, phase="citation", since="0.1")
def citation_unverifiable(context: CitationContext) -> Iterator[Hit]:
    """A citation could not be compared with the registry's record, so nothing is known about it.

    What it finds:
        DOIs that are registered, but whose record nobody could look at: the registry did not answer or answered with
        something else or with two records that contradict each other, holds no record, or belongs to an agency whose records
        cannot be asked for; records too poor to tell by; and single fields that the source states, and the record in a
        form that cannot be read (an author that is no name, a date that is none). It warns where a record speaks of a notice (a retraction,
        say) in a way that cannot be read: then nobody knows whether the work was retracted.

    Why it matters:
        “Could not check” is not “fine”: such a work may have been retracted. This entry keeps that visible.

    Bad:
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

        An agency whose records cannot be asked for:

        ```yaml
        # no-record: 10.5555/12345678 elsewhere
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

        A record without a word in it:

        ```yaml
        # record: 10.5555/12345678 {agency: DataCite}
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

        Authors in a form that cannot be read:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   container_titles: [Journal of Psychoceramics], volume: "5", dates: ["2008-08-13"], unreadable: [author]}
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

        Neither title nor author can be read:

        ```yaml
        # record: 10.5555/12345678 {agency: DataCite, dates: ["2008-08-13"], unreadable: [title, author]}
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

        A notice whose kind is not told:

        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], unread: [a notice in “updated-by” (10.5555/notice) does not say of what kind it is]}
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

        The DOI is not registered at all, which DOI001 says:

        ```yaml
        # verdict: 10.5555/12345678 broken doi-not-registered
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

        Records are not asked for, by the settings:

        ```yaml
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
        Nothing, when the registry was down: the next run asks again. Where a notice cannot be read, open the work's page and
        look for it there. Otherwise compare the citation with the work by hand once.
    """
    cited = context.cited
    if cited.answer is not None and cited.answer.outcome is not RecordOutcome.FOUND:
        yield Hit.at(
            cited.occurrence, f"“{cited.name}” could not be compared with its record: {_why(cited.answer)}"
        )
        return
    if cited.work is not None and cited.work.unread and gravest(cited, *_SETTLED) is None:
        yield Hit.at(
            cited.occurrence,
            f"Whether “{cited.name}” was retracted is not known; {registry_of(cited)}'s record cannot be read in full: "
            + "; ".join(cited.work.unread),
            severity=Severity.WARNING,
        )
    said = _left_open(cited)
    if said:
        yield Hit.at(cited.occurrence, f"“{cited.name}”{said}")


def _left_open(cited: Cited) -> str:
    """Say what a record's fields leave open; empty where all that the source states was compared."""
    agency, work, match = registry_of(cited), cited.work, cited.match
    if cited.source is None or work is None or match is None or match.sameness is Sameness.DIFFERENT:
        return ""
    if work.is_garbled:
        return f" could not be compared with its record: {agency}'s record of it cannot be read"
    if work.unreadable:
        stated = {"subtitle", *cited.source.model_dump(by_alias=True, exclude_defaults=True)}
        listed = ", ".join(FIELD_NAMES.get(field, field) for field in work.unreadable if field in stated)
        if listed:
            return f": could not compare: {listed}; {agency}'s record has that in a form that cannot be read"
    if match.sameness is Sameness.UNCERTAIN:
        return f" could not be compared with its record: what {agency} holds is too little to tell by"
    return ""


def _why(answer: RecordAnswer) -> str:
    agency = answer.agency or "the registry"
    match answer.outcome:
        case RecordOutcome.ABSENT:
            return f"{agency} holds no record of it"
        case RecordOutcome.ELSEWHERE:
            return f"its registration agency ({answer.agency or 'not known'}) has no records that can be asked for"
        case _:
            return answer.why or f"{agency} did not answer"
