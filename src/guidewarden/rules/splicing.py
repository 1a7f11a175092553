"""Fixes that cut or replace pieces of a value's markup and keep every other character of the file."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from guidewarden.markup.nodes import Element
from guidewarden.model import Fix, GuideDocument, Scalar
from guidewarden.rules.rule import GuideContext, Markup

_PLAIN_START = re.compile(r"[A-Za-z0-9<(]")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#")
_INK = re.compile(r"\S")
_FLOW = re.compile(r"[,\[\]{}]")


class Splice(Struct, frozen=True, order=True):
    """Put ``text`` in the place of ``[start, end)`` of a value."""

    start: int
    end: int
    text: str = ""


def without_tags(element: Element) -> list[Splice]:
    """Cut an element's tags and leave what stands between them."""
    found = [Splice(element.start, element.end)]
    return [*found, Splice(*element.close)] if element.close else found


def renamed(element: Element, start_tag: str, end_tag: str) -> list[Splice]:
    """Put other tags in the place of an element's own."""
    found = [Splice(element.start, element.end, start_tag)]
    return [*found, Splice(*element.close, end_tag)] if element.close else found


def splice(
    context: GuideContext, markup: Markup, pieces: Iterable[Splice], description: str, *, safe: bool = True
) -> Fix | None:
    """Make one fix of all splices of a value.

    None when two of them overlap, when nothing would be left, or when the file would then read otherwise than
    meant: YAML gives some characters a meaning of its own.
    """
    splices = sorted(pieces)
    document = context.document
    scalar = document.scalars.get(markup.route)
    if scalar is None or not splices or any(one.end > other.start for one, other in pairwise(splices)):
        return None
    if not _leaves_something(scalar.value, splices) or not _is_sound(document, markup.route, scalar, splices):
        return None
    places = [_range_in_file(scalar, each) for each in splices]
    if any(_touches_fold(document.source.text, scalar, *place) for place in places):
        return None
    start, end = places[0][0], places[-1][1]
    moved = [
        Splice(first - start, last - start, each.text)
        for each, (first, last) in zip(splices, places, strict=True)
    ]
    return Fix(start, end, _applied(document.source.text[start:end], moved), safe, description)


def _applied(text: str, splices: Iterable[Splice]) -> str:
    pieces, position = [], 0
    for each in splices:
        pieces += [text[position : each.start], each.text]
        position = each.end
    return "".join([*pieces, text[position:]])


def _range_in_file(scalar: Scalar, each: Splice) -> tuple[int, int]:
    """Give the range of a splice in the file; one that ends with its line takes the next one's indentation along."""
    start, end = scalar.map.source_range(each.start, each.end)
    if each.start < each.end < len(scalar.value) and scalar.value[each.end - 1] == "\n":
        end = max(end, scalar.map.source_range(each.end, each.end + 1)[0])
    return start, end


def _touches_fold(text: str, scalar: Scalar, start: int, end: int) -> bool:
    """Whether a cut reaches where a line ends and YAML does not take white space as it is written."""
    if scalar.start == 0:
        return False
    if text[scalar.start] == "|":
        # A blank line may have less indentation than the block.
        blank = not text[text.rfind("\n", 0, start) + 1 : start].strip() and text[start : start + 1] in {
            "",
            "\r",
            "\n",
        }
        return blank or end > scalar.end
    before, after = text[scalar.start : start].rstrip(" \t"), text[end : scalar.end].lstrip(" \t")
    cut = text[start:end].strip(" \t\r")
    return (
        cut.startswith("\n")
        or cut.endswith("\n")
        or before.endswith("\n")
        or after.startswith(("\n", "\r\n"))
    )


def _leaves_something(text: str, splices: Sequence[Splice]) -> bool:
    """Whether anything but white space is left, told without making what is left: pages are long."""
    starts = (0, *(each.end for each in splices))
    ends = (*(each.start for each in splices), len(text))
    return any(_INK.search(text, *gap) for gap in zip(starts, ends, strict=True)) or any(
        each.text.strip() for each in splices
    )


def _is_sound(document: GuideDocument, route: str, scalar: Scalar, splices: Sequence[Splice]) -> bool:
    """Whether the value with these splices can stand where the old one does, in the same style of YAML."""
    if scalar.start == 0:
        return True  # A page is all value; before a value of YAML there is at least its key.
    value = _applied(scalar.value, splices)
    style = document.source.text[scalar.start]
    if style in "\"'":
        return True
    if style in "|>":
        # The indentation of the first line that is not blank is that of the whole block.
        first = next(line for line in value.split("\n") if line)
        return not first.startswith((" ", "\t")) or scalar.value.startswith((" ", "\t"))
    if not _PLAIN_START.match(value) or _NOT_PLAIN.search(value) or value != value.strip():
        return False
    return not (_FLOW.search(value) and _in_flow(document, route))


def _in_flow(document: GuideDocument, route: str) -> bool:
    while route:
        route = route[: max(route.rfind("."), route.rfind("["), 0)]
        start, _ = document.ranges.get(route, (0, 0))
        if route and document.source.text[start] in "{[":
            return True
    return False
