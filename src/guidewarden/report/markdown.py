"""A summary in Markdown for a mail, an issue or a chat: the first sentence, the numbers, and what needs somebody now.

Whatever an author or a site wrote stands in it as character references where it is not a letter or a digit, so that
nothing in it is markup, a link, a mention or an image.
"""

import re
from collections.abc import Iterator

from guidewarden.model import RunView
from guidewarden.report import headline
from guidewarden.report.catalogue import Words, words
from guidewarden.report.digest import Digest, Row, Topic, digest
from guidewarden.report.words import STATE_WORDS, address, one_line, replacement

MOST = 20
"""How many rows of a topic are listed; the rest is counted."""

_TOPICS = (Topic.NEW, Topic.STILL, Topic.FIXED, Topic.MOVED)
_SPECIAL = re.compile(r"[^\w ]|_")


def render(view: RunView, language: Words | None = None) -> str:
    """Give a finished run in a page of Markdown that ends in a line break."""
    speech = language or words()
    return "\n".join(_lines(view, digest(view), speech)) + "\n"


def _lines(view: RunView, sorted_run: Digest, speech: Words) -> Iterator[str]:
    title = speech.say("summary.title", collection=headline.collection(view, speech))
    yield from (f"# {_text(title)}", "", f"**{_text(headline.lead(view, sorted_run, speech))}**", "")
    if later := headline.then(view, sorted_run, speech):
        yield from (_text(later), "")
    for banner in headline.banners(view, speech):
        yield from (f"> **{_text(banner.title)}** {_text(banner.words)}", "")
    yield from (
        f"| {_text(speech.say('summary.state'))} | {_text(speech.say('summary.links'))} |",
        "|---|---:|",
    )
    for state in STATE_WORDS:
        yield f"| {_text(speech.state(state))} | {_text(speech.number(view.counts[state]))} |"
    for topic in _TOPICS:
        section = sorted_run.section(topic)
        rows = list(section.rows) if section else []
        yield from _section(topic, rows, sorted_run, view, speech)
    yield from _section(Topic.CITATIONS, list(sorted_run.pressing), sorted_run, view, speech)


def _section(
    topic: Topic, rows: list[Row], sorted_run: Digest, view: RunView, speech: Words
) -> Iterator[str]:
    if not rows:
        return
    first = topic is Topic.NEW and view.previous is None
    title = speech.say("topic.first" if first else f"topic.{topic}")
    yield from ("", f"## {_text(title)} ({_text(speech.number(len(rows)))})", "")
    for row in rows[:MOST]:
        yield f"- {_row(row, speech)}"
        for place in row.listed[:MOST]:
            where = f"{place.span.path}:{place.span.line}"
            title = sorted_run.guide(place.guide).title
            yield f"  - {_text(speech.say('summary.place', guide=title, where=where))}"
    if len(rows) > MOST:
        yield f"- {_text(speech.say('summary.more', n=speech.number(len(rows) - MOST)))}"


def _row(row: Row, speech: Words) -> str:
    if row.result is None:
        return f"**{_text(speech.said(row.findings[0].code, row.findings[0].message).text)}**"
    label = next((place.label for place in row.occurrences if place.label), speech.say("row.no_label"))
    said = f"**{_text(label)}** {_text(address(row.result))}: {_text(speech.why(row.result.verdict))}"
    new = replacement(row.result)
    return f"{said} {_text(speech.say('summary.use', address=new))}" if new else said


def _text(value: str) -> str:
    """Write a text so that Markdown and HTML see nothing but text in it, in one line."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", one_line(value))
