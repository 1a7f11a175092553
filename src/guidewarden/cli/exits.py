"""Exit codes: a contract with schedulers and CI."""

from enum import IntEnum

from guidewarden.model import Finding, RunState, RunView, Severity, State


class Exit(IntEnum):
    """What the program's end means."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    NOTHING = 4


FAIL_ON = ("error", "warning", "info", "never")


_INDEFINITE = (State.FAILING, State.BLOCKED, State.UNVERIFIABLE, State.SKIPPED)


def definite(view: RunView) -> tuple[Finding, ...]:
    """Give the findings that may stop a pull request: nobody accepted them, and no doubtful verdict is behind them."""
    states = {result.target.key: result.verdict.state for result in view.results}
    return tuple(
        found
        for found in view.counting
        if found.phase != "verdict" or states.get(found.occurrence.target_key) not in _INDEFINITE
    )


def exit_for(findings: list[Finding] | tuple[Finding, ...], fail_on: str) -> Exit:
    """Give `Exit.FINDINGS` when a finding is at or above the asked-for severity."""
    if fail_on == "never":
        return Exit.CLEAN
    least = Severity(fail_on).rank
    return Exit.FINDINGS if any(found.severity.rank >= least for found in findings) else Exit.CLEAN


def exit_of_run(state: RunState, findings: tuple[Finding, ...], fail_on: str, *, unreadable: bool) -> Exit:
    """Rank what a run came to: an unreadable guide, then an incomplete run, then findings."""
    if unreadable:
        return Exit.USAGE
    if state is not RunState.COMPLETE:
        return Exit.INCOMPLETE
    return exit_for(findings, fail_on)
