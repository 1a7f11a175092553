"""Runs as large as a library's: for tests and the benchmark of the reports."""

import datetime as dt
from itertools import accumulate

from msgspec.structs import replace

from golden import BEFORE, GUIDES, NOW, answered, evidence, link, past, place, verdict
from guidewarden.model import (
    Finding,
    Fix,
    Occurrence,
    Result,
    Run,
    RunState,
    RunView,
    Severity,
    SourceText,
    State,
    fingerprint,
)

SHARES = ((State.BROKEN, "not-found", 3), (State.FAILING, "timeout", 1), (State.MOVED, "permanent-redirect", 4),
          (State.BLOCKED, "forbidden", 8), (State.RESTRICTED, "login-required", 5))  # fmt: skip
"""In a hundred links, as states and reasons; the rest is fine."""


def many(count: int, hosts: int = 900) -> RunView:
    """A usual large library: one link in twelve needs somebody, one in twelve refuses robots.

    The guides' files are there, and links that moved have a fix, as in a true run.
    """
    states = [(state, reason) for state, reason, share in SHARES for _ in range(share * count // 100)]
    states += [(State.OK, "reachable")] * (count - len(states))
    urls = [
        f"https://www.library{number % hosts}.example.org/collections/items/{number}.html"
        for number in range(count)
    ]
    files = [_File(guide.path, urls[start::2]) for start, guide in enumerate(GUIDES[:2])]
    results: list[Result] = []
    findings: list[Finding] = []
    for number, (state, reason) in enumerate(states):
        url = urls[number]
        where = place(number % 2, number // 2 + 1, f"Finding aid number {number}", url)
        target, places = link(url, files[number % 2].placed(where))
        new = url + "?new" if state is State.MOVED else None
        judged = replace(verdict(state, reason, 3, 4), replacement=new)
        seen = evidence(target, answered(url, 404, server="nginx"))
        results.append(Result(target, places, judged, seen, past(*[state] * 14, reason=reason)))
        if new:
            findings.append(_moved(places[0], new))
    trend = tuple(
        (NOW - dt.timedelta(days=days), {State.OK: count - 9, State.BROKEN: 3 + days % 7, State.FAILING: 2})
        for days in range(90, 0, -1)
    )
    now = Run("now", NOW, NOW, RunState.COMPLETE)
    before = Run("before", BEFORE, BEFORE, RunState.COMPLETE)
    return RunView(
        now,
        GUIDES[:2],
        tuple(results),
        tuple(findings),
        before,
        {},
        trend=trend,
        sources={file.source.path: file.source for file in files},
    )


class _File:
    """A guide's file as it would be, one link a line, with the place of each address."""

    def __init__(self, path: str, urls: list[str]) -> None:
        lines = [f"      - {{url: {url}, label: Finding aid}}\n" for url in urls]
        starts = accumulate(map(len, lines), initial=len("      - {url: "))
        self.starts = dict(zip(urls, starts, strict=False))
        self.source = SourceText(path, "".join(lines))

    def placed(self, where: Occurrence) -> Occurrence:
        """Give the place its true span."""
        start = self.starts[where.written]
        return replace(where, span=self.source.span(start, start + len(where.written)))


def _moved(where: Occurrence, new: str) -> Finding:
    fix = Fix(where.span.start, where.span.end, new, True, f"Replace the address by {new}")
    mark = fingerprint("LNK003", where.guide, where.target_key, where.route)
    message = f"“{where.label}” has moved to {new}. The page has moved for good."
    return Finding(
        "LNK003", "moved-link", Severity.INFO, message, f"Replace the address by {new}", where, mark, fix, "verdict"
    )  # fmt: skip
