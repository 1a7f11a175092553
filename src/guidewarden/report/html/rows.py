"""Rows in words: everything the template shows of a row, computed, so that the template only lays it out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guidewarden.bibliography import Part, of_source, of_work
from guidewarden.model import Cited, Finding, Result, RunView, State, Verdict
from guidewarden.report.digest import Digest, Row, Topic
from guidewarden.report.html.evidence import EvidenceText, brief, evidence_text
from guidewarden.report.html.links import archive_href, mail_href, result_href, target_href, web_href
from guidewarden.report.words import (
    SEVERITY_WORDS,
    address,
    archived,
    day,
    days_between,
    plural,
    reason_of,
    what_to_do,
    why,
)

# Topics whose one advice stands under the heading, or that need none.
_SAID_ABOVE = (Topic.FIXED, Topic.WATCHING, Topic.BY_HAND)


@dataclass(frozen=True, slots=True)
class PlaceText:
    """One place of a row; ``guide`` and ``owner`` are "" where the group already names them."""

    guide: str
    owner: str
    mail: str
    box: str
    where: str
    label: str
    since: str


@dataclass(frozen=True, slots=True)
class RowText:
    """A row, ready to lay out. ``kind`` is what the filter knows it by, ``guides`` indices of the guides.

    ``new`` marks a finding among older ones; new results have a section of their own.
    ``said`` are the messages of findings that the reason
    already says, with the finding's code in front. ``copy`` introduces the archived copy at ``copy_href``.
    ``cites`` are the forms of a citation, each with whose it is.
    """

    kind: str
    icon: str
    word: str
    new: bool
    label: str
    address: str
    href: str
    reasons: tuple[str, ...]
    since: str
    replacement: str
    replacement_href: str
    todo: tuple[str, ...]
    many: str
    places: tuple[PlaceText, ...]
    codes: tuple[tuple[str, str], ...]
    guides: str
    copy: str = ""
    copy_href: str = ""
    said: tuple[str, ...] = ()
    brief: str = ""
    evidence: EvidenceText | None = None
    cites: tuple[tuple[str, tuple[Part, ...]], ...] = ()


def row_text(row: Row, view: RunView, sorted_run: Digest, *, full: bool) -> RowText:
    """Put a row into words, with all the evidence or with one line of it."""
    if row.result is not None:
        return _result_text(row, row.result, view, sorted_run, full=full)
    if row.cited is not None and row.topic is not Topic.FIXED:
        return _citation_text(row, row.cited, view, sorted_run)
    return _finding_text(row, view, sorted_run)


def _result_text(row: Row, result: Result, view: RunView, sorted_run: Digest, *, full: bool) -> RowText:
    verdict = result.verdict
    fixed = row.topic is Topic.FIXED
    shown = address(result)
    label = next((place.label for place in row.occurrences if place.label), "")
    words = reason_of(verdict).words
    replacement = verdict.replacement or ""
    copy_href = archive_href(result.copy.url) if result.copy else ""
    return RowText(
        kind="fixed" if fixed else verdict.state.value,
        icon="fixed" if fixed else verdict.state.value,
        word="",
        new=False,
        label=label or "(no link text)",
        address=shown,
        href=result_href(result, shown),
        reasons=_fixed_reasons(result) if fixed else _reasons(row, verdict),
        since=_since(row.topic, verdict, view),
        replacement=replacement,
        replacement_href=target_href(replacement),
        todo=()
        if row.topic in _SAID_ABOVE
        else what_to_do(verdict, row.findings, shown=replacement or copy_href),
        many=_many(row),
        places=tuple(_places(row, label, view, sorted_run)),
        codes=_codes(row.findings),
        guides=_guide_indices(row, view),
        copy=archived(result.copy) if result.copy and copy_href else "",
        copy_href=copy_href,
        said=tuple(
            dict.fromkeys(f"{one.code}: {one.message}" for one in row.findings if words in one.message)
        ),
        brief="" if full else brief(result),
        evidence=evidence_text(result, shown) if full else None,
    )


def _reasons(row: Row, verdict: Verdict) -> tuple[str, ...]:
    """Say why, and what findings say beyond it; most of them only add the label to the reason's words."""
    words = reason_of(verdict).words
    more = (finding.message for finding in row.findings if words not in finding.message)
    return tuple(dict.fromkeys((why(verdict), *more)))


def _fixed_reasons(result: Result) -> tuple[str, ...]:
    earlier = next(past for past in result.past if past.state is State.BROKEN)
    words = reason_of(Verdict(earlier.state, earlier.reason, earlier.checked_at)).words
    return (f"It works again. Before: {words[:1].lower()}{words[1:]}", why(result.verdict))


def _finding_text(row: Row, view: RunView, sorted_run: Digest) -> RowText:
    finding = row.findings[0]
    fixed = row.topic is Topic.FIXED
    addresses = {place.written for place in row.occurrences if place.target_key}
    shown = addresses.pop() if len(addresses) == 1 else ""
    return RowText(
        kind="fixed" if fixed else "note",
        icon="fixed" if fixed else finding.severity.value,
        word="" if fixed else SEVERITY_WORDS[finding.severity],
        new=row.new and not fixed,
        label=finding.message,
        address=shown,
        href=web_href(shown),
        reasons=("No longer the case.",) if fixed else (),
        since="",
        replacement="",
        replacement_href="",
        todo=() if fixed else tuple(filter(None, (finding.advice,))),
        many="",
        places=tuple(_places(row, "", view, sorted_run)),
        codes=_codes(row.findings),
        guides=_guide_indices(row, view),
    )


def _citation_text(row: Row, cited: Cited, view: RunView, sorted_run: Digest) -> RowText:
    """Put all that was found of one citation into one row: what is wrong, then both forms of it."""
    gravest = row.findings[0].severity
    opening = f"“{cited.name}”"
    return RowText(
        kind="note",
        icon=gravest.value,
        word=SEVERITY_WORDS[gravest],
        new=row.new,
        label=cited.name,
        address="",
        href="",
        reasons=tuple(_sentence(finding.message.removeprefix(opening)) for finding in row.findings),
        since="",
        replacement="",
        replacement_href="",
        todo=tuple(dict.fromkeys(finding.advice for finding in row.findings if finding.advice)),
        many="",
        places=tuple(_places(row, cited.name, view, sorted_run)),
        codes=_codes(row.findings),
        guides=_guide_indices(row, view),
        cites=tuple(_forms(cited)),
    )


def _sentence(message: str) -> str:
    """Make what follows a title a sentence of its own."""
    message = message.lstrip(": ")
    return f"{message[:1].upper()}{message[1:]}"


def _forms(cited: Cited) -> Iterator[tuple[str, tuple[Part, ...]]]:
    if cited.source is not None:
        yield "In the guide", of_source(cited.source)
    work = cited.work or cited.candidate
    if work is not None:
        asked = f", asked on {cited.answer.asked_at:%Y-%m-%d}" if cited.answer else ""
        yield (
            f"{'In' if cited.work else 'Found in'} {work.agency or 'the registry'}{asked}",
            of_work(work),
        )


def _codes(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((finding.code, finding.name) for finding in findings))


def _many(row: Row) -> str:
    """Say what one repair is worth, where a target stands in several places."""
    places = len(row.occurrences)
    if places < 2 or row.topic is Topic.FIXED:
        return ""
    if row.topic in (Topic.NEW, Topic.STILL, Topic.MOVED):
        return f"Fix once, fixes {plural(places, 'place')}"
    return f"Stands in {plural(places, 'place')}"


def _since(topic: Topic, verdict: Verdict, view: RunView) -> str:
    """Say for how long; trouble counts from its first night, when it was perhaps only watched."""
    now = view.run.started
    since = f"since {day(verdict.since, now)}"
    days = days_between(verdict.since, now)
    if topic is Topic.NEW and verdict.streak == 1:
        return "First seen in this run."
    if topic in (Topic.NEW, Topic.STILL):
        return f"Not working for {plural(days, 'day')}, {since}." if days else f"Not working {since}."
    if topic is Topic.WATCHING and verdict.streak == 1:
        return f"First failure, on {day(verdict.since, now)}."
    if topic is Topic.WATCHING:
        return f"{plural(verdict.streak, 'failure')} in a row, {since}."
    if verdict.streak > 1 and topic is not Topic.FIXED:
        return f"The same for {plural(verdict.streak, 'check')} in a row, {since}."
    return ""


def _places(row: Row, shown_label: str, view: RunView, sorted_run: Digest) -> Iterator[PlaceText]:
    several = len({place.guide for place in row.occurrences}) > 1
    seen = {} if row.result else {finding.occurrence: finding.fingerprint for finding in row.findings}
    for place in row.occurrences:
        guide = sorted_run.guide(place.guide)
        first = (view.known or {}).get(seen.get(place, "")) if row.topic is not Topic.FIXED else None
        yield PlaceText(
            guide=guide.title if several else "",
            owner=guide.owner if several else "",
            mail=mail_href(guide.email) if several else "",
            box=place.section,
            where=f"{place.span.path}:{place.span.line}",
            label="" if place.label == shown_label else place.label,
            since=f"since {day(first, view.run.started)}" if first else "",
        )


def _guide_indices(row: Row, view: RunView) -> str:
    keys = {place.guide for place in row.occurrences}
    return " ".join(str(number) for number, guide in enumerate(view.guides) if guide.id in keys)
