"""Checking the targets of a plan: steps, follow-ups, and whether this machine is online at all."""

import asyncio
import datetime as dt
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field

from guidewarden.check import Checker, NetworkChecker
from guidewarden.check.headers import retry_after
from guidewarden.check.resolver import Lookup, system_lookup
from guidewarden.engine import LONGEST_RETRY_AFTER, RETRY_AFTER, Again, HostBudgets, run_checks
from guidewarden.job.landing import landing_targets, with_landings
from guidewarden.judge import FollowUp, Policy, follow_up, saw_network_failure
from guidewarden.model import Attempt, ErrorKind, Evidence, HostTable, Settings, Target
from guidewarden.plan.urls import host_of


class Observer(Protocol):
    """Watches a run, to show progress. Called from the thread that runs the job."""

    def started(self, total: int, already: int) -> None:
        """Tell how many targets there are, and how many an earlier, interrupted try has done."""

    def checked(self, evidence: Evidence) -> None:
        """Tell that a target's evidence is complete and kept."""

    def finished(self) -> None:
        """Tell that checking is over."""


class Checked(Struct, frozen=True):
    """What checking brought: evidence by target key, and whether it went to its end and was online.

    ``spent`` says that the run's own time was up before its end.
    """

    evidence: Mapping[str, Evidence]
    complete: bool
    offline: bool
    spent: bool = False

    @property
    def unasked(self) -> str:
        """The reason why targets without evidence were not asked."""
        return "offline" if self.offline else "budget-spent" if self.spent else "interrupted"


class _Connectivity(Struct):
    """Watches for a machine without internet: asks the control addresses at the first sign of it.

    While nothing at all has answered, the first failure of the network is taken as a sign. When the
    controls do not answer either, ``offline`` is set and the run ends early instead of timing out link
    by link. ``silent`` tells that the network has failed since the last answer, from whichever site.
    """

    ask: Callable[[], Awaitable[bool]]
    stop: asyncio.Event
    silent: bool = False
    answered: bool = False
    offline: bool = False
    _asked: asyncio.Lock = field(default_factory=asyncio.Lock)
    _online: bool | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the internet may be lost: nothing answered since the last failure, or no control did when asked."""
        return self.silent or self._online is False

    async def note(self, evidence: Evidence) -> None:
        attempt = evidence.last
        if attempt is not None and attempt.status is not None:
            self.answered = True
            self.silent = False
        if not saw_network_failure(evidence):
            return
        # A connection that was made and then broke off shows that the line is there.
        self.silent = self.silent or attempt is None or _kind(attempt) is not ErrorKind.RESET
        if self.answered:
            return
        async with self._asked:
            if self._online is None:
                self._online = await self.ask()
            if not self._online and not self.answered:
                self.offline = True
                self.stop.set()


def _kind(attempt: Attempt) -> ErrorKind | None:
    return attempt.failure.kind if attempt.failure else None


def policy_of(settings: Settings) -> Policy:
    """Give what the judge should know of the settings."""
    return Policy(hosts=HostTable(settings.hosts))


async def check_targets(
    targets: Sequence[Target],
    earlier: Mapping[str, Evidence],
    settings: Settings,
    *,
    keep: Callable[[Evidence], Awaitable[None]] | None = None,
    observer: Observer,
    stop: asyncio.Event,
    clock: Callable[[], dt.datetime],
    environ: Mapping[str, str] = os.environ,
    lookup: Lookup = system_lookup,
) -> Checked:
    """Check every target that ``earlier`` has no evidence for, keeping each evidence as it comes.

    What ``keep`` has not kept counts as not checked; while it waits, the other links are asked.
    Then the pages that registered DOIs lead to are looked at; what was seen of them is kept under keys of their own.
    ``stop`` ends the run early but cleanly; ``environ`` names certificate authorities and proxies;
    ``lookup`` resolves names. Raises InputError, before anything is asked, when the environment lacks what
    the settings need.
    """
    seen = {target.key: earlier[target.key] for target in targets if target.key in earlier}
    pages = {key: evidence for key, evidence in earlier.items() if key not in seen}
    missing = [target for target in targets if target.key not in seen]
    budgets = HostBudgets(settings.pace, time.monotonic, settings.hosts)
    policy = policy_of(settings)
    checker = NetworkChecker(settings, budgets, clock, environ=environ, lookup=lookup)
    connectivity = _Connectivity(checker.online, stop, silent=any(map(saw_network_failure, seen.values())))
    observer.started(len(targets), len(seen))

    def done(evidence: Evidence) -> None:
        seen[evidence.target_key] = evidence
        observer.checked(evidence)

    spent = asyncio.Event()

    def time_is_up() -> None:
        spent.set()
        stop.set()

    def landed(evidence: Evidence) -> None:
        pages[evidence.target_key] = evidence

    steps = _steps(checker, budgets, connectivity, settings.network.retries, policy)

    async def step(target: Target, before: Evidence | None) -> tuple[Evidence, Again | None]:
        evidence, again = await steps(target, before)
        if again is None and keep is not None:
            await keep(evidence)
        return evidence, again

    async def check_all(some: Sequence[Target], then: Callable[[Evidence], None]) -> None:
        await run_checks(
            some,
            step,
            then,
            # Fewer workers than twice what a host's budget allows would not use it up: pages are read and judged
            # a moment after they came, when the next request should be on its way.
            workers_per_host=2
            * max([settings.pace.concurrency, *(host.concurrency or 1 for host in settings.hosts.values())]),
            stop=stop,
            grace=settings.network.timeout,
        )

    timer = asyncio.get_running_loop().call_later(settings.pace.minutes * 60, time_is_up)
    try:
        await check_all(missing, done)
        if settings.citations.landing:
            await check_all(landing_targets(targets, {**pages, **seen}), landed)
        offline = connectivity.offline or (connectivity.doubtful and not await checker.online())
    finally:
        timer.cancel()
        await checker.aclose()
        observer.finished()
    evidence = with_landings(targets, {**pages, **seen}, offline=offline)
    return Checked(evidence, complete=len(seen) == len(targets), offline=offline, spent=spent.is_set())


def _steps(
    checker: Checker, budgets: HostBudgets, connectivity: _Connectivity, retries: int, policy: Policy
) -> Callable[[Target, Evidence | None], Awaitable[tuple[Evidence, Again | None]]]:
    controls = {
        FollowUp.SIBLING: checker.probe_sibling,
        FollowUp.COUSIN: checker.probe_cousin,
        FollowUp.FRONT: checker.probe_front,
    }

    async def probe(target: Target, evidence: Evidence) -> Evidence:
        """Ask for one control after the other, as long as there are doubts that one may settle."""
        while (ask := controls.get(follow_up(target, evidence, retries, policy))) is not None:
            before = evidence
            evidence = await ask(target, before)
            _adapt(budgets, evidence.front or evidence.cousin or evidence.sibling)
            if evidence == before:
                break
        return evidence

    async def step(target: Target, earlier: Evidence | None) -> tuple[Evidence, Again | None]:
        if earlier is not None and follow_up(target, earlier, retries, policy) in controls:
            return await probe(target, earlier), None
        evidence = await checker.check(target, earlier)
        await connectivity.note(evidence)
        _adapt(budgets, evidence.last)
        wanted = follow_up(target, evidence, retries, policy)
        if wanted in controls:
            # Some sites shut out whoever asks for made-up addresses: no other link may suffer by that.
            return evidence, Again(last=True)
        return evidence, Again(_retry_after(evidence.last)) if wanted is FollowUp.RETRY else None

    return step


def _adapt(budgets: HostBudgets, attempt: Attempt | None) -> None:
    """Slow down for a host that asks for it: all that waits for it waits, not this one target alone."""
    if attempt is None or attempt.status is None:
        return
    last = attempt.hops[-1]
    if attempt.status == 429 or (attempt.status == 503 and "retry-after" in last.headers):
        budgets.back_off(host_of(last.url), min(_retry_after(attempt), LONGEST_RETRY_AFTER))
    elif budgets.slowed:
        budgets.went_well(host_of(last.url))


def _retry_after(attempt: Attempt | None) -> float:
    """Give the seconds after which a server wants to be asked again, `RETRY_AFTER` at least."""
    if attempt is None or not attempt.hops:
        return RETRY_AFTER
    wanted = retry_after(attempt.hops[-1].headers.get("retry-after", ""), attempt.started)
    return max(RETRY_AFTER, wanted or 0.0)
