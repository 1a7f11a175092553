"""GitLab's code quality report. Source: GitLab's documentation, "Code Quality report format"."""

import json

from guidewarden.model import RunView, Severity
from guidewarden.report.entries import UNREADABLE, Entry, entries

_GRADES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(view: RunView) -> str:
    """Give an ASCII JSON list that ends in a line break; fingerprints are unique. What is ignored is left out."""
    return json.dumps([_issue(entry) for entry in entries(view) if not entry.ignored], indent=1) + "\n"


def _issue(entry: Entry) -> dict[str, object]:
    known = f"Known ({entry.accepted.reason}): " if entry.accepted else ""
    grade = "critical" if entry.code == UNREADABLE else _GRADES[entry.severity]
    return {
        "description": f"{known}{entry.said}",
        "check_name": f"{entry.code} {entry.name}",
        "fingerprint": entry.fingerprint,
        "severity": "info" if entry.accepted else grade,
        "location": {"path": entry.path, "lines": {"begin": entry.line, "end": entry.end_line}},
    }
