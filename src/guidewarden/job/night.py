"""One run from its first link to its view, resuming what an interrupted one left."""

import asyncio
import datetime as dt
import logging
import os
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from guidewarden.job.checking import Checked, Observer, check_targets, policy_of
from guidewarden.job.citing import cited_works
from guidewarden.job.copies import with_copies
from guidewarden.job.ignoring import Ignoring
from guidewarden.job.keeping import Keeper
from guidewarden.job.plausible import believed
from guidewarden.job.records import with_records
from guidewarden.job.view import build_view, judged
from guidewarden.model import Cited, Evidence, Problem, Result, Run, RunState, RunView, Settings, SourceText
from guidewarden.plan import Plan, extract, make_plan
from guidewarden.rules import Project
from guidewarden.store import Forgetful, Judged, Store, StoreError

_log = logging.getLogger(__name__)


class JobRequest(Struct, frozen=True):
    """What to run: the guides, the targets, and the scope that history is compared within.

    ``now`` is the time (UTC) of the run's start, ``clock`` gives it as it goes on; ``environ`` names
    certificate authorities and proxies. ``only_added`` tells that the plan holds a part of the guides' links, and that
    nothing else is spoken of. ``seen`` is evidence that need not be gathered again, by target key; ``lists`` are the
    texts of lists of links, by path.
    """

    project: Project
    plan: Plan
    scope: str
    now: dt.datetime
    clock: Callable[[], dt.datetime]
    problems: Sequence[Problem] = ()
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    only_added: bool = False
    seen: Mapping[str, Evidence] = field(default_factory=dict)
    lists: Mapping[str, SourceText] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """The project's settings."""
        return self.project.settings


class Night(Struct, frozen=True):
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
    earlier = {**request.seen, **(store.evidence_of(run.id) if resumed else {})}
    _log_start(run, request.plan, earlier, resumed=resumed)
    checked = await check_targets(
        request.plan.targets,
        earlier,
        request.settings,
        keep=None if isinstance(store, Forgetful) else Keeper(store, run.id).keep,
        observer=observer,
        stop=stop,
        clock=request.clock,
        environ=request.environ,
    )
    ignoring = Ignoring(request.settings, request.project.today)
    results, doubt = _judged(run, request, checked, store, ignoring), ""
    if not checked.offline:
        results, doubt = await believed(
            results, run, request.settings, clock=request.clock, environ=request.environ
        )
    results, cited = await completed(results, request, store, online=not checked.offline, stop=stop)
    ended = replace(run, finished=request.clock(), state=_state(checked, doubt))
    view = build_view(
        ended,
        request.project,
        request.plan,
        results,
        citations=cited,
        problems=request.problems,
        store=store,
        scope=request.scope,
        doubt=doubt,
        only_links=request.only_added,
        whole_plan=not request.only_added and ended.state is RunState.COMPLETE,
        lists=request.lists,
    )
    publish(view)
    store.finish(
        ended,
        [_kept(result, run) for result in view.results],
        view.findings,
        view.known or {},
        ignoring.standings(view.results),
    )
    # The night is done: that old ones could not be cleared away must not undo it, and the next night tries again.
    try:
        store.prune(request.now, request.settings.retention)
    except StoreError as error:
        _log.warning("what is old was not cleared away: %s", error, extra={"facts": {"event": "not-pruned"}})
    _log_end(view)
    return Night(view, resumed=sum(target.key in earlier for target in request.plan.targets))


async def completed(
    results: tuple[Result, ...], request: JobRequest, store: Store, *, online: bool, stop: asyncio.Event
) -> tuple[tuple[Result, ...], tuple[Cited, ...]]:
    """Give judged results with the archive's copies, and the cited works beside their records.

    What the store does not hold is asked for only when ``online``. Raises `StoreError`.
    """
    results = await with_copies(
        results,
        request.project,
        store,
        online=online,
        stop=stop,
        clock=request.clock,
        environ=request.environ,
    )
    found = await with_records(
        results,
        request.project,
        store,
        online=online,
        stop=stop,
        clock=request.clock,
        environ=request.environ,
    )
    return results, cited_works(request.project, request.plan, found.records, found.candidates)


def _kept(result: Result, run: Run) -> Judged:
    evidence = result.evidence
    last = evidence.last if evidence else None
    return Judged(
        result.target.key,
        evidence.started if evidence else run.started,
        result.verdict,
        last.status if last else None,
    )


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


def _state(checked: Checked, doubt: str) -> RunState:
    if checked.offline:
        return RunState.OFFLINE
    if not checked.complete:
        return RunState.INTERRUPTED
    return RunState.INCONCLUSIVE if doubt else RunState.COMPLETE


def _log_start(run: Run, plan: Plan, earlier: Mapping[str, Evidence], *, resumed: bool) -> None:
    facts = {
        "event": "run-resumed" if resumed else "run-begun",
        "run": run.id,
        "targets": len(plan.targets),
        "already": sum(target.key in earlier for target in plan.targets),
    }
    words = "an interrupted run is taken up" if resumed else "a run begins"
    _log.info("%s: %d links and DOIs, %d of them checked already", words, facts["targets"], facts["already"], extra={"facts": facts})  # fmt: skip


def _log_end(view: RunView) -> None:
    counts = {state.value: number for state, number in view.counts.items() if number}
    facts = {"event": "run-ended", "run": view.run.id, "state": view.run.state.value, "counts": counts}
    words = ", ".join(f"{number} {state}" for state, number in counts.items()) or "nothing to check"
    _log.info("the run is over, %s: %s", view.run.state, words, extra={"facts": facts})
