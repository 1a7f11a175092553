"""Offsets become lines and columns as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.model import SourceText, Span


def counted(text: str, offset: int) -> tuple[int, int]:
    """Count line and column the slow way."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


@given(
    st.text(st.sampled_from("ab\n\r\u2028\x85\x0c😀"), max_size=12), st.integers(-3, 15), st.integers(-3, 15)
)
def test_a_span_is_counted_by_line_feeds_alone_and_kept_inside(text: str, start: int, end: int) -> None:
    first = max(0, min(start, len(text)))
    last = max(first, min(end, len(text)))
    span = SourceText("g.yaml", text).span(start, end)
    assert span == Span("g.yaml", *counted(text, first), *counted(text, last), first, last)
    assert SourceText("g.yaml", text).line_column(first) == counted(text, first)


@pytest.mark.parametrize(("line", "words"), [(1, "one"), (2, ""), (3, "three"), (4, "")])
def test_the_text_of_a_line_has_no_line_break(line: int, words: str) -> None:
    assert SourceText("g.yaml", "one\r\n\nthree\n").line_text(line) == words
