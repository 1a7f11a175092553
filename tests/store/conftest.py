"""Every kind of store there is: what holds for one holds for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from guidewarden.store import Archive
from pgserver import PostgresServer, programs
from storeplaces import Place


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


@pytest.fixture(scope="module")
def fragile(server: PostgresServer) -> Iterator[PostgresServer]:
    """A server of its own, to be stopped and killed; ``server`` says whether there may be one."""
    found = programs()
    assert found is not None
    own = PostgresServer(found)
    yield own
    own.close()
