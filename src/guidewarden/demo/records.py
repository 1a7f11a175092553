"""The works of the practice web as the records of Crossref and DataCite write them."""

from collections.abc import Iterator
from typing import Any

from guidewarden.demo.works import Notice, Person, PracticeWork, Record, fold, records_of

_LABELS = {
    "retraction": "Retraction",
    "expression_of_concern": "Expression of concern",
    "correction": "Correction",
}


def crossref_records(night: int) -> Iterator[dict[str, Any]]:
    """Give the records that Crossref holds on a night, as ``message`` holds them."""
    return (crossref_record(work, record, night) for work, record in records_of("Crossref"))


def datacite_records() -> Iterator[dict[str, Any]]:
    """Give the records that DataCite holds, as ``attributes`` hold them."""
    return (datacite_record(work, record) for work, record in records_of("DataCite"))


def crossref_record(work: PracticeWork, record: Record, night: int) -> dict[str, Any]:
    """Write a record; what it does not tell is left out, as there."""
    told = {
        "DOI": fold(work.doi),
        "URL": f"https://doi.org/{fold(work.doi)}",
        "prefix": work.doi.partition("/")[0],
        "source": "Crossref",
        "type": record.type,
        "title": [record.title],
        "subtitle": _list(record.subtitle),
        "container-title": _list(record.container),
        "short-container-title": _list(record.short_container),
        "publisher": record.publisher,
        "author": [_author(person, place) for place, person in enumerate(record.author)],
        "published-print": _date(record.printed),
        "published-online": _date(record.online),
        "issued": _date(min(filter(None, (record.printed, record.online)), default=None)),
        "volume": record.volume,
        "issue": record.issue,
        "page": record.page,
        "ISSN": list(record.issn),
        "resource": {"primary": {"URL": work.leads_to}} if work.leads_to else None,
        "updated-by": [_notice(notice) for notice in record.updated_by if notice.since <= night],
        "update-to": [_notice(notice) for notice in record.update_to if notice.since <= night],
    }
    return {"relation": {}, "score": 1.0, **{name: value for name, value in told.items() if value}}


def datacite_record(work: PracticeWork, record: Record) -> dict[str, Any]:
    """Write a record."""
    published = record.printed or record.online or ""
    return {
        "doi": fold(work.doi),
        "titles": [{"title": record.title}],
        "creators": [_creator(person) for person in record.author],
        "publisher": record.publisher,
        "container": {},
        "publicationYear": int(published[:4]),
        "dates": [{"date": published, "dateType": "Issued"}],
        "types": {"resourceTypeGeneral": record.type},
        "relatedIdentifiers": [],
        "url": work.leads_to,
        "state": "findable",
        "isActive": True,
    }


def _list(text: str) -> list[str]:
    return [text] if text else []


def _author(person: Person, place: int) -> dict[str, Any]:
    name = {"name": person.literal} if person.literal else {"given": person.given, "family": person.family}
    return {**name, "sequence": "additional" if place else "first", "affiliation": []}


def _creator(person: Person) -> dict[str, Any]:
    if person.literal:
        return {"name": person.literal, "nameType": "Organizational"}
    return {
        "name": f"{person.family}, {person.given}",
        "nameType": "Personal",
        "familyName": person.family,
        "givenName": person.given,
    }


def _date(date: str | None) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else None


def _notice(notice: Notice) -> dict[str, Any]:
    told = {
        "DOI": notice.doi,
        "type": notice.type,
        "label": _LABELS[notice.type],
        "source": notice.source,
        "updated": _date(notice.date),
    }
    return {**told, "record-id": "20946"} if notice.source == "retraction-watch" else told
