"""What registries tell of notices, read, and what of it cannot be read: told in words, never passed over.

Crossref has ``updated-by`` and ``update-to``, lists of ``{DOI, type, label, source, updated: {"date-parts"}}``, and
``relation``, an object of lists of ``{id, id-type}`` (REST API documentation). DataCite has ``relatedIdentifiers``, a list of
``{relatedIdentifier, relatedIdentifierType, relationType}``, and among its dates a ``Withdrawn`` (Metadata Schema 4.5).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from guidewarden.check.records.reading import MANY, day_of_parts, day_of_text, mapping, text
from guidewarden.model import Update
from guidewarden.plan.doi import doi_key, normalise

_REPLACED = {
    "is-replaced-by": "new_version",
    "is-retracted-by": "retraction",
    "is-withdrawn-by": "withdrawal",
}
"""Relations of Crossref that are notices about the work."""

_NEWER = {"ispreviousversionof", "isobsoletedby"}
_OLDER = {"isnewversionof", "obsoletes"}
_IN_PLACE = {
    "new_version",
    "new_edition",
    "correction",
    "erratum",
    "corrigendum",
    "addendum",
    "clarification",
}
"""What a record says of itself when it was changed in place: no notice about anything."""

_MOST_REASONS = 5
_ODD = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


class Notices(Struct):
    """Notices as they are read: those about the work ``own``, those that it is, and what could not be read."""

    own: str
    updated_by: list[Update] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def reasons(self) -> tuple[str, ...]:
        """Give what could not be read, each once; of many alike the first few say enough."""
        return tuple(dict.fromkeys(self.unread))[:_MOST_REASONS]

    def is_own(self, doi: str) -> bool:
        """Whether a DOI is that of the record itself."""
        return doi_key(doi) == doi_key(self.own)

    def objects(self, name: str, value: Any) -> Iterator[Mapping[str, Any]]:
        """Give the objects of a list; an object by itself is one. Whatever else there is stands in ``unread``."""
        if value is None:
            return
        if not isinstance(value, list):
            self.unread.append(f"“{name}” is {_kind(value)} and no list")
            value = [value] if isinstance(value, dict) else []
        if len(value) > MANY:
            self.unread.append(f"“{name}” has {len(value)} entries, of which {MANY} were read")
        for item in value[:MANY]:
            if isinstance(item, dict):
                yield item
            else:
                self.unread.append(f"an entry of “{name}” is {_kind(item)}")


def crossref_notices(record: Mapping[str, Any], own: str) -> Notices:
    """Read all that a record of Crossref's tells of notices."""
    notices = Notices(own)
    for name, found in (("updated-by", notices.updated_by), ("update-to", notices.updates)):
        for item in notices.objects(name, record.get(name)):
            update = _update(item, name, notices)
            if update is not None:
                found.append(update)
    # A record cannot be a notice of itself: some that were changed in place say so, some that were taken back in place.
    itself = [update for update in notices.updates if notices.is_own(update.doi)]
    notices.updates = [update for update in notices.updates if update not in itself]
    notices.updated_by = [
        update
        for update in (*notices.updated_by, *itself)
        if not (notices.is_own(update.doi) and update.type in _IN_PLACE)
    ]
    notices.updated_by += _related(record.get("relation"), notices)
    notices.updated_by = _once(notices.updated_by)
    notices.updates = _once(notices.updates)
    return notices


def _update(item: Mapping[str, Any], name: str, notices: Notices) -> Update | None:
    kind = text(item.get("type"), 60).lower().replace("-", "_").replace(" ", "_")
    written, label, source = (
        text(item.get("DOI"), 500),
        text(item.get("label"), 60),
        text(item.get("source"), 60),
    )
    doi = written if normalise(written) else ""
    date = _day(item.get("updated"))
    told = ", ".join(filter(None, (f"labelled “{label}”" if label else "", written, date or "", source)))
    which = f"a notice in “{name}” ({told or 'which tells nothing else'})"
    if date is None:
        notices.unread.append(f"{which} has a date that cannot be read")
    if not doi:
        notices.unread.append(f"{which} has no DOI of {'its own' if name == 'updated-by' else 'a work'}")
    if not kind:
        notices.unread.append(f"{which} does not say of what kind it is")
        return None
    return Update(kind, doi, source, date or "")


def _day(value: Any) -> str | None:
    """Give a date in any of Crossref's shapes; empty where none is told, None for what is told and cannot be read."""
    shape = mapping(value)
    found = day_of_parts(value) or day_of_text(shape.get("date-time")) or day_of_text(value)
    # Crossref writes [[null]] where it knows no date.
    empty = value is None or shape.get("date-parts") in ([[None]], [[]], [])
    return found or ("" if empty else None)


def _related(value: Any, notices: Notices) -> Iterator[Update]:
    if value is None:
        return
    if not isinstance(value, dict):
        notices.unread.append(f"“relation” is {_kind(value)} and no object")
        return
    for name, kind in _REPLACED.items():
        for item in notices.objects(f"relation.{name}", value.get(name)):
            doi = normalise(text(item.get("id"), 500))
            if doi is None and text(item.get("id-type")).lower() in ("doi", ""):
                notices.unread.append(f"an entry of “relation.{name}” has no DOI")
            elif doi is not None and not notices.is_own(doi):
                yield Update(kind, doi)


def datacite_notices(record: Mapping[str, Any], own: str) -> Notices:
    """Read all that a record of DataCite's tells of versions and withdrawals."""
    notices = Notices(own)
    for item in notices.objects("relatedIdentifiers", record.get("relatedIdentifiers")):
        relation = text(item.get("relationType")).lower()
        written = text(item.get("relatedIdentifier"), 500)
        if not relation:
            notices.unread.append(
                f"an entry of “relatedIdentifiers” ({written or 'which tells nothing else'}) has no type"
            )
        if relation not in _NEWER | _OLDER or text(item.get("relatedIdentifierType")).upper() not in (
            "DOI",
            "",
        ):
            continue
        doi = normalise(written)
        if doi is None:
            notices.unread.append(
                f"an entry of “relatedIdentifiers” ({text(item.get('relationType'))}) has no DOI"
            )
        elif not notices.is_own(doi):
            (notices.updated_by if relation in _NEWER else notices.updates).append(Update("new_version", doi))
    for item in notices.objects("dates", record.get("dates")):
        if text(item.get("dateType")) == "Withdrawn":
            notices.updated_by.append(Update("withdrawal", "", "", day_of_text(item.get("date"))))
    notices.updated_by = _once(notices.updated_by)
    notices.updates = _once(notices.updates)
    return notices


def _once(updates: Sequence[Update]) -> list[Update]:
    """Give each word of each source once: the publisher and Retraction Watch may both tell of one notice."""
    found: dict[tuple[str, str, str], Update] = {}
    for update in updates:
        found.setdefault((update.type, doi_key(update.doi), update.source), update)
    return list(found.values())


def _kind(value: Any) -> str:
    return _ODD.get(type(value), "nothing")
