"""A year of nights in a store, faster than they would pass: how large it grows, and whether a run's start slows.

    python benchmarks/store.py [--links 10000] [--nights 365] [--all-evidence] [--nobody-mends] [--store URL]

Every night each link's evidence is kept, the run is closed with its verdicts and findings, and the store is pruned by
the default retention, as `run_job` does. What changes from night to night is drawn by the shares below. Evidence of nights
that are pruned by the end is left out unless asked for (it takes three times as long, and leaves the same rows). Printed are the
store's true size, and the processor time of a run's start (opening, `begin`, `past` and what the last run found), the best of
three, as history grows.
"""

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

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
    """What was measured: seconds of processor time of runs' starts and ends by night, and rows of evidence written."""

    starts: dict[int, float]
    ends: list[float]
    rows: int = 0


def start(url: str, base: Path, when: dt.datetime, keys: Sequence[str]) -> float:
    """Start a run thrice, as it is taken up after a kill; give the seconds of the fastest."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        with open_store(url, base) as store:
            run, _ = store.begin(SCOPE, when)
            store.past(run, keys)
            if before := store.previous(run, SCOPE):
                store.findings_of(before.id)
            spent.append(time.process_time() - begun)
    return min(spent)


def simulate(
    url: str, base: Path, count: int, nights: int, first_evidence: int, *, mended: bool = True
) -> Year:
    """Live the year; evidence is kept from night ``first_evidence`` on."""
    draw = random.Random(7)
    hosts = max(1, count // 5)
    urls = [f"https://host{n % hosts}.example/collections/{n:05}" for n in range(count)]
    links = [
        Link(f"link:{url}", url, draw.random() < LIVELY, draw.random() < REDIRECTED, draw.random() < FOUND)
        for url in urls
    ]
    known: dict[str, dt.datetime] = {}
    year = Year({}, [])
    for night in range(nights):
        when = START + dt.timedelta(days=night)
        if night % 5 == 0 or night == nights - 1:
            year.starts[night] = start(url, base, when, [link.key for link in links])
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
                if night >= first_evidence:
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
        shown = [night for night in (0, 15, 30, 90, 180, 270, options.nights - 1) if night in year.starts]
        print(
            "start of a run: "
            + ", ".join(f"{1000 * year.starts[night]:.0f} ms in night {night + 1}" for night in shown)
        )
        usual = statistics.median(year.starts[night] for night in year.starts if 15 <= night < 60)
        late = statistics.median(year.starts[night] for night in year.starts if night >= options.nights - 45)
        print(f"start, last six weeks / nights 16 to 60: {late / usual:.2f}")
        print(
            f"close and prune: {statistics.median(year.ends[15:60]):.2f} s, at the end {statistics.median(year.ends[-45:]):.2f} s"
        )
        if not options.store:
            size = sum(path.stat().st_size for path in base.glob("year.db*"))
            with open_store("sqlite:///year.db", base, alone=False) as store:
                faults = store.check()
            print(f"size: {size / 1e6:.0f} MB; {len(faults)} faults")


if __name__ == "__main__":
    main()
