"""A finished run of ``lint`` or ``check``, written in the formats that were asked for."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from guidewarden import __version__
from guidewarden.cli.files import FULL, write_atomically
from guidewarden.cli.outputs import Format, Output
from guidewarden.cli.reports import say_how_it_ended
from guidewarden.model import InputError, Problem, RunView
from guidewarden.report import results_json, text


def deliver(view: RunView, options: argparse.Namespace, category: str) -> None:
    """Write a finished run where the options say. Raises as `write_atomically` does."""
    outputs: list[Output] = options.output
    for output in outputs:
        shown = "".join(pieces(output.format or options.format, view, category))
        _write(output.path, shown)
    if all(output.format for output in outputs):
        colour = is_coloured()
        sys.stdout.writelines(pieces(options.format, view, category, colour=colour))
        sys.stdout.flush()
    say_how_it_ended(view)


def is_coloured() -> bool:
    """Whether standard output takes colours: a terminal that nobody forbade them (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def pieces(name: Format, view: RunView, category: str, *, colour: bool = False) -> Iterator[str]:
    """Give a run in a format. ``category`` is the command that it is of."""
    # Each format is loaded only when it is asked for.
    match name:
        case "text":
            yield text.render(view, colour=colour)
        case "json":
            yield from results_json.pieces(view)
        case "sarif":
            from guidewarden.cli.rule_helps import rule_helps  # noqa: PLC0415
            from guidewarden.report import sarif  # noqa: PLC0415

            yield sarif.render(view, rule_helps(), version=__version__, category=category)
        case "github":
            from guidewarden.report import github  # noqa: PLC0415

            yield github.render(view)
        case "summary":
            from guidewarden.report import step_summary  # noqa: PLC0415

            yield step_summary.render(view, title=f"guidewarden {category}")
        case "gitlab":
            from guidewarden.report import gitlab  # noqa: PLC0415

            yield gitlab.render(view)
        case "rdjson":
            from guidewarden.report import rdjson  # noqa: PLC0415

            yield rdjson.render(view)
        case "junit":
            from guidewarden.report import junit  # noqa: PLC0415

            yield junit.render(view)
        case _:
            assert_never(name)


def _write(path: Path, shown: str) -> None:
    if path.exists() and not path.is_file() and not path.is_dir():
        # A pipe or a device cannot be replaced by a file.
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.write(shown)
        except OSError as error:
            if error.errno in FULL:
                raise OSError(error.errno, error.strerror, str(path)) from error
            raise InputError([Problem(str(path), 0, 0, f"cannot be written: {error.strerror}")]) from error
        return
    write_atomically(path, shown)
