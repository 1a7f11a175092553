"""The store: nothing is lost, nothing twice, and the past is told as it was."""

import datetime as dt
import multiprocessing
import os
import random
import signal
import sqlite3
import string
from pathlib import Path

import pytest
from msgspec.structs import replace

from evidences import NIGHT, answered, evidence, failed, link, night
from guidewarden.model import (
    ErrorKind,
    Evidence,
    Finding,
    InputError,
    Occurrence,
    RunState,
    Severity,
    Span,
    State,
    Verdict,
)
from guidewarden.store import Archive, Judged, Store, StoreBusyError, StoreError, open_store
from storeplaces import Place

URL = "sqlite:///nights/store.db"


def seen(url: str) -> Evidence:
    return evidence(answered(404), answered(200), target=link(url))


def finding(mark: str) -> Finding:
    place = Occurrence("", "g", "sections[0].title", "label", Span("guides/g.yaml", 1, 2, 1, 3, 1, 2))
    return Finding("GDE001", "owner", Severity.WARNING, f"message {mark}", "advice", place, mark)


def finished(store: Store, when: dt.datetime, state: State, marks: str = "") -> str:
    run, _ = store.begin("run:guides", when)
    verdict = Verdict(state, "timeout", when)
    store.finish(
        replace(run, finished=when, state=RunState.COMPLETE),
        [Judged(link().key, when, verdict)],
        [finding(mark) for mark in marks],
        {},
    )
    return run.id


def test_evidence_comes_back_as_it_went_in(store: Store) -> None:
    run, resumed = store.begin("run:guides", NIGHT)
    assert not resumed
    given = [
        seen("https://a.example/1"),
        evidence(failed(ErrorKind.TLS_EXPIRED, "über"), target=link("https://b.example/")),
    ]
    for one in given:
        store.add_evidence(run.id, one)
    assert store.evidence_of(run.id) == {one.target_key: one for one in given}


def test_a_second_row_for_a_target_changes_nothing(store: Store) -> None:
    run, _ = store.begin("run:guides", NIGHT)
    first = seen("https://a.example/1")
    store.add_evidence(run.id, first)
    store.add_evidence(run.id, replace(first, attempts=()))
    assert store.evidence_of(run.id) == {first.target_key: first}


def test_an_unfinished_run_is_taken_up_and_a_stale_one_is_not(store: Store) -> None:
    run, _ = store.begin("run:guides", NIGHT)
    again, resumed = store.begin("run:guides", NIGHT + dt.timedelta(hours=2))
    assert resumed
    assert again.id == run.id
    assert again.started == NIGHT
    other, resumed = store.begin("run:other", NIGHT)
    assert not resumed
    assert other.id != run.id
    late, resumed = store.begin("run:guides", NIGHT + dt.timedelta(hours=13))
    assert not resumed
    assert late.id != run.id


def test_an_interrupted_run_is_taken_up_and_a_finished_one_is_not(store: Store) -> None:
    run, _ = store.begin("run:guides", NIGHT)
    store.finish(replace(run, finished=NIGHT, state=RunState.INTERRUPTED), [], [], {})
    assert store.begin("run:guides", NIGHT)[1]
    store.finish(replace(run, finished=NIGHT, state=RunState.COMPLETE), [], [], {})
    assert not store.begin("run:guides", NIGHT + dt.timedelta(minutes=1))[1]


def test_the_past_is_newest_first(store: Store) -> None:
    for ago, state in ((3, State.OK), (2, State.FAILING), (1, State.BROKEN)):
        finished(store, night(ago), state)
    run, _ = store.begin("run:guides", NIGHT)
    assert [one.state for one in store.past(run, [link().key])[link().key]] == [
        State.BROKEN,
        State.FAILING,
        State.OK,
    ]
    assert store.past(run, ["link:https://elsewhere.example/"]) == {}


def test_the_past_is_bounded_but_for_what_is_in_trouble(store: Store) -> None:
    for ago in range(30, 1, -1):
        finished(store, night(ago), State.OK if ago > 20 or ago == 2 else State.BROKEN)
    run, _ = store.begin("run:guides", night(1))
    assert len(store.past(run, [link().key], nights=2)[link().key]) == 2
    finished(store, night(1), State.BROKEN)
    run, _ = store.begin("run:guides", NIGHT)
    assert len(store.past(run, [link().key], nights=2)[link().key]) == 2
    finished(store, NIGHT, State.BLOCKED)
    run, _ = store.begin("run:guides", NIGHT + dt.timedelta(days=1))
    past = store.past(run, [link().key], nights=1)[link().key]
    assert [one.state for one in past] == [State.BLOCKED, State.BROKEN]


def test_findings_keep_the_day_they_were_first_seen(store: Store) -> None:
    first = finished(store, night(2), State.OK, "ab")
    known = {found.fingerprint: when for found, when in store.findings_of(first)}
    assert known == {"a": night(2), "b": night(2)}
    run, _ = store.begin("run:guides", night(1))
    store.finish(
        replace(run, finished=night(1), state=RunState.COMPLETE), [], [finding("b"), finding("c")], known
    )
    assert {found.fingerprint: when for found, when in store.findings_of(run.id)} == {
        "b": night(2),
        "c": night(1),
    }


def test_previous_and_trend_look_at_complete_runs_of_the_scope(store: Store) -> None:
    earlier = finished(store, night(2), State.BROKEN)
    cut_short, _ = store.begin("run:guides", night(1))
    store.finish(replace(cut_short, finished=night(1), state=RunState.OFFLINE), [], [], {})
    run, _ = store.begin("run:guides", NIGHT)
    previous = store.previous(run, "run:guides")
    assert previous is not None
    assert previous.id == earlier
    assert store.previous(run, "run:other") is None
    assert [(when, counts[State.BROKEN]) for when, counts in store.trend("run:guides")] == [(night(2), 1)]


def test_two_runs_cannot_use_one_store(place: Place) -> None:
    with place.open(), pytest.raises(StoreBusyError, match="another run"), place.open():
        pass
    with place.open():
        pass


def test_a_reader_may_look_while_a_run_is_under_way(place: Place) -> None:
    with place.open() as store:
        run, _ = store.begin("run:guides", NIGHT)
        store.add_evidence(run.id, seen("https://a.example/1"))
        with place.open(alone=False) as reader:
            assert [each.id for _, each in reader.runs()] == [run.id]
            assert len(reader.evidence_of(run.id)) == 1


def test_what_is_not_a_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "nights" / "store.db"
    path.parent.mkdir()
    path.write_bytes(b"not a database, but somebody's diary " * 99)
    with pytest.raises(StoreError, match="not a database"), open_store(URL, tmp_path):
        pass
    assert path.read_bytes().startswith(b"not a database")


def test_other_kinds_of_store_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mysql"), open_store("mysql://db.example/x", tmp_path):
        pass


@pytest.mark.parametrize(
    "url", ["nonsense", "", "sqlite://reports/x.db", "sqlite:///", "sqlite:///a\0b", "sqlite:///:memory:"]
)
def test_a_url_that_names_no_file_is_refused_in_words(tmp_path: Path, url: str) -> None:
    with pytest.raises(InputError, match="sqlite:///"), open_store(url, tmp_path):
        pass


def _write_until_killed(folder: Path, ready: "multiprocessing.queues.Queue[int]") -> None:
    with open_store(URL, folder) as opened:
        run, _ = opened.begin("run:guides", NIGHT)
        for number in range(100_000):
            opened.add_evidence(run.id, seen(f"https://a.example/{number}"))
            if number % 10 == 0:
                ready.put(number + 1)


def test_a_kill_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Queue()
    process = context.Process(target=_write_until_killed, args=(tmp_path, ready))
    process.start()
    kept = max(ready.get(timeout=30) for _ in range(20))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with open_store(URL, tmp_path) as opened:
        run, resumed = opened.begin("run:guides", NIGHT)
        assert resumed
        assert len(opened.evidence_of(run.id)) >= kept
    with sqlite3.connect(tmp_path / "nights" / "store.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_addresses_and_scopes_of_any_length_are_kept(store: Archive) -> None:
    draw = random.Random(1)
    path = "".join(draw.choices(string.ascii_letters + "äλ", k=8_000))
    long, other = (link(f"https://a.example/{path}{end}") for end in "ab")
    scope = f"run:{path}"
    for when in (night(1), NIGHT):
        run, resumed = store.begin(scope, when)
        assert not resumed
        store.add_evidence(
            run.id, evidence(answered(200), target=long), evidence(answered(404), target=other)
        )
        assert {key: one.last and one.last.status for key, one in store.evidence_of(run.id).items()} == {
            long.key: 200, other.key: 404,
        }  # fmt: skip
        said = [
            Judged(long.key, when, Verdict(State.OK, "reachable", when), 200),
            Judged(other.key, when, Verdict(State.BROKEN, "not-found", when), 404),
        ]
        store.keep_copy(long.key, when, None)
        ended = replace(run, finished=when, state=RunState.COMPLETE)
        if when == NIGHT:
            assert {key: [one.state for one in past] for key, past in store.past(run, [long.key, other.key]).items()} == {
                long.key: [State.OK], other.key: [State.BROKEN],
            }  # fmt: skip
        store.finish(ended, said, [], {})
    assert set(store.copies([long.key, other.key])) == {long.key}
    assert store.previous(run, scope) is not None
    assert len(store.runs(scope)) == 2
    assert len(store.life(other.key)[0].changes) == 1
    assert store.check() == ()
