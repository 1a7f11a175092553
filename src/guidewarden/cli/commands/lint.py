"""``guidewarden lint``: what the text alone shows, of guides and of published pages."""

import argparse
import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from guidewarden.cli import loading, pages
from guidewarden.cli.exits import Exit, exit_for
from guidewarden.cli.formats import deliver
from guidewarden.guides import guide_files, load_people
from guidewarden.job.parallel import Examiners, processes_for, size_of
from guidewarden.job.view import build_view
from guidewarden.model import InputError, People, Problem, Run, RunState, Settings, SourceText
from guidewarden.plan import make_plan
from guidewarden.rules import Examined, Project

_MUCH = 20_000_000
"""Bytes of guides from which on it pays to collect garbage on the way; it takes about ten times as much room."""


def run(options: argparse.Namespace) -> int:
    """Apply the static rules; nothing is written, and no request is made but for pages given by their address."""
    now = loading.now()
    files = [path for path in options.paths if pages.is_page(path) and not pages.is_address(path)]
    addresses = [path for path in options.paths if pages.is_address(path)]
    guides = [path for path in options.paths if not pages.is_page(path)]
    settings, base = loading.load_base(options)
    examined: Mapping[str, Examined] = {}
    if guides:
        loaded, examined = _examine(options, guides, now.date(), settings, base)
    else:
        loaded = loading.Loaded(Project((), People(), settings, now.date(), whole=False), base, ())
    read, unreadable = _read(files)
    fetched, unfetched = _fetch(addresses, loaded.project.settings)
    loading.report((*unreadable, *unfetched))
    project = replace(loaded.project, pages=(*read, *fetched))
    problems = (*loaded.problems, *unreadable, *unfetched)
    if not project.documents and not project.pages and not problems:
        return loading.nothing_in(options.paths)
    finished = Run("lint", now, loading.now(), RunState.COMPLETE)
    view = build_view(finished, project, make_plan(()), (), problems=problems, examined=examined)
    deliver(view, options, "lint")
    if loaded.problems or unreadable:
        return Exit.USAGE
    return Exit.INCOMPLETE if unfetched else exit_for(view.counting, options.fail_on)


def _examine(
    options: argparse.Namespace, paths: Sequence[str], today: dt.date, settings: Settings, base: Path
) -> tuple[loading.Loaded, Mapping[str, Examined]]:
    """Load the guides and look at them; where they are many, with as many processes as there are processors."""
    files = guide_files([Path(path) for path in paths], base)
    size = size_of(files)
    known = Project((), load_people(base, []), settings, today)
    with (
        loading.collecting(when=size > _MUCH),
        Examiners(files, base, known, processes_for(size)) as examiners,
    ):
        examiners.work()
        loaded = loading.load_guides(options, paths, today, settings, base, examiners.load)
    if loaded.project.people != known.people:  # Somebody has just changed the file.
        return loaded, {}
    return loaded, examiners.examined(loaded.project.documents)


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
