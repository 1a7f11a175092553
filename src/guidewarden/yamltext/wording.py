"""Pydantic's kinds of error → what is expected, in words a guide's author knows."""

from collections.abc import Mapping
from typing import Any, get_args

from guidewarden.model.guide import Identifier, Language
from guidewarden.yamltext.annotations import Place
from guidewarden.yamltext.words import shorten

_DATE = "a date such as 2026-03-31 (YYYY-MM-DD)"
_TYPES = {
    "string_type": "text",
    "tuple_type": "a list (`- …` on each line)",
    "list_type": "a list (`- …` on each line)",
    "dict_type": "keys and values (`key: value`)",
    "model_type": "keys and values (`key: value`)",
    "model_attributes_type": "keys and values (`key: value`)",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "string_too_short": "text",
    "too_short": "at least one item",
}
_LIMITS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def _pattern(annotation: Any) -> str:
    """Give the pattern that an annotated string type is held to."""
    return next(
        str(note.pattern)
        for field in get_args(annotation)[1:]
        for note in field.metadata
        if hasattr(note, "pattern")
    )


_PATTERNS = {
    _pattern(Identifier): "lower-case letters and digits, joined by single `-`, `_` or `.`",
    _pattern(Language): "a language tag such as en or pt-BR",
}


def expected(kind: str, context: Mapping[str, Any], place: Place, words: str) -> str:
    """Word what should stand at ``place``; ``words`` are pydantic's own, for kinds without better ones."""
    if place.choices and kind in {"literal_error", "string_type"}:
        return f"one of {', '.join(place.choices)}"
    if kind in _LIMITS:
        key, limit = _LIMITS[kind]
        return f"{limit} {context[key]:g}"
    if kind == "string_pattern_mismatch":
        described = f"what fits “{place.description.rstrip('.')}”" if place.description else ""
        return _PATTERNS.get(context["pattern"]) or described or f"text of the form {context['pattern']}"
    if kind == "value_error":
        return _DATE if "YYYY-MM-DD" in words else words.removeprefix("Value error, ")
    return _TYPES.get(kind) or words[:1].lower() + words[1:]


def found_words(value: Any) -> str:
    """Say what stands there instead, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"“{shorten(value)}”" if value.strip() else "empty text"
    if isinstance(value, Mapping):
        keys = ", ".join(shorten(str(key), 20) for key in list(value)[:3])
        return f"keys and values ({keys})" if keys else "an empty mapping"
    return "a list" if value else "an empty list"
