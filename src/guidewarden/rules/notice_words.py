"""Which sentences of a line are a browser notice's own, word by word, so that cutting them takes nothing of the author's."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise

from guidewarden.rules.notices import is_notice

_MAKERS = "microsoft google mozilla apple"
_BROWSERS = "explorer chrome firefox safari edge opera chromium brave vivaldi ie msie"
_LEADING = (
    f"{_MAKERS} internet a an and as at by for in like of on or such than the to using version with your"
)
_OTHERS = (
    "about access advised alert all also any are attention aware back be been best better browse browsers browser browsing "
    "can change consider content continue continuing correctly could current currently detect detected different display "
    "displayed does doesn't don't download due earlier either enjoy error experience features following from full function "
    "functionality functions have if improve installing install instead is isn't it it's join latest libguides longer "
    "lower looks appears seems may might modern more most must need needs new newer newest no not note notice noticed "
    "obsolete old older one other our out out-of-date of date outdated page pages please problems properly prior "
    "recent recommend recommended results run running safer search secure security seem appear site some sorry still "
    "support supported supports switch switching that these this try unexpected unfortunately unsupported up-to-date update versions "
    "updating upgrade upgrading us use user view viewed viewing visit visiting warning we we're we've web "
    "website websites webpage well which will work works you you'll you're you've below above older later "
)
_WORD = "|".join(sorted({*_MAKERS.split(), *_LEADING.split(), *_OTHERS.split()}, key=len, reverse=True))
_VERSIONED = rf"(?:{'|'.join(_BROWSERS.split())})(?: ?\d{{1,3}}(?:\.\d{{1,2}})?(?:(?: or |/)\d{{1,2}})?)?"
_TOKEN = rf"(?:you may see unexpected results|{_VERSIONED}|{_WORD})"
_OWN = re.compile(rf"{_TOKEN}(?:(?:[,;:]? |/| [-–] ){_TOKEN})*(?:[.!…]{{0,3}}|[.!]*\?)", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:(?:it (?:looks|seems|appears)(?: like| as if| that)?|we(?: have|'ve)? (?:detected|noticed)(?: that)?|please note(?: that)?"
    r"|note|notice|warning|attention|alert|sorry|we're sorry|unfortunately)(?:[:,!]| -)? )*",
    re.IGNORECASE,
)
_NEAR = 40
"""How many characters before a place are looked at to tell whether words flow on: more than any of these words."""
_SENTENCE = re.compile(r"[.!?…][”\"')]?\s+")
_GOES_ON = re.compile(rf"(?:[,(/–“„«-]|\b(?:{'|'.join(_LEADING.split())}))$", re.IGNORECASE)
_TELLS = re.compile(
    r"(?::|\b(?:says?|said|saying|tells?|told|shows?|reads?|warn(?:s|ed)|(?:message|notice|warning|banner|error|alert)s?))$",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\b(?:{'|'.join(_BROWSERS.split())})$", re.IGNORECASE)


def sentence_starts(text: str, breaks: Sequence[int]) -> list[int]:
    """Tell where the sentences of a line begin, and last where the line ends.

    ``breaks`` are where a new line of the source begins: there a sentence begins too, unless the words flow on.
    """
    ends = [each.end() for each in _SENTENCE.finditer(text)]
    return sorted({0, *ends, *(place for place in breaks if not _flows_on(text, place)), len(text)})


def _flows_on(text: str, place: int) -> bool:
    before = text[max(0, place - _NEAR) : place].rstrip()
    if _SENTENCE.match(before[-1:] + " "):
        return False
    following = text[place]
    return (
        following.islower()
        or _GOES_ON.search(before) is not None
        or (following.isdigit() and _NAME.search(before) is not None)
    )


def own_sentences(text: str, starts: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    """Give the range of whole sentences around ``[start, end)``; None when they hold a word that no notice has."""
    first, last = starts[bisect_right(starts, start) - 1], starts[bisect_left(starts, end)]
    opening, said = (
        part.replace("’", "'").replace("ʼ", "'") for part in (text[first:start], text[start:last].strip())
    )
    if not _OPENING.fullmatch(opening) or not _OWN.fullmatch(said) or _GOES_ON.search(said):
        return None
    return first, last


def begun_anew(text: str, starts: Sequence[int], breaks: Collection[int]) -> list[int]:
    """Tell at which breaks a notice begins that is whole by itself, so that words before it report it only when they end so."""
    return [
        place
        for place, following in pairwise(starts)
        if place in breaks
        and is_notice(text[place:following])
        and own_sentences(text, starts, place, following)
        and not _TELLS.search(text[max(0, place - _NEAR) : place].rstrip())
    ]
