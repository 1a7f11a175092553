"""``guidewarden lint``: what the text alone shows, of guides and of published pages."""

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import replace

from guidewarden.cli import loading, pages
from guidewarden.cli.exits import Exit, exit_for
from guidewarden.cli.formats import deliver
from guidewarden.job.view import build_view
from guidewarden.model import InputError, People, Problem, Run, RunState, Settings, SourceText
from guidewarden.plan import make_plan
from guidewarden.rules import Project


def run(options: argparse.Namespace) -> int:
    """Apply the static rules; nothing is written, and no request is made but for pages given by their address."""
    now = loading.now()
    files = [path for path in options.paths if pages.is_page(path) and not pages.is_address(path)]
    addresses = [path for path in options.paths if pages.is_address(path)]
    guides = [path for path in options.paths if not pages.is_page(path)]
    if guides:
        loaded = loading.load_project(options, guides, now.date())
    else:
        settings, base = loading.load_base(options)
        loaded = loading.Loaded(Project((), People(), settings, now.date(), whole=False), base, ())
    read, unreadable = _read(files)
    fetched, unfetched = _fetch(addresses, loaded.project.settings)
    loading.report((*unreadable, *unfetched))
    project = replace(loaded.project, pages=(*read, *fetched))
    problems = (*loaded.problems, *unreadable, *unfetched)
    if not project.documents and not project.pages and not problems:
        return loading.nothing_in(options.paths)
    finished = Run("lint", now, loading.now(), RunState.COMPLETE)
    view = build_view(finished, project, make_plan(()), (), problems=problems)
    deliver(view, options, "lint")
    if loaded.problems or unreadable:
        return Exit.USAGE
    return Exit.INCOMPLETE if unfetched else exit_for(view.counting, options.fail_on)


def _read(files: Sequence[str]) -> tuple[list[SourceText], list[Problem]]:
    read: list[SourceText] = []
    problems: list[Problem] = []
    for path in files:
        try:
            read.append(pages.read_page(path))
        except InputError as error:
            problems.extend(error.problems)
    return read, problems


def _fetch(
    addresses: Sequence[str], settings: Settings
) -> tuple[tuple[SourceText, ...], tuple[Problem, ...]]:
    if not addresses:
        return (), ()
    # Without an address to fetch, nothing of the network is loaded.
    from guidewarden.job.pages import fetch_pages  # noqa: PLC0415

    return asyncio.run(fetch_pages(addresses, settings, clock=loading.now))
