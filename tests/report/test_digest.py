import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golden import (
    GUIDES,
    NOW,
    first_view,
    friendly_view,
    golden_view,
    link,
    offline_view,
    past,
    place,
    static_finding,
    verdict,
    verdict_finding,
)
from guidewarden.model import (
    REASONS,
    Finding,
    PastVerdict,
    Result,
    Run,
    RunState,
    RunView,
    Severity,
    State,
    Verdict,
)
from guidewarden.report.digest import TABLES, Digest, Row, Topic, digest, family_topic

REASON_OF = {state: next(key for key, reason in REASONS.items() if state in reason.states) for state in State}


def all_rows(sorted_run: Digest) -> list[Row]:
    rows = [row for section in sorted_run.sections for row in section.rows]
    return [*rows, *sorted_run.unreached, *sorted_run.fine]


def result(state: State, *earlier: State, url: str = "https://a.example/", reason: str = "") -> Result:
    target, places = link(url, place(0, 12, "A link", url))
    return Result(target, places, verdict(state, reason or REASON_OF[state]), past=past(*earlier))


def view_of(*results: Result, previous: bool = True) -> RunView:
    before = Run("before", NOW - dt.timedelta(days=1), NOW, RunState.COMPLETE)
    run = Run("now", NOW, NOW, RunState.COMPLETE)
    return RunView(run, GUIDES[:2], results, (), before if previous else None, {} if previous else None)


def topics(view: RunView) -> list[Topic]:
    return [row.topic for row in all_rows(digest(view))]


@st.composite
def views(draw: st.DrawFn) -> RunView:
    moments = st.integers(0, 400).map(lambda days: NOW - dt.timedelta(days=days))
    results = []
    for number in range(draw(st.integers(0, 6))):
        url = f"https://{number}.example/"
        where = [
            place(draw(st.integers(0, 2)), draw(st.integers(1, 90)), draw(st.text(max_size=3)), url)
            for _ in range(draw(st.integers(0, 3)))
        ]
        target, places = link(url, *where)
        state = draw(st.sampled_from(State))
        reason = draw(st.sampled_from([key for key, one in REASONS.items() if state in one.states]))
        earlier = draw(st.lists(st.sampled_from(State), max_size=3))
        nights = tuple(PastVerdict(draw(moments), night, REASON_OF[night]) for night in earlier)
        results.append(Result(target, places, Verdict(state, reason, draw(moments)), past=nights))
    codes = st.sampled_from(["LNK001", "DOI002", "CIT001", "IE001", "A11Y003", "GDE001", "XYZ9"])
    findings: list[Finding] = []
    for number, one in enumerate(results):
        if draw(st.booleans()):
            findings += verdict_finding(draw(codes), "v", Severity.ERROR, one, "Mend it.")
        if draw(st.booleans()):
            where_else = place(number % 3, 50 + number, "x", "x")
            message = draw(st.sampled_from(["same", "other"]))
            findings.append(static_finding(draw(codes), "s", Severity.INFO, message, where_else))
    guides = GUIDES[: draw(st.integers(0, 3))]
    previous = draw(st.booleans())
    return replace(view_of(*results, previous=previous), findings=tuple(findings), guides=guides)


@given(views())
def test_every_result_has_one_row_and_every_finding_one_place(view: RunView) -> None:
    rows = all_rows(digest(view))
    held = Counter(id(row.result) for row in rows if row.result)
    assert held == Counter(id(one) for one in view.results)
    told = Counter(id(finding) for row in rows for finding in row.findings)
    assert told == Counter(id(finding) for finding in view.findings)


@given(views())
def test_rows_stand_in_their_section_with_all_their_places(view: RunView) -> None:
    sorted_run = digest(view)
    assert [section.topic for section in sorted_run.sections] == [
        topic for topic in Topic if topic not in TABLES and sorted_run.section(topic)
    ]
    for section in sorted_run.sections:
        assert section.weight == sum(row.weight for row in section.rows) > 0
        for group in section.groups:
            for row in group.rows:
                guides = {one.guide for one in row.occurrences}
                assert row.topic is section.topic
                assert (group.guide is None) == (len(guides) > 1)
                assert {one.occurrence for one in row.findings} <= set(row.occurrences)
                if row.result:
                    assert set(row.result.occurrences) <= set(row.occurrences)


@pytest.mark.parametrize(
    ("state", "earlier", "topic"),
    [
        (State.BROKEN, (), Topic.NEW),
        (State.BROKEN, (State.OK,), Topic.NEW),
        (State.BROKEN, (State.FAILING, State.FAILING), Topic.NEW),
        (State.BROKEN, (State.BROKEN,), Topic.STILL),
        (State.BROKEN, (State.UNVERIFIABLE, State.BLOCKED, State.BROKEN), Topic.STILL),
        (State.BROKEN, (State.OK, State.BROKEN), Topic.NEW),
        (State.OK, (State.BROKEN,), Topic.FIXED),
        (State.OK, (State.UNVERIFIABLE, State.BROKEN), Topic.FIXED),
        (State.OK, (State.OK, State.BROKEN), Topic.FINE),
        (State.RESTRICTED, (State.BROKEN,), Topic.FIXED),
        (State.RESTRICTED, (), Topic.FINE),
        (State.SKIPPED, (State.BROKEN,), Topic.FINE),
        (State.MOVED, (State.BROKEN,), Topic.MOVED),
        (State.FAILING, (State.BROKEN,), Topic.WATCHING),
        (State.BLOCKED, (State.BROKEN,), Topic.BY_HAND),
    ],
)
def test_where_a_result_lands(state: State, earlier: tuple[State, ...], topic: Topic) -> None:
    assert topics(view_of(result(state, *earlier))) == [topic]


def test_what_the_whole_run_could_not_reach_is_apart_from_what_cannot_be_checked() -> None:
    assert topics(view_of(result(State.UNVERIFIABLE, reason="offline"))) == [Topic.UNREACHED]
    assert topics(view_of(result(State.UNVERIFIABLE, reason="interrupted"))) == [Topic.UNREACHED]
    assert topics(view_of(result(State.UNVERIFIABLE, reason="private-address"))) == [Topic.UNKNOWN]


def test_a_first_run_has_nothing_still_broken_or_fixed() -> None:
    view = view_of(
        result(State.BROKEN, State.BROKEN),
        result(State.OK, State.BROKEN, url="https://b.example/"),
        previous=False,
    )
    assert topics(view) == [Topic.NEW, Topic.FINE]


def test_families() -> None:
    assert [family_topic(code) for code in ("CIT002", "DOI001", "IE010", "A11Y004", "GDE001", "LNK020", "NEW1")] == [
        Topic.CITATIONS, Topic.CITATIONS, Topic.MARKUP, Topic.ACCESSIBILITY, Topic.POLICY, Topic.POLICY, Topic.POLICY,
    ]  # fmt: skip


def test_a_shared_target_is_one_row_in_several_guides() -> None:
    section = digest(golden_view()).section(Topic.NEW)
    assert section is not None
    first = section.groups[0]
    assert first.guide is None
    assert [one.guide for one in first.rows[0].occurrences] == ["nato-russia", "open-data", "nato-russia"]
    assert len(first.rows[0].findings) == 3


def test_a_finding_on_a_link_that_works_has_a_row_of_its_own() -> None:
    section = digest(friendly_view()).section(Topic.POLICY)
    assert section is not None
    assert "LNK005" in [row.findings[0].code for row in section.rows]


def test_like_findings_of_a_guide_are_one_row_gravest_first_and_new_before_old() -> None:
    section = digest(friendly_view()).section(Topic.ACCESSIBILITY)
    assert section is not None
    assert [(row.findings[0].code, row.weight, row.new) for row in section.rows] == [
        ("A11Y001", 1, False),
        ("A11Y004", 3, False),
    ]


def gone_about(result_now: Result | None) -> list[Topic]:
    about = result_now or result(State.BROKEN)
    gone = verdict_finding("LNK001", "dead-link", Severity.ERROR, about, "Mend it.")
    view = view_of(*([result_now] if result_now else []))
    return [row.topic for row in all_rows(digest(replace(view, gone=gone))) if not row.result]


def test_a_finding_is_fixed_only_when_that_is_known() -> None:
    assert gone_about(None) == [Topic.FIXED]
    assert gone_about(result(State.OK, State.MOVED)) == [Topic.FIXED]
    assert gone_about(result(State.OK, State.BROKEN)) == [], "the result itself is listed as fixed"
    for state in (State.UNVERIFIABLE, State.BLOCKED, State.FAILING, State.SKIPPED):
        assert gone_about(result(state, State.BROKEN)) == []


def test_an_unknown_guide_is_named_by_its_identifier() -> None:
    sorted_run = digest(replace(first_view(), guides=()))
    titles = [group.guide.title for section in sorted_run.sections for group in section.groups if group.guide]
    assert set(titles) == {"nato-russia", "open-data"}


def test_offline_nothing_is_broken_and_all_findings_of_the_text_stay() -> None:
    view = offline_view()
    sorted_run = digest(view)
    assert len(sorted_run.unreached) == len(view.results)
    assert sorted_run.weight(Topic.NEW) == sorted_run.weight(Topic.STILL) == 0
