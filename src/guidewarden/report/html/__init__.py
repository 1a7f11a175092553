"""The HTML report: one self-contained, accessible file that asks for nothing from outside.

Everything a reader must act on is in the HTML itself; script only adds search, filters, copy buttons and
the tables of what is fine. A strict content security policy allows the one inline script and style by
their hashes and nothing else, and every value is escaped, so text from the web and from guides stays text.
"""

import base64
import hashlib
import itertools
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from guidewarden import __version__
from guidewarden.model import RunView
from guidewarden.report.digest import Digest, Section, Topic, digest
from guidewarden.report.html import headline
from guidewarden.report.html.links import mail_href, web_href
from guidewarden.report.html.rows import row_text
from guidewarden.report.html.tables import columns
from guidewarden.report.html.topics import KINDS, strip, topic_text
from guidewarden.report.words import STATE_WORDS, date_time, iso, plural, printable

FULL_ROWS = 250
"""How many rows carry all their evidence; at 10,000 links a report should stay under 2 MB."""

LONG_LIST = 200
"""From how many on the links to check by hand are a table that is drawn when opened."""


def render(view: RunView) -> str:
    """Give the report of a finished run as one HTML document."""
    return _environment().get_template("report.html.j2").render(_context(view, digest(view)))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("guidewarden.report.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters.update(
        exact=_exact, iso=iso, date_time=date_time, plural=plural, web_href=web_href, mail_href=mail_href
    )
    return environment


def _finalize(value: Any) -> Any:
    """Make text printable on its way out; markup that is safe already stays as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _exact(value: str) -> Markup:
    """Escape a value without making it printable: for addresses that are followed or copied."""
    return escape(value.encode("utf-8", "replace").decode())


def _asset(name: str) -> Markup:
    """Read one of our own files; it stands in the page as it is."""
    text = files("guidewarden.report.html").joinpath("assets", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704  # our own script and style, not text from outside


def _hash(asset: Markup) -> str:
    """Give a script's or style's source expression for the content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(asset.encode()).digest()).decode()}'"


def _context(view: RunView, sorted_run: Digest) -> dict[str, Any]:
    style, script = _asset("report.css"), _asset("report.js")
    sections = _sections(view, sorted_run)
    kinds = {row.kind for section in sections for _, rows in section["groups"] for row in rows}
    return {
        "view": view,
        "style": style,
        "script": script,
        "policy": "; ".join(
            (
                "default-src 'none'",
                f"style-src {_hash(style)}",
                f"script-src {_hash(script)}",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        "version": __version__,
        "collection": headline.collection(view),
        "lead": headline.lead(view, sorted_run),
        "then": headline.then(view, sorted_run),
        "banners": headline.banners(view),
        "strip": strip(view, sorted_run, headline.notes(sorted_run)),
        "nothing": _nothing(view, sorted_run),
        "sections": sections,
        "kinds": [(kind, word) for kind, word in KINDS.items() if kind in kinds],
        "guides": view.guides,
        "tables": _tables(sorted_run),
        "codes": _codes(view),
        "trend": view.trend[-30:],
        "states": STATE_WORDS,
    }


def _sections(view: RunView, sorted_run: Digest) -> list[dict[str, Any]]:
    """Put the sections into words; rows late in a long report carry one line of evidence only."""
    counter = itertools.count()
    return [
        {
            "text": topic_text(section.topic, first_run=view.previous is None),
            "weight": section.weight,
            "groups": [
                (
                    group.guide,
                    [row_text(row, view, sorted_run, full=next(counter) < FULL_ROWS) for row in group.rows],
                )
                for group in section.groups
            ],
        }
        for section in sorted_run.sections
        if not _as_table(section)
    ]


def _as_table(section: Section) -> bool:
    """Tell whether a section is so long, and asks for so little, that it is shown as a table."""
    return section.topic is Topic.BY_HAND and section.weight > LONG_LIST


def _nothing(view: RunView, sorted_run: Digest) -> str:
    """Say that there is nothing to fix now, where that may be said."""
    if sorted_run.section(Topic.NEW) or sorted_run.section(Topic.STILL) or not view.results:
        return ""
    return headline.nothing_broken(view)


def _tables(sorted_run: Digest) -> list[dict[str, Any]]:
    by_hand = sorted_run.section(Topic.BY_HAND)
    tables = (
        (Topic.BY_HAND, tuple(by_hand.rows) if by_hand and _as_table(by_hand) else ()),
        (Topic.UNREACHED, sorted_run.unreached),
        (Topic.FINE, sorted_run.fine),
    )
    return [
        {
            "text": topic_text(topic, first_run=False),
            "number": len(rows),
            "columns": columns(rows, sorted_run),
        }
        for topic, rows in tables
        if rows
    ]


def _codes(view: RunView) -> list[tuple[str, str, int]]:
    """List the codes in the report: code, name, number of findings."""
    names = {finding.code: finding.name for finding in (*view.gone, *view.findings)}
    found = [finding.code for finding in view.findings]
    return [(code, names[code], found.count(code)) for code in sorted(names)]
