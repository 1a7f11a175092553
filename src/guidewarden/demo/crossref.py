"""A double of Crossref's REST API (api.crossref.org), for the works it is given.

It stands on these facts (Crossref's documentation and recorded answers):

- ``GET /works/{doi}`` gives 200 and ``{"status": "ok", "message-type": "work", "message": {…}}``, or 404 and the bare
  text ``Resource not found.``; ASCII case does not matter, and records write their DOI in lower case.
- ``GET /works?filter=doi:A,doi:B&select=…&rows=N`` gives a ``work-list``. What it has no record of is absent;
  ``rows`` (20 unless told, 1000 at most) bounds the items, but not ``total-results``. A comma inside a DOI breaks the
  filter, encoded or not.
- ``GET /works?query.bibliographic=…`` gives the likeliest works first, and something even where nothing fits.
- What it does not take is answered with 400 and a ``validation-failure``, whose messages have ``type``, ``value`` and
  ``message``.
- A mail address (``mailto``) in the query or the User-Agent brings a call into the polite pool. Since December 2025
  the public pool allows 5 single records and 1 list a second, one at a time; the polite one 10 and 3, three at a time.
- Answers announce the limits in ``x-rate-limit-limit``, ``x-rate-limit-interval``, ``x-concurrency-limit``, and the pool in
  ``x-api-pool``: ``polite`` formerly, ``polite-single`` and ``polite-array`` now. A 429 may lack its body and these.

How its search ranks is its own: by how many words a query and a record share.
"""

import json
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote

from msgspec.structs import replace

from guidewarden.demo.server import Reply, Request, Response
from guidewarden.demo.troubles import bare_429
from guidewarden.demo.turnstile import Call, Limit, Script, Turnstile
from guidewarden.demo.works import fold

HOSTS = ("api.crossref.org",)
PUBLIC, POLITE = "public", "polite"
SINGLE, ARRAY = "single", "array"

LIMITS: Mapping[tuple[str, str], Limit] = {
    (PUBLIC, SINGLE): Limit(5, 1.0, 1),
    (PUBLIC, ARRAY): Limit(1, 1.0, 1),
    (POLITE, SINGLE): Limit(10, 1.0, 3),
    (POLITE, ARRAY): Limit(3, 1.0, 3),
}

_WORKS = "/works"
_ROWS, _MOST_ROWS = 20, 1000
_PARAMETERS = {"filter", "select", "rows", "query.bibliographic", "mailto"}
_FIELDS = frozenset({
    "abstract", "accepted", "alternative-id", "approved", "archive", "article-number", "assertion", "author",
    "chair", "clinical-trial-number", "container-title", "content-created", "content-domain", "created",
    "degree", "deposited", "DOI", "editor", "event", "funder", "group-title", "indexed",
    "is-referenced-by-count", "ISBN", "ISSN", "issn-type", "issue", "issued", "license", "link", "member",
    "original-title", "page", "posted", "prefix", "published", "published-online", "published-print",
    "publisher", "publisher-location", "reference", "references-count", "relation", "resource", "score",
    "short-container-title", "short-title", "standards-body", "subject", "subtitle", "title", "translator",
    "type", "update-policy", "update-to", "updated-by", "URL", "volume",
})  # fmt: skip
"""What ``select`` may name. ``language`` is not among it."""

_MAILTO = re.compile(r"mailto:[^@\s]+@[^@\s)]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class NotTakenError(ValueError):
    """A question that the API does not take: ``type``, ``value`` and ``message`` of its failure."""


def pool_by_mailto(_number: int, request: Request) -> str:
    """Give the pool of a call: polite where a mail address stands in its query or User-Agent."""
    return POLITE if says_mailto(request) else PUBLIC


def says_mailto(request: Request) -> bool:
    """Tell whether a mail address stands in a call's query or User-Agent."""
    in_query = any(name == "mailto" and "@" in value for name, value in parse_qsl(request.query))
    return in_query or _MAILTO.search(request.headers.get("user-agent", "")) is not None


def pool_and_kind(call: Call) -> str:
    """Name the pool as answers do now: ``polite-array``."""
    return f"{call.pool}-{call.kind}"


def pool_alone(call: Call) -> str:
    """Name the pool as answers did formerly: ``polite``."""
    return call.pool


class Crossref:
    """Answers requests to api.crossref.org from records in the API's own shape, and enforces its limits.

    ``clock`` gives seconds; a call is under way for ``lasting`` of them at least. ``pool(number, request)`` says in
    which pool a call counts, ``named(call)`` what ``x-api-pool`` calls it: both may change with the call's number. ``script``
    says what becomes of a call's answer instead (see `guidewarden.demo.troubles`); ``bare`` makes 429 come without a
    body and without limits. What was seen stands in ``seen``.
    """

    def __init__(
        self,
        records: Iterable[Mapping[str, Any]] = (),
        *,
        clock: Callable[[], float] = time.monotonic,
        limits: Mapping[tuple[str, str], Limit] = LIMITS,
        lasting: float = 0.0,
        script: Script = lambda _call: None,
        pool: Callable[[int, Request], str] = pool_by_mailto,
        named: Callable[[Call], str] = pool_and_kind,
        bare: bool = False,
    ) -> None:
        self.seen = Turnstile(limits, clock, lasting)
        self._limits = limits
        self._script = script
        self._pool = pool
        self._named = named
        self._bare = bare
        self._records: dict[str, Mapping[str, Any]] = {}
        self.publish(records)

    def publish(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Hold these records, by their ``DOI``, instead of those there were."""
        self._records = {fold(record["DOI"]): record for record in records}

    def respond(self, request: Request) -> Reply:
        """Answer one request."""
        kind = SINGLE if request.path.startswith(f"{_WORKS}/") else ARRAY
        pool = self._pool(len(self.seen.calls) + 1, request)
        call = self.seen.enter(request, pool, kind, _asked(request))
        if call.refused:
            answer = _text(429, "Rate limit exceeded.")
            return self.seen.leave(call, bare_429(answer) if self._bare else self._announced(call, answer))
        answer = self._announced(call, self._answer(request))
        change = self._script(call)
        return self.seen.leave(call, change(answer) if change else answer)

    def _announced(self, call: Call, answer: Response) -> Response:
        limit = self._limits[call.pool, call.kind]
        announced = {
            **dict(answer.headers),
            "x-rate-limit-limit": str(limit.most),
            "x-rate-limit-interval": f"{limit.seconds:g}s",
            "x-api-pool": self._named(call),
        }
        if limit.at_once is not None:
            announced["x-concurrency-limit"] = str(limit.at_once)
        return replace(answer, headers=announced)

    def _answer(self, request: Request) -> Response:
        try:
            if request.path == _WORKS:
                return self._list(_parameters(request.query))
            doi = unquote(request.path.removeprefix(f"{_WORKS}/"))
            record = self._records.get(fold(doi))
        except NotTakenError as error:
            failure = dict(zip(("type", "value", "message"), error.args, strict=True))
            return _json(400, "failed", "validation-failure", [failure])
        return _text(404, "Resource not found.") if record is None else _json(200, "ok", "work", record)

    def _list(self, parameters: Mapping[str, str]) -> Response:
        rows = _rows(parameters.get("rows", str(_ROWS)))
        fields = _selected(parameters.get("select"))
        found = list(self._records.values())
        if "filter" in parameters:
            wanted = _filtered(parameters["filter"])
            found = [record for record in found if fold(record["DOI"]) in wanted]
        query = parameters.get("query.bibliographic", "")
        if query:
            found = _ranked(query, found)
        message = {
            "facets": {},
            "total-results": len(found),
            "items": [
                record if fields is None else {name: record[name] for name in record if name in fields}
                for record in found[:rows]
            ],
            "items-per-page": rows,
            "query": {"start-index": 0, "search-terms": query or None},
        }
        return _json(200, "ok", "work-list", message)


def _asked(request: Request) -> tuple[str, ...]:
    """Give what a call asks for: the DOI of a record, those of a filter, or the words of a search."""
    if request.path != _WORKS:
        return (unquote(request.path.removeprefix(f"{_WORKS}/")),)
    parameters = dict(parse_qsl(request.query))
    listed = [part.removeprefix("doi:") for part in parameters.get("filter", "").split(",") if part]
    return (*listed, *filter(None, [parameters.get("query.bibliographic", "")]))


def _parameters(query: str) -> dict[str, str]:
    parameters = dict(parse_qsl(query, keep_blank_values=True))
    for name in parameters:
        if name not in _PARAMETERS:
            raise NotTakenError("parameter-not-allowed", name, f"This route does not accept {name}")
    return parameters


def _rows(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > _MOST_ROWS:
        words = (
            f"Integer specified as {text} but must be a positive integer less than or equal to {_MOST_ROWS}."
        )
        raise NotTakenError("integer-not-valid", text, words)
    return int(text)


def _selected(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    fields = frozenset(text.split(","))
    for name in sorted(fields - _FIELDS):
        words = f"Select {name} specified but there is no such select for this route."
        raise NotTakenError("select-not-available", name, words)
    return fields


def _filtered(text: str) -> set[str]:
    """Read a filter of DOIs. What stands between commas must name the filter: so a DOI with a comma breaks it."""
    wanted: set[str] = set()
    for part in text.split(","):
        name, colon, doi = part.partition(":")
        if not colon or name != "doi":
            words = f"Filter {name} specified but there is no such filter for this route. Valid filters for this route are: doi"
            raise NotTakenError("filter-not-available", name, words)
        wanted.add(fold(doi))
    return wanted


def _ranked(query: str, records: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Give the records that share a word with the query, those first that share the most for their length."""
    asked = _words(query)
    scored = [
        (len(asked & words) / (len(asked) + len(words)), record)
        for record in records
        if (words := _described(record))
    ]
    return [record for score, record in sorted(scored, key=lambda pair: -pair[0]) if score]


def _described(record: Mapping[str, Any]) -> set[str]:
    parts = [
        text for name in ("title", "subtitle", "container-title", "ISSN") for text in record.get(name, ())
    ]
    parts += (
        text for author in record.get("author", ()) for text in author.values() if isinstance(text, str)
    )
    parts += (record.get(name, "") for name in ("volume", "issue", "page"))
    parts += (str(date[0]) for date in record.get("issued", {}).get("date-parts", ()) if date)
    return _words(" ".join(parts))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _json(status: int, word: str, kind: str, message: object) -> Response:
    body = {"status": word, "message-type": kind, "message-version": "1.0.0", "message": message}
    return Response(status, {"Content-Type": "application/json"}, json.dumps(body).encode())


def _text(status: int, text: str) -> Response:
    return Response(status, {"Content-Type": "text/plain;charset=utf-8"}, text.encode())
