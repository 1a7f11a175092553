from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.markup.css import read_style_attribute, read_style_sheet
from guidewarden.markup.stylesheet import StyleSheet

PIECES = (
    "a", "b:hover", ".c", "#d", "{", "}", "(", ")", "[", "]", ":", ";", ",", "color", "red", "#fff8", "1px", "*", "_x", "--v",
    "var(", "url(", "@media", "@supports", "@layer", "!important", "'", '"', "\\", "\\9", "\\110000", "/*", "*/", "<!--", "-->",
    "\n", "\r\n", "\r", "\f", "\0", " ", "é", "\U0001f600", "\ud800", "::before", ":is(", ":not(", "&", ">", "calc(", "9" * 1200,
    "u+0-7F", "expression(", "progid:X.Y(z='q')", "{}", "a{b:c}", "e:f;",
)  # fmt: skip
styles = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text()


def blocks(text: str) -> list[tuple[str, int | None]]:
    return [
        (f"@{block.name} {block.prelude}" if block.name else block.prelude, block.parent)
        for block in read_style_sheet(text).blocks
    ]


def declarations(text: str) -> list[tuple[str, str, int | None]]:
    return [
        (declaration.hack + declaration.name, declaration.value, declaration.block)
        for declaration in read_style_sheet(text).declarations
    ]


def test_rules_and_at_rules_nest() -> None:
    text = "a, b > c { } @media print { d { } @supports (x: y) { e {} } } @import url(f); <!-- g {} -->"
    assert blocks(text) == [
        ("a, b > c", None), ("@media print", None), ("d", 1), ("@supports (x: y)", 1), ("e", 3), ("@import url(f)", None),
        ("g", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{color:red;background:BLUE !important}", [("color", "red", 0), ("background", "BLUE !important", 0)]),
        ("a{color: red; *zoom: 1; _height: 1px; #top: 2px}", [("color", "red", 0), ("*zoom", "1", 0), ("_height", "1px", 0), ("#top", "2px", 0)]),
        ("a{COLOR:red;--My-Own:{b:c}}", [("color", "red", 0), ("--My-Own", "{b:c}", 0)]),
        ("a{b:hover{color:red} top:0}", [("color", "red", 1), ("top", "0", 0)]),
        ("a{color:/* x */ red /* y */;}", [("color", "red", 0)]),
        ("a{content:'b;c:d}';top:0}", [("content", "'b;c:d}'", 0), ("top", "0", 0)]),
        ("a{filter:progid:X.Y(z='#80000000')}", [("filter", "progid:X.Y(z='#80000000')", 0)]),
        ("a{width:9px\\9}", [("width", "9px\\9", 0)]),
        ("a{color:red", [("color", "red", 0)]),
        ("a{color}", []),
        ("a{: red; ; color : }", [("color", "", 0)]),
        ("color: red; a{}", []),
        (".box * { color: black }", [("color", "black", 0)]),
        ("/* a{color:red} */", []),
    ],
)  # fmt: skip
def test_declarations(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    assert declarations(text) == expected


def test_a_style_attribute_holds_declarations_alone() -> None:
    sheet = read_style_attribute("color: red; *zoom: 1;; {x: y} width: 1px")
    assert [(d.hack + d.name, d.block) for d in sheet.declarations] == [
        ("color", None), ("*zoom", None), ("x", 0), ("width", None)
    ]  # fmt: skip


def test_parts_of_a_value() -> None:
    [declaration] = read_style_attribute(
        "background: URL(a.png) url('b.png') Min(1px, var(--x, #FFF8)) RED 50% / 2EM 'q' !important"
    ).declarations
    assert [(part.kind, part.text) for part in declaration.parts] == [
        ("url", "a.png"), ("function", "url"), ("string", "b.png"), ("function", "min"), ("number", "1px"), ("mark", ","),
        ("function", "var"), ("word", "--x"), ("mark", ","), ("hash", "#fff8"), ("word", "red"), ("number", "50%"), ("mark", "/"),
        ("number", "2em"), ("string", "q"),
    ]  # fmt: skip
    assert declaration.important
    assert [part.text for part in declaration.functions()] == ["url", "min", "var"]
    assert declaration.words() == {"--x", "red"}


def test_selectors_and_their_pseudos() -> None:
    text = "a:hover::before, :is(h1, .x:focus-visible) > b , &:not( .c ) { }"
    [block] = read_style_sheet(text).blocks
    assert [selector.text for selector in block.selectors] == [
        "a:hover::before", ":is(h1, .x:focus-visible) > b", "&:not( .c )"
    ]  # fmt: skip
    found = [
        (pseudo.name, pseudo.element, pseudo.argument and text[slice(*pseudo.argument)], pseudo.is_list)
        for selector in block.selectors
        for pseudo in selector.pseudos
    ]
    assert found == [
        ("hover", False, None, False), ("before", True, None, False), ("is", False, "h1, .x:focus-visible", True),
        ("focus-visible", False, None, False), ("not", False, " .c ", False),
    ]  # fmt: skip
    assert [selector.nesting for selector in block.selectors] == [False, False, True]


def test_line_breaks_of_every_kind_count_as_one_place_each() -> None:
    text = "a\r\n{\rcolor:\fred;\r\n top:0}"
    assert [text[d.start : d.end] for d in read_style_sheet(text).declarations] == ["color:\fred", "top:0"]


def check(sheet: StyleSheet, text: str) -> None:
    assert sheet.text == text
    for index, block in enumerate(sheet.blocks):
        assert 0 <= block.start <= block.head_end <= block.end <= len(text)
        assert block.parent is None or block.parent < index
        assert block.prelude in text[block.start : block.end]
        for selector in block.selectors:
            assert text[selector.start : selector.end] == selector.text
            for pseudo in selector.pseudos:
                assert selector.start <= pseudo.start < pseudo.end <= selector.end
                assert text[pseudo.start] == ":"
                if pseudo.argument:
                    assert pseudo.start <= pseudo.argument[0] <= pseudo.argument[1] <= pseudo.end
    before = 0
    for declaration in sheet.declarations:
        assert before <= declaration.start <= declaration.value_start <= declaration.end <= len(text)
        before = declaration.start
        assert text[declaration.value_start : declaration.end] == declaration.value
        assert declaration.block is None or declaration.block < len(sheet.blocks)
        for part in declaration.parts:
            assert declaration.value_start <= part.start < part.end <= declaration.end
            assert part.text.encode()


@settings(deadline=None)
@given(styles)
def test_any_text_is_read_and_every_range_says_what_it_is(text: str) -> None:
    check(read_style_sheet(text), text)
    check(read_style_attribute(text), text)


@pytest.mark.parametrize(
    "text", ["a{b:" + "9" * 5000 + "}", "a{b:0." + "9" * 5000 + "}", "9" * 5000, "\\" + "9" * 5000]
)
def test_numbers_without_end(text: str) -> None:
    check(read_style_sheet(text), text)


@pytest.mark.parametrize(
    "piece",
    [
        ".s-lib-box a:hover{color:#fff;margin:0 auto;background:url(x.png) no-repeat}", "(", "[", "{", "a{", "a(", "/*", '"',
        "url(", "a{b:c;", "@media x{", "}", "\\", "<!--", "a,", ":is(", "a{b:c(", "--x:{", "9", "\r\n", ";", "@", "a{b:rgb(",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """Eight times the text takes about eight times as long; a quadratic reader would take 64."""

    def seconds(times: int) -> float:
        best = 1e9
        for _ in range(3):
            start = process_time()
            read_style_sheet(piece * times)
            best = min(best, process_time() - start)
        return best

    times = 1_200 // len(piece)
    assert seconds(8 * times) < 24 * max(seconds(times), 0.001)


def test_hostile_sizes() -> None:
    assert len(read_style_sheet("a{" * 10_000).blocks) == 10_000
    assert (
        len(read_style_sheet("a" + ":is(" * 10_000 + ")" * 10_000 + "{}").blocks[0].selectors[0].pseudos)
        == 10_000
    )
    minified = "a.b>c:hover{color:#fff;margin:0 auto}" * 5_000
    assert len(read_style_sheet(minified).declarations) == 10_000
    assert read_style_sheet("a{b:" + "x" * 1_000_000).declarations[0].value == "x" * 1_000_000
