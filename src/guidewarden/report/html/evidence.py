"""Evidence in words: what was asked, what came back, and how the nights before went, as a strip."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from guidewarden.model import Attempt, Certificate, Evidence, HandleAnswer, Hop, HopVia, Page, Result, State
from guidewarden.report.catalogue import Words
from guidewarden.report.words import iso

HEADERS = ("location", "server", "retry-after", "cf-mitigated", "www-authenticate")
"""Response headers that help to understand a verdict."""

NIGHTS = 14
"""How many past checks are shown."""

_MARKS = {
    State.OK: "✓", State.RESTRICTED: "✓", State.BROKEN: "✕", State.FAILING: "!", State.MOVED: "→", State.SKIPPED: "–",
}  # fmt: skip


class HopText(Struct, frozen=True):
    """One answer: its status or "no answer", its address ("this address" for the row's own), its headers."""

    status: str
    url: str
    headers: str


class TryText(Struct, frozen=True):
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


class EvidenceText(Struct, frozen=True):
    """What is folded under a row: attempts, and further facts."""

    tries: tuple[TryText, ...]
    facts: tuple[str, ...]


class Nights(Struct, frozen=True):
    """Past checks as a strip, oldest first, the last one tonight's: runs of one state with a mark a check.

    ``words`` say the same to those who do not see it.
    """

    runs: tuple[tuple[State, str], ...]
    words: str


def nights(result: Result, words: Words) -> Nights | None:
    """Give the strip of a result's past; None when there is no past."""
    if not result.past:
        return None
    now = result.verdict.state
    runs = _runs([*(past.state for past in reversed(result.past[:NIGHTS]))])
    said = ", ".join(f"{number} × {words.state(state)}" for state, number in runs)
    marks = _runs([*(past.state for past in reversed(result.past[: NIGHTS - 1])), now])
    return Nights(
        tuple((state, _MARKS.get(state, "?") * number) for state, number in marks),
        words.say("row.nights_then", nights=said, state=words.state(now)),
    )


def _runs(states: list[State]) -> list[tuple[State, int]]:
    return [(state, len(list(same))) for state, same in groupby(states)]


def brief(result: Result, words: Words) -> str:
    """Say in one line what was seen, for reports too long to show all of it."""
    last = result.evidence.last if result.evidence else None
    if result.evidence is None or last is None:
        return words.say("evidence.brief_none")
    outcome = last.failure.kind.value if last.failure else words.say("evidence.status", status=last.status)
    return words.count("evidence.brief", len(result.evidence.attempts), outcome=outcome)


def evidence_text(result: Result, shown_address: str, words: Words) -> EvidenceText:
    """Put a result's evidence into words; ``shown_address`` is not repeated."""
    teller = _Teller(words, shown_address)
    evidence = result.evidence
    if evidence is None:
        return EvidenceText((), (words.say("evidence.nothing_asked"),))
    return EvidenceText(tuple(teller.tries(evidence)), tuple(teller.facts(evidence)))


class _Teller(Struct, frozen=True):
    """Tells evidence in one language, for one row's address."""

    words: Words
    shown: str

    def tries(self, evidence: Evidence) -> Iterator[TryText]:
        ordinals = self.words.choices("evidence.tries")
        before: Attempt | None = None
        for number, attempt in enumerate(evidence.attempts):
            head = (
                ordinals[number]
                if number < len(ordinals)
                else self.words.say("evidence.later_try", n=number + 1),
                iso(attempt.started),
                self.words.date_time(attempt.started),
                self.words.say("evidence.milliseconds", n=self.words.number(attempt.elapsed_ms)),
            )
            if before and _went(before) == _went(attempt):
                yield TryText(*head, same=True)
            else:
                hops = tuple(self._hop(hop) for hop in attempt.hops)
                yield TryText(*head, hops, tuple(self._attempt_facts(attempt)))
            before = attempt

    def _hop(self, hop: Hop) -> HopText:
        headers = "; ".join(f"{name}: {hop.headers[name]}" for name in HEADERS if name in hop.headers)
        status = str(hop.status or self.words.say("evidence.no_answer"))
        if hop.via is HopVia.META_REFRESH:
            status += f" {self.words.say('evidence.by_refresh')}"
        return HopText(
            status, self.words.say("evidence.this_address") if hop.url == self.shown else hop.url, headers
        )

    def _attempt_facts(self, attempt: Attempt) -> Iterator[str]:
        if attempt.failure:
            key = "evidence.ended_message" if attempt.failure.message else "evidence.ended"
            message = self.words.phrase("detail", attempt.failure.message).text
            yield self.words.say(key, kind=attempt.failure.kind.value, message=message)
        if attempt.page:
            yield self._page(attempt.page)
        if attempt.certificate:
            yield self._certificate(attempt.certificate)

    def _page(self, page: Page) -> str:
        said = self.words.say(
            "evidence.page" if page.title else "evidence.page_untitled",
            title=self._quoted(page.title),
            type=page.media_type or self.words.say("evidence.unknown_type"),
            size=self.words.count("evidence.size", page.text_length),
        )
        if not page.headings:
            return said
        return said + self.words.say("evidence.heading", heading=self._quoted(page.headings[0]))

    def _quoted(self, text: str) -> str:
        return self.words.say("format.quoted", text=text)

    def _certificate(self, certificate: Certificate) -> str:
        return self.words.say(
            "evidence.certificate_by" if certificate.issuer else "evidence.certificate",
            subject=certificate.subject,
            issuer=certificate.issuer,
            until=self.words.date_time(certificate.not_after),
        )

    def facts(self, evidence: Evidence) -> Iterator[str]:
        if evidence.handle:
            yield self._handle(evidence.handle)
        for name, control in (("sibling", evidence.sibling), ("front", evidence.front)):
            if control:
                status = control.status or self.words.say("evidence.nothing")
                yield self.words.say(f"evidence.{name}", status=status)
        if not evidence.attempts and not evidence.handle:
            yield self.words.say("evidence.brief_none")

    def _handle(self, handle: HandleAnswer) -> str:
        say = self.words.say
        parts = (
            say("evidence.registry_none")
            if handle.response_code is None
            else say("evidence.registry_code", code=handle.response_code),
            say("evidence.status", status=handle.status) if handle.status else "",
            say("evidence.registry_leads", url=handle.url) if handle.url else "",
            say("evidence.registry_alias", doi=handle.alias) if handle.alias else "",
            handle.message,
        )
        return say("evidence.registry", answer="; ".join(part for part in parts if part))


def _went(attempt: Attempt) -> tuple[object, ...]:
    """Give all of an attempt that is shown, but for its times."""
    hops = tuple(
        (hop.url, hop.status, hop.via, *(hop.headers.get(name) for name in HEADERS)) for hop in attempt.hops
    )
    return hops, attempt.page, attempt.failure, attempt.certificate
