"""From evidence to the view that reporters see: verdicts, findings, and what the run before said."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from guidewarden.job.citing import is_settled
from guidewarden.job.ignoring import Ignoring
from guidewarden.judge import Policy, judge, landing_opinion, with_ignore
from guidewarden.model import (
    Cited,
    Evidence,
    Finding,
    GuideSummary,
    Kind,
    PastVerdict,
    Problem,
    Result,
    Run,
    RunView,
    Standing,
    State,
    Target,
    Verdict,
)
from guidewarden.plan import Plan
from guidewarden.rules import Project, check_citations, check_static, check_verdicts

if TYPE_CHECKING:
    from guidewarden.store import Store


def judged(
    plan: Plan,
    evidence: Mapping[str, Evidence],
    past: Mapping[str, tuple[PastVerdict, ...]],
    now: dt.datetime,
    *,
    offline: bool,
    unasked: str = "interrupted",
    policy: Policy | None = None,
    ignoring: Ignoring | None = None,
    ignored: Mapping[tuple[str, str], Standing] | None = None,
) -> tuple[Result, ...]:
    """Judge every target of the plan.

    ``ignored`` tells what targets were when the ignores first applied to them, by mark and target key.
    """

    def verdict(target: Target) -> Verdict:
        nights = past.get(target.key, ())
        found = judge(
            target, evidence.get(target.key), nights, now, offline=offline, unasked=unasked, policy=policy
        )
        ignore = ignoring.find(target) if ignoring else None
        first = (ignored or {}).get((ignore.mark, target.key)) if ignore else None
        return with_ignore(found, ignore, first, nights, now)

    return tuple(
        Result(
            target,
            plan.occurrences[target.key],
            verdict(target),
            evidence.get(target.key),
            past.get(target.key, ()),
            landing=_landing(evidence.get(target.key), policy),
        )
        for target in plan.targets
    )


def _landing(evidence: Evidence | None, policy: Policy | None) -> Standing | None:
    opinion = landing_opinion(evidence, policy.hosts if policy else None) if evidence else None
    return Standing(opinion.state, opinion.reason) if opinion else None


def summaries(project: Project, plan: Plan) -> tuple[GuideSummary, ...]:
    """Describe each guide for the report."""
    counts: dict[str, int] = {}
    for target in plan.targets:
        # Of a proxy, a target holds places that are those of its links.
        for place in plan.occurrences[target.key] if target.kind is not Kind.PAGE else ():
            counts[place.guide] = counts.get(place.guide, 0) + 1
    answer = []
    for document in project.documents:
        guide = document.guide
        owner = project.people.people.get(guide.owner or "")
        answer.append(
            GuideSummary(
                id=document.id,
                title=guide.title,
                path=document.path,
                owner=owner.name if owner else (guide.owner or ""),
                email=(owner.email or "") if owner else "",
                url=guide.url or "",
                language=guide.language,
                occurrences=counts.get(document.id, 0),
            )
        )
    return tuple(answer)


def build_view(
    run: Run,
    project: Project,
    plan: Plan,
    results: Sequence[Result],
    *,
    citations: Sequence[Cited] = (),
    problems: Sequence[Problem] = (),
    store: "Store | None" = None,
    scope: str = "",
) -> RunView:
    """Put the view together; with a store, beside what its previous complete run found.

    ``problems`` are guides that could not be read: what was found in them before is not called mended.
    """
    findings = sorted(
        (
            *check_static(project),
            *check_verdicts(project, results),
            *check_citations(project, citations),
        ),
        key=lambda found: (found.occurrence.span, found.code, found.message),
    )
    previous = store.previous(run, scope) if store else None
    before = store.findings_of(previous.id) if store and previous else ()
    gone = _gone([found for found, _ in before], findings, results, {problem.path for problem in problems})
    return RunView(
        run=run,
        guides=summaries(project, plan),
        results=tuple(results),
        findings=tuple(findings),
        previous=previous,
        known={found.fingerprint: first for found, first in before} if previous else None,
        gone=tuple(found for found in gone if found.phase != "citation" or is_settled(found, citations)),
        problems=tuple(problems),
        citations=tuple(citations),
        trend=store.trend(scope) if store else (),
    )


_SETTLED = (State.OK, State.MOVED, State.RESTRICTED)


def _gone(
    before: Sequence[Finding], findings: Sequence[Finding], results: Sequence[Result], unread: set[str]
) -> tuple[Finding, ...]:
    """Tell which findings no longer hold. That nothing was seen of a link tonight does not mend it."""
    present = {found.fingerprint for found in findings}
    states = {result.target.key: result.verdict.state for result in results}
    pages = {result.target.key: result.landing for result in results}

    def settled(found: Finding) -> bool:
        key = found.occurrence.target_key
        if found.name != "landing-page" or key not in pages:
            return states.get(key, State.OK) in _SETTLED
        page = pages[key]
        return page is not None and page.state in _SETTLED

    return tuple(
        found
        for found in before
        if found.fingerprint not in present
        and found.occurrence.span.path not in unread
        and (found.phase == "static" or settled(found))
    )
