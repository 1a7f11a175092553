"""A short, always equal pass over the properties that `run.py` tries for as long as it is told."""

import pytest
from hypothesis import HealthCheck, settings

from fuzzing import PROPERTIES

QUIETLY = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("name", sorted(PROPERTIES))
def test_it_holds(name: str) -> None:
    QUIETLY(PROPERTIES[name])()
