"""The fix for a pasted browser notice: it takes the notice's own sentences, and not one word of the author's."""

import re
import tempfile
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.model import Finding
from guidewarden.rules import check_static
from rule_examples import load_project, read_example

IE11 = "It looks like you're using Internet Explorer 11 or older."
OLD = "You are using an outdated browser."
UPGRADE = "Please upgrade your browser."


def look(kind: str, text: str, folder: Path) -> tuple[str, list[Finding]]:
    """Give the source of a guide with this one block, and what IE002 finds in it."""
    fragment = f"- {kind}: |\n" + indent(text, "    ") + "\n"
    project = load_project(read_example(fragment), folder)
    found = [each for each in check_static(project) if each.code == "IE002"]
    return project.documents[0].source.text, found


def mend(kind: str, text: str, folder: Path) -> tuple[str, list[Finding]]:
    """Take the safe fixes of IE002 until there is none; give the block's text then, and what is found in it still."""
    for _ in range(9):
        source, found = look(kind, text, folder)
        fix = next((each.fix for each in found if each.fix and each.fix.safe), None)
        if fix is None:
            return text, found
        source = source[: fix.start] + fix.text + source[fix.end :]
        lines = source.partition(f"- {kind}: |\n")[2].split("\n")
        text = "\n".join(line[10:] for line in lines).rstrip("\n")
    raise AssertionError("fixes without end")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "markdown",
            f"Trial access until 30 June: https://trial.example.org/start\n{IE11}\n\nAsk at the desk.",
            "Trial access until 30 June: https://trial.example.org/start\n\nAsk at the desk.",
        ),
        ("markdown", f"- Renewals: https://ex.org/renew\n  {IE11}\n- Two", "- Renewals: https://ex.org/renew\n- Two"),
        ("html", f"<p>Reading room, ask Paula (tel. 555-1234)\n{OLD}</p>", "<p>Reading room, ask Paula (tel. 555-1234)</p>"),
        ("markdown", f"Write to library@example.org for an account\n{OLD} {UPGRADE}", "Write to library@example.org for an account"),
        (
            "markdown",
            f"Trial until 30 June: [start here](https://trial.example.org/start)\n{OLD} {UPGRADE}",
            "Trial until 30 June: [start here](https://trial.example.org/start)",
        ),
        ("markdown", f"{OLD}\nTwo books", "Two books"),
        ("markdown", f"Books. {OLD}\nTwo", "Books.\nTwo"),
        ("html", f"<p>Books. <b>{OLD}</b> More.</p>", "<p>Books. More.</p>"),
        ("markdown", "Books.\nThis website works best with modern browsers such as the latest\nversions of Chrome, Firefox,\nSafari, and Edge.\nTwo", "Books.\nTwo"),
    ],
)  # fmt: skip
def test_a_notice_is_cut_and_what_stands_beside_it_stays(
    kind: str, text: str, expected: str, tmp_path: Path
) -> None:
    assert mend(kind, text, tmp_path) == (expected, [])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("html", f"<p>Ask Paula at 555-1234 {OLD}</p>"),
        ("html", "<p>Books. You are using an outdated browser, so call 555-1234.</p>"),
        ("html", "<p>Books. You are using Internet Explorer 555-1234.</p>"),
        ("html", "<p>Books. Please <a href='https://example.org/up'>upgrade your browser</a>.</p>"),
        ("html", "<p>Books. You are using an <!-- ask Paula --> outdated browser.</p>"),
        ("html", "<p>Books. You are using an <span hidden>Paula</span> outdated browser.</p>"),
        ("html", "<p>Books. You are using an <img src='a.png' alt=''> outdated browser.</p>"),
        ("markdown", "Books. You are using an outdated browser\nof our reading room."),
        ("markdown", f"Books\n\n- {OLD}\n- Two"),
        ("markdown", f"Books\n\n# {OLD}"),
        ("markdown", f"Books\n{OLD} - Two"),
        ("markdown", f"Trial until 30 June: start {OLD} {UPGRADE}"),
    ],
)
def test_what_holds_other_words_is_reported_and_left_to_people(kind: str, text: str, tmp_path: Path) -> None:
    after, found = mend(kind, text, tmp_path)
    assert after == text
    assert [each.fix for each in found] == [None]


def test_a_notice_that_can_be_cut_does_not_wait_for_one_that_cannot(tmp_path: Path) -> None:
    text = f"<p>Books. {OLD}</p><p>Your browser is outdated, ask Paula.</p>"
    after, [left] = mend("html", text, tmp_path)
    assert after == "<p>Books.</p><p>Your browser is outdated, ask Paula.</p>"
    assert left.fix is None


@pytest.mark.parametrize(
    "text",
    [
        "JSTOR says\nYou are using an outdated browser.",
        "When the map opens, the page shows:\nYou are using an outdated browser.",
        "When the map stays empty, a message that\nyour browser is not supported appears.",
    ],
)
def test_a_new_line_does_not_make_a_notice_of_what_is_reported(text: str, tmp_path: Path) -> None:
    assert look("markdown", text, tmp_path)[1] == []


NOTICES = (
    IE11, OLD, UPGRADE, "You are using an outdated browser", "Your browser is out of date.", f"{OLD} {UPGRADE}",
    "If you continue with this browser, you may see unexpected results.",
    f"{IE11} This website works best with modern browsers such as the latest versions of Chrome, Firefox, Safari, and Edge.",
    "Internet Explorer is no longer supported. Please switch to Chrome, Firefox or Edge to use this site.",
    "You are using an\noutdated browser.",
)  # fmt: skip
OWN = (
    "Trial until 30 June:", "https://trial.example.org/start", "Ask Paula.", "(tel. 555-1234)", "library@example.org",
    "Reading room", "older maps", "Dr.", "If in doubt, ask", "Open 9-17!", "Renewals:", "1999", "Chrome plating", "see", "and",
)  # fmt: skip
MARKED = {
    "markdown": ("[start here](https://ex.org/a)", "**Maps**", "<https://ex.org/b>", "*and*"),
    "html": ("<a href='https://ex.org/a'>start here</a>", "<b>Maps</b>", "<!-- Paula -->", "<br>"),
}
BETWEEN = {
    "markdown": (" ", "\n", "\n\n", "\n- ", "\n1. ", "\n# ", "  \n"),
    "html": (" ", "\n", "</p>\n<p>", "<br>", " <i>", "</i>"),
}


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(("markdown", "html")), st.sampled_from(NOTICES), st.data())
def test_every_own_word_stays_and_what_is_left_is_reported(
    kind: str, notice: str, data: st.DataObject
) -> None:
    pieces = st.lists(
        st.tuples(st.sampled_from(OWN + MARKED[kind]), st.sampled_from(BETWEEN[kind])), max_size=3
    )
    before = "".join(map("".join, data.draw(pieces)))
    after = "".join(between + own for own, between in data.draw(pieces))
    start, end = ("<p>", "</p>\n<p>Last words</p>") if kind == "html" else ("", "\n\nLast words")
    with tempfile.TemporaryDirectory() as name:
        text, found = mend(kind, f"{start}{before}{notice}{after}{end}", Path(name))
    sentences = re.split(r"(?<=[.])\s", notice)
    rest, whole = " ".join(text.split()), " ".join(f"{start}{before} {after}{end}".split())
    left = [each for each in (" ".join(one.split()) for one in sentences) if each in rest]
    for each in left:
        rest = rest.replace(each, " ", 1)
    assert words(rest) == words(whole)
    assert found or not left or text == f"{start}{before}{notice}{after}{end}"


def words(text: str) -> list[str]:
    """Give a text's words, addresses and marks of lists, without the tags of paragraphs and emphasis."""
    return re.sub(r"</?(?:p|i|br)>", " ", text).split()
