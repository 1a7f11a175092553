"""Workflow commands, which GitHub Actions shows as annotations beside the lines of a pull request.

GitHub shows 10 errors, 10 warnings and 10 notices of a step and drops what is more without a word. So no more is
written, and the last notice says how many are left out. Source: GitHub's documentation, "Workflow commands".
"""

from collections.abc import Iterator

from guidewarden.model import RunView, Severity
from guidewarden.report.entries import Entry, entries
from guidewarden.report.words import plural

LIMIT = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(view: RunView) -> str:
    """Give one command a line; "" when there is nothing to say. What is known or ignored takes no place."""
    return "".join(f"{line}\n" for line in _lines(view))


def _lines(view: RunView) -> Iterator[str]:
    listed = entries(view)
    counting = [entry for entry in listed if entry.accepted is None]
    shown = 0
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        room = LIMIT - 1 if severity is Severity.INFO else LIMIT
        graded = [entry for entry in counting if entry.severity is severity][:room]
        shown += len(graded)
        yield from map(_annotation, graded)
    parts = []
    if more := len(counting) - shown:
        parts.append(f"{plural(more, 'more finding')} not shown here: GitHub shows ten of a kind.")
    known = sum(entry.accepted is not None and not entry.ignored for entry in listed)
    if known:
        parts.append(f"{plural(known, 'known finding')} in the baseline.")
    if parts:
        parts.append("The summary and the log list them.")
        yield f"::notice title=guidewarden::{_data(' '.join(parts))}"


def _annotation(entry: Entry) -> str:
    properties = {"file": entry.path, "line": str(entry.line)}
    if entry.end_line == entry.line:
        # GitHub takes columns only of what stands on one line; its end is inclusive.
        properties |= {
            "col": str(entry.column),
            "endLine": str(entry.line),
            "endColumn": str(max(entry.column, entry.end_column - 1)),
        }
    else:
        properties["endLine"] = str(entry.end_line)
    properties["title"] = f"{entry.code} {entry.name}"
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[entry.severity]} {given}::{_data(entry.said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
