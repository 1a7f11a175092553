"""The runs that are kept: a mark in each report that tells of its run, and the page that lists them."""

import json
import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from msgspec import Struct

from guidewarden import __version__
from guidewarden.model import RunState, RunView, State
from guidewarden.report.catalogue import Words
from guidewarden.report.digest import Digest, Topic
from guidewarden.report.html.pages import document
from guidewarden.report.html.topics import STATES
from guidewarden.report.words import iso

KEPT = 90
"""How many runs are kept and listed."""

READ = 8192
"""How many characters at the beginning of a report hold its mark."""

_MARK = re.compile(r'<meta name="guidewarden-run" content="([^"]{0,4000})">')
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_LISTED = (State.BROKEN, State.FAILING, State.MOVED, State.OK)
"""The states that a list of runs has room for."""

_RUN_STATES = tuple(state.value for state in RunState)


class KeptRun(Struct, frozen=True):
    """What a kept report's mark tells: when (ISO 8601), how it ended, and its counts."""

    href: str
    started: str
    state: str
    counts: Mapping[str, int]
    new: int
    fixed: int


def kept_mark(view: RunView, sorted_run: Digest) -> str:
    """Tell of a run in one short JSON text, which stands in its report."""
    return json.dumps(
        {
            "started": iso(view.run.started),
            "state": view.run.state.value,
            "counts": {state.value: number for state, number in view.counts.items() if number},
            "new": sorted_run.weight(Topic.NEW),
            "fixed": sorted_run.weight(Topic.FIXED),
        },
        separators=(",", ":"),
    )


def read_mark(beginning: str, href: str) -> KeptRun | None:
    """Read the mark in the beginning of a report; None where there is none, or none that can be understood."""
    found = _MARK.search(beginning)
    if not found:
        return None
    try:
        told: Any = json.loads(unescape(found[1]))
        counts = {state.value: int(told["counts"].get(state.value, 0)) for state in STATES}
        run = KeptRun(href, told["started"], told["state"], counts, int(told["new"]), int(told["fixed"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    sound = run.state in _RUN_STATES and _MOMENT.fullmatch(str(run.started))
    return run if sound else None


def render_runs(runs: Iterable[KeptRun], latest: str, words: Words) -> str:
    """Give the page that lists the kept runs, the newest first, with a link to each and to the latest report."""
    ordered = sorted(runs, key=lambda run: run.started, reverse=True)
    return document(
        "runs.html.j2",
        words,
        {"runs": ordered, "latest": latest, "states": _LISTED, "version": __version__},
        script=False,
    )
