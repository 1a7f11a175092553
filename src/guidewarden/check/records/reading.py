"""Reading registries' JSON, in which every field may be missing, null, of the wrong type, endless or hostile.

Nothing here raises: what is not as it should be reads as empty. Texts come out as one line, cut to a sane length.
What is told in a form that cannot be read is never taken for a value, nor for nothing: `Fields` remembers it.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

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
_EMPTY: tuple[Any, ...] = (None, "", [], {})
"""What tells nothing: a field that holds it is one that is left out."""

Value = TypeVar("Value")


def is_empty(value: Any) -> bool:
    """Whether a value tells nothing. False and 0 are no such values: they stand where something should."""
    return any(type(value) is type(nothing) and value == nothing for nothing in _EMPTY)


def mapping(value: Any) -> Mapping[str, Any]:
    """Give a JSON object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def objects(value: Any, most: int = MANY) -> list[Mapping[str, Any]]:
    """Give the objects of a list, the first ``most`` of its items."""
    return [item for item in value[:most] if isinstance(item, dict)] if isinstance(value, list) else []


def text(value: Any, limit: int = SHORT) -> str:
    """Give a text; empty for what is none."""
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
    read: list[int] = []
    for part, digits in zip(parts, (4, 2, 2), strict=False):
        number = (
            int(part)
            if isinstance(part, str) and part.isascii() and part.isdigit() and len(part) < 5
            else part
        )
        if type(number) is not int or not is_day([*read, number]):
            return
        read.append(number)
        yield f"{number:0{digits}}"


def is_day(parts: Sequence[int]) -> bool:
    """Whether there is such a year, month or day (``[2016, 4, 1]``), one in which works are published."""
    try:
        return 1000 <= dt.date(*([*parts, 1, 1][:3])).year <= 2999
    except (ValueError, OverflowError):
        return False


def is_sound(value: Any) -> bool:
    """Whether Crossref's date is read whole, or tells nothing: what follows a null part is not told."""
    if is_empty(value):
        return True
    if not isinstance(value, dict) or "date-parts" not in value:
        return False
    parts = value["date-parts"]
    first = parts[0] if isinstance(parts, list) and parts else None
    if is_empty(parts) or (isinstance(parts, list) and is_empty(first)):
        return True
    if not isinstance(first, list):
        return False
    told = first[: first.index(None)] if None in first else first
    return len(told) <= 3 and len(list(_parts(told))) == len(told)


def day_of_text(value: Any) -> str:
    """Read the beginning of a date such as ``2016``, ``2016-04``, ``2016-04-01T00:00:00Z`` or ``2016/2017``."""
    found = _DAY.match(str(value) if type(value) is int else text(value))
    return day_of_parts({"date-parts": [[part for part in found.groups() if part]]}) if found else ""


def is_sound_text(value: Any) -> bool:
    """Whether a date in a text is read as far as it is one, or tells nothing."""
    found = _DAY.match(str(value) if type(value) is int else text(value))
    return is_empty(value) or (found is not None and day_of_text(value) == found[0])


def days(found: Iterable[str]) -> tuple[str, ...]:
    """Give the dates there are, each once."""
    return tuple(dict.fromkeys(filter(None, found)))


class Fields:
    """A record's fields, read one by one; ``unreadable`` are those (CSL-JSON names) that are told in no form that can be read.

    Such a field comes out empty, also where a part of it could be read: half of the authors would look like a difference.
    """

    def __init__(self) -> None:
        self._unreadable: dict[str, None] = {}

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The fields that could not be read, in the order of reading."""
        return tuple(self._unreadable)

    def told(self, field: str, value: Value, *, sound: bool = True) -> Value | None:
        """Give what was read of a field; None, also from now on, where a part of it is not ``sound``."""
        if not sound:
            self._unreadable[field] = None
        return None if field in self._unreadable else value

    def object(self, field: str, value: Any) -> Mapping[str, Any]:
        """Read an object."""
        return self.told(field, mapping(value), sound=isinstance(value, dict) or is_empty(value)) or {}

    def text(self, field: str, value: Any) -> str:
        """Read a text."""
        return self.told(field, text(value), sound=isinstance(value, str) or is_empty(value)) or ""

    def texts(self, field: str, *values: Any) -> tuple[str, ...]:
        """Read lists of texts as one."""
        read = tuple(dict.fromkeys(each for value in values for each in texts(value)))
        return self.told(field, read, sound=all(map(_holds_texts, values))) or ()

    def titles(self, field: str, *values: Any) -> tuple[str, ...]:
        """Read lists of titles as one."""
        read = tuple(dict.fromkeys(each for value in values for each in titles(value)))
        return self.told(field, read, sound=all(map(_holds_texts, values))) or ()

    def objects(self, field: str, value: Any) -> list[Mapping[str, Any]]:
        """Read a list of objects."""
        sound = is_empty(value) or (
            isinstance(value, list) and all(isinstance(each, dict) or is_empty(each) for each in value)
        )
        return self.told(field, objects(value), sound=sound) or []

    def names(
        self,
        field: str,
        found: Iterable[Mapping[str, Any]],
        keys: Iterable[str],
        read: Callable[[Any], Name | None],
    ) -> tuple[Name, ...]:
        """Read names from objects, each by ``read``, which looks at these keys of it."""
        people, wanted = list(found), tuple(keys)
        sound = all(
            isinstance(each.get(key), str) or is_empty(each.get(key)) for each in people for key in wanted
        )
        return self.told(field, names(map(read, people)), sound=sound) or ()


def _holds_texts(value: Any) -> bool:
    return is_empty(value) or (
        isinstance(value, list) and all(isinstance(each, str) or is_empty(each) for each in value)
    )
