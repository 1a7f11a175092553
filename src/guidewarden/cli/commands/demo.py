"""``guidewarden demo``: two nights over the guides on the practice web, and the report of the second."""

import argparse
import datetime as dt
import sys
import tempfile
import webbrowser
from pathlib import Path

from msgspec.structs import replace

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit
from guidewarden.cli.files import write_atomically
from guidewarden.cli.progress import observer
from guidewarden.cli.reports import write_reports
from guidewarden.cli.signals import run_until_signalled
from guidewarden.cli.terminal import say
from guidewarden.config import load_settings
from guidewarden.demo import PracticeWeb, practice_guide
from guidewarden.guides import load_library
from guidewarden.job.night import JobRequest, plan_of, run_job
from guidewarden.model import RunState, RunView, Settings
from guidewarden.model.settings import Report
from guidewarden.rules import Project
from guidewarden.store import open_store


def run(options: argparse.Namespace) -> int:
    """Run both nights with the same code as ``run``; only the clock and the network are practice."""
    directory = Path(options.into or "reports/demo")
    now = loading.now()
    # Of the library's own settings only the report's language: how to check is the practice web's.
    language = load_settings(None, Path()).report.language
    own = load_library([Path(path) for path in options.paths], Path())
    if not own.documents and not own.problems:
        return loading.nothing_in(options.paths)
    with tempfile.TemporaryDirectory(prefix="guidewarden-") as folder, PracticeWeb() as web:
        extra = directory / "practice.yaml"
        write_atomically(extra, practice_guide())
        library = load_library([*(Path(path) for path in options.paths), extra], Path())
        loading.report(library.problems)
        settings = Settings.model_validate(web.settings_overrides())
        project = Project(library.documents, library.people, settings, now.date())
        request = JobRequest(
            project=project,
            plan=plan_of(project),
            scope="demo",
            now=now,
            clock=loading.now,
            problems=library.problems,
            environ={"SSL_CERT_FILE": str(web.ca_file)},
        )
        web.have(target.url for target in request.plan.targets)
        for night in (1, 2):
            web.night = night
            say(
                f"Night {night} of 2: checking {len(request.plan.targets)} links and DOIs on the practice web ..."
            )
            view = _night(_on_night(request, night), Path(folder))
            if view.run.state is not RunState.COMPLETE:
                return Exit.INCOMPLETE
    report = write_reports(view, directory, Report(language=language))
    say(f"Report: {report}\nOpen it in a browser: {report.resolve().as_uri()}")
    say("Nothing left this machine: the web in it is for practice, and says nothing about the real sites.")
    if not options.no_open and sys.stderr.isatty():
        webbrowser.open(report.resolve().as_uri())
    return Exit.USAGE if library.problems else Exit.CLEAN


def _on_night(request: JobRequest, night: int) -> JobRequest:
    """Move the clock: night 1 is yesterday, night 2 is now."""
    ago = dt.timedelta(days=2 - night)
    return replace(request, now=request.now - ago, clock=lambda: loading.now() - ago)


def _night(request: JobRequest, folder: Path) -> RunView:
    with open_store("sqlite:///demo.db", folder) as store:
        return run_until_signalled(lambda stop: run_job(request, store, observer(), stop)).view
