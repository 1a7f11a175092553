"""What a rule is: a function from a context to hits, with a code, a name and its documentation.

Rules are pure. A static rule sees a guide's text (`GuideContext`), a library rule all guides, a verdict rule one place of one
checked target (`VerdictContext`), a citation rule one cited work beside the registry's record
(`CitationContext`). All yield `Hit`; the registry makes findings of them.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, overload

from msgspec import Struct

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
from guidewarden.rules.markups import Markup as Markup  # noqa: PLC0414 - rules take all they need from here

if TYPE_CHECKING:
    from guidewarden.rules.examined import Mentioned

Phase = Literal["static", "library", "verdict", "settings", "citation", "acceptance"]


class Project(Struct, frozen=True):
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


class _Known(Struct):
    """What a context finds out when it is first asked."""

    lowered: str | None = None
    index: Mapping[str, Sequence[int]] | None = None


@dataclass(frozen=True, slots=True)
class GuideContext:
    """What a static rule sees: one guide, its markup read once for all rules, its targets, and the project.

    A published page comes as the same: its markup is the author's part and, where the two can be told
    apart, the platform's as furniture; ``page`` is then the page as a whole, for rules about pages.
    """

    document: GuideDocument
    project: Project
    markups: tuple[Markup, ...]
    found: tuple[Found, ...]
    page: Markup | None = None
    _known: _Known = field(default_factory=_Known, init=False, repr=False, compare=False)

    @property
    def today(self) -> dt.date:
        """The day the guide is looked at."""
        return self.project.today

    @property
    def written(self) -> tuple[Markup, ...]:
        """The markup that authors wrote: everything but the furniture."""
        return tuple(markup for markup in self.markups if not markup.is_furniture)

    @property
    def lowered(self) -> str:
        """All that readers see in all markup, in lower case, line by line: what lacks a word here lacks it everywhere."""
        if self._known.lowered is None:
            self._known.lowered = "\n".join([markup.lowered for markup in self.markups])
        return self._known.lowered

    @property
    def names(self) -> Collection[str]:
        """What stands in any markup: elements by name, attributes as ``@name``, and ``<!--`` where there are comments."""
        return self._index.keys()

    def holding(self, *names: str) -> Sequence[Markup]:
        """Give the markup that holds one of these `names`, in order: most rules want nothing of most markup."""
        found = {number for name in names for number in self._index.get(name, ())}
        return [self.markups[number] for number in sorted(found)]

    def written_holding(self, *names: str) -> Sequence[Markup]:
        """Give what authors wrote that holds one of these `names`."""
        return [markup for markup in self.holding(*names) if not markup.is_furniture]

    @property
    def script_marks(self) -> Sequence[str]:
        """What of `names` may hold scripts: elements, and attributes for events."""
        return ("script", *(name for name in self.names if name.startswith("@on")))

    @property
    def scripted(self) -> Sequence[Markup]:
        """The markup that may hold scripts."""
        return self.holding(*self.script_marks)

    @property
    def styled(self) -> Sequence[Markup]:
        """The markup that may hold styles."""
        return self.holding("style", "@style")

    @property
    def _index(self) -> Mapping[str, Sequence[int]]:
        if self._known.index is None:
            index: defaultdict[str, list[int]] = defaultdict(list)
            for number, markup in enumerate(self.markups):
                for name in markup.names:
                    index[name].append(number)
            self._known.index = index
        return self._known.index


class VerdictContext(Struct, frozen=True):
    """What a verdict rule sees: one place of one checked target.

    ``document`` is None when the place is in a plain list of links; the occurrence carries its span.
    """

    document: GuideDocument | None
    occurrence: Occurrence
    result: Result
    project: Project


class CitationContext(Struct, frozen=True):
    """What a citation rule sees: one cited work, what the registries say of it, and the guide that cites it.

    ``document`` is None when the DOI stands in a plain list.
    """

    document: GuideDocument | None
    cited: Cited
    project: Project


class LibraryContext(Struct, frozen=True):
    """What a rule about all guides together sees: the project, and each guide with what it mentions, in order."""

    project: Project
    guides: Sequence[tuple[GuideDocument, Sequence["Mentioned"]]]


class SettingsContext(Struct, frozen=True):
    """What a rule about the settings sees: the project, and each guide with what it mentions, in order."""

    project: Project
    guides: Sequence[tuple[GuideDocument, Sequence["Mentioned"]]]

    @property
    def targets(self) -> Iterator[Target]:
        """Every target of the guides, some more than once."""
        return (each.target for _, mentioned in self.guides for each in mentioned)


class AcceptanceContext(Struct, frozen=True):
    """What a rule about accepted findings sees: the decisions that somebody wrote down, and what became of them."""

    project: Project
    comments: tuple[JudgedComment, ...]
    entries: tuple[JudgedEntry, ...]


class Hit(Struct, frozen=True):
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
    occurrence: Occurrence | None = None

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
LibraryCheck = Callable[[LibraryContext], Iterable[Hit]]
VerdictCheck = Callable[[VerdictContext], Iterable[Hit]]
CitationCheck = Callable[[CitationContext], Iterable[Hit]]
SettingsCheck = Callable[[SettingsContext], Iterable[Hit]]
AcceptanceCheck = Callable[[AcceptanceContext], Iterable[Hit]]


class Rule(Struct, frozen=True, kw_only=True):
    """A rule of either phase; ``severity`` is its usual one, a hit may say another."""

    code: str
    name: str
    severity: Severity
    since: str
    documentation: Documentation
    module: str

    phase: ClassVar[Phase]


class StaticRule(Rule, frozen=True, kw_only=True):
    """A rule that reads guides only: it needs no network."""

    check: StaticCheck
    phase: ClassVar[Phase] = "static"


class LibraryRule(Rule, frozen=True, kw_only=True):
    """A rule that compares guides with each other: it needs no network; its hits bring their occurrence."""

    check: LibraryCheck
    phase: ClassVar[Phase] = "library"


class VerdictRule(Rule, frozen=True, kw_only=True):
    """A rule that speaks of checked targets."""

    check: VerdictCheck
    phase: ClassVar[Phase] = "verdict"


class CitationRule(Rule, frozen=True, kw_only=True):
    """A rule that speaks of cited works and the registries' records of them."""

    check: CitationCheck
    phase: ClassVar[Phase] = "citation"


class SettingsRule(Rule, frozen=True, kw_only=True):
    """A rule about guidewarden.yaml: it needs no network; its hits bring their occurrence."""

    check: SettingsCheck
    phase: ClassVar[Phase] = "settings"


class AcceptanceRule(Rule, frozen=True, kw_only=True):
    """A rule about what somebody accepted, in a guide or in the baseline; its hits bring their occurrence."""

    check: AcceptanceCheck
    phase: ClassVar[Phase] = "acceptance"


_RULES: Mapping[Phase, Callable[..., Rule]] = {
    "static": StaticRule,
    "library": LibraryRule,
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
    code: str, name: str, *, severity: Severity, phase: Literal["library"], since: str
) -> Callable[[LibraryCheck], LibraryRule]: ...
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
