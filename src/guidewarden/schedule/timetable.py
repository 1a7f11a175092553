"""When nights are due: a cron expression on the wall clock of a time zone, as moments in UTC."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from msgspec import Struct

from guidewarden.model import Cron

_DAY = dt.timedelta(days=1)
_LONGEST_GAP = 366 * 9
"""Days between two 29 February at the most: 1896 to 1904, 2096 to 2104."""


class Timetable(Struct, frozen=True):
    """The moments of a cron expression in a time zone.

    Each wall-clock time is due once: one that comes twice, as clocks are set back, the first time; one that never
    comes, as they are set forward, as long after the change as it would have been (02:30 becomes 03:30).
    """

    cron: Cron
    zone: ZoneInfo

    def after(self, moment: dt.datetime) -> dt.datetime:
        """Give the first moment due after this one (UTC)."""
        return next(due for day in self._days(moment, _DAY) for due in self._moments(day) if due > moment)

    def last(self, moment: dt.datetime) -> dt.datetime:
        """Give the last moment due at or before this one (UTC)."""
        return next(
            due for day in self._days(moment, -_DAY) for due in reversed(self._moments(day)) if due <= moment
        )

    def _days(self, moment: dt.datetime, step: dt.timedelta) -> Iterator[dt.date]:
        # From one day on the other side: what a change of clocks moves may come to lie on the next day.
        first = moment.astimezone(self.zone).date() - step
        return (day for number in range(_LONGEST_GAP) if self.cron.includes(day := first + number * step))

    def _moments(self, day: dt.date) -> list[dt.datetime]:
        walls = (
            dt.datetime.combine(day, dt.time(hour, minute), self.zone)
            for hour in self.cron.hours
            for minute in self.cron.minutes
        )
        return sorted({wall.astimezone(dt.UTC) for wall in walls})
