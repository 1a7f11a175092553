"""Nights as the first release kept them: what ``fixtures/store/first.sql`` was made of, by that release's own code."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from evidences import NIGHT, answered, evidence, failed, handle, link, night
from guidewarden.model import (
    ArchivedCopy,
    ErrorKind,
    Evidence,
    Finding,
    Occurrence,
    RecordAnswer,
    RecordOutcome,
    RunState,
    Severity,
    Span,
    Standing,
    State,
    Verdict,
    Work,
)
from guidewarden.store import Archive, Judged

A, B, C = (link(f"https://{name}.example/").key for name in "abc")

SEEN: tuple[Evidence, ...] = (
    evidence(answered(404, headers={"server": "x", "cf-ray": "8a1-AMS"}), target=link("https://a.example/")),
    evidence(failed(ErrorKind.TIMEOUT, "zu spät"), answered(301, 200, urls=("http://b.example/", "https://b.example/")),
             sibling=answered(404), target=link("https://b.example/")),
    replace(handle(200, 1, url="https://c.example/"), landing=evidence(answered(403), target=link("https://c.example/"))),
)  # fmt: skip

VERDICTS: tuple[tuple[int, dict[str, tuple[State, str]]], ...] = (
    (6, {A: (State.OK, "reachable"), B: (State.OK, "reachable")}),
    (5, {A: (State.FAILING, "timeout"), B: (State.OK, "reachable")}),
    (4, {A: (State.FAILING, "timeout"), B: (State.OK, "reachable"), C: (State.MOVED, "permanent-redirect")}),
    (3, {A: (State.FAILING, "server-error"), C: (State.MOVED, "permanent-redirect")}),
    (2, {A: (State.BROKEN, "timeout"), B: (State.OK, "reachable"), C: (State.MOVED, "permanent-redirect")}),
)
"""Nights ago, and what each link was; one night did not see b."""

RECORD = RecordAnswer(night(3), RecordOutcome.FOUND, "Crossref", Work("10.5555/a", "Crossref", titles=("T",)))
COPY = ArchivedCopy("https://web.archive.org/web/20190303101512/https://a.example/", night(900))
GONE = Standing(State.BROKEN, "not-found")


def finding(mark: str) -> Finding:
    """A finding of this fingerprint."""
    place = Occurrence("", "g", "sections[0].title", "label", Span("guides/g.yaml", 1, 2, 1, 3, 1, 2))
    return Finding("GDE001", "owner", Severity.WARNING, f"message {mark}", "advice", place, mark)


def verdicts(said: dict[str, tuple[State, str]]) -> list[tuple[str, Verdict]]:
    """Verdicts by key."""
    moved = "https://new.example/"
    return [
        (key, Verdict(state, reason, NIGHT, 1, moved if state is State.MOVED else None))
        for key, (state, reason) in said.items()
    ]


def close_with(
    store: Archive,
    when: dt.datetime,
    said: Iterable[tuple[str, Verdict]],
    seen: Iterable[Evidence],
    found: Sequence[Finding] = (),
    ignored: Mapping[tuple[str, str], Standing] | None = None,
) -> str:
    """Keep a whole night; give its run."""
    run, _ = store.begin("run:guides", when)
    for one in seen:
        store.add_evidence(run.id, one)
    judged = [Judged(key, when, verdict) for key, verdict in said]
    store.finish(replace(run, finished=when, state=RunState.COMPLETE), judged, found, {}, ignored)
    return run.id
