"""Scalars read a second time: which character of the file each character of a value comes from.

PyYAML gives a value and where it starts and ends. This module walks the same stretch by the rules of
YAML 1.1 as libyaml applies them, notes where every character stands, and compares what it built with
PyYAML's value. Where the two differ the map is coarse (everything at the start) rather than wrong.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from guidewarden.model import Scalar, Segment, TextMap

_BREAKS = "\r\n\x85\u2028\u2029"
_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
# Two blanks or more are taken as a whole: trying a line break after each of a million would be quadratic.
_FOLD = rf"(?P<fold>[ \t]*(?:{_BREAK.pattern})(?:[ \t]|{_BREAK.pattern})*)|[ \t]{{2,}}"
_PLAIN = re.compile(_FOLD)
_SINGLE = re.compile(rf"{_FOLD}|(?P<escape>'')")
_DOUBLE = re.compile(
    rf"(?P<joined>\\(?:{_BREAK.pattern})(?:[ \t]|{_BREAK.pattern})*)"
    rf"|(?P<escape>\\(?:x..|u.{{4}}|U.{{8}}|.))|{_FOLD}",
    re.DOTALL,
)
_HEADER = re.compile(
    rf"[|>](?P<marks>(?:[+-][1-9]?|[1-9][+-]?)?)[ \t]*(?:#[^{_BREAKS}]*)?(?:{_BREAK.pattern}|\Z)"
)
_LINE = re.compile(rf"(?P<indent> *)(?P<content>[^{_BREAKS}]*)(?P<end>{_BREAK.pattern}|\Z)")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028",
    "P": "\u2029",
}  # fmt: skip


Written: TypeAlias = tuple[str, int, int, int, str]
"""A value as it was read: its text, where it starts and ends, where libyaml says it ends, and its style."""


class Scalars(Mapping[str, Scalar]):
    """The strings of a file by route. Where the characters of one stand is found out when it is first asked for."""

    def __init__(
        self, text: str, written: Mapping[str, Written], keys: Mapping[str, tuple[int, int]]
    ) -> None:
        self._text, self._written, self._keys = text, written, keys
        self._made: dict[str, Scalar] = {}

    def __reduce__(self) -> tuple[type["Scalars"], tuple[Any, ...]]:
        """Leave out what can be found out again."""
        return Scalars, (self._text, self._written, self._keys)

    def __getitem__(self, route: str) -> Scalar:
        made = self._made.get(route)
        if made is None:
            value, start, end, marked, style = self._written[route]
            places = text_map(self._text, start, marked, style, value)
            made = self._made[route] = Scalar(value, start, end, places, self._keys.get(route))
        return made

    def get(self, route: str, default: Any = None) -> Any:
        """Give the string at a route; the mapping's own way raises and catches an error for each that is missing."""
        return self[route] if route in self._written else default

    def __contains__(self, route: object) -> bool:
        return route in self._written

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def text_map(text: str, start: int, end: int, style: str, value: str) -> TextMap:
    """Map ``value`` to ``text[start:end]``, where it is written in ``style`` (empty for plain, or ``' " | >``)."""
    first, last = (start + 1, end - 1) if style in {"'", '"'} else (start, end)
    if text[first:last] == value:
        return _at(first, len(value))
    pieces = _Pieces(text)
    if style in {"|", ">"}:
        _block(pieces, start, end, value)
    else:
        pattern = {"'": _SINGLE, '"': _DOUBLE}.get(style, _PLAIN)
        _flow(pieces, pattern, first, last)
    return pieces.map(first, value)


def _at(offset: int, length: int) -> TextMap:
    return TextMap((Segment(0, offset, length, length),))


class _Pieces:
    """A value being rebuilt from ``text``, piece by piece, with the place of each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts: list[str] = []
        self._length = 0
        self._segments: list[Segment] = []

    def copy(self, start: int, end: int) -> None:
        """Take ``text[start:end]`` as it stands."""
        if start >= end:
            return
        self._parts.append(self.text[start:end])
        self._place(start, end - start, end - start)

    def one(self, character: str, start: int, end: int) -> None:
        """Take one character that is written as ``text[start:end]``."""
        self._parts.append(character)
        self._place(start, 1, end - start)

    def space(self) -> None:
        """Take the space that a folded line break becomes; it stands nowhere."""
        self._parts.append(" ")
        self._length += 1

    def line_break(self, start: int, end: int) -> None:
        """Take a line break, which every sign but the Unicode separators makes into a newline."""
        self.one(_normal(self.text[start:end]), start, end)

    def map(self, start: int, value: str) -> TextMap:
        """Give the map, or a coarse one at ``start`` when the pieces do not make ``value``."""
        if not value or "".join(self._parts) != value:
            return _at(start, 0)
        if not self._segments or self._segments[0].start > 0:
            # A value that begins with a fold needs something before it to map to.
            self._segments.insert(0, Segment(0, start, 0, 0))
        return TextMap(tuple(self._segments))

    def _place(self, source: int, length: int, source_length: int) -> None:
        previous = self._segments[-1] if self._segments else None
        if (
            previous is not None
            and previous.length == previous.source_length
            and length == source_length
            and previous.start + previous.length == self._length
            and previous.source_start + previous.length == source
        ):
            whole = previous.length + length
            self._segments[-1] = Segment(previous.start, previous.source_start, whole, whole)
        else:
            self._segments.append(Segment(self._length, source, length, source_length))
        self._length += length


def _normal(line_break: str) -> str:
    return line_break if line_break in {"\u2028", "\u2029"} else "\n"


def _flow(pieces: _Pieces, pattern: re.Pattern[str], start: int, end: int) -> None:
    """Walk a plain or quoted scalar whose content is ``[start, end)``."""
    position = start
    for token in pattern.finditer(pieces.text, start, end):
        kind = token.lastgroup
        if kind is None:
            continue
        pieces.copy(position, token.start())
        position = token.end()
        if kind == "escape":
            pieces.one(_decode(token.group()), token.start(), token.end())
        else:
            _fold(pieces, token.start(), token.end(), joined=kind == "joined")
    pieces.copy(position, end)


def _fold(pieces: _Pieces, start: int, end: int, *, joined: bool) -> None:
    """Take white space with line breaks: one becomes a space (nothing after a backslash), more stay but one."""
    first, *others = _BREAK.finditer(pieces.text, start, end)
    if _normal(first.group()) != "\n" and not joined:
        pieces.line_break(*first.span())
    elif not others and not joined:
        pieces.space()
    for other in others:
        pieces.line_break(*other.span())


def _decode(escape: str) -> str:
    if escape == "''":
        return "'"
    letter, code = escape[1], escape[2:]
    if letter in "xuU":
        try:
            return chr(int(code, 16))
        except (ValueError, OverflowError):
            return "�"
    return _ESCAPES.get(letter, "�")


def _block(pieces: _Pieces, start: int, end: int, value: str) -> None:
    """Walk a literal or folded scalar, as libyaml's ``yaml_parser_scan_block_scalar`` does."""
    header = _HEADER.match(pieces.text, start, end)
    if header is None:
        return
    lines = list(_lines(pieces.text, header.end(), end))
    indent = _indentation(lines, value, indicated=header["marks"].strip("+-") != "")
    folded = pieces.text[start] == ">"
    pending: tuple[int, int] | None = None  # the break after the last line of text
    blank: list[tuple[int, int]] = []  # the breaks of the empty lines after it
    was_indented_more = False
    for line in lines:
        content = line.start() + min(indent, len(line["indent"]))
        if content == line.start("end"):
            blank.append(line.span("end"))
            continue
        indented_more = pieces.text[content] in " \t"
        if folded and not was_indented_more and not indented_more and _is_newline(pieces, pending):
            if not blank:
                pieces.space()
        elif pending is not None:
            pieces.line_break(*pending)
        for place in blank:
            pieces.line_break(*place)
        blank.clear()
        pieces.copy(content, line.start("end"))
        pending = None if line.start("end") == line.end("end") else line.span("end")
        was_indented_more = indented_more
    if pending is not None and "-" not in header["marks"]:
        pieces.line_break(*pending)
    for place in blank if "+" in header["marks"] else ():
        pieces.line_break(*place)


def _is_newline(pieces: _Pieces, place: tuple[int, int] | None) -> bool:
    return place is not None and _normal(pieces.text[slice(*place)]) == "\n"


def _lines(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    while start < end:
        line = _LINE.match(text, start, end)
        if line is None:  # cannot be: every part of the pattern may be empty
            return
        yield line
        start = line.end()


def _indentation(lines: list[re.Match[str]], value: str, *, indicated: bool) -> int:
    """Tell how many spaces each line's indentation takes.

    Without an indicator it is that of the first line of text. With one it also depends on what the
    scalar stands in, so it is told from how many of that line's spaces the value kept.
    """
    written = next((len(line["indent"]) for line in lines if line["content"]), None)
    if written is None:
        return max((len(line["indent"]) for line in lines), default=0)
    if not indicated:
        return written
    kept = next((part for part in re.split("[\n\u2028\u2029]", value) if part.strip(" ")), "")
    return written - (len(kept) - len(kept.lstrip(" ")))
