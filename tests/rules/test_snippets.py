import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.markup import read_html
from guidewarden.rules.snippets import blank_css, blank_script, declarations, scripts, styles


def names(css: str) -> list[str]:
    return [declaration.hack + declaration.name for declaration in declarations(blank_css(css))]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("color: red; *zoom: 1", ["color", "*zoom"]),
        ("a:hover { color: red; _height: 1px }", ["color", "_height"]),
        ("@media (min-width: 3em) { a { width: 1px\\9 } }", ["width"]),
        ("/* behavior: url(x) */ color: red", ["color"]),
        ("content: 'a; behavior: b'; color: red", ["content", "color"]),
        (".box * { color: black }", ["color"]),
        ("--my-colour: red", []),
        ("", []),
    ],
)
def test_declarations_are_told_from_selectors_comments_and_strings(css: str, expected: list[str]) -> None:
    assert names(css) == expected


@given(st.text(st.sampled_from("a/*'\"\\\n;:{}`")))
def test_blanking_keeps_every_offset(text: str) -> None:
    for blank in (blank_css, blank_script):
        blanked = blank(text)
        assert len(blanked) == len(text)
        assert all(new in (old, " ") for new, old in zip(blanked, text, strict=True))


def test_snippets_lead_back_to_their_source() -> None:
    html = "<style>a{color:red}</style><p style='color:blue'>x</p><script>go()</script>"
    document = read_html(html)
    found = [html[slice(*snippet.source_range(0, len(snippet.text)))] for snippet in styles(document)]
    assert found == ["a{color:red}", "color:blue"]
    assert [snippet.text for snippet in scripts(document)] == ["go()"]


def test_an_escaped_style_is_placed_as_a_whole() -> None:
    html = "<p style='content: &quot;a&quot;; *zoom: 1'>x</p>"
    [snippet] = styles(read_html(html))
    start, end = snippet.source_range(14, 22)
    assert html[start:end] == "content: &quot;a&quot;; *zoom: 1"
