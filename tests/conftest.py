"""What every test leaves as it found it, and what tests of several rooms need."""

import logging
import os
from collections.abc import Iterator

import pytest

from guidewarden.cli.logs import SAY
from pgserver import PostgresServer, programs


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """Commands called within this process set up where the program's logs go; the next test must not inherit it."""
    root, say = logging.getLogger("guidewarden"), logging.getLogger(SAY)
    handlers, propagate, levels = list(root.handlers), root.propagate, (root.level, say.level)
    yield
    root.handlers[:] = handlers
    root.propagate = propagate
    root.setLevel(levels[0])
    say.setLevel(levels[1])


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
