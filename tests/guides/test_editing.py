"""Changes to a guide's text: the meant characters change, and nothing else does."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.guides.editing import EditError, edited, has_byte_order_mark, replace_file, with_line_ends
from guidewarden.guides.library import read_guide
from guidewarden.model import Fix, GuideDocument, InputError, SourceText
from guidewarden.yamltext import rewritten
from yamlstyles import Written, guides

LETTERS = st.text(st.sampled_from("ab 1é日😀'\"\\:#,[]{}&*!|>%@`-?=/.~\t"), min_size=1, max_size=24)
ADDRESSES = st.builds(
    "https://example.org/{}".format, st.text(st.sampled_from("ab1é'\"\\:#,[]{}&*!|>%@`-?=/.~"), max_size=12)
)
LINES = st.lists(LETTERS.map(str.strip).filter(bool), min_size=1, max_size=4).map("\n".join)
GUIDES = guides(
    st.tuples(ADDRESSES, LETTERS), st.tuples(st.sampled_from(("markdown", "html", "quote")), LINES)
)


def document_of(written: Written) -> GuideDocument:
    return read_guide("g", SourceText("g.yaml", written.data.decode("utf-8-sig")))


def values_of(document: GuideDocument) -> dict[str, str]:
    return {route: scalar.value for route, scalar in document.scalars.items()}


@given(GUIDES)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_the_guides_of_these_tests_hold_what_is_meant(written: Written) -> None:
    values = values_of(document_of(written))
    assert {route: values[route] for route in written.values} == written.values


@given(GUIDES, st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_change_of_a_value_changes_that_value_as_meant_and_nothing_else(
    written: Written, data: st.DataObject
) -> None:
    document = document_of(written)
    route = data.draw(st.sampled_from(sorted(written.values)))
    value = written.values[route]
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    text = data.draw(st.text(st.sampled_from("xyz é,:'\"\\#[{&*!|>%@`-?\x07\u2028"), max_size=8))
    change = rewritten(document, route, start, end, text)
    if change is None:
        return
    meant = value[:start] + text + value[end:]
    scalar = document.scalars[route]
    assert scalar.start <= change[0] <= change[1]
    if not meant:
        with pytest.raises(EditError, match="empty"):
            edited(document, [Fix(*change, True, "")])
        return
    new = edited(document, [Fix(*change, True, "")])
    assert values_of(new) == values_of(document) | {route: meant}
    assert (
        new.source.text == document.source.text[: change[0]] + change[2] + document.source.text[change[1] :]
    )
    assert [note for note in written.comments if note not in new.source.text] == []


@given(ADDRESSES, ADDRESSES, st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_an_address_can_always_be_replaced_whatever_its_style(
    old: str, new: str, data: st.DataObject
) -> None:
    written = data.draw(guides(st.just((old, "A note.")), st.just(("html", "Text"))))
    document = document_of(written)
    route = "sections[0].blocks[0].links[0].url"
    change = rewritten(document, route, 0, len(old), new)
    assert change is not None
    assert values_of(edited(document, [Fix(*change, True, "")])) == values_of(document) | {route: new}


GUIDE = """\
title: A guide # the title
sources:
  one: {type: book, title: A book, author: [{family: Smith}]}
  two:
    type: book
    title: Another book
sections:
  - title: Box
    blocks:
      - markdown: Text # a comment
      - html: |
          <p>One</p>
          <p>Two</p>

      - links:
          - {url: https://example.org/a, label: A, note: N} # kept
"""


def change(old: str, new: str, text: str = GUIDE) -> Fix:
    assert text.count(old) == 1
    start = text.index(old)
    return Fix(start, start + len(old), new, True, "")


def tried(*fixes: Fix, text: str = GUIDE) -> str:
    return edited(read_guide("g", SourceText("g.yaml", text)), fixes).source.text


@pytest.mark.parametrize(
    "fix",
    [
        change("Text", "Text # of"),
        change("Text", "'Text"),
        change("Text", "a: b"),
        change("Text", "&a Text"),
        change("Text", ""),
        change("Text # a comment", "Text and a comment"),
        change("Text", "|"),
        change("https://example.org/a", "https://example.org/a, note: M"),
        change("https://example.org/a", "https://example.org/a}"),
        change("<p>One</p>", "<p>One</p>\nx"),
        change("label: A, ", ""),
        change("A guide", "A guide\nlanguage: de"),
        change("  two:", "  three:"),
        change("Another book", "Another book # x"),
        change("Another book", 'Another book\n    volume: "4"'),
        change("A book", "A book, volume: '4'"),
        change("[{family: Smith}]", "[{family: Smith}], volume: '1'"),
        change("[{family: Smith}]", "{family: Smith}"),
        Fix(-1, 3, "x", True, ""),
        Fix(5, 10_000, "x", True, ""),
        Fix(9, 7, "x", True, ""),
    ],
)  # fmt: skip
def test_a_change_that_would_do_more_is_refused(fix: Fix) -> None:
    with pytest.raises(EditError):
        tried(fix)


@pytest.mark.parametrize(
    "fix",
    [
        change("Text", "Other words"),
        change("Text", "'Other: words'"),
        change("https://example.org/a", "'https://example.org/a,b'"),
        change("<p>Two</p>", "<p>Three</p>"),
        change("          <p>Two</p>\n", ""),
        change("[{family: Smith}]", "[{family: Smith, given: Ann}, {family: Jones}]"),
        Fix(GUIDE.index("Another book") + 12, GUIDE.index("Another book") + 12, '\n    volume: "4"', True, ""),
        Fix(GUIDE.index("A book") + 6, GUIDE.index("A book") + 6, ", volume: '4'", True, ""),
    ],
)  # fmt: skip
def test_a_change_of_one_value_or_a_new_field_is_made(fix: Fix) -> None:
    new = tried(fix)
    assert new == GUIDE[: fix.start] + fix.text + GUIDE[fix.end :]


def test_several_changes_are_made_at_once_in_any_order() -> None:
    fixes = [change("Text", "Words"), change("<p>One</p>", "<p>1</p>"), change("<p>Two</p>", "<p>2</p>")]
    assert tried(*reversed(fixes)) == GUIDE.replace("Text", "Words").replace("One", "1").replace("Two", "2")


def test_changes_that_overlap_are_refused() -> None:
    with pytest.raises(EditError, match="overlaps"):
        tried(change("Text", "Words"), change("Text # a comment", "Words"))
    at = GUIDE.index("Another book") + 12
    with pytest.raises(EditError, match="overlaps"):
        tried(*(Fix(at, at, f'\n    {key}: "4"', True, "") for key in ("volume", "issue")))


def test_a_line_that_comes_in_ends_as_its_neighbours_do() -> None:
    text = GUIDE.replace("\n", "\r\n")
    at = text.index("Another book") + 12
    new = tried(Fix(at, at, '\n    volume: "4"', True, ""), text=text)
    assert new == text[:at] + '\r\n    volume: "4"' + text[at:]
    assert with_line_ends("a: b", Fix(4, 4, "\nc: d", True, "")).text == "\nc: d"
    assert with_line_ends("a: b\r\nc: d", Fix(10, 10, "\r\n\n", True, "")).text == "\r\n\r\n"


def source_of(path: Path) -> SourceText:
    return SourceText("g.yaml", path.read_bytes().decode("utf-8-sig"))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_replaced_with_its_mode_its_mark_and_its_line_ends(mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_bytes(mark + "title: é\r\n".encode())
    path.chmod(0o640)
    replace_file(path, source_of(path), "title: ü\r\n")
    assert path.read_bytes() == mark + "title: ü\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert has_byte_order_mark(path) == bool(mark)
    assert list(tmp_path.iterdir()) == [path]


def test_of_a_link_the_file_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path, link = tmp_path / "real" / "g.yaml", tmp_path / "link.yaml"
    path.write_text("title: a\n", encoding="utf-8")
    link.symlink_to(path)
    replace_file(link, source_of(link), "title: b\n")
    assert link.is_symlink()
    assert path.read_text("utf-8") == "title: b\n"


def test_what_somebody_else_changed_in_the_meantime_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_text("title: theirs\n", encoding="utf-8")
    with pytest.raises(InputError, match="changed by somebody else"):
        replace_file(path, SourceText("g.yaml", "title: a\n"), "title: b\n")
    assert path.read_text("utf-8") == "title: theirs\n"


def test_a_file_that_is_gone_or_in_a_folder_that_is_not_ours_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written: no such file"):
        replace_file(tmp_path / "g.yaml", SourceText("g.yaml", ""), "title: b\n")
    # A name that is too long for a second one beside it is cut; one that is a folder is none of ours.
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        replace_file(tmp_path / "folder.yaml", SourceText("folder.yaml", ""), "title: b\n")
    long = tmp_path / f"{'g' * 240}.yaml"
    long.write_text("title: a\n", encoding="utf-8")
    replace_file(long, source_of(long), "title: b\n")
    assert long.read_text("utf-8") == "title: b\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_left(tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_text("title: a\n", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(InputError, match="may not be written"):
        replace_file(path, source_of(path), "title: b\n")
    assert path.read_text("utf-8") == "title: a\n"
