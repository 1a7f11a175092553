"""Reading registries' JSON, in which every field may be missing, null, of the wrong type, endless or hostile.

Nothing here raises: what is not as it should be reads as empty. Texts come out as one line, cut to a sane length.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from guidewarden.markup import without_surrogates
from guidewarden.model import Name
from guidewarden.model.citing import plain_title

SHORT = 200
TITLE = 1_000
ADDRESS = 2_000
FEW = 10
MANY = 200
"""Names of authors, notices: papers of large collaborations have thousands, of which the first ones will do."""

_ADDRESS = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)", re.ASCII)


def mapping(value: Any) -> Mapping[str, Any]:
    """Give a JSON object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def objects(value: Any, most: int = MANY) -> list[Mapping[str, Any]]:
    """Give the objects of a list, the first ``most`` of its items."""
    return [item for item in value[:most] if isinstance(item, dict)] if isinstance(value, list) else []


def text(value: Any, limit: int = SHORT) -> str:
    """Give a text, or a whole number as one."""
    if type(value) is int and abs(value) < 10**15:
        return str(value)
    if not isinstance(value, str):
        return ""
    line = without_surrogates(value[: limit * 4])
    return " ".join("".join(char if char.isprintable() else " " for char in line).split())[:limit].strip()


def texts(value: Any, limit: int = SHORT) -> tuple[str, ...]:
    """Give the texts of a list, without empty ones and repetitions; a text by itself is a list of one."""
    values = value[:FEW] if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(filter(None, (text(each, limit) for each in values))))


def titles(value: Any) -> tuple[str, ...]:
    """Give the titles of a list, without the markup and the entities that registries hold in them."""
    return tuple(
        dict.fromkeys(filter(None, (text(plain_title(each), TITLE) for each in texts(value, TITLE))))
    )


def address(value: Any) -> str:
    """Give a web address; empty for what is none."""
    found = text(value, ADDRESS)
    return found if _ADDRESS.fullmatch(found) else ""


def name(family: str = "", given: str = "", literal: str = "") -> Name | None:
    """Make a name; None where there is nothing of one. A given name by itself is all of it."""
    if not family:
        family, given, literal = "", "", literal or given
    try:
        found = Name(family=family or None, given=given or None, literal=None if family else literal or None)
    except ValidationError:
        return None
    return found if family or literal else None


def names(found: Iterable[Name | None]) -> tuple[Name, ...]:
    """Give the names there are."""
    return tuple(each for each in found if each is not None)


def day_of_parts(value: Any) -> str:
    """Read Crossref's ``{"date-parts": [[2016, 4, 1]]}`` as far as it is sound; ``[[null]]`` is empty."""
    parts = mapping(value).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    return "-".join(_parts(first)) if isinstance(first, list) else ""


def _parts(parts: list[Any]) -> Iterator[str]:
    """Give year, month and day as written in dates, up to the first that is none."""
    for part, least, most, digits in zip(parts, (1000, 1, 1), (2999, 12, 31), (4, 2, 2), strict=False):
        number = (
            int(part)
            if isinstance(part, str) and part.isascii() and part.isdigit() and len(part) < 5
            else part
        )
        if type(number) is not int or not least <= number <= most:
            return
        yield f"{number:0{digits}}"


def day_of_text(value: Any) -> str:
    """Read the beginning of a date such as ``2016``, ``2016-04``, ``2016-04-01T00:00:00Z`` or ``2016/2017``."""
    found = _DAY.match(text(value))
    return day_of_parts({"date-parts": [[part for part in found.groups() if part]]}) if found else ""


def days(found: Iterable[str]) -> tuple[str, ...]:
    """Give the dates there are, each once."""
    return tuple(dict.fromkeys(filter(None, found)))
