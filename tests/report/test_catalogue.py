"""Every language says everything, with the same words to fill in."""

import datetime as dt
import string
from typing import get_args

import pytest

from golden import NOW
from guidewarden.model import REASONS, WATCH, State, Verdict
from guidewarden.model.settings import Report
from guidewarden.report.catalogue import FORMS, PLURALS, Sentence, Text, Words, languages, read, words
from guidewarden.report.words import SEVERITY_WORDS, STATE_WORDS

OTHERS = [language for language in languages() if language != "en"]


def _forms(text: Text) -> list[str]:
    if isinstance(text, str):
        return [text]
    return [*text.values()] if isinstance(text, dict) else [*text]


def filled_in(text: Text) -> set[str]:
    """The words in braces of a text."""
    return {str(name) for one in _forms(text) for _, name, _, _ in string.Formatter().parse(one) if name}


def keys(tree: object, above: str = "") -> set[str]:
    """The dotted keys of a catalogue as it is written."""
    if isinstance(tree, dict) and "other" not in tree:
        return {key for name, value in tree.items() for key in keys(value, f"{above}{name}.")}
    return {above.rstrip(".")}


def test_the_settings_offer_the_languages_that_there_are() -> None:
    assert get_args(Report.model_fields["language"].annotation) == languages()


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_every_text_and_every_reason(language: str) -> None:
    english, other = read("en"), read(language)
    reasons = other.pop("reasons")
    assert keys(other) == keys(english)
    assert set(reasons) == set(REASONS), "docs/verdicts.md has the English words"
    assert {tuple(sorted(said)) for said in reasons.values()} == {("advice", "words")}
    assert all(str(text).strip() for said in reasons.values() for text in said.values())


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_fills_in_the_same_words(language: str) -> None:
    english, other = words("en").texts, words(language).texts
    assert {key: filled_in(text) for key, text in other.items()} == {
        key: filled_in(text) for key, text in english.items()
    }
    for key, text in english.items():
        if isinstance(text, list):
            assert len(_forms(other[key])) == len(text), key


@pytest.mark.parametrize("language", languages())
def test_texts_that_depend_on_a_number_have_the_forms_of_their_language(language: str) -> None:
    speech = words(language)
    choose = PLURALS[speech.say("plurals")]
    needed = {choose(number) for number in range(200)} | {"other"}
    for key, text in speech.texts.items():
        if isinstance(text, dict):
            assert needed <= set(text) <= set(FORMS), key


def test_english_is_what_programs_say_too() -> None:
    english = words("en")
    assert {state: english.state(state) for state in State} == STATE_WORDS
    assert {grade: english.severity(grade) for grade in SEVERITY_WORDS} == SEVERITY_WORDS
    assert english.say("advice.watch") == WATCH


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 0, "0 links"), ("en", 1, "1 link"), ("en", 1204, "1,204 links"),
        ("fr", 0, "0\u00a0lien"), ("fr", 1, "1\u00a0lien"), ("fr", 1204, "1\u202f204\u00a0liens"),
    ],
)  # fmt: skip
def test_numbers(language: str, number: int, said: str) -> None:
    assert words(language).count("lead.links", number) == said


@pytest.mark.parametrize(
    ("number", "form"), [(1, "one"), (2, "few"), (5, "many"), (11, "many"), (12, "many"), (21, "one"), (22, "few")]
)  # fmt: skip
def test_slavic_languages_have_three_forms(number: int, form: str) -> None:
    texts: dict[str, Text] = {
        "plurals": "slavic",
        "format.thousands": " ",
        "links": {"one": "{n} one", "few": "{n} few", "many": "{n} many", "other": "{n} other"},
    }
    assert Words("ru", texts, {}).count("links", number) == f"{number} {form}"


@pytest.mark.parametrize(
    ("language", "day", "date", "date_time"),
    [
        ("en", "Tuesday 24 November", "24 November 2026", "24 November 2026, 03:15 UTC"),
        ("fr", "mardi 24 novembre", "24 novembre 2026", "24 novembre 2026 à 03:15 UTC"),
    ],
)
def test_days(language: str, day: str, date: str, date_time: str) -> None:
    speech = words(language)
    east = NOW.astimezone(dt.timezone(dt.timedelta(hours=9)))
    assert (speech.day(east, NOW), speech.date(east), speech.date_time(east)) == (day, date, date_time)
    assert speech.day(NOW.replace(year=2025), NOW).endswith(" 2025")


def test_the_first_of_a_month_is_written_as_people_do() -> None:
    first = NOW.replace(day=1)
    assert words("fr").date(first) == "1er novembre 2026"
    assert words("en").date(first) == "1 November 2026"


@pytest.mark.parametrize(("items", "said"), [([], ""), (["a"], "a"), (["a", "", "b"], "a et b"), (["a", "b", "c"], "a, b et c")])  # fmt: skip
def test_lists(items: list[str], said: str) -> None:
    assert words("fr").listed(items) == said


def test_reasons_and_advice_are_translated_and_what_nobody_knows_is_marked_as_english() -> None:
    french, gone = words("fr"), Verdict(State.BROKEN, "not-found", NOW, detail="status 404")
    assert french.why(gone) == "Le site dit que cette page n’existe pas. (statut 404)"
    advised = french.advise(REASONS["not-found"].advice, gone)
    assert (advised.text[:27], advised.english) == ("Trouvez la nouvelle adresse", False)
    assert french.advise("Ask Ada.", gone) == Sentence("Ask Ada.", english=True)
    assert french.advise("Delete it", gone, "IE006") == Sentence("Supprimez-le")
    assert french.advise(WATCH, Verdict(State.FAILING, "timeout", NOW)).text.startswith("Rien pour l’instant")
    assert french.why(Verdict(State.BROKEN, "moon-phase", NOW)) == "Moon phase."
    assert words("en").advise(WATCH, Verdict(State.FAILING, "timeout", NOW)) == Sentence(WATCH)


def test_a_key_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("en").say("no.such")
    with pytest.raises(KeyError):
        words("en").count("page.skip", 1)
    with pytest.raises(KeyError):
        words("en").choices("page.skip")
    with pytest.raises(FileNotFoundError):
        words("tlh")
