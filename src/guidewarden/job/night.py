"""One run from its first link to its view, resuming what an interrupted one left."""

import asyncio
import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guidewarden.job.checking import Checked, Observer, check_targets
from guidewarden.job.view import build_view, judged
from guidewarden.model import Problem, Run, RunState, RunView, Settings
from guidewarden.plan import Plan
from guidewarden.rules import Project
from guidewarden.store import Store


@dataclass(frozen=True, slots=True)
class JobRequest:
    """What to run: the guides, the targets, and the scope that history is compared within.

    ``now`` is the time (UTC) of the run's start, ``clock`` gives it as it goes on; ``environ`` names
    certificate authorities and proxies.
    """

    project: Project
    plan: Plan
    settings: Settings
    scope: str
    now: dt.datetime
    clock: Callable[[], dt.datetime]
    problems: Sequence[Problem] = ()
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)


@dataclass(frozen=True, slots=True)
class Night:
    """What a run came to: the view, and how many targets an earlier try had done already."""

    view: RunView
    resumed: int


async def run_job(request: JobRequest, store: Store, observer: Observer, stop: asyncio.Event) -> Night:
    """Run, keep and judge everything. Raises `StoreError` when the store fails; checks made are kept."""
    run, resumed = store.begin(request.scope, request.now)
    earlier = store.evidence_of(run.id) if resumed else {}
    checked = await check_targets(
        request.plan.targets,
        earlier,
        request.settings,
        keep=lambda evidence: store.add_evidence(run.id, evidence),
        observer=observer,
        stop=stop,
        clock=request.clock,
        environ=request.environ,
    )
    ended = replace(run, finished=request.clock(), state=_state(checked))
    return Night(_close(ended, request, checked, store), resumed=len(earlier))


def _close(run: Run, request: JobRequest, checked: Checked, store: Store) -> RunView:
    plan = request.plan
    past = store.past(run, (target.key for target in plan.targets))
    results = judged(plan, checked.evidence, past, run.started, offline=checked.offline)
    view = build_view(
        run, request.project, plan, results, problems=request.problems, store=store, scope=request.scope
    )
    store.finish(
        run,
        [
            (result.target.key, result.evidence.started if result.evidence else run.started, result.verdict)
            for result in results
        ],
        view.findings,
        view.known or {},
    )
    return view


def _state(checked: Checked) -> RunState:
    if checked.offline:
        return RunState.OFFLINE
    return RunState.COMPLETE if checked.complete else RunState.INTERRUPTED
