"""What a run shows of the web behind the guides: large sites, slow ones, certificates that end; shared links."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from guidewarden.model import Attempt, Evidence, Kind, Result, RunView, State
from guidewarden.report.catalogue import Words
from guidewarden.report.html.links import host_of, result_href
from guidewarden.report.words import address, days_between

LARGEST = 10
SHARED = 50
ENDING = dt.timedelta(days=30)
SLOW = 1000
"""Milliseconds below which an answer is not slow."""


class Site(Struct, frozen=True):
    """A host: how many links lead to it, and how many of them are broken or watched."""

    host: str
    links: str
    wrong: str


class Slow(Struct, frozen=True):
    """A slow answer: the link as readers see it, its address, and how long it took."""

    label: str
    address: str
    href: str
    took: str


class Ending(Struct, frozen=True):
    """A certificate that ends soon: its host, the day in words, how soon, and who issued it."""

    host: str
    day: str
    left: str
    issuer: str


class Shared(Struct, frozen=True):
    """A link in several guides: its address, the guides' titles, and the texts readers see, each once."""

    address: str
    href: str
    state: str
    word: str
    guides: tuple[str, ...]
    labels: tuple[str, ...]


def largest(view: RunView, words: Words) -> tuple[Site, ...]:
    """Give the hosts that most links lead to."""
    links: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for result in view.results:
        if result.target.kind is Kind.LINK and result.target.host:
            links[result.target.host] += 1
            wrong[result.target.host] += result.verdict.state in (State.BROKEN, State.FAILING)
    ranked = sorted(links.items(), key=lambda item: (-item[1], item[0]))[:LARGEST]
    return tuple(Site(host, words.number(count), words.number(wrong[host])) for host, count in ranked)


def slowest(view: RunView, words: Words) -> tuple[Slow, ...]:
    """Give the links whose last answer took longest, where that was long; what gave none is not slow."""
    timed = [
        (result.evidence.last.elapsed_ms, result)
        for result in view.results
        if result.evidence and result.evidence.last and result.evidence.last.status
    ]
    ranked = sorted((one for one in timed if one[0] >= SLOW), key=lambda one: -one[0])[:LARGEST]
    return tuple(
        Slow(
            _label(result) or address(result),
            address(result),
            result_href(result, address(result)),
            words.say("evidence.milliseconds", n=words.number(took)),
        )
        for took, result in ranked
    )


def ending(view: RunView, words: Words) -> tuple[Ending, ...]:
    """Give the certificates seen that end within thirty days of the run, the soonest first."""
    now = view.run.started
    soonest: dict[str, tuple[dt.datetime, str]] = {}
    for attempt in _attempts(view):
        seen, host = attempt.certificate, host_of(attempt.final_url or "")
        if seen and host and now <= seen.not_after <= now + ENDING:
            found = (seen.not_after, seen.issuer)
            soonest[host] = min(soonest.get(host, found), found)
    return tuple(
        Ending(host, words.day(end, now), words.count("web.left", days_between(now, end)), issuer)
        for host, (end, issuer) in sorted(soonest.items(), key=lambda item: (item[1], item[0]))
    )


def shared(view: RunView, words: Words) -> tuple[tuple[Shared, ...], int]:
    """Give the links that stand in most guides, and how many stand in several."""
    titles = {guide.id: guide.title for guide in view.guides}
    found = []
    for result in view.results:
        guides = tuple(dict.fromkeys(place.guide for place in result.occurrences))
        if len(guides) > 1 and result.target.kind is not Kind.PAGE:
            found.append((guides, result))
    found.sort(key=lambda one: (-len(one[0]), -len(one[1].occurrences)))
    return tuple(
        Shared(
            address(result),
            result_href(result, address(result)),
            result.verdict.state.value,
            words.state(result.verdict.state),
            tuple(titles.get(guide, guide) for guide in guides),
            tuple(dict.fromkeys(place.label for place in result.occurrences if place.label)),
        )
        for guides, result in found[:SHARED]
    ), len(found)


def _label(result: Result) -> str:
    return next((place.label for place in result.occurrences if place.label), "")


def _attempts(view: RunView) -> Iterator[Attempt]:
    for result in view.results:
        for evidence in (result.evidence, result.evidence.landing if result.evidence else None):
            if isinstance(evidence, Evidence):
                yield from evidence.attempts
