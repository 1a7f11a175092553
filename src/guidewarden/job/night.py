"""One run from its first link to its view, resuming what an interrupted one left."""

import asyncio
import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guidewarden.job.checking import Checked, Observer, check_targets, policy_of
from guidewarden.job.citing import cited_works
from guidewarden.job.copies import with_copies
from guidewarden.job.ignoring import Ignoring
from guidewarden.job.records import with_records
from guidewarden.job.view import build_view, judged
from guidewarden.model import Problem, Result, Run, RunState, RunView, Settings
from guidewarden.plan import Plan, extract, make_plan
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
    scope: str
    now: dt.datetime
    clock: Callable[[], dt.datetime]
    problems: Sequence[Problem] = ()
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def settings(self) -> Settings:
        """The project's settings."""
        return self.project.settings


@dataclass(frozen=True, slots=True)
class Night:
    """What a run came to: the view, and how many targets an earlier try had done already."""

    view: RunView
    resumed: int


def plan_of(project: Project) -> Plan:
    """Plan the check of everything that a project's guides lead to."""
    proxy = project.settings.proxy
    return make_plan(found for document in project.documents for found in extract(document, proxy))


async def run_job(
    request: JobRequest,
    store: Store,
    observer: Observer,
    stop: asyncio.Event,
    publish: Callable[[RunView], None] = lambda _: None,
) -> Night:
    """Run, keep and judge everything, and have the view published.

    The run is closed in the store only when ``publish`` has returned: killed before that, it is taken up
    again, asks nothing a second time, and is published as if nothing had happened. Raises `StoreError` when
    the store fails, and what ``publish`` raises; checks made are kept.
    """
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
    ignoring = Ignoring(request.settings, request.project.today)
    results = await with_copies(
        _judged(run, request, checked, store, ignoring),
        request.project,
        store,
        online=not checked.offline,
        stop=stop,
        clock=request.clock,
        environ=request.environ,
    )
    found = await with_records(
        results,
        request.project,
        store,
        online=not checked.offline,
        stop=stop,
        clock=request.clock,
        environ=request.environ,
    )
    ended = replace(run, finished=request.clock(), state=_state(checked))
    view = build_view(
        ended,
        request.project,
        request.plan,
        results,
        citations=cited_works(request.project, request.plan, found.records, found.candidates),
        problems=request.problems,
        store=store,
        scope=request.scope,
    )
    publish(view)
    store.finish(
        ended,
        [
            (result.target.key, result.evidence.started if result.evidence else run.started, result.verdict)
            for result in view.results
        ],
        view.findings,
        view.known or {},
        ignoring.standings(view.results),
    )
    return Night(view, resumed=sum(target.key in earlier for target in request.plan.targets))


def _judged(
    run: Run, request: JobRequest, checked: Checked, store: Store, ignoring: Ignoring
) -> tuple[Result, ...]:
    return judged(
        request.plan,
        checked.evidence,
        store.past(run, (target.key for target in request.plan.targets)),
        run.started,
        offline=checked.offline,
        unasked=checked.unasked,
        policy=policy_of(request.settings),
        ignoring=ignoring,
        ignored=store.ignored(ignoring.marks),
    )


def _state(checked: Checked) -> RunState:
    if checked.offline:
        return RunState.OFFLINE
    return RunState.COMPLETE if checked.complete else RunState.INTERRUPTED
