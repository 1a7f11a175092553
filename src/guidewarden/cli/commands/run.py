"""``guidewarden run``: everything, and the report."""

import argparse
import sys
from pathlib import Path

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit, exit_of_run
from guidewarden.cli.progress import observer
from guidewarden.cli.reports import tell, write_reports
from guidewarden.cli.signals import run_until_signalled
from guidewarden.job.night import JobRequest, run_job
from guidewarden.plan import extract, make_plan
from guidewarden.store import open_store


def run(options: argparse.Namespace) -> int:
    """Load, check, judge and write the reports; the last line says where they are."""
    now = loading.now()
    loaded = loading.load_project(options, options.paths, now.date())
    project = loaded.project
    if not project.documents and not loaded.problems:
        print(
            f"guidewarden: no guides in {', '.join(options.paths)}; a guide is a .yaml file there",
            file=sys.stderr,
        )
        return Exit.NOTHING
    settings = project.settings
    request = JobRequest(
        project=project,
        plan=make_plan(item for document in project.documents for item in extract(document)),
        settings=settings,
        scope="run:" + ",".join(sorted(Path(path).as_posix() for path in options.paths)),
        now=now,
        clock=loading.now,
        problems=loaded.problems,
    )
    with open_store(options.store or settings.store, loaded.base) as store:
        night = run_until_signalled(lambda stop: run_job(request, store, observer(), stop))
    directory = Path(options.report_dir) if options.report_dir else loaded.base / settings.report.directory
    written = write_reports(night.view, directory)
    tell(night.view, written)
    return exit_of_run(
        night.view.run.state, night.view.findings, options.fail_on, unreadable=bool(loaded.problems)
    )
