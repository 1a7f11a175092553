"""How topics, states and kinds of rows are called in the HTML report."""

from dataclasses import dataclass

from guidewarden.model import RunView, State
from guidewarden.report.digest import Digest, Topic
from guidewarden.report.words import STATE_WORDS

KINDS = {
    "broken": "Broken",
    "fixed": "Fixed",
    "failing": "Watching",
    "moved": "Moved",
    "note": "Notes",
    "blocked": "Check by hand",
    "unverifiable": "Could not check",
}
"""Kinds of rows a reader can show or hide, with their words."""


@dataclass(frozen=True, slots=True)
class TopicText:
    """A topic's heading, one sentence about it ("" for none), its icon, and whether it starts folded."""

    id: str
    title: str
    intro: str
    icon: str
    folded: bool = False


_TEXTS = {
    Topic.NEW: TopicText(
        "new", "New since last run", "Broken now, and not broken the time before.", "broken"
    ),
    Topic.STILL: TopicText("still", "Still broken", "", "broken"),
    Topic.FIXED: TopicText("fixed", "Fixed since last run", "Nothing to do here.", "fixed"),
    Topic.WATCHING: TopicText(
        "watching",
        "Watching",
        "These did not work this time in a way that often heals. Nothing to do yet: guidewarden tries again every "
        "night, and a link becomes broken after 3 failures over 3 days.",
        "failing",
    ),
    Topic.MOVED: TopicText(
        "moved", "Moved", "These still open, but their address has changed for good.", "moved"
    ),
    Topic.CITATIONS: TopicText("citations", "Citations and DOIs", "", "cite"),
    Topic.MARKUP: TopicText(
        "markup", "Markup and browsers", "Leftovers of Internet Explorer and of old markup.", "code"
    ),
    Topic.ACCESSIBILITY: TopicText(
        "accessibility", "Accessibility", "What stands in the way of some readers.", "person"
    ),
    Topic.POLICY: TopicText("policy", "Guide policy and link hygiene", "", "list"),
    Topic.BY_HAND: TopicText(
        "by-hand",
        "Check by hand",
        "These sites turn robots away; that says nothing about readers. Open each link yourself once; if it works "
        "for you, leave it as it is.",
        "blocked",
        folded=True,
    ),
    Topic.UNKNOWN: TopicText(
        "unknown",
        "Could not check",
        "There is no evidence either way: these are not called broken, and not called fine.",
        "unverifiable",
    ),
    Topic.UNREACHED: TopicText("unreached", "Not checked in this run", "", "unverifiable", folded=True),
    Topic.FINE: TopicText("fine", "Fine, behind a login, or skipped", "", "ok", folded=True),
}


def topic_text(topic: Topic, *, first_run: bool) -> TopicText:
    """Give a topic's texts; without an earlier run nothing is new, so what is broken is just that."""
    if topic is Topic.NEW and first_run:
        return TopicText("new", "Broken", "", "broken")
    return _TEXTS[topic]


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the summary strip: ``anchor`` is the section it leads to, "" when there is none."""

    icon: str
    word: str
    number: int
    anchor: str


def strip(view: RunView, sorted_run: Digest, notes: int) -> list[Count]:
    """Give the counts at the top: every state, and the findings of the text."""
    present = [section.topic for section in sorted_run.sections]
    present += [topic for topic, found in _tables(sorted_run) if found]
    counts = [
        Count(state.value, word, view.counts[state], _anchor(_HOMES[state], present))
        for state, word in STATE_WORDS.items()
    ]
    texts = (Topic.CITATIONS, Topic.MARKUP, Topic.ACCESSIBILITY, Topic.POLICY)
    return [*counts, Count("note", "notes on the text", notes, _anchor(texts, present))]


_HOMES = {
    State.BROKEN: (Topic.NEW, Topic.STILL),
    State.FAILING: (Topic.WATCHING,),
    State.MOVED: (Topic.MOVED,),
    State.BLOCKED: (Topic.BY_HAND,),
    State.UNVERIFIABLE: (Topic.UNKNOWN, Topic.UNREACHED),
    State.RESTRICTED: (Topic.FINE,),
    State.SKIPPED: (Topic.FINE,),
    State.OK: (Topic.FINE,),
}


def _tables(sorted_run: Digest) -> tuple[tuple[Topic, int], ...]:
    return (Topic.UNREACHED, len(sorted_run.unreached)), (Topic.FINE, len(sorted_run.fine))


def _anchor(homes: tuple[Topic, ...], present: list[Topic]) -> str:
    return next((home.value for home in homes if home in present), "")
