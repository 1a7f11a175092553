"""A store that keeps a run waiting: links in flight are asked, timed and judged as if it did not."""

import asyncio
import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg

from guidewarden.cli.progress import Quiet
from guidewarden.demo.server import Response, Server
from guidewarden.guides import load_library
from guidewarden.job.night import JobRequest, plan_of, run_job
from guidewarden.model import Settings, State
from guidewarden.rules import Project
from guidewarden.store import Archive
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
        with ThreadPoolExecutor(1) as apart:  # Tests in a browser leave a loop running in this thread.
            night = apart.submit(asyncio.run, run_job(wanted, store, Quiet(), asyncio.Event())).result()
        holder.join()
        assert time.monotonic() - began > STALL
        assert night.view.counts[State.OK] == LINKS
        attempts = [
            attempt
            for result in night.view.results
            if result.evidence
            for attempt in result.evidence.attempts
        ]
        assert len(attempts) == LINKS
        assert max(attempt.elapsed_ms for attempt in attempts) < 800 * STALL
        assert len(store.evidence_of(night.view.run.id)) == LINKS
    # While the store was away, no more was asked than there are workers to hold what came.
    assert len(server.log) == LINKS
