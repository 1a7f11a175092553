"""What a registry of DOIs holds about a work: Crossref's and DataCite's records in one shape."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from guidewarden.model.guide import Name

CSL_TYPES: Mapping[str, str] = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "reference-entry": "entry-encyclopedia",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "dissertation": "thesis",
}
"""Crossref's words for types of works (https://api.crossref.org/types), in those of CSL-JSON where these are others."""


class RecordOutcome(StrEnum):
    """How asking a registry for a record ended."""

    FOUND = "found"
    ABSENT = "absent"
    """The registry answered, and holds no record: that says nothing about the DOI itself."""
    ELSEWHERE = "elsewhere"
    """The DOI belongs to a registration agency whose records cannot be asked for."""
    NO_ANSWER = "no-answer"
    """The registry was down, slow, rate-limiting, or answered with what is not its record."""


class Update(Struct, frozen=True, omit_defaults=True):
    """A notice about a work: ``type`` is the registry's word (``retraction``, ``expression_of_concern``, …).

    ``doi`` is the notice's where it stands in ``Work.updated_by``, the updated work's where it stands in
    ``Work.updates``. ``source`` says who recorded it (``publisher``, ``retraction-watch``), ``date`` when
    (YYYY, YYYY-MM or YYYY-MM-DD; empty when not told).
    """

    type: str
    doi: str
    source: str = ""
    date: str = ""


class Work(Struct, frozen=True, omit_defaults=True):
    """A registry's record of a work, in CSL-JSON's terms; what it does not tell is empty.

    ``titles`` are the title and its translations, ``container_titles`` the full and the short names.
    ``dates`` are all the dates of publication told (print, online, issued), each YYYY, YYYY-MM or YYYY-MM-DD.
    ``updated_by`` are notices about this work, ``updates`` the works that this record is a notice of. ``unread``
    says in plain words what the registry told of notices in a shape that cannot be read: while there is anything,
    nobody may say that the work was not retracted. ``unreadable`` are the fields (CSL-JSON names, and ``subtitle``) that
    the registry tells in a form that cannot be read; they are empty here, and nothing may be said of them.
    """

    doi: str
    agency: str
    type: str = ""
    titles: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    container_titles: tuple[str, ...] = ()
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    dates: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    issn: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    updated_by: tuple[Update, ...] = ()
    updates: tuple[Update, ...] = ()
    unread: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def is_garbled(self) -> bool:
        """Whether nobody can tell from it which work it is of: neither title nor author can be read."""
        return bool(self.unreadable) and not (self.titles or self.authors or self.editors)


class RecordAnswer(Struct, frozen=True, omit_defaults=True):
    """What came of asking for a DOI's record: when (UTC), of which agency, and the record when there is one.

    ``agency`` is the registration agency as doi.org names it (``Crossref``, ``DataCite``, ``JaLC``, …), empty
    when not known. ``why`` says in plain words why there is no record.
    """

    asked_at: dt.datetime
    outcome: RecordOutcome
    agency: str = ""
    work: Work | None = None
    why: str = ""
