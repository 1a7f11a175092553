"""Replacing an address where it stands, when that can be done without breaking what is around it."""

import re

from guidewarden.model import Fix, GuideDocument, Occurrence, Span
from guidewarden.yamltext import rewritten

# Characters that mean the same in a plain, single- or double-quoted YAML scalar, in a flow mapping, in a
# Markdown destination and in an HTML attribute. "&" is apart: it may begin a reference in the latter two.
_TAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._~:/?@!$*+;=%<>#&-]*[A-Za-z0-9._~/=%$+-])?")
_MARKUP = re.compile(r"[<>]")
_REFERENCE = re.compile(r"&(?:#|\w+;)")
_HTML_ROUTE = re.compile(r"(?:\.html|^furniture)$")
_MARKDOWN_ROUTE = re.compile(r"(?:\.(?:markdown|quote|note)|^description)$")
_EMPHASIS = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[*~]")
_TO_LABEL = re.compile(r"[\"']?[^<>\n]*>")
_VALUE_ROUTE = re.compile(r"\.(?:url|URL|DOI)$")
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]+")


def replace_written(
    document: GuideDocument | None, occurrence: Occurrence, text: str, *, safe: bool, description: str
) -> Fix | None:
    """Make the fix that puts ``text`` in the place of the address as written.

    A value that is the address gets the quotation marks or escapes it then needs. In markup, "&" becomes "&amp;" where it
    has to, and the words of a link that are its address are replaced with it: they would be a link of their own else.
    None when there is no guide, when ``text`` is no address, or, in markup, when it has other characters that would need
    an escape.
    """
    scalar = document.scalars.get(occurrence.route) if document else None
    if document is None or scalar is None or not occurrence.written:
        return None
    if not _VALUE_ROUTE.search(occurrence.route):
        if not _TAME.fullmatch(text) or _MARKUP.search(text):
            return None
    elif not _ADDRESS.fullmatch(text):
        return None
    places = [
        (place.start(), place.end())
        for place in re.finditer(re.escape(occurrence.written), scalar.value)
        if _is_inside(scalar.map.source_range(place.start(), place.end()), occurrence.span)
    ]
    if len(places) != 1:
        return None
    start, end = places[0]
    if _HTML_ROUTE.search(occurrence.route):
        start, end, text = _in_html(scalar.value, start, end, text)
    elif _MARKDOWN_ROUTE.search(occurrence.route):
        found = _in_markdown(scalar.value, start, end, text)
        if found is None:
            return None
        start, end, text = found
    change = rewritten(document, occurrence.route, start, end, text)
    return None if change is None else Fix(*change, safe, description)


def _in_html(value: str, start: int, end: int, address: str) -> tuple[int, int, str]:
    """Tell which range of HTML to replace by what, to have another address at ``[start, end)``."""
    old, new = value[start:end], address.replace("&", "&amp;")
    label = _TO_LABEL.match(value, end)
    if label is None or not value.startswith(f"{old}</a>", label.end()):
        return start, end, new
    return start, label.end() + len(old), f"{new}{label[0]}{new}"


def _in_markdown(value: str, start: int, end: int, address: str) -> tuple[int, int, str] | None:
    """Do as `_in_html` for Markdown; None where nobody can tell from the characters around whether "&" is read as such."""
    if value[:start].endswith(("=", '"', "'")):  # an attribute of HTML
        return _in_html(value, start, end, address)
    if _REFERENCE.search(address):
        return None
    old = value[start:end]
    for between in ("](", "](<"):
        before = f"[{old}{between}"
        if value.endswith(before, 0, start):
            shown = _EMPHASIS.sub(r"\\\g<0>", address)
            return start - len(before) + 1, end, f"{shown}{between}{address}"
    return start, end, address


def _is_inside(place: tuple[int, int], span: Span) -> bool:
    return span.start <= place[0] and place[1] <= span.end
