"""The registry: finds the rules, runs them, and makes findings of what they say.

Adding a rule is adding one module to a family's package; there is no list to keep. A module of a
family holds exactly one rule; helpers start with an underscore, or stand beside the families.
"""

import functools
import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from types import ModuleType
from typing import Literal, TypeVar

from msgspec.structs import replace

from guidewarden.model import Cited, Finding, GuideDocument, Occurrence, Result, Severity, fingerprint
from guidewarden.rules.context import read_guide
from guidewarden.rules.docstring import RuleError
from guidewarden.rules.examined import Examined, Mentioned
from guidewarden.rules.pages import FAMILIES, read_page, told_once
from guidewarden.rules.routes import section_title
from guidewarden.rules.rule import (
    AcceptanceContext,
    AcceptanceRule,
    CitationContext,
    CitationRule,
    GuideContext,
    Hit,
    LibraryContext,
    LibraryRule,
    Project,
    Rule,
    SettingsContext,
    SettingsRule,
    StaticRule,
    VerdictContext,
    VerdictRule,
)

PACKAGE = "guidewarden.rules"


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Give all rules by code. Raises `RuleError` when two share a code or a name."""
    return collect(family_modules(importlib.import_module(PACKAGE)))


@functools.cache
def _beyond_markup() -> tuple[Rule, ...]:
    """Give the rules that do not read markup alone: a list of links needs no others, and they take longest to load."""
    return collect(family_modules(importlib.import_module(PACKAGE), without=FAMILIES))


def family_modules(package: ModuleType, without: Collection[str] = ()) -> Iterator[ModuleType]:
    """Import the modules of every family below a package but these, in the order of their names."""
    for family in sorted(pkgutil.iter_modules(package.__path__, f"{package.__name__}."), key=_by_name):
        if family.ispkg and _family_of(family.name) not in without:
            parent = importlib.import_module(family.name)
            for module in sorted(pkgutil.iter_modules(parent.__path__, f"{family.name}."), key=_by_name):
                if not module.name.rpartition(".")[2].startswith("_"):
                    yield importlib.import_module(module.name)


def _by_name(module: pkgutil.ModuleInfo) -> str:
    return module.name


def _family_of(package: str) -> str:
    return package.rpartition(".")[2].upper()


def collect(modules: Iterable[ModuleType]) -> tuple[Rule, ...]:
    """Give the rules of these modules by code, or raise `RuleError` for what would confuse their users."""
    rules: list[Rule] = []
    for module in modules:
        mine = [
            value
            for value in vars(module).values()
            if isinstance(value, Rule) and value.module == module.__name__
        ]
        if len(mine) != 1:
            raise RuleError(f"{module.__name__} must hold one rule, and holds {len(mine)}")
        family = _family_of(module.__name__.rpartition(".")[0])
        if mine[0].code[:-3] != family:
            raise RuleError(f"{module.__name__} holds {mine[0].code}, which is not of the family {family}")
        if family in FAMILIES and not isinstance(mine[0], StaticRule):
            raise RuleError(f"{module.__name__} must hold a static rule: {family} is read for markup alone")
        rules += mine
    rules.sort(key=lambda rule: rule.code)
    for what in ("code", "name"):
        counted = Counter(getattr(rule, what) for rule in rules)
        for value, count in counted.items():
            if count > 1:
                where = ", ".join(rule.module for rule in rules if getattr(rule, what) == value)
                raise RuleError(f"{count} rules share the {what} {value}: {where}")
    return tuple(rules)


def find_rule(code_or_name: str) -> Rule | None:
    """Find a rule by its code, in either case, or its name."""
    wanted = code_or_name.strip().lower()
    return next((rule for rule in all_rules() if wanted in {rule.code.lower(), rule.name}), None)


def examine(document: GuideDocument, project: Project) -> Examined:
    """Run every static rule over one guide. What is not the same for every run over it is kept from the rules."""
    context = read_guide(document, Project((), project.people, project.settings, project.today))
    said = [
        (rule.code, hit, _place(document, hit))
        for rule in all_rules()
        if isinstance(rule, StaticRule)
        for hit in _hits(rule.check, context, _in_title)
    ]
    return Examined(tuple(said), tuple([Mentioned.of(found) for found in context.found]))


def check_static(project: Project, examined: Mapping[str, Examined] | None = None) -> list[Finding]:
    """Run every rule that needs no network over guides, pages and settings; findings by path, position and code.

    Pages are read by the families whose rules speak of markup alone. ``examined`` tells of guides, by their ids, what
    `examine` gives for them.
    """
    known = all_rules() if project.documents or project.pages else ()
    done = examined or {}
    # One by one: what is read of a guide takes much more room than what is said of it.
    guides = [(each, done.get(each.id) or examine(each, project)) for each in project.documents]
    by_code = {rule.code: rule for rule in known}
    said = [(by_code[code], hit, place) for _, each in guides for code, hit, place in each.said]
    static = [rule for rule in known if isinstance(rule, StaticRule)]
    for source in project.pages:
        page = read_page(source, project)
        told = told_once(_said_of_page(page, static))
        said += [(rule, hit, _place(page.document, hit)) for rule, hit in told]
    mentioned = [(document, each.mentioned) for document, each in guides]
    said += _said_of_all(LibraryContext(project, mentioned), known)
    return _findings(chain(said, _about_settings(SettingsContext(project, mentioned))))


def _said_of_all(context: LibraryContext, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Hit, Occurrence]]:
    for rule in rules if context.guides else ():
        if isinstance(rule, LibraryRule):
            for hit in _hits(rule.check, context, _in_title):
                yield rule, hit, _place(context.guides[0][0], hit)


def _said_of_page(context: GuideContext, rules: Iterable[StaticRule]) -> Iterator[tuple[Rule, Hit]]:
    for rule in rules:
        if rule.code[:-3] in FAMILIES:
            yield from ((rule, hit) for hit in _hits(rule.check, context, _in_page))


def _about_settings(context: SettingsContext) -> Iterator[tuple[Rule, Hit, Occurrence]]:
    for rule in _beyond_markup():
        if isinstance(rule, SettingsRule):
            yield from (
                (rule, hit, hit.occurrence) for hit in rule.check(context) if hit.occurrence is not None
            )


def check_verdicts(project: Project, results: Sequence[Result]) -> list[Finding]:
    """Run every verdict rule over every place of every result; findings by path, position and code.

    A place in no guide of the project, such as a line of a list of links, is judged by itself.
    """
    rules = [rule for rule in _beyond_markup() if isinstance(rule, VerdictRule)]
    documents = _by_place(project)

    def hits() -> Iterator[tuple[Rule, Hit, Occurrence]]:
        for result in results:
            for occurrence in result.occurrences:
                document = documents.get((occurrence.guide, occurrence.span.path))
                context = VerdictContext(document, occurrence, result, project)
                at_place = partial(Hit.at, occurrence)
                for rule in rules:
                    for hit in _hits(rule.check, context, at_place):
                        yield rule, hit, hit.occurrence or occurrence

    return _findings(hits())


def check_citations(project: Project, cited: Iterable[Cited]) -> list[Finding]:
    """Run every citation rule over every cited work; findings by path, position and code."""
    rules = [rule for rule in _beyond_markup() if isinstance(rule, CitationRule)]
    documents = _by_place(project)

    def hits() -> Iterator[tuple[Rule, Hit, Occurrence]]:
        for work in cited:
            place = work.occurrence
            document = documents.get((place.guide, place.span.path))
            context = CitationContext(document, work, project)
            at_place = partial(Hit.at, place)
            for rule in rules:
                for hit in _hits(rule.check, context, at_place):
                    at = hit.occurrence or (place if document is None else _place(document, hit))
                    yield rule, hit, replace(at, target_key=place.target_key)

    return _findings(hits())


def check_acceptance(context: AcceptanceContext) -> list[Finding]:
    """Run every rule about accepted findings; findings by path, position and code."""
    return _findings(
        (rule, hit, hit.occurrence)
        for rule in _beyond_markup()
        if isinstance(rule, AcceptanceRule)
        for hit in rule.check(context)
        if hit.occurrence is not None
    )


def _by_place(project: Project) -> dict[tuple[str, str], GuideDocument]:
    return {(document.id, document.path): document for document in project.documents}


_Context = TypeVar("_Context")


def _hits(
    check: Callable[[_Context], Iterable[Hit]], context: _Context, saying: Callable[[str], Hit]
) -> list[Hit]:
    """Apply a rule; one that fails has a hit ``saying`` so instead, and loses neither the guide nor the others."""
    try:
        return list(check(context))
    except Exception as error:  # noqa: BLE001 - any failure of a rule is a bug of ours, to be told and survived
        return [replace(saying(_failure(error)), advice=_REPORT_IT, severity=Severity.INFO)]


_in_title = partial(Hit, "title")
_in_page = partial(Hit, "page")


_REPORT_IT = "Nothing is wrong with the guide. Please report this to guidewarden's developers."


def _failure(error: Exception) -> str:
    return f"guidewarden could not apply this rule here: {type(error).__name__}: {error}"


def _told_as(rule: Rule) -> Literal["static", "verdict", "citation"]:
    """Give the phase that its findings tell: what needs no network is static."""
    return rule.phase if rule.phase == "verdict" or rule.phase == "citation" else "static"  # noqa: PLR1714 - narrows the type


def _place(document: GuideDocument, hit: Hit) -> Occurrence:
    if hit.occurrence is not None:
        return hit.occurrence
    return Occurrence(
        target_key=hit.target,
        guide=document.id,
        route=hit.route,
        label=hit.label,
        span=document.span(hit.route, hit.start, hit.end),
        written=hit.written,
        section=section_title(document.guide, hit.route),
    )


def _findings(hits: Iterable[tuple[Rule, Hit, Occurrence]]) -> list[Finding]:
    def order(item: tuple[Rule, Hit, Occurrence]) -> tuple[str, int, str, int, str]:
        rule, hit, place = item
        return place.span.path, place.span.start, rule.code, place.span.end, hit.message

    seen: Counter[str] = Counter()
    return [_finding(rule, hit, place, seen) for rule, hit, place in sorted(hits, key=order)]


def _finding(rule: Rule, hit: Hit, place: Occurrence, seen: Counter[str]) -> Finding:
    # Two alike in one guide (an image pasted twice, say) are told apart by their order: a fingerprint
    # must name one finding, and may not know lines.
    target = place.target_key or place.written or place.label
    mark = fingerprint(rule.code, place.guide, target, place.route)
    seen[mark] += 1
    if seen[mark] > 1:
        mark = fingerprint(rule.code, place.guide, f"{target}\n{seen[mark]}", place.route)
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=hit.severity or rule.severity,
        message=hit.message,
        advice=rule.documentation.advice if hit.advice is None else hit.advice,
        occurrence=place,
        fingerprint=mark,
        fix=hit.fix,
        phase=_told_as(rule),
    )
