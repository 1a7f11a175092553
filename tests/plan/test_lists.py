import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.model import Problem, SourceText
from guidewarden.plan import Found, read_list


def read(text: str, suffix: str) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    return read_list(SourceText("list" + suffix, text), suffix)


def shown(found: tuple[Found, ...]) -> list[tuple[int, int, str, str, str]]:
    return [
        (place.span.line, place.span.column, place.written, item.target.key, place.label)
        for item in found
        for place in [item.occurrence]
    ]


def test_plain_text() -> None:
    found, problems = read(
        "# Links\r\n\r\nhttps://x.org/a#b\r\n  10.1000/182  # a comment\r\nNATO: https://www.nato.int/, doi:10.1000/183\r\n"
        "www.x.org/a\r\njunk here\r\nhtp:/x\r\nhttp://x:99999/\r\nftp://x.org/a",
        ".txt",
    )
    assert shown(found) == [
        (3, 1, "https://x.org/a#b", "link:https://x.org/a#b", "https://x.org/a#b"),
        (4, 3, "10.1000/182", "doi:10.1000/182", "10.1000/182"),
        (5, 7, "https://www.nato.int/", "link:https://www.nato.int/", "https://www.nato.int/"),
        (5, 30, "doi:10.1000/183", "doi:10.1000/183", "doi:10.1000/183"),
        (6, 1, "www.x.org/a", "link:http://www.x.org/a", "www.x.org/a"),
        (9, 1, "http://x:99999/", "link:http://x:99999/", "http://x:99999/"),
        (10, 1, "ftp://x.org/a", "link:ftp://x.org/a", "ftp://x.org/a"),
    ]
    assert [(problem.path, problem.line, problem.column) for problem in problems] == [
        ("list.txt", 7, 1), ("list.txt", 8, 1)
    ]  # fmt: skip
    assert "junk here" in problems[0].message


def test_a_line_that_is_an_address_is_taken_as_it_is() -> None:
    found, _ = read("https://x.org/a).\nhttps://x.org/(a,b;c?\n", ".txt")
    assert [item.target.url for item in found] == ["https://x.org/a).", "https://x.org/(a,b;c?"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables(delimiter: str) -> None:
    rows = [
        ["ID", "Name", "URL", "Note"],
        ["1", '"NATO, the ""alliance"""', "https://www.nato.int/a", '"two\nlines, 10.1000/182"'],
        ["2", "Note:1", '" https://x.org/""b"" "', ""],
        ["https://x.org/c"],
    ]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    found, problems = read(text, ".CSV")
    assert problems == ()
    assert [(item[2], item[3], item[4]) for item in shown(found)] == [
        ("https://www.nato.int/a", "link:https://www.nato.int/a", 'NATO, the "alliance"'),
        ("10.1000/182", "doi:10.1000/182", 'NATO, the "alliance"'),
        ('https://x.org/""b""', "link:https://x.org/%22b%22", "Note:1"),
        ("https://x.org/c", "link:https://x.org/c", "https://x.org/c"),
    ]
    for line, column, written, *_ in shown(found):
        assert text.split("\n")[line - 1][column - 1 :].startswith(written)


def test_a_quotation_mark_that_is_never_closed_is_a_problem() -> None:
    found, problems = read('URL\nhttps://x.org/\n"https://y.org/\n', ".csv")
    assert [item.target.url for item in found] == ["https://x.org/"]
    assert [(problem.line, problem.column) for problem in problems] == [(3, 1)]


def test_markdown_and_html() -> None:
    found, _ = read("# L\n\n- [a](https://x.org/)\n", ".md")
    assert shown(found) == [(3, 7, "https://x.org/", "link:https://x.org/", "a")]
    found, _ = read("<ul>\r\n<li><a href='https://x.org/?a&amp;b'>a</a>", ".HTM")
    assert shown(found) == [(2, 14, "https://x.org/?a&amp;b", "link:https://x.org/?a&b", "a")]


_PIECES = [
    "https://x.org/a",
    "10.1000/182",
    ",",
    ";",
    '"',
    '""',
    "\n",
    "\r\n",
    "\t",
    " ",
    "#",
    "a",
    "é",
    "[",
    "](",
    "<a href=",
    ">",
    "\ud800",
]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(_PIECES), max_size=25).map("".join) | st.text(),
    st.sampled_from([".txt", ".csv", ".md", ".html"]),
)
def test_any_text_can_be_read(text: str, suffix: str) -> None:
    found, problems = read(text, suffix)
    for item in found:
        span = item.occurrence.span
        assert text[span.start : span.end] == item.occurrence.written
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 1
