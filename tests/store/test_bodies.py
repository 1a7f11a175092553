"""Evidence is parted and put together without loss, and nights that bring the same share it."""

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from evidences import answered, evidence, failed, handle, link, night, page
from guidewarden.model import Attempt, Certificate, ErrorKind, Evidence, Hop
from guidewarden.store.bodies import body_of, finding_in, put_together, take_apart
from oldstore import finding

TIMES = st.datetimes(
    dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC)  # noqa: DTZ001 - made aware here
)  # fmt: skip
NAMES = st.sampled_from(
    ["server", "cf-ray", "x-iinfo", "akamai-grn", "started", "elapsed_ms", "location", "t"]
)
HOPS = st.builds(
    Hop, st.text(max_size=20), status=st.none() | st.integers(100, 999),
    headers=st.dictionaries(NAMES, st.text(max_size=9), max_size=4), elapsed_ms=st.integers(0, 10**6),
)  # fmt: skip
ATTEMPTS = st.builds(
    Attempt, TIMES, st.tuples(HOPS) | st.tuples(HOPS, HOPS) | st.just(()), st.none() | st.just(page("Ünï")),
    certificate=st.none() | st.builds(Certificate, st.text(max_size=5), st.text(max_size=5), TIMES),
    elapsed_ms=st.integers(0, 10**6),
)  # fmt: skip
EVIDENCE = st.builds(
    Evidence, st.text(max_size=30), TIMES, st.lists(ATTEMPTS, max_size=3).map(tuple),
    sibling=st.none() | ATTEMPTS, cousin=st.none() | ATTEMPTS, front=st.none() | ATTEMPTS,
)  # fmt: skip


@given(EVIDENCE, st.none() | EVIDENCE)
def test_what_went_in_comes_out(seen: Evidence, landing: Evidence | None) -> None:
    seen = replace(seen, landing=landing)
    facts, moment = take_apart(seen)
    assert put_together(facts.body, moment, seen.started) == seen


def test_nights_that_bring_the_same_share_the_facts() -> None:
    def seen(ago: int) -> Evidence:
        chance = random.Random(ago)
        first = answered(
            301, 200, urls=("http://a.example/", "https://a.example/"), headers={"cf-ray": f"{ago}-AMS"}
        )
        hops = tuple(replace(hop, elapsed_ms=chance.randrange(900)) for hop in first.hops)
        attempt = replace(first, started=night(ago), hops=hops, elapsed_ms=chance.randrange(900))
        return replace(evidence(attempt, target=link("http://a.example/")), started=night(ago))

    assert seen(1) != seen(2)
    assert take_apart(seen(1)).facts == take_apart(seen(2)).facts
    assert take_apart(seen(1)).moment != take_apart(seen(2)).moment
    other = replace(seen(1), attempts=(failed(ErrorKind.TIMEOUT),))
    assert take_apart(other).facts.digest != take_apart(seen(1)).facts.digest


def test_a_registry_s_answer_with_the_page_it_leads_to() -> None:
    page = replace(evidence(answered(403)), started=night(-1))
    seen = replace(handle(200, 1, url="https://c.example/"), landing=page)
    facts, moment = take_apart(seen)
    assert put_together(facts.body, moment, seen.started) == seen


def test_findings() -> None:
    assert finding_in(body_of(finding("a")).body) == finding("a")
