"""Whether two answers are one page. Pages repeat their address, the time, or the number of the request: that does not count."""

import re
from collections import Counter
from collections.abc import Callable
from enum import Enum, auto
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from guidewarden.judge.signatures import SHORT_PAGE, fold, load_signatures
from guidewarden.model import Attempt, Page

_ODD_WORDS = 2
"""Words in which two texts of one page may differ: something of the request that is not known to be."""
_SHORTEST_PART = 3
_Bare = Callable[[str], str]
_VOLATILE = re.compile(r"\b(?=\w*\d)(?:\w*\d\w*[:.-][\w:.-]*\d[\w:.-]*|\w{6,})")
"""Times, and longer words with a digit: ids of requests."""


_SENTENCE = 12
"""Words of a text below which each counts."""


class Likeness(Enum):
    """How another answer compares with the target's."""

    UNKNOWN = auto()
    """There is no other answer, or it is trouble of its own."""
    SAME = auto()
    VARIED = auto()
    """The same title and heading over another text: error pages may have news, or a quotation of the day."""
    NAMED_ALIKE = auto()
    """The same title, in which both say that there is nothing; the rest differs."""
    OTHER = auto()


def likeness(attempt: Attempt, other: Attempt | None) -> Likeness:
    """Compare another answer with the target's."""
    if other is None or other.failure is not None or other.status is None:
        return Likeness.UNKNOWN
    if other.status >= 500 or other.status == 429:
        return Likeness.UNKNOWN
    page, control = attempt.page, other.page
    if page is None or control is None:
        return Likeness.OTHER
    bare = _without_echoes(attempt, other, f"{_said(page)} {_said(control)}")
    named = _names(page, bare) == _names(control, bare)
    if named and _same_text(page, control, bare):
        return Likeness.SAME
    named = named and bare(page.name) != ""
    # Where the statuses differ the site tells addresses apart, and what is long is no error page.
    error = other.status < 300 or page.matter < SHORT_PAGE
    titled = load_signatures().is_titled_not_found(page)
    if named and error and titled:
        return Likeness.NAMED_ALIKE
    return Likeness.VARIED if named and other.status < 300 else Likeness.OTHER


def _without_echoes(attempt: Attempt, other: Attempt, said: str) -> _Bare:
    """Give what takes out of a text all that the two addresses do not share, and what changes with every request.

    ``said`` is all that is to be compared: most pages do not repeat their address, and need no pattern for it.
    """
    parts = [part for part in _parts(attempt) ^ _parts(other) if part in said]
    if not parts:
        return lambda text: _steady(fold(text))
    longest_first = map(re.escape, sorted(parts, key=len, reverse=True))
    echoes = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(longest_first)})(?![a-z0-9])")
    return lambda text: _steady(echoes.sub("", fold(text)))


def _said(page: Page) -> str:
    return fold(" ".join((page.title, *page.headings[:1], page.opening)))


@lru_cache(maxsize=256)
def _steady(text: str) -> str:
    return " ".join(_VOLATILE.sub("", text).split()) or text


def _parts(attempt: Attempt) -> frozenset[str]:
    """Give the parts of an attempt's addresses that a page may repeat, encoded or not."""
    return _parts_of(attempt.hops[0].url) | _parts_of(attempt.hops[-1].url)


@lru_cache(maxsize=64)
def _parts_of(url: str) -> frozenset[str]:
    split = urlsplit(url)
    segments = [part for part in split.path.split("/") if part]
    values = [part.rpartition("=")[2] for part in split.query.split("&")]
    stems = [part.rpartition(".")[0] for part in segments[-1:]]
    found = {url, split.path, split.path.strip("/"), split.query, *segments, *values, *stems}
    plain = {unquote(part) for part in found}
    spaced = {re.sub(r"[-_+.]+", " ", part) for part in plain}
    return frozenset(
        fold(part) for part in found | plain | spaced if len(part) >= _SHORTEST_PART or part.isdigit()
    )


def _names(page: Page, bare: _Bare) -> list[str]:
    return [bare(page.title), *map(bare, page.headings[:1])]


def is_of_one_size(page: Page | None, other: Page | None) -> bool:
    """Tell whether two pages have about as much text, and as many links."""
    return (
        page is not None
        and other is not None
        and abs(page.text_length - other.text_length) <= max(200, page.text_length // 5)
        and abs(page.links - other.links) <= max(3, page.links // 10)
    )


def _same_text(page: Page, other: Page, bare: _Bare) -> bool:
    if not is_of_one_size(page, other):
        return False
    if page.opening == other.opening:
        return True
    words, others = (Counter(bare(each.opening).split()) for each in (page, other))
    odd = (words - others).total() + (others - words).total()
    return odd <= (max(_ODD_WORDS, words.total() // 25) if words.total() >= _SENTENCE else 0)
