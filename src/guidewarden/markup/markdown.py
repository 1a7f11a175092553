"""Markdown to the nodes of the HTML it stands for, by pyromark (pulldown-cmark: CommonMark and GFM tables).

Raw HTML is read by the HTML reader out of a shadow of the text, in which all that is not raw HTML is
blank, so that every offset stays; both kinds of elements are then nested by where they stand.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyromark
from msgspec import Struct, field

from guidewarden.markup.assembly import HIDDEN_TEXT, Draft, number
from guidewarden.markup.decoding import text_map, without_surrogates
from guidewarden.markup.destinations import Definitions, destination_range
from guidewarden.markup.html import Reading, parse_html
from guidewarden.markup.nodes import Attribute, MarkupDocument, TextRun
from guidewarden.markup.paragraphs import read_paragraph
from guidewarden.model import Segment, TextMap

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
"""The extensions that guides may use: what GitHub shows, so that a preview there does not lie."""

_NAMES = {
    "Paragraph": "p",
    "BlockQuote": "blockquote",
    "CodeBlock": "pre",
    "Item": "li",
    "FootnoteDefinition": "div",
    "Table": "table",
    "TableHead": "tr",
    "TableRow": "tr",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "Link": "a",
    "Image": "img",
}

_NOT_LINE_BREAK = re.compile(r"[^\r\n]")
_CONTINUATION = re.compile(rb"[\x80-\xbf]")


def read_markdown(text: str) -> MarkupDocument:
    """Read Markdown. Any text is accepted; nothing is raised."""
    return read_paragraph(text) or _read(text)


def _read(text: str) -> MarkupDocument:
    source = without_surrogates(text)
    reader = _Reader(source, _Offsets(source))
    for event, place in pyromark.events_with_range(source, options=OPTIONS):
        reader.take(event, reader.offsets.at(place["start"]), reader.offsets.at(place["end"]))
    reader.flush()
    raw = parse_html(_shadow(source, reader.raw)) if reader.raw else None
    drafts = _merge(reader.drafts, raw.drafts() if raw else [])
    runs = [*reader.runs, *(_raw_runs(source, reader.raw, raw) if raw else ())]
    texts = _nest(drafts, sorted(runs, key=lambda run: run.start))
    return MarkupDocument(
        "markdown",
        text,
        number(drafts, texts),
        tuple(raw.comments) if raw else (),
        tuple(texts),
        tuple(raw.doctypes) if raw else (),
    )


class _Offsets:
    """Turns UTF-8 byte offsets into code-point offsets."""

    def __init__(self, text: str) -> None:
        encoded = b"" if text.isascii() else text.encode()
        self._extra = [match.start() for match in _CONTINUATION.finditer(encoded)]

    def at(self, offset: int) -> int:
        """A byte offset less the continuation bytes before it is the code-point offset."""
        return offset - bisect_left(self._extra, offset) if self._extra else offset


def _name_and_value(event: Any) -> tuple[str, Any]:
    """Take apart what the parser writes as ``{"Text": "hi"}`` or, without a value, ``"Rule"``."""
    if isinstance(event, dict):
        name, value = next(iter(event.items()))
        return str(name), value
    return str(event), None


class _Piece(Struct):
    """A piece of running text as the parser gives it."""

    data: str
    start: int
    end: int


class _Open(Struct):
    """An element that has begun; ``inner_end`` is where the last thing inside it ends."""

    draft: Draft | None
    data: Mapping[str, Any]
    inner_end: int


class _Reader(Struct):
    """Takes the parser's events one by one."""

    source: str
    offsets: _Offsets
    drafts: list[Draft] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    raw: list[tuple[int, int]] = field(default_factory=list)
    _open: list["_Open"] = field(default_factory=list)
    _pieces: list[_Piece] = field(default_factory=list)
    _images: int = 0
    _alt: list[str] = field(default_factory=list)
    _head: bool = False
    _definitions: Definitions | None = None

    def take(self, event: Any, start: int, end: int) -> None:
        """Take one event with its code-point range."""
        name, value = _name_and_value(event)
        if name != "Text":
            self.flush()
        if name != "End" and self._open:
            self._open[-1].inner_end = max(end, self._open[-1].inner_end)
        if name == "Start":
            self._start(value, start, end)
        elif name == "End":
            self._end()
        elif self._images:
            if name in {"Text", "Code"} or name.endswith("Break"):
                self._alt.append(value or " ")
        elif name == "Text":
            self._text(value, start, end)
        elif name == "Code":
            self._code(value, start, end)
        elif name in {"Html", "InlineHtml"}:
            if self.raw and self.raw[-1][1] == start:
                self.raw[-1] = (self.raw[-1][0], end)
            else:
                self.raw.append((start, end))
        elif name in {"SoftBreak", "HardBreak"}:
            self.runs.append(TextRun("\n", start, end, None, _whole(1, start, end)))

    def _start(self, tag: Any, start: int, end: int) -> None:
        kind, data = _name_and_value(tag)
        draft = None
        if not self._images and (name := self._name(kind, data)):
            draft = Draft(name, start, self._trimmed(start, end), "markdown")
            draft.extent = draft.end
            self.drafts.append(draft)
        self._images += kind == "Image"
        self._head = kind == "TableHead" or (self._head and kind != "TableRow")
        self._open.append(_Open(draft, data if isinstance(data, dict) else {}, start))

    def _name(self, kind: str, data: Any) -> str | None:
        if kind == "Heading":
            return str(data["level"]).lower()
        if kind == "List":
            return "ul" if data is None else "ol"
        if kind == "TableCell":
            return "th" if self._head else "td"
        return _NAMES.get(kind)

    def _trimmed(self, start: int, end: int) -> int:
        return start + len(self.source[start:end].rstrip("\r\n"))

    def _end(self) -> None:
        closed = self._open.pop()
        draft = closed.draft
        if draft is not None and draft.name in {"a", "img"}:
            attributes = tuple(self._attributes(draft, closed.data, closed.inner_end))
            draft.attributes = lambda: attributes
            draft.values = {attribute.name: attribute.value or "" for attribute in attributes}
        if draft is not None and draft.name == "img":
            self._images, self._alt = 0, []

    def _attributes(self, draft: Draft, data: Mapping[str, Any], inner_end: int) -> Iterator[Attribute]:
        text_start = min(draft.start + (2 if draft.name == "img" else 1), draft.end)
        inner_end = max(inner_end, text_start)
        url = data["dest_url"]
        if self._definitions is None and data["id"]:
            self._definitions = Definitions.read(self.source, OPTIONS, self.offsets.at)
        start, end = destination_range(
            self.source, data, (draft.start, inner_end, draft.end), self._definitions
        )
        if data["link_type"] == "Email":
            url = f"mailto:{url}"
        yield Attribute("src" if draft.name == "img" else "href", url, start, end, start, end)
        if draft.name == "img":
            alt = "".join(self._alt)
            yield Attribute("alt", alt, text_start, inner_end, text_start, inner_end)
        if data["title"]:
            yield Attribute("title", data["title"], draft.start, draft.end, draft.start, draft.end)

    def _code(self, value: str, start: int, end: int) -> None:
        self.drafts.append(Draft("code", start, end, "markdown", extent=end))
        at = self.source.find(value, start, end)
        place = (at, at + len(value)) if at >= 0 else (start, end)
        self.runs.append(TextRun(value, *place, None, None if at >= 0 else _whole(len(value), *place)))

    def _text(self, value: str, start: int, end: int) -> None:
        if self._pieces:
            gap = self.source[self._pieces[-1].end : start]
            if gap == "\\":
                # An escape: the backslash belongs to the character after it.
                self._pieces.append(_Piece(value[:1], start - 1, start + 1))
                value, start = value[1:], start + 1
            elif gap:
                self.flush()
        if value:
            self._pieces.append(_Piece(value, start, end))

    def flush(self) -> None:
        """End the present run of text."""
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return
        data = "".join(piece.data for piece in pieces)
        start, end = pieces[0].start, pieces[-1].end
        mapped = None
        if any(len(piece.data) != piece.end - piece.start for piece in pieces):
            mapped = TextMap(tuple(_segments(pieces)))
        self.runs.append(TextRun(data, start, end, None, mapped))


def _segments(pieces: Iterable[_Piece]) -> Iterator[Segment]:
    position = 0
    for piece in pieces:
        length = len(piece.data)
        if length == piece.end - piece.start:
            yield Segment(position, piece.start, length, length)
        else:
            yield Segment(position, piece.start, 1, piece.end - piece.start)
        position += length


def _whole(length: int, start: int, end: int) -> TextMap | None:
    """Map a whole text to a whole range, where no finer map is known."""
    return None if length == end - start else TextMap((Segment(0, start, 1, end - start),))


def _shadow(source: str, raw: Iterable[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in raw:
        pieces += [_NOT_LINE_BREAK.sub(" ", source[position:start]), source[start:end]]
        position = end
    return "".join([*pieces, _NOT_LINE_BREAK.sub(" ", source[position:])])


def _merge(written: list[Draft], raw: list[Draft]) -> list[Draft]:
    """Put both kinds in source order; at one place the Markdown element is the outer one."""
    return sorted([*written, *raw], key=lambda draft: (draft.start, draft.syntax == "html"))


def _raw_runs(source: str, regions: Iterable[tuple[int, int]], raw: Reading) -> Iterator[TextRun]:
    """Give the text that stands in raw HTML: the shadow's runs less what is blank for being Markdown."""
    runs = iter(raw.texts)
    run = next(runs, None)
    for start, end in regions:
        while run is not None and run.start < end:
            first, last = max(run.start, start), min(run.end, end)
            if first < last:
                data = source[first:last]
                if run.parent is None or raw.names[run.parent] not in HIDDEN_TEXT:
                    data = html.unescape(data) if "&" in data else data
                yield TextRun(data, first, last, None, text_map(source, first, last, data))
            if run.end > end:
                break
            run = next(runs, None)


def _nest(drafts: list[Draft], runs: list[TextRun]) -> list[TextRun]:
    """Find every draft's and run's parent by where it stands: the innermost element still open there."""
    stack: list[int] = []
    nested: list[TextRun] = []
    position = 0
    for index, draft in enumerate([*drafts, None]):
        while position < len(runs) and (draft is None or runs[position].start < draft.start):
            run = runs[position]
            _leave(stack, drafts, run.start)
            nested.append(TextRun(run.data, run.start, run.end, stack[-1] if stack else None, run.map))
            position += 1
        if draft is None:
            break
        _leave(stack, drafts, draft.start)
        draft.parent = stack[-1] if stack else None
        if draft.parent is not None:
            # What a Markdown element holds ends with it, closed or not.
            draft.extent = min(draft.extent, drafts[draft.parent].extent)
        stack.append(index)
    return nested


def _leave(stack: list[int], drafts: list[Draft], position: int) -> None:
    while stack and drafts[stack[-1]].extent <= position:
        stack.pop()
