"""Stores of earlier releases are taken over whole, those of later ones are left alone."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from evidences import NIGHT, night
from guidewarden.model import PastVerdict, Run, State
from guidewarden.store import AskedCopy, AskedSearch, StoreError, Stretch
from guidewarden.store.migrating import REVISIONS, is_current, migrate, take_steps
from guidewarden.store.tables import metadata
from oldstore import COPY, GONE, RECORD, SEEN, VERDICTS, A, B, C, finding
from storeplaces import Place

FIRST = Path(__file__).parent.parent / "fixtures" / "store" / "first.sql"


@pytest.fixture
def old(place: Place) -> Place:
    """A store as the first release left it."""
    script = FIRST.read_text("utf-8")
    if place.server is None:
        (place.base / "nights").mkdir()
        with sqlite3.connect(place.base / "nights" / "store.db") as connection:
            connection.executescript(script)
        connection.close()
        return place
    # The first release knew SQLite alone: its tables, as SQLAlchemy would have made them.
    script = re.sub(
        r"X'([0-9A-F]*)'", r"'\\x\1'", script.replace("DATETIME", "TIMESTAMP").replace("BLOB", "BYTEA")
    )
    runs_first = sorted(
        script.split(";\n"), key=lambda statement: not re.search('TABLE runs|INTO "runs"', statement)
    )
    with psycopg.connect(place.url.replace("+psycopg", "")) as server:
        for statement in runs_first:
            if not re.match(r"\s*(BEGIN|COMMIT|PRAGMA)", statement) and statement.strip():
                server.execute(statement.encode())
    return place


def test_nothing_is_lost(old: Place) -> None:
    with old.open() as store:
        found = store.runs("run:guides")
        runs = [run for _, run in reversed(found)]
        assert [run.started for run in runs] == [night(ago) for ago in (6, 5, 4, 3, 2, 0)]
        for run in runs[:-1]:
            assert store.evidence_of(run.id) == {one.target_key: one for one in SEEN}
        assert store.evidence_of(runs[-1].id) == {SEEN[0].target_key: SEEN[0]}
        past = store.past(runs[-1], [A, B, C])
        for key in (A, B, C):
            said = [(night(ago), *verdicts[key]) for ago, verdicts in reversed(VERDICTS) if key in verdicts]
            assert past[key] == tuple(PastVerdict(*one) for one in said)
        assert [counts[State.OK] for _, counts in store.trend("run:guides")] == [2, 1, 1, 1]
        assert store.findings_of(runs[4].id) == ((finding("a" * 16), night(6)), (finding("b" * 16), night(3)))
        assert store.ignored(["mark"]) == {("mark", A): GONE}
        assert store.copies([A]) == {A: AskedCopy(night(2), COPY)}
        assert store.records(["10.5555/a"]) == {"10.5555/a": RECORD}
        assert RECORD.work is not None
        assert store.searches(["f" * 32]) == {"f" * 32: AskedSearch(night(4), (RECORD.work,))}
        (life,) = store.life(C)
        assert life.changes == (
            Stretch(night(4), State.MOVED, "permanent-redirect", None, "https://new.example/"),
        )
        (life,) = store.life(B)
        assert [verdict is None for _, verdict in life.nights] == [False, False, False, True, False]
        assert store.check() == ()


def test_what_was_under_way_is_taken_up(old: Place) -> None:
    with old.open() as store:
        run, resumed = store.begin("run:guides", NIGHT)
        assert resumed
        assert run.started == NIGHT
        previous = store.previous(run, "run:guides")
        assert isinstance(previous, Run)
        assert previous.started == night(2)


def test_it_is_done_once(old: Place) -> None:
    with old.open():
        pass
    with old.open() as store:
        assert len(store.runs()) == 7


def test_a_store_of_a_newer_version_is_left_alone(place: Place) -> None:
    with place.open():
        pass
    statement = "UPDATE alembic_version SET version_num = '0999'"
    if place.server is None:
        with sqlite3.connect(place.base / "nights" / "store.db") as connection:
            connection.execute(statement)
        connection.close()
    else:
        with psycopg.connect(place.url.replace("+psycopg", "")) as server:
            server.execute(statement)
    with pytest.raises(StoreError, match="newer guidewarden"), place.open():
        pass
    with pytest.raises(StoreError, match="newer guidewarden"), place.slots() as slots:
        slots.last("nightly")


def test_another_program_s_tables_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "nights").mkdir()
    with sqlite3.connect(tmp_path / "nights" / "store.db") as connection:
        connection.execute("CREATE TABLE runs (km INTEGER)")
    connection.close()
    with (
        pytest.raises(StoreError, match="another program"),
        Place("sqlite:///nights/store.db", tmp_path).open(),
    ):
        pass


@pytest.mark.parametrize("make", [take_steps, migrate])
def test_the_steps_lead_to_the_tables_that_a_new_store_has(
    place: Place, make: Callable[[Connection], object]
) -> None:
    engine = create_engine(place.url if place.server else "sqlite://")
    with engine.begin() as connection:
        make(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert is_current(connection)
    engine.dispose()


def test_the_known_steps_are_those_there_are() -> None:
    config = Config()
    config.set_main_option("script_location", "guidewarden.store:migrations")
    config.set_main_option("path_separator", "os")
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(step.revision for step in steps) == REVISIONS[::-1]


def test_a_store_that_is_as_it_should_be_is_opened_without_alembic(tmp_path: Path) -> None:
    with Place("sqlite:///s.db", tmp_path).open():
        pass
    code = (
        "import sys; from pathlib import Path; from guidewarden.store import open_store\n"
        "with open_store('sqlite:///s.db', Path()): print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "False"
