"""As much of JSON Schema (draft-07) as the schemas need that tests hold our output to."""

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float), "null": type(None),
}  # fmt: skip
_SILENT = {"$schema", "$id", "id", "title", "description", "default", "definitions", "format", "$ref"}


def violations(
    schema: dict[str, Any], value: Any, root: dict[str, Any] | None = None, at: str = "$"
) -> Iterator[str]:
    """Give everything in which a value does not fit a schema; a keyword that is not known here is an error."""
    root = schema if root is None else root
    if "$ref" in schema:
        target: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        yield from violations(target, value, root, at)
    for keyword, wanted in schema.items():
        if keyword not in _SILENT:
            yield from _KEYWORDS[keyword](schema, wanted, value, root, at)


def _type(_: Any, wanted: Any, value: Any, __: Any, at: str) -> Iterator[str]:
    names = wanted if isinstance(wanted, list) else [wanted]
    fits = any(
        isinstance(value, _TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number"))
        for name in names
    )
    if not fits:
        yield f"{at}: {type(value).__name__} is not {wanted}"


def _properties(_: Any, wanted: Any, value: Any, root: Any, at: str) -> Iterator[str]:
    for key in value if isinstance(value, dict) else ():
        if key in wanted:
            yield from violations(wanted[key], value[key], root, f"{at}.{key}")


def _additional(schema: Any, wanted: Any, value: Any, root: Any, at: str) -> Iterator[str]:
    for key in value if isinstance(value, dict) else ():
        if key not in schema.get("properties", {}):
            if wanted is False:
                yield f"{at}: no key may be called {key}"
            elif isinstance(wanted, dict):
                yield from violations(wanted, value[key], root, f"{at}.{key}")


def _required(_: Any, wanted: Any, value: Any, __: Any, at: str) -> Iterator[str]:
    yield from (f"{at}: {key} is missing" for key in wanted if isinstance(value, dict) and key not in value)


def _items(_: Any, wanted: Any, value: Any, root: Any, at: str) -> Iterator[str]:
    for number, one in enumerate(value if isinstance(value, list) else ()):
        yield from violations(wanted, one, root, f"{at}[{number}]")


def _choices(least: int, most: float) -> Any:
    def check(_: Any, wanted: Any, value: Any, root: Any, at: str) -> Iterator[str]:
        fitting = sum(not list(violations(one, value, root, at)) for one in wanted)
        if not least <= fitting <= most:
            yield f"{at}: fits {fitting} of the {len(wanted)} alternatives"

    return check


def _holds(test: Any, kind: type | tuple[type, ...]) -> Any:
    def check(_: Any, wanted: Any, value: Any, __: Any, at: str) -> Iterator[str]:
        if isinstance(value, kind) and not test(wanted, value):
            yield f"{at}: {value!r} does not hold to {wanted!r}"

    return check


_KEYWORDS: dict[str, Any] = {
    "type": _type,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": _required,
    "items": _items,
    "anyOf": _choices(1, float("inf")),
    "oneOf": _choices(1, 1),
    "enum": _holds(lambda wanted, value: value in wanted, object),
    "pattern": _holds(lambda wanted, value: re.search(wanted, value) is not None, str),
    "minimum": _holds(lambda wanted, value: value >= wanted, (int, float)),
    "maximum": _holds(lambda wanted, value: value <= wanted, (int, float)),
    "minItems": _holds(lambda wanted, value: len(value) >= wanted, list),
    "uniqueItems": _holds(
        lambda wanted, value: not wanted or len({repr(one) for one in value}) == len(value), list
    ),
}
