"""``guidewarden run``: everything, and the report."""

import argparse
from pathlib import Path

from guidewarden.cli import loading
from guidewarden.cli.exits import exit_of_run
from guidewarden.cli.files import make_folder
from guidewarden.cli.progress import observer
from guidewarden.cli.reports import tell, write_reports
from guidewarden.cli.signals import run_until_signalled
from guidewarden.job.night import JobRequest, plan_of, run_job
from guidewarden.model import RunView
from guidewarden.store import open_store


def run(options: argparse.Namespace) -> int:
    """Load, check, judge and write the reports; the last line says where they are."""
    now = loading.now()
    loaded = loading.load_project(options, options.paths, now.date())
    project = loaded.project
    if not project.documents and not loaded.problems:
        return loading.nothing_in(options.paths)
    settings = project.settings
    request = JobRequest(
        project=project,
        plan=plan_of(project),
        scope="run:" + ",".join(sorted(Path(path).as_posix() for path in options.paths)),
        now=now,
        clock=loading.now,
        problems=loaded.problems,
    )
    directory = Path(options.report_dir) if options.report_dir else loaded.base / settings.report.directory
    make_folder(directory)

    def publish(view: RunView) -> None:
        tell(view, write_reports(view, directory))

    with open_store(settings.store if options.store is None else options.store, loaded.base) as store:
        night = run_until_signalled(lambda stop: run_job(request, store, observer(), stop, publish))
    return exit_of_run(
        night.view.run.state, night.view.findings, options.fail_on, unreadable=bool(loaded.problems)
    )
