"""What is known of guides' links and citations without asking anybody: from the store, a run's results, or a run just made."""

import asyncio
import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from guidewarden.job.checking import policy_of
from guidewarden.job.ignoring import Ignoring
from guidewarden.job.night import plan_of
from guidewarden.job.records import with_records
from guidewarden.job.view import judged
from guidewarden.model import (
    Attempt,
    Evidence,
    Hop,
    HopVia,
    Kind,
    Occurrence,
    Proxy,
    RecordAnswer,
    Result,
    Run,
    RunState,
    RunView,
    SourceText,
    State,
    Verdict,
    Work,
)
from guidewarden.plan.doi import doi_key
from guidewarden.plan.targets import entry_target, field_target, found_at
from guidewarden.rules import Project
from guidewarden.store import Archive


class Known(Struct, frozen=True):
    """What the last run saw: results by target key, records by `doi_key`, and what was found for sources without a DOI.

    ``seen`` is when the run began, None when none is known.
    """

    seen: dt.datetime | None = None
    results: Mapping[str, Result] = field(default_factory=dict)
    records: Mapping[str, RecordAnswer] = field(default_factory=dict)
    searches: Mapping[tuple[str, str], Sequence[Work]] = field(default_factory=dict)


async def known_from_store(store: Archive, project: Project, now: dt.datetime) -> Known:
    """Judge the evidence of the last complete runs again, of each scope the last; nothing is asked.

    What several runs have seen counts as the newest saw it. Raises `StoreError` when the store fails.
    """
    plan = plan_of(project)
    last: dict[str, Run] = {}
    for scope, run in store.runs():
        if run.state is RunState.COMPLETE:
            last.setdefault(scope, run)
    newest = next(iter(last.values()), None)
    evidence: dict[str, Evidence] = {}
    for run in last.values():
        evidence = store.evidence_of(run.id) | evidence
        if all(target.key in evidence for target in plan.targets):
            break
    here = replace(plan, targets=tuple(target for target in plan.targets if target.key in evidence))
    ignoring = Ignoring(project.settings, project.today)
    results = judged(
        here,
        evidence,
        store.past(newest, (target.key for target in here.targets)) if newest else {},
        newest.started if newest else now,
        offline=False,
        policy=policy_of(project.settings),
        ignoring=ignoring,
        ignored=store.ignored(ignoring.marks),
    )
    found = await with_records(
        results, project, store, online=False, stop=asyncio.Event(), clock=lambda: now, environ=os.environ
    )
    return Known(
        newest.started if newest else None,
        {result.target.key: result for result in results},
        found.records,
        found.candidates,
    )


def known_from_view(view: RunView) -> Known:
    """Take what a run that has just ended saw."""
    keys = {result.target.key: result.target.doi for result in view.results}
    records = {
        doi_key(doi): one.answer
        for one in view.citations
        if one.answer is not None and (doi := keys.get(one.occurrence.target_key)) is not None
    }
    searches = {
        (one.occurrence.guide, one.key): (one.candidate,)
        for one in view.citations
        if one.candidate is not None
    }
    results = {result.target.key: result for result in view.results}
    return Known(view.run.started, results, records, searches)


def known_from_results(data: Any, proxy: Proxy) -> Known:
    """Take what a run's ``results.json`` (schema 1) tells: verdicts and redirects, but no registry's records.

    Raises ValueError, KeyError, TypeError or AttributeError when it is none.
    """
    if data["schema"] != 1:
        raise ValueError("another schema")
    seen = dt.datetime.fromisoformat(data["run"]["started"])
    results = [result for entry in data["results"] for result in _results(entry, seen, proxy)]
    return Known(seen, {result.target.key: result for result in results})


def _results(entry: Mapping[str, Any], seen: dt.datetime, proxy: Proxy) -> Iterator[Result]:
    kind, url = Kind(entry["kind"]), str(entry["url"])
    written = None if kind is Kind.PAGE else field_target(url) if kind is Kind.DOI else entry_target(url)
    if written is None:
        return
    nowhere = Occurrence(written.key, "", "", "", SourceText("", "").span(0, 0), url)
    target = found_at(written, nowhere, proxy).target
    hops = [(str(hop["url"]), int(hop["status"])) for hop in entry["redirects"]]
    if entry["final_url"] is not None and entry["status"] is not None:
        hops.append((str(entry["final_url"]), int(entry["status"])))
    via = (HopVia.START, *[HopVia.REDIRECT] * len(hops))
    attempt = Attempt(
        seen, tuple(Hop(place, how, status) for (place, status), how in zip(hops, via, strict=False))
    )
    new = entry["replacement"]
    verdict = Verdict(
        State(entry["state"]), str(entry["reason"]), seen, replacement=None if new is None else str(new)
    )
    yield Result(target, (), verdict, Evidence(target.key, seen, (attempt,)))
