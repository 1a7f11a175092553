"""Fixes in markup: exactly the characters that were meant change, in every style of YAML, or no fix is offered."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.guides import load_library
from guidewarden.model import GuideDocument, HtmlBlock, People, Settings
from guidewarden.rules import Project
from guidewarden.rules.context import read_guide
from guidewarden.rules.splicing import Splice, splice
from rule_examples import TODAY, complete

ROUTE = "sections[0].blocks[0].html"
STYLES: dict[str, Callable[[str], str]] = {
    "literal": lambda text: "- html: |\n" + indent(text, "    ", lambda _: True) + "\n",
    "double": lambda text: (
        '- html: "' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"\n'
    ),
    "single": lambda text: "- html: '" + text.replace("'", "''").replace("\n", "\n\n    ") + "'\n",
    "folded": lambda text: (
        "- html: >-\n" + indent(text.replace("\n", "\n\n"), "    ", lambda line: bool(line.strip())) + "\n"
    ),
    "plain": lambda text: f"- html: {text}\n",
    "flow": lambda text: f"- {{html: {text}}}\n",
}


def load(text: str, folder: Path) -> GuideDocument | None:
    file = folder / "guide.yaml"
    file.write_text(text, encoding="utf-8")
    library = load_library([file], folder)
    return library.documents[0] if library.documents else None


def html_of(document: GuideDocument) -> str:
    block = document.guide.sections[0].blocks[0]
    assert isinstance(block, HtmlBlock)
    return block.html


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(STYLES)),
    st.lists(st.sampled_from(["<b>", "</b>", "a", " ", ": ", " #", ",", '"', "'", "é", "\n", "- ", "{", "<p>"]), min_size=1, max_size=12).map("".join),
    st.data(),
)  # fmt: skip
def test_a_fix_makes_the_value_that_was_meant(style: str, text: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = load(complete(STYLES[style](text)), folder)
        if (
            document is None
            or not document.guide.sections
            or not isinstance(document.guide.sections[0].blocks[0], HtmlBlock)
        ):
            return
        value = html_of(document)
        start = data.draw(st.integers(0, len(value)))
        end = data.draw(st.integers(start, len(value)))
        context = read_guide(document, Project((document,), People(), Settings(), TODAY))
        [markup] = [each for each in context.markups if each.route == ROUTE]
        fix = splice(context, markup, [Splice(start, end)], "Cut")
        if fix is None:
            return
        written = document.source.text
        mended = load(written[: fix.start] + fix.text + written[fix.end :], folder)
        assert mended is not None
        # A line break at the very end is the block's, not the value's.
        assert html_of(mended).rstrip("\n") == (value[:start] + value[end:]).rstrip("\n")


@pytest.mark.parametrize(
    ("fragment", "pieces"),
    [
        ("- html: <b>x</b>\n", [Splice(0, 8)]),
        ("- html: <b>x</b>\n", [Splice(0, 4), Splice(3, 5)]),
        ("- html: <b>- x</b>\n", [Splice(0, 3)]),
        ("- html: x<b>:</b> y\n", [Splice(1, 4), Splice(5, 9)]),
        ("- html: |\n    <b> x</b>\n    y\n", [Splice(0, 3)]),
    ],
)
def test_where_yaml_would_read_otherwise_no_fix_is_offered(
    fragment: str, pieces: list[Splice], tmp_path: Path
) -> None:
    document = load(complete(fragment), tmp_path)
    assert document is not None
    context = read_guide(document, Project((document,), People(), Settings(), TODAY))
    [markup] = [each for each in context.markups if each.route == ROUTE]
    assert splice(context, markup, pieces, "Cut") is None
