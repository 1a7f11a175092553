"""True records of works, and the citations of them that a careful author would write."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from guidewarden.model import Name, SourceRecord, Work

WORKS = Path(__file__).with_name("works.yaml")


@dataclass(frozen=True)
class Entry:
    """One work: the registry's record, a careful citation of it, its title in another language, a notice of it."""

    work: Work
    source: SourceRecord
    other_title: str
    short: str


def load(path: Path = WORKS) -> list[Entry]:
    """Read the corpus; the file's head tells its keys."""
    return [_entry(number, raw) for number, raw in enumerate(yaml.safe_load(path.read_text("utf-8")))]


def halves(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Give the half that the matcher was made on, and the half that was held out."""
    return list(entries[::2]), list(entries[1::2])


def name(text: str) -> Name:
    """Read ``Family, Given``, or ``=Body``."""
    if text.startswith("="):
        return Name(literal=text[1:])
    family, _, given = text.partition(", ")
    return Name(family=family, given=given or None)


def _entry(number: int, raw: dict[str, Any]) -> Entry:
    authors, editors = (tuple(map(name, raw.get(key, ()))) for key in ("by", "eds"))
    title, subtitle = raw["title"], raw.get("sub", "")
    work = Work(
        doi=raw.get("doi", f"10.5555/works.{number}"),
        agency="Crossref",
        type=raw.get("type", "article-journal"),
        titles=tuple(filter(None, (title, raw.get("also")))),
        subtitles=(subtitle,) if subtitle else (),
        container_titles=(raw["in"],) if "in" in raw else (),
        authors=authors,
        editors=editors,
        dates=tuple(raw["dates"]),
        volume=raw.get("vol", ""),
        issue=raw.get("iss", ""),
        page=raw.get("p", ""),
        publisher=raw.get("pub", ""),
        issn=(raw["issn"],) if "issn" in raw else (),
        language=raw.get("lang", "en"),
    )
    return Entry(work, cited(work), raw.get("other", ""), raw.get("short", ""))


def cited(work: Work, **changes: Any) -> SourceRecord:
    """Write a record as a careful author would: plain words, en dashes, the printed year."""
    title = _words(re.sub(r"^RETRACTED( ARTICLE)?: |^I\.—", "", work.titles[0]))
    if work.subtitles:
        title = f"{title} {work.subtitles[0]}" if title.endswith("?") else f"{title}: {work.subtitles[0]}"
    fields: dict[str, Any] = {
        "type": work.type,
        "title": title,
        "author": work.authors,
        "editor": work.editors,
        "container-title": _words(work.container_titles[0]) if work.container_titles else None,
        "publisher": work.publisher or None,
        "volume": work.volume or None,
        "issue": work.issue or None,
        "page": re.sub("[-]", "–", work.page) or None,
        "issued": max(work.dates)[:4],
        "DOI": work.doi,
    }
    fields |= changes
    return SourceRecord.model_validate({key: value for key, value in fields.items() if value})


def changed(source: SourceRecord, **changes: Any) -> SourceRecord:
    """Give a citation with some fields (CSL-JSON names, ``-`` as ``_``) replaced; None leaves one out."""
    fields = source.model_dump(by_alias=True, exclude_none=True)
    fields |= {key.replace("_", "-"): value for key, value in changes.items()}
    return SourceRecord.model_validate({key: value for key, value in fields.items() if value is not None})


def _words(text: str) -> str:
    text = re.sub(r"<[^<>]+>", "", text)
    return text.replace("&lt;", "<").replace("&amp;", "&")
