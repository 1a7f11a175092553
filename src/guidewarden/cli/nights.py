"""One whole night: load, check, judge, write the reports, tell people. ``run`` does it once, ``schedule`` every night."""

import argparse
import asyncio
import datetime as dt
import logging
import os
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.cli import loading
from guidewarden.cli.evidence import log_verdicts
from guidewarden.cli.files import make_folder
from guidewarden.cli.progress import Quiet, observer
from guidewarden.cli.reports import tell, write_reports
from guidewarden.cli.signals import Signals
from guidewarden.job.again import view_again
from guidewarden.job.night import JobRequest, plan_of, run_job
from guidewarden.model import Run, RunState, RunView
from guidewarden.notify.notifier import Notifier
from guidewarden.store import Archive, open_store

_log = logging.getLogger(__name__)


class Done(Struct, frozen=True):
    """How a night ended; ``unreadable`` tells that some guides could not be read."""

    view: RunView
    unreadable: bool


class Manner(Struct, frozen=True):
    """How a night is run: whom it tells, whether it prints its findings, and what is to be called on the way.

    ``under_way`` is given what stops the run early but cleanly (callable from any thread); ``assure`` is called before
    anything is published, and may raise. ``taken_up_since`` is when the night fell due, if somebody began with it before.
    """

    clock: Callable[[], dt.datetime] = loading.now
    taken_up_since: dt.datetime | None = None
    notifier: Notifier | None = None
    prints: bool = True
    under_way: Callable[[Callable[[], None]], None] = lambda _: None
    assure: Callable[[], None] = lambda: None


def notifier_of(loaded: loading.Loaded) -> Notifier:
    """Give who tells people, as the settings and the environment say."""
    return Notifier(loaded.project.settings.notify, os.environ, loading.now)


def run_night(options: argparse.Namespace, loaded: loading.Loaded, signals: Signals, manner: Manner) -> Done:
    """Run the guides that were loaded, once. Raises what `run_job` raises, and InputError."""
    settings, project = loaded.project.settings, loaded.project
    now = manner.clock()
    request = JobRequest(
        project=replace(project, today=now.date()),
        plan=plan_of(project),
        scope="run:" + ",".join(sorted(Path(path).as_posix() for path in options.paths)),
        now=now,
        clock=manner.clock,
        problems=loaded.problems,
    )
    directory = Path(options.report_dir) if options.report_dir else loaded.base / settings.report.directory
    make_folder(directory)

    def publish(view: RunView) -> None:
        manner.assure()
        report = write_reports(view, directory, settings.report)
        log_verdicts(view)
        _log.info("report: %s", report, extra={"facts": {"event": "report", "run": view.run.id}})
        if manner.prints:
            tell(view, report)

    with open_store(settings.store if options.store is None else options.store, loaded.base) as store:
        signals.when_hurried(store.hurry)

        async def work(stop: asyncio.Event) -> RunView:
            if manner.notifier:
                manner.notifier.started()
            loop = asyncio.get_running_loop()
            manner.under_way(lambda: _set(loop, stop))
            watching = Quiet(taken_up=False) if options.log_format else observer()
            return (await run_job(request, store, watching, stop, publish)).view

        ended = _ended_since(store, request.scope, manner.taken_up_since, now)
        if ended is None:
            view = signals.run(work)
        else:
            facts = {"event": "run-was-over", "run": ended.id}
            _log.info("its run was over already: only who is told of it remains", extra={"facts": facts})
            view = asyncio.run(view_again(request, store, ended))
        if manner.notifier:
            manner.notifier.finished(view, store)
    return Done(view, bool(loaded.problems))


def _ended_since(store: Archive, scope: str, due: dt.datetime | None, now: dt.datetime) -> Run | None:
    """Give a night's run that is over, though whoever ran it was killed before they could say so."""
    if due is None:
        return None
    # Runs that lie ahead are of a clock that was wrong, and of no night.
    last = next((run for _, run in store.runs(scope) if run.started <= now), None)
    over = last is not None and last.state in (RunState.COMPLETE, RunState.INCONCLUSIVE)
    return last if last and over and last.started >= due else None


def _set(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(stop.set)
