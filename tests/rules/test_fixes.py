from pathlib import Path

import pytest
import yaml

from guidewarden.model import GuideDocument, Occurrence
from guidewarden.plan import extract
from guidewarden.rules.fixes import replace_written
from rule_examples import load_project, read_example

OLD = "https://example.org/old"


def place(folder: Path, fragment: str) -> tuple[GuideDocument, Occurrence]:
    [document] = load_project(read_example(fragment), folder).documents
    [found] = extract(document)
    return document, found.occurrence


def mended(folder: Path, fragment: str, new: str) -> str | None:
    document, occurrence = place(folder, fragment)
    fix = replace_written(document, occurrence, new, safe=True, description="x")
    if fix is None:
        return None
    text = document.source.text
    assert text[fix.start : fix.end] == occurrence.written
    return text[: fix.start] + fix.text + text[fix.end :]


@pytest.mark.parametrize(
    "fragment",
    [
        "- links:\n    - {url: https://example.org/old, label: A, note: B}\n",
        '- links:\n    - {url: "https://example.org/old", label: A, note: B}\n',
        "- links:\n    - url: https://example.org/old\n      label: A\n",
        "- markdown: See [A](https://example.org/old) first.\n",
        "- html: |\n    <p>See\n    <a href='https://example.org/old'>A</a></p>\n",
    ],
)
def test_an_address_is_replaced_where_it_stands(fragment: str, tmp_path: Path) -> None:
    before = place(tmp_path, fragment)[0].source.text
    assert mended(tmp_path, fragment, "https://example.org/new") == before.replace(
        OLD, "https://example.org/new"
    )


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("https://example.org/a,b", "'https://example.org/a,b'"),
        ("https://example.org/it's", "https://example.org/it's"),
        ('https://example.org/"', 'https://example.org/"'),
        ("https://example.org/[a]", "'https://example.org/[a]'"),
        ("https://example.org/a:", "'https://example.org/a:'"),
        ("https://example.org/a#", "https://example.org/a#"),
        ("https://example.org/it's,", "'https://example.org/it''s,'"),
        ("https://example.org/a)", "https://example.org/a)"),
        ("https://example.org/été", "https://example.org/été"),
    ],
)
def test_a_value_gets_the_quotation_marks_it_needs(new: str, written: str, tmp_path: Path) -> None:
    fragment = "- links:\n    - {url: https://example.org/old, label: A, note: B}\n"
    before = place(tmp_path, fragment)[0].source.text
    document, occurrence = place(tmp_path, fragment)
    fix = replace_written(document, occurrence, new, safe=True, description="x")
    assert fix is not None
    assert before[: fix.start] + fix.text + before[fix.end :] == before.replace(OLD, written)
    assert yaml.safe_load(f"{{url: {fix.text}}}") == {"url": new}


@pytest.mark.parametrize("new", ["https://example.org/a b", "https://example.org/\n", ""])
def test_what_is_no_address_is_left_to_people(new: str, tmp_path: Path) -> None:
    fragment = "- links:\n    - {url: https://example.org/old, label: A, note: B}\n"
    assert mended(tmp_path, fragment, new) is None


@pytest.mark.parametrize(
    "new", ["https://example.org/a)", "https://example.org/it's", "https://example.org/a b"]
)
def test_what_would_need_an_escape_in_markup_is_left_to_people(new: str, tmp_path: Path) -> None:
    assert mended(tmp_path, "- markdown: See [A](https://example.org/old) first.\n", new) is None


NEW = "https://example.org/?a=1&copy=2"


@pytest.mark.parametrize(
    ("fragment", "written"),
    [
        ("- links:\n    - {url: https://example.org/old, label: A, note: B}\n", NEW),
        ("- markdown: See [A](https://example.org/old) first.\n", NEW),
        ("- markdown: See https://example.org/old first.\n", NEW),
        ("- markdown: See <https://example.org/old> first.\n", NEW),
        ("- markdown: <a href='https://example.org/old'>A</a>\n", NEW.replace("&", "&amp;")),
        ("- html: <a href='https://example.org/old'>The page</a>\n", NEW.replace("&", "&amp;")),
        ("- html: <p>See https://example.org/old</p>\n", NEW.replace("&", "&amp;")),
    ],
)
def test_an_ampersand_is_written_as_its_place_needs_it(fragment: str, written: str, tmp_path: Path) -> None:
    before = place(tmp_path, fragment)[0].source.text
    after = mended(tmp_path, fragment, NEW)
    assert after == before.replace(OLD, written)
    (tmp_path / "again").mkdir()
    assert place(tmp_path / "again", fragment.replace(OLD, written))[1].target_key.endswith("?a=1&copy=2")


def test_what_markdown_would_take_for_a_character_is_left_to_people(tmp_path: Path) -> None:
    new = "https://example.org/?a=1&copy;2"
    assert mended(tmp_path, "- markdown: See [A](https://example.org/old) first.\n", new) is None


@pytest.mark.parametrize(
    ("fragment", "written"),
    [
        ("- markdown: See [{0}]({0}) first.\n", "- markdown: See [https://example.org/\\*a](https://example.org/*a) first.\n"),
        ("- markdown: See [{0}](<{0}>) first.\n", "- markdown: See [https://example.org/\\*a](<https://example.org/*a>) first.\n"),
        ("- html: <a href='{0}' id=x>{0}</a>\n", "- html: <a href='https://example.org/*a' id=x>https://example.org/*a</a>\n"),
    ],
)  # fmt: skip
def test_words_that_are_the_address_are_replaced_with_it(fragment: str, written: str, tmp_path: Path) -> None:
    document, occurrence = place(tmp_path, fragment.format(OLD))
    fix = replace_written(document, occurrence, "https://example.org/*a", safe=True, description="x")
    assert fix is not None
    text = document.source.text
    expected = text.replace(fragment.format(OLD)[2:], written.format(OLD)[2:])
    assert text[: fix.start] + fix.text + text[fix.end :] == expected


def test_without_a_guide_there_is_nothing_to_mend(tmp_path: Path) -> None:
    _, occurrence = place(tmp_path, "- markdown: See [A](https://example.org/old) first.\n")
    assert replace_written(None, occurrence, "https://example.org/new", safe=True, description="x") is None
