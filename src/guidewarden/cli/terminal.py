"""Standard output and standard error: whatever they are, nothing the program says may break on them."""

import io
import logging
import os
import sys

from guidewarden.cli import logs
from guidewarden.model import Problem
from guidewarden.report.words import one_line


def prepare() -> None:
    """Make the streams usable: closed ones swallow what is said, narrow encodings show what they lack as escapes."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - lives as long as we do
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    logs.configure(None, verbose=False)


def say(text: str) -> None:
    """Tell a person something on standard error. Control characters of names and addresses are shown, not obeyed."""
    logging.getLogger(logs.SAY).info("%s", text)


def say_problem(problem: Problem) -> None:
    """Tell a problem of input, on one line whatever its file is called."""
    say(one_line(str(problem)))
