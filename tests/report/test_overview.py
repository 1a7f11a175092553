"""The web behind the guides, the nights as a chart, and many links with one cause."""

import datetime as dt
import re

import pytest
from msgspec.structs import replace

from golden import (
    GUIDES,
    NOW,
    answered,
    evidence,
    first_view,
    friendly_view,
    golden_view,
    link,
    past,
    place,
    verdict,
)
from guidewarden.model import REASONS, Certificate, Kind, Result, RunState, State
from guidewarden.report import html
from guidewarden.report.catalogue import words
from guidewarden.report.digest import Row, Topic, digest
from guidewarden.report.headline import notes
from guidewarden.report.html.folding import ENOUGH, GONE, OF_SITE, clusters
from guidewarden.report.html.overview import ending, largest, shared, slowest
from guidewarden.report.html.topics import STATES, strip
from guidewarden.report.html.trend import NIGHTS, trend
from guidewarden.report.options import Options

WORDS = words()


def result(
    url: str,
    state: State = State.OK,
    reason: str = "reachable",
    *,
    took: int = 100,
    days: int = 80,
    guides: tuple[int, ...] = (0,),
) -> Result:
    target, places = link(url, *(place(guide, 5 + guide, f"Link {guide}", url) for guide in guides))
    seen = Certificate(target.host, "Example CA", NOW + dt.timedelta(days=days))
    attempt = replace(answered(url, 200), certificate=seen, elapsed_ms=took)
    return Result(target, places, verdict(state, reason), evidence(target, attempt))


def test_the_largest_sites_and_what_is_wrong_with_them() -> None:
    results = [result(f"https://big.example/{number}") for number in range(3)]
    results += [result("https://big.example/x", State.BROKEN, "gone"), result("https://small.example/")]
    found = largest(replace(friendly_view(), results=tuple(results)), WORDS)
    assert [(one.host, one.links, one.wrong) for one in found] == [
        ("big.example", "4", "1"),
        ("small.example", "1", "0"),
    ]


def test_slow_answers_are_those_that_came_late() -> None:
    results = [result("https://a.example/", took=1000), result("https://b.example/", took=12_345)]
    results += [result("https://quick.example/", took=999)]
    found = slowest(replace(friendly_view(), results=tuple(results)), WORDS)
    assert [(one.address, one.took) for one in found] == [
        ("https://b.example/", "12,345 ms"),
        ("https://a.example/", "1,000 ms"),
    ]
    assert slowest(replace(friendly_view(), results=()), WORDS) == ()


def test_certificates_that_end_within_thirty_days_the_soonest_first() -> None:
    days = {"a": 30, "b": 3, "gone": -1, "later": 31}
    results = tuple(result(f"https://{host}.example/", days=left) for host, left in days.items())
    found = ending(replace(friendly_view(), results=results), WORDS)
    assert [(one.host, one.day, one.left) for one in found] == [
        ("b.example", "Friday 27 November", "in 3 days"),
        ("a.example", "Thursday 24 December", "in 30 days"),
    ]


def test_a_doi_s_landing_page_counts_too() -> None:
    one = result("https://a.example/", days=99)
    landing = result("https://publisher.example/", days=2).evidence
    assert one.evidence
    both = replace(one, evidence=replace(one.evidence, landing=landing))
    found = ending(replace(friendly_view(), results=(both,)), WORDS)
    assert [one.host for one in found] == ["publisher.example"]


def test_links_in_several_guides_come_with_the_texts_readers_see() -> None:
    results = (result("https://both.example/", guides=(0, 1)), result("https://one.example/"))
    found, number = shared(replace(friendly_view(), results=results), WORDS)
    assert number == 1
    assert found[0].guides == (GUIDES[0].title, GUIDES[1].title)
    assert found[0].labels == ("Link 0", "Link 1")


def rows(count: int, *, host: str = "one.example", reason: str = "timeout") -> list[Row]:
    found = [result(f"https://{host}/{number}", State.BROKEN, reason) for number in range(count)]
    return [Row(Topic.STILL, one.occurrences, one) for one in found]


def test_five_links_of_one_site_that_fail_in_one_way_have_one_cause() -> None:
    few, many = rows(ENOUGH - 1), rows(ENOUGH)
    assert clusters(Topic.STILL, few) == ([], set())
    found, held = clusters(Topic.STILL, [*many, *rows(2, reason="gone"), *rows(3, host="two.example")])
    assert [(one.host, len(one.rows)) for one in found] == [("one.example", ENOUGH)]
    assert held == {id(row) for row in many}
    assert clusters(Topic.MOVED, many) == ([], set()), "each has a new address of its own"


def test_dois_that_are_not_registered_are_slips_each_of_its_own() -> None:
    dois = [
        replace(row, result=replace(row.result, target=replace(row.result.target, kind=Kind.DOI)))
        for row in rows(9)
        if row.result
    ]
    assert clusters(Topic.STILL, dois) == ([], set())


def test_a_cluster_shows_every_link_and_says_why_once() -> None:
    results = tuple(row.result for row in rows(6) if row.result)
    page = html.render(replace(friendly_view(), results=results, findings=(), gone=()))
    assert page.count('<li class="row"') == 6
    assert "one.example: 6 links fail in the same way" in page
    assert "Many links, one cause" in page
    assert "One cause is likely." in page


@pytest.mark.parametrize("reason", GONE)
def test_many_pages_that_are_gone_may_have_many_causes(reason: str) -> None:
    results = tuple(row.result for row in rows(6, reason=reason) if row.result)
    view = replace(friendly_view(), results=results, findings=(), gone=())
    page = html.render(view)
    assert "one.example: 6 links of this site are gone" in page
    assert "Many links of one site" in page
    assert "ne cause" not in page
    french = html.render(view, Options(words("fr"))).replace("\u00a0", " ")
    assert "one.example : 6 liens de ce site n’existent plus" in french
    assert "seule cause" not in french


def test_reasons_of_a_page_or_of_a_site_are_reasons() -> None:
    assert set(GONE) | set(OF_SITE) <= set(REASONS)
    assert not set(GONE) & set(OF_SITE)


def test_the_strip_says_how_many_fine_links_are_fixed_and_counts_all_of_the_text() -> None:
    view = friendly_view()
    sorted_run = digest(view)
    counts = {one.icon: one for one in strip(view, sorted_run, notes(sorted_run), WORDS)}
    again = [row for row in sorted_run.sections if row.topic is Topic.FIXED]
    fixed = sum(row.result is not None for section in again for row in section.rows)
    assert fixed == 1
    assert counts["ok"].word == "fine (1 fixed)"
    fine = sum(row.weight for row in sorted_run.fine)
    there = sum(counts[state].number for state in ("ok", "restricted", "skipped"))
    assert there == fine + fixed
    text = (Topic.CITATIONS, Topic.MARKUP, Topic.ACCESSIBILITY, Topic.POLICY)
    assert counts["note"].number == sum(map(sorted_run.weight, text))


def test_the_trend_is_the_last_ninety_complete_runs_with_this_one() -> None:
    nights = tuple((NOW - dt.timedelta(days=days), {State.BROKEN: days % 9}) for days in range(120, 0, -1))
    view = replace(friendly_view(), trend=nights)
    found = trend(view, STATES, WORDS)
    assert found is not None
    assert len(found.bars) == len(found.rows) == NIGHTS
    assert found.rows[0][0] == "2026-11-24T03:15:00Z"
    assert found.intro == "4 now broken; the most was 8, on Thursday 27 August."
    tonight = replace(view, run=replace(view.run, state=RunState.INTERRUPTED))
    partial = trend(tonight, STATES, WORDS)
    assert partial is not None
    assert partial.rows[0][0] == "2026-11-23T03:15:00Z", "what is partial is no night"


def test_bars_stand_on_the_ground_and_fit() -> None:
    found = trend(golden_view(), STATES, WORDS)
    assert found is not None
    for bar in found.bars:
        assert float(bar.middle) + float(bar.broken) == pytest.approx(120, abs=0.11)
        assert float(bar.top) + float(bar.watched) == pytest.approx(float(bar.middle), abs=0.11)
        assert 0 <= float(bar.x) <= float(bar.x) + float(bar.width) <= 900


def test_one_run_is_no_trend_and_nothing_broken_is_flat() -> None:
    assert trend(first_view(), STATES, WORDS) is None
    nights = ((NOW - dt.timedelta(days=1), {State.OK: 5}),)
    fine = replace(friendly_view(), results=(), trend=nights)
    found = trend(fine, STATES, WORDS)
    assert found is not None
    assert {bar.broken for bar in found.bars} == {"0.0"}


def test_the_strip_of_nights_ends_tonight() -> None:
    target, places = link("https://a.example/", place(0, 1, "x", "https://a.example/"))
    one = Result(target, places, verdict(State.BROKEN, "gone"), past=past(*[State.OK] * 20))
    page = html.render(replace(friendly_view(), results=(one,)))
    strip = re.search(r'<i class="n-ok">(✓+)</i><i class="n-broken">(✕+)</i>', page)
    assert strip is not None
    assert (len(strip[1]), len(strip[2])) == (13, 1)
