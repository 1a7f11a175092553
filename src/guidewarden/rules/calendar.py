"""Months on the calendar, for dates that policies are written in."""

import calendar
import datetime as dt


def add_months(day: dt.date, months: int) -> dt.date:
    """Give the same day some months later, or the last of that month when it is shorter; never past year 9999."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def long_date(day: dt.date) -> str:
    """Write a day so that nobody takes the month for the day: 3 June 2026."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
