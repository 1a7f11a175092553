"""Replacing an address where it stands, when that can be done without breaking what is around it."""

import re

from guidewarden.model import Fix, GuideDocument, Occurrence, Span
from guidewarden.yamltext import rewritten

# Characters that mean the same in a plain, single- or double-quoted YAML scalar, in a flow mapping, in a
# Markdown destination and in an HTML attribute. "&" is apart: it begins a reference in the latter two.
_TAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._~:/?@!$*+;=%<>#&-]*[A-Za-z0-9._~/=%$+-])?")
_MARKUP = re.compile(r"[<>&]")
_VALUE_ROUTE = re.compile(r"\.(?:url|URL|DOI)$")
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]+")


def replace_written(
    document: GuideDocument | None, occurrence: Occurrence, text: str, *, safe: bool, description: str
) -> Fix | None:
    """Make the fix that puts ``text`` in the place of the address as written.

    A value that is the address gets the quotation marks or escapes it then needs. None when there is no guide, when
    ``text`` is no address, or, in markup, when the address is not written there as it is (but with character references)
    or ``text`` has characters that would need such.
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
    change = rewritten(document, occurrence.route, *places[0], text) if len(places) == 1 else None
    return None if change is None else Fix(*change, safe, description)


def _is_inside(place: tuple[int, int], span: Span) -> bool:
    return span.start <= place[0] and place[1] <= span.end
