"""The evidence behind each verdict, in the log of those who ask for it with ``--verbose``."""

import logging

from guidewarden.model import Result, RunView
from guidewarden.report.words import address

_log = logging.getLogger(__name__)


def log_verdicts(view: RunView) -> None:
    """Tell each verdict with what was seen, one line each; nothing is put together when nobody listens."""
    if not _log.isEnabledFor(logging.DEBUG):
        return
    for result in view.results:
        seen = _seen(result)
        verdict = result.verdict
        facts = {
            "event": "verdict",
            "run": view.run.id,
            "url": address(result),
            "state": verdict.state.value,
            "reason": verdict.reason,
            "seen": seen,
        }
        words = " | ".join([f"{verdict.state} ({verdict.reason})", address(result), *seen])
        _log.debug("%s", words, extra={"facts": facts})


def _seen(result: Result) -> list[str]:
    evidence, seen = result.evidence, list[str]()
    if evidence is None or not (evidence.attempts or evidence.handle):
        return ["nothing was asked"]
    for number, attempt in enumerate(evidence.attempts, 1):
        hops = " → ".join(f"{hop.status or 'no answer'} {hop.url}" for hop in attempt.hops)
        failure = attempt.failure
        ended = f"{failure.kind}: {failure.message}" if failure else ""
        page = attempt.page
        shown = f"“{page.name}”, {page.text_length} characters" if page else ""
        parts = (hops, ended, shown, f"{attempt.elapsed_ms} ms")
        seen.append(f"try {number}: " + "; ".join(part for part in parts if part))
    if evidence.handle:
        answer = evidence.handle
        seen.append(f"registry: code {answer.response_code}, leads to {answer.url or 'nothing'}")
    for name, control in (
        ("made-up address", evidence.sibling),
        ("another made-up address", evidence.cousin),
        ("front page", evidence.front),
    ):
        if control is not None:
            seen.append(f"{name}: {control.status or 'no answer'}")
    before = [past.state.value for past in result.past[:5]]
    return [*seen, f"nights before: {', '.join(before)}"] if before else seen
