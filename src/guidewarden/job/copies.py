"""Archived copies for what is broken: known ones first, and a few questions to the archive each night."""

import asyncio
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.check import NetworkChecker
from guidewarden.check.resolver import Lookup, system_lookup
from guidewarden.engine import HostBudgets
from guidewarden.job.patience import within
from guidewarden.model import Kind, LinksBlock, Result, State
from guidewarden.rules import Project
from guidewarden.store import AskedCopy, Store

ASK_AGAIN = dt.timedelta(days=30)
"""How long the archive's word holds: new copies are rare of what is gone."""

_AT_ONCE = 2
_PATIENCE = 3
"""Answers of no use, one after the other, before the archive is left in peace for the night."""

_NOTHING_TO_COPY = ("proxy-refused", "url-invalid")
_MISLEADING = ("parked", "soft-404", "redirect-to-home", "redirect-to-all")
"""With these the latest copies may show what readers see now; only one near a date is of use."""

_ENTRY = re.compile(r"sections\[(\d+)\]\.blocks\[(\d+)\]\.links\[(\d+)\]\.url")


class Limits(Struct, frozen=True):
    """How many questions a run may ask, and for how many seconds in all."""

    questions: int = 200
    seconds: float = 60.0


async def with_copies(
    results: Sequence[Result],
    project: Project,
    store: Store,
    *,
    online: bool,
    stop: asyncio.Event,
    clock: Callable[[], dt.datetime],
    environ: Mapping[str, str],
    lookup: Lookup = system_lookup,
    limits: Limits | None = None,
) -> tuple[Result, ...]:
    """Give the results, the broken ones with their archived copies.

    The archive is asked only for what it was not asked for within `ASK_AGAIN`, within ``limits``, no
    longer than until ``stop`` is set, and not at all when this machine is not ``online``. A copy known from an
    earlier run stays when there is no better answer. Raises `StoreError` when the store fails.
    """
    broken = {
        result.target.key: result
        for result in results
        if result.verdict.state is State.BROKEN
        and result.target.kind is Kind.LINK
        and result.verdict.reason not in _NOTHING_TO_COPY
    }
    settings = project.settings
    if not broken or not settings.network.archive:
        return tuple(results)
    known = store.copies(broken)
    questions = _questions(broken, known, project, clock())[: (limits or Limits()).questions]
    if questions and online and not stop.is_set():
        checker = NetworkChecker(
            settings,
            HostBudgets(settings.pace, asyncio.get_running_loop().time, settings.hosts),
            clock,
            environ=environ,
            lookup=lookup,
        )
        survey = _Survey(checker, store, clock, iter(questions), known)
        try:
            await within((limits or Limits()).seconds, stop, [survey.work() for _ in range(_AT_ONCE)])
        finally:
            await checker.aclose()
    return tuple(
        replace(result, copy=known[result.target.key].copy)
        if result.target.key in broken and result.target.key in known
        else result
        for result in results
    )


def written_on(result: Result, project: Project) -> dt.date | None:
    """Give the day a link came into a guide: its entry's ``added``, else its guide's ``created``; the earliest known."""
    guides = {document.id: document.guide for document in project.documents}
    added: list[dt.date] = []
    created: list[dt.date] = []
    for place in result.occurrences:
        guide = guides.get(place.guide)
        if guide is None:
            continue
        if guide.created is not None:
            created.append(guide.created)
        found = _ENTRY.fullmatch(place.route)
        if found is None:
            continue
        block = guide.sections[int(found[1])].blocks[int(found[2])]
        day = block.links[int(found[3])].added if isinstance(block, LinksBlock) else None
        if day is not None:
            added.append(day)
    return min(added or created, default=None)


class _Question(Struct, frozen=True):
    key: str
    url: str
    near: dt.date | None


class _Survey(Struct):
    """Asks one question after the other, and keeps each answer as it comes."""

    checker: NetworkChecker
    store: Store
    clock: Callable[[], dt.datetime]
    questions: Iterator[_Question]
    known: dict[str, AskedCopy]
    useless: int = 0

    async def work(self) -> None:
        while self.useless < _PATIENCE and (question := next(self.questions, None)) is not None:
            answer = await self.checker.archived_copy(question.url, question.near)
            if not answer.usable:
                self.useless += 1
                continue
            self.useless = 0
            before = self.known.get(question.key)
            # The archive also says "none" when a copy is out of its reach for a while.
            said = AskedCopy(self.clock(), answer.copy or (before.copy if before else None))
            await asyncio.to_thread(self.store.keep_copy, question.key, said.asked_at, said.copy)
            self.known[question.key] = said


def _questions(
    broken: Mapping[str, Result], known: Mapping[str, AskedCopy], project: Project, now: dt.datetime
) -> list[_Question]:
    """Give what to ask: what was never asked first, then what was asked longest ago."""
    due = [key for key in broken if key not in known or known[key].asked_at <= now - ASK_AGAIN]
    due.sort(key=lambda key: (key in known, known[key].asked_at if key in known else now))
    questions = [_Question(key, broken[key].target.url, written_on(broken[key], project)) for key in due]
    return [
        question
        for question in questions
        if question.near is not None or broken[question.key].verdict.reason not in _MISLEADING
    ]
