"""Reviewdog's diagnostic format, which carries our fixes as suggestions. Source: reviewdog's ``proto/rdf``.

Its columns count bytes of UTF-8, so they are told only where the file's text is at hand.
"""

import json
from typing import Any

from guidewarden.model import RunView, Severity, SourceText
from guidewarden.report.entries import Entry, entries

_GRADES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(view: RunView) -> str:
    """Give one ASCII JSON document that ends in a line break. What is ignored is left out; what is known is INFO."""
    document = {
        "source": {"name": "guidewarden"},
        "diagnostics": [_diagnostic(entry) for entry in entries(view) if not entry.ignored],
    }
    return json.dumps(document, indent=1) + "\n"


def _diagnostic(entry: Entry) -> dict[str, Any]:
    known = f"Known ({entry.accepted.reason}): " if entry.accepted else ""
    diagnostic: dict[str, Any] = {
        "message": f"{known}{entry.said}",
        "location": {"path": entry.path, "range": _range(entry)},
        "severity": "INFO" if entry.accepted else _GRADES[entry.severity],
        "code": {"value": entry.code},
    }
    if entry.fix is not None and entry.source is not None:
        span = entry.source.span(entry.fix.start, entry.fix.end)
        there = {
            "start": _position(entry.source, span.line, span.column),
            "end": _position(entry.source, span.end_line, span.end_column),
        }
        diagnostic["suggestions"] = [{"range": there, "text": entry.fix.text}]
    return diagnostic


def _range(entry: Entry) -> dict[str, Any]:
    if entry.source is None:
        return {"start": {"line": entry.line}, "end": {"line": entry.end_line}}
    return {
        "start": _position(entry.source, entry.line, entry.column),
        "end": _position(entry.source, entry.end_line, entry.end_column),
    }


def _position(source: SourceText, line: int, column: int) -> dict[str, int]:
    before = source.line_text(line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
