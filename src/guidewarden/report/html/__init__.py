"""The HTML report: one self-contained, accessible file that asks for nothing from outside.

Everything a reader must act on is in the HTML itself; script only adds search, filters, grouping, keys, copy buttons
and the tables of what is fine. A strict content security policy allows the one inline script and style by
their hashes and nothing else, and every value is escaped, so text from the web and from guides stays text.
"""

import itertools
from collections import Counter
from typing import Any

from msgspec.structs import replace

from guidewarden import __version__
from guidewarden.model import GuideSummary, RunView
from guidewarden.report import headline
from guidewarden.report.catalogue import Sentence, Words
from guidewarden.report.digest import Digest, Section, Topic, digest
from guidewarden.report.html import overview
from guidewarden.report.html.folding import GONE, Cluster, clusters
from guidewarden.report.html.kept import kept_mark
from guidewarden.report.html.pages import document
from guidewarden.report.html.rows import RowWriter
from guidewarden.report.html.tables import columns
from guidewarden.report.html.topics import KINDS, STATES, strip, topic_text
from guidewarden.report.html.trend import trend
from guidewarden.report.options import Options
from guidewarden.report.words import printable

FULL_ROWS = 250
"""How many rows carry all their evidence; at 10,000 links a report should stay under 2 MB."""

LONG_LIST = 200
"""From how many on the links to check by hand are a table that is drawn when opened."""

MANY_ROWS = 200
"""From how many rows on a browser lays out only the groups near the screen. (Row by row, the first press of Tab takes seconds.)"""


def render(view: RunView, options: Options | None = None) -> str:
    """Give the report of a finished run as one HTML document."""
    options = options or Options()
    return document("report.html.j2", options.words, _context(view, digest(view), options))


def _context(view: RunView, sorted_run: Digest, options: Options) -> dict[str, Any]:
    words = options.words
    writer = RowWriter(view, sorted_run, options)
    sections = _sections(writer, sorted_run)
    every = [row for section in sections for group in section["groups"] for row in group["rows"]]
    counted = {kind: sum(row.weight for row in every if row.kind == kind) for kind in KINDS}
    found_shared, number_shared = overview.shared(view, words)
    return {
        "view": view,
        "options": options,
        "mark": kept_mark(view, sorted_run),
        "version": __version__,
        "collection": headline.collection(view, words),
        "lead": headline.lead(view, sorted_run, words),
        "then": headline.then(view, sorted_run, words),
        "banners": headline.banners(view, words),
        "strip": strip(view, sorted_run, headline.notes(sorted_run), words),
        "nothing": headline.nothing_broken(view, sorted_run, words),
        "sections": sections,
        "many": len(every) > MANY_ROWS,
        "kinds": [(kind, words.say(f"state.{kind}"), number) for kind, number in counted.items() if number],
        "guides": view.guides,
        "guide_owners": sorted({guide.owner for guide in view.guides if guide.owner}),
        "lang": writer.lang,
        "tables": _tables(sorted_run, words),
        "script_words": _script_words(view, words),
        "codes": _codes(view, words),
        "trend": trend(view, STATES, words),
        "states": STATES,
        "largest": overview.largest(view, words),
        "slowest": overview.slowest(view, words),
        "ending": overview.ending(view, words),
        "shared": found_shared,
        "number_shared": number_shared,
    }


def _sections(writer: RowWriter, sorted_run: Digest) -> list[dict[str, Any]]:
    """Put the sections into words; rows late in a long report carry one line of evidence only."""
    counter = itertools.count()
    words, first = writer.options.words, writer.view.previous is None

    def texts(rows: Any) -> list[Any]:
        return [writer.text(row, full=next(counter) < FULL_ROWS) for row in rows]

    sections = []
    for section in sorted_run.sections:
        if _as_table(section):
            continue
        found, folded = clusters(section.topic, section.rows)
        groups: list[dict[str, Any]] = [
            {
                "kind": "cluster",
                "host": one.host,
                "rows": texts(one.rows),
                "said": _cluster_words(one, section.topic),
                "one_cause": one.one_cause,
            }
            for one in found
        ]
        for group in section.groups:
            rows = [row for row in group.rows if id(row) not in folded]
            if rows:
                groups.append({"kind": "guide", "guide": _named(group.guide, words), "rows": texts(rows)})
        sections.append(
            {
                "text": topic_text(section.topic, words, first_run=first),
                "weight": section.weight,
                "groups": groups,
            }
        )
    return sections


def _cluster_words(cluster: Cluster, topic: Topic) -> str:
    """Give the key of what is said of links that are alike."""
    if topic not in (Topic.NEW, Topic.STILL, Topic.WATCHING):
        return "group.cluster_same"
    return "group.cluster_gone" if cluster.reason in GONE else "group.cluster"


def _named(guide: GuideSummary | None, words: Words) -> GuideSummary | None:
    """Give a group's guide; what stands in no guide gets a name in the reader's language."""
    if guide is None or guide.id:
        return guide
    return replace(guide, title=words.say("group.outside"), language=words.language)


def _as_table(section: Section) -> bool:
    """Tell whether a section is so long, and asks for so little, that it is shown as a table."""
    return section.topic is Topic.BY_HAND and section.weight > LONG_LIST


def _tables(sorted_run: Digest, words: Words) -> list[dict[str, Any]]:
    by_hand = sorted_run.section(Topic.BY_HAND)
    tables = (
        (Topic.BY_HAND, tuple(by_hand.rows) if by_hand and _as_table(by_hand) else ()),
        (Topic.UNREACHED, sorted_run.unreached),
        (Topic.FINE, sorted_run.fine),
    )
    return [
        {
            "text": topic_text(topic, words, first_run=False),
            "number": len(rows),
            "columns": columns(rows, sorted_run, words),
        }
        for topic, rows in tables
        if rows
    ]


def _codes(view: RunView, words: Words) -> list[tuple[str, Sentence, int]]:
    """List the codes in the report: code, title, number of findings."""
    names = {finding.code: finding.name for finding in (*view.gone, *view.findings)}
    found = Counter(finding.code for finding in view.findings)
    return [(code, _title(code, names[code], words), found[code]) for code in sorted(names)]


def _title(code: str, name: str, words: Words) -> Sentence:
    """Give a rule's title; one that is only a name is written as words."""
    title = words.title(code, name)
    return replace(title, text=name.replace("-", " ")) if title.text == name else title


_SCRIPT_KEYS = (
    "copy.copy", "copy.copied", "copy.failed", "copy.address", "copy.archived", "copy.line", "copy.button_line",
    "filter.shown", "filter.part", "filter.all_owner", "filter.no_host", "filter.no_rule", "filter.keys_off", "filter.keys_on",
    "group.outside", "table.link", "table.state", "table.where", "table.show_more", "table.shown",
)  # fmt: skip


def _script_words(view: RunView, words: Words) -> dict[str, Any]:
    """Give the texts that the script says, and the guides that rows name by number."""
    return {
        "language": words.language,
        "guides": [
            {"title": printable(guide.title), "owner": printable(guide.owner), "id": printable(guide.id)}
            for guide in view.guides
        ],
        "more": words.form("table.more", 2),
        "more_one": words.form("table.more", 1),
        **{key.replace(".", "_"): words.texts[key] for key in _SCRIPT_KEYS},
    }
