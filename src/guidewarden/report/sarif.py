"""SARIF 2.1.0, for code scanning and for editors. Source: OASIS standard, March 2020; GitHub's limits: its documentation."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from guidewarden.model import Fix, RunState, RunView, Severity, SourceText
from guidewarden.report.entries import UNREADABLE, Entry, entries, gravest_first, shortfall
from guidewarden.report.words import iso, plural

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_RESULTS = 25_000
"""GitHub refuses a run with more."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class RuleHelp(Struct, frozen=True):
    """What a rule says of itself: one line, then its documentation as text and as Markdown."""

    code: str
    name: str
    severity: Severity
    summary: str
    text: str
    markdown: str


_UNREADABLE = RuleHelp(
    UNREADABLE,
    "unreadable-file",
    Severity.ERROR,
    "A file, or a part of it, could not be read, so it was not checked.",
    "Correct the text at the place named; docs/guide-format.md lists what may stand in a guide.",
    "Correct the text at the place named; `docs/guide-format.md` lists what may stand in a guide.",
)


def render(
    view: RunView, rules: Iterable[RuleHelp], *, version: str, category: str, limit: int = MAX_RESULTS
) -> str:
    """Give one SARIF run as ASCII JSON that ends in a line break.

    ``rules`` are described as far as they have results. ``category`` (``lint``, ``check``) keeps GitHub from taking
    one upload for the next version of the other. Of more than ``limit`` results the gravest are kept, and a
    notification says how many are left out.
    """
    every = entries(view)
    kept = set(map(id, gravest_first(every)[:limit]))
    shown = [entry for entry in every if id(entry) in kept]
    codes = {entry.code for entry in shown}
    described = [one for one in (*rules, _UNREADABLE) if one.code in codes]
    described.sort(key=lambda one: one.code)
    numbers = {one.code: number for number, one in enumerate(described)}
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "guidewarden",
                        "semanticVersion": version,
                        "rules": [_rule(one) for one in described],
                    }
                },
                "automationDetails": {"id": f"guidewarden/{category}/"},
                "invocations": [_invocation(view, len(every) - len(shown))],
                # Our columns are code points; without this, readers would count UTF-16 units.
                "columnKind": "unicodeCodePoints",
                "results": [_result(entry, numbers, view) for entry in shown],
            }
        ],
    }
    return json.dumps(document, indent=1) + "\n"


def _rule(one: RuleHelp) -> dict[str, Any]:
    return {
        "id": one.code,
        "name": "".join(word.capitalize() for word in one.name.split("-")),
        "shortDescription": {"text": one.summary},
        "help": {"text": one.text, "markdown": one.markdown},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
        "properties": {"tags": [one.code.rstrip("0123456789").lower()]},
    }


def _invocation(view: RunView, left_out: int) -> dict[str, Any]:
    note = shortfall(view)
    notes = [note] if note else []
    if left_out:
        notes.append(f"{plural(left_out, 'result')} of lower grade are left out: there is room for no more.")
    invocation: dict[str, Any] = {
        "executionSuccessful": view.run.state is RunState.COMPLETE,
        "startTimeUtc": iso(view.run.started),
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": note}} for note in notes],
    }
    if view.run.finished:
        invocation["endTimeUtc"] = iso(view.run.finished)
    return invocation


def _result(entry: Entry, numbers: dict[str, int], view: RunView) -> dict[str, Any]:
    result: dict[str, Any] = {"ruleId": entry.code}
    if entry.code in numbers:
        result["ruleIndex"] = numbers[entry.code]
    result |= {
        "level": _LEVELS[entry.severity],
        "message": {"text": _message(entry.said)},
        "locations": [
            {"physicalLocation": {"artifactLocation": _file(entry.path), "region": _region(entry)}}
        ],
        "partialFingerprints": {"guidewardenFingerprint/v1": entry.fingerprint},
    }
    if entry.fix is not None and entry.source is not None:
        result["fixes"] = [_fix(entry.fix, entry.path, entry.source)]
    if entry.accepted is not None:
        kind = "inSource" if entry.ignored else "external"
        reason = _message(entry.accepted.reason)
        result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": reason}]
    if view.known is not None:
        result["baselineState"] = "unchanged" if entry.fingerprint in view.known else "new"
    return result


def _message(text: str) -> str:
    """Keep a text from being read as SARIF's embedded links, ``[words](place)``."""
    return text.replace("](", "] (")


def _file(path: str) -> dict[str, str]:
    if "://" in path:
        return {"uri": quote(path, safe=":/?#[]@!$&'()*+,;=%~")}
    if path.startswith("/"):
        return {"uri": f"file://{quote(path, safe='/~')}"}
    return {"uri": quote(path, safe="/~"), "uriBaseId": "%SRCROOT%"}


def _region(entry: Entry) -> dict[str, int]:
    return {
        "startLine": entry.line,
        "startColumn": entry.column,
        "endLine": entry.end_line,
        "endColumn": entry.end_column,
    }


def _fix(fix: Fix, path: str, source: SourceText) -> dict[str, Any]:
    span = source.span(fix.start, fix.end)
    region: Sequence[tuple[str, int]] = (
        ("startLine", span.line),
        ("startColumn", span.column),
        ("endLine", span.end_line),
        ("endColumn", span.end_column),
    )
    replacement = {"deletedRegion": dict(region), "insertedContent": {"text": fix.text}}
    return {
        "description": {"text": _message(fix.description)},
        "artifactChanges": [{"artifactLocation": _file(path), "replacements": [replacement]}],
    }
