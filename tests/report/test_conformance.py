"""Every reporter, one golden run: no result and no finding may vanish from any of them."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape

from msgspec.structs import replace

from golden import NOW, gate_view, golden_view, offline_view
from guidewarden.model import Finding, RunView, State
from guidewarden.report import findings_csv, html, results_json, text
from guidewarden.report.catalogue import words
from guidewarden.report.options import Options
from guidewarden.report.words import address, one_line, printable

COUNTED = (State.OK, State.RESTRICTED, State.SKIPPED)


def html_rows(page: str) -> list[str]:
    """The text of each row, tags taken out."""
    rows = re.findall(r'<li class="row".*?</li>\n', page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", " ", row)) for row in rows]


def html_tables(page: str) -> list[str]:
    """The addresses in the columnar tables."""
    blobs = re.findall(r'<script type="application/json" id="t-[^>]*>(.*?)</script>', page, re.DOTALL)
    tables = [json.loads(blob) for blob in blobs]
    return [
        table["sites"][site] + rest
        for table in tables
        for site, rest in zip(table["site"], table["rest"], strict=True)
    ]


EVIDENCE = {"en": "Evidence", "fr": "Constat"}


def check_html(view: RunView, language: str = "en") -> None:
    speech = words(language)
    page = html.render(view, Options(speech))
    rows, tables = html_rows(page), html_tables(page)
    for result in view.results:
        shown = printable(address(result))
        in_rows = sum(f" {shown} " in row and EVIDENCE[language] in row for row in rows)
        assert in_rows + tables.count(shown) == 1, shown
    for problem in view.problems:
        code = "code" if language == "en" else 'code lang="en"'
        assert f"<li><{code}>{escape(str(problem))}</code></li>" in page
    for finding in view.findings:
        place = f" {finding.occurrence.span.path}:{finding.occurrence.span.line} "
        said = printable(speech.said(finding.code, finding.message).text)
        assert any(place in row and f" {finding.code} " in row and said in row for row in rows), finding


def test_html_shows_everything_once() -> None:
    check_html(golden_view())


def test_html_in_french_shows_everything_once() -> None:
    view = golden_view()
    check_html(view, "fr")
    check_html(replace(view, findings=tuple(as_rules_say(view))), "fr")


def as_rules_say(view: RunView) -> Iterator[Finding]:
    """The findings of the golden run in words that rules have, so that they can be said in another language."""
    for finding in view.findings:
        label = finding.occurrence.label
        yield replace(
            finding, code="GDE004", message=f"The box “{label}” has nothing in it", advice="Delete it."
        )


def test_html_says_why_a_finding_is_known() -> None:
    for language, owner in (("en", "Decided by ada."), ("fr", "Décidé par ada.")):
        view = gate_view()
        speech = words(language)
        rows = html_rows(html.render(view, Options(speech)))
        known = [one for one in view.findings if one.fingerprint in view.accepted]
        assert known
        for finding in known:
            place = f" {finding.occurrence.span.path}:{finding.occurrence.span.line} "
            why = view.accepted[finding.fingerprint]
            day = speech.date(NOW)
            assert any(
                place in row and printable(why.reason) in row and owner in row and day in row for row in rows
            )
        told = sum(speech.count("row.known", 1) in row for row in rows)
        assert told == len({one.fingerprint for one in known}), "and no other row says so"


def test_csv_says_why_a_finding_is_known() -> None:
    view = gate_view()
    lines = list(csv.DictReader(io.StringIO(findings_csv.render(view).removeprefix("\ufeff"), newline="")))
    found = {(line["code"], line["accepted"], line["accepted by"], line["accepted until"]) for line in lines}
    for finding in view.findings:
        why = view.accepted.get(finding.fingerprint)
        if why is not None:
            assert (finding.code, findings_csv.cell(why.reason), why.owner, f"{why.until}") in found


def test_html_offline_shows_everything_once() -> None:
    check_html(offline_view())


def test_json_holds_everything_in_order() -> None:
    view = golden_view()
    document = json.loads(results_json.render(view))
    assert [one["url"] for one in document["results"]] == [address(result) for result in view.results]
    assert [one["fingerprint"] for one in document["findings"]] == [one.fingerprint for one in view.findings]


def test_csv_holds_every_problem_at_every_place() -> None:
    view = golden_view()
    lines = list(csv.DictReader(io.StringIO(findings_csv.render(view).removeprefix("\ufeff"), newline="")))
    found = Counter((line["file"], int(line["line"]), line["state"]) for line in lines)
    expected = Counter(
        (place.span.path, place.span.line, result.verdict.state.value)
        for result in view.results
        if result.verdict.state not in COUNTED
        for place in result.occurrences
    )
    expected += Counter((problem.path, problem.line, "unreadable") for problem in view.problems)
    problems = {result.target.key for result in view.results if result.verdict.state not in COUNTED}
    for finding in view.findings:
        span = finding.occurrence.span
        if finding.phase == "static" or finding.occurrence.target_key not in problems:
            expected[span.path, span.line, finding.severity.value] += 1
        codes = [
            line["code"] for line in lines if (line["file"], line["line"]) == (span.path, str(span.line))
        ]
        assert any(finding.code in code.split("; ") for code in codes)
    assert found == expected


def test_text_holds_every_problem_at_every_place() -> None:
    view = golden_view()
    shown = text.render(view)
    for finding in view.findings:
        head = f"{finding.occurrence.span}: {finding.code} {finding.severity.value}: {one_line(finding.message)}\n"
        assert head in shown
    about = {finding.occurrence for finding in view.findings}
    for result in view.results:
        if result.verdict.state in COUNTED:
            continue
        for place in result.occurrences:
            line = f"{place.span}: {result.verdict.reason} {result.verdict.state.value}: "
            assert (line in shown) == (place not in about)
