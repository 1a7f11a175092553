"""The JSON of ``check --format json``, schema 1: a contract with the scripts that read it."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from guidewarden.model import Evidence, Finding, Fix, Occurrence, Result, Run, RunState, RunView
from guidewarden.report.words import address, iso, replacement

_SURROGATE = re.compile("[\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def render(view: RunView) -> str:
    """Give the run as one JSON document that ends in a line break; keys and lists keep a fixed order.

    Addresses are exactly as authors wrote them. A lone surrogate, which UTF-8 cannot carry, is written
    as a JSON escape, so that the text can always be encoded.
    """
    return "".join(pieces(view))


def pieces(view: RunView) -> Iterator[str]:
    """Give what `render` gives piece by piece, so that a large run need not be held as text all at once.

    Each result and each finding has a line of its own.
    """
    counts = {state.value: number for state, number in view.counts.items()}
    yield f'{{\n"schema": 1,\n"run": {_json(_run(view.run))},\n"counts": {_json(counts)},\n"results": '
    yield from _lines(_result(result) for result in view.results)
    yield ',\n"findings": '
    yield from _lines(_finding(finding) | _known(finding, view) for finding in view.findings)
    yield "\n}\n"


def _lines(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    start = "[\n"
    for value in values:
        yield start + _json(value)
        start = ",\n"
    yield "[]" if start == "[\n" else "\n]"


def _json(value: dict[str, Any]) -> str:
    text = _ENCODER.encode(value)
    return text if text.isascii() else _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _run(run: Run) -> dict[str, Any]:
    state = RunState.INTERRUPTED if run.state is RunState.RUNNING else run.state
    return {
        "started": iso(run.started),
        "finished": iso(run.finished) if run.finished else None,
        "state": state.value,
    }


def _result(result: Result) -> dict[str, Any]:
    evidence = result.evidence
    last = evidence.last if evidence else None
    verdict = result.verdict
    return {
        "url": address(result),
        "kind": result.target.kind.value,
        "state": verdict.state.value,
        "reason": verdict.reason,
        "status": last.status if last else None,
        "final_url": last.final_url if last else None,
        "replacement": replacement(result) or None,
        "redirects": [{"url": hop.url, "status": hop.status} for hop in last.hops[:-1]] if last else [],
        "checked_at": _checked_at(evidence),
        "elapsed_ms": last.elapsed_ms if last else None,
        "attempts": len(evidence.attempts) if evidence else 0,
        "occurrences": [_occurrence(occurrence) for occurrence in result.occurrences],
    }


def _checked_at(evidence: Evidence | None) -> str | None:
    if evidence is None:
        return None
    return iso(evidence.last.started if evidence.last else evidence.started)


def _occurrence(occurrence: Occurrence) -> dict[str, Any]:
    return {
        "guide": occurrence.guide,
        "path": occurrence.span.path,
        "line": occurrence.span.line,
        "column": occurrence.span.column,
        "label": occurrence.label,
        "route": occurrence.route,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    span = finding.occurrence.span
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "advice": finding.advice,
        "url": (finding.occurrence.written or None) if finding.occurrence.target_key else None,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "fingerprint": finding.fingerprint,
        "fix": _fix(finding.fix) if finding.fix else None,
    }


def _known(finding: Finding, view: RunView) -> dict[str, Any]:
    """Give what the baseline says of a finding, under a key that only such findings have."""
    known = view.accepted.get(finding.fingerprint)
    if known is None:
        return {}
    until = known.until.isoformat() if known.until else None
    return {"known": {"reason": known.reason, "owner": known.owner or None, "until": until}}


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "start": fix.start,
        "end": fix.end,
        "text": fix.text,
        "safe": fix.safe,
        "description": fix.description,
    }
