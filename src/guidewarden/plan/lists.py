"""Plain lists of links, for `guidewarden check`: text, CSV, Markdown and HTML files."""

import re
from collections.abc import Iterable, Iterator

from guidewarden.markup import read_html, read_markdown
from guidewarden.model import Kind, Occurrence, Problem, Proxy, SourceText, TextMap
from guidewarden.plan.found import Found, Place
from guidewarden.plan.markup_places import places_in_markup, places_in_text
from guidewarden.plan.tables import Cell, UnclosedQuoteError, read_rows
from guidewarden.plan.targets import found_at, link_target
from guidewarden.plan.urls import Form, form_of

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_LETTER = re.compile(r"[^\W\d_]")


def read_list(
    source: SourceText, suffix: str, proxy: Proxy | None = None
) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """Read a list of links by its file name's ``suffix``: ``.csv``, ``.md``, ``.html``; any other is plain text.

    In plain text every line holds addresses or DOIs, or is a comment (``#``); a line that does neither is a
    problem. In CSV every cell of every column is looked at, and a row's first words are the label. ``proxy`` are the
    settings by which links through a library's proxy are known.
    """
    kind, proxy = suffix.lower(), proxy or Proxy()
    if kind == ".csv":
        return _read_table(source, proxy)
    if kind in {".md", ".markdown"}:
        return tuple(_found(source, proxy, places_in_markup(read_markdown(source.text)))), ()
    if kind in {".html", ".htm"}:
        return tuple(_found(source, proxy, places_in_markup(read_html(source.text)))), ()
    return _read_lines(source, proxy)


def _found(source: SourceText, proxy: Proxy, places: Iterable[Place]) -> Iterator[Found]:
    for place in places:
        span = source.span(place.start, place.end)
        written = source.text[place.start : place.end]
        yield found_at(place.target, Occurrence(place.target.key, "", "", place.label, span, written), proxy)


def _read_lines(source: SourceText, proxy: Proxy) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    found: list[Found] = []
    problems: list[Problem] = []
    position = 0
    for number, line in enumerate(source.text.split("\n"), 1):
        content = _COMMENT.sub("", line).rstrip()
        words = content.strip()
        if words:
            start = content.index(words)
            places = list(_in_value(words))
            column = start + 1
            if not places and form_of(words) is not Form.ACTION:
                problems.append(Problem(source.path, number, column, _advice(words)))
            identity = TextMap.identity(len(source.text))
            found.extend(_found(source, proxy, _moved(places, identity, position + start)))
        position += len(line) + 1
    return tuple(found), tuple(problems)


def _advice(words: str) -> str:
    shown = words if len(words) <= 60 else words[:59] + "…"
    return (
        f"no web address or DOI stands here: {shown!r}; write https://… or a DOI, or put # before a comment"
    )


def _in_value(value: str, label: str = "") -> Iterator[Place]:
    """Find the addresses and DOIs of a line or cell; one that is an address as a whole is taken as it is."""
    target = None if re.search(r"\s", value) else link_target(value)
    # A colon alone makes no address of a cell such as "ISSN:1234-5678".
    if target is not None and (
        target.kind is Kind.DOI or "://" in value or form_of(value) in {Form.WEB, Form.INVALID}
    ):
        yield Place(0, len(value), target, label or value)
    else:
        yield from places_in_text(value, label)


def _moved(places: Iterable[Place], way: TextMap, offset: int = 0) -> Iterator[Place]:
    for place in places:
        start, end = way.source_range(place.start + offset, place.end + offset)
        yield Place(start, end, place.target, place.label)


def _read_table(source: SourceText, proxy: Proxy) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    found: list[Found] = []
    try:
        for row in read_rows(source.text):
            found.extend(_found(source, proxy, _in_row(row)))
    except UnclosedQuoteError as error:
        return tuple(found), (Problem(source.path, *source.line_column(error.offset), str(error)),)
    return tuple(found), ()


def _in_row(row: tuple[Cell, ...]) -> Iterator[Place]:
    cells = [(cell, list(_in_value(cell.value.strip()))) for cell in row]
    label = next((cell.value for cell, places in cells if not places and _LETTER.search(cell.value)), "")
    label = " ".join(label.split())
    for cell, places in cells:
        offset = len(cell.value) - len(cell.value.lstrip())
        for place in places:
            labelled = Place(place.start, place.end, place.target, label or place.label)
            yield from _moved([labelled], cell.map, offset)
