"""``guidewarden run``: everything, and the report."""

import argparse

from guidewarden.cli import loading
from guidewarden.cli.exits import exit_of_run
from guidewarden.cli.nights import Manner, notifier_of, run_night
from guidewarden.cli.signals import Signals


def run(options: argparse.Namespace) -> int:
    """Load, check, judge and write the reports; the last line says where they are."""
    loaded = loading.load_project(options, options.paths, loading.now().date())
    if not loaded.project.documents and not loaded.problems:
        return loading.nothing_in(options.paths)
    manner = Manner(notifier=notifier_of(loaded) if options.notify else None)
    with Signals() as signals:
        done = run_night(options, loaded, signals, manner)
    return exit_of_run(done.view.run.state, done.view.counting, options.fail_on, unreadable=done.unreadable)
