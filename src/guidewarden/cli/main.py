"""The command line: which command, and what its end means as an exit code."""

import argparse
import errno
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guidewarden import __version__
from guidewarden.cli import commands, logs, terminal
from guidewarden.cli.entry import INTERRUPTED
from guidewarden.cli.exits import Exit
from guidewarden.cli.files import FULL
from guidewarden.cli.terminal import say, say_problem
from guidewarden.model import InputError, Problem

_EXITS = """\
exit codes:
  0  clean
  1  findings at or above --fail-on
  2  usage, configuration or a guide that cannot be read
  3  could not complete: offline, interrupted, not believed, store unusable
  4  nothing to check
"""


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code (see `Exit`). Never raises."""
    terminal.prepare()
    if sys.flags.optimize > 1:
        say(
            "guidewarden: Python runs without docstrings here (-OO or PYTHONOPTIMIZE=2), and the rules need theirs"
        )
        return Exit.INCOMPLETE
    options = argparse.Namespace()
    try:
        try:
            _parser().parse_args(arguments, options)
            _look_around()
        except SystemExit as stop:  # argparse has said why, or has shown the help that was asked for
            sys.stdout.flush()
            return Exit.CLEAN if stop.code in (0, None) else Exit.USAGE
        logs.configure(getattr(options, "log_format", None), verbose=getattr(options, "verbose", False))
        code: int = options.command(options)
        sys.stdout.flush()
    except InputError as error:
        for problem in error.problems:
            say_problem(problem)
        return Exit.USAGE
    except BrokenPipeError:
        # The reader (a pager, head) has gone; there is nobody left to tell.
        terminal.give_up_stdout()
        # What judges guides must not seem to find them clean because nobody read to the end.
        return Exit.INCOMPLETE if hasattr(options, "fail_on") else Exit.CLEAN
    except OSError as error:
        if error.errno not in (*FULL, errno.EBADF):
            return _crash(error, verbose=getattr(options, "verbose", False))
        terminal.give_up_stdout()
        say(f"guidewarden: cannot write {error.filename or 'what was found'}: {error.strerror}")
        return Exit.INCOMPLETE
    except KeyboardInterrupt:
        say(INTERRUPTED)
        return Exit.INCOMPLETE
    except Exception as error:  # noqa: BLE001 - the last line of defence: a crash never looks like findings
        return _crash(error, verbose=getattr(options, "verbose", False))
    return code


def _look_around() -> None:
    """Raise `InputError` when the folder that the program was started in has been deleted: every path starts there."""
    try:
        Path.cwd()
    except FileNotFoundError:
        message = "the folder this was started in is no longer there; change to another one and start again"
        raise InputError([Problem("guidewarden", 0, 0, message)]) from None


def _crash(error: Exception, *, verbose: bool) -> int:
    known = commands.is_expected(error)
    if verbose:
        traceback.print_exception(error)
    if known:
        say(f"guidewarden: {error}")
    else:
        say(
            f"guidewarden: it failed, and not because of your guides: {type(error).__name__}: {error}\n"
            "Nothing was called broken. Please report it with what --verbose prints."
        )
    return Exit.INCOMPLETE


class _Parser(argparse.ArgumentParser):
    """Raises OSError where the help or the version that was asked for cannot be written: argparse would not mind."""

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is sys.stdout:
            file.write(message)
        else:
            super()._print_message(message, file)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="guidewarden",
        description="Keeps library research guides healthy: checks every link, DOI and box, and says what to do next.",
        epilog="examples:\n"
        "  guidewarden run                      the whole job on guides/, report in reports/\n"
        "  guidewarden lint guides/my.yaml      what the text alone shows; no network\n"
        "  guidewarden check links.txt          check a list of links\n"
        "  guidewarden fix --diff               what can be put right without you, as a diff\n"
        "  guidewarden build                    make web pages of the published guides, in site/\n"
        "  guidewarden explain LNK001           why a rule exists and how to mend what it finds\n"
        "  guidewarden demo                     see it work on a practice web, without internet\n\n" + _EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"guidewarden {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    commands.add_all(subparsers)
    return parser
