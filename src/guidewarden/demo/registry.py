"""A DOI registry that answers as doi.org does, for the works of the practice web.

It stands on these facts of the Handle proxy (DOI Handbook; recorded answers): ``GET /api/handles/{doi}``
gives 200 with ``responseCode`` 1 and ``values[]`` for a registered DOI, 404 with code 100 for an unregistered
one, and 200 with code 200 when the DOI exists without a value of the ``type`` asked for. An alias has a value
of type ``HS_ALIAS`` that names the prime DOI. DOIs are compared without regard to ASCII case. Plain resolution
gives 302 for a hit (through an alias too) and 404 titled “Error: DOI Not Found” for a miss.

A shortDOI (``10/p54k``) is an alias too; plain resolution takes it without its ``10/``. ``GET /doiRA/{doi or
prefix[,…]}`` always gives 200 and a list, in the order asked: ``{"DOI", "RA"}`` or ``{"DOI", "status"}`` with the status
``DOI does not exist``, ``Invalid DOI`` or ``Unknown``. A comma that belongs to a DOI is encoded there.
"""

import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote

from msgspec import Struct

from guidewarden.demo import works
from guidewarden.demo.pages import message_page
from guidewarden.demo.server import Request, Response
from guidewarden.demo.works import fold

HOSTS = ("doi.org", "www.doi.org", "dx.doi.org")
_API = "/api/handles/"
_AGENCIES = "/doiRA/"
_DOI_OR_PREFIX = re.compile(r"10\.\d{4,9}(\.\d+)*(/.+)?", re.ASCII)
_REGISTERED = "2020-09-25T16:02:07Z"


class Record(Struct, frozen=True):
    """A registered DOI: the address it leads to, or the prime DOI it is an alias of, or neither; and its agency."""

    url: str | None = None
    alias: str | None = None
    agency: str = "Crossref"


def shipped_records() -> dict[str, Record]:
    """Give the works of the practice web. ``10.5555/practice.unregistered`` is not among them."""
    return {work.doi: Record(work.leads_to, work.alias, work.agency) for work in works.shipped()}


class Registry:
    """Answers requests to doi.org from a mapping of DOIs to records."""

    def __init__(self, records: Mapping[str, Record] | None = None) -> None:
        records = shipped_records() if records is None else records
        self._records = {fold(doi): (doi, record) for doi, record in records.items()}
        self._agencies = {doi.partition("/")[0]: record.agency for doi, record in records.items()}

    def respond(self, request: Request) -> Response:
        """Answer one request."""
        if request.path.startswith(_API):
            doi = unquote(request.path.removeprefix(_API))
            return self._handle(doi, parse_qs(request.query).get("type", []))
        if request.path.startswith(_AGENCIES):
            names = request.path.removeprefix(_AGENCIES).split(",")
            return _json(200, [self._agency(unquote(name)) for name in names])
        doi = unquote(request.path.lstrip("/"))
        short = doi if doi.startswith("10/") else f"10/{doi}"
        if fold(short) in self._records:
            return self._resolve(short)
        if not doi.startswith("10."):
            url = f"https://{request.host}{request.path}"
            page = message_page(url, "Practice DOI registry", "It knows a few DOIs.")
            return Response.html(page, 400 if doi else 200)
        return self._resolve(doi)

    def _handle(self, doi: str, types: list[str]) -> Response:
        found = self._records.get(fold(doi))
        if found is None:
            return _json(404, {"responseCode": 100, "handle": doi})
        values = _values(*found)
        wanted = [value for value in values if not types or value["type"] in types]
        if not wanted:
            return _json(200, {"responseCode": 200, "handle": doi, "message": "Values Not Found"})
        return _json(200, {"responseCode": 1, "handle": doi, "values": wanted})

    def _agency(self, name: str) -> dict[str, object]:
        """Say whose a DOI or a prefix is."""
        if not _DOI_OR_PREFIX.fullmatch(name):
            return {"DOI": name, "status": "Invalid DOI"}
        if "/" in name:
            _, record = self._records.get(fold(name), (name, None))
            agency = record.agency if record else None
        else:
            agency = self._agencies.get(name)
        if agency is None:
            return {"DOI": name, "status": "DOI does not exist"}
        return {"DOI": name, "RA": agency} if agency else {"DOI": name, "status": "Unknown"}

    def _resolve(self, doi: str) -> Response:
        _, record = self._records.get(fold(doi), (doi, Record()))
        if record.alias:
            _, record = self._records[fold(record.alias)]
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


def _json(status: int, body: object) -> Response:
    return Response(status, {"Content-Type": "application/json;charset=UTF-8"}, json.dumps(body).encode())
