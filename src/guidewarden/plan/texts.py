"""Addresses and DOIs that stand bare in running text."""

import re
from collections.abc import Iterator

from msgspec import Struct

from guidewarden.plan import doi
from guidewarden.plan.punctuation import end_without_punctuation
from guidewarden.plan.urls import Form, form_of, host_of

# Ends at what no address holds unencoded: white space, angle and straight quotation marks, typographic ones,
# back-ticks, control characters, and the punctuation of Chinese and Japanese.
_URL = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:https?|ftp|file)://|www\.(?=[^\s./]+\.[^\s./]))"
    r"[^\s<>\"`“”„«»‹›…\u0000-\u001f\u007f\u3000-\u3002\u300c-\u300f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]+",
    re.IGNORECASE,
)
# Browsers allow more in a host name; in prose, https://{host}/ shows how an address is made.
_HOST = re.compile(r"[\w.\-\[\]:]+", re.ASCII)
_SENTENCE = "?!.,:;*_~'’|"


class Mention(Struct, frozen=True):
    """An address or DOI in text: where, what a browser would be given, and the DOI if it is one."""

    start: int
    end: int
    value: str
    doi: str | None = None


def mentions(text: str) -> tuple[Mention, ...]:
    """Find all addresses and DOIs in a text, in order; where two overlap, the first or longer one counts."""
    if not may_hold_one(text):
        return ()
    candidates = [Mention(start, end, text[start:end], name) for start, end, name in doi.find(text)]
    candidates += _addresses(text)
    candidates.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for candidate in candidates:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return tuple(kept)


def may_hold_one(text: str) -> bool:
    """Whether a text holds what every address and every DOI has: most texts do not, and need no closer look."""
    if "://" in text or "10." in text:
        return True
    folded = text.lower()
    return "www." in folded or "doi.org/" in folded


def _addresses(text: str) -> Iterator[Mention]:
    for match in _URL.finditer(text):
        written = match[0][: end_without_punctuation(match[0], _SENTENCE)]
        if text.startswith(("...", "…"), match.start() + len(written)):
            continue  # Cut short for reading: the whole address stands elsewhere, or nowhere.
        value = f"http://{written}" if written[:4].lower() == "www." else written
        form = form_of(value)
        if form is Form.OTHER or (form is Form.WEB and _HOST.fullmatch(host_of(value))):
            yield Mention(match.start(), match.start() + len(written), value)
