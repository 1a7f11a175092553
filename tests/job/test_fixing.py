"""Mending guides: every rule's fix, in every style of YAML, to a text in which nothing is left to fix."""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from guidewarden.guides.library import read_guide
from guidewarden.job.fixing import finder, mend
from guidewarden.job.known import Known, known_from_results, known_from_store
from guidewarden.job.night import plan_of
from guidewarden.model import (
    Attempt,
    Evidence,
    Finding,
    Fix,
    GuideDocument,
    HandleAnswer,
    Hop,
    HopVia,
    Kind,
    Occurrence,
    People,
    Proxy,
    Result,
    RunState,
    Settings,
    Severity,
    SourceText,
    State,
    Verdict,
)
from guidewarden.plan.targets import link_target
from guidewarden.rules import Project, all_rules, find_rule
from guidewarden.store import MEMORY, open_store
from rule_examples import Example, load_project, read_example, results_of
from yamlstyles import Written, guides

NOW = dt.datetime(2026, 1, 15, 3, 15, tzinfo=dt.UTC)
PROXY = "https://proxy.example.edu/login?url="


def every(finding: Finding, document: GuideDocument) -> None:
    return None


def none(finding: Finding, document: GuideDocument) -> str:
    return "no"


def known_of(example: Example, project: Project) -> Known:
    results = {result.target.key: result for result in results_of(example, project)}
    (guide, *_) = example.guides
    return Known(
        NOW, results, example.records, {(guide, key): (work,) for key, work in example.searches.items()}
    )


def routes_that_differ(old: GuideDocument, new: GuideDocument) -> set[str]:
    before = {route: scalar.value for route, scalar in old.scalars.items()}
    after = {route: scalar.value for route, scalar in new.scalars.items()}
    return {route for route in before.keys() | after.keys() if before.get(route) != after.get(route)}


EXAMPLES = [
    pytest.param(rule.code, text, ends, id=f"{rule.code}-{number}-{name}")
    for rule in all_rules()
    for number, text in enumerate(rule.documentation.bad)
    for name, ends in (("lf", "\n"), ("crlf", "\r\n"))
]


@pytest.mark.parametrize(("code", "text", "ends"), EXAMPLES)
def test_what_a_rule_offers_mends_its_own_example_and_nothing_is_left_to_fix(
    code: str, text: str, ends: str, tmp_path: Path
) -> None:
    example = read_example(text)
    example = dataclasses.replace(
        example, guides={name: guide.replace("\n", ends) for name, guide in example.guides.items()}
    )
    project = load_project(example, tmp_path)
    find = finder(project, known_of(example, project))
    for document in project.documents:
        mended = mend(document, find, every)
        assert [(left.finding.code, left.why) for left in mended.left] == []
        assert [found.code for found in mended.remaining if found.fix] == []
        again = mend(mended.document, find, every)
        assert (again.fixed, again.document.source.text) == ((), mended.document.source.text)
        assert "\n" not in mended.document.source.text.replace(ends, "")
        untouched = mend(document, find, none)
        assert (untouched.fixed, untouched.document) == ((), document)
        assert {left.why for left in untouched.left} <= {"no"}


# What stands in a guide, and what it is after everything has been fixed, by what the known verdicts say.
KNOWN = {
    "http://example.org/a": "https://example.org/a",
    "http://example.org/b?x=1&y=2#part": "https://example.org/b?x=1&y=2#part",
    "https://old.example.org/c": "https://new.example.org/c,d",
    "http://old.example.org/d": "https://new.example.org/it's[1]:",
    "https://old.example.org/e": "https://new.example.org/été",
    "https://example.org/f?utm_source=a": "https://example.org/f",
    "https://example.org/g?id=7&utm_source=a&fbclid=b#top": "https://example.org/g?id=7#top",
    "http://dx.doi.org/10.5555/12345678": "https://doi.org/10.5555/12345678",
    f"{PROXY}{PROXY}https://www.jstor.org/stable/1": f"{PROXY}https://www.jstor.org/stable/1",
    f"{PROXY}{PROXY}{PROXY}https://www.jstor.org/stable/2": f"{PROXY}https://www.jstor.org/stable/2",
    "https://example.org/untouched": "https://example.org/untouched",
    "http://example.org/never-seen": "http://example.org/never-seen",
}
NOTES = st.text(st.sampled_from("ab é日'\"\\:#,[]{}&*!|>%@`-?=."), min_size=1, max_size=20)
PIECES = {
    "Some words: more 'of' them.": "Some words: more 'of' them.",
    "<p>A <font color=red>red</font> word</p>": "<p>A red word</p>",
    "<p><big>Large # words</big></p>": "<p>Large # words</p>",
    '<p><a href="https://example.org/f?utm_source=a">The page of the archive</a></p>': (
        '<p><a href="https://example.org/f">The page of the archive</a></p>'
    ),
    '<p><a href="http://example.org/a">The page of the library</a> "as such"</p>': (
        '<p><a href="https://example.org/a">The page of the library</a> "as such"</p>'
    ),
}


def result(address: str) -> Result | None:
    target = link_target(address)
    if target is None or target.kind is not Kind.LINK:
        return None
    if address.startswith(("https://old", "http://old")):
        verdict = Verdict(State.MOVED, "permanent-redirect", NOW, replacement=KNOWN[address])
        return Result(target, (), verdict)
    if address.startswith("http://") and "never" not in address:
        hops = (Hop(address, HopVia.START, 301), Hop(f"https{address[4:]}", HopVia.REDIRECT, 200))
        evidence = Evidence(target.key, NOW, (Attempt(NOW, hops),))
        return Result(target, (), Verdict(State.OK, "reachable", NOW), evidence)
    return None


RESULTS = {found.target.key: found for found in map(result, KNOWN) if found is not None}
PROJECT = Project((), People(), Settings(proxy=Proxy(prefixes=(PROXY,))), NOW.date(), whole=False)
FIND = finder(PROJECT, Known(NOW, RESULTS))
GUIDES = guides(
    st.tuples(st.sampled_from(sorted(KNOWN)), NOTES),
    st.lists(st.sampled_from(sorted(PIECES)), min_size=1, max_size=4).map(
        lambda some: ("html", "\n".join(some))
    ),
)


def document_of(written: Written) -> GuideDocument:
    return read_guide("g", SourceText("g.yaml", written.data.decode("utf-8-sig")))


def without_values(document: GuideDocument, routes: set[str]) -> str:
    text = document.source.text
    for scalar in sorted((document.scalars[route] for route in routes), key=lambda one: -one.start):
        text = f"{text[: scalar.start]}…{text[scalar.end :]}"
    return text


@given(GUIDES)
@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # Shrinking what holds a whole guide would take minutes.
    suppress_health_check=[HealthCheck.too_slow],
)
def test_every_fixable_thing_is_fixed_in_every_style_and_nothing_else_changes(written: Written) -> None:
    document = document_of(written)
    mended = mend(document, FIND, every)
    by_hand = {found.occurrence.route for found in mended.remaining if found.code == "IE006"}
    for route, value in written.values.items():
        now = mended.document.scalars[route].value
        if not route.endswith(".html"):
            assert now == (KNOWN[value] if route.endswith(".url") else value), route
            continue
        lines = list(zip(value.split("\n"), now.split("\n"), strict=True))
        # Where a line of the file ends at a tag, cutting it may join or part words: that is left to a person.
        assert all(new == PIECES[old] or (route in by_hand and new == old) for old, new in lines), route
    changed = routes_that_differ(document, mended.document)
    assert changed == {found.occurrence.route for found in mended.fixed}
    assert without_values(document, changed) == without_values(mended.document, changed)
    assert [note for note in written.comments if note not in mended.document.source.text] == []
    assert mended.left == ()
    assert mend(mended.document, FIND, every).document is mended.document


TEXT = "title: one two three # kept\nsections: []\n"


def finding(document: GuideDocument, code: str, old: str, new: str, message: str = "") -> Finding:
    """A finding about the title with a fix of its own."""
    start = document.source.text.index(old)
    place = Occurrence("", "g", "title", "", document.span("title"))
    fix = Fix(start, start + len(old), new, True, f"Write {new}")
    return Finding(code, code, Severity.INFO, message or old, "", place, f"{code}{old}", fix)


def finds(*fixes: tuple[str, str, str]) -> Callable[[GuideDocument], tuple[Finding, ...]]:
    """Rules that each offer to replace a word where it stands."""

    def find(document: GuideDocument) -> tuple[Finding, ...]:
        title = document.source.text.partition("#")[0]
        return tuple(finding(document, code, old, new) for code, old, new in fixes if old in title)

    return find


def small() -> GuideDocument:
    return read_guide("g", SourceText("g.yaml", TEXT))


def test_of_two_fixes_that_overlap_the_first_is_taken_and_the_rules_are_asked_again() -> None:
    mended = mend(
        small(), finds(("B", "two three", "2 3"), ("A", "one two", "one 2"), ("A", "2 three", "2, 3")), every
    )
    assert mended.document.guide.title == "one 2, 3"
    assert [found.fix and found.fix.text for found in mended.fixed] == ["one 2", "2, 3"]


def test_a_fix_that_fails_is_left_with_its_reason_and_the_others_are_made() -> None:
    mended = mend(small(), finds(("A", "one", "1"), ("B", "two", "2 # no"), ("C", "three", "3")), every)
    assert mended.document.source.text == TEXT.replace("one", "1").replace("three", "3")
    assert [found.code for found in mended.fixed] == ["A", "C"]
    assert [(left.finding.code, left.why) for left in mended.left] == [
        ("B", "`title` would end in another place")
    ]


def test_a_fix_that_leaves_its_finding_there_is_not_made() -> None:
    def find(document: GuideDocument) -> tuple[Finding, ...]:
        return (finding(document, "A", document.guide.title, "Something else", "always"),)

    mended = mend(small(), find, every)
    assert mended.document.source.text == TEXT
    assert [left.why for left in mended.left] == ["the finding would not be gone"]


def test_fixes_that_undo_each_other_come_to_an_end() -> None:
    mended = mend(small(), finds(("A", "one", "uno"), ("B", "uno", "one")), every)
    assert mended.document.guide.title in {"one two three", "uno two three"}
    assert [left.why for left in mended.left] == ["it comes back after every fix"]


def test_what_was_declined_is_asked_once_though_other_fixes_move_it() -> None:
    asked: list[str] = []

    def decide(found: Finding, document: GuideDocument) -> str | None:
        asked.append(found.message)
        return "no" if found.message == "two" else None

    mended = mend(small(), finds(("A", "one", "first more"), ("B", "two", "2"), ("C", "more", "m")), decide)
    assert asked == ["one", "two", "more"]
    assert mended.document.guide.title == "first m two three"
    assert [(left.finding.message, left.why) for left in mended.left] == [("two", "no")]


def test_what_a_comment_says_to_leave_alone_is_left_alone() -> None:
    text = (
        "title: A guide\nsections:\n  - title: Box\n    blocks:\n      - links:\n"
        "          # guidewarden: ignore[LNK010] the publisher counts readers by it\n"
        "          - {url: https://example.org/?utm_source=a, label: Kept as it is, note: N}\n"
        "          - {url: https://example.com/?utm_source=a, label: Cut off, note: N}\n"
    )
    mended = mend(read_guide("g", SourceText("g.yaml", text)), FIND, every)
    assert mended.document.source.text == text.replace("com/?utm_source=a", "com/")


def results_json(**changes: object) -> dict[str, object]:
    entry: dict[str, object] = {
        "url": f"{PROXY}http://www.jstor.org/stable/1", "kind": "link", "state": "ok", "reason": "reachable", "status": 200,
        "final_url": "https://www.jstor.org/stable/1", "replacement": None,
        "redirects": [{"url": "http://www.jstor.org/stable/1", "status": 301}],
    }  # fmt: skip
    doi: dict[str, object] = {
        "url": "10.5555/old", "kind": "doi", "state": "moved", "reason": "doi-alias", "status": None, "final_url": None,
        "replacement": "10.5555/new", "redirects": [],
    }  # fmt: skip
    page = {"url": "https://proxy.example.edu/", "kind": "page"}
    return {"schema": 1, "run": {"started": "2026-01-15T03:15:00Z"}, "results": [entry, doi, page]} | changes


def test_results_of_a_run_tell_what_moved_and_what_https_serves() -> None:
    known = known_from_results(results_json(), PROJECT.settings.proxy)
    assert known.seen == NOW
    assert set(known.results) == {"link:http://www.jstor.org/stable/1", "doi:10.5555/old"}
    text = (
        "title: A guide\nsources:\n  one: {type: book, title: A book, DOI: 10.5555/old}\nsections:\n  - title: Box\n"
        f"    blocks:\n      - links:\n          - url: {PROXY}http://www.jstor.org/stable/1\n            label: Number 1\n"
    )
    mended = mend(read_guide("g", SourceText("g.yaml", text)), finder(PROJECT, known), every)
    assert mended.document.source.text == text.replace("http://www", "https://www").replace(
        "555/old", "555/new"
    )


@pytest.mark.parametrize(
    "data",
    [[], {}, None, "x", results_json(schema=2), results_json(results=[{}]), results_json(run={"started": 3})],
)
def test_what_is_no_results_file_is_refused(data: object) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        known_from_results(data, Proxy())


def test_records_that_the_store_keeps_correct_a_citation_without_asking_anybody(tmp_path: Path) -> None:
    rule = find_rule("CIT005")
    assert rule is not None
    [text] = [one for one in rule.documentation.bad if 'volume: "6"' in one]
    example = read_example(text)
    project = load_project(example, tmp_path)
    [document] = project.documents
    with open_store(MEMORY, tmp_path) as store:
        run, _ = store.begin("run:guides", NOW)
        for target in plan_of(project).targets:
            handle = HandleAnswer(200, 1, "https://example.org/1")
            store.add_evidence(run.id, Evidence(target.key, NOW, handle=handle))
        for key, record in example.records.items():
            store.keep_record(key, record)
        early = asyncio.run(known_from_store(store, project, NOW))
        assert early.seen is None, "the run has not ended"
        ended = replace(run, finished=NOW, state=RunState.COMPLETE)
        store.finish(ended, (), (), {})
        known = asyncio.run(known_from_store(store, project, NOW + dt.timedelta(hours=1)))
    assert known.seen == NOW
    mended = mend(document, finder(project, known), every)
    assert mended.document.source.text == document.source.text.replace('volume: "6"', 'volume: "5"')
    assert [found.code for found in mended.fixed] == ["CIT005"]
