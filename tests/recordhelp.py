"""Scripted registries on one server, and what a checker makes of them.

The answers stand on the documentation of doi.org's ``/doiRA``, Crossref's REST API and DataCite's REST API, as the modules
in `guidewarden.check.records` tell it.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote

from checkhelp import checking
from guidewarden.demo.server import Reply, Request, Response, Server
from guidewarden.model import RecordAnswer

FAST = {"X-Rate-Limit-Limit": "1000", "X-Rate-Limit-Interval": "1s", "X-Concurrency-Limit": "5"}
"""Limits that no test reaches, so that nothing waits."""

Say = Callable[[Request], Reply]


def as_json(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    pairs = {"Content-Type": "application/json"} | dict(FAST if headers is None else headers)
    return Response(status, pairs, json.dumps(body).encode())


def record(doi: str, **fields: Any) -> dict[str, Any]:
    """Crossref's record of a work."""
    return {"DOI": doi, "type": "journal-article", "title": [f"About {doi}"]} | fields


def one(item: Any, headers: Mapping[str, str] | None = None) -> Response:
    return as_json({"status": "ok", "message-type": "work", "message": item}, headers=headers)


def listing(items: Sequence[Any], headers: Mapping[str, str] | None = None, total: Any = None) -> Response:
    message = {"total-results": len(items) if total is None else total, "items": list(items)}
    return as_json({"status": "ok", "message-type": "work-list", "message": message}, headers=headers)


def dataset(doi: str, **fields: Any) -> Response:
    """DataCite's answer about a work."""
    attributes = {"doi": doi, "titles": [{"title": f"About {doi}"}]} | fields
    return as_json({"data": {"id": doi, "type": "dois", "attributes": attributes}}, headers={})


def asked(request: Request) -> list[str]:
    """Give the DOIs that a question names."""
    if request.path == "/works":
        return [part.removeprefix("doi:") for part in parse_qs(request.query)["filter"][0].split(",")]
    return [unquote(request.path.removeprefix("/works/").removeprefix("/dois/"))]


def whole(request: Request) -> Response:
    """Crossref with a record of everything."""
    found = [record(doi) for doi in asked(request)]
    return listing(found) if request.path == "/works" else one(found[0])


def agencies(request: Request, known: Mapping[str, str]) -> Response:
    names = [unquote(name) for name in request.path.removeprefix("/doiRA/").split(",")]
    return as_json(
        [
            {"DOI": name, "RA": known[name]}
            if name in known
            else {"DOI": name, "status": "DOI does not exist"}
            for name in names
        ],
        headers={},
    )


def registries(
    crossref: Say = whole,
    datacite: Say = lambda request: dataset(asked(request)[0]),
    known: Mapping[str, str] | None = None,
) -> Say:
    """All three registries; 10.5555 is Crossref's, 10.5072 DataCite's, 10.11111 JaLC's."""
    table = {"10.5555": "Crossref", "10.5072": "DataCite", "10.11111": "JaLC"} if known is None else known

    def respond(request: Request) -> Reply:
        if request.path.startswith("/doiRA/"):
            return agencies(request, table)
        return crossref(request) if request.path.startswith("/works") else datacite(request)

    return respond


def ask(
    respond: Say,
    dois: Iterable[str],
    *,
    contact: str | None = None,
    seconds: float = 2.0,
    pause: float = 0.01,
) -> tuple[dict[str, RecordAnswer], Server]:
    """Ask for the records of these DOIs."""

    async def run() -> tuple[dict[str, RecordAnswer], Server]:
        async with Server(respond) as server:
            bases = dict.fromkeys(("doi", "crossref", "datacite"), server.url)
            async with checking(registries=bases, contact=contact, seconds=seconds, pause=pause) as checker:
                return {doi: answer async for doi, answer in checker.records(dois)}, server

    return asyncio.run(run())


def questions(server: Server, start: str = "/works") -> list[Request]:
    """Give the questions of one kind, in order."""
    return [request for request in server.log if request.target.startswith(start)]


SHIFRINSON = {
    "DOI": "10.1162/isec_a_00236",
    "type": "journal-article",
    "title": ["Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion"],
    "container-title": ["International Security"],
    "short-container-title": ["International Security"],
    "author": [
        {"given": "Joshua R. Itzkowitz", "family": "Shifrinson", "sequence": "first", "affiliation": []}
    ],
    "issued": {"date-parts": [[2016, 4]]},
    "published-print": {"date-parts": [[2016, 4]]},
    "volume": "40",
    "issue": "4",
    "page": "7-44",
    "publisher": "MIT Press - Journals",
    "ISSN": ["0162-2889", "1531-4804"],
    "relation": {},
    "resource": {"primary": {"URL": "https://direct.mit.edu/isec/article/40/4/7-44/12109"}},
}
"""An article as Crossref's REST API has it."""
