"""What a link's nights add up to: since when it fails, whether it comes and goes, whether it has recovered."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from guidewarden.judge.history import TROUBLE
from guidewarden.model import PastVerdict, State

NIGHTS = 14
"""How many nights back coming and going, and a recovery, are looked for."""
CHANGES = 3
"""From so many changes between *there* and *in trouble* on, a link comes and goes."""

_SILENT = (State.UNVERIFIABLE, State.SKIPPED, State.BLOCKED)


class Course(Struct, frozen=True):
    """Where a link's life stands, by the last night that saw something of it.

    ``since`` is when it began to be so, ``streak`` how many nights have seen it so. ``failing`` tells that it is in
    trouble: then ``since`` is when that began, whatever the trouble was called. ``recovered`` is when it came back after
    trouble in the last `NIGHTS`; ``changes`` is how often it came or went in these.
    """

    state: State
    since: dt.datetime
    streak: int
    failing: bool
    recovered: dt.datetime | None
    changes: int

    @property
    def flapping(self) -> bool:
        """Whether it comes and goes."""
        return self.changes >= CHANGES


def course_of(nights: Sequence[PastVerdict]) -> Course | None:
    """Tell where a life stands; ``nights`` are newest first. None when none saw anything.

    Nights that could not see (offline, blocked, skipped) neither end anything nor add to it, as in the judge's history.
    """
    seen = [night for night in nights if night.state not in _SILENT]
    if not seen:
        return None
    state = seen[0].state
    alike = TROUBLE if state in TROUBLE else (state,)
    streak = next((number for number, night in enumerate(seen) if night.state not in alike), len(seen))
    lately = [night for night in nights[:NIGHTS] if night.state not in _SILENT]
    turns = [
        (newer.checked_at, newer.state in TROUBLE)
        for newer, older in pairwise(lately)
        if (newer.state in TROUBLE) != (older.state in TROUBLE)
    ]
    recovered = turns[0][0] if turns and not turns[0][1] else None
    return Course(state, seen[streak - 1].checked_at, streak, state in TROUBLE, recovered, changes=len(turns))
