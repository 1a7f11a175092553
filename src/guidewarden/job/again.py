"""A stored run, judged again: its evidence, today's rules and guides, and not one request."""

import asyncio

from msgspec.structs import replace

from guidewarden.job.checking import policy_of
from guidewarden.job.ignoring import Ignoring
from guidewarden.job.landing import with_landings
from guidewarden.job.night import JobRequest, completed
from guidewarden.job.view import build_view, judged
from guidewarden.judge.plausibility import doubt, survey, withheld
from guidewarden.model import Role, Run, RunState, RunView
from guidewarden.store import Store

_NOT_BELIEVED = "Too much failed at once that night to be believed."


async def view_again(request: JobRequest, store: Store, run: Run) -> RunView:
    """Give the view of a run of this request's scope, as today's rules see what was seen then.

    Of a run that went to its end, links that the guides have got since are left out. Nothing is asked, and nothing in
    the store changes. Raises `StoreError`.
    """
    offline = run.state is RunState.OFFLINE
    evidence = with_landings(request.plan.targets, store.evidence_of(run.id), offline=offline)
    whole = run.state in (RunState.COMPLETE, RunState.INCONCLUSIVE)
    targets = tuple(
        target
        for target in request.plan.targets
        if not whole or target.key in evidence or target.role is Role.OPAQUE
    )
    plan = replace(request.plan, targets=targets)
    ignoring = Ignoring(request.settings, request.project.today)
    results = judged(
        plan,
        evidence,
        store.past(run, (target.key for target in targets)),
        run.started,
        offline=offline,
        policy=policy_of(request.settings),
        ignoring=ignoring,
        ignored=store.ignored(ignoring.marks),
    )
    why = ""
    if run.state is RunState.INCONCLUSIVE:
        why = doubt(survey(results, run.started), controls=None) or _NOT_BELIEVED
        results = withheld(results, run.started)
    request = replace(request, plan=plan)
    results, cited = await completed(results, request, store, online=False, stop=asyncio.Event())
    return build_view(
        run,
        request.project,
        plan,
        results,
        citations=cited,
        problems=request.problems,
        store=store,
        scope=request.scope,
        doubt=why,
    )
