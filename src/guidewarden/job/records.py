"""Registries' records of what the guides cite: known ones first, and the rest asked for within bounds."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing

from msgspec import Struct, field

from guidewarden.check import NetworkChecker
from guidewarden.check.resolver import Lookup, system_lookup
from guidewarden.engine import HostBudgets
from guidewarden.job.patience import within
from guidewarden.model import Kind, RecordAnswer, RecordOutcome, Result, SourceRecord, Work
from guidewarden.plan.doi import doi_key, normalise
from guidewarden.plan.proxied import unwrap
from guidewarden.rules import Project
from guidewarden.store import AskedSearch, Store

SEARCH_AGAIN = dt.timedelta(days=30)
"""How long a search's answer holds: few DOIs are given to what is old."""

_REGISTERED = (1, 200)
_SEARCHED = ("article-journal", "paper-conference", "chapter", "dataset")
"""Types of works that mostly have DOIs."""

_USELESS = 2
"""Searches without an answer, one after the other, before no more are tried this night."""


class Limits(Struct, frozen=True):
    """How many DOIs and searches a run may ask for, and for how many seconds each of the two.

    ``pause`` is how many seconds a registry in trouble is left alone before it is asked again.
    """

    dois: int = 5_000
    searches: int = 25
    seconds: float = 300.0
    search_seconds: float = 60.0
    pause: float = 1.0


class Records(Struct, frozen=True):
    """What the registries said: of DOIs by `doi_key`, and of sources without one by guide and key of the source."""

    records: Mapping[str, RecordAnswer] = field(default_factory=dict)
    candidates: Mapping[tuple[str, str], tuple[Work, ...]] = field(default_factory=dict)


async def with_records(
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
) -> Records:
    """Give the records of every DOI that is registered tonight, and what searches found for sources without one.

    A record younger than the settings say is not asked for again; an older one stands in, with its age in
    ``asked_at``, when no registry answers. What is not known has NO_ANSWER with a reason. Of an alias the prime
    DOI's record is given. Nothing is asked when this machine is not ``online``, and no longer than until
    ``stop`` is set. Raises `StoreError` when the store fails.
    """
    limits = limits or Limits()
    wanted = _registered(results) if project.settings.citations.records else {}
    sources = dict(_without_doi(project)) if project.settings.citations.suggest else {}
    survey = _Survey(project, store, clock, limits)
    survey.known = store.records(map(doi_key, wanted.values())) if wanted else {}
    survey.found = store.searches(_mark(source) for source in sources.values()) if sources else {}
    due, queries = survey.due(wanted.values()), survey.queries(sources.values())
    silent = "" if online else "this machine was offline"
    if (due or queries) and online and not stop.is_set():
        settings = project.settings
        budgets = HostBudgets(settings.pace, asyncio.get_running_loop().time, settings.hosts)
        checker = NetworkChecker(settings, budgets, clock, environ=environ, lookup=lookup, pause=limits.pause)
        try:
            await within(limits.seconds, stop, [survey.ask(checker, due)])
            if queries and not stop.is_set():
                await within(limits.search_seconds, stop, [survey.search(checker, queries)])
        finally:
            await checker.aclose()
    silent = silent or ("the run was stopped" if stop.is_set() else "this night's questions were used up")
    return Records(
        {key: survey.answer(doi_key(doi), silent) for key, doi in wanted.items()},
        {
            place: survey.found[_mark(source)].works
            for place, source in sources.items()
            if _mark(source) in survey.found
        },
    )


class _Survey(Struct):
    """What is known, and what is asked; every answer is kept as it comes."""

    project: Project
    store: Store
    clock: Callable[[], dt.datetime]
    limits: Limits
    known: dict[str, RecordAnswer] = field(default_factory=dict)
    tonight: dict[str, RecordAnswer] = field(default_factory=dict)
    found: dict[str, AskedSearch] = field(default_factory=dict)

    def due(self, dois: Iterable[str]) -> list[str]:
        """Give the DOIs to ask for: those never asked for first, then those asked for longest ago."""
        oldest = self.clock() - dt.timedelta(days=self.project.settings.citations.days)
        unique = {doi_key(doi): doi for doi in dois}
        due = [key for key in unique if key not in self.known or self.known[key].asked_at <= oldest]
        due.sort(key=lambda key: self.known[key].asked_at.timestamp() if key in self.known else 0.0)
        return [unique[key] for key in due[: self.limits.dois]]

    def queries(self, sources: Iterable[SourceRecord]) -> list[tuple[str, str]]:
        """Give what to search for, by fingerprint, in the same order."""
        oldest = self.clock() - SEARCH_AGAIN
        unique = {_mark(source): _query(source) for source in sources}
        due = [mark for mark in unique if mark not in self.found or self.found[mark].asked_at <= oldest]
        due.sort(key=lambda mark: self.found[mark].asked_at.timestamp() if mark in self.found else 0.0)
        return [(mark, unique[mark]) for mark in due[: self.limits.searches]]

    async def ask(self, checker: NetworkChecker, dois: Sequence[str]) -> None:
        async with aclosing(checker.records(dois)) as answers:
            async for doi, answer in answers:
                self.tonight[doi_key(doi)] = answer
                if answer.outcome is not RecordOutcome.NO_ANSWER:
                    await asyncio.to_thread(self.store.keep_record, doi_key(doi), answer)

    async def search(self, checker: NetworkChecker, queries: Sequence[tuple[str, str]]) -> None:
        useless = 0
        for mark, query in queries:
            works = await checker.search_works(query)
            if works is None:
                useless += 1
                if useless == _USELESS:
                    return
                continue
            useless = 0
            self.found[mark] = AskedSearch(self.clock(), works)
            await asyncio.to_thread(self.store.keep_search, mark, self.clock(), works)

    def answer(self, key: str, silent: str) -> RecordAnswer:
        """Give tonight's answer, or else the one that is known; ``silent`` says why there is neither."""
        answer = self.tonight.get(key)
        if answer is not None and answer.outcome is not RecordOutcome.NO_ANSWER:
            return answer
        nothing = RecordAnswer(self.clock(), RecordOutcome.NO_ANSWER, why=f"not asked: {silent}")
        return self.known.get(key) or answer or nothing


def _registered(results: Sequence[Result]) -> dict[str, str]:
    """Give the DOIs that the registry says are registered, by the key they are cited under; the prime DOI of an alias."""
    found: dict[str, str] = {}
    for result in results:
        cited = result.target.doi
        handle = result.evidence.handle if result.evidence else None
        if result.target.kind is not Kind.DOI or cited is None or handle is None:
            continue
        if handle.response_code in _REGISTERED:
            prime = normalise(handle.alias) if handle.alias else None
            found[doi_key(cited)] = prime or cited
    return found


def is_searched(project: Project) -> bool:
    """Whether there are works to be searched for: the settings say so, and some source has no DOI."""
    return project.settings.citations.suggest and any(_without_doi(project))


def _without_doi(project: Project) -> Iterator[tuple[tuple[str, str], SourceRecord]]:
    """Give the sources for which a search may find a DOI, by guide and key: those that neither have nor carry one."""
    for document in project.documents:
        for key, source in document.guide.sources.items():
            if source.doi or source.type not in _SEARCHED or not source.author:
                continue
            way = unwrap(source.url, project.settings.proxy) if source.url else None
            if not normalise((way and way.target) or source.url or ""):
                yield (document.id, key), source


def _query(source: SourceRecord) -> str:
    """Write a citation as one text, as Crossref's bibliographic search wants it."""
    names = [name.family or name.literal or "" for name in source.author[:3]]
    parts = [
        source.title,
        *names,
        source.container_title or "",
        source.volume or "",
        (source.issued or "")[:4],
    ]
    return " ".join(" ".join(parts).split())


def _mark(source: SourceRecord) -> str:
    """Name a source by what is searched for, so that a corrected one is searched for afresh."""
    return hashlib.sha256(_query(source).encode()).hexdigest()[:32]
