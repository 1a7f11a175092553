"""What every test leaves as it found it."""

import logging
from collections.abc import Iterator

import pytest

from guidewarden.cli.logs import SAY


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
