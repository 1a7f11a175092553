"""Replacing an address where it stands, when that can be done without breaking what is around it."""

import re

from guidewarden.model import Fix, GuideDocument, Occurrence

# Characters that mean the same in a plain, single- or double-quoted YAML scalar, in a flow mapping, in a
# Markdown destination and in an HTML attribute. "&" is apart: it begins a reference in the latter two.
_TAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._~:/?@!$*+;=%<>#&-]*[A-Za-z0-9._~/=%$+-])?")
_MARKUP = re.compile(r"[<>&]")
_VALUE_ROUTE = re.compile(r"\.(?:url|URL|DOI)$")


def replace_written(
    document: GuideDocument | None, occurrence: Occurrence, text: str, *, safe: bool, description: str
) -> Fix | None:
    """Make the fix that puts ``text`` in the place of the address as written.

    None when there is no guide, when the file's text is not the address itself (it holds escapes), or
    when ``text`` has characters that would need some where it stands.
    """
    if document is None or not occurrence.written or not _TAME.fullmatch(text):
        return None
    if _MARKUP.search(text) and not _VALUE_ROUTE.search(occurrence.route):
        return None
    span = occurrence.span
    inside = document.source.text[span.start : span.end]
    if inside.count(occurrence.written) != 1:
        return None
    start = span.start + inside.index(occurrence.written)
    return Fix(start, start + len(occurrence.written), text, safe, description)
