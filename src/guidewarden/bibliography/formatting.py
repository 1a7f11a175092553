"""A citation as a reader sees it, in author–date style: after the Chicago Manual of Style, 17th edition, chapter 15.

A citation is a tuple of `Part`: texts that are to be set upright or in italics, the last one perhaps a link.
Nothing in it is markup, and everything is escaped where it is shown.
"""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from guidewarden.model import Name, SourceRecord, Work
from guidewarden.model.citing import plain_title
from guidewarden.plan.doi import normalise, to_url

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WHOLE = frozenset(
    {
        "book",
        "report",
        "document",
        "dataset",
        "legislation",
        "treaty",
        "monograph",
        "edited-book",
        "reference-book",
    }
)
"""Types whose title stands in italics, since they are published on their own."""

_INSIDE = frozenset(
    {"chapter", "paper-conference", "entry-encyclopedia", "book-chapter", "proceedings-article"}
)
_DATED = frozenset(
    {
        "article-newspaper",
        "article-magazine",
        "post-weblog",
        "webpage",
        "interview",
        "speech",
        "treaty",
        "legislation",
    }
)
_KINDS = {
    "thesis": "Thesis",
    "manuscript": "Manuscript",
    "interview": "Interview",
    "speech": "Speech",
    "dataset": "Data set",
}
_MOST, _FIRST = 10, 7
_STOPS = (".", "?", "!", "…")


class Part(Struct, frozen=True):
    """A piece of a citation: its text, how it is set, and the address it leads to (http or https, else empty)."""

    text: str
    style: Literal["upright", "italic"] = "upright"
    href: str = ""


class _Entry(Struct, frozen=True):
    """What is formatted: a source or a work, all text plain."""

    type: str
    title: str
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    container: str
    publisher: str
    volume: str
    issue: str
    page: str
    issued: str
    doi: str
    url: str


def of_source(source: SourceRecord) -> tuple[Part, ...]:
    """Format a citation as its author wrote it."""
    return _format(
        _Entry(
            source.type, _plain(source.title), source.author, source.editor, _plain(source.container_title),
            _plain(source.publisher), _plain(source.volume), _plain(source.issue), _plain(source.page),
            source.issued or "", _plain(source.doi), _plain(source.url),
        )
    )  # fmt: skip


def of_work(work: Work) -> tuple[Part, ...]:
    """Format a registry's record, with its full titles and the latest of its dates, which is mostly the printed one's."""
    title, subtitle = (plain_title(next(iter(each), "")) for each in (work.titles, work.subtitles))
    if title and subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title} {subtitle}" if title.endswith(_STOPS) else f"{title}: {subtitle}"
    container = plain_title(next(iter(work.container_titles), ""))
    authors, editors = tuple(map(_plain_name, work.authors)), tuple(map(_plain_name, work.editors))
    return _format(
        _Entry(
            work.type, title, authors, editors, container, plain_title(work.publisher), _plain(work.volume),
            _plain(work.issue), _plain(work.page), max(work.dates, default=""), _plain(work.doi), _plain(work.url),
        )
    )  # fmt: skip


def plain_text(parts: Sequence[Part]) -> str:
    """Give a citation's words, for a terminal or a table."""
    return "".join(part.text for part in parts)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _plain_name(name: Name) -> Name:
    return Name(
        **{
            key: plain_title(text) or None
            for key in ("family", "given", "literal")
            if (text := getattr(name, key))
        }
    )


def _format(entry: _Entry) -> tuple[Part, ...]:
    makers = _makers(entry)
    year = entry.issued[:4] or "n.d."
    whole = entry.type in _WHOLE
    sentences: list[list[Part]] = []
    title = _title(entry.title, whole=whole)
    if makers:
        sentences += [[Part(makers)], [Part(year)], title]
    else:
        sentences += [title, [Part(year)]]
    sentences += _rest(entry, whole=whole)
    parts = [part for sentence in sentences if sentence for part in _stopped(sentence)]
    link = _link(entry)
    if link is not None:
        parts.append(link)
    elif parts:
        parts[-1] = Part(parts[-1].text.rstrip(), parts[-1].style, parts[-1].href)
    return _merged(parts)


def _rest(entry: _Entry, *, whole: bool) -> list[list[Part]]:
    """Give what follows author, year and title, sentence by sentence."""
    if entry.type in _INSIDE and entry.container:
        return [_inside(entry), _words(entry.publisher)]
    sentences: list[list[Part]] = []
    if entry.editors and entry.authors:
        sentences.append([Part(f"Edited by {_listed(entry.editors, invert=False)}")])
    kind = _KINDS.get(entry.type, "")
    if entry.container and (not whole or not entry.volume):
        sentences.append(_journal(entry))
    else:
        sentences.append(_words(", ".join(filter(None, (kind, _volume_of(entry.volume))))))
        if entry.page:
            sentences.append([Part(_range(entry.page))])
        if entry.container:
            sentences.append([Part(entry.container, "italic")])
        if entry.type in _DATED:
            sentences.append(_words(_day(entry.issued)))
    if entry.type not in {"article-journal", "journal-article", "article-newspaper", "article-magazine"}:
        sentences.append(_words(entry.publisher))
    return sentences


def _journal(entry: _Entry) -> list[Part]:
    """``The Washington Quarterly 32 (2): 39–61``; a newspaper has its day instead."""
    place = f" {entry.volume}" if entry.volume else ""
    if entry.issue:
        issue = entry.issue if not entry.issue.isdigit() or entry.volume else f"no. {entry.issue}"
        place += f" ({issue})" if entry.volume else f", {issue}"
    parts = [Part(entry.container, "italic")]
    day = _day(entry.issued) if entry.type in _DATED else ""
    if day:
        place += f", {day}"
    if entry.page:
        joint = ": " if entry.volume or entry.issue else ", "
        place += f"{joint if not day else ', '}{_range(entry.page)}"
    return [*parts, Part(place)] if place else parts


def _inside(entry: _Entry) -> list[Part]:
    """``In Book, edited by A. Editor, vol. 2, 12–34``."""
    parts = [Part("In "), Part(entry.container, "italic")]
    if entry.editors and entry.authors:
        parts.append(Part(f", edited by {_listed(entry.editors, invert=False)}"))
    tail = [_volume_of(entry.volume).lower(), _range(entry.page)]
    parts.append(Part("".join(f", {text}" for text in tail if text)))
    return [part for part in parts if part.text]


def _title(title: str, *, whole: bool) -> list[Part]:
    if not title:
        return []
    if whole:
        return [Part(title, "italic")]
    inner = re.sub(r"[“”]", lambda mark: "‘" if mark[0] == "“" else "’", title)
    if title.endswith("”") and not inner.endswith(tuple(f"{stop}’" for stop in _STOPS)):
        return [Part(f"“{inner[:-1]}.’”")]
    return [Part(f"“{inner if inner.rstrip('’').endswith(_STOPS) else inner + '.'}”")]


def _words(text: str) -> list[Part]:
    return [Part(text)] if text else []


def _stopped(sentence: list[Part]) -> list[Part]:
    """End a sentence with one full stop, unless a mark of its own ends it, inside quotation marks too."""
    text = sentence[-1].text
    ends = text.rstrip("”’\"'").endswith(_STOPS)
    return [*sentence, Part(" " if ends else ". ")]


def _makers(entry: _Entry) -> str:
    if entry.authors:
        return _listed(entry.authors, invert=True)
    named = _listed(entry.editors, invert=True)
    return f"{named}, {'ed' if len(entry.editors) == 1 else 'eds'}" if named else ""


def _listed(names: Sequence[Name], *, invert: bool) -> str:
    """List names, the first one inverted in the list of works; of more than ten, seven and "et al."."""
    written = [_name(name, invert=invert and not place) for place, name in enumerate(names)]
    written = [name for name in written if name]
    if len(written) > _MOST:
        return f"{', '.join(written[:_FIRST])}, et al"
    if len(written) < 2:
        return "".join(written)
    inverted = invert and "," in written[0]
    comma = "," if len(written) > 2 or inverted else ""
    return f"{', '.join(written[:-1])}{comma} and {written[-1]}"


def _name(name: Name, *, invert: bool) -> str:
    family, given, literal = _plain(name.family), _plain(name.given), _plain(name.literal)
    if not family:
        return literal or given
    if not given:
        return family
    return f"{family}, {given}" if invert else f"{given} {family}"


def _volume_of(volume: str) -> str:
    return f"Vol. {volume}" if volume[:1].isdigit() else volume


def _range(page: str) -> str:
    """Write a range with an en dash, however it was typed."""
    return re.sub(r"(?<=\w)\s*[-‐‑–—]+\s*(?=\w)", "–", page)


def _day(issued: str) -> str:
    """Write what a date tells beside the year: ``April``, ``12 April``; empty when only the year is told."""
    found = re.fullmatch(r"\d{4}-(\d{2})(?:-(\d{2}))?", issued)
    if found is None or not 1 <= int(found[1]) <= 12:
        return ""
    month = _MONTHS[int(found[1]) - 1]
    return f"{int(found[2])} {month}" if found[2] else month


def _link(entry: _Entry) -> Part | None:
    doi = normalise(entry.doi) if entry.doi else None
    if doi is not None:
        address = to_url(doi)
        return Part(address, href=address)
    if not entry.url:
        return None
    return Part(entry.url, href=entry.url if re.match(r"https?://\S+$", entry.url, re.IGNORECASE) else "")


def _merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Join neighbours that are set alike."""
    merged: list[Part] = []
    for part in parts:
        if merged and merged[-1].style == part.style and not merged[-1].href and not part.href:
            merged[-1] = Part(merged[-1].text + part.text, part.style)
        elif part.text:
            merged.append(part)
    return tuple(merged)
