"""``guidewarden status``: how the nightly service is, for people and for monitoring."""

import argparse
import datetime as dt
import json
import sys
from typing import Any

from guidewarden.cli import loading
from guidewarden.cli.commands.schedule import timetable_of
from guidewarden.cli.exits import Exit
from guidewarden.report.words import iso, one_line
from guidewarden.schedule.service import JOB
from guidewarden.schedule.status import Health, Status, status_of
from guidewarden.store import SlotState, open_slots

_WORDS = {
    Health.WELL: "All is well.",
    Health.RUNNING: "A night is being run.",
    Health.WAITING: "No night has been run yet.",
    Health.LATE: "A night is overdue: is the service running? Its log says more.",
    Health.FAILED: "The last night could not be run; the service's log says why.",
}
_STATES = {
    SlotState.HELD: "being run",
    SlotState.FREE: "to be tried again",
    SlotState.DONE: "done",
    SlotState.FAILED: "given up",
}


def run(options: argparse.Namespace) -> int:
    """Print last and next runs; 0 when all is well, 3 when a night failed or is overdue, 4 when none was ever run."""
    settings, base = loading.load_base(options)
    now = loading.now()
    with open_slots(settings.store, base) as slots:
        status = status_of(slots.recent(JOB), timetable_of(settings), now)
    if options.format == "json":
        sys.stdout.write(json.dumps(_data(status), indent=2) + "\n")
    else:
        sys.stdout.write(_text(status, now))
    return {Health.WELL: Exit.CLEAN, Health.RUNNING: Exit.CLEAN, Health.WAITING: Exit.NOTHING}.get(
        status.health, Exit.INCOMPLETE
    )


def _text(status: Status, now: dt.datetime) -> str:
    lines = [_WORDS[status.health]]
    if status.last is not None:
        slot = status.last
        ended = f", ended {_moment(slot.finished_at)}" if slot.finished_at else ""
        note = f" ({one_line(slot.note)})" if slot.note else ""
        lines.append(
            f"Last: {_moment(slot.slot)}, {_STATES[slot.state]}{note}{ended}, by {one_line(slot.holder)}"
        )
    if status.well is not None and status.well != status.last:
        lines.append(f"Last one run to its end: {_moment(status.well.slot)}")
    lines.append(f"Next: {_moment(status.next)} (in {_span(status.next - now)})")
    return "\n".join(lines) + "\n"


def _data(status: Status) -> dict[str, Any]:
    last, well = status.last, status.well
    return {
        "schema": 1,
        "health": status.health.value,
        "last": None
        if last is None
        else {
            "slot": iso(last.slot),
            "state": last.state.value,
            "attempt": last.attempt,
            "holder": last.holder,
            "claimed_at": iso(last.claimed_at),
            "finished_at": iso(last.finished_at) if last.finished_at else None,
            "note": last.note,
        },
        "last_done": iso(well.slot) if well else None,
        "next": iso(status.next),
    }


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _span(span: dt.timedelta) -> str:
    minutes = max(0, round(span.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
