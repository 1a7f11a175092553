"""Evidence in words: what was asked, what came back, and how the nights before went."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from guidewarden.model import Attempt, Certificate, Evidence, HandleAnswer, Hop, Page, Result, State
from guidewarden.report.words import STATE_WORDS, date_time, iso, plural

HEADERS = ("location", "content-type", "server", "retry-after", "cf-mitigated", "www-authenticate")
"""Response headers that help to understand a verdict."""

NIGHTS = 14
"""How many past checks are shown."""

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


@dataclass(frozen=True, slots=True)
class HopText:
    """One answer: its status or "no answer", its address ("" when it is the row's own), its headers."""

    status: str
    url: str
    headers: str


@dataclass(frozen=True, slots=True)
class TryText:
    """One attempt: its title, when (ISO 8601 and in words), how long, its hops, and what was found."""

    title: str
    when: str
    when_words: str
    elapsed: str
    hops: tuple[HopText, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """All that is folded under a row: attempts, further facts, and past states, oldest first."""

    tries: tuple[TryText, ...]
    facts: tuple[str, ...]
    nights: tuple[State, ...]
    nights_words: str


def evidence_text(result: Result, shown_address: str) -> EvidenceText:
    """Put a result's evidence and past into words; ``shown_address`` is not repeated."""
    evidence = result.evidence
    attempts = evidence.attempts if evidence else ()
    nights = tuple(past.state for past in reversed(result.past[:NIGHTS]))
    return EvidenceText(
        tries=tuple(_try(number, attempt, shown_address) for number, attempt in enumerate(attempts)),
        facts=tuple(_facts(evidence)) if evidence else ("Nothing was asked.",),
        nights=nights,
        nights_words=_nights_words(nights, result.verdict.state),
    )


def _try(number: int, attempt: Attempt, shown_address: str) -> TryText:
    ordinal = _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"
    return TryText(
        title=f"{ordinal} try",
        when=iso(attempt.started),
        when_words=date_time(attempt.started),
        elapsed=f"{attempt.elapsed_ms:,} ms",
        hops=tuple(_hop(hop, shown_address) for hop in attempt.hops),
        facts=tuple(_attempt_facts(attempt)),
    )


def _hop(hop: Hop, shown_address: str) -> HopText:
    headers = "; ".join(f"{name}: {hop.headers[name]}" for name in HEADERS if name in hop.headers)
    via = {"redirect": "", "meta-refresh": " (by the page's own refresh)", "start": ""}[hop.via.value]
    return HopText(
        status=f"{hop.status}{via}" if hop.status else f"no answer{via}",
        url="" if hop.url == shown_address else hop.url,
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


def _nights_words(nights: tuple[State, ...], tonight: State) -> str:
    """Say a row of states in words: ``3 × fine, 2 × watching; this time broken``."""
    if not nights:
        return ""
    runs = ", ".join(f"{len(list(same))} × {STATE_WORDS[state]}" for state, same in groupby(nights))
    return f"{runs}; this time {STATE_WORDS[tonight]}"
