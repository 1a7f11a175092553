"""A double of DataCite's REST API (api.datacite.org), for the works it is given.

It stands on these facts (DataCite's documentation and recorded answers): ``GET /dois/{doi}`` gives 200 and
``{"data": {"id", "type": "dois", "attributes": {doi, titles, creators, …}}}``, or 404 and ``{"errors": [{"status": "404",
"title": …}]}``; ASCII case does not matter, and records write their DOI in lower case. 1000 calls are allowed in five
minutes to those who give a mail address in the query or the User-Agent, 500 to others; answers do not
announce it. Too many are answered with 429.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from guidewarden.demo.crossref import says_mailto
from guidewarden.demo.server import Reply, Request, Response
from guidewarden.demo.turnstile import Limit, Script, Turnstile
from guidewarden.demo.works import fold

HOSTS = ("api.datacite.org",)
IDENTIFIED, ANONYMOUS = "identified", "anonymous"
SINGLE = "single"

LIMITS: Mapping[tuple[str, str], Limit] = {
    (IDENTIFIED, SINGLE): Limit(1000, 300.0),
    (ANONYMOUS, SINGLE): Limit(500, 300.0),
}

_DOIS = "/dois/"
_MISSING = "The resource you are looking for doesn't exist."


class DataCite:
    """Answers requests to api.datacite.org from ``attributes`` in the API's own shape, and enforces its limits.

    ``clock``, ``lasting`` and ``script`` are as for `guidewarden.demo.crossref.Crossref`. What was seen stands in ``seen``.
    """

    def __init__(
        self,
        records: Iterable[Mapping[str, Any]] = (),
        *,
        clock: Callable[[], float] = time.monotonic,
        limits: Mapping[tuple[str, str], Limit] = LIMITS,
        lasting: float = 0.0,
        script: Script = lambda _call: None,
    ) -> None:
        self.seen = Turnstile(limits, clock, lasting)
        self._script = script
        self._records = {fold(record["doi"]): record for record in records}

    def respond(self, request: Request) -> Reply:
        """Answer one request."""
        doi = unquote(request.path.removeprefix(_DOIS)) if request.path.startswith(_DOIS) else ""
        pool = IDENTIFIED if says_mailto(request) else ANONYMOUS
        call = self.seen.enter(request, pool, SINGLE, (doi,))
        if call.refused:
            page = b"<html><h1>429 Too Many Requests</h1></html>"
            return self.seen.leave(call, Response(429, {"Content-Type": "text/html"}, page))
        answer = self._answer(fold(doi))
        change = self._script(call)
        return self.seen.leave(call, change(answer) if change else answer)

    def _answer(self, doi: str) -> Response:
        record = self._records.get(doi)
        if record is None:
            return _json(404, {"errors": [{"status": "404", "title": _MISSING}]})
        data = {"id": doi, "type": "dois", "attributes": record, "relationships": {}}
        return _json(200, {"data": data})


def _json(status: int, body: object) -> Response:
    return Response(status, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(body).encode())
