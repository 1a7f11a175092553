"""Lines as they should be: a file's text with a fix put in, ready to be pasted over what stands there."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.model import Finding, Fix, Occurrence, Result, RunView, SourceText

LONGEST = 4000
"""Characters beyond which a corrected stretch is no longer something to paste."""

# An archived copy's address, in characters that mean the same in every YAML scalar, in Markdown and in HTML.
_TAME = re.compile(
    r"https://web\.archive\.org/web/[0-9]{14}/https?:[A-Za-z0-9._~:/?@!$*+;=%-]*[A-Za-z0-9._~/=%$+-]"
)


SafeFixes: TypeAlias = Mapping[tuple[str, int], tuple[Fix, ...]]
"""The fixes that nobody needs to look at first, by the path and each line (1-based) that they touch."""


class Repair(Struct, frozen=True):
    """The lines from ``line`` to ``end_line`` (1-based, of the file as it is) as they should be.

    ``safe`` tells that nobody needs to look at them first; ``copy`` that an archived copy was put in; ``others`` is how many
    more fixes of these lines were put in with the one asked for.
    """

    line: int
    end_line: int
    text: str
    safe: bool
    copy: bool = False
    others: int = 0


def safe_fixes(view: RunView) -> SafeFixes:
    """Give the safe fixes of a run's findings, but for those of findings that the library leaves as they are."""
    found: dict[tuple[str, int], dict[Fix, None]] = {}
    for finding in view.findings:
        fix, path = finding.fix, finding.occurrence.span.path
        source = view.sources.get(path)
        if fix is None or not fix.safe or source is None or finding.fingerprint in view.accepted:
            continue
        if 0 <= fix.start <= fix.end <= len(source.text):
            for line in range(source.line_column(fix.start)[0], source.line_column(fix.end)[0] + 1):
                found.setdefault((path, line), {})[fix] = None
    return {key: tuple(fixes) for key, fixes in found.items()}


def repair(
    sources: Mapping[str, SourceText],
    finding: Finding | None,
    place: Occurrence,
    result: Result | None = None,
    safe: SafeFixes | None = None,
) -> Repair | None:
    """Give the corrected lines of a place: by a finding's fix, or else with a broken link's archived copy.

    The ``safe`` fixes of the same lines are put in with it; so who pastes the lines of two rows never undoes the first.
    None when there is no fix, when the file's text is not at hand, or when nothing would be left of the lines.
    """
    source = sources.get(place.span.path)
    if source is None:
        return None
    if finding is not None and finding.fix is not None:
        return corrected(source, finding.fix, safe)
    fix = _copy_fix(source, place, result) if result else None
    made = corrected(source, fix, safe) if fix else None
    return replace(made, copy=True) if made else None


def corrected(source: SourceText, fix: Fix, safe: SafeFixes | None = None) -> Repair | None:
    """Put a fix into the whole lines that it touches, with the ``safe`` ones that touch them too."""
    if not 0 <= fix.start <= fix.end <= len(source.text):
        return None
    fixes = _together(source, fix, safe or {})
    begin = source.text.rfind("\n", 0, fixes[0].start) + 1
    stop = source.text.find("\n", max(one.end for one in fixes))
    stop = len(source.text) if stop < 0 else stop
    text = _put_in(source.text, fixes, begin, stop).rstrip("\r")
    if len(fixes) > 1 and not 0 < len(text.strip()) <= len(text) <= LONGEST:
        return corrected(source, fix)
    if not text.strip() or len(text) > LONGEST:
        return None
    first, last = source.line_column(begin)[0], source.line_column(stop)[0]
    return Repair(first, last, text, fix.safe, others=len(fixes) - 1)


def _together(source: SourceText, fix: Fix, safe: SafeFixes) -> list[Fix]:
    """Give a fix and all that share a line with it, or with one of those, in the order of the text; of two that overlap one."""
    chosen, lines, done = [fix], [fix], set[int]()
    while lines:
        one = lines.pop()
        first, last = source.line_column(one.start)[0], source.line_column(one.end)[0]
        for line in range(first, last + 1):
            for other in safe.get((source.path, line), ()) if line not in done else ():
                if not any(_overlap(other, taken) for taken in chosen):
                    chosen.append(other)
                    lines.append(other)
            done.add(line)
    return sorted(chosen, key=lambda one: (one.start, one.end))


def _overlap(one: Fix, other: Fix) -> bool:
    """Tell whether two fixes are of the same text, or put something in at the same place."""
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def _put_in(text: str, fixes: Iterable[Fix], begin: int, stop: int) -> str:
    made = []
    for fix in fixes:
        made += [text[begin : fix.start], fix.text]
        begin = fix.end
    return "".join((*made, text[begin:stop]))


def _copy_fix(source: SourceText, place: Occurrence, result: Result) -> Fix | None:
    copy = result.copy.url if result.copy and not result.verdict.replacement else ""
    inside = source.text[place.span.start : place.span.end]
    if not _TAME.fullmatch(copy) or not place.written or inside.count(place.written) != 1:
        return None
    start = place.span.start + inside.index(place.written)
    return Fix(start, start + len(place.written), copy, safe=False, description="")
