"""``guidewarden check``: links and DOIs over the network, of guides or of a list."""

import argparse
import sys
from pathlib import Path

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit, exit_of_run
from guidewarden.cli.progress import observer
from guidewarden.cli.reports import tell
from guidewarden.cli.signals import run_until_signalled
from guidewarden.cli.terminal import say
from guidewarden.job.night import JobRequest, run_job
from guidewarden.model import InputError, People, Problem, Proxy
from guidewarden.plan import Found, extract, make_plan, read_list
from guidewarden.report import results_json
from guidewarden.rules import Project
from guidewarden.store import Forgetful
from guidewarden.yamltext import read

LISTS = (".txt", ".csv", ".md", ".markdown", ".html", ".htm")


def run(options: argparse.Namespace) -> int:
    """Check and judge; nothing is written, and no earlier night is asked."""
    now = loading.now()
    lists = [path for path in options.paths if Path(path).suffix.lower() in LISTS]
    guides = [path for path in options.paths if path not in lists]
    if guides:
        loaded = loading.load_project(options, guides, now.date())
    else:
        settings, base = loading.load_base(options)
        loaded = loading.Loaded(Project((), People(), settings, now.date(), whole=False), base, ())
    found, problems = _read_lists(lists, loaded.project.settings.proxy)
    loading.report(problems)
    found.extend(
        item
        for document in loaded.project.documents
        for item in extract(document, loaded.project.settings.proxy)
    )
    unreadable = bool(loaded.problems or problems)
    if not found and not unreadable:
        say(f"guidewarden: no links or DOIs in {', '.join(options.paths)}")
        return Exit.NOTHING
    request = JobRequest(
        project=loaded.project,
        plan=make_plan(found),
        scope="check",
        now=now,
        clock=loading.now,
        problems=(*loaded.problems, *problems),
    )
    night = run_until_signalled(lambda stop: run_job(request, Forgetful(), observer(), stop))
    if options.format == "json":
        sys.stdout.writelines(results_json.pieces(night.view))
    else:
        tell(night.view, None)
    return exit_of_run(night.view.run.state, night.view.findings, options.fail_on, unreadable=unreadable)


def _read_lists(paths: list[str], proxy: Proxy) -> tuple[list[Found], list[Problem]]:
    found: list[Found] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            source = read(Path(path), path)
        except InputError as error:
            problems.extend(error.problems)
            continue
        items, wrong = read_list(source, Path(path).suffix.lower(), proxy)
        found.extend(items)
        problems.extend(wrong)
    return found, problems
