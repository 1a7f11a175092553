"""How topics, states and kinds of rows are called in the HTML report."""

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.model import RunView, State
from guidewarden.report.catalogue import Words
from guidewarden.report.digest import Digest, Topic
from guidewarden.report.words import STATE_WORDS

KINDS = ("broken", "fixed", "failing", "moved", "text", "blocked", "unverifiable")
"""Kinds of rows a reader can show alone; each has a word and an icon."""

STATES = tuple(STATE_WORDS)
"""The states in the order in which they need a reader."""

_ICONS = {
    Topic.NEW: "broken", Topic.STILL: "broken", Topic.FIXED: "fixed", Topic.WATCHING: "failing",
    Topic.MOVED: "moved", Topic.CITATIONS: "cite", Topic.MARKUP: "code", Topic.ACCESSIBILITY: "person",
    Topic.POLICY: "list", Topic.BY_HAND: "blocked", Topic.UNKNOWN: "unverifiable",
    Topic.UNREACHED: "unverifiable", Topic.FINE: "ok",
}  # fmt: skip
_FOLDED = (Topic.BY_HAND, Topic.UNREACHED, Topic.FINE)


class TopicText(Struct, frozen=True):
    """A topic's heading, one sentence about it ("" for none), its icon, and whether it starts folded."""

    id: str
    title: str
    intro: str
    icon: str
    folded: bool = False


def topic_text(topic: Topic, words: Words, *, first_run: bool) -> TopicText:
    """Give a topic's texts; without an earlier run nothing is new, so what is broken is just that."""
    if topic is Topic.NEW and first_run:
        return TopicText("new", words.say("topic.first"), "", "broken")
    intro = f"topic.{topic}_intro"
    return TopicText(
        topic.value,
        words.say(f"topic.{topic}"),
        words.say(intro) if intro in words.texts else "",
        _ICONS[topic],
        topic in _FOLDED,
    )


class Count(Struct, frozen=True):
    """One number of the summary strip: ``anchor`` is the section it leads to, "" when there is none."""

    icon: str
    word: str
    number: int
    anchor: str


def strip(view: RunView, sorted_run: Digest, notes: int, words: Words) -> list[Count]:
    """Give the counts at the top: every state, the citations to correct, and all findings on the text.

    A number is the sum of the headings of its sections, or its word says what else it counts: links fixed since the last run
    are fine, and stand in a section of their own.
    """
    present = [section.topic for section in sorted_run.sections]
    present += [topic for topic, found in _tables(sorted_run) if found]
    counts = [
        Count(state.value, words.state(state), view.counts[state], _anchor(_HOMES[state], present))
        for state in STATES
    ]
    fixed = sorted_run.section(Topic.FIXED)
    again = Counter(row.result.verdict.state for row in fixed.rows if row.result) if fixed else Counter()
    if again[State.OK]:
        counts[-1] = replace(counts[-1], word=words.count("count.fine_fixed", again[State.OK]))
    pressing = len(sorted_run.pressing)
    if pressing:
        counts.insert(
            1, Count("cite", words.form("count.citations", pressing), pressing, Topic.CITATIONS.value)
        )
    texts = (Topic.CITATIONS, Topic.MARKUP, Topic.ACCESSIBILITY, Topic.POLICY)
    return [*counts, Count("note", words.say("state.text"), notes, _anchor(texts, present))]


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
