"""A rule's docstring is its documentation: read it into sections, or say exactly what is missing.

The shape, after a first line that says in one sentence what is wrong::

    What it finds:
        Prose.

    Why it matters:
        Prose.

    Bad:
        ```yaml
        title: A fragment of a guide that the rule objects to
        ```

    Good:
        ```yaml
        title: One it accepts
        ```

    How to fix:
        Prose; its first paragraph is the advice of findings that bring none of their own.

    Source:
        Where the facts come from (optional).

An example in a fence of ``html`` is a published page.
"""

import inspect
import re
import textwrap

from msgspec import Struct

REQUIRED = ("What it finds", "Why it matters", "Bad", "Good", "How to fix")
OPTIONAL = ("Source",)

_HEADING = re.compile(r"^(\S[^\n]*):$", re.MULTILINE)
_FENCE = re.compile(r"^```(yaml|html)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class RuleError(Exception):
    """A rule is declared wrongly: a mistake of its author, found when the registry is built."""


class Documentation(Struct, frozen=True):
    """A rule's documentation. ``bad`` and ``good`` are the fenced guide fragments, which run as tests.

    ``bad_pages`` and ``good_pages`` are the examples that are published pages. Prose keeps its line breaks; ``bad_text``
    and ``good_text`` are those sections whole.
    """

    summary: str
    finds: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    bad_text: str
    good_text: str
    fix: str
    source: str = ""
    bad_pages: tuple[str, ...] = ()
    good_pages: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        """The first paragraph of *How to fix*, on one line."""
        return " ".join(self.fix.split("\n\n")[0].split())


def parse_documentation(who: str, docstring: str | None) -> Documentation:
    """Read a docstring; ``who`` names the rule in the `RuleError` that a wrong one raises."""
    if not docstring:
        raise RuleError(f"{who} has no docstring; it is the rule's documentation")
    text = inspect.cleandoc(docstring)
    parts = _HEADING.split(text)
    summary = " ".join(parts[0].split())
    if not summary:
        raise RuleError(f"{who}: the first line must say in one sentence what is wrong")
    headings, bodies = parts[1::2], [textwrap.dedent(body.strip("\n")).strip() for body in parts[2::2]]
    for heading in headings:
        if heading not in REQUIRED + OPTIONAL:
            raise RuleError(f"{who}: unknown section “{heading}:” in its documentation")
        if headings.count(heading) > 1:
            raise RuleError(f"{who}: section “{heading}:” stands twice in its documentation")
    sections = dict(zip(headings, bodies, strict=True))
    for heading in REQUIRED:
        if not sections.get(heading):
            raise RuleError(f"{who}: its documentation has no section “{heading}:”")
    if headings != [heading for heading in REQUIRED + OPTIONAL if heading in sections]:
        order = ", ".join(REQUIRED + OPTIONAL)
        raise RuleError(f"{who}: the sections of its documentation must stand in the order {order}")
    for heading in ("Bad", "Good"):
        if not _FENCE.search(sections[heading]):
            raise RuleError(f"{who}: section “{heading}:” holds no ```yaml example, nor one in ```html")
    return Documentation(
        summary=summary,
        finds=sections["What it finds"],
        why=sections["Why it matters"],
        bad=_examples(sections["Bad"], "yaml"),
        good=_examples(sections["Good"], "yaml"),
        bad_text=sections["Bad"],
        good_text=sections["Good"],
        fix=sections["How to fix"],
        source=sections.get("Source", ""),
        bad_pages=_examples(sections["Bad"], "html"),
        good_pages=_examples(sections["Good"], "html"),
    )


def _examples(section: str, language: str) -> tuple[str, ...]:
    return tuple(text for written, text in _FENCE.findall(section) if written == language)
