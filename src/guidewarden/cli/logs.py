"""What is told on standard error: bare lines for people, lines with their time for a service, JSON lines for programs.

Every part of the program logs to a logger below ``guidewarden``; a record may carry ``facts``, a mapping for programs:
``event`` names the decision, ``run`` the run it belongs to. What a command says to its user goes through the logger
``guidewarden.say`` and is always shown.
"""

import contextlib
import datetime as dt
import json
import logging
import sys
import traceback
from typing import Any

from guidewarden.report.words import one_line, printable

SAY = "guidewarden.say"
FORMATS = ("text", "json")


def configure(log_format: str | None, *, verbose: bool) -> None:
    """Set up what is told and how: ``log_format`` is one of `FORMATS`, or None for bare lines and warnings only."""
    root = logging.getLogger("guidewarden")
    for handler in list(root.handlers):
        root.removeHandler(handler)
    handler = _Stderr()
    formatters = {None: _Bare, "text": _Text, "json": _Json}
    handler.setFormatter(formatters[log_format]())
    root.addHandler(handler)
    root.propagate = False
    root.setLevel(logging.DEBUG if verbose else logging.INFO if log_format else logging.WARNING)
    logging.getLogger(SAY).setLevel(logging.INFO)
    # Whatever it has to say of a connection that was lost, it raises as well, and the store says it in words.
    driver = logging.getLogger("psycopg")
    driver.handlers = driver.handlers or [logging.NullHandler()]


class _Stderr(logging.Handler):
    """Writes to whatever standard error is at the time; one that is closed or full must not end a run."""

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)
        with contextlib.suppress(OSError, ValueError):
            print(text, file=sys.stderr, flush=True)


class _Bare(logging.Formatter):
    """The message alone, which may have several lines; control characters are shown, not obeyed."""

    def format(self, record: logging.LogRecord) -> str:
        lines = "\n".join(printable(line) for line in record.getMessage().split("\n"))
        return lines + _trace(record)


class _Text(logging.Formatter):
    """``2026-11-24T03:15:00Z INFO run=4f2a… message``, one line a record."""

    def format(self, record: logging.LogRecord) -> str:
        run = _facts(record).get("run")
        words = [_time(record), record.levelname, *([f"run={run}"] if run else []), record.getMessage()]
        return one_line(" ".join(words)) + _trace(record)


class _Json(logging.Formatter):
    """One JSON object a line, in ASCII: time, level, logger, message, and the record's facts."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["traceback"] = "".join(traceback.format_exception(record.exc_info[1]))
        return json.dumps(line, default=str)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    return dict(getattr(record, "facts", {}))


def _time(record: logging.LogRecord) -> str:
    return dt.datetime.fromtimestamp(record.created, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _trace(record: logging.LogRecord) -> str:
    if not record.exc_info or record.exc_info[1] is None:
        return ""
    text = "".join(traceback.format_exception(record.exc_info[1])).rstrip()
    return "\n" + "\n".join(printable(line) for line in text.split("\n"))
