"""Words for verdicts: what happened to this target, and what to do, from the one table of reasons."""

from guidewarden.model import REASONS
from guidewarden.rules.rule import VerdictContext


def report(context: VerdictContext, what: str) -> str:
    """Say in a sentence or two what happened: “The minutes” leads nowhere: the site says… (its details)."""
    verdict = context.result.verdict
    reason = REASONS.get(verdict.reason)
    place = context.occurrence
    name = f"“{place.label}”" if place.label else (place.written or context.result.target.url)
    message = f"{name} {what}. {reason.words}" if reason else f"{name} {what}."
    return f"{message} ({verdict.detail.rstrip('.')})" if verdict.detail else message


def advice(context: VerdictContext) -> str | None:
    """Give the advice that belongs to the verdict's reason, with a replacement or a copy where one is known."""
    verdict = context.result.verdict
    reason = REASONS.get(verdict.reason)
    if verdict.replacement:
        return f"Use this address instead: {verdict.replacement}"
    general = reason.advice_in(verdict.state) if reason else None
    copy = context.result.copy
    if copy is None:
        return general
    return " ".join(filter(None, (general, f"An archived copy of {copy.taken:%Y-%m-%d}: {copy.url}")))
