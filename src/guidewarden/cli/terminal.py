"""Standard output and standard error: whatever they are, nothing the program says may break on them."""

import contextlib
import io
import logging
import os
import sys

from guidewarden.cli import logs
from guidewarden.model import Problem
from guidewarden.report.words import one_line


def prepare() -> None:
    """Make the streams usable: narrow encodings show what they lack as escapes.

    A standard error that is closed swallows what is said. A standard output that is closed raises OSError (EBADF) once
    something is written to it: what was found must not be lost without a word.
    """
    for name, flags in (("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.open(os.devnull, flags), "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - lives as long as we do
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    logs.configure(None, verbose=False)


def give_up_stdout() -> None:
    """Throw away what standard output still holds: Python would complain at exit when it cannot be written."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Tell a person something on standard error. Control characters of names and addresses are shown, not obeyed."""
    logging.getLogger(logs.SAY).info("%s", text)


def say_problem(problem: Problem) -> None:
    """Tell a problem of input, on one line whatever its file is called."""
    say(one_line(str(problem)))
