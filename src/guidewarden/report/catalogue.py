"""What reports say, in the language of their readers: one YAML file of texts for each language.

A catalogue is a tree of texts with words in braces to be filled in. A text that depends on a number has forms
(``one``, ``few``, ``many``, ``other``, as CLDR names them), and the catalogue's ``plurals`` names the way to choose one.
What rules say is English; a language's phrasebook (`guidewarden.report.phrasebook`) says it in other words, and what it does
not know stays English and is marked so.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from guidewarden.model import Severity, State, Verdict
from guidewarden.report import phrasebook
from guidewarden.report.words import reason_of

FORMS = ("one", "few", "many", "other")
"""The forms of a text that depends on a number; every such text has ``other``."""


def _slavic(number: int) -> str:
    """Choose as Russian and Ukrainian do."""
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"


PLURALS: Mapping[str, Callable[[int], str]] = {
    "one-is-1": lambda number: "one" if number == 1 else "other",
    "one-is-0-or-1": lambda number: "one" if number < 2 else "other",
    "slavic": _slavic,
    "none": lambda _: "other",
}
"""Ways to choose a form, by the name that catalogues give them (CLDR, language plural rules)."""

Text = str | Mapping[str, str] | Sequence[str]


class Sentence(Struct, frozen=True):
    """A sentence, and whether it is in English whatever the report's language."""

    text: str
    english: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One language's texts, by dotted key. ``language`` is its tag, such as ``fr``."""

    language: str
    texts: Mapping[str, Text] = field(repr=False)
    reasons: Mapping[str, Mapping[str, str]] = field(repr=False)
    """The words and advice of verdicts' reasons, by reason; empty in English, where the model holds them."""

    def say(self, key: str, /, **values: object) -> str:
        """Give a text with its words filled in. Raises KeyError for a key that no catalogue has."""
        return str(self.texts[key]).format(**values)

    def form(self, key: str, number: int) -> str:
        """Give the form that goes with a number, its words not yet filled in."""
        forms = self.texts[key]
        if not isinstance(forms, Mapping):
            raise KeyError(key)
        return self.choose(forms, number)

    def choose(self, forms: Mapping[str, str], number: int) -> str:
        """Give the form that goes with a number."""
        return forms.get(PLURALS[self.say("plurals")](number), forms["other"])

    def count(self, key: str, number: int, /, **values: object) -> str:
        """Give the form of a text that goes with a number, which stands in it as ``{n}``."""
        return self.form(key, number).format(n=self.number(number), **values)

    def choices(self, key: str) -> Sequence[str]:
        """Give a list of texts."""
        found = self.texts[key]
        if isinstance(found, str | Mapping):
            raise KeyError(key)
        return found

    def number(self, number: int) -> str:
        """Write a number with its thousands apart."""
        return f"{number:,}".replace(",", self.say("format.thousands"))

    def listed(self, items: Iterable[str]) -> str:
        """Join what is not empty: ``a, b and c``."""
        *before, last = [item for item in items if item] or [""]
        return self.say("format.and", before=", ".join(before), last=last) if before else last

    def day(self, moment: dt.datetime, now: dt.datetime) -> str:
        """Name a day (UTC) as a person would: ``Monday 23 November``, with the year when it is not ``now``'s."""
        same = moment.astimezone(dt.UTC).year == now.astimezone(dt.UTC).year
        return self._moment("format.day" if same else "format.day_year", moment)

    def date(self, moment: dt.datetime) -> str:
        """Give a day (UTC): ``24 November 2026``."""
        return self._moment("format.date", moment)

    def date_time(self, moment: dt.datetime) -> str:
        """Give a moment in full: ``24 November 2026, 03:15 UTC``."""
        return self._moment("format.date_time", moment)

    def _moment(self, key: str, moment: dt.datetime) -> str:
        there = moment.astimezone(dt.UTC)
        return self.say(
            key,
            weekday=self.choices("format.weekdays")[there.weekday()],
            day=self.say("format.first") if there.day == 1 else there.day,
            month=self.choices("format.months")[there.month - 1],
            year=there.year,
            time=f"{there:%H:%M}",
        )

    def state(self, state: State) -> str:
        """Give what a state is called in front of readers."""
        return self.say(f"state.{state}")

    def severity(self, severity: Severity) -> str:
        """Give what a severity is called in front of readers."""
        return self.say(f"severity.{severity}")

    def reason(self, verdict: Verdict) -> str:
        """Give the words of a verdict's reason."""
        own = self.reasons.get(verdict.reason)
        return own["words"] if own else reason_of(verdict).words

    def why(self, verdict: Verdict) -> str:
        """Say why a verdict is what it is, with the particulars of the case in parentheses."""
        words, detail = self.reason(verdict), verdict.detail.rstrip(".")
        return f"{words} ({self.phrase('detail', detail).text})" if detail else words

    def advise(self, advice: str, verdict: Verdict, code: str = "") -> Sentence:
        """Give advice about a verdict: that of its reason, or of the rule ``code``."""
        general = reason_of(verdict)
        if verdict.state is State.FAILING and advice == general.advice_in(verdict.state):
            return Sentence(self.say("advice.watch"))
        own = self.reasons.get(verdict.reason)
        return Sentence(own["advice"]) if own and advice == general.advice else self.said(code, advice)

    def said(self, code: str, text: str) -> Sentence:
        """Give what a rule says, a message or an advice, in this language where that is known."""
        return self._sentence(self._book().said(code, text, self), text)

    def title(self, code: str, name: str) -> Sentence:
        """Give what a rule is called in this language; where that is not known, its name, such as ``dead-link``."""
        return self._sentence(self._book().titles.get(code), name)

    def phrase(self, group: str, text: str) -> Sentence:
        """Give a phrase of a group of the phrasebook, such as ``detail``."""
        return self._sentence(self._book().phrase(group, text, self), text)

    def _book(self) -> phrasebook.Phrasebook:
        return phrasebook.load(self.language)

    def _sentence(self, found: str | None, english: str) -> Sentence:
        return Sentence(english, self.language != "en") if found is None else Sentence(found)


@cache
def words(language: str = "en") -> Words:
    """Give a language's texts; what its catalogue lacks is said in English. Raises FileNotFoundError."""
    own = dict(_flat(read(language)))
    reasons = {name: dict(text) for name, text in read(language).get("reasons", {}).items()}
    english = dict(_flat(read("en"))) if language != "en" else {}
    return Words(language, english | own, reasons)


def languages() -> tuple[str, ...]:
    """Give the languages that have a catalogue."""
    names = (file.name for file in files("guidewarden.report").joinpath("messages").iterdir())
    catalogues = (name for name in names if name.endswith(".yaml") and not name.startswith("findings."))
    return tuple(sorted(name.removesuffix(".yaml") for name in catalogues))


def read(language: str) -> dict[str, Any]:
    """Read a catalogue as it is written. Raises FileNotFoundError when there is none."""
    return phrasebook.read_messages(language)


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, Text]]:
    """Give every text of a tree with its dotted key, but for the reasons, which are kept apart."""
    for name, value in tree.items():
        if not above and name == "reasons":
            continue
        if isinstance(value, Mapping) and "other" not in value:
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
