"""The webhook: a run in JSON, signed where there is a secret."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from guidewarden.model import WEBHOOK_SECRET, Finding, RunView
from guidewarden.notify.errands import NotToldError
from guidewarden.notify.web import Caller, WebErrand
from guidewarden.report.words import iso

LISTED = 100
"""How many new or mended findings are listed; ``omitted`` counts the others."""
SIGNATURE = "X-Guidewarden-Signature"


class WebhookErrand(WebErrand):
    """One POST; tried once more when the server is in trouble."""

    name = "webhook"

    def __init__(self, url: str, payload: dict[str, Any], environ: Mapping[str, str]) -> None:
        super().__init__(environ)
        secret = environ.get(WEBHOOK_SECRET)
        self._url = url
        self._body = json.dumps(payload, separators=(",", ":")).encode()
        self._headers = {"content-type": "application/json"}
        if secret:
            signature = hmac.new(secret.encode(), self._body, hashlib.sha256).hexdigest()
            self._headers[SIGNATURE.lower()] = f"sha256={signature}"

    def tell(self, caller: Caller, deadline: float) -> None:
        """Send it."""
        try:
            status = self._post(caller, deadline)
        except NotToldError:
            status = 0
        if status == 0 or status >= 500:
            status = self._post(caller, deadline)
        if not 200 <= status < 300:
            raise NotToldError(f"status {status}")

    def _post(self, caller: Caller, deadline: float) -> int:
        return caller.ask("POST", self._url, deadline, body=self._body, headers=self._headers).status


def run_payload(view: RunView, report_url: str | None) -> dict[str, Any]:
    """Say how a run ended and what is new in it since the run before; schema 1."""
    known = view.known or {}
    new = [found for found in view.counting if found.fingerprint not in known]
    return {
        "schema": 1,
        "event": "run",
        "run": {
            "id": view.run.id,
            "state": view.run.state.value,
            "started": iso(view.run.started),
            "finished": iso(view.run.finished) if view.run.finished else None,
            "doubt": view.doubt or None,
        },
        "counts": {state.value: number for state, number in view.counts.items()},
        "new": [_finding(found) for found in new[:LISTED]],
        "mended": [_finding(found) for found in view.gone[:LISTED]],
        "omitted": max(0, len(new) - LISTED) + max(0, len(view.gone) - LISTED),
        "report": report_url,
    }


def trouble_payload(message: str) -> dict[str, Any]:
    """Say that a night could not be run."""
    return {"schema": 1, "event": "trouble", "message": message}


def _finding(found: Finding) -> dict[str, Any]:
    place = found.occurrence
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message,
        "advice": found.advice,
        "guide": place.guide,
        "path": place.span.path,
        "line": place.span.line,
        "url": (place.written or None) if place.target_key else None,
        "fingerprint": found.fingerprint,
    }
