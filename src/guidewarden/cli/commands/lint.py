"""``guidewarden lint``: what the text alone shows."""

import argparse
import sys

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit, exit_for
from guidewarden.cli.reports import tell
from guidewarden.job.view import build_view
from guidewarden.model import Run, RunState
from guidewarden.plan import make_plan
from guidewarden.report import results_json


def run(options: argparse.Namespace) -> int:
    """Apply the static rules; no request is made and nothing is written."""
    now = loading.now()
    loaded = loading.load_project(options, options.paths, now.date())
    if not loaded.project.documents and not loaded.problems:
        return loading.nothing_in(options.paths)
    finished = Run("lint", now, loading.now(), RunState.COMPLETE)
    view = build_view(finished, loaded.project, make_plan(()), (), problems=loaded.problems)
    if options.format == "json":
        sys.stdout.write(results_json.render(view))
    else:
        tell(view, None)
    return Exit.USAGE if loaded.problems else exit_for(view.findings, options.fail_on)
