"""Values, routes and places of whole files; limits; syntax errors in plain words."""

import subprocess
import sys

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.model import GuideDocument, InputError, Problem, SourceText
from guidewarden.yamltext import MAX_DEPTH, Tree, load, route_join, tree_again

TEXT = """\
# A comment first
title: 1984   # a number to YAML, text to us
when: 2024-01-01
empty:
tilde: ~
quoted: "null"
flag: no
sources:
  a.b: {DOI: 10.1/x, "odd key": [1, two]}

sections:
  - title: 😀 first
    blocks:
    - markdown: |
        One
        two

    - links:
        - url: https://example.org

# the end
"""


def tree_of(text: str) -> Tree:
    return load(SourceText("g.yaml", text))


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        tree_of(text)
    assert all("\n" not in str(problem) for problem in caught.value.problems)
    return list(caught.value.problems)


def at(text: str, place: tuple[int, int]) -> str:
    return text[place[0] : place[1]]


@pytest.fixture(params=["\n", "\r\n"])
def text(request: pytest.FixtureRequest) -> str:
    return TEXT.replace("\n", str(request.param))


def test_scalars_are_strings_or_none(text: str) -> None:
    assert tree_of(text).value == {
        "title": "1984", "when": "2024-01-01", "empty": None, "tilde": None, "quoted": "null", "flag": "no",
        "sources": {"a.b": {"DOI": "10.1/x", "odd key": ["1", "two"]}},
        "sections": [{
            "title": "😀 first",
            "blocks": [{"markdown": "One\ntwo\n"}, {"links": [{"url": "https://example.org"}]}],
        }],
    }  # fmt: skip


def test_every_value_has_a_place(text: str) -> None:
    tree = tree_of(text)
    assert at(text, tree.ranges["title"]) == "1984"
    assert at(text, tree.ranges["sections[0].title"]) == "😀 first"
    assert at(text, tree.ranges["sections[0].blocks[1].links[0].url"]) == "https://example.org"
    assert at(text, tree.ranges["quoted"]) == '"null"'
    assert at(text, tree.ranges['sources["a.b"]["odd key"]']) == "[1, two]"
    assert at(text, tree.ranges['sources["a.b"]["odd key"][1]']) == "two"
    assert at(text, tree.ranges["sections[0].blocks[0].markdown"]).endswith("two")
    assert at(text, tree.ranges["sections"]).endswith("https://example.org")  # no comments, no blank lines
    assert at(text, tree.ranges[""]).startswith("title")
    start, end = tree.ranges["empty"]
    assert start == end == text.index("empty:") + 6


def test_every_key_has_a_place(text: str) -> None:
    tree = tree_of(text)
    assert at(text, tree.keys['sources["a.b"].DOI']) == "DOI"
    assert at(text, tree.keys['sources["a.b"]["odd key"]']) == '"odd key"'
    assert at(text, tree.keys["sections"]) == "sections"
    assert tree.scalars["title"].key == tree.keys["title"]
    assert tree.scalars['sources["a.b"]["odd key"][0]'].key is None


def test_none_has_a_range_and_no_scalar(text: str) -> None:
    tree = tree_of(text)
    assert {"empty", "tilde"} & tree.scalars.keys() == set()
    assert {"empty", "tilde"} <= tree.ranges.keys()


@settings(deadline=None)
@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(st.text("aé😀. <\"'[]", min_size=1, max_size=4).filter(lambda key: key != "<<"), inner, max_size=3),
        max_leaves=12,
    ),
    st.sampled_from([None, True, False]),
    st.booleans(),
)  # fmt: skip
def test_what_pyyaml_writes_is_read_back_with_every_place(
    value: object, flow: bool | None, wide: bool
) -> None:
    text = yaml.safe_dump(
        value, default_flow_style=flow, allow_unicode=True, width=1000 if wide else 20, default_style='"'
    )
    if "!!" in text:
        text = text.replace("!!null ", "")
    tree = tree_of(text)
    assert tree.value == value
    for route, scalar in tree.scalars.items():
        assert tree_of(text[scalar.start : scalar.end]).value == scalar.value, route


@pytest.mark.parametrize(
    ("parent", "part", "route"),
    [
        ("", "title", "title"),
        ("sources", "shifrinson-2016", "sources.shifrinson-2016"),
        ("sources", "a.b", 'sources["a.b"]'),
        ("", 'say "x"', '["say \\"x\\""]'),
        ("links", 0, "links[0]"),
        ("a", "", 'a[""]'),
        ("a", "clé", "a.clé"),
        ("a", "[0]", 'a["[0]"]'),
    ],
)
def test_routes(parent: str, part: str | int, route: str) -> None:
    assert route_join(parent, part) == route


def test_a_document_finds_quoted_routes_and_what_is_above_missing_ones() -> None:
    source = SourceText("g.yaml", TEXT)
    tree = load(source)
    document = GuideDocument("g", None, source, tree.scalars, tree.ranges)  # type: ignore[arg-type]
    assert document.span('sources["a.b"].DOI').start == TEXT.index("10.1/x")
    assert document.span('sources["a.b"].missing').start == TEXT.index("{DOI")
    assert document.span('sources["no.such"].DOI').line == 9


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "\n\n", "~", "--- null\n...\n"])
def test_an_empty_file_is_none(text: str) -> None:
    assert tree_of(text).value is None


# What a librarian may get wrong, where we say it is, and what the line must say.
MISTAKES = [
    ("a:\n\tb: 1\n", (2, 1), "a tab stands in the indentation; YAML needs spaces"),
    ("a:\n  - x\n \t- y: 1\n", (3, 2), "a tab stands in the indentation; YAML needs spaces"),
    ("a: |\n\tfoo\n", (2, 1), "a tab stands in the indentation; YAML needs spaces"),
    ("a: 1\nb: 2\na: 3\n", (3, 1), "duplicate key `a`; it stands at line 1, column 1 already"),
    ("l: [{c: 1, 'c': 2}]\n", (1, 12), "duplicate key `c`; it stands at line 1, column 6 already"),
    ("a: NATO: a guide\n", (1, 8), "put the whole value in quotation marks"),
    ("a: @nato\n", (1, 4), "a value cannot start with “@”"),
    ("a: `code`\n", (1, 4), "a value cannot start with “`”"),
    ("a: 'never\nb: 1\n", (1, 4), "this quotation mark is never closed"),
    ("a: 'it's'\n", (1, 8), "inside '…' write '' for that mark"),
    ('a: "say "x""\n', (1, 10), 'inside "…" write \\" for that mark'),
    ('a: "c:\\quiz"\n', (1, 7), "write \\\\ for a backslash, or use single quotation marks"),
    ("a: [1, 2\nb: 3\n", (1, 4), "never closed; add the missing `]`"),
    ("a: {x: 1\nb: 3\n", (1, 4), "never closed; add the missing `}`"),
    ("a: [1,\n", (2, 1), "a closing bracket is missing"),
    ("title:NATO\nurl: x\n", (1, 7), "a space is missing after `title:`"),
    ("a: 1\n   b: 2\n", (2, 4), "a key cannot stand here, since line 1 holds a value already"),
    ("a: 1\nb\nc: 2\n", (2, 1), "this line is neither `key: value` nor part of the value above"),
    ("a:\n    b: 1\n  c: 2\n", (3, 3), "this line does not fit what stands above it"),
    ("a:\n  - x\n  y: 1\n", (3, 3), "the items of this list start with `- `"),
    ("a: - b\n", (1, 4), "a list cannot start on its key's line"),
    ("a: 1\n- b\n", (2, 1), "a list item cannot stand among keys"),
    ("  a: 1\nb: 2\n", (2, 1), "compare its indentation with that of the first line"),
    (": x\n", (1, 1), "the key before `:` is missing"),
    ("? [a]\n: b\n", (1, 3), "a key must be plain text"),
    ("a: {{ title }}\n", (1, 5), "a key must be plain text"),
    ("a: *bold* text\n", (1, 4), "a value cannot start with “*”; put the whole value in quotation marks"),
    ("a: *bold\n", (1, 4), "anchors and aliases are not allowed; write the value out"),
    ("a: & b\n", (1, 4), "a value cannot start with “&”"),
    ("a: &x 1\n", (1, 4), "anchors and aliases are not allowed; write the value out"),
    ("a: &x {b: 1}\n", (1, 4), "anchors and aliases are not allowed"),
    ("a:\n  <<: {b: 1}\n", (2, 3), "merge keys (`<<`) are not allowed; write the keys out"),
    ("a: !!python/object/apply:os.system [x]\n", (1, 4), "the tag `!!python/object/apply:os.system` is not allowed"),
    ("a: !local 1\n", (1, 4), "the tag `!local` is not allowed"),
    ("a: !important! 1\n", (1, 4), "tags are not allowed"),
    ("a: 1\n---\nb: 2\n", (2, 1), "a second document starts here"),
    ("a: |x\n  foo\n", (1, 5), "the text begins on the next line"),
    ("%YAML 3.0\n---\na: 1\n", (1, 1), "remove this `%YAML` line"),
    ("a: '\n---\n'\n", (2, 1), "indent the line"),
    ("a: 1\x80\n", (1, 5), "the invisible control character U+0080 stands here"),
    ("\ufeffa: 1\n", (1, 1), "U+FEFF stands here"),
    ('a: "\\ud800"\n', (1, 7), "this is not YAML: found invalid Unicode character escape code"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "words"), MISTAKES)
def test_mistakes_are_placed_and_explained(text: str, place: tuple[int, int], words: str) -> None:
    (problem,) = problems_of(text)
    assert (problem.line, problem.column) == place
    assert words in problem.message


def test_all_duplicate_keys_are_told() -> None:
    assert len(problems_of("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n")) == 3


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "a:\n{indent}"])
def test_depth_is_limited_at_the_place_where_it_is_passed(opening: str) -> None:
    levels = MAX_DEPTH + 1
    text = "".join(opening.replace("{indent}", " " * (level + 1)) for level in range(levels))
    (problem,) = problems_of(text)
    assert problem.message == "more than 50 levels stand inside each other here"
    assert tree_of("[" * MAX_DEPTH + "]" * MAX_DEPTH).value is not None


def test_nodes_and_size_are_limited() -> None:
    (problem,) = problems_of("\n".join(f"k{number}: 1" for number in range(60_000)))
    assert (problem.line, problem.message) == (
        50_000,
        "the file holds more than 100,000 keys and values; split it",
    )
    assert "larger than 1 MB" in problems_of("a" * 1_000_001)[0].message


@settings(deadline=None)
@given(st.text(st.sampled_from("ab: -[]{}'\"|>\n\t#&*!?%,\\😀"), max_size=40))
def test_any_text_is_a_tree_or_problems_inside_it(text: str) -> None:
    source = SourceText("g.yaml", text)
    try:
        tree = load(source)
    except InputError as error:
        for problem in error.problems:
            assert 1 <= problem.line <= text.count("\n") + 1
            assert 1 <= problem.column <= len(source.line_text(problem.line)) + 1
    else:
        assert all(0 <= start <= end <= len(text) for start, end in tree.ranges.values())


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("[", "more than 50 levels"),
        ("- ", "more than 50 levels"),
        ("[a: ", "more than 50 levels"),
        ("{", "a key must be plain text"),
        ("? ", "a key must be plain text"),
    ],
)
def test_forty_thousand_brackets_do_not_end_the_process(sign: str, words: str) -> None:
    program = (
        "import sys\n"
        "from guidewarden.model import InputError, SourceText\n"
        "from guidewarden.yamltext import load\n"
        "try:\n"
        "    load(SourceText('g.yaml', sys.argv[1] * 40_000))\n"
        "except InputError as error:\n"
        "    print(error)\n"
    )
    command = [sys.executable, "-c", program, sign]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert words in done.stdout
    assert done.stdout.count("\n") == 1


def test_strings_are_found_by_route_and_made_once(text: str) -> None:
    scalars = tree_of(text).scalars
    title = scalars["title"]
    assert scalars["title"] is title is scalars.get("title")
    assert (title.value, at(text, title.map.source_range(0, 4))) == ("1984", "1984")
    assert scalars.get("sections[7].title") is None
    assert scalars.get("sections[7].title", title) is title
    assert "sections[0].title" in scalars
    assert "empty" not in scalars
    assert "sections" not in scalars
    with pytest.raises(KeyError):
        scalars["sections"]
    assert list(scalars)[:4] == ["title", "when", "quoted", "flag"]
    assert len(scalars) == len(list(scalars.items())) == 10
    assert scalars == tree_of(text).scalars
    assert scalars != tree_of(text.replace("1984", "1985")).scalars


def test_a_tree_of_a_known_value_finds_the_same_places_again(text: str) -> None:
    source = SourceText("g.yaml", text)
    whole = load(source)
    again = tree_again(source, whole.value)
    assert again == whole
    assert list(again.ranges) == list(whole.ranges)
    assert again.scalars.get("sections[7].title") is None
    assert again.scalars["title"] is again.scalars.get("title")


def test_what_was_not_asked_is_not_read_again() -> None:
    tree = tree_again(SourceText("g.yaml", "title: ["), {"title": "x"})
    assert tree.value == {"title": "x"}
    with pytest.raises(InputError):
        len(tree.keys)


def test_a_byte_order_mark_inside_comes_before_what_else_is_wrong() -> None:
    [problem] = problems_of("\ufefftitle: x\x01")
    assert (problem.line, problem.column) == (1, 1)
    assert "U+FEFF" in problem.message
