"""A value changed in place: in the quotation marks its author chose, or with such where it now needs them."""

import re
from collections.abc import Mapping

import yaml

from guidewarden.model import GuideDocument, TextMap
from guidewarden.yamltext.scalars import text_map
from guidewarden.yamltext.tree import NULLS

# Not compiled yet: of such wide classes each takes 3 ms, and most runs rewrite nothing.
_UNPRINTABLE = "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_IN_DOUBLE = rf'["\\]|{_UNPRINTABLE}'
_BREAK = re.compile(r"\r?\n")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def rewritten(
    document: GuideDocument, route: str, start: int, end: int, text: str
) -> tuple[int, int, str] | None:
    """Put ``text`` in the place of ``[start, end)`` of the value at ``route``: which offsets of the file become what.

    Only these characters are named; where a plain value would then need quotation marks, the whole value is, since
    they go around it. None where it cannot be done by such a change: there is no value, nobody knows where its
    characters stand, or a text over several lines would need its indentation.
    """
    scalar = document.scalars.get(route)
    source = document.source.text
    if scalar is None or not scalar.start or _is_coarse(scalar.map):
        return None
    value = scalar.value[:start] + text + scalar.value[end:]
    first, last = scalar.map.source_range(start, end)
    style = source[scalar.start]
    if style in {"|", ">"}:
        tail = source[scalar.end :]
        after = tail[: len(tail) - len(tail.lstrip())].rstrip(" \t")
        block = source[scalar.start : first] + text + source[last : scalar.end] + after
        known = not re.search(_UNPRINTABLE, text) and not _is_coarse(
            text_map(block, 0, len(block), style, value)
        )
        return (first, last, text) if known and value.strip() else None
    flow = in_flow(source, document.ranges, route)
    written = {'"': re.sub(_IN_DOUBLE, _escaped, text), "'": text.replace("'", "''")}.get(style, text)
    spliced = source[scalar.start : first] + written + source[last : scalar.end]
    if _reads(spliced, value, flow=flow):
        return first, last, written
    single = "'" + spliced.replace("'", "''") + "'" if style not in {'"', "'"} else ""
    double = '"' + re.sub(_IN_DOUBLE, _escaped, value) + '"'
    whole = next((each for each in (single, double) if each and _reads(each, value, flow=flow)), None)
    return None if whole is None else (scalar.start, scalar.end, whole)


def in_flow(source: str, ranges: Mapping[str, tuple[int, int]], route: str) -> bool:
    """Tell whether a value stands inside ``{…}`` or ``[…]``, where commas and brackets have a meaning."""
    while route:
        route = route[: max(route.rfind("."), route.rfind("["), 0)]
        start, end = ranges.get(route, (0, 0))
        if start < end and source[start] in "{[":
            return True
    return False


def _is_coarse(places: TextMap) -> bool:
    """Tell whether nobody knows where the characters of a value stand."""
    return not any(segment.length for segment in places.segments)


def _reads(written: str, value: str, *, flow: bool) -> bool:
    """Tell whether YAML reads ``value``, as text, where ``written`` stands after a key."""
    if (value in NULLS and not written.startswith(("'", '"'))) or re.search(
        _UNPRINTABLE, _BREAK.sub("", written)
    ):
        return False
    try:
        events = list(yaml.parse(f"{{k: {written}}}" if flow else f"k: {written}\n", Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return False
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent)]
    plain_mapping = len(events) == 8 and len(scalars) == 2
    return (
        plain_mapping and scalars[1].value == value and scalars[1].tag is None and scalars[1].anchor is None
    )


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
