"""A year of nights in a store, faster than they would pass: how large it grows, and whether a run's start slows.

    python benchmarks/store.py [--links 10000] [--nights 365] [--all-evidence] [--nobody-mends] [--store URL]

Every night each link's evidence is kept, the run is closed with its verdicts and findings, and the store is pruned by
the default retention, as `run_job` does. What changes from night to night is drawn by the shares below. Evidence of nights
between the first six weeks and those that are left at the end is left out unless asked for (it takes twice as long, and leaves
the same rows). Printed are the store's true size, and the processor time of a run's start (opening, `begin`, `past` and what
the last run found): after six weeks and after the year, in turns, the best of twenty.
"""

import argparse
import datetime as dt
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from guidewarden.model import (
    Attempt,
    Evidence,
    Failure,
    Finding,
    Hop,
    HopVia,
    Occurrence,
    Page,
    Retention,
    RunState,
    Severity,
    Span,
    State,
    Verdict,
)
from guidewarden.model.checking import ErrorKind
from guidewarden.store import Judged, open_store

LIVELY = 0.15
"""Of the pages this share shows something else every night: news, dates, addresses with serial numbers."""
REWORKED = 0.01
"""Of the other pages this share is reworked in a night."""
STUMBLES = 0.015
"""Of the links this share fails for one night and is well again."""
DIES = 0.0005
"""Of the links this share breaks for good in a night: a sixth of them in a year, more than the field shows."""
MENDED = 30
"""Nights after which a librarian has put another link in the place of one that broke, unless nobody mends."""
REDIRECTED, FOUND = 0.25, 0.2
"""Shares of links behind a redirect, and with a finding that stands all year."""

SCOPE = "run:guides"
EARLY = 45
"""Nights after which a copy of the store is kept, to be compared with that of the whole year."""
START = dt.datetime(2026, 1, 1, 3, 15, tzinfo=dt.UTC)
_WORDS = [
    "library",
    "archive",
    "source",
    "treaty",
    "council",
    "minutes",
    "history",
    "journal",
    "letters",
    "summit",
    "review",
    "index",
    "notes",
]


_HEADERS = {"content-type": "text/html; charset=utf-8", "server": "cloudflare"}


@dataclass
class Link:
    """A link of the simulated year; ``page`` is what it shows until it is reworked."""

    key: str
    url: str
    lively: bool
    redirected: bool
    found: bool
    page: Page | None = None
    died: int | None = None


def page_of(link: Link, draw: random.Random) -> Page:
    """A page's facts, about 2,000 characters of JSON, as those of the shipped guides' links have."""
    words = [f"{word}{draw.randrange(40)}" for word in draw.choices(_WORDS, k=90)]
    return Page(
        media_type="text/html", bytes_read=draw.randrange(9_000, 65_536), title=" ".join(words[:6]),
        headings=tuple(" ".join(words[n : n + 4]) for n in range(6, 26, 4)), language="en",
        text_length=draw.randrange(900, 9_000), text_start=" ".join(words[26:66]), links=draw.randrange(99),
        scripts=draw.randrange(20), matter_length=draw.randrange(500, 9_000), matter_start=" ".join(words[66:]),
        resources=tuple(f"https://static.example/{link.key[-4:]}/{n}.js?v={draw.randrange(9999)}" for n in range(8)),
        canonical=link.url,
    )  # fmt: skip


def evidence_of(link: Link, when: dt.datetime, draw: random.Random, *, failing: bool) -> Evidence:
    """One link's evidence of one night, with times of its own."""
    took = draw.randrange(30, 2_000)
    hops = (
        (Hop(link.url, status=301, headers={"location": link.url + "/"}, elapsed_ms=took // 3),)
        if link.redirected
        else ()
    )
    via = HopVia.REDIRECT if link.redirected else HopVia.START
    headers = {**_HEADERS, "cf-ray": f"{draw.getrandbits(64):x}-AMS"}
    if link.died is not None:
        attempt = Attempt(when, (*hops, Hop(link.url, via, 404, headers, took)), Page(title="Not found"))
    elif failing:
        attempt = Attempt(
            when, (*hops, Hop(link.url, via)), None, Failure(ErrorKind.TIMEOUT, "no answer in 10 s")
        )
    else:
        last = Hop(link.url, via, 200, headers, took)
        attempt = Attempt(when, (*hops, last), link.page, elapsed_ms=took + 30)
    again = replace(attempt, started=when + dt.timedelta(seconds=2, milliseconds=took))
    return Evidence(link.key, when, (attempt, again) if failing or link.died is not None else (attempt,))


def finding_of(link: Link) -> Finding:
    """A finding about a link."""
    place = Occurrence(link.key, "guide", "sections[0].blocks[0].links[0].url", "A source", Span("guides/g.yaml", 3, 5, 3, 60, 70, 130), link.url)  # fmt: skip
    message = f"{link.url} is behind a redirect that has become permanent"
    return Finding("LNK003", "moved", Severity.WARNING, message, "Replace the address.", place, f"{hash(link.key) & (2**64 - 1):016x}", phase="verdict")  # fmt: skip


@dataclass
class Year:
    """What was measured: seconds of processor time of runs' ends by night, rows of evidence, and the links at the end."""

    ends: list[float]
    rows: int
    early: list[str]
    late: list[str]


def start(url: str, base: Path, when: dt.datetime, keys: Sequence[str]) -> float:
    """Start a run, or take it up; give the seconds."""
    begun = time.process_time()
    with open_store(url, base) as store:
        run, _ = store.begin(SCOPE, when)
        store.past(run, keys)
        if before := store.previous(run, SCOPE):
            store.findings_of(before.id)
        return time.process_time() - begun


def simulate(
    url: str, base: Path, count: int, nights: int, first_evidence: int, *, mended: bool = True
) -> Year:
    """Live the year; evidence is kept in the first `EARLY` nights, and from night ``first_evidence`` on.

    A store in a file is copied to ``early.db`` after the first of these.
    """
    draw = random.Random(7)
    hosts = max(1, count // 5)
    urls = [f"https://host{n % hosts}.example/collections/{n:05}" for n in range(count)]
    links = [
        Link(f"link:{url}", url, draw.random() < LIVELY, draw.random() < REDIRECTED, draw.random() < FOUND)
        for url in urls
    ]
    known: dict[str, dt.datetime] = {}
    year = Year([], 0, [], [])
    for night in range(nights):
        when = START + dt.timedelta(days=night)
        if night == EARLY:
            year.early = [link.key for link in links]
            if (base / "year.db").exists():
                shutil.copy(base / "year.db", base / "early.db")
        with open_store(url, base) as store:
            run, _ = store.begin(SCOPE, when)
            judged, found, seen = [], [], []
            for number, link in enumerate(links):
                if link.died is not None and mended and night - link.died >= MENDED:
                    new = f"{urls[number]}?{night}"
                    link.key, link.url, link.page, link.died = f"link:{new}", new, None, None
                if link.died is None and draw.random() < DIES:
                    link.died = night
                failing = link.died is None and draw.random() < STUMBLES
                reworked = link.lively or draw.random() < REWORKED
                at = when + dt.timedelta(milliseconds=40 * number)
                if night < EARLY or night >= first_evidence:
                    if reworked or link.page is None:
                        link.page = page_of(link, draw)
                    seen.append(evidence_of(link, at, draw, failing=failing))
                judged.append(judgement(link, at, when, failing=failing))
                if link.found or link.died is not None:
                    found.append(finding_of(link))
            for first in range(0, len(seen), 200):
                store.add_evidence(run.id, *seen[first : first + 200])
            year.rows += len(seen)
            begun = time.process_time()
            store.finish(replace(run, finished=when, state=RunState.COMPLETE), judged, found, known)
            store.prune(when, Retention())
            year.ends.append(time.process_time() - begun)
            known = {one.fingerprint: known.get(one.fingerprint, when) for one in found}
    year.late = [link.key for link in links]
    return year


def judgement(link: Link, at: dt.datetime, when: dt.datetime, *, failing: bool) -> Judged:
    """What a night came to with a link."""
    state, reason, status = (
        (State.BROKEN, "not-found", 404) if link.died is not None
        else (State.FAILING, "timeout", None) if failing
        else (State.OK, "reachable", 200)
    )  # fmt: skip
    return Judged(link.key, at, Verdict(state, reason, when), status)


def main() -> None:
    """Simulate, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--links", type=int, default=10_000)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument(
        "--all-evidence", action="store_true", help="also of nights that are pruned by the end"
    )
    parser.add_argument("--nobody-mends", action="store_true", help="what breaks stays broken all year")
    parser.add_argument("--store", help="a store to fill instead of a file that goes again")
    options = parser.parse_args()
    kept = Retention().evidence_days + 5
    first = 0 if options.all_evidence else max(0, options.nights - kept)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        year = simulate(
            options.store or "sqlite:///year.db",
            base,
            options.links,
            options.nights,
            first,
            mended=not options.nobody_mends,
        )
        print(
            f"{options.nights} nights of {options.links:,} links, {year.rows:,} rows of evidence written; {Retention()}"
        )
        print(
            f"close and prune: {statistics.median(year.ends[15:60]):.2f} s, at the end {statistics.median(year.ends[-45:]):.2f} s"
        )
        if options.store or options.nights <= EARLY:
            return
        size = sum(path.stat().st_size for path in base.glob("year.db*"))
        with open_store("sqlite:///year.db", base, alone=False) as store:
            faults = store.check()
        print(f"size: {size / 1e6:.0f} MB; {len(faults)} faults")
        early, late = [], []
        for _ in range(20):
            early.append(start("sqlite:///early.db", base, START + dt.timedelta(days=EARLY), year.early))
            after = START + dt.timedelta(days=options.nights)
            late.append(start("sqlite:///year.db", base, after, year.late))
        print(
            f"start of a run: {1000 * min(early):.0f} ms after {EARLY} nights, {1000 * min(late):.0f} ms after "
            f"{options.nights}: {min(late) / min(early):.2f}"
        )


if __name__ == "__main__":
    main()
