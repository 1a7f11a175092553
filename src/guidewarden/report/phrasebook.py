"""What rules say in English, said in another language: a text is matched against templates, and its values filled in again.

Rules write plain English sentences and know nothing of languages. A phrasebook, ``messages/findings.<language>.yaml``, holds
pairs of templates for each rule's messages and advice. ``{name}`` stands for a value that is carried over as it is;
``{name:kind}`` for one that has to be of a kind, which is translated: a built-in one (see `_KINDS`), ``said`` (what
this rule says itself), or a group of the catalogue's ``phrases``. What no template fits is left to the reader in English.

Texts hold words of the web and of guides, so matching takes time linear in them: a try at one split of a text
reads it a bounded number of times, and one text gets `_TRIES` of them.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Protocol

import yaml
from msgspec import Struct, field

from guidewarden.model import REASONS, WATCH, State

_TRIES = 400
"""At how many places one text is tried to be split, all its templates together."""

_DEPTH = 16
"""How deep phrases may stand in phrases: lists hold fewer items than this."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){0,3}|[0-9]{1,9}")
_DIGITS = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")
_DATE = re.compile(rf"([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = {reason.words: name for name, reason in REASONS.items()}
_ADVICE = {reason.advice: name for name, reason in REASONS.items()}


class Speech(Protocol):
    """What a language's catalogue gives to a phrasebook."""

    @property
    def reasons(self) -> Mapping[str, Mapping[str, str]]:
        """The words and advice of verdicts' reasons, by reason."""
        ...

    def say(self, key: str, /, **values: object) -> str:
        """Give a text with its words filled in."""
        ...

    def choose(self, forms: Mapping[str, str], number: int) -> str:
        """Give the form that goes with a number."""
        ...

    def number(self, number: int) -> str:
        """Write a number with its thousands apart."""
        ...

    def date(self, moment: dt.datetime) -> str:
        """Write a day."""
        ...

    def state(self, state: State) -> str:
        """Give what a state is called in front of readers."""
        ...


Text = str | Mapping[str, str]
"""A template in the other language, or its forms by number, as catalogues have them; the number is then ``n``."""


class PhrasebookError(ValueError):
    """A phrasebook holds a template that cannot be matched: a translator's mistake."""


class Template(Struct, frozen=True):
    """A pair of templates. Of ``literals`` there is one more than of ``fields``, each a value's name and kind."""

    english: str
    literals: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    other: Text

    @property
    def special(self) -> tuple[int, int]:
        """How much it asks for: characters that must be there, and values that must be of a kind."""
        return sum(map(len, self.literals)), sum(kind != "" for _, kind in self.fields)


class Group(Struct, frozen=True):
    """Templates of one thing: those without values by their text, the others with the most special ones first."""

    plain: Mapping[str, Template]
    others: tuple[Template, ...]

    @property
    def templates(self) -> tuple[Template, ...]:
        """All of them."""
        return *self.plain.values(), *self.others


class Phrasebook(Struct, frozen=True):
    """One language's phrasebook, ready to match: titles of rules, what rules say, what any rule may say, and phrases."""

    titles: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Group] = field(default_factory=dict)
    common: Group = field(default_factory=lambda: Group({}, ()))
    phrases: Mapping[str, Group] = field(default_factory=dict)

    def said(self, code: str, text: str, speech: Speech) -> str | None:
        """Give a rule's message or advice in this language; None where no template fits."""
        return _Matching(self, code, speech).value("said", text, 0)

    def phrase(self, group: str, text: str, speech: Speech) -> str | None:
        """Give a phrase of a group in this language; None where no template of the group fits."""
        return _Matching(self, "", speech).value(group, text, 0) if group in self.phrases else None


def template(english: str, other: Text) -> Template:
    """Read a pair of templates. Raises `PhrasebookError` for values without a text between them, and for words unknown."""
    literals, fields = [""], list[tuple[str, str]]()
    for literal, name, kind, _ in Formatter().parse(english):
        literals[-1] += literal
        if name is not None:
            if fields and not literals[-1]:
                raise PhrasebookError(f"no text stands between two values in “{english}”")
            fields.append((name, kind or ""))
            literals.append("")
    known = {name for name, _ in fields}
    for form in [other] if isinstance(other, str) else other.values():
        missing = {name for _, name, _, _ in Formatter().parse(form) if name is not None} - known
        if missing:
            raise PhrasebookError(
                f"“{form}” fills in {', '.join(sorted(missing))}, which “{english}” has not"
            )
    return Template(english, tuple(literals), tuple(fields), other)


def group(pairs: Mapping[str, Text]) -> Group:
    """Read the pairs of one group."""
    templates = [template(english, other) for english, other in pairs.items()]
    others = sorted((one for one in templates if one.fields), key=lambda one: one.special, reverse=True)
    return Group({one.literals[0]: one for one in templates if not one.fields}, tuple(others))


def phrasebook(tree: Mapping[str, Any]) -> Phrasebook:
    """Read a phrasebook's tree. Raises `PhrasebookError`, also for a kind that there is not."""
    rules = tree.get("rules") or {}
    book = Phrasebook(
        {code: str(one["title"]) for code, one in rules.items()},
        {code: group(one["says"]) for code, one in rules.items()},
        group(tree.get("common") or {}),
        {name: group(pairs) for name, pairs in (tree.get("phrases") or {}).items()},
    )
    for each in (*book.rules.values(), book.common, *book.phrases.values()):
        for one in each.others:
            for _, kind in one.fields:
                if kind not in _KINDS and kind not in book.phrases and kind not in ("said", "small"):
                    raise PhrasebookError(f"there is no kind “{kind}”, which “{one.english}” asks for")
    return book


@cache
def load(language: str) -> Phrasebook:
    """Give a language's phrasebook, read when it is first asked for; an empty one where there is none."""
    if language == "en":
        return Phrasebook()
    try:
        return phrasebook(read_messages(f"findings.{language}"))
    except FileNotFoundError:
        return Phrasebook()


def read_messages(name: str) -> dict[str, Any]:
    """Read one of the files of ``messages/`` as it is written. Raises FileNotFoundError when there is none."""
    text = files("guidewarden.report").joinpath("messages", f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return found


class _Matching(Struct):
    """One text on its way into another language; ``tries`` are those left."""

    book: Phrasebook
    code: str
    speech: Speech
    tries: int = _TRIES

    def value(self, kind: str, text: str, depth: int) -> str | None:
        """Give a value of a kind in the other language; None where it is not of that kind."""
        if kind in _KINDS:
            return _KINDS[kind](text, self.speech)
        if depth > _DEPTH:
            return None
        if kind == "said":
            own = self.book.rules.get(self.code)
            found = self._among(own, text, depth) if own else None
            return self._among(self.book.common, text, depth) if found is None else found
        if kind == "small":
            return self._small(text, depth)
        return self._among(self.book.phrases[kind], text, depth)

    def _small(self, text: str, depth: int) -> str | None:
        """Give what this rule says, where it stands in another sentence and may begin with a small letter."""
        found = self.value("said", text, depth + 1)
        if found is None and text[:1].islower():
            found = self.value("said", text[:1].upper() + text[1:], depth + 1)
        small = found is not None and found[1:2].islower() and not found.startswith(("Internet", "Microsoft"))
        return f"{found[:1].lower()}{found[1:]}" if found is not None and small else found

    def _among(self, known: Group, text: str, depth: int) -> str | None:
        plain = known.plain.get(text)
        if plain is not None:
            return self._filled(plain, {}, {})
        for one in known.others:
            if text.startswith(one.literals[0]) and text.endswith(one.literals[-1]):
                written: dict[str, str] = {}
                values: dict[str, str] = {}
                if self._split(one, text, len(one.literals[0]), depth, written, values):
                    return self._filled(one, written, values)
        return None

    def _split(
        self,
        one: Template,
        text: str,
        start: int,
        depth: int,
        written: dict[str, str],
        values: dict[str, str],
    ) -> bool:
        """Find the values from ``start`` on, the shortest ones first; those found before are in ``values``."""
        number = len(values)
        name, kind = one.fields[number]
        following, last = one.literals[number + 1], number + 1 == len(one.fields)
        limit = len(text) - (len(one.literals[-1]) if not last else 0)
        end = len(text) - len(following) if last else text.find(following, start, limit)
        while end >= start and self.tries > 0:
            self.tries -= 1
            value = self.value(kind, text[start:end], depth + 1)
            if value is not None:
                written[name], values[name] = text[start:end], value
                if last or self._split(one, text, end + len(following), depth, written, values):
                    return True
                del written[name], values[name]
            if last:
                break
            end = text.find(following, end + 1, limit)
        return False

    def _filled(self, one: Template, written: Mapping[str, str], values: Mapping[str, str]) -> str:
        other = one.other
        if not isinstance(other, str):
            other = self.speech.choose(other, int(written["n"].replace(",", "")))
        return other.format(**values)


def _number(text: str, speech: Speech) -> str | None:
    return speech.number(int(text.replace(",", ""))) if _NUMBER.fullmatch(text) else None


def _decimal(text: str, speech: Speech) -> str | None:
    return text.replace(".", speech.say("format.decimal")) if _DECIMAL.fullmatch(text) else None


def _date(text: str, speech: Speech) -> str | None:
    found = _DATE.fullmatch(text)
    return _shown(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]), speech) if found else None


def _day(text: str, speech: Speech) -> str | None:
    return _shown(int(text[:4]), int(text[5:7]), int(text[8:]), speech) if _DAY.fullmatch(text) else None


def _shown(year: int, month: int, day: int, speech: Speech) -> str | None:
    try:
        return speech.date(dt.datetime(year, month, day, tzinfo=dt.UTC))
    except ValueError:
        return None


def _state(text: str, speech: Speech) -> str | None:
    return speech.state(State(text)) if text in {each.value for each in State} else None


def _reason(text: str, speech: Speech) -> str | None:
    found = speech.reasons.get(_WORDS.get(text, ""))
    return found["words"] if found else None


def _advice(text: str, speech: Speech) -> str | None:
    if text == WATCH:
        return speech.say("advice.watch")
    found = speech.reasons.get(_ADVICE.get(text, ""))
    return found["advice"] if found else None


def _cause(text: str, speech: Speech) -> str | None:
    found = speech.reasons.get(text)
    return f"{found['words'][:1].lower()}{found['words'][1:].rstrip('.')}" if found else None


_KINDS: Mapping[str, Callable[[str, Speech], str | None]] = {
    "": lambda text, _: text,
    "number": _number,
    "digits": lambda text, _: text if _DIGITS.fullmatch(text) else None,
    "decimal": _decimal,
    "date": _date,
    "day": _day,
    "state": _state,
    "reason": _reason,
    "advice": _advice,
    "cause": _cause,
}
"""Kinds of values that any phrasebook has: ``1,204``; ``404``; ``4.5``; ``3 March 2026``; ``2026-03-03``; a state; the words
or the advice of a verdict's reason, as the model has them; and a reason's name (``not-found``), said in its words."""
