"""Crossref's REST API: what to ask, and its records read into works.

``GET /works?filter=doi:A,doi:B&select=…&rows=N`` gives the records of a list of DOIs; those it has none of are
absent. A comma in a DOI breaks the filter; such a one is asked for by itself, with ``/works/{doi}``, which answers
404 and the bare text ``Resource not found.`` where there is no record. A missing record proves nothing of the
DOI. ``updated-by`` are notices about this work, ``update-to`` the works that this record is a notice of. With
``mailto`` the questions come into the polite pool, which has higher limits (Crossref REST API documentation).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from guidewarden.check.records.notices import crossref_notices
from guidewarden.check.records.reading import (
    Fields,
    address,
    day_of_parts,
    days,
    is_sound,
    mapping,
    name,
    text,
)
from guidewarden.model import Name, Work
from guidewarden.model.works import CSL_TYPES
from guidewarden.plan.doi import doi_key

NAME = "Crossref"
MOST = 50
"""DOIs asked for at once."""

FOUND_MOST = 5
"""Works asked for in a search."""

_LONGEST_FILTER = 5_000
"""Characters; addresses of 8 kB and more are refused by many servers."""

_SELECT = (
    "DOI,type,title,subtitle,original-title,container-title,short-container-title,author,editor,issued,published,"
    "published-print,published-online,volume,issue,page,article-number,publisher,ISSN,ISBN,resource,relation,update-to,updated-by"
)
"""Fields of a list's records. ``language`` is not among those that can be asked for."""

_SAFE = "/:;()-._~"
_DATES = ("published-print", "published-online", "issued", "published")
_NAME = ("family", "given", "suffix", "name")


def can_be_listed(doi: str) -> bool:
    """Tell whether a DOI can stand in a filter with others."""
    return "," not in doi


def batches(dois: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Divide DOIs that can be listed: `MOST` at once, and no more than an address can hold."""
    batch: list[str] = []
    length = 0
    for doi in dois:
        size = len(quote(doi, safe=_SAFE)) + 5
        if batch and (len(batch) == MOST or length + size > _LONGEST_FILTER):
            yield tuple(batch)
            batch, length = [], 0
        batch.append(doi)
        length += size
    if batch:
        yield tuple(batch)


def list_address(base: str, dois: Sequence[str], contact: str | None) -> str:
    """Give the address that asks for the records of several DOIs."""
    wanted = ",".join(f"doi:{quote(doi, safe=_SAFE)}" for doi in dois)
    return (
        f"{base.rstrip('/')}/works?filter={wanted}&select={_SELECT}&rows={len(dois)}{_mailto(contact, '&')}"
    )


def work_address(base: str, doi: str, contact: str | None) -> str:
    """Give the address that asks for one DOI's record."""
    return f"{base.rstrip('/')}/works/{quote(doi, safe=_SAFE)}{_mailto(contact, '?')}"


def search_address(base: str, query: str, contact: str | None) -> str:
    """Give the address of a bibliographic search: title, authors, journal and year in one text."""
    found = quote(query, safe="")
    return (
        f"{base.rstrip('/')}/works?query.bibliographic={found}&rows={FOUND_MOST}&select={_SELECT}"
        f"{_mailto(contact, '&')}"
    )


def _mailto(contact: str | None, mark: str) -> str:
    return f"{mark}mailto={quote(contact.strip(), safe='@')}" if contact and contact.strip() else ""


def is_missing(body: bytes) -> bool:
    """Tell whether a 404 is Crossref's own: bare text, whatever its type."""
    return body.strip().lower().startswith(b"resource not found")


class Listed(Struct, frozen=True):
    """A list's records by `doi_key`, and whether it is ``whole``, so that what is not in it is absent.

    ``contested`` holds the DOIs of which the list tells records that are not the same: none of them is believed.
    """

    works: Mapping[str, Work]
    whole: bool
    contested: Mapping[str, tuple[Work, ...]] = field(default_factory=dict)


def read_list(data: Any) -> Listed | None:
    """Read the answer to a list; None for anything that is not such an answer."""
    message = _message(data, "work-list")
    items = None if message is None else message.get("items")
    if message is None or not isinstance(items, list):
        return None
    works = [read_work(item) for item in items]
    found: dict[str, list[Work]] = {}
    for work in filter(None, works):
        same = found.setdefault(doi_key(work.doi), [])
        if all(replace(work, doi=each.doi) != each for each in same):
            same.append(work)
    return Listed(
        {key: each[0] for key, each in found.items() if len(each) == 1},
        message.get("total-results") == len(items) and None not in works,
        {key: tuple(each) for key, each in found.items() if len(each) > 1},
    )


def read_search(data: Any) -> tuple[Work, ...] | None:
    """Read the answer to a search, best first."""
    found = read_list(data)
    return None if found is None else tuple(found.works.values())[:FOUND_MOST]


def read_one(data: Any) -> Work | None:
    """Read the answer to a question for one DOI; None for anything that is not such an answer."""
    message = _message(data, "work")
    return None if message is None else read_work(message)


def _message(data: Any, kind: str) -> dict[str, Any] | None:
    whole = mapping(data)
    message = whole.get("message")
    right = whole.get("status") == "ok" and whole.get("message-type") == kind
    return message if right and isinstance(message, dict) else None


def read_work(item: Any) -> Work | None:
    """Read one record; None without a DOI, by which alone it can be told whose it is."""
    record = mapping(item)
    doi = text(record.get("DOI"), 500)
    if not doi:
        return None
    fields = Fields()
    kind = fields.text("type", record.get("type")).lower()
    notices = crossref_notices(record, doi)
    dates = days(day_of_parts(record.get(key)) for key in _DATES)
    return Work(
        doi,
        NAME,
        type=CSL_TYPES.get(kind, kind),
        titles=fields.titles("title", record.get("title"), record.get("original-title")),
        subtitles=fields.titles("subtitle", record.get("subtitle")),
        container_titles=fields.titles(
            "container-title", record.get("container-title"), record.get("short-container-title")
        ),
        authors=_names("author", record, fields),
        editors=_names("editor", record, fields),
        dates=fields.told("issued", dates, sound=all(is_sound(record.get(key)) for key in _DATES)) or (),
        volume=fields.text("volume", record.get("volume")),
        issue=fields.text("issue", record.get("issue")),
        page=_page(record, fields),
        publisher=fields.text("publisher", record.get("publisher")),
        issn=fields.texts("ISSN", record.get("ISSN")),
        isbn=tuple(each.rpartition("/")[2] for each in fields.texts("ISBN", record.get("ISBN"))),
        language=fields.text("language", record.get("language")),
        url=address(mapping(mapping(record.get("resource")).get("primary")).get("URL")),
        updated_by=tuple(notices.updated_by),
        updates=tuple(notices.updates),
        unread=notices.reasons(),
        unreadable=fields.unreadable,
    )


def _page(record: Mapping[str, Any], fields: Fields) -> str:
    pages, number = (fields.text("page", record.get(key)) for key in ("page", "article-number"))
    return fields.told("page", pages or number) or ""


def _names(key: str, record: Mapping[str, Any], fields: Fields) -> tuple[Name, ...]:
    return fields.names(key, fields.objects(key, record.get(key)), _NAME, _name)


def _name(author: Any) -> Name | None:
    family, given, suffix = (text(author.get(field)) for field in ("family", "given", "suffix"))
    return name(family, ", ".join(filter(None, (given, suffix))), text(author.get("name")))
