"""Findings: what a rule says about a place, and what makes two of them the same over time."""

import hashlib
import re
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from guidewarden.model.checking import Occurrence


class Severity(StrEnum):
    """How much a reader loses. `rank` orders them, the gravest highest."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)


class Fix(Struct, frozen=True, omit_defaults=True):
    """One replacement of ``[start, end)`` (code-point offsets of the file) by ``text``."""

    start: int
    end: int
    text: str
    safe: bool
    description: str


class Finding(Struct, frozen=True, omit_defaults=True):
    """One thing to mend: which rule, how grave, in words, what to do, and where.

    ``phase`` is that of its rule: ``static`` (the text alone), ``verdict`` (a checked target) or
    ``citation`` (a cited work beside the registry's record).
    """

    code: str
    name: str
    severity: Severity
    message: str
    advice: str
    occurrence: Occurrence
    fingerprint: str
    fix: Fix | None = None
    phase: Literal["static", "verdict", "citation"] = "static"


def fingerprint(code: str, guide: str, target: str, route: str) -> str:
    """Name a finding so that it stays the same when lines move: 16 hex digits.

    Indices are dropped from the route, since inserting a block must not renew every finding below it.
    """
    return hashlib.sha256("\0".join((code, guide, target, symbolic(route))).encode()).hexdigest()[:16]


def symbolic(route: str) -> str:
    """Give a route without its indices."""
    return re.sub(r"\[\d+\]", "[]", route)
