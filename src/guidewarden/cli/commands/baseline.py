"""``guidewarden baseline``: the list of findings that are known and do not count."""

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit
from guidewarden.cli.files import write_atomically
from guidewarden.cli.terminal import say
from guidewarden.guides import BASELINE_FILE, baseline_text
from guidewarden.guides.baseline import MAX_ENTRIES
from guidewarden.job.view import build_view
from guidewarden.model import (
    AcceptedBy,
    Baseline,
    BaselineEntry,
    Finding,
    InputError,
    Problem,
    Run,
    RunState,
    RunView,
    State,
)
from guidewarden.plan import make_plan
from guidewarden.report.words import one_line, plural
from guidewarden.rules import find_rule
from guidewarden.rules.rule import CitationRule, VerdictRule

_ABOUT_ACCEPTING = ("GDE022", "GDE023", "GDE024", "GDE025", "GDE026")
_SETTLED = (State.OK, State.MOVED, State.RESTRICTED)
_LONGEST = 200


class _Decision(Struct, frozen=True):
    """What new entries say of themselves."""

    reason: str
    owner: str | None
    until: dt.date | None


def run(options: argparse.Namespace) -> int:
    """Show or write the baseline; no request is made."""
    now = loading.now()
    decision = _decision(options, now.date())
    loaded = loading.load_project(options, options.paths, now.date())
    if loaded.problems:
        say(
            "guidewarden: the baseline is left as it is: guides that cannot be read would seem to be without findings"
        )
        return Exit.USAGE
    project = loaded.project
    if not project.documents:
        return loading.nothing_in(options.paths)
    if decision.owner is not None and decision.owner not in project.people.people:
        raise _error("--owner", f"people.yaml knows nobody with the key “{decision.owner}”")
    view = build_view(Run("baseline", now, now, RunState.COMPLETE), project, make_plan(()), ())
    known = project.baseline or Baseline("")
    if options.action == "show":
        sys.stdout.writelines(_shown(known, view, now.date()))
        return Exit.CLEAN
    results = _read_results(Path(options.results)) if options.results else {}
    guides = {document.id for document in project.documents}
    entries, new, gone = _updated(known, view, results, decision, guides=guides, whole=project.whole)
    if len(entries) > MAX_ENTRIES:
        raise _error(
            "baseline", f"{len(entries):,} findings are too many to keep; {MAX_ENTRIES:,} is the most"
        )
    path = Path(options.baseline) if options.baseline else loaded.base / BASELINE_FILE
    write_atomically(path, baseline_text(entries))
    say(f"{path}: {plural(len(entries), 'entry', 'entries')}, {new:,} new, {gone:,} gone.")
    return Exit.CLEAN


def _decision(options: argparse.Namespace, today: dt.date) -> _Decision:
    until = None
    if options.until is not None:
        try:
            until = (
                dt.date.fromisoformat(options.until) if re.fullmatch(r"[\d-]{10}", options.until) else None
            )
        except ValueError:
            until = None
        if until is None:
            raise _error("--until", f"expected a day of the form YYYY-MM-DD; found “{options.until}”")
    reason = options.reason if options.reason is not None else f"Known since {today.isoformat()}."
    if not reason.strip():
        raise _error("--reason", "say in a few words why new entries may stay")
    return _Decision(reason, options.owner, until)


def _updated(
    known: Baseline,
    view: RunView,
    results: Mapping[str, Any],
    decision: _Decision,
    *,
    guides: set[str],
    whole: bool,
) -> tuple[list[BaselineEntry], int, int]:
    """Give the new list of entries, how many are new, and how many of the old ones are gone."""
    found = {entry.fingerprint: entry for entry in _entries(view.findings, decision)}
    found |= {
        entry.fingerprint: entry for entry in _entries_of(results, view, decision) if entry.guide in guides
    }
    old = {entry.fingerprint: entry for entry in known.entries}
    kept = {
        mark: entry
        for mark, entry in old.items()
        if mark in found or not _is_gone(entry, view, results, guides=guides, whole=whole)
    }
    # What a comment ignores needs no entry; those who decided and why stay as they were written.
    new = {mark: entry for mark, entry in found.items() if mark not in old}
    for mark, entry in kept.items():
        if mark in found:
            told = {key: getattr(found[mark], key) for key in ("code", "guide", "about", "message")}
            kept[mark] = entry.model_copy(update=told)
    return [*kept.values(), *new.values()], len(new), len(old) - len(kept)


def _entries(findings: Iterable[Finding], decision: _Decision) -> Iterator[BaselineEntry]:
    for finding in findings:
        if finding.code not in _ABOUT_ACCEPTING:
            place = finding.occurrence
            about = place.target_key or place.written or place.label
            yield _entry(finding.fingerprint, finding.code, place.guide, about, finding.message, decision)


def _entries_of(results: Mapping[str, Any], view: RunView, decision: _Decision) -> Iterator[BaselineEntry]:
    """Make entries of what a run found that needs the network: by its results.json."""
    guides = {guide.path: guide.id for guide in view.guides}
    for finding in results.get("findings", ()):
        if isinstance(find_rule(finding["code"]), (VerdictRule, CitationRule)):
            guide = guides.get(finding["path"], "")
            yield _entry(
                finding["fingerprint"], finding["code"], guide, finding["url"] or "", finding["message"], decision
            )  # fmt: skip


def _entry(mark: str, code: str, guide: str, about: str, message: str, decision: _Decision) -> BaselineEntry:
    return BaselineEntry(
        fingerprint=mark,
        code=code,
        guide=guide,
        about=one_line(about),
        message=_short(message),
        reason=decision.reason,
        owner=decision.owner,
        until=decision.until,
    )


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _is_gone(
    entry: BaselineEntry, view: RunView, results: Mapping[str, Any], *, guides: set[str], whole: bool
) -> bool:
    """Whether what an entry knew would have been found, were it still there."""
    if entry.guide not in guides:
        return whole
    rule = find_rule(entry.code)
    if isinstance(rule, (VerdictRule, CitationRule)):
        if results.get("run", {}).get("state") != RunState.COMPLETE:
            return False
        return any(one["url"] == entry.about and one["state"] in _SETTLED for one in results["results"])
    return entry.fingerprint not in {finding.fingerprint for finding in view.findings}


def _shown(known: Baseline, view: RunView, today: dt.date) -> Iterator[str]:
    said = {
        finding.occurrence.written: finding.message
        for finding in view.findings
        if finding.code in _ABOUT_ACCEPTING and finding.occurrence.span.path == known.path
    }
    counted = sum(1 for why in view.accepted.values() if why.by is AcceptedBy.BASELINE)
    for entry in known.entries:
        until = f", until {entry.until}" if entry.until else ""
        owner = f" ({entry.owner}{until})" if entry.owner else (f" ({until[2:]})" if until else "")
        yield one_line(f"{entry.fingerprint} {entry.code} {entry.guide}: {entry.message}") + "\n"
        yield f"    {one_line(entry.reason + owner)}\n"
        if entry.fingerprint in said:
            yield f"    {one_line(said[entry.fingerprint])}\n"
    expired = sum(entry.until is not None and today > entry.until for entry in known.entries)
    yield (
        f"{plural(len(known.entries), 'entry', 'entries')}; {counted:,} of what lint finds now is known"
        f"{f'; {expired:,} expired' if expired else ''}.\n"
    )


def _read_results(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        sound = all(
            isinstance(finding[key], str)
            for finding in data["findings"]
            for key in ("code", "fingerprint", "message", "path")
        ) and all(isinstance(one[key], str) for one in data["results"] for key in ("url", "state"))
        problem = "" if sound else "it is no results.json of a run"
    except OSError as error:
        problem = f"cannot be read: {(error.strerror or str(error)).lower()}"
    except ValueError:
        problem = "it is no JSON"
    except (KeyError, TypeError, AttributeError):
        problem = "it is no results.json of a run"
    if problem:
        raise _error(str(path), problem)
    results: Mapping[str, Any] = data
    return results


def _error(where: str, message: str) -> InputError:
    return InputError([Problem(where, 0, 0, message)])
