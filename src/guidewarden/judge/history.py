"""History: what earlier nights add to tonight's opinion."""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct, field

from guidewarden.judge.opinion import Opinion
from guidewarden.model import REASONS, HostTable, PastVerdict, State, Verdict


class Policy(Struct, frozen=True):
    """When trouble that often heals becomes "broken": so many checks in a row, over so long.

    Three strikes at least three days apart follow the practice of archive robots and of long-running
    checkers, which found shorter windows to raise false alarms. ``hosts`` tells which statuses of a host
    count as fine.
    """

    strikes: int = 3
    over: dt.timedelta = dt.timedelta(days=3)
    hosts: HostTable = field(default_factory=HostTable)


TROUBLE = (State.FAILING, State.BROKEN)
"""One streak, whether it was called the one or the other."""
_SILENT = (State.UNVERIFIABLE, State.SKIPPED, State.BLOCKED)

_DOUBTS = ("soft-404", "parked")


def with_history(opinion: Opinion, past: Sequence[PastVerdict], now: dt.datetime, policy: Policy) -> Verdict:
    """Give the verdict: tonight's opinion, since when, for how many checks, and promoted if it is time.

    ``past`` is newest first. Nights that saw nothing (offline, blocked, skipped) neither end a streak nor
    add to it. Trouble counts as one streak whether it was called failing or broken.
    """
    alike = TROUBLE if opinion.state in TROUBLE else (opinion.state,)
    since, streak = now, 1
    for night in past:
        if night.state in alike:
            since, streak = night.checked_at, streak + 1
        elif night.state not in _SILENT:
            break
    state = opinion.state
    enough = streak >= policy.strikes and now - since >= policy.over
    # A doubt that nobody could settle does not become certain by being repeated.
    if (
        state is State.FAILING
        and enough
        and opinion.reason not in _DOUBTS
        and State.BROKEN in REASONS[opinion.reason].states
    ):
        state = State.BROKEN
    return Verdict(state, opinion.reason, since, streak, opinion.replacement, opinion.detail)
