"""Where a Markdown link's destination is written: in the link, or in the definition it refers to."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

import pyromark
from msgspec import Struct

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_BEFORE = re.compile(r"[ \t]*(?:\r\n?|\n)?(?:[ \t]*>)*[ \t]*")
"""What may stand before a destination: white space with one line break, and a quotation's marks after it."""


class Definitions(Struct, frozen=True):
    """The text's link definitions (``[label]: url``): the range of each, by folded label."""

    ranges: Mapping[str, tuple[int, int]]

    @classmethod
    def read(cls, source: str, options: pyromark.Options, at: Callable[[int], int]) -> "Definitions":
        """Read all definitions; ``at`` turns byte offsets into code points."""
        found = pyromark.reference_definitions(source, options=options)
        ranges = {
            _fold(label): (at(definition["span"]["start"]), at(definition["span"]["end"]))
            for label, definition in found.items()
        }
        return cls(ranges)


def destination_range(
    source: str, link: Mapping[str, Any], place: tuple[int, int, int], definitions: Definitions | None
) -> tuple[int, int]:
    """Give the range of a link's destination as written, inside ``<>`` where it has them.

    ``link`` is the parser's record; ``place`` is where the link starts, its text ends and it ends. The range is
    checked against the destination the parser saw; if it cannot be told, it is that of the whole link.
    """
    start, text_end, end = place
    wanted = link["dest_url"]
    if link["link_type"] in {"Autolink", "Email"}:
        return start + 1, end - 1
    if link["link_type"] == "Inline":
        opening = source.find("](", text_end, end)
        found = _destination(source, opening + 2, end) if opening >= 0 else None
    else:
        start, end = definitions.ranges.get(_fold(link["id"]), (start, end)) if definitions else (start, end)
        opening = _label_end(source, start, end)
        found = _destination(source, opening, end) if opening >= 0 else None
    if found is not None and _decode(source[slice(*found)]) == wanted:
        return found
    last = source.rfind(wanted, start, end) if wanted else -1
    return (last, last + len(wanted)) if last >= 0 else (start, end)


def _destination(source: str, position: int, end: int) -> tuple[int, int]:
    before = _BEFORE.match(source, position, end)
    start = before.end() if before else position
    angle = source.startswith("<", start)
    depth, index = 0, start + angle
    while index < end:
        character = source[index]
        if character == "\\":
            index += 2
            continue
        if angle:
            if character == ">":
                return start + 1, index
        elif character in " \t\r\n":
            break
        elif character == "(":
            depth += 1
        elif character == ")":
            if depth == 0:
                break
            depth -= 1
        index += 1
    return start, min(index, end)


def _label_end(source: str, start: int, end: int) -> int:
    index = start
    while 0 <= index < end:
        if source[index] == "\\":
            index += 1
        elif source.startswith("]:", index):
            return index + 2
        index += 1
    return -1


def _decode(written: str) -> str:
    return _ESCAPE.sub(lambda match: match[1] or html.unescape(match[0]), written)


def _fold(label: str) -> str:
    return " ".join(label.split()).casefold()
