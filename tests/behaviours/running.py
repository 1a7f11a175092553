"""The real job on the web of behaviours: plan, check over real sockets, judge."""

import asyncio
import datetime as dt
import socket
from dataclasses import dataclass

from behaviours.model import Behaviour
from behaviours.web import BehaviourWeb
from guidewarden.job.checking import check_targets
from guidewarden.judge import judge
from guidewarden.model import Evidence, Settings, SourceText, State, Target, Verdict
from guidewarden.plan import Found, make_plan, read_list


@dataclass(frozen=True)
class Judged:
    """What was judged of one behaviour, and of what."""

    behaviour: Behaviour
    target: Target
    evidence: Evidence
    verdict: Verdict

    @property
    def false_alarm(self) -> bool:
        """Whether it was called gone, and is not."""
        return self.behaviour.false_alarm(self.verdict.state)

    @property
    def missed(self) -> bool:
        """Whether it was called fine, and is gone."""
        return self.behaviour.missed(self.verdict.state)

    @property
    def wrong(self) -> bool:
        """Whether it was judged otherwise than it is."""
        return self.behaviour.wrong(self.verdict.state)

    def __str__(self) -> str:
        """Tell in a few lines what was expected and what was seen."""
        last = self.evidence.last
        seen = f"{[hop.status for hop in last.hops]} {last.failure or last.page}" if last else "nothing"
        wanted = ", ".join(sorted(self.behaviour.states))
        return (
            f"{self.behaviour.name} is {self.behaviour.truth} ({wanted}), judged {self.verdict.state} "
            f"({self.verdict.reason}): {self.target.url}\n  {self.behaviour.note}\n  {seen[:600]}"
        )


def judge_web(web: BehaviourWeb, timeout: float, retries: int = 1) -> list[Judged]:
    """Check all addresses of an open web in one run, without history, and judge each.

    ``timeout`` is seconds, as in the settings. Raises ValueError when the run did not get to its end.
    """
    urls = web.urls()
    found, problems = read_list(SourceText("behaviours.txt", "\n".join(urls)), ".txt")
    if problems:
        raise ValueError(f"not an address: {problems}")
    settings = Settings.model_validate(
        {
            "network": {"timeout": timeout, "retries": retries, **web.network()},
            "pace": {"concurrency": 4, "per_second": 1000, "total": 32},
        }
    )
    evidence = asyncio.run(_check(web, make_plan(found).targets, settings))
    now = _now()
    return [_worst(item, urls[item.occurrence.written], evidence, now) for item in found]


def _worst(item: Found, behaviour: Behaviour, evidence: dict[str, Evidence], now: dt.datetime) -> Judged:
    """Judge a link: where it leads through a proxy, what is wrong with the proxy is wrong with the link."""
    targets = [*(wrapper.target for wrapper in item.wrappers), item.target]
    judged = [
        Judged(behaviour, target, evidence[target.key], judge(target, evidence[target.key], (), now))
        for target in targets
    ]
    trouble = (State.BROKEN, State.FAILING)
    return next((each for each in judged if each.verdict.state in trouble), judged[-1])


class _Quiet:
    """Watches without a word."""

    def started(self, total: int, already: int) -> None: ...

    def checked(self, evidence: Evidence) -> None: ...

    def finished(self) -> None: ...


def _lookup(host: str) -> list[str]:
    raise socket.gaierror(socket.EAI_AGAIN, f"{host}: no name is looked up outside")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


async def _check(web: BehaviourWeb, targets: tuple[Target, ...], settings: Settings) -> dict[str, Evidence]:
    checked = await check_targets(
        targets,
        {},
        settings,
        observer=_Quiet(),
        stop=asyncio.Event(),
        clock=_now,
        environ={"SSL_CERT_FILE": str(web.ca_file)},
        lookup=_lookup,
    )
    if checked.offline or not checked.complete:
        raise ValueError("the run did not get to its end")
    return dict(checked.evidence)
