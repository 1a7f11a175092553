"""Lines as they should be: a file's text with a fix put in, ready to be pasted over what stands there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from guidewarden.model import Finding, Fix, Occurrence, Result, SourceText

LONGEST = 4000
"""Characters beyond which a corrected stretch is no longer something to paste."""

# An archived copy's address, in characters that mean the same in every YAML scalar, in Markdown and in HTML.
_TAME = re.compile(
    r"https://web\.archive\.org/web/[0-9]{14}/https?:[A-Za-z0-9._~:/?@!$*+;=%-]*[A-Za-z0-9._~/=%$+-]"
)


@dataclass(frozen=True, slots=True)
class Repair:
    """The lines from ``line`` to ``end_line`` (1-based, of the file as it is) as they should be.

    ``safe`` tells that nobody needs to look at them first; ``copy`` that an archived copy was put in.
    """

    line: int
    end_line: int
    text: str
    safe: bool
    copy: bool = False


def repair(
    sources: Mapping[str, SourceText],
    finding: Finding | None,
    place: Occurrence,
    result: Result | None = None,
) -> Repair | None:
    """Give the corrected lines of a place: by a finding's fix, or else with a broken link's archived copy.

    None when there is no fix, when the file's text is not at hand, or when nothing would be left of the lines.
    """
    source = sources.get(place.span.path)
    if source is None:
        return None
    if finding is not None and finding.fix is not None:
        return corrected(source, finding.fix)
    fix = _copy_fix(source, place, result) if result else None
    made = corrected(source, fix) if fix else None
    return Repair(made.line, made.end_line, made.text, safe=False, copy=True) if made else None


def corrected(source: SourceText, fix: Fix) -> Repair | None:
    """Put a fix into the whole lines that it touches."""
    if not 0 <= fix.start <= fix.end <= len(source.text):
        return None
    first, _ = source.line_column(fix.start)
    last, _ = source.line_column(max(fix.start, fix.end))
    begin = source.text.rfind("\n", 0, fix.start) + 1
    stop = source.text.find("\n", fix.end)
    stop = len(source.text) if stop < 0 else stop
    text = (source.text[begin : fix.start] + fix.text + source.text[fix.end : stop]).rstrip("\r")
    if not text.strip() or len(text) > LONGEST:
        return None
    return Repair(first, last, text, fix.safe)


def _copy_fix(source: SourceText, place: Occurrence, result: Result) -> Fix | None:
    copy = result.copy.url if result.copy and not result.verdict.replacement else ""
    inside = source.text[place.span.start : place.span.end]
    if not _TAME.fullmatch(copy) or not place.written or inside.count(place.written) != 1:
        return None
    start = place.span.start + inside.index(place.written)
    return Fix(start, start + len(place.written), copy, safe=False, description="")
