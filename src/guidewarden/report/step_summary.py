"""A summary in Markdown, for the page of a GitHub Actions run or anywhere else that shows GitHub's Markdown.

Whatever an author or a site wrote stands in it as character references where it is not a letter or a digit, so that
nothing in it is markup, a link, a mention or an image.
"""

import re
from collections.abc import Iterable, Iterator

from guidewarden.model import RunView, Severity
from guidewarden.report.entries import Entry, entries, gravest_first, shortfall
from guidewarden.report.words import SEVERITY_WORDS, STATE_WORDS, one_line, plural

LIMIT = 900_000
"""Bytes; GitHub shows nothing of a summary over 1 MiB."""

_SPECIAL = re.compile(r"[^\w ]|_", re.ASCII)
_ICONS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}


def render(view: RunView, *, title: str = "guidewarden", limit: int = LIMIT) -> str:
    """Give Markdown that ends in a line break and has at most about ``limit`` bytes; what is left out is counted."""
    every = entries(view)
    counting = [entry for entry in gravest_first(every) if entry.accepted is None]
    accepted = [entry for entry in every if entry.accepted is not None]
    head = [f"## {_text(title)}", "", _headline(counting, accepted), ""]
    head += _run(view)
    room = limit - len("\n".join(head).encode())
    rows, room = _within((_row(entry) for entry in counting), room)
    body = ["| | where | what is wrong | what to do |", "|---|---|---|---|", *rows] if counting else []
    if left := len(counting) - len(rows):
        body += ["", f"{plural(left, 'more finding')} of lower grade: there is room for no more."]
    known, _ = _within((_known(entry) for entry in accepted), room)
    if accepted:
        body += ["", f"<details><summary>{plural(len(accepted), 'accepted finding')}</summary>", "", *known]
        body += [f"- and {len(accepted) - len(known):,} more"] if len(known) < len(accepted) else []
        body += ["", "</details>"]
    return "\n".join((*head, *body)) + "\n"


def _within(lines: Iterable[str], room: int) -> tuple[list[str], int]:
    """Take as many lines as fit into so many bytes, and give what room is left."""
    kept = []
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            break
        kept.append(line)
    return kept, room


def _headline(counting: list[Entry], accepted: list[Entry]) -> str:
    parts = [
        plural(number, word)
        for severity, word in SEVERITY_WORDS.items()
        if (number := sum(entry.severity is severity for entry in counting))
    ]
    said = f"{', '.join(parts)}." if parts else "Nothing to mend."
    return f"{said} {plural(len(accepted), 'finding')} accepted." if accepted else said


def _run(view: RunView) -> Iterator[str]:
    if note := shortfall(view):
        yield from (f"**{_text(note)}**", "")
    if view.results:
        counts = view.counts
        states = [f"{counts[state]:,} {word}" for state, word in STATE_WORDS.items() if counts[state]]
        yield from (f"{plural(len(view.results), 'link')}: {', '.join(states)}.", "")


def _row(entry: Entry) -> str:
    where = f"<code>{_text(f'{entry.path}:{entry.line}')}</code>"
    what = f"**{_text(entry.code)}** {_text(entry.message)}"
    return f"| {_ICONS[entry.severity]} | {where} | {what} | {_text(entry.advice)} |"


def _known(entry: Entry) -> str:
    why = entry.accepted
    until = f", until {why.until}" if why and why.until else ""
    reason = f"{why.reason}{until}" if why else ""
    return f"- <code>{_text(f'{entry.path}:{entry.line}')}</code> **{_text(entry.code)}** {_text(entry.message)} ({_text(reason)})"


def _text(text: str) -> str:
    """Write a text so that Markdown shows it and nothing else; letters of other scripts stay as they are."""
    return _SPECIAL.sub(
        lambda found: found[0] if ord(found[0]) > 0x7F else f"&#{ord(found[0])};", one_line(text)
    )
