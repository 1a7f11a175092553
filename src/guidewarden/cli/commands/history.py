"""``guidewarden history``: a link's life over the nights, or the nights themselves."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from guidewarden.cli import loading
from guidewarden.cli.exits import Exit
from guidewarden.cli.terminal import say
from guidewarden.judge.lives import NIGHTS, Course, course_of
from guidewarden.model import Occurrence, PastVerdict, Proxy, Run, Span, State
from guidewarden.plan.doi import normalise
from guidewarden.plan.targets import entry_target, field_target, found_at
from guidewarden.report.words import STATE_WORDS, iso, one_line, plural
from guidewarden.store import Archive, Life, open_store

_SIGNS = {
    State.OK: ".",
    State.MOVED: ">",
    State.RESTRICTED: "r",
    State.BLOCKED: "b",
    State.FAILING: "f",
    State.BROKEN: "X",
    State.UNVERIFIABLE: "?",
    State.SKIPPED: "-",
}
_ABSENT = " "
_A_LINE = 50


def run(options: argparse.Namespace) -> int:
    """Print a life, or the list of runs; 4 when the store knows nothing of what is asked for."""
    settings, base = loading.load_base(options)
    with open_store(options.store or settings.store, base, alone=False) as store:
        if options.link is None:
            return _runs(store, options)
        key, lives = _lives(store, options.link, settings.proxy)
        near = () if lives else _nearest(key, store.keys())
    if not lives:
        hint = f"; did you mean {' or '.join(map(one_line, near))}?" if near else ""
        say(f"guidewarden: no stored run has seen {one_line(options.link)}{hint}")
        return Exit.NOTHING
    if options.format == "json":
        data = {"schema": 1, "key": key, "lives": [_data(life) for life in lives]}
        sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(f"{one_line(line)}\n" for life in lives for line in _text(key, life)))
    return Exit.CLEAN


def _lives(store: Archive, link: str, proxy: Proxy) -> tuple[str, tuple[Life, ...]]:
    """Find what is meant: a link or DOI in any form, also behind a proxy, or a key as results.json has it."""
    target = field_target(link) if normalise(link) else entry_target(link)
    if target is not None:
        place = Occurrence(target.key, "", "", "", Span("", 1, 1, 1, 1, 0, 0), link)
        key = found_at(target, place, proxy).target.key
        lives = store.life(key)
        return (key, lives) if lives else (key, store.life(link))
    return link, store.life(link)


def _nearest(key: str, known: Sequence[str]) -> tuple[str, ...]:
    """Give what is written almost like this, as one would ask for it: two at the most."""
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake has to pay for it
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extract(key, known, scorer=OSA.normalized_similarity, score_cutoff=0.85, limit=2)
    return tuple(one.partition(":")[2] for one, _, _ in found)


def _course(life: Life) -> Course | None:
    return course_of([verdict for _, verdict in reversed(life.nights) if verdict is not None])


def _text(key: str, life: Life) -> Iterator[str]:
    nights = [verdict for _, verdict in life.nights if verdict is not None]
    yield f"{key}  ({life.scope})"
    yield f"  {_now(nights[-1], _course(life))}"
    signs = [_SIGNS[verdict.state] if verdict else _ABSENT for _, verdict in life.nights]
    for start in range(0, len(signs), _A_LINE):
        when = life.nights[start][0]
        yield f"  {when:%Y-%m-%d}  {''.join(signs[start : start + _A_LINE])}"
    used = {verdict.state for verdict in nights}
    yield "  " + ", ".join(f"{sign} {STATE_WORDS[state]}" for state, sign in _SIGNS.items() if state in used)
    for change in life.changes:
        status = f" {change.status}" if change.status is not None else ""
        to = f" → {change.replacement}" if change.replacement else ""
        yield f"  {change.since:%Y-%m-%d %H:%M}  {STATE_WORDS[change.state]:<15} {change.reason}{status}{to}"


def _now(last: PastVerdict, course: Course | None) -> str:
    words = f"{STATE_WORDS[last.state]} ({last.reason}) on {last.checked_at:%Y-%m-%d}"
    if course is None:
        return f"{words}; no night could see it"
    of = "failing" if course.failing else STATE_WORDS[course.state]
    parts = [words, f"{of} since {course.since:%Y-%m-%d}, {plural(course.streak, 'night')}"]
    if course.recovered is not None:
        parts.append(f"recovered on {course.recovered:%Y-%m-%d}")
    if course.flapping:
        parts.append(f"it comes and goes: {course.changes} changes in {NIGHTS} nights")
    return "; ".join(parts)


def _data(life: Life) -> dict[str, Any]:
    course = _course(life)
    return {
        "scope": life.scope,
        "now": None
        if course is None
        else {
            "state": course.state.value,
            "since": iso(course.since),
            "streak": course.streak,
            "failing_since": iso(course.since) if course.failing else None,
            "recovered": iso(course.recovered) if course.recovered else None,
            "changes": course.changes,
            "flapping": course.flapping,
        },
        "nights": [
            {
                "started": iso(when),
                "state": verdict.state.value if verdict else None,
                "reason": verdict.reason if verdict else None,
            }
            for when, verdict in life.nights
        ],
        "changes": [
            {
                "since": iso(change.since),
                "state": change.state.value,
                "reason": change.reason,
                "status": change.status,
                "replacement": change.replacement,
            }
            for change in life.changes
        ],
    }


def _runs(store: Archive, options: argparse.Namespace) -> int:
    found = store.runs()
    if options.format == "json":
        data = {"schema": 1, "runs": [_run(scope, each) for scope, each in found]}
        sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(
            one_line(f"{each.started:%Y-%m-%d %H:%M}  {each.id}  {each.state.value:<12}  {scope}") + "\n"
            for scope, each in found
        )
    if not found:
        say("guidewarden: no run is stored there; start with: guidewarden run")
    return Exit.CLEAN if found else Exit.NOTHING


def _run(scope: str, each: Run) -> dict[str, Any]:
    return {
        "id": each.id,
        "scope": scope,
        "started": iso(each.started),
        "finished": iso(each.finished) if each.finished else None,
        "state": each.state.value,
    }
