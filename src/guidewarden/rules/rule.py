"""What a rule is: a function from a context to hits, with a code, a name and its documentation.

Rules are pure. A static rule sees a guide's text (`GuideContext`), a verdict rule one place of one
checked target (`VerdictContext`), a citation rule one cited work beside the registry's record
(`CitationContext`). All yield `Hit`; the registry makes findings of them.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, NamedTuple, overload

from guidewarden.markup.embedded import ScriptOf, read_scripts
from guidewarden.markup.nodes import MarkupDocument
from guidewarden.model import (
    Baseline,
    Cited,
    Fix,
    GuideDocument,
    Occurrence,
    People,
    Result,
    Settings,
    Severity,
    SourceText,
    Target,
)
from guidewarden.plan import Found
from guidewarden.rules.decisions import JudgedComment, JudgedEntry
from guidewarden.rules.docstring import Documentation, RuleError, parse_documentation
from guidewarden.rules.ie11_styles import Reached, reached_styles

Phase = Literal["static", "verdict", "settings", "citation", "acceptance"]


@dataclass(frozen=True, slots=True)
class Project:
    """Everything rules may know besides the guide at hand; ``today`` is passed in, never asked for.

    ``whole`` tells that the documents are all there are, so that what none of them holds is nowhere.
    ``pages`` are published pages, as HTML, that are looked at beside the guides or instead of them.
    ``baseline`` lists the findings that are known and do not count.
    """

    documents: tuple[GuideDocument, ...]
    people: People
    settings: Settings
    today: dt.date
    whole: bool = True
    pages: tuple[SourceText, ...] = ()
    baseline: Baseline | None = None


class Markup(NamedTuple):
    """One value of a guide that holds markup: its route, its section's title, and the nodes read from it.

    Styles and scripts are read when a rule first asks for them, and once for all rules.
    """

    route: str
    section: str
    document: MarkupDocument

    @property
    def scripts(self) -> tuple[ScriptOf, ...]:
        """All inline scripts and event handlers in JavaScript, in source order."""
        return self.document.once(read_scripts)

    @property
    def styles_in_ie11(self) -> tuple[Reached, ...]:
        """All styles, in source order, and what of each Internet Explorer 11 applies."""
        return self.document.once(reached_styles)

    @property
    def is_furniture(self) -> bool:
        """Whether this is what the platform puts around the guide, not the author's text."""
        return self.route == "furniture"

    @property
    def is_quotation(self) -> bool:
        """Whether these are somebody else's words, in a quotation block."""
        return self.route.endswith(".quote")


@dataclass(frozen=True, slots=True)
class GuideContext:
    """What a static rule sees: one guide, its markup read once for all rules, its targets, and the project.

    ``occurrences`` holds, for each target key, all its places in all guides, in the project's order.

    A published page comes as the same: its markup is the author's part and, where the two can be told
    apart, the platform's as furniture; ``page`` is then the page as a whole, for rules about pages.
    """

    document: GuideDocument
    project: Project
    markups: tuple[Markup, ...]
    found: tuple[Found, ...]
    occurrences: Mapping[str, tuple[Occurrence, ...]]
    page: Markup | None = None

    @property
    def today(self) -> dt.date:
        """The day the guide is looked at."""
        return self.project.today

    @property
    def written(self) -> tuple[Markup, ...]:
        """The markup that authors wrote: everything but the furniture."""
        return tuple(markup for markup in self.markups if not markup.is_furniture)


@dataclass(frozen=True, slots=True)
class VerdictContext:
    """What a verdict rule sees: one place of one checked target.

    ``document`` is None when the place is in a plain list of links; the occurrence carries its span.
    """

    document: GuideDocument | None
    occurrence: Occurrence
    result: Result
    project: Project


@dataclass(frozen=True, slots=True)
class CitationContext:
    """What a citation rule sees: one cited work, what the registries say of it, and the guide that cites it.

    ``document`` is None when the DOI stands in a plain list.
    """

    document: GuideDocument | None
    cited: Cited
    project: Project


@dataclass(frozen=True, slots=True)
class SettingsContext:
    """What a rule about the settings sees: the project, and every target of its guides (some more than once)."""

    project: Project
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class AcceptanceContext:
    """What a rule about accepted findings sees: the decisions that somebody wrote down, and what became of them."""

    project: Project
    comments: tuple[JudgedComment, ...]
    entries: tuple[JudgedEntry, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule says of a place.

    The place is ``route``, or ``[start, end)`` inside its value, or ``occurrence`` where extraction
    already knows it. ``advice`` and ``severity`` default to the rule's own. ``target`` is a target's
    key, ``written`` the author's value; with the label they also tell two hits of one block apart.
    """

    route: str
    message: str
    advice: str | None = None
    start: int | None = None
    end: int | None = None
    label: str = ""
    target: str = ""
    written: str = ""
    severity: Severity | None = None
    fix: Fix | None = None
    occurrence: Occurrence | None = field(default=None, kw_only=True)

    @classmethod
    def at(
        cls,
        occurrence: Occurrence,
        message: str,
        advice: str | None = None,
        severity: Severity | None = None,
        fix: Fix | None = None,
    ) -> "Hit":
        """Make a hit on a place that extraction found."""
        return cls(occurrence.route, message, advice, severity=severity, fix=fix, occurrence=occurrence)


StaticCheck = Callable[[GuideContext], Iterable[Hit]]
VerdictCheck = Callable[[VerdictContext], Iterable[Hit]]
CitationCheck = Callable[[CitationContext], Iterable[Hit]]
SettingsCheck = Callable[[SettingsContext], Iterable[Hit]]
AcceptanceCheck = Callable[[AcceptanceContext], Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of either phase; ``severity`` is its usual one, a hit may say another."""

    code: str
    name: str
    severity: Severity
    since: str
    documentation: Documentation
    module: str

    phase: ClassVar[Phase]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticRule(Rule):
    """A rule that reads guides only: it needs no network."""

    check: StaticCheck
    phase: ClassVar[Phase] = "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRule(Rule):
    """A rule that speaks of checked targets."""

    check: VerdictCheck
    phase: ClassVar[Phase] = "verdict"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRule(Rule):
    """A rule that speaks of cited works and the registries' records of them."""

    check: CitationCheck
    phase: ClassVar[Phase] = "citation"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsRule(Rule):
    """A rule about guidewarden.yaml: it needs no network; its hits bring their occurrence."""

    check: SettingsCheck
    phase: ClassVar[Phase] = "settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceRule(Rule):
    """A rule about what somebody accepted, in a guide or in the baseline; its hits bring their occurrence."""

    check: AcceptanceCheck
    phase: ClassVar[Phase] = "acceptance"


_RULES: Mapping[Phase, Callable[..., Rule]] = {
    "static": StaticRule,
    "verdict": VerdictRule,
    "citation": CitationRule,
    "settings": SettingsRule,
    "acceptance": AcceptanceRule,
}


@overload
def rule(
    code: str, name: str, *, severity: Severity, phase: Literal["static"], since: str
) -> Callable[[StaticCheck], StaticRule]: ...
@overload
def rule(
    code: str, name: str, *, severity: Severity, phase: Literal["verdict"], since: str
) -> Callable[[VerdictCheck], VerdictRule]: ...
@overload
def rule(
    code: str, name: str, *, severity: Severity, phase: Literal["citation"], since: str
) -> Callable[[CitationCheck], CitationRule]: ...
@overload
def rule(
    code: str, name: str, *, severity: Severity, phase: Literal["settings"], since: str
) -> Callable[[SettingsCheck], SettingsRule]: ...
@overload
def rule(
    code: str, name: str, *, severity: Severity, phase: Literal["acceptance"], since: str
) -> Callable[[AcceptanceCheck], AcceptanceRule]: ...
def rule(code: str, name: str, *, severity: Severity, phase: Phase, since: str) -> Callable[[Any], Any]:
    """Declare a rule: the function becomes a `Rule`, its docstring the documentation.

    Raises `RuleError` at import when the code, the name or the documentation is not as it must be.
    """
    who = f"{code} {name}"
    if not re.fullmatch(r"[A-Z][A-Z0-9]*?\d{3}", code):
        raise RuleError(f"{who}: a code is its family in capitals and three digits, such as LNK001")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise RuleError(f"{who}: a name is lower-case words joined by hyphens, such as dead-link")

    def declare(check: Any) -> Rule:
        documentation = parse_documentation(who, check.__doc__)
        return _RULES[phase](
            code=code, name=name, severity=severity, since=since, documentation=documentation,
            module=check.__module__, check=check,
        )  # fmt: skip

    return declare
