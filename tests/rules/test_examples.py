"""Every example in every rule's documentation, through the real loader."""

from dataclasses import replace
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from guidewarden.model import Severity
from guidewarden.rules import Rule, all_rules, find_rule
from rule_examples import check_example, check_page, complete, read_example

RULES = all_rules()


def cases(kind: str) -> list[ParameterSet]:
    return [
        pytest.param(rule, text, id=f"{rule.code}-{kind}-{number}")
        for rule in RULES
        for number, text in enumerate(getattr(rule.documentation, kind))
    ]


def test_the_minimal_guide_has_nothing_to_mend(tmp_path: Path) -> None:
    assert check_example(read_example(""), tmp_path) == []


@pytest.mark.parametrize(("rule", "text"), cases("bad"))
def test_a_bad_example_is_found(rule: Rule, text: str, tmp_path: Path) -> None:
    found = [finding for finding in check_example(read_example(text), tmp_path) if finding.code == rule.code]
    assert found, "the rule does not find its own bad example"
    for finding in found:
        assert finding.name == rule.name
        assert finding.phase == (
            "static" if rule.phase in ("library", "settings", "acceptance") else rule.phase
        )
        assert finding.message
        assert finding.advice
        assert finding.occurrence.span.line >= 1


@pytest.mark.parametrize(("rule", "text"), cases("good"))
def test_a_good_example_is_not_found(rule: Rule, text: str, tmp_path: Path) -> None:
    findings = check_example(read_example(text), tmp_path)
    assert [finding.message for finding in findings if finding.code == rule.code] == []


@pytest.mark.parametrize(("rule", "text"), cases("good"))
def test_a_good_example_has_no_error_of_another_rule(rule: Rule, text: str, tmp_path: Path) -> None:
    del rule
    example = read_example(text)
    if not (example.verdicts or example.records):
        errors = [f for f in check_example(example, tmp_path) if f.severity is Severity.ERROR]
        assert [f"{finding.code} {finding.message}" for finding in errors] == []


@pytest.mark.parametrize(("rule", "text"), cases("bad"))
def test_a_fix_mends_what_was_found(rule: Rule, text: str, tmp_path: Path) -> None:
    example = read_example(text)
    findings = [f for f in check_example(example, tmp_path) if f.code == rule.code and f.fix]
    if not findings:
        return
    mended = dict(example.guides)
    for finding in reversed(findings):
        fix, guide = finding.fix, finding.occurrence.guide
        assert fix is not None
        mended[guide] = mended[guide][: fix.start] + fix.text + mended[guide][fix.end :]
    again = check_example(replace(example, guides=mended, verdicts=()), tmp_path)
    assert [finding.message for finding in again if finding.code == rule.code] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_shows_one_thing_it_finds_and_three_it_leaves_alone(rule: Rule) -> None:
    documentation = rule.documentation
    assert len(documentation.bad) + len(documentation.bad_pages) >= 1
    assert len(documentation.good) + len(documentation.good_pages) >= 3


@pytest.mark.parametrize(("rule", "text"), cases("bad_pages"))
def test_a_bad_page_is_found_and_its_fixes_mend_it(rule: Rule, text: str) -> None:
    found = [finding for finding in check_page(text) if finding.code == rule.code]
    assert found, "the rule does not find its own bad example"
    assert all(finding.message and finding.advice for finding in found)
    fixes = [finding.fix for finding in found if finding.fix]
    for fix in reversed(fixes):
        text = text[: fix.start] + fix.text + text[fix.end :]
    if fixes:
        assert [finding.message for finding in check_page(text) if finding.code == rule.code] == []


@pytest.mark.parametrize(("rule", "text"), cases("good_pages"))
def test_a_good_page_is_not_found_and_has_no_error_of_another_rule(rule: Rule, text: str) -> None:
    findings = check_page(text)
    assert [finding.message for finding in findings if finding.code == rule.code] == []
    assert [finding.message for finding in findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    "code", ["LNK003", "LNK010", "DOI002", "DOI010", "DOI011", "CIT005", "CIT006", "CIT012", "CIT013"]
)
def test_rules_that_promise_a_fix_offer_one_for_every_example_of_theirs(code: str, tmp_path: Path) -> None:
    rule = find_rule(code)
    assert rule is not None
    for number, text in enumerate(rule.documentation.bad):
        folder = tmp_path / str(number)
        folder.mkdir()
        moved = "unverifiable" not in text
        fixes = [f.fix for f in check_example(read_example(text), folder) if f.code == code]
        assert all((fix is not None) == moved for fix in fixes)


def test_a_fragment_replaces_keys_of_the_same_name_alone() -> None:
    text = complete("title: Another\ntags: [a]\n")
    assert text.count("title: Another\n") == 1
    assert "Practice" not in text
    assert "owner: maria-rossi" in text
    assert text.endswith("tags: [a]\n")
