import pytest

from guidewarden.rules.notices import find_notice, is_notice


@pytest.mark.parametrize(
    "text",
    [
        "It looks like you're using Internet Explorer 11 or older.",
        "It looks like you’re using Internet Explorer 11 or older. This website works best with modern browsers",
        "You are using Microsoft Internet Explorer 8",
        "You appear to be using an older version of Internet Explorer",
        "You are using an outdated browser. Please upgrade your browser to improve your experience.",
        "Your browser is out of date.",
        "Best viewed in Internet Explorer 6 at 800 by 600",
        "This site works best with modern browsers",
        "If you continue with this browser, you may see unexpected results.",
        "This website no longer supports Internet Explorer 10",
        "LibGuides does not support IE 11",
    ],
)
def test_notices_are_known_by_their_words(text: str) -> None:
    assert is_notice(text)
    assert find_notice(text.upper()) is not None


@pytest.mark.parametrize(
    "text",
    [
        "If you are using Internet Explorer 11 or older, the map server will refuse you.",
        "When you are using Internet Explorer, open the site in Edge.",
        "Readers using Internet Explorer 11 or older cannot open the map.",
        "Internet Explorer 11 was retired on 15 June 2022.",
        "You are using a browser to read this.",
        "The rise and fall of Internet Explorer: a history of browsers",
        "Please update your browser's bookmarks.",
        "You are using primary sources.",
        "A study of outdated browsers in libraries",
    ],
)
def test_other_words_about_browsers_are_not(text: str) -> None:
    assert not is_notice(text)
