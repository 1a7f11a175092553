"""Words that several reports share: plurals, dates, the names of states, and text made safe to look at."""

import datetime as dt
import re
from collections.abc import Iterable

from guidewarden.model import REASONS, ArchivedCopy, Finding, Reason, Result, Severity, State, Verdict

STATE_WORDS = {
    State.BROKEN: "broken",
    State.FAILING: "watching",
    State.MOVED: "moved",
    State.BLOCKED: "check by hand",
    State.UNVERIFIABLE: "could not check",
    State.RESTRICTED: "behind a login",
    State.SKIPPED: "skipped",
    State.OK: "fine",
}
"""What each state is called in front of readers, the one that needs them most first."""

SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""What each severity is called in front of readers, the gravest first."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# C0 and C1 controls except tab and line feed, line separators, bidi embeddings, overrides and isolates,
# the byte-order mark, and lone surrogates (YAML escapes can make them, UTF-8 cannot carry them).
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""Show what would act instead of being read, such as ``\x1b`` or ``\u202e``, as an escape.

    Tab and line feed stay; right-to-left letters and their marks stay too, since they are text.
    """
    return _UNPRINTABLE.sub(lambda match: _escaped(match[0]), text)


def one_line(text: str) -> str:
    r"""Do what `printable` does, with tabs and line feeds shown as ``\t`` and ``\n`` too."""
    return printable(text).replace("\t", r"\t").replace("\n", r"\n")


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def plural(number: int, one: str, many: str = "") -> str:
    """Count things: ``1 link``, ``2 links``, ``1,204 links``; ``many`` where it is not ``one`` and an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def iso(moment: dt.datetime) -> str:
    """Give a moment in ISO 8601, UTC, to the second: ``2026-11-23T03:15:00Z``."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(moment: dt.datetime, now: dt.datetime) -> str:
    """Name a day (UTC) as a person would: ``Monday 23 November``, with the year when it is not ``now``'s."""
    there, here = moment.astimezone(dt.UTC), now.astimezone(dt.UTC)
    name = f"{_DAYS[there.weekday()]} {there.day} {_MONTHS[there.month - 1]}"
    return name if there.year == here.year else f"{name} {there.year}"


def date_time(moment: dt.datetime) -> str:
    """Give a moment in full: ``24 November 2026, 03:15 UTC``."""
    there = moment.astimezone(dt.UTC)
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year}, {there:%H:%M} UTC"


def archived(copy: ArchivedCopy) -> str:
    """Introduce an archived copy: ``An archived copy from 3 March 2019``."""
    there = copy.taken.astimezone(dt.UTC)
    return f"An archived copy from {there.day} {_MONTHS[there.month - 1]} {there.year}"


def midnight(day: dt.date) -> dt.datetime:
    """Give the moment a day begins (UTC)."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def days_between(earlier: dt.datetime, later: dt.datetime) -> int:
    """Count the calendar days (UTC) from one moment to a later one; never negative."""
    return max(0, (later.astimezone(dt.UTC).date() - earlier.astimezone(dt.UTC).date()).days)


def reason_of(verdict: Verdict) -> Reason:
    """Look up a verdict's reason; one that is not in the table (an older run's) speaks for itself."""
    known = REASONS.get(verdict.reason)
    return known or Reason((verdict.state,), f"{verdict.reason.replace('-', ' ').capitalize()}.", "")


def why(verdict: Verdict) -> str:
    """Say in words why a verdict is what it is, with the particulars of the case in parentheses."""
    words = reason_of(verdict).words
    return f"{words} ({verdict.detail.rstrip('.')})" if verdict.detail else words


def what_to_do(
    verdict: Verdict, findings: Iterable[Finding] = (), *, shown: str | None = None
) -> tuple[str, ...]:
    """Give what to do about a verdict: the advice of the findings about it, or else of its reason.

    Advice that only repeats ``shown``, a new address that stands beside it, is left out.
    """
    general = reason_of(verdict).advice_in(verdict.state)
    own = (finding.advice for finding in findings if finding.advice != general)
    special = dict.fromkeys(advice for advice in own if advice and not (shown and shown in advice))
    return tuple(special) or ((general,) if general else ())


def address(result: Result) -> str:
    """Give a target's address exactly as the author wrote it where it stands first."""
    written = next((occurrence.written for occurrence in result.occurrences if occurrence.written), "")
    return written or result.target.url


def replacement(result: Result) -> str:
    """Give the address that can stand in for a target: where it has moved to, or else an archived copy; or ""."""
    return result.verdict.replacement or (result.copy.url if result.copy else "")
