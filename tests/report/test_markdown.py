"""The summary in Markdown: the first sentence, the numbers, and nothing in it that acts."""

import re
from html import unescape

from msgspec.structs import replace

from golden import first_view, friendly_view, golden_view, offline_view
from guidewarden.model import RunView
from guidewarden.report import markdown
from guidewarden.report.catalogue import words
from hostile import HOSTILE, HOSTILE_URLS
from manylinks import many


def shown(view: RunView, language: str = "en") -> str:
    return unescape(markdown.render(view, words(language)))


def test_it_begins_with_the_one_sentence_and_the_numbers() -> None:
    text = shown(friendly_view())
    assert text.startswith(
        "# guidewarden: NATO–Russia relations and Open research data\n\n"
        "**4 links need you, 2 of them new since Monday 23 November; 7 are fine.**\n\n"
        "When there is time: update 1 moved link,"
    )
    assert "\n| broken | 4 |\n| watching | 1 |\n" in text
    assert text.endswith("\n")


def test_what_needs_somebody_is_listed_with_its_places() -> None:
    text = shown(friendly_view())
    assert "## New since last run (2)" in text
    assert (
        "- **Relations with Russia** https://www.nato.int/cps/en/natohq/topics_50090.htm: "
        "The site says this page does not exist. (status 404)\n"
        "  - NATO–Russia relations, guides/nato-russia.yaml:12\n"
        "  - Open research data, guides/open-data.yaml:31\n"
    ) in text
    assert "Use https://data.example/new" in text
    assert "## Broken (4)" in shown(first_view())


def test_it_speaks_french() -> None:
    text = shown(friendly_view(), "fr")
    assert (
        "**4\u00a0liens demandent votre attention, dont\u00a02\u00a0depuis lundi 23 novembre\u00a0; 7\u00a0sont en ordre.**"
        in text
    )
    assert "## Nouveau depuis la dernière vérification (2)" in text


def test_offline_is_said_plainly() -> None:
    assert "> **This machine had no internet.**" in shown(offline_view())


def test_hostile_text_is_text() -> None:
    raw = markdown.render(golden_view())
    for text in (*HOSTILE, *HOSTILE_URLS):
        assert text not in raw or re.fullmatch(r"[\w ]*", text)
    # Beside our own marks only letters, digits, spaces and references of characters remain.
    body = re.sub(r"^(#+ |  - |- |> |\| |\|---.*)|\*\*| \|$| \| |---", "", raw, flags=re.MULTILINE)
    assert set(re.findall(r"[^\w\s]", body)) <= set("&#;()|:")
    raw.encode()


def test_what_is_too_much_is_counted() -> None:
    text = shown(many(2000))
    assert "… and 40 more in the report." in text
    assert len(text.splitlines()) < 150


def test_an_empty_run_has_a_summary() -> None:
    assert "No link was checked in this run." in shown(replace(friendly_view(), results=(), guides=()))
