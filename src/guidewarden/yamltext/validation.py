"""A tree → a typed value, or every problem with it, each with its place and in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError

from guidewarden.model import InputError, Problem, SourceText
from guidewarden.model.guide import BLOCK_KEYS, block_kind
from guidewarden.yamltext.annotations import Place, allowed_keys, dotted_keys, step
from guidewarden.yamltext.routes import route_join
from guidewarden.yamltext.tree import Tree
from guidewarden.yamltext.wording import expected, found_words
from guidewarden.yamltext.words import closest, did_you_mean, shorten

MAX_PROBLEMS = 100
"""How many problems of one file are told; a line after them counts the rest."""

# Beyond this many errors a file is not a slip but another kind of file; wording them all would take minutes.
_MAX_WORDED = 1000

Model = TypeVar("Model", bound=BaseModel)


def validate(tree: Tree, source: SourceText, model: type[Model], *, dotted: bool = False) -> Model:
    """Make a ``model`` of a tree; an empty file counts as a mapping without keys.

    With ``dotted``, unknown keys and the guesses for them are named in full (``network.timeout``).

    Raises:
        InputError: with all problems in the order of the file, at most `MAX_PROBLEMS` and their count.
    """
    try:
        return model.model_validate({} if tree.value is None else tree.value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    worded = _Words(tree, source, model, dotted=dotted).problems(errors[:_MAX_WORDED])
    more = max(0, len(worded) - MAX_PROBLEMS) + max(0, len(errors) - _MAX_WORDED)
    problems = worded[:MAX_PROBLEMS]
    if more:
        problems.append(Problem(source.path, 0, 0, f"and {more:,} more problems; mend those above first"))
    raise InputError(problems)


def problem_at(tree: Tree, source: SourceText, route: str, message: str) -> Problem:
    """Make a problem of the value at ``route``; of its key, when nothing is written after it."""
    start, end = tree.ranges.get(route, (0, 0))
    if start == end and route in tree.keys:
        start, _ = tree.keys[route]
    return Problem(source.path, *source.line_column(start), message)


class _Error(Struct, frozen=True):
    """One of pydantic's errors and the place it is about.

    ``key`` is an unknown or missing key of the mapping at ``place``; ``about_key`` tells that the key of
    ``place`` does not fit, not its value.
    """

    kind: str
    place: Place
    value: Any
    context: Mapping[str, Any]
    words: str
    key: str = ""
    about_key: bool = False


class _Words:
    """Finds the place of each of pydantic's errors and words it."""

    def __init__(self, tree: Tree, source: SourceText, model: type[BaseModel], *, dotted: bool) -> None:
        self._tree = tree
        self._source = source
        self._model = model
        self._dotted = dotted

    def problems(self, raw: Sequence[Any]) -> list[Problem]:
        """Word all errors but those that follow from another one."""
        errors = [self._locate(each) for each in raw]
        guesses: dict[str, set[str]] = {}  # by mapping: the keys its unknown ones were probably meant to be
        for error in errors:
            if error.kind == "extra_forbidden" and (guess := self._sibling(error)):
                guesses.setdefault(error.place.route, set()).add(guess)
        kept = (error for error in errors if not _is_noise(error, guesses))
        return sorted({self._word(error) for error in kept})

    def _locate(self, raw: Any) -> _Error:
        """Walk from the top along pydantic's path, which names union members in angle brackets."""
        place, value, last = Place(self._model), self._tree.value, len(raw["loc"]) - 1
        previous: Any = None
        key, about_key = "", False
        for index, part in enumerate(raw["loc"]):
            if isinstance(previous, int) and isinstance(part, str) and part == block_kind(value):
                place = step(place, part)
            elif index == last and part == "[key]" and raw["type"] != "extra_forbidden":
                about_key = True
            elif index == last and raw["type"] in {"extra_forbidden", "missing"}:
                key = str(part)
            else:
                place = step(place, part)
                value = _item(value, part)
            previous = part
        return _Error(raw["type"], place, raw["input"], raw.get("ctx", {}), raw["msg"], key, about_key)

    def _word(self, error: _Error) -> Problem:
        place = error.place
        if error.kind == "extra_forbidden":
            return self._unknown_key(error)
        if error.kind == "missing":
            start, _ = self._tree.ranges.get(place.route, (0, 0))
            about = step(place, error.key).description
            message = f"missing key `{error.key}`" + (f": {about}" if about else "")
            return Problem(self._source.path, *self._source.line_column(start), message)
        if error.kind in {"union_tag_not_found", "union_tag_invalid"}:
            return self._not_a_block(place.route, error.value)
        if error.about_key:
            wanted = expected(error.kind, error.context, place, error.words)
            message = f"the key `{shorten(str(place.path[-1]))}` does not fit: expected {wanted}"
            return self._at_key(place.route, message)
        return problem_at(self._tree, self._source, place.route, self._value_message(error))

    def _value_message(self, error: _Error) -> str:
        place = error.place
        name = place.route if self._dotted else place.name
        shown = f"`{shorten(name)}`" if name else "the file"
        wanted = expected(error.kind, error.context, place, error.words)
        otherwise = "" if place.required else f", or remove the {'item' if name.endswith(']') else 'key'}"
        if error.value is None:
            return f"{shown} has no value; write {wanted}{otherwise}"
        if error.kind in {"too_short", "string_too_short"}:
            return f"{shown} is empty; write {wanted}{otherwise}"
        guess = closest(error.value, place.choices) if isinstance(error.value, str) else None
        return f"{shown}: expected {wanted}; found {found_words(error.value)}{did_you_mean(guess)}"

    def _unknown_key(self, error: _Error) -> Problem:
        prefix = f"{error.place.route}." if self._dotted and error.place.route else ""
        guess = self._sibling(error)
        if guess is not None:
            guess = prefix + guess
        elif self._dotted:
            guess = _elsewhere(error.key, self._model)
        hint = did_you_mean(guess)
        if guess == error.key:
            group, _, name = guess.rpartition(".")
            hint = f"; write `{name}:` below `{group}:`"
        hint = hint or f"; known here: {', '.join(allowed_keys(error.place))}"
        return self._at_key(
            route_join(error.place.route, error.key), f"unknown key `{prefix}{shorten(error.key)}`{hint}"
        )

    def _sibling(self, error: _Error) -> str | None:
        """Guess which key of the same mapping was meant: rather one that is not there yet."""
        allowed = allowed_keys(error.place)
        there = _at(self._tree.value, error.place.path)
        absent = [key for key in allowed if not (isinstance(there, Mapping) and key in there)]
        return closest(error.key, absent) or closest(error.key, allowed)

    def _not_a_block(self, route: str, value: Any) -> Problem:
        names = ", ".join(f"`{key}`" for key in BLOCK_KEYS)
        if not isinstance(value, Mapping):
            message = f"expected a block with one of the keys {names}; found {found_words(value)}"
            return problem_at(self._tree, self._source, route, message)
        present = [key for key in value if key in BLOCK_KEYS]
        if len(present) > 1:
            message = (
                f"a block holds one of {names}, and this one holds `{present[0]}` too; make two blocks of it"
            )
            return self._at_key(route_join(route, present[1]), message)
        for key in value:
            if guess := closest(key, BLOCK_KEYS):
                return self._at_key(
                    route_join(route, key), f"unknown key `{shorten(key)}`{did_you_mean(guess)}"
                )
        return problem_at(self._tree, self._source, route, f"this block needs one of the keys {names}")

    def _at_key(self, route: str, message: str) -> Problem:
        start, _ = self._tree.keys.get(route, (0, 0))
        return Problem(self._source.path, *self._source.line_column(start), message)


def _is_noise(error: _Error, guesses: Mapping[str, set[str]]) -> bool:
    """Tell what only follows from another error: a misspelt key is missing, a list of bad items is short."""
    if error.kind == "missing":
        return error.key in guesses.get(error.place.route, ())
    return error.kind == "too_short" and len(error.value) >= error.context["min_length"]


def _elsewhere(key: str, model: type[BaseModel]) -> str | None:
    """Find a key of another mapping by the last part of its dotted name, or by the whole."""
    known: dict[str, str] = {}
    for name in dotted_keys(model):
        known.setdefault(name.rpartition(".")[2], name)
        known[name] = name
    guess = closest(key, known)
    return known[guess] if guess else None


def _item(value: Any, part: Any) -> Any:
    if isinstance(value, Mapping) and isinstance(part, str):
        return value.get(part)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return None


def _at(value: Any, path: Iterable[Any]) -> Any:
    for part in path:
        value = _item(value, part)
    return value
