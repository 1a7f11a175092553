"""Maps from values to the file: exact in every style, checked against PyYAML's own reading."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from guidewarden.model import InputError, Scalar, SourceText
from guidewarden.yamltext import load

BREAKS = ("\n", "\r\n")
LETTERS = st.sampled_from("abz0.é漢😀,-#:'\"\\|>&*!%@`[]{}?/ \u00a0")
# Every named escape of YAML 1.1 and the character it stands for.
NAMED = {
    "\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r",
    "\x1b": "\\e", " ": "\\ ", '"': '\\"', "/": "\\/", "\\": "\\\\", "\x85": "\\N", "\xa0": "\\_",
    "\u2028": "\\L", "\u2029": "\\P",
}  # fmt: skip


def scalar_of(text: str, route: str = "k") -> Scalar:
    return load(SourceText("g.yaml", text)).scalars[route]


def place(scalar: Scalar, index: int) -> tuple[int, int]:
    return scalar.map.source_range(index, index + 1)


def assert_exact(text: str, scalar: Scalar) -> None:
    """Every character of the value is found in the file: as itself, as an escape of it, or in a fold."""
    assert any(segment.length for segment in scalar.map.segments) or not scalar.value.strip(" \n")
    for index, character in enumerate(scalar.value):
        start, end = place(scalar, index)
        assert scalar.start <= start <= end
        written = text[start:end]
        if written == character or (character == "\n" and written in {"\r\n", "\r", "\x85"}):
            continue
        if written.startswith("\\"):
            assert load(SourceText("e.yaml", f'"{written}"')).value == character
        elif written == "''":
            assert character == "'"
        else:
            assert (written, character) == ("", " "), "only the space of a folded line may stand nowhere"


@st.composite
def written_characters(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Characters and how each is written between double quotation marks."""
    result: list[tuple[str, str]] = []
    for character in draw(st.lists(st.sampled_from([*NAMED, *"aé漢😀'#:-"]), min_size=1, max_size=12)):
        code = ord(character)
        forms = [f"\\U{code:08x}"]
        if code < 0x10000:
            forms.append(f"\\u{code:04X}")
        if code < 0x100:
            forms.append(f"\\x{code:02x}")
        if character in NAMED:
            forms.append(NAMED[character])
        if character.isprintable() and character not in '\\" ':
            forms.append(character)
        result.append((character, draw(st.sampled_from(forms))))
    return result


@settings(deadline=None)
@given(written_characters(), st.sampled_from(["", "\\\n   ", "\\\r\n"]))
def test_double_quoted_escapes_are_placed_exactly(written: list[tuple[str, str]], joint: str) -> None:
    text, places = 'k: "', []
    for _, form in written:
        places.append((len(text), len(text) + len(form)))
        text += form + joint
    text += '"\n'
    scalar = scalar_of(text)
    assert scalar.value == "".join(character for character, _ in written)
    assert [place(scalar, index) for index in range(len(written))] == places
    assert text[scalar.start] == text[scalar.end - 1] == '"'


@given(
    st.lists(
        st.text(LETTERS, min_size=1, max_size=8).filter(lambda line: line.strip(" ")), min_size=1, max_size=4
    ),
    st.sampled_from(["", "'", '"']),
    st.sampled_from(BREAKS),
    st.integers(1, 3),
    st.integers(1, 4),
)
@settings(max_examples=200, deadline=None)
def test_flow_scalars_over_several_lines(
    lines: list[str], quote: str, end: str, breaks: int, indent: int
) -> None:
    body = (end * breaks + " " * indent).join(lines)
    if quote == "'":
        body = body.replace("'", "''")
    if quote == '"':
        body = body.replace("\\", "\\\\").replace('"', '\\"')
    text = f"k: {quote}{body}{quote}{end}"
    try:
        scalar = load(SourceText("g.yaml", text)).scalars["k"]
    except (InputError, KeyError):
        assume(False)
    assert_exact(text, scalar)


@given(
    st.lists(
        st.sampled_from(["", " ", "  x", "x", "x y ", "\tz", " - a", "😀", "# no"]), min_size=1, max_size=6
    ),
    st.sampled_from("|>"),
    st.sampled_from(["", "-", "+"]),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["k: ", "- ", "l:\n- k: ", "l:\n  - - "]),
    st.sampled_from([*BREAKS, "\x85"]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
@example(["", "x", "", "", "  x", "y"], ">", "+", "", "k: ", "\r\n", True)
@example(["  x"], "|", "", "2", "l:\n- k: ", "\n", False)
def test_block_scalars(
    lines: list[str], style: str, chomping: str, indicator: str, before: str, end: str, closed: bool
) -> None:
    column = {"k: ": 0, "- ": 0, "l:\n- k: ": 2, "l:\n  - - ": 4}[before]
    indent = " " * (column + int(indicator or 3))
    body = end.join(indent + line if line.strip() else line for line in lines)
    text = f"{before}{style}{indicator}{chomping} # note{end}{body}{end if closed else ''}"
    try:
        tree = load(SourceText("g.yaml", text))
    except InputError:
        assume(False)
    (scalar,) = tree.scalars.values()
    if scalar.value.strip(" \n"):
        assert_exact(text, scalar)
    assert text[scalar.start] == style


@pytest.mark.parametrize("text", [
    "k: |\n  a\n  b\n", "k: |-\n  a\n\n  b\n\n\n", "k: |+\n  a\n\n\n", "k: |2\n    a\n   b\n", "k: >\n  a\n  b\n\n  c\n",
    "k: >2-\n    a\n  b\n", "k: >+\n  a\n\n   more\n  b\n\n", "k: |\r\n  a\r\n  b\r\n", "k: a\n  b\n\n  c\n",
    "k: 'it''s\n  folded'\n", 'k: "a\n\n  b \\\n   c"\n', "k: a\u2028 b\n", "k: 'a\u2029 b'\n", "k: \"a\x85\x85 b\"\n",
    'k: "\n  a"\n', 'k: "a\\ \n  b"\n', "- - |1\n   a\n", "k: >\n\n\n  a\n", "k: |\n  a", "k: >\n  a\u2028  b\n",
])  # fmt: skip
def test_known_shapes_are_exact(text: str) -> None:
    (scalar,) = load(SourceText("g.yaml", text)).scalars.values()
    assert_exact(text, scalar)


def test_ranges_inside_a_value_become_ranges_of_the_file() -> None:
    text = 'k: "see \\"the 😀 page\\" now"\nblock: |\n  first\n  second line\n'
    tree = load(SourceText("g.yaml", text))
    quoted, block = tree.scalars["k"], tree.scalars["block"]
    start = quoted.value.index("the")
    first, last = quoted.map.source_range(start, start + len("the 😀 page"))
    assert text[first:last] == "the 😀 page"
    start = block.value.index("second")
    first, last = block.map.source_range(start, start + len("second"))
    assert text[first:last] == "second"
    assert text[block.start : block.end] == "|\n  first\n  second line"


@pytest.mark.parametrize(("text", "at"), [("k: ''\n", 4), ('k: ""\n', 4), ("k: |\n\n", 3)])
def test_an_empty_value_maps_to_where_it_would_stand(text: str, at: int) -> None:
    scalar = scalar_of(text)
    assert scalar.value == ""
    assert scalar.map.source_range(0, 0) == (at, at)


def test_a_value_that_begins_with_a_fold_maps_to_its_start() -> None:
    scalar = scalar_of('k: "  \n  a"\n')
    assert scalar.value == " a"
    assert place(scalar, 0) == (4, 4)
    assert place(scalar, 1) == (9, 10)


def test_a_value_of_spaces_under_an_indicator_maps_to_its_start_rather_than_wrongly() -> None:
    # How deep the indicator reaches depends on what the scalar stands in, and no text shows it.
    scalar = scalar_of("k: |2\n     \n")
    assert scalar.value == "   \n"
    assert scalar.map.source_range(1, 2) == (3, 3)


@pytest.mark.parametrize("unit", ["  ", " \n", "\n", "\\n", "''", "a ", "\t", "\\"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_large_odd_scalars_are_read_in_time(unit: str, quote: str) -> None:
    if quote == '"' and unit == "\\":
        unit = "\\\\"
    text = f"k: {quote}{unit * (100_000 // len(unit))}{quote}"
    assert load(SourceText("g.yaml", text)).scalars["k"].end == len(text)
