"""DataCite's REST API: ``GET /dois/{doi}``, and its records read into works.

A record is ``{"data": {"attributes": {doi, titles, creators, …}}}``; without one the answer is 404 and
``{"errors": [{"status": "404", "title": …}]}`` (DataCite REST API reference; DataCite Metadata Schema 4.5 for what the
fields mean).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from guidewarden.check.records.notices import datacite_notices
from guidewarden.check.records.reading import (
    Fields,
    address,
    day_of_text,
    days,
    is_empty,
    is_sound_text,
    mapping,
    name,
    objects,
    text,
    titles,
)
from guidewarden.model import Name, Work

NAME = "DataCite"

_TYPES = {
    "Audiovisual": "motion_picture",
    "Book": "book",
    "BookChapter": "chapter",
    "ConferencePaper": "paper-conference",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "JournalArticle": "article-journal",
    "Preprint": "article",
    "Report": "report",
    "Software": "software",
}
_PUBLISHED = ("Issued", "Available")
_NAME = ("name", "familyName", "givenName")


def work_address(base: str, doi: str, contact: str | None) -> str:
    """Give the address that asks for one DOI's record."""
    mailto = f"?mailto={quote(contact.strip(), safe='@')}" if contact and contact.strip() else ""
    return f"{base.rstrip('/')}/dois/{quote(doi, safe='/:;()-._~')}{mailto}"


def is_missing(body: bytes) -> bool:
    """Tell whether a 404 is DataCite's own."""
    try:
        errors = mapping(json.loads(body)).get("errors")
    except (ValueError, RecursionError):
        return False
    return any(text(error.get("status")) == "404" for error in objects(errors))


def read_one(data: Any) -> Work | None:
    """Read the answer to a question for one DOI; None for anything that is not such an answer."""
    record = mapping(mapping(mapping(data).get("data")).get("attributes"))
    doi = text(record.get("doi"), 500)
    if not doi:
        return None
    fields = Fields()
    container = fields.object("container-title", record.get("container"))
    parts = list(_titles(record, fields))
    notices = datacite_notices(record, doi)
    issn, isbn = (
        fields.texts(kind, [container.get("identifier")])
        if text(container.get("identifierType")).upper() == kind
        else ()
        for kind in ("ISSN", "ISBN")
    )
    contributors = (
        each
        for each in fields.objects("editor", record.get("contributors"))
        if text(each.get("contributorType")) == "Editor"
    )
    pages = "-".join(
        filter(None, (fields.text("page", container.get(key)) for key in ("firstPage", "lastPage")))
    )
    return Work(
        doi,
        NAME,
        type=_type(record, fields),
        titles=tuple(dict.fromkeys(title for title, kind in parts if kind != "subtitle")),
        subtitles=tuple(title for title, kind in parts if kind == "subtitle"),
        container_titles=fields.titles("container-title", [container.get("title")]),
        authors=fields.names("author", fields.objects("author", record.get("creators")), _NAME, _name),
        editors=fields.names("editor", contributors, _NAME, _name),
        dates=_dates(record, fields),
        volume=fields.text("volume", container.get("volume")),
        issue=fields.text("issue", container.get("issue")),
        page=fields.told("page", pages) or "",
        publisher=_publisher(record.get("publisher"), fields),
        issn=issn,
        isbn=isbn,
        language=fields.text("language", record.get("language")),
        url=address(record.get("url")),
        updated_by=tuple(notices.updated_by),
        updates=tuple(notices.updates),
        unread=notices.reasons(),
        unreadable=fields.unreadable,
    )


def _type(record: Mapping[str, Any], fields: Fields) -> str:
    kinds = fields.object("type", record.get("types"))
    general, other = (fields.text("type", kinds.get(key)) for key in ("resourceTypeGeneral", "citeproc"))
    return fields.told("type", _TYPES.get(general) or other or general.lower()) or ""


def _titles(record: Mapping[str, Any], fields: Fields) -> Iterator[tuple[str, str]]:
    """Give titles and what kind each is, in lower case; the kind of the main title is empty."""
    items = fields.objects("title", record.get("titles"))
    sound = all(isinstance(item.get("title"), str) or is_empty(item.get("title")) for item in items)
    for item in fields.told("title", items, sound=sound) or ():
        for title in titles(item.get("title")):
            yield title, text(item.get("titleType")).lower()


def _publisher(value: Any, fields: Fields) -> str:
    """Read a publisher, of late an object with a name."""
    return fields.text("publisher", value.get("name") if isinstance(value, dict) else value)


def _name(creator: Any) -> Name | None:
    whole, family = text(creator.get("name")), text(creator.get("familyName"))
    if text(creator.get("nameType")) == "Organizational":
        return name(literal=whole)
    if not family and ", " in whole:
        family, _, given = whole.partition(", ")
        return name(family, given)
    return name(family, text(creator.get("givenName")), whole)


def _dates(record: Mapping[str, Any], fields: Fields) -> tuple[str, ...]:
    """Give the dates of publication; the year of publication only where it is another than theirs."""
    written = [
        item.get("date")
        for item in fields.objects("issued", record.get("dates"))
        if text(item.get("dateType")) in _PUBLISHED
    ]
    written.append(record.get("publicationYear"))
    sound = all(map(is_sound_text, written))
    *days_told, year = map(day_of_text, written)
    told = days(days_told)
    whole = told if any(date.startswith(year) for date in told) else days((*told, year))
    return fields.told("issued", whole, sound=sound) or ()
