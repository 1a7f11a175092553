"""Problems of validation: all of them, each at its place, in plain words, none that only follows from another."""

import pytest
from pydantic import BaseModel

from guidewarden.model import Guide, InputError, People, Settings, SourceRecord, SourceText
from guidewarden.yamltext import closest, load, problem_at, shorten, validate

HEAD = "title: T\nsections:\n  - title: S\n    blocks:\n"


def lines_of(text: str, model: type[BaseModel] = Guide, *, dotted: bool = False) -> list[str]:
    source = SourceText("g.yaml", text)
    with pytest.raises(InputError) as caught:
        validate(load(source), source, model, dotted=dotted)
    return [str(problem).removeprefix("g.yaml:") for problem in caught.value.problems]


def test_a_sound_guide_is_given() -> None:
    source = SourceText("g.yaml", HEAD + "      - links: [{url: u, label: 7, added: 2024-02-29}]\n")
    guide = validate(load(source), source, Guide)
    assert guide.title == "T"
    assert guide.sections[0].blocks[0].links[0].label == "7"  # type: ignore[union-attr]


def test_volume_40_stays_text() -> None:
    source = SourceText(
        "g.yaml", "title: T\nsources: {a: {type: book, title: 1984, volume: 40, issued: 1984}}\n"
    )
    record = validate(load(source), source, Guide).sources["a"]
    assert (record.title, record.volume, record.issued) == ("1984", "40", "1984")


@pytest.mark.parametrize("date", ["2009", "2009-04", "2009-12-31", "2008-02-29"])
def test_dates_that_are(date: str) -> None:
    assert SourceRecord(type="book", title="t", issued=date).issued == date


# One mistake each, and the one line it must give.
MISTAKES = [
    ("titel: x\n", "1:1: unknown key `titel`, did you mean `title`?"),
    ("TITLE: x\n", "1:1: unknown key `TITLE`, did you mean `title`?"),
    ("description: x\n", "1:1: missing key `title`: The guide's name, as readers see it."),
    ("title:\n", "1:1: `title` has no value; write text"),
    ("title: ''\n", "1:8: `title` is empty; write text"),
    ("title: [a]\n", "1:8: `title`: expected text; found a list"),
    ("title: {a: 1}\n", "1:8: `title`: expected text; found keys and values (a)"),
    ("- title: x\n", "1:1: the file: expected keys and values (`key: value`); found a list"),
    ("title:x\n", "1:1: the file: expected keys and values (`key: value`); found “title:x”"),
    ("title: x\ntags:\n", "2:1: `tags` has no value; write a list (`- …` on each line), or remove the key"),
    ("title: x\ntags: [a, ]\nsubjects: [, ]\n", None),
    ("title: x\ntags:\n  - a\n  -\n", "4:4: `tags[1]` has no value; write text, or remove the item"),
    ("title: x\ntags: a, b\n", "2:7: `tags`: expected a list (`- …` on each line); found “a, b”"),
    (
        "title: x\nstatus: publshed\n",
        "2:9: `status`: expected one of draft, published, private, archived; found “publshed”, did you mean `published`?",
    ),
    (
        "title: x\nreviewed: 31.3.2026\n",
        "2:11: `reviewed`: expected a date such as 2026-03-31 (YYYY-MM-DD); found “31.3.2026”",
    ),
    (
        "title: x\nreviewed: 2025-02-29\n",
        "2:11: `reviewed`: expected a date such as 2026-03-31 (YYYY-MM-DD); found “2025-02-29”",
    ),
    (
        "title: x\nreviewed: 86400\n",
        "2:11: `reviewed`: expected a date such as 2026-03-31 (YYYY-MM-DD); found “86400”",
    ),
    (
        "title: x\nreviewed: [1]\n",
        "2:11: `reviewed`: expected a date such as 2026-03-31 (YYYY-MM-DD); found a list",
    ),
    (
        "title: x\nlanguage: British English\n",
        "2:11: `language`: expected a language tag such as en or pt-BR; found “British English”",
    ),
    (
        "title: x\nowner: Ann Lee\n",
        "2:8: `owner`: expected lower-case letters and digits, joined by single `-`, `_` or `.`; found “Ann Lee”",
    ),
    (
        "title: x\nsources:\n  Lee 2016: {type: book, title: t}\n",
        "3:3: the key `Lee 2016` does not fit: expected lower-case letters and digits, joined by single `-`, `_` or `.`",
    ),
    (
        "title: x\nsources:\n  lee:\n",
        "3:3: `lee` has no value; write keys and values (`key: value`), or remove the key",
    ),
    (
        "title: x\nsources:\n  a.b: {type: book, title: t, container_title: j}\n",
        "3:31: unknown key `container_title`, did you mean `container-title`?",
    ),
    (
        "title: x\nsources:\n  a.b: {type: book, title: t, doi: 10.1/x}\n",
        "3:31: unknown key `doi`, did you mean `DOI`?",
    ),
    (
        "title: x\nsources:\n  a.b: {type: book, title: t, issued: 3 May 1990}\n",
        "3:39: `issued`: expected what fits “When it was published: YYYY, YYYY-MM or YYYY-MM-DD”; found “3 May 1990”",
    ),
    *(
        (
            f"title: x\nsources:\n  a.b: {{type: book, title: t, issued: {date}}}\n",
            f"3:39: `issued`: expected what fits “When it was published: YYYY, YYYY-MM or YYYY-MM-DD”; found “{date}”",
        )
        for date in ("2009-13", "2009-00", "2009-99-99", "2009-04-00", "2009-21", "２００９")
    ),
    *(
        (
            f"title: x\nsources:\n  a.b: {{type: book, title: t, issued: {date}}}\n",
            f"3:39: `issued`: expected a day that is in the calendar; found “{date}”",
        )
        for date in ("2009-04-31", "2009-02-29", "1900-02-29")
    ),
    (
        "title: x\nsections: [{title: s, hidden: maybe}]\n",
        "2:31: `hidden`: expected true or false; found “maybe”",
    ),
    (
        HEAD + "      - links:\n        - {url: u, lable: x}\n",
        "6:20: unknown key `lable`, did you mean `label`?",
    ),
    (
        HEAD + "      - links:\n        - label: x\n          note: n\n",
        "6:11: missing key `url`: The address, exactly as it should open.",
    ),
    (HEAD + "      - links: []\n", "5:16: `links` is empty; write at least one item"),
    (HEAD + "      - links:\n", "5:9: `links` has no value; write a list (`- …` on each line)"),
    (
        HEAD + "      - links: [https://example.org]\n",
        "5:17: `links[0]`: expected keys and values (`key: value`); found “https://example.org”",
    ),
    (HEAD + "      - markdwn: x\n", "5:9: unknown key `markdwn`, did you mean `markdown`?"),
    (
        HEAD + "      - note: x\n",
        "5:9: this block needs one of the keys `markdown`, `html`, `quote`, `links`, `citations`",
    ),
    (
        HEAD + "      - html: x\n        links: []\n",
        "6:9: a block holds one of `markdown`, `html`, `quote`, `links`, `citations`, and this one holds `html` too; make two blocks of it",
    ),
    (
        HEAD + "      - just text\n",
        "5:9: expected a block with one of the keys `markdown`, `html`, `quote`, `links`, `citations`; found “just text”",
    ),
    (
        HEAD + '      - {markdown: x, "<markdown>": y}\n',
        "5:23: unknown key `<markdown>`, did you mean `markdown`?",
    ),
    (
        HEAD + "      - citations: [A B]\n",
        "5:21: `citations[0]`: expected lower-case letters and digits, joined by single `-`, `_` or `.`; found “A B”",
    ),
]


@pytest.mark.parametrize(("text", "line"), [(text, line) for text, line in MISTAKES if line is not None])
def test_one_mistake_gives_one_line(text: str, line: str) -> None:
    assert lines_of(text) == [line]


def test_all_problems_come_in_the_order_of_the_file() -> None:
    text = "status: no\ntitel: x\nsections:\n  - titel: y\n    blocks:\n      - links: [{label: z, urll: u}]\n  - x\n"
    assert [line.split(": ")[0] for line in lines_of(text)] == ["1:9", "2:1", "4:5", "6:28", "7:5"]


def test_a_missing_key_that_nothing_explains_is_told_beside_a_misspelt_one() -> None:
    assert lines_of(HEAD + "      - links: [{lable: z}]\n") == [
        "5:17: missing key `url`: The address, exactly as it should open.",
        "5:18: unknown key `lable`, did you mean `label`?",
    ]


def test_an_unknown_key_without_a_near_one_lists_what_may_stand() -> None:
    (line,) = lines_of("people:\n  ann: {name: Ann, telephone: 1}\n", People)
    assert line == "2:20: unknown key `telephone`; known here: name, email"


def test_settings_are_named_in_full() -> None:
    text = (
        "network:\n  timeout: soon\n  alow: []\npace:\n  total: 0\ntimeout: 3\nfoo: 1\nnetwork.retries: 2\n"
    )
    assert lines_of(text, Settings, dotted=True) == [
        "2:12: `network.timeout`: expected a number; found “soon”",
        "3:3: unknown key `network.alow`, did you mean `network.allow`?",
        "5:10: `pace.total`: expected at least 1; found “0”",
        "6:1: unknown key `timeout`, did you mean `network.timeout`?",
        "7:1: unknown key `foo`; known here: network, pace, registries, store, retention, report, build, schedule, notify, proxy, markup, citations, hosts, ignore",
        "8:1: unknown key `network.retries`; write `retries:` below `network:`",
    ]


def test_hostile_keys_and_values_cannot_reach_a_terminal_whole() -> None:
    (line,) = lines_of('title: x\n"\\e]0;owned\\a' + "k" * 500 + '": 1\n')
    assert "\x1b" not in line
    assert "\x07" not in line
    assert len(line) < 400
    (line,) = lines_of('title: x\nstatus: "\\e[31m\\nred ' + "v" * 500 + '"\n')
    assert "\x1b" not in line
    assert "\n" not in line
    assert len(line) < 200


def test_thousands_of_mistakes_are_counted_not_listed() -> None:
    text = "title: x\n" + "".join(f"sektion{number}: 1\n" for number in range(5_000))
    lines = lines_of(text)
    assert len(lines) == 101
    assert lines[-1] == " and 4,900 more problems; mend those above first"


def test_problem_at_points_at_the_key_of_an_empty_value() -> None:
    source = SourceText("g.yaml", "a:\n  b:\n  c: x\n")
    tree = load(source)
    assert str(problem_at(tree, source, "a.b", "m")) == "g.yaml:2:3: m"
    assert str(problem_at(tree, source, "a.c", "m")) == "g.yaml:3:6: m"


@pytest.mark.parametrize(
    ("word", "guess"),
    [("lable", "label"), ("URL", "url"), ("x", None), ("l" * 5000, None), ("connect-to", "connect_to")],
)
def test_guesses(word: str, guess: str | None) -> None:
    assert closest(word, ["url", "label", "connect_to"]) == guess


def test_shortening_folds_cuts_and_shows_the_unprintable() -> None:
    assert shorten("a\n  b\tc") == "a b c"
    assert shorten("x" * 41) == "x" * 39 + "…"
    assert shorten("\x1b[0m\u202e") == "�[0m�"
