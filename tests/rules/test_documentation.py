import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from guidewarden.model import REASONS, State
from guidewarden.rules import all_rules, find_rule
from guidewarden.rules.documentation import STATES, as_markdown, as_text, pages, verdicts_markdown

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "scripts" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_has_a_page_and_stands_in_the_index() -> None:
    rules = all_rules()
    made = pages(rules)
    index = made["rules/README.md"]
    for rule in rules:
        assert f"[{rule.code}]({rule.code}.md)" in index
        page = made[f"rules/{rule.code}.md"]
        assert f"# {rule.code} {rule.name}" in page
        assert page.count("## ") >= 5


def test_text_and_page_say_the_same() -> None:
    rule = find_rule("LNK001")
    assert rule is not None
    text, page = as_text(rule), as_markdown(rule)
    assert text.startswith("LNK001 dead-link (error, since 0.1; needs the links to be checked")
    assert "```" not in text
    assert "      - links:" in text
    for words in (rule.documentation.summary, "Why it matters", "How to fix"):
        assert words in text
        assert words in page


def test_the_verdict_page_holds_every_state_and_reason() -> None:
    page = verdicts_markdown()
    assert set(STATES) == set(State)
    first_cells = set(re.findall(r"^\| `([a-z0-9-]+)` \|", page, re.MULTILINE))
    assert first_cells == set(State) | set(REASONS)
    for reason in REASONS.values():
        assert reason.words in page
        assert reason.advice in page


def test_the_docs_on_disk_are_as_generated(generate: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["--check"]) == 0, capsys.readouterr().err


def test_check_names_what_differs_and_writing_mends_it(
    generate: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate.main([], docs=tmp_path) == 0
    assert generate.main(["--check"], docs=tmp_path) == 0
    (tmp_path / "verdicts.md").write_text("old", encoding="utf-8")
    (tmp_path / "rules" / "LNK001.md").unlink()
    (tmp_path / "rules" / "LNK999.md").write_text("a rule that is gone", encoding="utf-8")
    assert generate.main(["--check"], docs=tmp_path) == 1
    said = capsys.readouterr().err
    assert "docs/verdicts.md is not as generated; run: make docs" in said
    assert "docs/rules/LNK001.md is not as generated" in said
    assert "docs/rules/LNK999.md (of no rule)" in said
    assert generate.main([], docs=tmp_path) == 0
    assert generate.main(["--check"], docs=tmp_path) == 0
    assert not (tmp_path / "rules" / "LNK999.md").exists()
