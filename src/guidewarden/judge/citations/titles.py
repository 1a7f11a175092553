"""Titles compared: with and without subtitles, in each language the registry tells, marks of notices apart."""

import re
from collections.abc import Callable, Iterator
from enum import IntEnum

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz

from guidewarden.judge.citations.folding import folded, german_words, has_cyrillic, keys, slavic_key, words
from guidewarden.judge.citations.notices import parted
from guidewarden.judge.citations.tails import (
    counts,
    heads_another_work,
    is_silent,
    may_be_a_subtitle,
    names_another_work,
)
from guidewarden.model import Work

_BOUNDARY = re.compile(
    r"[:;?!]+[\"'”’»)]*\s+|[:?!]+[\"'”’»)]*(?=\s|$)|(?<=\w\w\w)\.\s+(?=[^\W\d_a-z])|\s+[-–—−]+\s+|[—―]|\s+[\[(=/]\s*"
    r"|,?\s+(?:or|oder|ou)[,:]\s+|,\s+(?:or|oder|ou)\s+"
)
_SECTION = re.compile(
    r"^(?:[ivx]+|forum|symposium|roundtable|special section|(?:research|original|review) articles?|articles?|(?:review )?essays?"
    r"|correspondence|perspectives?|viewpoints?)\s*[:.—–-]+\s*",
    re.IGNORECASE,
)
"""The heading of a journal's section, which some registries put before the title."""

_CLOSE = 0.8
_LENGTHENED = 0.9
"""How alike titles are of which one has a tail that makes a difference."""

_GENERIC = frozenset({
    "editorial", "introduction", "preface", "foreword", "review", "reviews", "book", "books", "note",
    "notes", "comment", "comments", "reply", "letter", "letters", "abstract", "abstracts", "index",
    "contents", "news", "obituary", "conclusion", "conclusions", "afterword", "bibliography",
    "response", "discussion", "commentary", "appendix", "errata", "erratum", "correction",
    "corrigendum", "retraction", "editors", "from", "to", "of", "in", "brief", "the", "and", "a", "an",
    "einleitung", "vorwort", "rezension", "rezensionen", "compte", "rendu", "comptes", "rendus",
    "issue", "this",
})  # fmt: skip


class TitleGrade(IntEnum):
    """How alike two titles are, the best last."""

    UNLIKE = 0
    PART = 1
    """One goes on where the other stops in the middle of a phrase, or leaves out words."""
    CLOSE = 2
    """A few letters or one word differ."""
    EQUAL = 3
    """The same but for form: case, dashes, tags, a subtitle on one side only."""


class TitleResult(Struct, frozen=True):
    """The best likeness found: ``theirs`` is the registry's title it was found with, ``better`` what to write."""

    grade: TitleGrade
    likeness: float
    theirs: str
    better: str
    another: bool = False
    """What differs makes another work, however near in letters: a number alone (Part I, Part II), or ``: A Reply``."""
    certain: bool = False
    """It is the words of one side that make it another work, and no slip in a number."""
    noted: bool = False
    """Ours has a subtitle where the record tells none: the same work most likely, and worth a look."""


def titles_of(work: Work) -> list[str]:
    """Give a record's titles in full, with subtitles after a colon, without marks of notices; the fullest first."""
    whole: list[str] = []
    plain = [parted(title).title for title in work.titles]
    subtitles = [parted(subtitle).title for subtitle in work.subtitles]
    for number, title in enumerate(plain):
        if not subtitles or not title:
            continue
        paired = subtitles[number] if number < len(subtitles) else subtitles[0]
        whole.extend(
            joined(title, subtitle)
            for subtitle in dict.fromkeys((paired, *subtitles))
            if subtitle and not same_text(title, subtitle) and not _ends_with(title, subtitle)
        )
    return list(dict.fromkeys([*whole, *(title for title in plain if title)]))


def joined(title: str, subtitle: str) -> str:
    """Write title and subtitle together: a colon between, unless the title ends in a mark of its own."""
    stripped = title.rstrip(" :")
    return f"{stripped} {subtitle}" if stripped.endswith(("?", "!", "…", "—")) else f"{stripped}: {subtitle}"


def _with_subtitles(work: Work) -> frozenset[str]:
    """Give the record's titles to which it tells a subtitle that is not among their words already."""
    told = len(work.titles) if len(work.subtitles) >= len(work.titles) else 1
    subtitles = [parted(subtitle).title for subtitle in work.subtitles]
    return frozenset(
        title
        for title in (parted(each).title for each in work.titles[:told])
        if any(each and not same_text(title, each) and not _ends_with(title, each) for each in subtitles)
    )


def is_generic(title: str) -> bool:
    """Whether a title could be that of a thousand works: ``Editorial``, ``Book Reviews``."""
    return all(word in _GENERIC or word.isdigit() for word in words(title))


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for form."""
    if keys(one) & keys(other):
        return True
    if has_cyrillic(one) != has_cyrillic(other):
        return slavic_key(one) == slavic_key(other)
    return not keys(one) and not keys(other) and one == other


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for form, or but for a subtitle that one of them lacks."""
    if same_text(one, other) or _begins(one, other) or _begins(other, one):
        return True
    return same_without_section(one, other)


def same_without_section(one: str, other: str) -> bool:
    """Whether two titles are the same but for the heading of a journal's section before one of them."""
    bare = [_SECTION.sub("", title) for title in (one, other)]
    return bare != [one, other] and same_text(*bare)


def compare_titles(ours: str, work: Work) -> TitleResult | None:
    """Compare our title with the record's; None when the record has none."""
    return _best(ours, work, _graded)


def has_title(work: Work, ours: str) -> bool:
    """Whether a record's title, in any of its languages, is ours but for form and a subtitle on one side only."""
    found = _best(ours, work, lambda _, title: TitleResult(TitleGrade.UNLIKE, 0.0, title, title))
    return found is not None and found.grade is TitleGrade.EQUAL


def _best(ours: str, work: Work, graded: Callable[[str, str], TitleResult]) -> TitleResult | None:
    theirs = titles_of(work)
    if not theirs:
        return None
    # Where the record tells the subtitle, ours must be that one or none, and none only where it makes no other work.
    bare = _with_subtitles(work)
    named = bare if any(names_another_work(parted(each).title) for each in work.subtitles) else frozenset()
    if any(same_text(ours, title) for title in work.titles if parted(title).title not in named):
        return TitleResult(TitleGrade.EQUAL, 1.0, theirs[0], "")
    ours = parted(ours).title
    noting = "subtitle" not in work.unreadable
    results = [
        _with_more(ours, title, "" if title not in bare else theirs[0], noting=noting) or graded(ours, title)
        for title in theirs
        if title not in named
    ]
    best = max(results, key=lambda result: (result.grade, not result.noted, result.likeness))
    return replace(best, theirs=theirs[0]) if best.grade is TitleGrade.EQUAL else best


def _with_more(ours: str, theirs: str, full: str, *, noting: bool) -> TitleResult | None:
    """Compare with one of the record's titles where they are equal, or one has more before or behind it; None elsewhere.

    ``full`` is the record's title with its subtitle, where it is told apart: then ours has that subtitle or none.
    """
    equal = TitleResult(TitleGrade.EQUAL, 1.0, theirs, "")
    if same_text(ours, theirs) or same_without_section(ours, theirs):
        return equal
    differs = TitleResult(TitleGrade.CLOSE, _LENGTHENED, full or theirs, full or theirs)
    for long, short in ((ours, theirs), (theirs, ours)):
        separator, tail = tail_of(long, short)
        if tail and full and long is ours:
            return differs
        if names_another_work(tail) or _is_headed(long, short):
            return replace(differs, another=True, certain=not may_be_a_subtitle(tail))
        if tail and is_silent(tail, separator):
            return equal
        if tail and _has_subtitle(short):
            return differs
        if tail:
            return replace(equal, noted=noting and long is ours)
    return None


def _is_headed(long: str, short: str) -> bool:
    """Whether before the other title stands what makes it another work: ``A Reply to …``."""
    one, other = words(long), words(short)
    place = len(one) - len(other)
    return place > 0 and one[place:] == other and heads_another_work(" ".join(one[:place]))


def _has_subtitle(title: str) -> bool:
    """Whether a title has its subtitle with it; what stands in brackets is none."""
    return any(
        not title[start:end].rstrip().endswith(("[", "(", "=", "/")) for start, end in _boundaries(title)
    )


def _graded(ours: str, theirs: str) -> TitleResult:
    likeness, rest = _likeness(ours, theirs)
    better = joined(theirs, rest) if rest else theirs
    one, other = words(ours), words(theirs)
    if likeness >= _CLOSE:
        return TitleResult(TitleGrade.CLOSE, likeness, theirs, better, counts(set(one) ^ set(other)))
    if _is_part(one, other) or _is_part(other, one):
        return TitleResult(TitleGrade.PART, max(likeness, 0.7), theirs, better)
    return TitleResult(TitleGrade.UNLIKE, likeness, theirs, better)


def _likeness(ours: str, theirs: str) -> tuple[float, str]:
    """Give the best ratio of our title, whole or without its subtitle, and the subtitle then left over."""
    whole = max(
        fuzz.ratio(folded(ours), folded(theirs)),
        fuzz.ratio(" ".join(german_words(ours)), " ".join(german_words(theirs))),
    )
    best, rest = whole / 100, ""
    for start, end in _boundaries(ours):
        ratio = fuzz.ratio(folded(ours[:start]), folded(theirs)) / 100
        if ratio > max(best, _CLOSE):
            best, rest = ratio, ours[end:]
    for start, _ in _boundaries(theirs):
        ratio = fuzz.ratio(folded(ours), folded(theirs[:start])) / 100
        if ratio > max(best, _CLOSE):
            best, rest = ratio, ""
    return best, rest


def _is_part(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the short title's words are the beginning, the end, or most of the long one's, in order."""
    if not 1 < len(short) < len(long):
        return False
    # A cut may fall inside a word.
    if long[: len(short) - 1] == short[:-1] and long[len(short) - 1].startswith(short[-1]):
        return True
    remaining = iter(long)
    return len(short) >= 3 and all(word in remaining for word in short)


def _boundaries(title: str) -> Iterator[tuple[int, int]]:
    for found in _BOUNDARY.finditer(title):
        if found.start() and found.end() < len(title):
            yield found.start(), found.end()


def _begins(long: str, short: str) -> bool:
    """Whether a title begins with the other and a subtitle follows."""
    return bool(tail_of(long, short)[1])


def tail_of(long: str, short: str) -> tuple[str, str]:
    """Give what parts a title from a subtitle that follows the other title in it, and the subtitle; empty where none does."""
    if len(long) <= len(short) // 2:
        return "", ""
    return next(
        ((long[start:end], long[end:]) for start, end in _boundaries(long) if same_text(long[:start], short)),
        ("", ""),
    )


def _ends_with(title: str, subtitle: str) -> bool:
    """Whether a registry's title holds its subtitle already."""
    return folded(title).endswith(" " + folded(subtitle))
