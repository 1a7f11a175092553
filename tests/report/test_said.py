"""Every language says all that rules say, and nothing that they do not."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

import guidewarden
from guidewarden.model import Finding
from guidewarden.report.catalogue import languages, words
from guidewarden.report.phrasebook import Group, Phrasebook, Template, load
from guidewarden.rules import all_rules
from said_examples import every_example

OTHERS = [language for language in languages() if language != "en"]
PACKAGE = Path(guidewarden.__file__).parent
LABELS = ("presentational attributes", "harmless attributes", "ignored properties", "the hack “*zoom”")
_COUNTED = re.compile(r" \([0-9]+ times in this text\)$")


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return list(every_example(tmp_path_factory.mktemp("examples")))


def texts_of(findings: list[Finding]) -> dict[str, set[str]]:
    """What each rule says: messages, by themselves and counted, advice, and the advice of its documentation."""
    said = defaultdict(set, {rule.code: {rule.documentation.advice} for rule in all_rules()})
    for finding in findings:
        said[finding.code] |= {finding.message, _COUNTED.sub("", finding.message), finding.advice}
        # Labels are mostly an author's words, but these.
        said[finding.code] |= {finding.occurrence.label} & {*LABELS}
    return said


def alone(book: Phrasebook, code: str, one: Template) -> Phrasebook:
    """A phrasebook that knows one template of a rule's, or of those that any rule may use (no code)."""
    only = Group({}, (one,)) if one.fields else Group({one.literals[0]: one}, ())
    return replace(book, rules={code: only}, common=Group({}, ())) if code else replace(book, common=only)


@pytest.mark.parametrize("language", OTHERS)
def test_every_rule_has_a_title_and_no_other_has(language: str) -> None:
    book = load(language)
    assert set(book.titles) == set(book.rules) == {rule.code for rule in all_rules()}
    assert all(title.strip() for title in book.titles.values())
    assert len(set(book.titles.values())) == len(book.titles)


@pytest.mark.parametrize("language", OTHERS)
def test_whatever_a_rule_says_of_an_example_is_said_in_each_language(
    language: str, findings: list[Finding]
) -> None:
    speech = words(language)
    assert {finding.code for finding in findings} == {rule.code for rule in all_rules()}
    said = texts_of(findings)
    left = [f"{code}: {text}" for code in said for text in said[code] if speech.said(code, text).english]
    assert left == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_template_fits_something_that_its_rule_says(language: str, findings: list[Finding]) -> None:
    book, speech, said = load(language), words(language), texts_of(findings)
    unused = [
        f"{code}: {one.english}"
        for code, known in book.rules.items()
        for one in known.templates
        if not any(
            alone(book, code, one).said(code, text, speech) == book.said(code, text, speech)
            for text in said[code]
        )
    ]
    own = replace(book, common=Group({}, ()))
    strange = [(code, text) for code in said for text in said[code] if own.said(code, text, speech) is None]
    unused += [
        one.english
        for one in book.common.templates
        if not any(alone(book, "", one).said(code, text, speech) is not None for code, text in strange)
    ]
    assert unused == []


@cache
def constants() -> str:
    """All texts in the program but for its documentation, one a line: pieces of formatted ones apart."""
    rooms = ("rules", "judge", "check", "job", "model", "plan")
    return "\n".join(
        text for room in rooms for path in sorted((PACKAGE / room).rglob("*.py")) for text in _constants(path)
    )


def _made_of(piece: str, said: str, parts: int = 3) -> bool:
    """Whether a text stands in another, or up to three parts of it that are more than a syllable."""
    if piece in said:
        return True
    longest = next((end for end in range(len(piece), 4, -1) if piece[:end] in said), 0)
    return bool(longest) and parts > 1 and _made_of(piece[longest:], said, parts - 1)


def _constants(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_is_made_of_words_that_the_program_has(language: str) -> None:
    said = constants()
    unknown = [
        f"{name}: {one.english}"
        for name, known in load(language).phrases.items()
        for one in known.templates
        for piece in one.literals
        if not _made_of(piece.strip(" .,;:()“”"), said)
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("group", "module", "table"),
    [
        ("field", "rules/citations.py", "FIELD_NAMES"),
        ("source", "rules/notices_about.py", "_SOURCES"),
        ("script", "rules/writing.py", "_RANGES"),
        ("odd", "check/records/notices.py", "_ODD"),
        ("lost", "rules/ie/ie11_css_properties.py", "_LOST"),
        ("construct", "rules/ie/ie11_script_syntax.py", "_NAMES"),
    ],
)
@pytest.mark.parametrize("language", OTHERS)
def test_a_table_of_words_is_translated_whole(language: str, group: str, module: str, table: str) -> None:
    known = load(language).phrases[group].plain
    missing = [word for word in _values(PACKAGE / module, table) if word not in known]
    assert missing == [] or (group, missing) == ("source", ["Retraction Watch"]), (
        "a name is the same everywhere"
    )


def _values(path: Path, table: str) -> Iterator[str]:
    """The words of a table: its values, or the first of each where they are several; its keys where those are no words."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(one, ast.Name) and one.id == table for one in targets):
            value = getattr(node, "value", None)
            assert isinstance(value, ast.Dict)
            for key, each in zip(value.keys, value.values, strict=True):
                word = key if table == "_RANGES" else each.elts[0] if isinstance(each, ast.Tuple) else each
                assert isinstance(word, ast.Constant)
                yield str(word.value)


@pytest.mark.parametrize("language", OTHERS)
def test_a_phrasebook_is_written_as_printers_do(language: str) -> None:
    book = load(language)
    groups = (*book.rules.values(), book.common, *book.phrases.values())
    forms = [
        form
        for known in groups
        for one in known.templates
        for form in ([one.other] if isinstance(one.other, str) else one.other.values())
    ]
    shown = [re.sub(r"`[^`]*`", "code", form) for form in (*forms, *book.titles.values())]
    assert [form for form in shown if "  " in form] == []
    wrong = {"fr": re.compile(r"« | »| [;!?:](?:\s|$)|['“”]")}.get(language)
    assert [form for form in shown if wrong and wrong.search(form)] == []
