from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.plan.texts import mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://x.org/a_b?c=d&e#f.", ["https://x.org/a_b?c=d&e#f"]),
        ("(https://en.wikipedia.org/wiki/NATO_(film))", ["https://en.wikipedia.org/wiki/NATO_(film)"]),
        ("“https://x.org/”, 'https://y.org/'", ["https://x.org/", "https://y.org/"]),
        ("<https://x.org/>; HTTP://X.org!", ["https://x.org/", "HTTP://X.org"]),
        ("https://proxy.u.edu/login?url=https://x.org/a?b&c=d", ["https://proxy.u.edu/login?url=https://x.org/a?b&c=d"]),
        ("www.nato.int, www.x, www..", ["www.nato.int"]),
        ("file:///C:/x.doc ftp://x.org/a", ["file:///C:/x.doc", "ftp://x.org/a"]),
        ("https://www.nato.int/cps/… https://x.org/a...", []),
        ("http:// https://{host}/ http://. mailto:x@y.org", []),
        ("https://x.org/a。次", ["https://x.org/a"]),
        ("xhttps://x.org", []),
        ("https://x.org/ 10.1000/182, https://doi.org/10.1000/183", ["https://x.org/", "10.1000/182", "https://doi.org/10.1000/183"]),
        ("https://doi.org/10.1000/182?utm_source=x", ["https://doi.org/10.1000/182?utm_source=x"]),
        ("https://doi.org/10.1000/étude", ["https://doi.org/10.1000/étude"]),
        ("https://doi.org/10.1002/(SICI)1(199823)43:4<371::A>3.0.CO;2-X", ["https://doi.org/10.1002/(SICI)1(199823)43:4<371::A>3.0.CO;2-X"]),
        ("https://www.tandfonline.com/doi/abs/10.1080/0163", ["https://www.tandfonline.com/doi/abs/10.1080/0163"]),
    ],
)  # fmt: skip
def test_what_stands_bare_in_a_text(text: str, expected: list[str]) -> None:
    assert [text[mention.start : mention.end] for mention in mentions(text)] == expected


def test_a_mention_without_a_scheme_is_what_browsers_make_of_it() -> None:
    (mention,) = mentions("www.nato.int/x")
    assert mention.value == "http://www.nato.int/x"


_PARTS = [
    "https://",
    "www.",
    "x.org",
    "/",
    "10.1000/",
    "doi:",
    "doi.org/",
    ",",
    ")",
    "(",
    " ",
    "…",
    "..",
    "é",
    "<",
    "\0",
]


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(_PARTS)).map("".join))
def test_mentions_are_in_order_and_apart(text: str) -> None:
    before = 0
    for mention in mentions(text):
        assert before <= mention.start < mention.end <= len(text)
        before = mention.end


@pytest.mark.parametrize(
    "piece", [*_PARTS, ".)", "https://x.org/ ", "10.1000/a,", "doi.org/a,", "https://doi.org/a-"]
)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    text = "https://x.org/" + piece * (100_000 // len(piece))
    start = process_time()
    mentions(text)
    assert process_time() - start < 3
