"""A server that restarts, goes away or is full, and files that are: one clear line each, and nothing lost."""

import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from evidences import NIGHT, answered, evidence, link
from guidewarden.model import Evidence, InputError
from guidewarden.store import Archive, StoreBusyError, StoreError, open_store
from guidewarden.store.database import Database
from guidewarden.store.place import place_of
from guidewarden.store.store import SqlStore
from logtold import told
from pgserver import PostgresServer
from projects import wait_until


def seen(number: int) -> Evidence:
    return evidence(answered(200), target=link(f"https://a.example/{number}"))


@pytest.mark.parametrize("at_once", [False, True])
def test_a_restart_in_the_middle_of_a_run_loses_nothing_and_is_told_once(
    fragile: PostgresServer, tmp_path: Path, at_once: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with open_store(fragile.new_database(), tmp_path) as store:
        run, _ = store.begin("run:guides", NIGHT)
        for number in range(5):
            store.add_evidence(run.id, seen(number))
        fragile.stop(at_once=at_once)
        back = threading.Timer(1, fragile.start)
        back.start()
        for number in range(5, 10):
            store.add_evidence(run.id, seen(number))
        back.join()
        assert store.evidence_of(run.id) == {one.target_key: one for one in map(seen, range(10))}
        with pytest.raises(StoreBusyError), open_store(url_of(store), tmp_path):
            pass
        assert store.check() == ()
    away, returned = told(caplog, "guidewarden.store")
    assert re.fullmatch(
        r"the store is away: no connection with the server: [^\n]+; waiting up to 20 seconds for it", away
    )
    assert re.fullmatch(r"the store is back after \d\.\d seconds; nothing was lost", returned)


def url_of(store: Archive) -> str:
    assert isinstance(store, SqlStore)
    return store._database.place.url.render_as_string(hide_password=False)


def test_a_connection_that_is_cut_is_made_anew(fragile: PostgresServer, tmp_path: Path) -> None:
    with open_store(fragile.new_database(), tmp_path) as store:
        run, _ = store.begin("run:guides", NIGHT)
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'guidewarden'"
        for number in range(4):
            fragile.ask(cut)
            store.add_evidence(run.id, seen(number))
        assert len(store.evidence_of(run.id)) == 4


def test_a_server_that_stays_away_is_told_when_patience_ends(fragile: PostgresServer, tmp_path: Path) -> None:
    waits: list[float] = []
    opened = Database(
        place_of(fragile.new_database(), tmp_path), patience=5, sleep=waits.append, clock=lambda: sum(waits)
    )
    run, _ = SqlStore(opened).begin("run:guides", NIGHT)
    fragile.stop()
    try:
        with pytest.raises(StoreError, match="no connection with the server") as told:
            SqlStore(opened).add_evidence(run.id, seen(1))
        assert "\n" not in str(told.value)
        assert 4 < sum(waits) < 6
        started = time.monotonic()
        with pytest.raises(StoreError), open_store(url_of(SqlStore(opened)), tmp_path):
            pass
        assert time.monotonic() - started < 4  # a run that cannot begin does not wait
    finally:
        fragile.start()
        opened.close()


def test_what_is_wrong_with_a_server_is_said_in_words(fragile: PostgresServer, tmp_path: Path) -> None:
    url = fragile.new_database()
    wrong = url.replace("/store", "/nowhere")
    with pytest.raises(StoreError, match=r"database .* does not exist"), open_store(wrong, tmp_path):
        pass
    with (
        pytest.raises(InputError, match="names no database"),
        open_store("postgresql://db.example", tmp_path),
    ):
        pass
    with (
        pytest.raises(StoreError) as told,
        open_store(url.replace("guidewarden@", "x:secret@nobody.invalid"), tmp_path),
    ):
        pass
    assert "secret" not in str(told.value)


def test_a_standby_is_told(fragile: PostgresServer, tmp_path: Path) -> None:
    url = fragile.new_database()
    with open_store(url, tmp_path) as store:
        run, _ = store.begin("run:guides", NIGHT)
        database = url.partition("@/")[2].partition("?")[0]
        fragile.ask(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
        fragile.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'guidewarden'"
        )
        with pytest.raises(StoreError, match="takes no changes"):
            store.add_evidence(run.id, seen(1))


def test_a_full_disk_is_told_and_what_was_kept_is_there(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from evidences import NIGHT, answered, evidence, link\n"
        "from guidewarden.store import StoreError, open_store\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"  # a limit on files stands for a disk that fills
        "with open_store('sqlite:///s.db', Path()) as store:\n"
        "    run, _ = store.begin('run:guides', NIGHT)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))\n"
        "    try:\n"
        "        for number in range(5000):\n"
        "            store.add_evidence(run.id, evidence(answered(200), target=link(f'https://a.example/{number}')))\n"
        "            print(number)\n"
        "    except StoreError as error:\n"
        "        print(error, file=sys.stderr)\n"
    )
    tests = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(tests)},
    )  # fmt: skip
    assert "disk" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    kept = len(done.stdout.splitlines())
    assert kept > 100
    with open_store("sqlite:///s.db", tmp_path) as store:
        run, resumed = store.begin("run:guides", NIGHT)
        assert resumed
        assert len(store.evidence_of(run.id)) >= kept
        assert store.check() == ()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program that has the file for itself."""
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")
    other.close()


def test_a_lock_is_waited_for_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    opened = Database(place_of("sqlite:///s.db", tmp_path), lock_wait=0.1)
    store = SqlStore(opened)
    run, _ = store.begin("run:guides", NIGHT)
    holding = ExitStack()
    holding.enter_context(locked(tmp_path / "s.db"))
    keeping = threading.Thread(target=store.add_evidence, args=(run.id, seen(1), seen(2)))
    keeping.start()
    wait_until(lambda: bool(told(caplog, "guidewarden.store")))
    holding.close()
    keeping.join()
    assert len(store.evidence_of(run.id)) == 2
    opened.close()
    assert told(caplog, "guidewarden.store")[0] == (
        "the store is away: another program has locked it; waiting up to 20 seconds for it"
    )
    assert len(told(caplog, "guidewarden.store")) == 2


def test_a_lock_on_a_server_is_waited_for_and_told(
    fragile: PostgresServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = fragile.new_database()
    opened = Database(place_of(url, tmp_path), lock_wait=0.1, patience=1)
    store = SqlStore(opened)
    run, _ = store.begin("run:guides", NIGHT)
    database = url.partition("@/")[2].partition("?")[0]
    with psycopg.connect(host=str(fragile.folder), user="guidewarden", dbname=database) as holder:
        holder.execute("LOCK TABLE evidence IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreBusyError, match="another program is using"):
            store.add_evidence(run.id, seen(1))
        keeping = threading.Thread(target=store.add_evidence, args=(run.id, seen(1), seen(2)))
        keeping.start()
        wait_until(lambda: len(told(caplog, "guidewarden.store")) == 2)
    keeping.join()
    assert len(store.evidence_of(run.id)) == 2
    opened.close()
    assert (
        told(caplog, "guidewarden.store")[:2]
        == ["the store is away: another program has locked it; waiting up to 1 seconds for it"] * 2
    )
    assert re.fullmatch(
        r"the store is back after \d\.\d seconds; nothing was lost", told(caplog, "guidewarden.store")[2]
    )


def test_a_lock_that_stays_is_told_when_patience_ends(tmp_path: Path) -> None:
    opened = Database(place_of("sqlite:///s.db", tmp_path), lock_wait=0.1, patience=0.5)
    store = SqlStore(opened)
    run, _ = store.begin("run:guides", NIGHT)
    with locked(tmp_path / "s.db"), pytest.raises(StoreBusyError, match="another program is using"):
        store.add_evidence(run.id, seen(1))
    store.add_evidence(run.id, seen(2))
    assert len(store.evidence_of(run.id)) == 1
    opened.close()


@pytest.mark.parametrize("frozen", [False, True])
def test_whoever_is_in_a_hurry_waits_no_longer(fragile: PostgresServer, tmp_path: Path, frozen: bool) -> None:
    with open_store(fragile.new_database(), tmp_path) as store:
        run, _ = store.begin("run:guides", NIGHT)
        if frozen:
            fragile.freeze()
        else:
            fragile.stop()
        try:
            threading.Timer(0.5, store.hurry).start()
            began = time.monotonic()
            with pytest.raises(StoreError, match="no connection"):
                store.add_evidence(run.id, seen(1))
            assert 0.4 < time.monotonic() - began < 8
        finally:
            if frozen:
                fragile.thaw()
            else:
                fragile.start()


def test_damage_is_found(tmp_path: Path) -> None:
    with open_store("sqlite:///s.db", tmp_path) as store:
        run, _ = store.begin("run:guides", NIGHT)
        for number in range(3):
            store.add_evidence(run.id, seen(number))
    with sqlite3.connect(tmp_path / "s.db") as connection:
        connection.execute("UPDATE evidence SET moment = '' WHERE target_key LIKE '%/0'")
        connection.execute("UPDATE evidence SET digest = x'00' WHERE target_key LIKE '%/1'")
        connection.execute("UPDATE bodies SET body = x'00' WHERE digest = (SELECT digest FROM evidence WHERE target_key LIKE '%/2')")  # fmt: skip
        row = "INSERT INTO stretches VALUES ('m', 'link:a', {}, {}, '2026-01-01 00:00:00.000000', 'ok', 'reachable', 200, NULL)"
        connection.execute(row.format(1, 5))
        connection.execute(row.format(5, 9))
    connection.close()
    with open_store("sqlite:///s.db", tmp_path) as store:
        found = "\n".join(store.check())
    assert "1 rows of evidence whose facts are missing" in found
    assert "1 texts of evidence or findings are damaged" in found
    assert "evidence of link:https://a.example/0" in found
    assert "1 verdicts that overlap another" in found
    assert "runs that are not there" in found
