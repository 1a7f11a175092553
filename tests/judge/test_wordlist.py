import re

from hypothesis import example, given
from hypothesis import strategies as st

from guidewarden.judge.wordlist import WordList

TEXTS = st.text(alphabet="abе漢 _0-'", max_size=30)
WORDS = st.lists(st.text(alphabet="abе漢 0", min_size=1, max_size=7), min_size=1, max_size=6)


def _pattern(words: list[str]) -> re.Pattern[str]:
    """The same words as a pattern, for comparison."""
    bounded = (re.escape(word) + (r"(?!\w)" if len(word) <= 5 and word.isascii() else "") for word in words)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(bounded)})")


def test_a_short_word_stands_alone_and_a_longer_one_may_go_on() -> None:
    words = WordList(["gone", "no encontrad"])
    assert words.is_in("it is gone.")
    assert not words.is_in("it is goner")
    assert not words.is_in("it is begone")
    assert words.is_in("página no encontrada")


def test_what_is_not_latin_may_stand_inside_other_text() -> None:
    assert WordList(["不存在"]).is_in("页面不存在了")


def test_words_that_begin_at_one_place_are_told_by_the_one_listed_first() -> None:
    assert WordList(["be back", "be"]).all_in("we will be back or be gone") == ["be back", "be"]
    assert WordList(["be", "be back"]).all_in("we will be back") == ["be"]


def test_leaving_words_out_keeps_the_rest() -> None:
    assert WordList(["page", "gone"]).without("the page is gone!") == "the  is !"


@given(WORDS, TEXTS)
@example(["a", "a a"], "a a a a a")
@example(["ab", "b a"], "ab a")
def test_it_finds_what_a_pattern_of_the_words_would_find(words: list[str], text: str) -> None:
    found, pattern = WordList(words), _pattern(words)
    assert found.is_in(text) == (pattern.search(text) is not None)
    assert found.all_in(text) == pattern.findall(text)
    assert found.without(text) == pattern.sub("", text)
