import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from guidewarden.model import SourceText
from guidewarden.report.excerpt import WIDTH, excerpt


def shown(text: str, word: str) -> list[str]:
    source = SourceText("a.yaml", text)
    start = text.index(word)
    return excerpt(source, source.span(start, start + len(word))).splitlines()


def test_the_caret_stands_below_the_place() -> None:
    assert shown("title: A\n  url: http://a.example/\n", "http://a.example/") == [
        "    2 |   url: http://a.example/",
        "      |        ^~~~~~~~~~~~~~~~~",
    ]


def test_wide_and_combining_letters_keep_it_in_its_place() -> None:
    assert shown("label: 図書館 here", "here") == ["    1 | label: 図書館 here", "      |               ^~~~"]
    assert shown("label: cafe\u0301 here", "here") == [
        "    1 | label: cafe\u0301 here",
        "      |             ^~~~",
    ]


def test_what_would_act_is_shown_and_counted() -> None:
    line, mark = shown("a\t\x1b[31m \u202egnp here", "here")
    assert line == "    1 | a \\x1b[31m \\u202egnp here"
    assert mark.index("^") == line.index("here")


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "x" * 500 + "here" + "y" * 500
    line, mark = shown(text, "here")
    assert line.startswith("    1 | …x")
    assert line.endswith("y…")
    assert mark.index("^") == line.index("here")
    assert len(line) < WIDTH + 12


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    source = SourceText("a.yaml", "one two\nthree\n")
    assert excerpt(source, source.span(4, 12)).splitlines()[1] == "      |     ^~~"


def test_an_end_of_a_line_has_a_caret_and_no_text_has_nothing() -> None:
    source = SourceText("a.yaml", "one\n\n")
    assert excerpt(source, source.span(3, 3)).splitlines() == ["    1 | one", "      |    ^"]
    assert excerpt(source, source.span(4, 4)) == ""
    assert excerpt(None, source.span(0, 1)) == ""
    assert excerpt(SourceText("a.yaml", "one"), source.span(4, 5)) == ""


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_two_printable_lines_or_none_whatever_the_text(text: str, start: int, length: int) -> None:
    source = SourceText("a.yaml", text)
    lines = excerpt(source, source.span(start, start + length)).splitlines()
    assert len(lines) in (0, 2)
    for line in lines:
        line.encode()
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in line)
