"""What rules say is matched against templates, and its values come out as they went in."""

import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.model import REASONS, WATCH
from guidewarden.report.catalogue import Sentence, words
from guidewarden.report.phrasebook import Phrasebook, PhrasebookError, load, phrasebook
from hostile import HOSTILE, HOSTILE_URLS

FRENCH = words("fr")


def book(says: Mapping[str, Any], **tree: Any) -> Phrasebook:
    """A phrasebook of one rule."""
    return phrasebook({"rules": {"TST001": {"title": "essai", "says": says}}, **tree})


def said(says: Mapping[str, Any], text: str, **tree: Any) -> str | None:
    return book(says, **tree).said("TST001", text, FRENCH)


def test_values_are_carried_over_in_the_order_of_the_other_language() -> None:
    says = {"“{a}” is called “{b}”": "« {b} », voilà {a}"}
    assert said(says, "“{b}” is called “{0.__class__}”") == "« {0.__class__} », voilà {b}"
    assert said(says, "“x” is named “y”") is None


def test_the_template_that_asks_for_more_comes_first() -> None:
    says = {"{what} is gone": "{what} a disparu", "the link {what} is gone": "le lien {what} a disparu"}
    assert said(says, "the link X is gone") == "le lien X a disparu"
    typed = {"on {day}": "en {day}", "on {day:day}": "le {day}"}
    assert said(typed, "on 2026-03-01") == "le 1er mars 2026"
    assert said(typed, "on 2026-02-30") == "en 2026-02-30", "no day there is"


def test_a_split_that_does_not_fit_is_tried_further_on() -> None:
    says = {"{what} has moved to {where}.{why:why}": "{what} → {where}.{why}"}
    phrases = {"why": {"": "", " {reason:reason}": " {reason}"}}
    text = f"x has moved to https://a.example/b. {REASONS['not-found'].words}"
    assert said(says, text, phrases=phrases) == (
        "x → https://a.example/b. Le site dit que cette page n’existe pas."
    )


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("number", "1,204", "1\u202f204"),
        ("number", "1204", "1\u202f204"),
        ("number", "12,04", None),
        ("number", "²", None),
        ("digits", "1204", "1204"),
        ("digits", "1,204", None),
        ("decimal", "4.5", "4,5"),
        ("date", "3 March 2026", "3 mars 2026"),
        ("date", "30 February 2026", None),
        ("date", "3 Mars 2026", None),
        ("day", "2026-03-03", "3 mars 2026"),
        ("day", "0000-03-03", None),
        ("state", "broken", "rompu"),
        ("state", "Broken", None),
        ("cause", "not-found", "le site dit que cette page n’existe pas"),
        ("cause", "no-such-reason", None),
        ("reason", REASONS["gone"].words, "Le site dit que cette page a été supprimée pour de bon."),
        ("advice", REASONS["gone"].advice, "Trouvez une autre source, ou retirez le lien."),
        ("advice", WATCH, FRENCH.say("advice.watch")),
        ("advice", "Do nothing.", None),
    ],
)
def test_kinds(kind: str, text: str, shown: str | None) -> None:
    found = said({f"It is {{x:{kind}}}": "C’est {x}"}, f"It is {text}")
    assert found == (None if shown is None else f"C’est {shown}")


@pytest.mark.parametrize(("n", "form"), [("1", "1 lien"), ("0", "0 lien"), ("1,204", "1\u202f204 liens")])
def test_forms_that_go_with_a_number(n: str, form: str) -> None:
    assert said({"{n:number} links": {"one": "{n} lien", "other": "{n} liens"}}, f"{n} links") == form


def test_what_any_rule_may_say_goes_around_what_it_says_itself() -> None:
    common = {
        "{said:said} ({n:number} times in this text)": "{said} ({n} fois dans ce texte)",
        "The platform's: {said:small}": "Dans la plateforme : {said}",
    }
    says = {"This is bad": "Ceci est mauvais", "IE=edge is bad": "IE=edge est mauvais"}
    assert (
        said(says, "This is bad (3 times in this text)", common=common)
        == "Ceci est mauvais (3 fois dans ce texte)"
    )
    assert said(says, "The platform's: this is bad", common=common) == "Dans la plateforme : ceci est mauvais"
    assert (
        said(says, "The platform's: IE=edge is bad", common=common)
        == "Dans la plateforme : IE=edge est mauvais"
    )
    assert said(says, "Nobody knows this (3 times in this text)", common=common) is None


@pytest.mark.parametrize(
    ("says", "complaint"),
    [
        ({"{a}{b}": "{a}{b}"}, "no text stands between"),
        ({"{a} is": "{b} est"}, "fills in b"),
        ({"{a:colour} is": "{a} est"}, "no kind “colour”"),
    ],
)
def test_a_translators_slip_is_told(says: Mapping[str, Any], complaint: str) -> None:
    with pytest.raises(PhrasebookError, match=complaint):
        book(says)


def test_english_reads_no_phrasebook_and_a_language_may_have_none() -> None:
    assert load("en") == load("tlh") == Phrasebook()
    assert words("en").said("LNK001", "x") == Sentence("x")
    assert words("fr").said("LNK001", "x") == Sentence("x", english=True)
    assert words("fr").title("LNK001", "dead-link") == Sentence("lien mort")
    assert words("fr").title("LNK999", "no-such") == Sentence("no-such", english=True)
    assert words("fr").phrase("no-such-group", "x") == Sentence("x", english=True)


@pytest.mark.parametrize("text", [*HOSTILE, *HOSTILE_URLS])
def test_hostile_values_stay_what_they_are(text: str) -> None:
    assert FRENCH.said("LNK010", f"Use {text} instead") == Sentence(f"Utilisez plutôt {text}")
    assert FRENCH.said("GDE004", f"The box “{text}” has nothing in it").text == (
        f"La boîte «\u00a0{text}\u00a0» ne contient rien"
    )


@given(st.text(), st.text())
def test_no_text_is_lost(first: str, second: str) -> None:
    found = said({"Here “{a}” stands before “{b}”!": "{a}{b}"}, f"Here “{first}” stands before “{second}”!")
    assert found is not None
    assert len(found) == len(first) + len(second) or "” stands before “" in first + second


@given(st.sampled_from(["LNK001", "CIT008", "CIT014", "IE130", "GDE007"]), st.text())
def test_any_text_is_either_said_or_left_as_it_is(code: str, text: str) -> None:
    found = FRENCH.said(code, text)
    assert found.text == text or not found.english


@pytest.mark.parametrize(
    "text",
    [
        "“" + "” leads nowhere." * 20_000,
        "“x” leads nowhere." + " (3 times in this text)" * 20_000,
        "The platform's: " * 20_000 + "x",
        "Internet Explorer 11 runs nothing of this script: it cannot read " + "a, " * 100_000,
        "“T” was retracted: on " + ", notice " * 50_000 + " ()",
    ],
)
def test_hostile_texts_take_time_that_grows_with_their_length_alone(text: str) -> None:
    started = time.process_time()
    for code in ("LNK001", "IE130", "CIT008"):
        FRENCH.said(code, text)
    assert time.process_time() - started < 3
