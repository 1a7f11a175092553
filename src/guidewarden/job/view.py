"""From evidence to the view that reporters see: verdicts, findings, and what the run before said."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

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
    SourceText,
    Span,
    Standing,
    State,
    Target,
    Verdict,
)
from guidewarden.plan import Plan
from guidewarden.rules import Examined, Looked, Project, accept, check_citations, check_static, check_verdicts

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
    doubt: str = "",
    only_links: bool = False,
    whole_plan: bool = False,
    lists: Mapping[str, SourceText] | None = None,
    examined: Mapping[str, Examined] | None = None,
) -> RunView:
    """Put the view together; with a store, beside what its previous complete run found.

    ``problems`` are guides that could not be read: what was found in them before is not called mended.
    ``only_links`` leaves out what the text alone shows. ``whole_plan`` tells that the plan holds every link of the
    guides, and that all were asked. ``lists`` are texts beside the guides and pages that results stand in, by path.
    ``examined`` is what is known of single guides already, by their ids (see `guidewarden.rules.check_static`).
    """
    findings = sorted(
        (
            *(() if only_links else check_static(project, examined)),
            *check_verdicts(project, results),
            *check_citations(project, citations),
        ),
        key=_order,
    )
    accepted = accept(project, findings, Looked(not only_links, whole_plan, results, citations))
    previous = store.previous(run, scope) if store else None
    before = store.findings_of(previous.id) if store and previous else ()
    view = RunView(
        run=run,
        guides=summaries(project, plan),
        results=tuple(results),
        findings=tuple(sorted(accepted.findings, key=_order)),
        previous=previous,
        known={found.fingerprint: first for found, first in before} if previous else None,
        problems=tuple(problems),
        citations=tuple(citations),
        trend=store.trend(scope, before=run.started) if store else (),
        doubt=doubt,
        sources={
            **{document.path: document.source for document in project.documents},
            **{page.path: page for page in project.pages},
            **(lists or {}),
        },
        accepted=accepted.why,
        ignored=accepted.ignored,
    )
    return replace(view, gone=mended([found for found, _ in before], view))


def _order(found: Finding) -> tuple[Span, str, str]:
    return found.occurrence.span, found.code, found.message


def mended(before: Sequence[Finding], view: RunView) -> tuple[Finding, ...]:
    """Give the findings of earlier runs that certainly no longer hold, as far as this view can tell.

    That nothing was seen of a link or a record tonight does not mend it.
    """
    present = {found.fingerprint for found in (*view.findings, *view.ignored)}
    unread = {problem.path for problem in view.problems}
    results = {result.target.key: result for result in view.results}

    def settled(found: Finding) -> bool:
        if found.phase == "static":
            return True
        if found.phase == "citation" and not is_settled(found, view.citations):
            return False
        result = results.get(found.occurrence.target_key)
        if result is None:
            return True
        if found.name != "landing-page":
            return result.verdict.state in _SETTLED
        return result.landing is not None and result.landing.state in _SETTLED

    return tuple(
        found
        for found in before
        if found.fingerprint not in present and found.occurrence.span.path not in unread and settled(found)
    )


_SETTLED = (State.OK, State.MOVED, State.RESTRICTED)
