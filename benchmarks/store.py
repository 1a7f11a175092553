"""A year of nights in a store, faster than they would pass: how large it grows, and whether a run's start slows.

    python benchmarks/store.py [--links 1000] [--nights 365] [--store URL]

Every night each link's evidence is kept, the run is closed with its verdicts and findings, and the store is pruned by
the default retention, as `run_job` does. What changes from night to night is drawn by the shares below. Printed are the
store's size, the time of a run's start (opening, `begin` and `past`) on the first nights and on the last ones as a ratio,
and the size for ten times as many links: everything but the runs themselves is a matter of links times nights.
"""

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
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
REDIRECTED, FOUND = 0.25, 0.2
"""Shares of links behind a redirect, and with a finding that stands all year."""

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


@dataclass
class Link:
    """A link of the simulated year."""

    key: str
    url: str
    lively: bool
    redirected: bool
    found: bool
    version: int = 0
    dead: int = 0


def page_of(link: Link, night: int) -> Page:
    """A page's facts, about 2,000 characters of JSON, as those of the shipped guides' links have."""
    say = random.Random(f"{link.key} {link.version} {night if link.lively else ''}")
    words = [say.choice(_WORDS) + str(say.randrange(40)) for _ in range(90)]
    return Page(
        media_type="text/html", bytes_read=say.randrange(9_000, 65_536), title=" ".join(words[:6]),
        headings=tuple(" ".join(words[n : n + 4]) for n in range(6, 26, 4)), language="en",
        text_length=say.randrange(900, 9_000), text_start=" ".join(words[26:66]), links=say.randrange(99),
        scripts=say.randrange(20), matter_length=say.randrange(500, 9_000), matter_start=" ".join(words[66:]),
        resources=tuple(f"https://static.example/{link.key[-4:]}/{n}.js?v={link.version}" for n in range(8)),
        canonical=link.url,
    )  # fmt: skip


def evidence_of(link: Link, when: dt.datetime, night: int, *, failing: bool) -> Evidence:
    """One link's evidence of one night, with times of its own."""
    ran = random.Random(f"{link.key} {night} times")
    hops = [
        Hop(link.url, status=301, headers={"location": link.url + "/"}, elapsed_ms=ran.randrange(30, 900))
    ]
    headers = {
        "content-type": "text/html; charset=utf-8",
        "server": "cloudflare",
        "cf-ray": f"{ran.getrandbits(64):x}-AMS",
    }
    via = HopVia.REDIRECT if link.redirected else HopVia.START
    hops = hops if link.redirected else []
    if link.dead:
        attempt = Attempt(
            when, (*hops, Hop(link.url, via, 404, headers, ran.randrange(900))), Page(title="Not found")
        )
    elif failing:
        attempt = Attempt(
            when, (*hops, Hop(link.url, via)), None, Failure(ErrorKind.TIMEOUT, "no answer in 10 s")
        )
    else:
        last = Hop(link.url, via, 200, headers, ran.randrange(30, 2_000))
        attempt = Attempt(when, (*hops, last), page_of(link, night), elapsed_ms=ran.randrange(60, 3_000))
    again = replace(attempt, started=when + dt.timedelta(seconds=2, milliseconds=ran.randrange(999)))
    return Evidence(link.key, when, (attempt, again) if failing or link.dead else (attempt,))


def finding_of(link: Link) -> Finding:
    """A finding about a link."""
    place = Occurrence(link.key, "guide", "sections[0].blocks[0].links[0].url", "A source", Span("guides/g.yaml", 3, 5, 3, 60, 70, 130), link.url)  # fmt: skip
    message = f"{link.url} is behind a redirect that has become permanent"
    return Finding("LNK003", "moved", Severity.WARNING, message, "Replace the address.", place, f"{hash(link.key) & (2**64 - 1):016x}", phase="verdict")  # fmt: skip


def simulate(url: str, base: Path, count: int, nights: int) -> tuple[list[float], list[float]]:
    """Live the year; give the seconds of every run's start and of its end with pruning."""
    draw = random.Random(7)
    links = [
        Link(f"link:https://host{n % (count // 5)}.example/collections/{n:05}", f"https://host{n % (count // 5)}.example/collections/{n:05}",
             draw.random() < LIVELY, draw.random() < REDIRECTED, draw.random() < FOUND)
        for n in range(count)
    ]  # fmt: skip
    known: dict[str, dt.datetime] = {}
    starts, ends = [], []
    for night in range(nights):
        when = START + dt.timedelta(days=night)
        begun = time.perf_counter()
        with open_store(url, base) as store:
            run, _ = store.begin("run:guides", when)
            store.past(run, (link.key for link in links))
            starts.append(time.perf_counter() - begun)
            judged, found = [], []
            for number, link in enumerate(links):
                link.version += draw.random() < REWORKED
                link.dead = link.dead or int(draw.random() < DIES)
                failing = not link.dead and draw.random() < STUMBLES
                seen = evidence_of(
                    link, when + dt.timedelta(milliseconds=40 * number), night, failing=failing
                )
                store.add_evidence(run.id, seen)
                state, reason, status = (
                    (State.BROKEN, "not-found", 404) if link.dead
                    else (State.FAILING, "timeout", None) if failing
                    else (State.OK, "reachable", 200)
                )  # fmt: skip
                judged.append(Judged(link.key, seen.started, Verdict(state, reason, when), status))
                if link.found or link.dead:
                    found.append(finding_of(link))
            begun = time.perf_counter()
            store.finish(replace(run, finished=when, state=RunState.COMPLETE), judged, found, known)
            store.prune(when, Retention())
            ends.append(time.perf_counter() - begun)
            known = {one.fingerprint: known.get(one.fingerprint, when) for one in found}
    return starts, ends


def main() -> None:
    """Simulate, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--links", type=int, default=1_000)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--store", help="a store to fill instead of a file that goes again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        starts, ends = simulate(options.store or "sqlite:///year.db", base, options.links, options.nights)
        some = max(1, min(15, options.nights // 4))
        first, last = statistics.median(starts[1 : some + 1]), statistics.median(starts[-some:])
        full = statistics.median(starts[some : 2 * some])
        print(f"{options.nights} nights of {options.links:,} links, retention {Retention()}")
        print(
            f"start of a run (open, begin, past): {1000 * first:.1f} ms on the first {some} nights, {1000 * full:.1f} ms on "
            f"the next (with a fortnight to tell of), {1000 * last:.1f} ms on the last: ratio {last / first:.2f}, {last / full:.2f}"
        )
        print(
            f"close and prune: {1000 * statistics.median(ends[:some]):.0f} ms, then {1000 * statistics.median(ends[-some:]):.0f} ms"
        )
        if not options.store:
            size = sum(path.stat().st_size for path in base.glob("year.db*"))
            print(
                f"size: {size / 1e6:.1f} MB; ten times as many links, at the same shares: {size / 1e5:.0f} MB"
            )


if __name__ == "__main__":
    main()
