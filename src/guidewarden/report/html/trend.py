"""The last nights as a chart: one bar a run, broken below and watched above, drawn without script."""

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct

from guidewarden.model import RunState, RunView, State
from guidewarden.report.catalogue import Words
from guidewarden.report.words import iso

NIGHTS = 90
WIDTH, HEIGHT = 900, 120
"""The chart's own units; it stretches to the page's width."""

_GAP = 0.18
_SLOTS = 21
"""For how many bars there is room at least, so that few runs do not make broad ones."""

Night = tuple[dt.datetime, Mapping[State, int]]


class Bar(Struct, frozen=True):
    """One run's bar: where it stands, how high its two parts are, and what it says."""

    x: str
    width: str
    broken: str
    watched: str
    top: str
    middle: str
    words: str


class Trend(Struct, frozen=True):
    """A chart ready to lay out, and its numbers: when (ISO and in words), then one number a state."""

    title: str
    intro: str
    label: str
    most: str
    first: str
    last: str
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]


def trend(view: RunView, states: Sequence[State], words: Words) -> Trend | None:
    """Give the chart of the last complete runs with this one; None before there are two."""
    nights = _nights(view)
    if len(nights) < 2:
        return None
    heights = [_broken(night) + _watched(night) for night in nights]
    most = max(range(len(nights)), key=lambda number: _broken(nights[number]))
    (first, _), (last, _) = nights[0], nights[-1]
    return Trend(
        title=words.count("trend.title", len(nights)),
        intro=words.say(
            "trend.intro",
            broken=words.number(_broken(nights[-1])),
            most=words.number(_broken(nights[most])),
            day=words.day(nights[most][0], last),
        ),
        label=words.say(
            "trend.chart",
            n=len(nights),
            first=words.date(first),
            last=words.date(last),
            from_broken=words.number(_broken(nights[0])),
            to_broken=words.number(_broken(nights[-1])),
        ),
        most=words.number(max(heights)),
        first=words.date(first),
        last=words.date(last),
        bars=tuple(
            _bar(night, number, len(nights), max(heights), words) for number, night in enumerate(nights)
        ),
        rows=tuple(
            (
                iso(when),
                words.date_time(when),
                tuple(words.number(counts.get(state, 0)) for state in states),
            )
            for when, counts in reversed(nights)
        ),
    )


def _nights(view: RunView) -> list[Night]:
    earlier = [night for night in view.trend if night[0] < view.run.started]
    now: list[Night] = [(view.run.started, view.counts)] if view.run.state is RunState.COMPLETE else []
    return [*earlier, *now][-NIGHTS:]


def _bar(night: Night, number: int, count: int, most: int, words: Words) -> Bar:
    when, _ = night
    step = WIDTH / max(count, _SLOTS)
    broken = HEIGHT * _broken(night) / (most or 1)
    watched = HEIGHT * _watched(night) / (most or 1)
    return Bar(
        x=f"{(number + _GAP / 2) * step:.1f}",
        width=f"{step * (1 - _GAP):.1f}",
        broken=f"{broken:.1f}",
        watched=f"{watched:.1f}",
        top=f"{HEIGHT - broken - watched:.1f}",
        middle=f"{HEIGHT - broken:.1f}",
        words=f"{words.date(when)}: {words.number(_broken(night))} {words.state(State.BROKEN)}, "
        f"{words.number(_watched(night))} {words.state(State.FAILING)}",
    )


def _broken(night: Night) -> int:
    return night[1].get(State.BROKEN, 0)


def _watched(night: Night) -> int:
    return night[1].get(State.FAILING, 0)
