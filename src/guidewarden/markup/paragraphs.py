"""Markdown that is one line of words, perhaps with some of them stressed: as most annotations are.

It is read here without the parser, in a fraction of the time, as `guidewarden.markup.markdown` would read it.
"""

import re

from guidewarden.markup.assembly import Draft, number
from guidewarden.markup.nodes import MarkupDocument, TextRun

_WORDS = r"(?:[^\W_]++|[ ,.;:?!()\"'“”‘’«»–—/%-]++)*+"
_PLAIN = re.compile(rf"([^\W\d_]{_WORDS}(?<! ))\n?")
"""One line that begins with a letter and holds no character that Markdown gives a meaning inside a line."""

# Stars can begin a stress only where nothing or white space stands before them, and end one only where nothing, white space
# or the punctuation of a sentence follows; with a letter or digit on their other side, they can do nothing else.
_STRESS = rf"(?<![^ (])(?:\*\*(?=[^\W_]){_WORDS}(?<=[^\W_])\*\*|\*(?=[^\W_]){_WORDS}(?<=[^\W_])\*)(?=[ ,.;:?!)\n]|\Z)"
_STRESSES = re.compile(_STRESS)
_STRESSED = re.compile(rf"((?:[^\W\d_]{_WORDS})?(?:{_STRESS}{_WORDS})+(?<! ))\n?")


def is_plain(text: str) -> bool:
    """Tell whether Markdown is one plain paragraph: a single ``p`` with nothing in it but its text, as it stands."""
    return _PLAIN.fullmatch(text) is not None


def read_paragraph(text: str) -> MarkupDocument | None:
    """Read Markdown that is one line of words, some of them perhaps between ``*`` or ``**``; None for all other."""
    found = _PLAIN.fullmatch(text)
    if found is not None:
        return _paragraph(text, found.end(1), ())
    found = _STRESSED.fullmatch(text) if "*" in text else None
    if found is None:
        return None
    stresses = tuple(stress.span() for stress in _STRESSES.finditer(text, 0, found.end(1)))
    return _paragraph(text, found.end(1), stresses)


def _paragraph(text: str, end: int, stresses: tuple[tuple[int, int], ...]) -> MarkupDocument:
    drafts = [Draft("p", 0, end, "markdown", extent=end)]
    runs: list[TextRun] = []
    position = 0
    for first, last in stresses:
        if position < first:
            runs.append(TextRun(text[position:first], position, first, 0))
        name, width = ("strong", 2) if text.startswith("**", first) else ("em", 1)
        runs.append(TextRun(text[first + width : last - width], first + width, last - width, len(drafts)))
        drafts.append(Draft(name, first, last, "markdown", extent=last, parent=0))
        position = last
    if position < end:
        runs.append(TextRun(text[position:end], position, end, 0))
    return MarkupDocument("markdown", text, number(drafts, runs), (), tuple(runs))
