"""The formats for programs: the same golden run in each, nothing lost, nothing that acts."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golden import friendly_view, gate_view, golden_view, offline_view
from guidewarden.model import Finding, RunView, Severity
from guidewarden.report import github, gitlab, junit, rdjson, sarif, step_summary
from guidewarden.report.entries import entries
from guidewarden.report.sarif import RuleHelp
from guidewarden.report.words import printable
from jsonschemas import violations

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "fixtures/sarif/sarif-2.1.0-rtm.5.json").read_text("utf-8")
)
HELPS = [
    RuleHelp(code, name, Severity.WARNING, "One line.", "Text.", "*Text.*")
    for code, name in (("LNK001", "dead-link"), ("IE001", "conditional-comment"), ("GDE009", "hostile-text"))
]


def sarif_of(view: RunView, **options: Any) -> dict[str, Any]:
    document = json.loads(sarif.render(view, HELPS, version="0.1.0", category="lint", **options))
    assert list(violations(SCHEMA, document)) == []
    run: dict[str, Any] = document["runs"][0]
    return run


def counting(view: RunView) -> list[Finding]:
    return [finding for finding in view.findings if finding.fingerprint not in view.accepted]


def test_every_entry_has_its_own_fingerprint_and_its_place() -> None:
    view = gate_view()
    listed = entries(view)
    assert len(listed) == len(view.findings) + len(view.ignored) + len(view.problems)
    assert len({entry.fingerprint for entry in listed}) == len(listed)
    assert [(entry.path, entry.line, entry.column) for entry in listed] == sorted(
        (entry.path, entry.line, entry.column) for entry in listed
    )


def test_sarif_fits_the_standard_and_holds_everything() -> None:
    view = gate_view()
    run = sarif_of(view)
    results = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    said = [
        (one["ruleId"], one["locations"][0]["physicalLocation"]["region"]["startLine"]) for one in results
    ]
    everything = [(one.code, one.occurrence.span.line) for one in (*view.findings, *view.ignored)]
    assert sorted(said) == sorted([*everything, ("unreadable", 7)])
    rules = run["tool"]["driver"]["rules"]
    for result in results:
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert "](" not in result["message"]["text"]
    assert {rule["id"] for rule in rules} == {*(one.code for one in HELPS), "unreadable"}
    suppressed = [one["suppressions"][0]["kind"] for one in results if "suppressions" in one]
    assert sorted(suppressed) == ["external", "inSource"]
    assert {one["baselineState"] for one in results} == {"new", "unchanged"}


def test_sarif_tells_a_fix_as_a_region_of_the_file() -> None:
    (fixed,) = [one for one in sarif_of(gate_view())["results"] if "fixes" in one]
    (change,) = fixed["fixes"][0]["artifactChanges"]
    assert fixed["ruleId"] == "IE001"
    assert change["replacements"] == [
        {"deletedRegion": {"startLine": 1, "startColumn": 11, "endLine": 1, "endColumn": 41}, "insertedContent": {"text": ""}}
    ]  # fmt: skip
    assert not [one for one in sarif_of(golden_view())["results"] if "fixes" in one]


def test_sarif_keeps_the_gravest_when_there_is_no_room() -> None:
    view = gate_view()
    run = sarif_of(view, limit=5)
    assert [one["level"] for one in run["results"]] == ["error"] * 5
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith(f"{len(entries(view)) - 5} results of lower grade are left out")


def test_sarif_says_when_not_everything_was_checked() -> None:
    invocation = sarif_of(offline_view())["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert "no internet" in invocation["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("guides/a b#c.yaml", {"uri": "guides/a%20b%23c.yaml", "uriBaseId": "%SRCROOT%"}),
        ("a:b/ü.yaml", {"uri": "a%3Ab/%C3%BC.yaml", "uriBaseId": "%SRCROOT%"}),
        ("/srv/guides/a.yaml", {"uri": "file:///srv/guides/a.yaml"}),
        ("https://example.org/a b?c=d", {"uri": "https://example.org/a%20b?c=d"}),
    ],
)
def test_sarif_paths_are_uris(path: str, uri: dict[str, str]) -> None:
    view = friendly_view()
    first = view.findings[0]
    span = replace(first.occurrence.span, path=path)
    moved = replace(first, occurrence=replace(first.occurrence, span=span))
    (result,) = sarif_of(replace(view, findings=(moved,)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == uri


_COMMAND = re.compile(r"::(error|warning|notice) (\S.*?)::(.*)")


def commands(shown: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as GitHub's runner does: one a line, escapes undone."""
    read = []
    for line in shown.replace("\r", "\n").splitlines():
        found = _COMMAND.fullmatch(line)
        assert found, line
        properties = dict(pair.split("=", 1) for pair in found[2].split(","))
        for key, value in properties.items():
            properties[key] = (
                value.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%25", "%")
            )
        data = found[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        read.append((found[1], properties, data))
    return read


def test_github_gets_ten_of_a_kind_and_is_told_of_the_rest() -> None:
    view = gate_view()
    read = commands(github.render(view))
    kinds = [kind for kind, _, _ in read]
    assert (kinds.count("error"), kinds.count("warning")) == (10, 10)
    assert kinds.count("notice") <= 10
    left = len(counting(view)) + len(view.problems) - len(read) + 1
    assert read[-1][2].startswith(
        f"{left} more findings not shown here: GitHub shows ten of a kind. 1 known finding"
    )


def test_github_says_every_finding_of_a_few_in_full() -> None:
    view = gate_view()
    for finding in counting(view):
        ((kind, properties, data),) = commands(
            github.render(replace(view, findings=(finding,), problems=(), accepted={}, ignored=()))
        )
        span = finding.occurrence.span
        assert kind == {"error": "error", "warning": "warning", "info": "notice"}[finding.severity.value]
        assert (properties["file"], properties["line"], properties["col"]) == (
            printable(span.path), str(span.line), str(span.column),
        )  # fmt: skip
        assert properties["title"] == f"{finding.code} {finding.name}"
        assert data.startswith(printable(finding.message))


def test_github_paths_cannot_add_properties_or_lines() -> None:
    view = friendly_view()
    first = view.findings[0]
    span = replace(first.occurrence.span, path="a,line=1::x%0A\n::stop-commands::t\r,col=9")
    moved = replace(first, occurrence=replace(first.occurrence, span=span))
    ((_, properties, _),) = commands(github.render(replace(view, findings=(moved,))))
    assert properties["file"] == "a,line=1::x%0A\n::stop-commands::t\\x0d,col=9"
    assert properties["line"] == str(span.line)


def test_github_says_nothing_when_there_is_nothing() -> None:
    assert github.render(replace(friendly_view(), findings=())) == ""


def test_gitlab_holds_everything_but_what_is_ignored_with_unique_fingerprints() -> None:
    view = gate_view()
    issues = json.loads(gitlab.render(view))
    assert len(issues) == len(view.findings) + len(view.problems)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert {issue["severity"] for issue in issues} == {"critical", "major", "minor", "info"}
    for finding in view.findings:
        span = finding.occurrence.span
        assert any(
            issue["location"]
            == {"path": printable(span.path), "lines": {"begin": span.line, "end": span.end_line}}
            and printable(finding.message) in issue["description"]
            for issue in issues
        )


def test_rdjson_counts_bytes_and_carries_the_fix() -> None:
    view = gate_view()
    diagnostics = json.loads(rdjson.render(view))["diagnostics"]
    assert len(diagnostics) == len(view.findings) + len(view.problems)
    (fixed,) = [one for one in diagnostics if "suggestions" in one]
    span = next(finding for finding in view.findings if finding.fix).occurrence.span
    text = view.sources[span.path].line_text(span.line)
    start = fixed["location"]["range"]["start"]
    assert text.encode()[: start["column"] - 1].decode() == text[: span.column - 1]
    assert start["line"] == span.line
    (suggestion,) = fixed["suggestions"]
    line = view.sources[span.path].line_text(1)
    ends = suggestion["range"]
    assert line.encode()[ends["start"]["column"] - 1 : ends["end"]["column"] - 1].decode() == line[10:40]
    assert suggestion["text"] == ""


def test_rdjson_without_the_text_tells_lines_alone() -> None:
    for one in json.loads(rdjson.render(golden_view()))["diagnostics"]:
        assert set(one["location"]["range"]["start"]) == {"line"}


def test_junit_has_a_case_for_everything() -> None:
    view = gate_view()
    root = ET.fromstring(junit.render(view))
    cases = list(root.iter("testcase"))
    listed = [case for case in cases if case.get("name") != "nothing to mend"]
    assert len(listed) == len(view.findings) + len(view.ignored) + len(view.problems)
    assert int(root.get("tests", "")) == len(cases)
    errors = [one for one in counting(view) if one.severity is Severity.ERROR]
    assert int(root.get("failures", "")) == len(list(root.iter("failure"))) == len(errors)
    assert int(root.get("errors", "")) == len(view.problems)
    assert int(root.get("skipped", "")) == 2
    for finding in view.findings:
        told = [
            "".join(case.itertext())
            for case in listed
            if (case.get("name") or "").startswith(
                f"{finding.code} {finding.name} {finding.occurrence.span.line}:"
            )
        ]
        shown = "".join(character for character in printable(finding.message) if character != "\r")
        assert any(shown in text and finding.occurrence.span.path in text for text in told)


def test_junit_of_a_clean_guide_is_one_case_that_passed() -> None:
    root = ET.fromstring(junit.render(replace(friendly_view(), findings=())))
    assert [suite.get("name") for suite in root] == ["guides/nato-russia.yaml", "guides/open-data.yaml"]
    assert root.get("failures") == "0"


class Reader(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not attrs, (tag, attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def read_markdown(text: str) -> Reader:
    reader = Reader()
    reader.feed(pyromark.html(text, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM))
    return reader


def test_the_summary_holds_everything_as_text_alone() -> None:
    view = gate_view()
    page = read_markdown(step_summary.render(view))
    assert page.tags <= {
        "h2",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "strong",
        "details",
        "summary",
        "ul",
        "li",
    }
    flat = re.sub(r"\s+", " ", page.text)
    for finding in (*view.findings, *view.ignored):
        shown = re.sub(
            r"\s+", " ", printable(finding.message).replace("\t", "\\t").replace("\n", "\\n")
        ).strip()
        assert shown in flat, shown
        assert f"{finding.occurrence.span.path}:{finding.occurrence.span.line}" in flat
    assert "half-read.yaml:7" in flat
    assert "2 accepted findings" in flat


def test_the_summary_links_and_mentions_nobody() -> None:
    shown = step_summary.render(gate_view())
    for sign in ("http://", "https://", "www.", "@", "<script", "![", "]("):
        assert sign not in shown


def test_a_summary_without_room_counts_what_it_leaves_out() -> None:
    view = gate_view()
    shown = step_summary.render(view, limit=6000)
    rows = shown.count("\n| ") - 1
    assert len(shown.encode()) < 7000
    assert f"{len(counting(view)) + len(view.problems) - rows} more findings of lower grade" in shown


def test_the_summary_of_nothing_is_short_and_of_an_offline_run_says_so() -> None:
    clean = replace(friendly_view(), findings=(), results=())
    assert (
        step_summary.render(clean, title="guidewarden lint") == "## guidewarden lint\n\nNothing to mend.\n\n"
    )
    assert "could not be checked" in step_summary.render(offline_view())


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson", "junit"])
def test_formats_for_programs_are_ascii_whatever_the_text(name: str) -> None:
    view = gate_view()
    shown = {
        "sarif": sarif.render(view, HELPS, version="0.1.0", category="lint"),
        "gitlab": gitlab.render(view),
        "rdjson": rdjson.render(view),
        "junit": junit.render(view),
    }[name]
    shown.encode("ascii")
    assert shown.endswith("\n")
    assert '\\ud83d"' not in shown
    assert unquote("%1b") not in shown


@given(st.text(max_size=60), st.text(min_size=1, max_size=30))
def test_whatever_a_text_holds_each_sink_reads_it_as_text(message: str, path: str) -> None:
    view = friendly_view()
    first = view.findings[0]
    span = replace(first.occurrence.span, path=path)
    odd = replace(first, message=message, occurrence=replace(first.occurrence, span=span))
    odd_view = replace(view, findings=(odd,), results=())
    ((_, properties, data),) = commands(github.render(odd_view))
    assert (properties["file"], properties["line"]) == (printable(path), str(span.line))
    assert printable(message).strip() in data
    assert ET.fromstring(junit.render(odd_view)).get("tests") == "3"
    page = read_markdown(step_summary.render(odd_view))
    assert page.tags <= {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "strong"}
    sarif_of(odd_view)
