import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.markup import read_html, read_markdown
from guidewarden.rules.prose import fold, is_quoted, visible_lines


def lines(html: str) -> list[str]:
    return [line.text for line in visible_lines(read_html(html))]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>You are  using an <b>old</b>\nbrowser.</p><p>Two</p>", ["You are using an old browser.", "Two"]),
        ("One<br>Two", ["One", "Two"]),
        ("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"]),
        ("<p>Seen<span hidden>not</span> <i style='display:none'>nor</i></p>", ["Seen"]),
        ("<style>p{}</style><script>x</script><template>t</template>", []),
        ("<ul><li>A<li>B</ul>", ["A", "B"]),
        ("<p>&nbsp;</p>", []),
    ],
)
def test_lines_are_what_readers_see(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


def test_a_line_leads_back_to_its_source() -> None:
    html = "<p>A &amp; B <b>using</b> it</p>"
    [line] = visible_lines(read_html(html))
    start = line.text.index("using")
    assert html[slice(*line.source_range(start, start + 5))] == "using"


@given(st.text(st.sampled_from("ab <>&;\n\"'/p"), max_size=60))
def test_any_text_gives_lines_inside_it(text: str) -> None:
    for document in (read_html(text), read_markdown(text)):
        for line in visible_lines(document):
            assert line.text == " ".join(line.text.split(" "))
            assert len(line.offsets) == len(line.text)
            start, end = line.source_range(0, len(line.text))
            assert 0 <= start < end <= len(text) + 1
            assert line.place == (start, end)


@pytest.mark.parametrize(
    ("html", "quoted"),
    [
        ("<p>It says “you are” here</p>", True),
        ('<p>It says "you are" here</p>', True),
        ("<p>“It” says you are here</p>", False),
        ("<code>you are</code>", True),
        ("<blockquote><p>you are</p></blockquote>", True),
        ("<p>you are</p>", False),
    ],
)
def test_quoted_words_are_told_from_said_ones(html: str, quoted: bool) -> None:
    document = read_html(html)
    [line] = visible_lines(document)
    assert is_quoted(line, line.text.index("you are")) is quoted


@pytest.mark.parametrize("text", ["Click here", " click  HERE! ", "» click here »", "“Click here…”"])
def test_folding_drops_what_does_not_matter(text: str) -> None:
    assert fold(text) == "click here"
