"""Rows in words: everything the template shows of a row, computed, so that the template only lays it out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guidewarden.model import Finding, Occurrence, Result, RunView, State, Verdict
from guidewarden.report.digest import Digest, Row, Topic
from guidewarden.report.html.evidence import EvidenceText, evidence_text
from guidewarden.report.html.links import mail_href, result_href, web_href
from guidewarden.report.words import address, day, days_between, plural, reason_of, why


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
    """A row, ready to lay out. ``kind`` is what the filter knows it by, ``guides`` indices of the guides."""

    kind: str
    icon: str
    word: str
    new: bool
    label: str
    address: str
    href: str
    reasons: tuple[str, ...]
    todo: tuple[str, ...]
    replacement: str
    replacement_href: str
    since: str
    codes: tuple[tuple[str, str], ...]
    places: tuple[PlaceText, ...]
    many: str
    guides: str
    evidence: EvidenceText | None


def row_text(row: Row, view: RunView, sorted_run: Digest) -> RowText:
    """Put a row into words."""
    if row.result is not None:
        return _result_text(row, row.result, view, sorted_run)
    return _finding_text(row, view, sorted_run)


def _result_text(row: Row, result: Result, view: RunView, sorted_run: Digest) -> RowText:
    verdict = result.verdict
    shown = address(result)
    label = next((place.label for place in row.occurrences if place.label), "")
    reasons = _result_reasons(row, result)
    advice = dict.fromkeys(finding.advice for finding in row.findings)
    todo = tuple(advice) or tuple(filter(None, (reason_of(verdict).advice,)))
    replacement = verdict.replacement or ""
    return RowText(
        kind="fixed" if row.topic is Topic.FIXED else verdict.state.value,
        icon="fixed" if row.topic is Topic.FIXED else verdict.state.value,
        word="",
        new=row.new and view.previous is not None,
        label=label or "(no link text)",
        address=shown,
        href=result_href(result, shown),
        reasons=reasons,
        todo=() if row.topic is Topic.FIXED else todo,
        replacement=replacement,
        replacement_href=web_href(replacement),
        since=_since(row.topic, verdict, view),
        codes=_codes(row.findings),
        places=tuple(_places(row, label, view, sorted_run)),
        many=_many(row),
        guides=_guide_indices(row, view),
        evidence=evidence_text(result, shown),
    )


def _result_reasons(row: Row, result: Result) -> tuple[str, ...]:
    if row.topic is Topic.FIXED:
        earlier = next(past for past in result.past if past.state is State.BROKEN)
        words = reason_of(Verdict(earlier.state, earlier.reason, earlier.checked_at)).words
        return (f"It works again. Before: {words[:1].lower()}{words[1:]}", why(result.verdict))
    return tuple(dict.fromkeys((why(result.verdict), *(finding.message for finding in row.findings))))


def _finding_text(row: Row, view: RunView, sorted_run: Digest) -> RowText:
    finding = row.findings[0]
    fixed = row.topic is Topic.FIXED
    addresses = {place.written for place in row.occurrences if place.target_key}
    shown = addresses.pop() if len(addresses) == 1 else ""
    fixes = dict.fromkeys(found.fix.description for found in row.findings if found.fix and found.fix.safe)
    offers = tuple(f"`guidewarden fix` can do this: {description}" for description in fixes)
    return RowText(
        kind="fixed" if fixed else "note",
        icon="fixed" if fixed else finding.severity.value,
        word="" if fixed else finding.severity.value,
        new=row.new and not fixed,
        label=finding.message,
        address=shown,
        href=web_href(shown),
        reasons=("No longer found.",) if fixed else (),
        todo=() if fixed else (finding.advice, *offers),
        replacement="",
        replacement_href="",
        since="",
        codes=_codes(row.findings),
        places=tuple(_places(row, "", view, sorted_run)),
        many=_many(row),
        guides=_guide_indices(row, view),
        evidence=None,
    )


def _codes(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((finding.code, finding.name) for finding in findings))


def _many(row: Row) -> str:
    """Say what one repair is worth, where a target stands in several places."""
    places = len(row.occurrences)
    if row.result is None or places < 2 or row.topic is Topic.FIXED:
        return ""
    if row.topic in (Topic.NEW, Topic.STILL, Topic.MOVED):
        return f"Fix once, fixes {plural(places, 'place')}"
    return f"Stands in {plural(places, 'place')}"


def _since(topic: Topic, verdict: Verdict, view: RunView) -> str:
    now = view.run.started
    date = day(verdict.since, now)
    days = days_between(verdict.since, now)
    if topic in (Topic.NEW, Topic.STILL):
        return f"Broken for {plural(days, 'day')}, since {date}." if days else "Broken since this run."
    if topic is Topic.WATCHING:
        return f"{plural(verdict.streak, 'failure')} in a row, since {date}."
    if verdict.streak > 1 and topic is not Topic.FIXED:
        return f"The same for {plural(verdict.streak, 'check')} in a row, since {date}."
    return ""


def _places(row: Row, shown_label: str, view: RunView, sorted_run: Digest) -> Iterator[PlaceText]:
    several = len({place.guide for place in row.occurrences}) > 1
    seen = {finding.occurrence: finding for finding in row.findings} if row.result is None else {}
    for place in row.occurrences:
        guide = sorted_run.guide(place.guide)
        finding = seen.get(place)
        first = (view.known or {}).get(finding.fingerprint) if finding and not row.new else None
        yield PlaceText(
            guide=guide.title if several else "",
            owner=guide.owner if several else "",
            mail=mail_href(guide.email) if several else "",
            box=place.section,
            where=_where(place),
            label="" if place.label == shown_label else place.label,
            since=f"first seen {day(first, view.run.started)}" if first and row.topic is not Topic.FIXED else "",
        )


def _where(place: Occurrence) -> str:
    return f"{place.span.path}:{place.span.line}"


def _guide_indices(row: Row, view: RunView) -> str:
    keys = {place.guide for place in row.occurrences}
    return " ".join(str(number) for number, guide in enumerate(view.guides) if guide.id in keys)
