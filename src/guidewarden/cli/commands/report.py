"""``guidewarden report``: the reports of a stored run again, from its evidence, by today's rules."""

import argparse
import asyncio
from pathlib import Path

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit, exit_of_run
from guidewarden.cli.reports import tell, write_reports
from guidewarden.cli.terminal import say
from guidewarden.job.again import view_again
from guidewarden.job.night import JobRequest, plan_of
from guidewarden.model import InputError, Problem, Run, RunState
from guidewarden.store import Archive, open_store


def run(options: argparse.Namespace) -> int:
    """Judge a stored run again and write its reports; no request is made, and the store stays as it is."""
    now = loading.now()
    settings, base = loading.load_base(options)
    with open_store(options.store or settings.store, base, alone=False) as store:
        scope, stored = _find(store, options)
        paths = options.paths or scope.removeprefix("run:").split(",")
        loaded = loading.load_project(options, paths, now.date())
        if not loaded.project.documents and not loaded.problems:
            return loading.nothing_in(paths)
        if not store.evidence_of(stored.id):
            say(
                f"guidewarden: the evidence of the run of {stored.started:%Y-%m-%d %H:%M} UTC is no longer kept; "
                "see retention.evidence_days"
            )
            return Exit.INCOMPLETE
        request = JobRequest(
            loaded.project, plan_of(loaded.project), scope, now, loading.now, loaded.problems
        )
        view = asyncio.run(view_again(request, store, stored))
    directory = Path(options.report_dir) if options.report_dir else base / settings.report.directory
    tell(view, write_reports(view, directory, settings.report))
    return exit_of_run(view.run.state, view.counting, options.fail_on, unreadable=bool(loaded.problems))


def _find(store: Archive, options: argparse.Namespace) -> tuple[str, Run]:
    """Find the run that is meant: by the beginning of its id, or the last one that was closed, of these paths if any."""
    scope = (
        "run:" + ",".join(sorted(Path(path).as_posix() for path in options.paths)) if options.paths else None
    )
    closed = [each for each in store.runs(scope) if each[1].state is not RunState.RUNNING]
    if options.run is None:
        if not closed:
            raise InputError([Problem("store", 0, 0, "no run is stored there; start with: guidewarden run")])
        return closed[0]
    found = [each for each in closed if each[1].id.startswith(options.run)]
    if len(found) != 1:
        what = "more than one stored run begins" if found else "no stored run begins"
        hint = "`guidewarden history` lists them"
        raise InputError([Problem("--run", 0, 0, f"{what} with “{options.run}”; {hint}")])
    return found[0]
