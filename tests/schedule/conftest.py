"""A service for the tests of what it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from servicehelp import Rig, rig


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path) as made:
        yield made
