"""The bytes of a page to text, by the encoding that browsers would choose."""

import codecs
import re

PAGE_LIMIT = 4 * 1024 * 1024
"""Bytes of a page that are read at most: guides with hundreds of boxes have half a megabyte."""

_MARKS = (("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE))
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE
)
_SCANNED = 1024
"""Bytes in which a page's own declaration must stand (HTML standard, determining the character encoding)."""


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Decode a page: by its byte-order mark, by ``charset`` (what its server says), by its own word, or as UTF-8.

    What none of these fits is Windows-1252, as which browsers also read what calls itself Latin-1 or ASCII.
    Nothing is raised; the byte-order mark is left out.
    """
    for name, mark in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    own = _DECLARED.search(data[:_SCANNED])
    for label in (charset, own[1].decode("ascii") if own else None):
        try:
            if label:
                return data.decode(_codec(label), "replace")
        except (LookupError, ValueError):
            continue  # An encoding that is unknown, or that is not one of texts.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _codec(label: str) -> str:
    """Give Python's name of the encoding that browsers take for this label; LookupError when it is unknown."""
    name = codecs.lookup(label).name
    if name in {"iso8859-1", "ascii"}:
        return "cp1252"
    # A declaration that could be read as ASCII was not in UTF-16.
    return "utf-8" if name.startswith(("utf-16", "utf-32", "utf-7")) else name
