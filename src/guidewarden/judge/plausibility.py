"""Whether a night can be believed: many sites that fail at once are mostly one trouble, on this side."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.judge.history import TROUBLE, Policy, with_history
from guidewarden.judge.opinion import Opinion
from guidewarden.model import PastVerdict, Result, State

SHARE = 0.3
"""More than this share of the sites that worked before failing in one night is not believed."""
LEAST_HOSTS = 10
"""Of fewer sites, a share says nothing."""
LEAST_SUSPECTS = 3
"""From so many failing sites on, it is worth asking the control addresses whether this machine sees the web."""
WITHHELD_FOR = dt.timedelta(days=2)
WITHHELD_NIGHTS = 2
"""What fails on after so many nights that were not believed, over so long, is no passing trouble: it is believed."""

REASON = "implausible"

_OF_THE_TEXT = ("url-invalid", "doi-malformed")
"""What an address is by itself, whatever the network does."""
_THERE = (State.OK, State.MOVED, State.RESTRICTED)
_SILENT = (State.UNVERIFIABLE, State.SKIPPED, State.BLOCKED)


class Survey(Struct, frozen=True):
    """A night by sites: those that ``worked`` before and were asked, those of them that ``failed``, and ``suspects``.

    A site fails when something on it is in trouble for the first time and nothing on it is there. Suspects are
    all sites of which that could be said, also those never seen before.
    """

    worked: frozenset[str]
    failed: frozenset[str]
    suspects: frozenset[str]

    @property
    def needs_controls(self) -> bool:
        """Whether so much failed that the control addresses should be asked."""
        return len(self.suspects) >= LEAST_SUSPECTS


def survey(results: Iterable[Result], now: dt.datetime) -> Survey:
    """Sort a night's results by site. ``now`` is when the run began (UTC)."""
    worked, failed, suspects, there = set[str](), set[str](), set[str](), set[str]()
    for result in results:
        host, state = result.target.host, result.verdict.state
        before = _before(result.past)
        if state in _THERE or state is State.BLOCKED:
            there.add(host)
        if before in _THERE and state not in (State.UNVERIFIABLE, State.SKIPPED):
            worked.add(host)
        if state in TROUBLE and before not in TROUBLE and result.verdict.reason not in _OF_THE_TEXT:
            suspects.add(host)
            if not _withheld_long_enough(result.past, now):
                failed.add(host)
    return Survey(frozenset(worked), frozenset((failed & worked) - there), frozenset(suspects - there))


def doubt(seen: Survey, *, controls: bool | None) -> str:
    """Say why a night is not believed, in one sentence; "" when it is.

    ``controls`` tells whether the control addresses answered, None when they were not asked.
    """
    if seen.needs_controls and controls is False:
        return (
            f"{len(seen.suspects)} sites failed that had not failed before, and none of the control addresses "
            "(network.controls) answered either."
        )
    if len(seen.worked) >= LEAST_HOSTS and len(seen.failed) > SHARE * len(seen.worked):
        return f"{len(seen.failed)} of {len(seen.worked)} sites that worked before failed in one night."
    return ""


def withheld(results: Sequence[Result], now: dt.datetime, policy: Policy | None = None) -> tuple[Result, ...]:
    """Give the results of a night that is not believed: what was not broken already could not be checked.

    It neither ends a streak nor adds to one. What landing pages seemed to be is left out alike.
    """
    return tuple(_withheld(result, now, policy or Policy()) for result in results)


def _withheld(result: Result, now: dt.datetime, policy: Policy) -> Result:
    verdict, landing = result.verdict, result.landing
    if landing is not None and landing.state in TROUBLE:
        result = replace(result, landing=None)
    if verdict.state not in TROUBLE or verdict.reason in _OF_THE_TEXT:
        return result
    if verdict.state is State.BROKEN and _before(result.past) is State.BROKEN:
        return result
    seemed = Opinion(State.UNVERIFIABLE, REASON, f"it seemed {verdict.state}: {verdict.reason}")
    return replace(result, verdict=with_history(seemed, result.past, now, policy))


def _before(past: Iterable[PastVerdict]) -> State | None:
    """Give what the newest check said that could say anything."""
    return next((one.state for one in past if one.state not in _SILENT), None)


def _withheld_long_enough(past: Sequence[PastVerdict], now: dt.datetime) -> bool:
    nights = 0
    oldest = now
    for one in past:
        if one.reason == REASON:
            nights, oldest = nights + 1, one.checked_at
        elif one.state not in _SILENT:
            break
    return nights >= WITHHELD_NIGHTS and now - oldest >= WITHHELD_FOR
