"""What a page says of itself: statements, what stands in the way, and facts of a work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidences import answered, page
from guidewarden.judge.statements import OwnWords, own_words
from guidewarden.model import Sign


def said(title: str, text: str, *headings: str) -> OwnWords:
    """Read the own words of a page alone on its site."""
    whole = " ".join((*headings, text))
    body = page(title, len(whole), headings=headings, text_start=whole, matter_length=len(whole))
    return own_words(answered(200, urls=("https://library.example/items/rec-77",)), body, None)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Page not found", "Sorry."),
        ("404", ""),
        ("Library", "The requested document does not exist."),
        ("Library", "File not found."),
        ("rec-77 not found", ""),
        ("Bibliothek", "Die Seite wurde nicht gefunden."),
        ("文書館", "お探しのページは見つかりませんでした。"),
    ],
)
def test_a_statement_is_about_what_can_be_a_source(title: str, text: str) -> None:
    assert said(title, text).says_gone()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Library", "Class 'Zend_Db' not found"),
        ("Library", "Data source name not found and no default driver specified"),
        ("We can't find your cookies", ""),
        ("Server nicht gefunden", ""),
        ("Item not found?", "If the item you requested could not be found, tell us."),
        ("rec-77", "Rye and rule"),
    ],
)
def test_what_programs_and_readers_miss_is_no_source(title: str, text: str) -> None:
    assert not said(title, text).says_gone()


@pytest.mark.parametrize(
    "text",
    ["The page does not exist. Try again later.", "Not found in your country.", "Log in to see it.", "You may be a robot.", "in /srv/www/a.php on line 3",
     "Ve vaší zemi není obsah dostupný.", "メンテナンス中です。", "Before you continue, accept our terms."],
)  # fmt: skip
def test_what_stands_in_the_way_is_heard(text: str) -> None:
    assert said("Page not found", text).is_hindered()


@pytest.mark.parametrize(
    "text",
    ["The page does not exist.", "The resource might have been removed, or is temporarily unavailable.", "Check the spelling and try again."],
)  # fmt: skip
def test_the_small_talk_of_error_pages_stands_in_nobodys_way(text: str) -> None:
    assert not said("Page not found", text).is_hindered()


def test_a_notice_insists_where_name_and_text_say_so() -> None:
    assert said("Item withdrawn", "The item was withdrawn by its author.").insists()
    assert said("Guide unavailable", "The guide is not currently published.").insists()
    assert not said("This item has been removed", "").insists()
    assert not said("The statue", "The statue has been removed. The object was removed by night.").insists()
    assert not said("Page not found: essays", "Essays.", "Page not found").insists()


def test_records_have_facts() -> None:
    for text in ("London : Faber, 1987", "Short stories, 144 p.", "Author: Lund. Shelfmark X 9"):
        assert said("Not found", text).has_facts()
    for text in ("At the author's wish.", "© 2024 Library", "This link expired on 3 May 2020.", ""):
        assert not said("Not found", text).has_facts()
    described = page("Deleted", 40, text_start="Deleted", signs=(Sign.DESCRIBED,))
    assert own_words(answered(200), described, None).has_facts()
    assert not own_words(answered(200), described, described).has_facts()


def test_what_another_page_of_the_site_says_too_is_furniture() -> None:
    front = page(
        "Town Library", 80, headings=("Town Library",), text_start="Town Library Log in to borrow. Welcome."
    )
    notice = page(
        "Page not found | Town Library", 90, headings=("Town Library", "Page not found"),
        text_start="Town Library Log in to borrow. Page not found Sorry.",
    )  # fmt: skip
    found = own_words(answered(200), notice, front)
    assert (found.titles, found.headings) == (("page not found",), ("page not found",))
    assert found.sentences == ("sorry.",)


@given(st.text(max_size=200), st.text(max_size=400), st.lists(st.text(max_size=60), max_size=4))
def test_any_page_can_be_read(title: str, text: str, headings: list[str]) -> None:
    body = page(title, len(text), headings=tuple(headings), text_start=text)
    for beside in (None, body, page()):
        found = own_words(answered(200), body, beside)
        assert "" not in (*found.names, *found.sentences)
        assert {type(found.says_gone()), type(found.insists()), type(found.is_hindered())} == {bool}
