from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.rules.snippets import blank_script, blank_script_comments


@pytest.mark.parametrize("blank", [blank_script, blank_script_comments])
@given(text=st.text(st.sampled_from("a/*'\"\\\n;:{}`")))
def test_blanking_keeps_every_offset(blank: Callable[[str], str], text: str) -> None:
    blanked = blank(text)
    assert len(blanked) == len(text)
    assert all(new in (old, " ") for new, old in zip(blanked, text, strict=True))


def test_strings_stay_where_comments_alone_are_blanked() -> None:
    code = "a('//x'); // b\n/* c */d"
    assert blank_script(code) == "a(     );     \n       d"
    assert blank_script_comments(code) == "a('//x');     \n       d"
