import re

import pytest

from guidewarden.rules import RuleError
from guidewarden.rules.docstring import REQUIRED, parse_documentation

WHOLE = """A box is missing.

    What it finds:
        Boxes that are
        missing.

    Why it matters:
        They are missed.

    Bad:
        Words before it:

        ```yaml
        sections: []
        ```

    Good:
        ```yaml
        - markdown: One
        ```

        ```yaml
        - markdown: Two
        ```

    How to fix:
        Add
        a box.

        Then look.

    Source:
        https://example.org/boxes
    """


def test_all_parts_are_read() -> None:
    documentation = parse_documentation("X001 x", WHOLE)
    assert documentation.summary == "A box is missing."
    assert documentation.finds == "Boxes that are\nmissing."
    assert documentation.bad == ("sections: []\n",)
    assert documentation.good == ("- markdown: One\n", "- markdown: Two\n")
    assert documentation.bad_text.startswith("Words before it:")
    assert documentation.advice == "Add a box."
    assert documentation.source == "https://example.org/boxes"


@pytest.mark.parametrize("heading", REQUIRED)
def test_a_missing_section_is_named(heading: str) -> None:
    text = re.sub(rf"    {heading}:\n(?:        .*\n|\n)+", "", WHOLE)
    assert heading not in text
    with pytest.raises(RuleError, match=rf"^X001 x: its documentation has no section “{heading}:”$"):
        parse_documentation("X001 x", text)


def test_an_unknown_section_is_named() -> None:
    with pytest.raises(RuleError, match="unknown section “Why it maters:”"):
        parse_documentation("X001 x", WHOLE.replace("Why it matters:", "Why it maters:"))


def test_a_section_that_stands_twice_is_an_error() -> None:
    with pytest.raises(RuleError, match="section “How to fix:” stands twice"):
        parse_documentation("X001 x", WHOLE.replace("    Source:", "    How to fix:"))


def test_sections_out_of_order_are_an_error() -> None:
    swapped = WHOLE.replace("Bad:", "?").replace("Good:", "Bad:").replace("?", "Good:")
    with pytest.raises(RuleError, match="must stand in the order What it finds, "):
        parse_documentation("X001 x", swapped)


def test_bad_and_good_need_an_example() -> None:
    with pytest.raises(RuleError, match="section “Bad:” holds no ```yaml example"):
        parse_documentation(
            "X001 x", WHOLE.replace("```yaml\n        sections: []\n        ```", "No sections.")
        )


def test_an_example_in_html_is_a_page() -> None:
    text = WHOLE.replace("```yaml\n        sections: []", "```html\n        <p>No sections.</p>")
    documentation = parse_documentation("X001 x", text)
    assert documentation.bad == ()
    assert documentation.bad_pages == ("<p>No sections.</p>\n",)
    assert documentation.good_pages == ()


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_docstring_is_an_error(nothing: str | None) -> None:
    with pytest.raises(RuleError, match="has no docstring"):
        parse_documentation("X001 x", nothing)


def test_a_docstring_that_begins_with_a_section_lacks_its_first_line() -> None:
    with pytest.raises(RuleError, match="first line"):
        parse_documentation("X001 x", WHOLE.partition("\n\n")[2])
