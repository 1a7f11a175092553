import itertools
import random
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from guidewarden.model import (
    Kind,
    Occurrence,
    People,
    Result,
    Settings,
    Severity,
    Span,
    State,
    Target,
    Verdict,
)
from guidewarden.rules import Project, RuleError, all_rules, check_static, check_verdicts, find_rule
from guidewarden.rules.registry import collect
from rule_examples import NOW, TODAY, load_project, read_example, results_of

MESSY = """\
- html: |
    <p><img src="a.png"><img src="a.png"><font>x</font></p>
    <p>You are using Internet Explorer 11 or older.</p>
- links:
    - {url: "https://example.org/a?utm_source=x", label: click here}
    - {url: "https://example.org/b", label: here}
    - {url: "https://example.org/b", label: The archive}
"""

DECLARATION = '''
from guidewarden.model import Severity
from guidewarden.rules import rule

@rule("{code}", "{name}", severity=Severity.INFO, phase="static", since="0.1")
def check(context):
    """A summary.

    What it finds:
        A.

    Why it matters:
        B.

    Bad:
        ```yaml
        title: x
        ```

    Good:
        ```yaml
        title: y
        ```

    How to fix:
        C.
    """
    return ()
'''


def module(name: str, source: str) -> ModuleType:
    made = ModuleType(f"guidewarden.rules.{name}")
    exec(compile(source, name, "exec"), made.__dict__)
    return made


def declare(name: str, code: str, rule_name: str) -> ModuleType:
    return module(name, DECLARATION.format(code=code, name=rule_name))


def test_rules_are_collected_by_code() -> None:
    rules = collect([declare("lnk.b", "LNK902", "b"), declare("lnk.a", "LNK901", "a")])
    assert [rule.code for rule in rules] == ["LNK901", "LNK902"]


def test_two_rules_may_not_share_a_code() -> None:
    with pytest.raises(RuleError, match=r"2 rules share the code LNK901: guidewarden\.rules\.lnk\.a, "):
        collect([declare("lnk.a", "LNK901", "a"), declare("lnk.b", "LNK901", "b")])


def test_two_rules_may_not_share_a_name() -> None:
    with pytest.raises(RuleError, match="2 rules share the name dead"):
        collect([declare("lnk.a", "LNK901", "dead"), declare("lnk.b", "LNK902", "dead")])


def test_a_module_holds_one_rule() -> None:
    with pytest.raises(RuleError, match=r"lnk\.a must hold one rule, and holds 0"):
        collect([module("lnk.a", "")])
    two = DECLARATION.format(code="LNK901", name="a") + DECLARATION.replace("def check", "def other").format(
        code="LNK902", name="b"
    )
    with pytest.raises(RuleError, match="holds 2"):
        collect([module("lnk.a", two)])


def test_a_rule_belongs_to_its_family() -> None:
    with pytest.raises(RuleError, match="holds DOI901, which is not of the family LNK"):
        collect([declare("lnk.a", "DOI901", "a")])


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        ("lnk001", "a", "a code is its family in capitals"),
        ("LNK1", "a", "a code is its family in capitals"),
        ("LNK001", "Dead Link", "a name is lower-case words"),
        ("LNK001", "dead_link", "a name is lower-case words"),
    ],
)
def test_odd_codes_and_names_are_errors(code: str, name: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        declare("lnk.a", code, name)


def test_rules_of_the_package_are_found_without_a_list() -> None:
    rules = all_rules()
    package = Path(__import__("guidewarden.rules").rules.__file__).parent
    families = [folder for folder in package.iterdir() if (folder / "__init__.py").is_file()]
    files = [path for family in families for path in family.glob("[!_]*.py")]
    assert len(rules) == len(files) > 30
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
    assert {path.stem for path in families} == {rule.module.split(".")[-2] for rule in rules}


def test_a_rule_is_found_by_code_in_either_case_or_by_name() -> None:
    rule = find_rule("LNK001")
    assert rule is not None
    assert rule.name == "dead-link"
    assert find_rule(" lnk001 ") is rule
    assert find_rule("dead-link") is rule
    assert find_rule("LNK999") is None
    assert find_rule("") is None


def test_findings_are_in_order_and_the_same_every_time(tmp_path: Path) -> None:
    project = load_project(read_example(MESSY), tmp_path)
    findings = check_static(project)
    places = [(f.occurrence.span.path, f.occurrence.span.start, f.code) for f in findings]
    assert len(findings) > 8
    assert places == sorted(places)
    assert check_static(project) == findings
    assert len({finding.fingerprint for finding in findings}) == len(findings)


def test_findings_of_verdicts_do_not_depend_on_the_order_of_results(tmp_path: Path) -> None:
    example = read_example(MESSY)
    project = load_project(example, tmp_path)
    broken = Verdict(State.BROKEN, "not-found", NOW)
    results = [replace(result, verdict=broken) for result in results_of(example, project)]
    expected = check_verdicts(project, results)
    assert len(expected) == sum(len(result.occurrences) for result in results) > 2
    shuffled = list(results)
    random.Random(7).shuffle(shuffled)
    assert check_verdicts(project, shuffled) == expected


def test_fingerprints_stay_when_lines_and_blocks_move(tmp_path: Path) -> None:
    before = check_static(load_project(read_example(MESSY), tmp_path))
    moved = check_static(load_project(read_example("- markdown: A new beginning.\n\n\n" + MESSY), tmp_path))
    assert [f.fingerprint for f in moved] == [f.fingerprint for f in before]
    assert all(
        after.occurrence.span.line > earlier.occurrence.span.line
        for earlier, after in zip(before, moved, strict=True)
        if earlier.occurrence.route.startswith("sections")
    )


def test_a_position_in_a_block_scalar_is_one_of_the_file(tmp_path: Path) -> None:
    project = load_project(read_example(MESSY), tmp_path)
    source = project.documents[0].source
    images = [f.occurrence.span for f in check_static(project) if f.code == "A11Y001"]
    assert [source.text[span.start : span.end] for span in images] == ['<img src="a.png">'] * 2
    line = source.line_text(images[0].line)
    assert line[images[0].column - 1 :].startswith("<img")


def test_findings_name_the_section_they_stand_in(tmp_path: Path) -> None:
    findings = check_static(load_project(read_example(MESSY), tmp_path))
    assert {f.occurrence.section for f in findings} == {"Reading"}
    assert {f.occurrence.guide for f in findings} == {"example"}


def plain_list(states: dict[str, tuple[State, str]]) -> list[Result]:
    results = []
    for line, (url, (state, reason)) in enumerate(states.items(), start=1):
        span = Span("links.txt", line, 1, line, 1 + len(url), 0, len(url))
        place = Occurrence(f"link:{url}", "", "", "", span, written=url)
        target = Target(f"link:{url}", Kind.LINK, url, "example.org")
        results.append(Result(target, (place,), Verdict(state, reason, NOW, replacement=None)))
    return results


def test_a_plain_list_of_links_needs_no_guide() -> None:
    project = Project((), People(), Settings(), TODAY)
    findings = check_verdicts(
        project,
        plain_list(
            {
                "https://example.org/1": (State.BROKEN, "not-found"),
                "https://example.org/2": (State.FAILING, "timeout"),
                "https://example.org/3": (State.MOVED, "permanent-redirect"),
                "https://example.org/4": (State.UNVERIFIABLE, "offline"),
                "https://example.org/5": (State.OK, "reachable"),
                "https://example.org/6": (State.BLOCKED, "forbidden"),
                "https://example.org/7": (State.RESTRICTED, "login-required"),
                "https://example.org/8": (State.SKIPPED, "ignored"),
            }
        ),
    )
    by_line = {finding.occurrence.span.line: finding for finding in findings}
    assert {line: f.code for line, f in by_line.items()} == {
        1: "LNK001",
        2: "LNK002",
        3: "LNK003",
        4: "LNK004",
    }
    assert [f.severity for f in by_line.values()] == [
        Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.INFO,
    ]  # fmt: skip
    assert all(f.phase == "verdict" and f.fix is None for f in findings)
    assert "https://example.org/1 leads nowhere" in by_line[1].message


@pytest.mark.parametrize(("kind", "state"), list(itertools.product(Kind, State)))
def test_every_state_has_at_most_one_finding_and_never_says_more_than_is_known(
    kind: Kind, state: State
) -> None:
    target = Target(
        "x", kind, "https://example.org/1", "example.org", "10.5555/1" if kind is Kind.DOI else None
    )
    place = Occurrence("x", "", "", "", Span("links.txt", 1, 1, 1, 2, 0, 1), written=target.url)
    result = Result(target, (place,), Verdict(state, "timeout", NOW, replacement="https://example.org/2"))
    findings = check_verdicts(Project((), People(), Settings(), TODAY), [result])
    expected = {
        State.BROKEN: [Severity.ERROR],
        State.FAILING: [Severity.WARNING],
        # Where a proxy leads is no news of the proxy.
        State.MOVED: [] if kind is Kind.PAGE else [Severity.INFO],
        State.UNVERIFIABLE: [Severity.INFO],
    }.get(state, [])
    assert [finding.severity for finding in findings] == expected
