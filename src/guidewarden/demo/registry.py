"""A DOI registry that answers as doi.org does, for a few DOIs.

It stands on these facts of the Handle proxy (DOI Handbook; recorded answers): ``GET /api/handles/{doi}``
gives 200 with ``responseCode`` 1 and ``values[]`` for a registered DOI, 404 with code 100 for an unregistered
one, and 200 with code 200 when the DOI exists without a value of the ``type`` asked for. An alias has a value
of type ``HS_ALIAS`` that names the prime DOI. DOIs are compared without regard to ASCII case. Plain resolution
gives 302 for a hit (through an alias too) and 404 titled “Error: DOI Not Found” for a miss.

The two articles of the NATO-Russia guide stand here under their true DOIs, but lead to practice pages.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

from guidewarden.demo.pages import message_page
from guidewarden.demo.server import Request, Response

HOSTS = ("doi.org", "www.doi.org", "dx.doi.org")
_API = "/api/handles/"
_REGISTERED = "2020-09-25T16:02:07Z"


@dataclass(frozen=True, slots=True)
class Record:
    """A registered DOI: the address it leads to, or the prime DOI it is an alias of, or neither."""

    url: str | None = None
    alias: str | None = None


RECORDS: Mapping[str, Record] = {
    "10.1162/ISEC_a_00236": Record(
        "https://international-security.practice.example/articles/deal-or-no-deal"
    ),
    "10.1080/01636600902773248": Record(
        "https://washington-quarterly.practice.example/articles/the-myth-of-a-no-nato-enlargement-pledge"
    ),
    "10.5555/practice.prime": Record("https://journal.practice.example/articles/prime"),
    "10.5555/practice.alias": Record(alias="10.5555/PRACTICE.PRIME"),
    "10.5555/practice.no-url": Record(),
}
"""What is registered. Prefix 10.5555 is Crossref's for examples; ``10.5555/practice.unregistered`` is not here."""


class Registry:
    """Answers requests to doi.org from a mapping of DOIs to records."""

    def __init__(self, records: Mapping[str, Record] = RECORDS) -> None:
        self._records = {_fold(doi): (doi, record) for doi, record in records.items()}

    def respond(self, request: Request) -> Response:
        """Answer one request."""
        if request.path.startswith(_API):
            doi = unquote(request.path.removeprefix(_API))
            return self._handle(doi, parse_qs(request.query).get("type", []))
        doi = unquote(request.path.lstrip("/"))
        if not doi.startswith("10."):
            url = f"https://{request.host}{request.path}"
            page = message_page(url, "Practice DOI registry", "It knows a few DOIs.")
            return Response.html(page, 400 if doi else 200)
        return self._resolve(doi)

    def _handle(self, doi: str, types: list[str]) -> Response:
        found = self._records.get(_fold(doi))
        if found is None:
            return _json(404, {"responseCode": 100, "handle": doi})
        values = _values(*found)
        wanted = [value for value in values if not types or value["type"] in types]
        if not wanted:
            return _json(200, {"responseCode": 200, "handle": doi, "message": "Values Not Found"})
        return _json(200, {"responseCode": 1, "handle": doi, "values": wanted})

    def _resolve(self, doi: str) -> Response:
        _, record = self._records.get(_fold(doi), (doi, Record()))
        if record.alias:
            _, record = self._records[_fold(record.alias)]
        if record.url is None:
            url = f"https://doi.org/{doi}"
            page = message_page(
                url, "Error: DOI Not Found", "This DOI cannot be found in the practice registry."
            )
            return Response.html(page, 404)
        return Response.redirect(record.url)


def _values(doi: str, record: Record) -> list[dict[str, object]]:
    prefix = doi.partition("/")[0]
    admin = {"handle": f"0.NA/{prefix}", "index": 200, "permissions": "111111110010"}
    values: list[dict[str, object]] = [_value(100, "HS_ADMIN", "admin", admin)]
    if record.alias:
        values.insert(0, _value(1, "HS_ALIAS", "string", record.alias))
    if record.url:
        values.insert(0, _value(1, "URL", "string", record.url))
    return values


def _value(index: int, kind: str, form: str, value: object) -> dict[str, object]:
    data = {"format": form, "value": value}
    return {"index": index, "type": kind, "data": data, "ttl": 86400, "timestamp": _REGISTERED}


def _json(status: int, body: dict[str, object]) -> Response:
    return Response(status, {"Content-Type": "application/json;charset=UTF-8"}, json.dumps(body).encode())


def _fold(doi: str) -> str:
    """Fold ASCII letters alone, as the Handle System does."""
    return "".join(char.lower() if char.isascii() else char for char in doi)
