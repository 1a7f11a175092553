"""Cron expressions, read as crontab(5) has them: which minutes, hours and days they mean."""

import datetime as dt

from msgspec import Struct

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_LONGEST = 40


class _Field(Struct, frozen=True):
    name: str
    low: int
    high: int
    words: tuple[str, ...] = ()

    def number(self, text: str) -> int | None:
        if text in self.words:
            return self.low + self.words.index(text)
        usable = text.isascii() and text.isdigit() and len(text) < 3
        return int(text) if usable and self.low <= int(text) <= self.high else None


_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of the month", 1, 31),
    _Field("month", 1, 12, _MONTHS),
    _Field("day of the week", 0, 7, _WEEKDAYS),
)
_LAST = "last"
"""As a day of the month: its last one, whichever that is."""


class Cron(Struct, frozen=True):
    """When something is due, in wall-clock time. Weekdays count from Sunday, 0.

    Where both days of the month and days of the week are restricted, either is enough, as crontab(5) has it.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    last_day: bool
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    @classmethod
    def parse(cls, text: str) -> "Cron":
        """Read an expression of five fields. Raises `ValueError` with the reason in plain words."""
        texts = text.lower().split()
        if len(texts) != len(_FIELDS):
            raise ValueError(
                f"a cron expression has 5 fields (minute hour day month weekday), and this has {len(texts)}"
            )
        last_day = _LAST in texts[2].split(",")
        minutes, hours, days, months, weekdays = (
            _values(part, field) for part, field in zip(texts, _FIELDS, strict=True)
        )
        cron = cls(
            tuple(sorted(minutes)),
            tuple(sorted(hours)),
            frozenset(days),
            last_day,
            frozenset(months),
            frozenset(day % 7 for day in weekdays),
            either=not texts[2].startswith("*") and not texts[4].startswith("*"),
        )
        if not any(map(cron.includes, _leap_year())):
            raise ValueError("no such day ever comes; look at the day of the month and the month")
        return cron

    def includes(self, day: dt.date) -> bool:
        """Tell whether this is one of its days."""
        if day.month not in self.months:
            return False
        of_month = day.day in self.days or (self.last_day and (day + dt.timedelta(days=1)).day == 1)
        of_week = day.isoweekday() % 7 in self.weekdays
        return of_month or of_week if self.either else of_month and of_week


def _leap_year() -> list[dt.date]:
    return [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(366)]


def _values(text: str, field: _Field) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        values = _part(part, field)
        if values is None:
            shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
            raise ValueError(
                f"“{shown}” is no {field.name} ({field.low}-{field.high}, `*`, lists, ranges, `*/n`)"
            )
        found.update(values)
    return found


def _part(part: str, field: _Field) -> range | None:
    span, slash, interval = part.partition("/")
    step = int(interval) if interval.isascii() and interval.isdigit() and len(interval) < 4 else 0
    if slash and step == 0:
        return None
    if span == "*":
        return range(field.low, field.high + (field.high != 7), step or 1)
    if part == _LAST and field.name == "day of the month":
        return range(0)
    first_text, dash, last_text = span.partition("-")
    first = field.number(first_text)
    last = field.number(last_text) if dash else field.high if slash else first
    if last == 0 and dash and field.high == 7 and first:
        last = 7  # fri-sun: Sunday ends a week as well as it begins one
    if first is None or last is None or last < first:
        return None
    return range(first, last + 1, step or 1)
