"""The way from decoded text (``a & b``) back to what was written (``a &amp; b``), character by character."""

import html
import re

from guidewarden.model import Segment, TextMap

_ESCAPED = re.compile(r"\r\n?|\0|</>|&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{0,31};?)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Replace halves of surrogate pairs, which have no UTF-8 form and upset parsers; the length stays."""
    try:
        text.encode()  # Tells of them a hundred times as fast as looking for them.
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def text_map(source: str, start: int, end: int, data: str) -> TextMap | None:
    """Map ``data`` to the source's ``[start, end)`` that an HTML parser decoded it from.

    Gives None when the two are equally long, so that plain offsets do. A character reference becomes one
    segment; where data and source cannot be reconciled, the rest of ``data`` maps to the rest of the range.
    """
    if len(data) == end - start:
        return None
    segments: list[Segment] = []
    position, source_position = 0, start
    for match in _ESCAPED.finditer(source, start, end):
        plain = match.start() - source_position
        if not data.startswith(source[source_position : match.start()], position):
            break
        decoded = _decoded(match[0], data, position + plain)
        if decoded is None:
            break
        if plain:
            segments.append(Segment(position, source_position, plain, plain))
        position += plain
        if decoded:
            segments.append(Segment(position, match.start(), 1, len(match[0])))
        position += len(decoded)
        source_position = match.end()
    if position < len(data):
        segments.append(_rest(source, source_position, end, data, position))
    return TextMap(tuple(segments))


def _rest(source: str, source_position: int, end: int, data: str, position: int) -> Segment:
    left = len(data) - position
    if source.startswith(data[position:], source_position):
        return Segment(position, source_position, left, left)
    return Segment(position, source_position, 1, max(end - source_position, 0))


def _decoded(written: str, data: str, position: int) -> str | None:
    """Give what ``written`` became at ``position`` of the data: decoded, literal or dropped; None if neither."""
    if written == "\0":
        kept = data[position : position + 1]
        return kept if kept in {"\0", "\ufffd"} else ""
    if written == "</>":
        return written if data.startswith(written, position) else ""
    options = ("\n",) if written[0] == "\r" else (html.unescape(written), written)
    return next((option for option in options if data.startswith(option, position)), None)
