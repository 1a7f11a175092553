"""What most commands begin with: settings, guides, and what is wrong with them."""

import argparse
import contextlib
import datetime as dt
import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from guidewarden.cli.exits import Exit
from guidewarden.cli.terminal import say, say_problem
from guidewarden.config import load_settings
from guidewarden.guides import Load, load_baseline, load_library
from guidewarden.model import Baseline, Problem, Settings
from guidewarden.rules import Project


class Loaded(Struct, frozen=True):
    """A project, the folder its settings stand in, and guides that could not be read.

    ``files`` tells by a document's id where it was read from.
    """

    project: Project
    base: Path
    problems: tuple[Problem, ...]
    files: Mapping[str, Path] = field(default_factory=dict)


@contextlib.contextmanager
def collecting(*, when: bool) -> Iterator[None]:
    """Collect garbage on the way only ``when`` it pays: who has little to do ends before it matters."""
    enabled = gc.isenabled()
    if not when:
        gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not when:
                gc.freeze()  # What was made meanwhile stays to the end: to look it through once took a tenth of the time.
            gc.enable()


def now() -> dt.datetime:
    """Give the time, in UTC and whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def load_base(options: argparse.Namespace) -> tuple[Settings, Path]:
    """Load the settings; give the folder they stand in, which other paths are relative to."""
    config = Path(options.config) if options.config else None
    base = config.parent if config else Path()
    return load_settings(config, base), base


def load_project(options: argparse.Namespace, paths: Sequence[str], today: dt.date) -> Loaded:
    """Load settings and guides, and tell on standard error what could not be read."""
    return load_guides(options, paths, today, *load_base(options))


def load_guides(
    options: argparse.Namespace,
    paths: Sequence[str],
    today: dt.date,
    settings: Settings,
    base: Path,
    load_one: Load | None = None,
) -> Loaded:
    """Load guides, where the settings are known, and tell on standard error what could not be read."""
    library = load_library([Path(path) for path in paths], base, load_one)
    report(library.problems)
    # Single files, or guides of which some could not be read, say nothing about what no guide holds.
    whole = not library.problems and any(Path(path).is_dir() for path in paths)
    baseline = load_known(options, base)
    project = Project(library.documents, library.people, settings, today, whole, baseline=baseline)
    return Loaded(project, base, library.problems, library.files)


def load_known(options: argparse.Namespace, base: Path) -> Baseline | None:
    """Load the baseline, where there is one. Raises `InputError`; also when one is named that is not there.

    ``baseline update`` may name one that it is to make.
    """
    named = getattr(options, "baseline", None)
    if named and getattr(options, "action", "") == "update" and not os.path.lexists(named):
        return None
    return load_baseline(Path(named) if named else None, base)


def report(problems: Sequence[Problem]) -> None:
    """Tell problems of input, one line each, on standard error."""
    for problem in problems:
        say_problem(problem)


def nothing_in(paths: Sequence[str]) -> int:
    """Say that there are no guides, and give the exit code for it."""
    say(f"guidewarden: no guides in {', '.join(paths)}; a guide is a .yaml file there")
    return Exit.NOTHING


def is_store_there(url: str, base: Path) -> bool:
    """Tell whether a store may hold something: a database's file that is missing would only be made."""
    scheme, _, path = url.partition(":///")
    return scheme != "sqlite" or (base / path).is_file()
