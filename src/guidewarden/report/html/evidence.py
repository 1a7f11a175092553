"""Evidence in words: what was asked, what came back, and how the nights before went."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from guidewarden.model import Attempt, Certificate, Evidence, HandleAnswer, Hop, HopVia, Page, Result, State
from guidewarden.report.words import STATE_WORDS, date_time, iso, plural

HEADERS = ("location", "server", "retry-after", "cf-mitigated", "www-authenticate")
"""Response headers that help to understand a verdict."""

NIGHTS = 14
"""How many past checks are shown."""

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
_MARKS = {State.OK: "✓", State.BROKEN: "✕", State.FAILING: "!", State.MOVED: "→"}


@dataclass(frozen=True, slots=True)
class HopText:
    """One answer: its status or "no answer", its address ("this address" for the row's own), its headers."""

    status: str
    url: str
    headers: str


@dataclass(frozen=True, slots=True)
class TryText:
    """One attempt: its title, when (ISO 8601 and in words), how long, its hops, and what was found.

    ``same`` tells that it went as the one before; hops and facts are then empty.
    """

    title: str
    when: str
    when_words: str
    elapsed: str
    hops: tuple[HopText, ...] = ()
    facts: tuple[str, ...] = ()
    same: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """All that is folded under a row: attempts, further facts, and past states, oldest first.

    ``nights`` are runs of one state, each with its marks, one a check; ``nights_words`` say the same.
    """

    tries: tuple[TryText, ...]
    facts: tuple[str, ...]
    nights: tuple[tuple[State, str], ...]
    nights_words: str


def evidence_text(result: Result, shown_address: str) -> EvidenceText:
    """Put a result's evidence and past into words; ``shown_address`` is not repeated."""
    evidence = result.evidence
    states = (past.state for past in reversed(result.past[:NIGHTS]))
    nights = tuple((state, len(list(same))) for state, same in groupby(states))
    words = ", ".join(f"{number} × {STATE_WORDS[state]}" for state, number in nights)
    return EvidenceText(
        tries=tuple(_tries(evidence, shown_address)) if evidence else (),
        facts=tuple(_facts(evidence)) if evidence else ("Nothing was asked.",),
        nights=tuple((state, _MARKS.get(state, "?") * number) for state, number in nights),
        nights_words=f"{words}; this time {STATE_WORDS[result.verdict.state]}" if nights else "",
    )


def brief(result: Result) -> str:
    """Say in one line what was seen, for reports too long to show all of it."""
    last = result.evidence.last if result.evidence else None
    if result.evidence is None or last is None:
        return "No request was made."
    outcome = last.failure.kind.value if last.failure else f"status {last.status}"
    return f"Seen: {outcome} after {plural(len(result.evidence.attempts), 'try', 'tries')}."


def _tries(evidence: Evidence, shown_address: str) -> Iterator[TryText]:
    before: Attempt | None = None
    for number, attempt in enumerate(evidence.attempts):
        ordinal = _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"
        head = (
            f"{ordinal} try",
            iso(attempt.started),
            date_time(attempt.started),
            f"{attempt.elapsed_ms:,} ms",
        )
        if before and _went(before) == _went(attempt):
            yield TryText(*head, same=True)
        else:
            hops = tuple(_hop(hop, shown_address) for hop in attempt.hops)
            yield TryText(*head, hops, tuple(_attempt_facts(attempt)))
        before = attempt


def _went(attempt: Attempt) -> tuple[object, ...]:
    """Give all of an attempt that is shown, but for its times."""
    hops = tuple(_hop(hop, "") for hop in attempt.hops)
    return hops, attempt.page, attempt.failure, attempt.certificate


def _hop(hop: Hop, shown_address: str) -> HopText:
    headers = "; ".join(f"{name}: {hop.headers[name]}" for name in HEADERS if name in hop.headers)
    via = " (by the page's own refresh)" if hop.via is HopVia.META_REFRESH else ""
    return HopText(
        status=f"{hop.status or 'no answer'}{via}",
        url="this address" if hop.url == shown_address else hop.url,
        headers=headers,
    )


def _attempt_facts(attempt: Attempt) -> Iterator[str]:
    if attempt.failure:
        message = f": {attempt.failure.message}" if attempt.failure.message else ""
        yield f"Ended with {attempt.failure.kind.value}{message}"
    if attempt.page:
        yield _page(attempt.page)
    if attempt.certificate:
        yield _certificate(attempt.certificate)


def _page(page: Page) -> str:
    title = f"Page “{page.title}”" if page.title else "Page without a title"
    size = plural(page.text_length, "visible character")
    heading = f"; heading “{page.headings[0]}”" if page.headings else ""
    return f"{title}, {page.media_type or 'of unknown type'}, {size}{heading}"


def _certificate(certificate: Certificate) -> str:
    issuer = f" by {certificate.issuer}" if certificate.issuer else ""
    return f"Certificate for {certificate.subject}{issuer}, valid until {date_time(certificate.not_after)}"


def _facts(evidence: Evidence) -> Iterator[str]:
    if evidence.handle:
        yield _handle(evidence.handle)
    if evidence.sibling:
        yield f"A made-up address beside it answered {evidence.sibling.status or 'nothing'}"
    if evidence.front:
        yield f"The site's front page answered {evidence.front.status or 'nothing'}"
    if not evidence.attempts and not evidence.handle:
        yield "No request was made."


def _handle(handle: HandleAnswer) -> str:
    answer = "no usable answer" if handle.response_code is None else f"code {handle.response_code}"
    parts = (
        f"status {handle.status}" if handle.status else "",
        f"leads to {handle.url}" if handle.url else "",
        f"alias of {handle.alias}" if handle.alias else "",
        handle.message,
    )
    return "; ".join((f"The DOI registry said: {answer}", *(part for part in parts if part)))
