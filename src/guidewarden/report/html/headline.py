"""The first words of the report: what needs whom, in one sentence."""

from dataclasses import dataclass

from guidewarden.model import RunState, RunView, State
from guidewarden.report.digest import Digest, Topic
from guidewarden.report.words import day, plural

_NOTES = (Topic.CITATIONS, Topic.MARKUP, Topic.ACCESSIBILITY, Topic.POLICY)


@dataclass(frozen=True, slots=True)
class Banner:
    """A plain warning about the run as a whole; ``lines`` are its particulars."""

    title: str
    words: str
    lines: tuple[str, ...] = ()


def collection(view: RunView) -> str:
    """Name what was checked: the titles of one or two guides, or how many guides."""
    if 1 <= len(view.guides) <= 2:
        return " and ".join(guide.title for guide in view.guides)
    return plural(len(view.guides), "research guide") if view.guides else "Links"


def notes(sorted_run: Digest) -> int:
    """Count the findings that come from the text alone or stand for themselves."""
    return sum(sorted_run.weight(topic) for topic in _NOTES)


def lead(view: RunView, sorted_run: Digest) -> str:
    """Say in one sentence how many links need the reader, how many are new, and how many are fine."""
    counts = view.counts
    broken, fine = counts[State.BROKEN], counts[State.OK]
    rest = f"{fine:,} {'is' if fine == 1 else 'are'} fine"
    if not view.results:
        return "No link was checked in this run."
    if broken:
        needs = f"{plural(broken, 'link')} {'needs' if broken == 1 else 'need'} you"
        return f"{needs}{_new(view, broken, sorted_run.weight(Topic.NEW))}; {rest}."
    if view.run.state is RunState.OFFLINE:
        return f"No link could be called broken or fine; {rest}." if fine else "No link could be checked."
    return f"No link needs you; {rest}."


def _new(view: RunView, broken: int, new: int) -> str:
    if view.previous is None:
        return ""
    before, now = view.previous.started, view.run.started
    since = f"since {day(before, now)}"
    if before.date() == now.date():
        since = f"since the run of {before:%H:%M} UTC"
    if broken == 1:
        return f", and it is new {since}" if new else f", not new {since}"
    amount = "none" if new == 0 else "all" if new == broken else f"{new:,}"
    return f", {amount} of them new {since}"


def then(view: RunView, sorted_run: Digest) -> str:
    """Say what else there is to do when there is time; "" when there is nothing."""
    moved, blocked = view.counts[State.MOVED], view.counts[State.BLOCKED]
    parts = (
        f"update {plural(moved, 'moved link')}" if moved else "",
        f"mend {plural(count, 'thing')} in the text" if (count := notes(sorted_run)) else "",
        f"open {plural(blocked, 'link')} by hand" if blocked else "",
    )
    todo = [part for part in parts if part]
    if not todo:
        return ""
    return f"When there is time: {' and '.join((', '.join(todo[:-1]), todo[-1])) if todo[1:] else todo[0]}."


def banners(view: RunView) -> list[Banner]:
    """Give the warnings that the run as a whole calls for: offline, partial, guides that cannot be read."""
    found = []
    if view.run.state is RunState.OFFLINE:
        found.append(
            Banner(
                "This machine had no internet.",
                "So nothing is called broken; the findings below come from the text alone. "
                "Run again when the machine is online.",
            )
        )
    elif view.run.state is not RunState.COMPLETE:
        found.append(
            Banner(
                "This report is partial: the run was stopped before its end.",
                "What stands here was checked; the rest is listed as not checked. "
                "Starting the run again checks only what is missing.",
            )
        )
    if view.problems:
        files = len({problem.path for problem in view.problems})
        found.append(
            Banner(
                f"{plural(files, 'file')} could not be read, in whole or in part.",
                "What cannot be read is not checked. Correct the text, then run again:",
                tuple(str(problem) for problem in view.problems),
            )
        )
    return found


def nothing_broken(view: RunView) -> str:
    """Say that nothing is to be fixed now, without calling fine what was not checked."""
    if view.run.state is RunState.COMPLETE and not view.problems:
        return "Nothing to fix now: no link is broken."
    return "Nothing is called broken; not everything could be checked this time."
