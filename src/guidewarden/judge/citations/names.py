"""Names compared: people and bodies, in all the ways that title pages, catalogues and registries cut them up."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from msgspec import Struct
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from guidewarden.judge.citations.folding import (
    ARTICLES,
    CONJUNCTIONS,
    folded,
    german_words,
    keys,
    looks_slavic,
    slavic_key,
    squashed,
    words,
)
from guidewarden.model import Name
from guidewarden.model.citing import plain_title

_TITLES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "dr", "prof", "sir", "dame", "lord", "rev"})
_OTHERS = frozenset(
    {"et al", "al", "others", "and others", "u a", "i dr", "et autres", "y otros", "und andere", "ua"}
)
_BODY_WORDS = frozenset({
    "academy", "agency", "archive", "archives", "association", "authority", "bank", "board", "bureau", "center", "centre",
    "college", "commission", "committee", "company", "council", "department", "editors", "foundation", "group",
    "institut", "institute", "library", "ministry", "nations", "office", "organization", "organizatie", "press", "school",
    "service", "society", "team", "treaty", "union", "university", "universitat",
})  # fmt: skip
_BODY_SMALL = ARTICLES | CONJUNCTIONS | {"of", "for", "in", "on", "to", "fur", "von", "du", "des", "de"}


class Likeness(IntEnum):
    """How alike two names are, the best last."""

    UNLIKE = 0
    NEAR = 1
    """Plainly one person, misspelt."""
    GIVEN_DIFFERS = 2
    """The family name is the same, the given names cannot be."""
    GIVEN_NEAR = 3
    """The same, with a given name misspelt."""
    GIVEN_VARIES = 4
    """The same family name and given names that begin alike, but not the same: another middle initial, Alex for Alexander."""
    TURNED = 5
    """The same words, family and given name in each other's place, or the parts of a double name turned."""
    SAME = 6


class Person(Struct, frozen=True):
    """A name cut into words. ``family`` is empty for a body, and for a person whose name came in one piece."""

    name: Name
    family: tuple[str, ...]
    given: tuple[str, ...]
    slavic: bool
    whole_family: tuple[str, ...] = ()
    """The family name with what is no part of it: ``III``, ``PhD``."""

    @property
    def all(self) -> tuple[str, ...]:
        """All words of the name."""
        return (*self.family, *self.given)


@lru_cache(maxsize=2048)
def person(name: Name) -> Person:
    """Cut a name up. A literal with one comma is read as family and given name."""
    family, given = name.family or "", name.given or ""
    if name.literal and not family:
        before, comma, after = name.literal.partition(",")
        family, given = (
            (before, after) if comma and "," not in after and len(after.split()) <= 3 else ("", name.literal)
        )
    whole = f"{family} {given}"
    return Person(
        name,
        _words(family),
        _given_words(given) if family or " " in given.strip() else _words(given),
        looks_slavic(family or whole),
        words(family),
    )


def _words(text: str) -> tuple[str, ...]:
    kept = [word.strip("0123456789") for word in words(text) if word not in _TITLES]
    return tuple(word for word in kept if word) or words(text)


def _given_words(text: str) -> tuple[str, ...]:
    """Give given names; initials written together (``JR``) are parted."""
    found: list[str] = []
    for piece in plain_title(text).replace(".", ". ").split():
        together = piece.isupper() and piece.isalpha() and 2 <= len(piece) <= 3 and not text.isupper()
        found.extend(word for part in (piece if together else [piece]) for word in _words(part))
    return tuple(found)


def is_others(name: Name) -> bool:
    """Whether a name only says that there are more."""
    return folded(" ".join(filter(None, (name.given, name.family, name.literal)))) in _OTHERS


def is_body(name: Name) -> bool:
    """Whether a name is more likely a body's than a person's that was not cut up."""
    if name.family or person(name).family:
        return False
    parts = words(name.literal or name.given or "")
    return len(parts) == 1 or len(parts) >= 5 or any(part in _BODY_SMALL | _BODY_WORDS for part in parts)


def shown(names: Iterable[Name]) -> str:
    """Write names as readers see them: ``Kramer, Mark; North Atlantic Treaty Organization``."""
    written = (name.literal or ", ".join(filter(None, (name.family, name.given))) for name in names)
    return "; ".join(plain_title(text) for text in written)


@lru_cache(maxsize=8192)
def likeness(ours: Name, theirs: Name) -> Likeness:
    """Say how alike two names are; the order of the two does not matter."""
    one, other = person(ours), person(theirs)
    if not one.all or not other.all:
        return Likeness.UNLIKE
    slavic = one.slavic or other.slavic
    if not one.family or not other.family:
        return _whole_names(one, other, slavic=slavic)
    if _same(one.family, other.family, slavic=slavic) or _same_family(ours, theirs):
        return _given(one, other, slavic=slavic)
    if _covers(one, other, slavic=slavic) or _covers(other, one, slavic=slavic):
        return Likeness.TURNED if _is_turned(one.family, other.family, slavic=slavic) else Likeness.SAME
    return _misspelt(one, other, slavic=slavic)


def _whole_names(one: Person, other: Person, *, slavic: bool) -> Likeness:
    """Compare where at least one side is in one piece: a body, or a person that was not cut up."""
    first, second = _body(one), _body(other)
    if _same(first, second, slavic=slavic) or sorted(first) == sorted(second):
        return Likeness.SAME
    for short, long in ((first, second), (second, first)):
        if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
            return Likeness.SAME
    if one.family or other.family:
        cut, piece = (one, other) if one.family else (other, one)
        if _matched(cut.all, piece.all, slavic=slavic) and cut.family[-1] in piece.all:
            return Likeness.SAME
    elif set(first) <= set(second) or set(second) <= set(first):
        return Likeness.SAME if min(len(first), len(second)) > 1 else Likeness.UNLIKE
    ratio = fuzz.ratio(" ".join(first), " ".join(second))
    return Likeness.NEAR if ratio >= 85 else Likeness.UNLIKE


def _body(whole: Person) -> tuple[str, ...]:
    kept = tuple(word for word in (*whole.given, *whole.family) if word not in _BODY_SMALL)
    return kept or whole.all


def _same(one: tuple[str, ...], other: tuple[str, ...], *, slavic: bool) -> bool:
    joined, second = "".join(one), "".join(other)
    return joined == second or (slavic and _slavic(joined) == _slavic(second))


@lru_cache(maxsize=4096)
def _slavic(word: str) -> str:
    return slavic_key(word)


def _same_family(ours: Name, theirs: Name) -> bool:
    """Whether family names are the same with ä as ae, or when a leading d’ or l’ is left off."""
    one, other = ours.family or ours.literal or "", theirs.family or theirs.literal or ""
    both = [
        {squashed(words(text)), squashed(german_words(text)), squashed(words(without_elision(text)))}
        for text in (one, other)
    ]
    return bool(both[0] & both[1] - {""})


def without_elision(text: str) -> str:
    """Leave off the ``d’`` or ``l’`` of a family name."""
    return text[2:] if text[:2].casefold() in {"d'", "d’", "l'", "l’"} else text


def _covers(small: Person, large: Person, *, slavic: bool) -> bool:
    """Whether every word of one name stands in the other, its family name in full.

    So double family names, particles, and family and given names in the wrong order are one person:
    ``Shifrinson, Joshua R.`` and ``Itzkowitz Shifrinson, J.``, ``Berg, Jan van der`` and ``van der Berg, Jan``.
    """
    if not _matched(small.all, large.all, slavic=slavic):
        return False
    full = [word for word in small.family if len(word) > 1 and word in large.all]
    if not full and slavic:
        full = [
            word
            for word in small.family
            if _slavic(word) in {_slavic(each) for each in large.all if len(each) > 1}
        ]
    return bool(full) and (bool(set(full) & set(large.family)) or slavic or len(small.all) >= 2)


def _is_turned(one: tuple[str, ...], other: tuple[str, ...], *, slavic: bool) -> bool:
    """Whether two family names have no word in common, or all words in another order."""
    if slavic:
        one, other = tuple(map(_slavic, one)), tuple(map(_slavic, other))
    return set(one).isdisjoint(other) or (one != other and sorted(one) == sorted(other))


def _matched(small: tuple[str, ...], large: tuple[str, ...], *, slavic: bool) -> bool:
    """Whether each word can be paired with one of the other's: equal, or one the initial of the other."""
    left = list(large)
    for word in sorted(small, key=len, reverse=True):
        partner = next((each for each in left if _pairs(word, each, slavic=slavic, initials=False)), None)
        partner = partner or next(
            (each for each in left if _pairs(word, each, slavic=slavic, initials=True)), None
        )
        if partner is None:
            return False
        left.remove(partner)
    return True


def _pairs(one: str, other: str, *, slavic: bool, initials: bool) -> bool:
    if one == other or (slavic and len(one) > 1 < len(other) and _slavic(one) == _slavic(other)):
        return True
    return initials and 1 in {len(one), len(other)} and one[0] == other[0]


def _given(one: Person, other: Person, *, slavic: bool) -> Likeness:
    """Compare the given names of two people whose family names are the same."""
    first, second = one.given, other.given
    if not first or not second or _same(first, second, slavic=slavic):
        return Likeness.SAME
    if keys(one.name.given or "") & keys(other.name.given or ""):
        return Likeness.SAME
    if _begin(initials_of(one), second) or _begin(initials_of(other), first):
        return Likeness.SAME
    starts = (first[0], second[0])
    short, long = sorted(starts, key=len)
    if long.startswith(short) or (
        slavic and (_slavic(long).startswith(_slavic(short)) or _slavic(long[0]) == short)
    ):
        whole = short == long or len(short) == 1 or _is_cut(short, one, other) or slavic
        same = whole and _fit(first[1:], second[1:], slavic=slavic)
        return Likeness.SAME if same else Likeness.GIVEN_VARIES
    if "".join(first).startswith("".join(second)) or "".join(second).startswith("".join(first)):
        return Likeness.SAME
    if min(map(len, starts)) >= 4 and OSA.distance(*starts) == 1:
        return Likeness.GIVEN_NEAR
    # Known by a middle name: J. Edgar and Edgar.
    if any(_pairs(a, b, slavic=slavic, initials=False) for a in first for b in second if len(a) > 1):
        return Likeness.SAME if _fit(first, second, slavic=slavic) else Likeness.GIVEN_VARIES
    return Likeness.GIVEN_DIFFERS


def initials_of(one: Person) -> tuple[str, ...]:
    """Give the letters of given names that may be initials written together, as medical indexes do: ``SP``."""
    given = (one.name.given or "").strip()
    together = len(one.given) == 1 and given.isalpha() and given.isupper() and 2 <= len(given) <= 3
    return tuple(one.given[0]) if together else ()


def _begin(letters: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether these are the names' initials, in order, and all of the one or of the other."""
    pairs = list(zip(letters, names, strict=False))
    return len(pairs) > 1 and all(name.startswith(letter) for letter, name in pairs)


def _fit(one: tuple[str, ...], other: tuple[str, ...], *, slavic: bool) -> bool:
    """Whether the names of one side are all among the other's, in full or as initials."""
    small, large = sorted((one, other), key=len)
    return _matched(small, large, slavic=slavic)


def _is_cut(short: str, *people: Person) -> bool:
    """Whether somebody wrote this given name with a full stop behind it, as an abbreviation: ``Alex.``."""
    return any(
        f"{short}." in plain_title(each.name.given or each.name.literal or "").casefold() for each in people
    )


def _misspelt(one: Person, other: Person, *, slavic: bool) -> Likeness:
    first, second = "".join(one.family), "".join(other.family)
    apart = OSA.distance(first, second)
    shorter = min(len(first), len(second))
    limit = 0 if shorter < 3 else 1 if shorter < 6 else 2
    given = _given(one, other, slavic=slavic)
    known = given is Likeness.SAME and bool(one.given) and bool(other.given)
    full = known and len(one.given[0]) > 1 and len(other.given[0]) > 1
    if apart <= limit and (known or not one.given or not other.given):
        return Likeness.NEAR
    return Likeness.NEAR if full and fuzz.ratio(first, second) >= 60 else Likeness.UNLIKE


def sorted_out(
    ours: Sequence[Name], theirs: Sequence[Name]
) -> tuple[list[tuple[int, int, Likeness]], list[int], list[int]]:
    """Pair names of two lists, the most alike first: pairs, what is left of ours, what is left of theirs."""
    found = sorted(
        (-likeness(one, other), abs(place - spot), place, spot)
        for place, one in enumerate(ours)
        for spot, other in enumerate(theirs)
        if likeness(one, other) is not Likeness.UNLIKE
    )
    pairs: list[tuple[int, int, Likeness]] = []
    mine, others = set(range(len(ours))), set(range(len(theirs)))
    for grade, _, place, spot in found:
        if place in mine and spot in others:
            pairs.append((place, spot, Likeness(-grade)))
            mine.remove(place)
            others.remove(spot)
    return sorted(pairs), sorted(mine), sorted(others)
