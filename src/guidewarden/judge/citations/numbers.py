"""Volumes, issues, pages and dates compared: numbers that are written in many ways."""

import re

from msgspec import Struct

from guidewarden.judge.citations.field import (
    ABSENT,
    AGREES,
    FieldResult,
    missing,
    noted,
    unclear,
    wrong,
    yaml_text,
)
from guidewarden.judge.citations.folding import folded

_ROMAN = re.compile(r"(?=[ivxlcdm])m{0,4}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_NUMBER_WORDS = re.compile(
    r"\b(?:vol(?:ume)?s?|bd|band|jg|jahrgang|tome?|t|nos?|nr|number|iss(?:ue)?|heft|h|n|tom|vyp|fasc)\b\.?"
)
_COMBINED = re.compile(r"^\s*(?:[^\W\d_]+\.?\s+)?([\w-]+)\s*\(\s*([^()]+?)\s*\)\s*$", re.IGNORECASE)
_SUPPLEMENT = re.compile(r"suppl(?:ement)?\.?\s*")
_PAGE_WORD = re.compile(r"^\s*(?:pages?|pp?\.|pp\b|seiten?|s\.(?=\s)|с\.|с{2}\.)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[-‐‑‒–—―−~]|&[mn]dash;)+\s*")
_PAGE = re.compile(r"([^\W\d_]{0,4})\.?(\d+)([^\W\d_]?)")


def _roman(text: str) -> int | None:
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _numbers(text: str) -> tuple[str, ...]:
    """Give the numbers of a volume or issue without leading zeros; roman ones as Arabic; () when there are none."""
    found: list[str] = []
    for word in _bare(text).split():
        roman = _roman(word)
        digits = re.fullmatch(r"0*(\d{1,9})[a-z]?|([a-z]{1,2}\d{1,9})", word)
        if digits:
            found.append(digits[1] or digits[2])
        elif roman:
            found.append(str(roman))
    return tuple(found)


def parted_volume(volume: str, issue: str) -> tuple[str, str]:
    """Part ``40(4)``, which some write as the volume, into volume and issue."""
    combined = _COMBINED.match(volume)
    return (combined[1], combined[2]) if combined and not issue else (volume, issue)


def compare_number(field: str, ours: str, theirs: str) -> FieldResult:
    """Compare volumes or issues.

    A season or another word says nothing for or against a number; a double issue beside one of its two is right
    enough: both are notes, for they may as well be slips.
    """
    if not theirs:
        return ABSENT
    if not ours:
        return missing(field, theirs, _quoted(theirs))
    if folded(ours) == folded(theirs) or _parts(ours) == _parts(theirs):
        return AGREES
    one, other = _numbers(ours), _numbers(theirs)
    if not one or not other or _names_season(ours) != _names_season(theirs):
        same = bool(one) and one == other
        return AGREES if same else unclear(field, ours, theirs, _quoted(theirs) if other else "")
    if set(one) & set(other) or _inside(one, other) or _inside(other, one):
        return noted(field, ours, theirs, _quoted(theirs))
    return wrong(field, ours, theirs, _quoted(theirs))


def _parts(text: str) -> tuple[str, ...]:
    """Give a volume or issue in one spelling: no "Vol.", no leading zeros, Arabic numbers, nothing twice."""
    found = (str(_roman(word) or word.lstrip("0")) for word in _bare(text).split())
    return tuple(dict.fromkeys(found))


def _bare(text: str) -> str:
    return _SUPPLEMENT.sub("s", _NUMBER_WORDS.sub(" ", folded(text)))


def _names_season(text: str) -> bool:
    """Whether an issue is called by a word: ``Spring 2016``, ``Special Issue``."""
    return any(len(word) >= 3 and word.isalpha() and _roman(word) is None for word in _bare(text).split())


def _inside(one: tuple[str, ...], span: tuple[str, ...]) -> bool:
    """Whether an issue lies in a double one (3 in 2–4)."""
    if len(span) != 2 or not all(number.isdigit() for number in (*one, *span)):
        return False
    return all(int(span[0]) <= int(number) <= int(span[1]) for number in one)


def _quoted(text: str) -> str:
    """Volumes and issues are strings in guides, and stand in quotes there."""
    written = yaml_text(text.strip())
    return written if not text.strip()[:1].isdigit() or written.startswith('"') else f'"{written}"'


class _Pages(Struct, frozen=True):
    """A range of pages; ``last`` is None for a single page or an article number."""

    letter: str
    first: int
    last: int | None
    roman: bool = False
    tail: str = ""
    """Letters behind the numbers, and that of the last page where it is not the first one's."""

    @property
    def is_article_number(self) -> bool:
        return self.last is None and (self.letter in {"e", "l", "article"} or self.first >= 10_000)


def _read_pages(text: str) -> _Pages | None:
    """Read ``7–44``, ``425-37``, ``S12-S18``, ``ix–xii``, ``e0123456``, ``pp. 12 ff.``; None for anything else."""
    text = _PAGE_WORD.sub("", text).strip().rstrip(".").casefold()
    text = re.split(r"[,;]", text, maxsplit=1)[0].strip().removesuffix("+")
    text = re.sub(r"\s*ff?\.?$", "", text)
    parts = [part for part in _DASH.split(text) if part]
    if not 1 <= len(parts) <= 2:
        return None
    first = _PAGE.fullmatch(parts[0])
    if first is None:
        romans = [_roman(part) for part in parts]
        if romans[0] is None:
            return None
        return _Pages("", romans[0], romans[1] if len(parts) == 2 else None, roman=True)
    last = _PAGE.fullmatch(parts[1]) if len(parts) == 2 else None
    if len(first[2]) > 12 or (last is not None and len(last[2]) > 12):
        return None
    start = int(first[2])
    if last is None:
        return _Pages(first[1], start, None, tail=first[3])
    digits = last[2]
    if len(digits) < len(first[2]) and int(digits) < start:
        digits = first[2][: -len(digits)] + digits
    other = last[1] if last[1] != first[1] else ""
    return _Pages(first[1], start, int(digits), tail=first[3] + other + last[3])


def _other_ranges(text: str) -> tuple[str, ...]:
    """Give what follows the first range: ``50`` of ``7–44, 50``."""
    return tuple(filter(None, (folded(part) for part in re.split(r"[,;]", text)[1:])))


def page_value(page: str) -> str:
    """Write a registry's pages as guides do: an en dash, the last page in full."""
    pages = _read_pages(page)
    plain = _DASH.sub("–", _PAGE_WORD.sub("", page).strip())
    if pages is None or pages.roman or pages.last is None or "," in plain:
        return plain
    second = plain.partition("–")[2]
    letter = re.match(r"[^\W\d_]*", second)
    prefix = plain[: len(pages.letter)]
    return f"{prefix}{pages.first}–{letter[0] if letter else ''}{pages.last}"


def compare_pages(ours: str, theirs: str) -> tuple[FieldResult, bool | None]:
    """Compare pages; also tell whether the first pages agree (None when they cannot be compared)."""
    if not theirs:
        return ABSENT, None
    if not ours:
        return missing("page", theirs, yaml_text(page_value(theirs))), None
    one, other = _read_pages(ours), _read_pages(theirs)
    written = yaml_text(page_value(theirs))
    if one is None or other is None:
        same = page_value(ours).casefold() == page_value(theirs).casefold()
        return (AGREES, True) if same else (unclear("page", ours, theirs, written), None)
    # An article number beside pages that count from one: journals that have both give either.
    if one.is_article_number != other.is_article_number:
        counted = other if one.is_article_number else one
        if counted.first <= 1:
            return ABSENT, None
    if one.roman != other.roman or (one.letter and other.letter and one.letter != other.letter):
        return wrong("page", ours, theirs, written), False
    if one.first != other.first:
        # First-page-only registries and the other way round leave only the start to compare.
        return wrong("page", ours, theirs, written), False
    if one.last is None or other.last is None or one.last == other.last:
        shorter = one.last is None and other.last not in (None, other.first)
        exact = not shorter and _lettered_alike(one, other) and _other_ranges(ours) == _other_ranges(theirs)
        return (AGREES if exact else noted("page", ours, theirs, written)), True
    return wrong("page", ours, theirs, written, likeness=0.5), True


def _lettered_alike(one: _Pages, other: _Pages) -> bool:
    """Whether the letters around the numbers are the same; article numbers often lose theirs."""
    return (one.is_article_number and other.is_article_number) or (
        (one.letter, one.tail) == (other.letter, other.tail)
    )


class _Date(Struct, frozen=True):
    year: int
    month: int | None
    day: int | None

    @property
    def months(self) -> int:
        return self.year * 12 + (self.month or 1)

    def agrees(self, other: "_Date") -> bool:
        """Whether the two are one date, as far as both tell."""
        if self.year != other.year or None in (self.month, other.month):
            return self.year == other.year
        return self.month == other.month and (None in (self.day, other.day) or self.day == other.day)


def _read_date(text: str) -> _Date | None:
    found = re.match(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)", text.strip())
    if found is None:
        return None
    month = int(found[2]) if found[2] and 1 <= int(found[2]) <= 12 else None
    day = int(found[3]) if month and found[3] and 1 <= int(found[3]) <= 31 else None
    return _Date(int(found[1]), month, day)


def compare_dates(ours: str | None, dates: tuple[str, ...]) -> FieldResult:
    """Compare our date with all that the registry tells.

    A year beside those told is right when it may be that of the other publication, online or print: when
    only one date is told, or the cover's year is the next one. When both are told, it is wrong. A month or a day
    that is none of those told, of a year that is, is a note: the cover's is often another than the registry's.
    """
    told = [(date, text) for text in dict.fromkeys(dates) if (date := _read_date(text)) is not None]
    if not told:
        return ABSENT
    latest = max(told, key=lambda each: (each[0].year, each[0].month or 13))[1]
    shown = ", ".join(text for _, text in sorted(told, key=lambda each: each[0].months))
    if ours is None:
        return missing("issued", shown, f'"{latest[:7] if _read_date(latest) else latest}"')
    mine = _read_date(ours)
    if mine is None:
        return ABSENT
    better = f'"{latest[: len(ours)]}"' if len(latest) >= len(ours) else f'"{latest}"'
    years = sorted({date.year for date, _ in told})
    if years[0] <= mine.year <= years[-1]:
        right = mine.month is None or any(mine.agrees(date) for date, _ in told)
        return AGREES if right else noted("issued", ours, shown, better)
    if _may_be_the_other(mine, [date for date, _ in told]):
        return noted("issued", ours, shown, better, likeness=0.5)
    return wrong("issued", ours, shown, better)


def _may_be_the_other(mine: _Date, told: list[_Date]) -> bool:
    """Whether a year that no date has may still be right: that of the publication the registry does not tell."""
    first, last = min(told, key=lambda date: date.months), max(told, key=lambda date: date.months)
    later = mine.year == last.year + 1
    if not later and mine.year != first.year - 1:
        return False
    near = last if later else first
    if mine.month and near.month and abs(mine.months - near.months) >= 10:
        return False
    single = len({(date.year, date.month) for date in told}) == 1
    if single or near.month is None:
        # Of a single date nobody knows which it is; half a year lies between online and print at most, mostly.
        return later or near.month is None or near.month <= 6
    return near.month >= 11 if later else near.month <= 2
