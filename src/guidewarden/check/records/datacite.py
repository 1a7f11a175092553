"""DataCite's REST API: ``GET /dois/{doi}``, and its records read into works.

A record is ``{"data": {"attributes": {doi, titles, creators, …}}}``; without one the answer is 404 and
``{"errors": [{"status": "404", "title": …}]}`` (DataCite REST API reference; DataCite Metadata Schema 4.5 for what the
fields mean).
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from guidewarden.check.records.notices import datacite_notices
from guidewarden.check.records.reading import (
    address,
    day_of_text,
    days,
    mapping,
    name,
    names,
    objects,
    text,
    texts,
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
    kinds, container = mapping(record.get("types")), mapping(record.get("container"))
    parts = list(_titles(record))
    notices = datacite_notices(record, doi)
    issn, isbn = (
        texts(container.get("identifier")) if text(container.get("identifierType")).upper() == kind else ()
        for kind in ("ISSN", "ISBN")
    )
    return Work(
        doi,
        NAME,
        type=_type(kinds),
        titles=tuple(dict.fromkeys(title for title, kind in parts if kind != "subtitle")),
        subtitles=tuple(title for title, kind in parts if kind == "subtitle"),
        container_titles=titles(container.get("title")),
        authors=names(_name(each) for each in objects(record.get("creators"))),
        editors=names(
            _name(each)
            for each in objects(record.get("contributors"))
            if text(each.get("contributorType")) == "Editor"
        ),
        dates=_dates(record),
        volume=text(container.get("volume")),
        issue=text(container.get("issue")),
        page="-".join(filter(None, (text(container.get(field)) for field in ("firstPage", "lastPage")))),
        publisher=text(record.get("publisher")) or text(mapping(record.get("publisher")).get("name")),
        issn=issn,
        isbn=isbn,
        language=text(record.get("language")),
        url=address(record.get("url")),
        updated_by=tuple(notices.updated_by),
        updates=tuple(notices.updates),
        unread=notices.reasons(),
    )


def _type(kinds: Any) -> str:
    general = text(kinds.get("resourceTypeGeneral"))
    return _TYPES.get(general) or text(kinds.get("citeproc")) or general.lower()


def _titles(record: Any) -> Iterator[tuple[str, str]]:
    """Give titles and what kind each is, in lower case; the kind of the main title is empty."""
    for item in objects(record.get("titles")):
        for title in titles(item.get("title")):
            yield title, text(item.get("titleType")).lower()


def _name(creator: Any) -> Name | None:
    whole, family = text(creator.get("name")), text(creator.get("familyName"))
    if text(creator.get("nameType")) == "Organizational":
        return name(literal=whole)
    if not family and ", " in whole:
        family, _, given = whole.partition(", ")
        return name(family, given)
    return name(family, text(creator.get("givenName")), whole)


def _dates(record: Any) -> tuple[str, ...]:
    """Give the dates of publication; the year of publication only where it is another than theirs."""
    told = days(
        day_of_text(item.get("date"))
        for item in objects(record.get("dates"))
        if text(item.get("dateType")) in _PUBLISHED
    )
    year = day_of_text(record.get("publicationYear"))
    return told if any(date.startswith(year) for date in told) else days((*told, year))
