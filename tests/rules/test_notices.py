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
        "We have detected that you are using an outdated browser.",
        "If in doubt, ask. Your browser is out of date.",
        "Ask us if in doubt It looks like you're using Internet Explorer 11 or older.",
        "Please note that your browser is not supported.",
        "Warning: your browser is out of date.",
        "Internet Explorer is no longer supported. Please switch to Chrome, Firefox or Edge to use this site.",
        "Your browser, Internet Explorer 11, is no longer supported by this site.",
        "This browser is no longer supported. Switch to a supported browser to continue.",
        "You're viewing this page in an unsupported browser.",
        "JSTOR says that your browser is old. Your browser is out of date.",
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
        "JSTOR may tell you that your browser is not supported; ignore it.",
        "The vendor says that your browser is not supported when you use Safari 9.",
        "When the map opens, a message says you are using an outdated browser.",
        "Unless your browser is out of date, the map opens at once.",
        "Whether your browser is out of date can be seen at www.whatismybrowser.com",
        "The database checks whether you are using an unsupported browser.",
        "A message that your browser is out of date can be ignored.",
        "If the map stays empty, please update your browser.",
        "Internet Explorer is no longer supported by Microsoft.",
        "Internet Explorer is no longer supported. Please use Chrome for the map server.",
        "This browser is no longer supported by its makers.",
    ],
)
def test_other_words_about_browsers_are_not(text: str) -> None:
    assert not is_notice(text)
