"""What comparing one field gives, and values written as YAML for a fix."""

import re
from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from guidewarden.model import Name
from guidewarden.model.citing import Difference, DifferenceKind


class Outcome(Enum):
    """How a field of the citation stands to the record's."""

    AGREES = auto()
    NEAR = auto()
    """Plainly meant to be the same, but written wrong: a typo, a part, one name of several."""
    DIFFERS = auto()
    ABSENT = auto()
    """One side does not tell, or the two cannot be compared."""


class FieldResult(Struct, frozen=True):
    """One field compared: ``likeness`` is 0 to 1, ``difference`` an error to look at, ``note`` a usual variation."""

    outcome: Outcome
    likeness: float = 1.0
    difference: Difference | None = None
    note: Difference | None = None

    @property
    def supports(self) -> bool:
        """Whether the field speaks for the same work."""
        return self.outcome in {Outcome.AGREES, Outcome.NEAR}


ABSENT = FieldResult(Outcome.ABSENT, 0.0)
AGREES = FieldResult(Outcome.AGREES)

# YAML 1.2's plain scalars, narrowed: what any reader of YAML takes for a string, also inside brackets.
_PLAIN = re.compile(r"[^\W\d_][\w .()–'’/-]*(?<! )")
_PAGES = re.compile(r"[0-9]+–[0-9]+|[eSA-Z]?[0-9]*[a-zA-Z]+[0-9]*")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def yaml_text(value: str) -> str:
    """Write a string as a YAML scalar that reads back as the same string, plain where that is safe."""
    if (
        value.casefold() not in _WORDS
        and (_PLAIN.fullmatch(value) or _PAGES.fullmatch(value))
        and value.isprintable()
    ):
        return value
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(letter: str) -> str:
    if letter in {'"', "\\"}:
        return "\\" + letter
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def yaml_title(title: str) -> str:
    """Write a title as YAML; empty for one in capitals throughout, as registries have old ones: no better than ours."""
    return "" if title.isupper() and " " in title else yaml_text(title)


def yaml_names(names: Sequence[Name]) -> str:
    """Write names as the flow list that guides use: ``[{family: Kramer, given: Mark}]``."""
    return f"[{', '.join(map(_yaml_name, names))}]"


def _yaml_name(name: Name) -> str:
    fields = (("family", name.family), ("given", name.given), ("literal", name.literal))
    return "{" + ", ".join(f"{key}: {yaml_text(value)}" for key, value in fields if value) + "}"


def missing(field: str, theirs: str, suggestion: str) -> FieldResult:
    """The registry tells a field that the citation leaves out."""
    return FieldResult(Outcome.ABSENT, 0.0, Difference(field, "", theirs, DifferenceKind.MISSING, suggestion))


def wrong(
    field: str,
    ours: str,
    theirs: str,
    suggestion: str,
    outcome: Outcome = Outcome.DIFFERS,
    likeness: float = 0.0,
) -> FieldResult:
    """Both tell the field, and not the same."""
    return FieldResult(outcome, likeness, Difference(field, ours, theirs, DifferenceKind.DIFFERS, suggestion))


def unclear(field: str, ours: str, theirs: str, suggestion: str = "") -> FieldResult:
    """Both tell the field, in ways that cannot be compared: nothing for or against, but worth a look."""
    return FieldResult(
        Outcome.ABSENT, 0.0, note=Difference(field, ours, theirs, DifferenceKind.DIFFERS, suggestion)
    )


def noted(field: str, ours: str, theirs: str, suggestion: str = "", likeness: float = 1.0) -> FieldResult:
    """Both tell the field, in ways that good citations and registries often differ."""
    return FieldResult(
        Outcome.AGREES, likeness, note=Difference(field, ours, theirs, DifferenceKind.DIFFERS, suggestion)
    )
