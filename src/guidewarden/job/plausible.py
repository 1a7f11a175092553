"""Whether a night is believed: the judge counts, and the control addresses are asked where that helps."""

import asyncio
import datetime as dt
import logging
import os
from collections.abc import Callable, Mapping, Sequence

from guidewarden.check import NetworkChecker
from guidewarden.check.resolver import Lookup, system_lookup
from guidewarden.engine import HostBudgets
from guidewarden.judge.plausibility import doubt, survey, withheld
from guidewarden.model import Result, Run, Settings

_log = logging.getLogger(__name__)


async def believed(
    results: Sequence[Result],
    run: Run,
    settings: Settings,
    *,
    clock: Callable[[], dt.datetime],
    environ: Mapping[str, str] = os.environ,
    lookup: Lookup = system_lookup,
) -> tuple[tuple[Result, ...], str]:
    """Give the results as far as they are to be believed, and why some are not, in a sentence ("" when all are)."""
    seen = survey(results, run.started)
    controls = None
    if seen.needs_controls:
        budgets = HostBudgets(settings.pace, asyncio.get_running_loop().time, settings.hosts)
        checker = NetworkChecker(settings, budgets, clock, environ=environ, lookup=lookup)
        try:
            controls = await checker.controls_answer()
        finally:
            await checker.aclose()
    why = doubt(seen, controls=controls)
    facts = {
        "event": "plausibility",
        "run": run.id,
        "worked": len(seen.worked),
        "failed": len(seen.failed),
        "suspects": len(seen.suspects),
        "controls": controls,
    }
    if not why:
        _log.info("the night is believed", extra={"facts": facts})
        return tuple(results), ""
    _log.info("the run is inconclusive: %s", why, extra={"facts": facts})
    return withheld(results, run.started), why
