"""A store that keeps a run waiting: links in flight are asked, timed and judged as if it did not."""

import asyncio
import datetime as dt
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from msgspec.structs import replace

from guidewarden.cli.progress import Quiet
from guidewarden.demo.server import Response, Server
from guidewarden.guides import load_library
from guidewarden.job.night import JobRequest, Night, plan_of, run_job
from guidewarden.model import Attempt, RunState, Settings, State
from guidewarden.rules import Project
from guidewarden.store import Archive, StoreError, open_store
from guidewarden.store.database import Database
from guidewarden.store.place import place_of
from guidewarden.store.store import SqlStore
from logtold import told
from pgserver import PostgresServer
from projects import wait_until
from storeplaces import Place
from webs import serving

PAGE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200, delay=0.2
)
LINKS = 60
STALL = 3.0
"""Seconds: longer than a link may take."""


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def request(server: Server, folder: Path, **pace: float) -> JobRequest:
    entries = "".join(
        f"          - {{url: 'http://host{number % 6}.example/{number}', label: Source}}\n"
        for number in range(LINKS)
    )
    (folder / "guides").mkdir()
    guide = "title: Links\nsections:\n  - title: Links\n    blocks:\n      - links:\n" + entries
    (folder / "guides" / "links.yaml").write_text(guide, "utf-8")
    library = load_library([folder / "guides"], folder)
    here = f"127.0.0.1:{server.port}"
    settings = Settings.model_validate(
        {
            "network": {
                "allow": ["127.0.0.0/8"],
                "timeout": 1,
                "retries": 0,
                "archive": False,
                "connect_to": {"*:80": here},
                "controls": [f"http://{here}/control"],
            },
            "pace": {"per_second": 1000, "concurrency": 2, **pace},
            "citations": dict.fromkeys(("records", "suggest", "landing"), False),
        }
    )
    project = Project(library.documents, library.people, settings, now().date())
    return JobRequest(project, plan_of(project), "run:guides", now(), now, environ={})


@contextmanager
def locked(place: Place, store: Archive) -> Iterator[None]:
    """Have another program hold on to what the run has to write, as a backup may."""
    if place.server is None:
        with sqlite3.connect(place.base / "nights" / "store.db", isolation_level=None) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")
        other.close()
        return
    database = place.url.partition("@/")[2].partition("?")[0]
    with psycopg.connect(host=str(place.server.folder), user="guidewarden", dbname=database) as holder:
        holder.execute("LOCK TABLE evidence IN ACCESS EXCLUSIVE MODE")
        yield


def run(wanted: JobRequest, store: Archive) -> Night:
    with ThreadPoolExecutor(1) as apart:  # Tests in a browser leave a loop running in this thread.
        return apart.submit(asyncio.run, run_job(wanted, store, Quiet(), asyncio.Event())).result()


def attempts_of(night: Night) -> list[Attempt]:
    return [
        attempt for result in night.view.results if result.evidence for attempt in result.evidence.attempts
    ]


def test_links_in_flight_do_not_wait_for_the_store(place: Place) -> None:
    with serving(lambda _: PAGE) as server, place.open() as store:
        wanted = request(server, place.base)

        def hold() -> None:
            wait_until(lambda: len(server.log) >= 12)
            with locked(place, store):
                time.sleep(STALL)

        holder = threading.Thread(target=hold)
        holder.start()
        began = time.monotonic()
        night = run(wanted, store)
        holder.join()
        assert time.monotonic() - began > STALL
        assert night.view.counts[State.OK] == LINKS
        attempts = attempts_of(night)
        assert len(attempts) == LINKS
        assert max(attempt.elapsed_ms for attempt in attempts) < 800 * STALL
        assert len(store.evidence_of(night.view.run.id)) == LINKS
    # While the store was away, no more was asked than there are workers to hold what came.
    assert len(server.log) == LINKS


@contextmanager
def impatient(server: PostgresServer, base: Path, patience: float = 20) -> Iterator[SqlStore]:
    """A store on a server, whose silence is noticed after a second."""
    place = place_of(server.new_database() + "&connect_timeout=2", base)
    opened = Database(place, patience=patience, silence=1)
    try:
        yield SqlStore(opened)
    finally:
        opened.close()


def test_a_server_that_is_frozen_and_goes_on_costs_nothing(
    fragile: PostgresServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(lambda _: PAGE) as server, impatient(fragile, tmp_path) as store:
        wanted = request(server, tmp_path)

        def freeze() -> None:
            wait_until(lambda: len(server.log) >= 12)
            fragile.freeze()
            time.sleep(STALL)
            fragile.thaw()

        freezing = threading.Thread(target=freeze)
        freezing.start()
        began = time.monotonic()
        try:
            night = run(wanted, store)
        finally:
            freezing.join()
        assert STALL < time.monotonic() - began < 4 * STALL
        assert night.view.run.state is RunState.COMPLETE
        assert night.view.counts[State.OK] == LINKS
        assert len(attempts_of(night)) == LINKS
        assert max(attempt.elapsed_ms for attempt in attempts_of(night)) < 800 * STALL
        assert len(store.evidence_of(night.view.run.id)) == LINKS
        assert store.check() == ()
    assert len(server.log) == LINKS
    away, back = told(caplog, "guidewarden.store")
    assert away == (
        "the store is away: no connection with the server: it has not answered for 1 seconds; "
        "waiting up to 20 seconds for it"
    )
    assert re.fullmatch(r"the store is back after \d\.\d seconds; nothing was lost", back)


def kept_in(server: PostgresServer, database: str) -> int:
    ((count,),) = server.ask("SELECT count(*) FROM evidence", database)
    assert isinstance(count, int)
    return count


def test_a_server_that_stays_frozen_ends_the_run_and_the_next_takes_it_up(
    fragile: PostgresServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(lambda _: PAGE) as server:
        wanted = request(server, tmp_path)
        with impatient(fragile, tmp_path, patience=2) as store:

            def freeze() -> None:
                database = store._database.place.url.database
                wait_until(lambda: kept_in(fragile, str(database)) >= 12)
                fragile.freeze()

            freezing = threading.Thread(target=freeze)
            freezing.start()
            began = time.monotonic()
            try:
                with pytest.raises(StoreError, match=r"no connection with the server: [^\n]+$"):
                    run(wanted, store)
                assert time.monotonic() - began < 12
                began = time.monotonic()
                url = store._database.place.url.render_as_string(hide_password=False)
                with (
                    pytest.raises(StoreError, match="connection timeout expired"),
                    open_store(url, tmp_path),
                ):
                    pass
                assert time.monotonic() - began < 12
            finally:
                freezing.join()
                fragile.thaw()
        assert [line.partition(":")[0] for line in told(caplog, "guidewarden.store")] == ["the store is away"]
        with open_store(url, tmp_path) as later:
            ((_, cut_short),) = later.runs()
            kept = set(later.evidence_of(cut_short.id))
            asked = len(server.log)
            night = run(wanted, later)
            assert (night.view.run.id, night.view.run.state) == (cut_short.id, RunState.COMPLETE)
            assert night.view.counts[State.OK] == LINKS
            assert len(later.evidence_of(cut_short.id)) == LINKS
            assert later.check() == ()
        again = {f"link:http://{one.host}{one.path}" for one in server.log[asked:]}
        assert len(kept) >= 12
        assert kept.isdisjoint(again)
        assert len(again) == LINKS - len(kept)


@pytest.mark.parametrize("jump", [dt.timedelta(hours=-1), dt.timedelta(days=3), dt.timedelta(days=-400)])
def test_a_clock_that_jumps_in_the_middle_of_a_run_changes_no_verdict(
    place: Place, jump: dt.timedelta
) -> None:
    with serving(lambda _: PAGE) as server, place.open() as store:

        def clock() -> dt.datetime:
            return now() + (jump if len(server.log) >= LINKS // 2 else dt.timedelta())

        wanted = replace(request(server, place.base), clock=clock)
        night = run(wanted, store)
        assert night.view.run.state is RunState.COMPLETE
        assert night.view.counts[State.OK] == LINKS
        assert max(attempt.elapsed_ms for attempt in attempts_of(night)) < 1000
        kept = store.evidence_of(night.view.run.id)
        assert kept == {result.target.key: result.evidence for result in night.view.results}
        assert any(abs(one.started - wanted.now - jump) < dt.timedelta(minutes=1) for one in kept.values())
        assert store.check() == ()
        again = run(replace(wanted, now=now() + dt.timedelta(days=1), clock=now), store)
        assert again.view.previous == night.view.run
    assert len(server.log) == 2 * LINKS
