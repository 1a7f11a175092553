"""Ignores: what a library has decided to leave alone is skipped, for as long as it stays what it was.

An ignore never hides good news, and never outlives its reason: when another thing is wrong with the target than
when the ignore first applied, the verdict is told again.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from guidewarden.judge.history import TROUBLE, Policy, with_history
from guidewarden.judge.opinion import Opinion
from guidewarden.model import Expected, Ignore, PastVerdict, Standing, State, Verdict

_SILENCED = (State.MOVED, State.BLOCKED, State.FAILING, State.BROKEN, State.UNVERIFIABLE)
_OF_THE_RUN = ("offline", "interrupted", "internal-error")
"""Reasons that say nothing of the target: a night without internet neither begins nor ends an ignore."""


def applies(ignore: Ignore, today: dt.date) -> bool:
    """Tell whether an ignore has not expired; its last day counts."""
    return today <= ignore.until


def with_ignore(
    verdict: Verdict,
    ignore: Ignore | None,
    first: Standing | None,
    past: Sequence[PastVerdict],
    now: dt.datetime,
) -> Verdict:
    """Give the verdict as an ignore leaves it: skipped while the target is what it was, otherwise as it is.

    ``ignore`` is one that applies to the target, None when none does; ``first`` is what the target was when
    this ignore first applied to it, None when this is the first time; ``past`` is newest first.
    """
    if ignore is None or verdict.state not in _SILENCED or verdict.reason in _OF_THE_RUN:
        return verdict
    standing = Standing(verdict.state, verdict.reason)
    if ignore.expect is not None:
        holds, before = _fits(ignore.expect, standing), _words(ignore.expect.state, ignore.expect.reason)
    elif first is not None:
        holds, before = _alike(first, standing), _words(first.state, first.reason)
    else:
        holds, before = True, ""
    if not holds:
        note = f"you ignored it while it was {before}"
        return replace(verdict, detail=f"{verdict.detail}; {note}" if verdict.detail else note)
    detail = f"“{ignore.reason}”, until {ignore.until}; it is {_words(standing.state, standing.reason)}"
    skipped = with_history(Opinion(State.SKIPPED, "ignored", detail), past, now, Policy())
    return replace(skipped, ignored=standing)


def _alike(first: Standing, now: Standing) -> bool:
    # Trouble that lasts is called broken after some nights: that is no change.
    same_state = first.state is now.state or {first.state, now.state} <= set(TROUBLE)
    return same_state and first.reason == now.reason


def _fits(expected: Expected, now: Standing) -> bool:
    state = now.state if expected.state is None else State(expected.state)
    return _alike(Standing(state, expected.reason or now.reason), now)


def _words(state: str | None, reason: str | None) -> str:
    return " ".join(f"{part}" for part in (state, f"({reason})" if state and reason else reason) if part)
