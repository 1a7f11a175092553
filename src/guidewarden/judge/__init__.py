"""The judge: evidence and history in, a verdict out. Pure; knows no network, no guide, no database."""

import datetime as dt
from collections.abc import Sequence
from enum import Enum, auto
from typing import assert_never

from guidewarden.judge.dois import opinion_of_doi
from guidewarden.judge.doubts import wanted_control
from guidewarden.judge.history import Policy, with_history
from guidewarden.judge.ignores import applies, with_ignore
from guidewarden.judge.landing import landing_opinion
from guidewarden.judge.links import GONE, opinion_of_link
from guidewarden.judge.opinion import NETWORK_FAILURES, Opinion
from guidewarden.judge.wrappers import opinion_of_admission, opinion_of_proxy
from guidewarden.model import Evidence, Kind, PastVerdict, Role, State, Target, Verdict

__all__ = [
    "FollowUp", "Opinion", "Policy", "applies", "follow_up", "judge", "landing_opinion", "saw_network_failure", "with_ignore",
]  # fmt: skip


class FollowUp(Enum):
    """What would make the evidence complete."""

    DONE = auto()
    RETRY = auto()
    SIBLING = auto()
    COUSIN = auto()
    FRONT = auto()


def opinion_of(target: Target, evidence: Evidence, policy: Policy) -> Opinion:
    """Give tonight's opinion, before history is asked."""
    match target.role:
        case Role.SOURCE:
            if target.kind is Kind.DOI:
                return opinion_of_doi(target, evidence)
            return opinion_of_link(evidence, policy.hosts)
        case Role.GUESS:
            opinion = opinion_of_link(evidence, policy.hosts)
            wrong = opinion.state in (State.BROKEN, State.FAILING)
            return Opinion(State.UNVERIFIABLE, "proxy-host-guessed", opinion.detail) if wrong else opinion
        case Role.OPAQUE:
            return Opinion(State.UNVERIFIABLE, "opaque-proxy")
        case Role.PROXY:
            return opinion_of_proxy(target, evidence, policy.hosts)
        case Role.ADMISSION:
            return opinion_of_admission(evidence, policy.hosts)
        case _:
            assert_never(target.role)


def saw_network_failure(evidence: Evidence) -> bool:
    """Tell whether the last attempt failed in a way that a machine without internet would see."""
    attempt = evidence.last
    return attempt is not None and attempt.failure is not None and attempt.failure.kind in NETWORK_FAILURES


def follow_up(target: Target, evidence: Evidence, retries: int, policy: Policy | None = None) -> FollowUp:
    """Tell what to ask next: the same again (trouble that may heal, a first 404), a control, or nothing.

    ``retries`` bounds the further tries for what may heal; a 404 is always asked twice.
    """
    if target.role in (Role.OPAQUE, Role.ADMISSION):
        # A proxy that does not answer is asked again once, not for every host behind it.
        return FollowUp.DONE
    policy = policy or Policy()
    if target.role is Role.PROXY and opinion_of(target, evidence, policy).state is State.RESTRICTED:
        return FollowUp.DONE
    control = wanted_control(evidence) if target.kind is not Kind.DOI else None
    if control is not None:
        return FollowUp[control.name]
    tries = len(evidence.attempts)
    opinion = opinion_of(target, evidence, policy)
    if opinion.reason in ("not-found", "gone"):
        times = sum(attempt.status in GONE for attempt in evidence.attempts)
        return FollowUp.RETRY if times < 2 else FollowUp.DONE
    may_heal = opinion.state is State.FAILING or opinion.reason in (
        "rate-limited",
        "registry-no-answer",
        "dns-no-such-host",
    )
    return FollowUp.RETRY if may_heal and tries <= retries and evidence.sibling is None else FollowUp.DONE


def judge(
    target: Target,
    evidence: Evidence | None,
    past: Sequence[PastVerdict],
    now: dt.datetime,
    *,
    offline: bool = False,
    unasked: str = "interrupted",
    policy: Policy | None = None,
) -> Verdict:
    """Judge a target. ``past`` is newest first; ``now`` is when the run began (UTC).

    ``offline`` says that this machine had no internet by the end of the run: then what failed by the
    network is unverifiable. Evidence of None means that this target was not asked, for the reason ``unasked``.
    """
    policy = policy or Policy()
    if target.role is Role.OPAQUE:
        opinion = Opinion(State.UNVERIFIABLE, "opaque-proxy")
    elif evidence is None:
        opinion = Opinion(State.UNVERIFIABLE, "offline" if offline else unasked)
    elif offline and saw_network_failure(evidence):
        failure = evidence.attempts[-1].failure
        opinion = Opinion(State.UNVERIFIABLE, "offline", failure.message if failure else "")
    else:
        opinion = opinion_of(target, evidence, policy)
    return with_history(opinion, past, now, policy)
