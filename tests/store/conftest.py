"""Every kind of store there is: what holds for one holds for all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from guidewarden.store import Archive
from pgserver import PostgresServer, programs
from storeplaces import Place


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server; where there is none, its tests are skipped, but in CI they fail."""
    found = programs()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Debian's package postgresql is missing")
        pytest.skip("Debian's package postgresql is not installed")
    started = PostgresServer(found)
    yield started
    started.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return Place("sqlite:///nights/store.db", tmp_path)
    server: PostgresServer = request.getfixturevalue("server")
    return Place(server.new_database(), tmp_path, server)


@pytest.fixture
def store(place: Place) -> Iterator[Archive]:
    with place.open() as opened:
        yield opened
