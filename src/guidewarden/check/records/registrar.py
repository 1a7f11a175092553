"""The records of many DOIs: each asked of its own registration agency, in as few questions as there can be."""

import asyncio
import datetime as dt
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Sequence
from contextlib import aclosing

from msgspec import Struct, field

from guidewarden.check.records import agencies, crossref, datacite
from guidewarden.check.records.asking import Registry, Said
from guidewarden.check.records.pace import CROSSREF_PUBLIC, Call, Limits, Pace, datacite_limits
from guidewarden.check.walk import Walker
from guidewarden.model import RecordAnswer, RecordOutcome, Work
from guidewarden.model.settings import Registries
from guidewarden.plan.doi import doi_key

_WORKERS = 8
"""Questions prepared at once for one registry, however many it says it would take."""

_REFUSALS = 12
"""Lists that a registry does not take, one after the other, before it is the registry that is taken for odd."""

_LONGEST_QUERY = 500

Answered = tuple[str, RecordAnswer]


class _Asking(Struct):
    """Questions under way: what is left to ask, and where answers go (None at the end)."""

    answers: "asyncio.Queue[Answered | None]" = field(default_factory=asyncio.Queue)
    lists: deque[tuple[str, ...]] = field(default_factory=deque)
    singles: deque[str] = field(default_factory=deque)
    datacite: deque[str] = field(default_factory=deque)
    contested: dict[str, tuple[Work, ...]] = field(default_factory=dict)
    """Records of one DOI that a list held and that are not the same, by `doi_key`: the DOI is asked for by itself."""
    refusals: int = 0


class Registrar:
    """Asks the registries for records and searches them, for one run and one event loop.

    ``clock`` gives the time in UTC, ``time`` monotonic seconds. ``pause`` is how many seconds a registry in
    trouble is left alone before the second try.
    """

    def __init__(
        self,
        walker: Walker,
        registries: Registries,
        contact: str | None,
        clock: Callable[[], dt.datetime],
        time: Callable[[], float],
        pause: float = 1.0,
    ) -> None:
        self._bases = registries
        self._contact = contact
        self._clock = clock
        self._agencies = Registry("doi.org", walker, Pace({Call.LIST: Limits(5, 1.0, 1)}, time, pause), clock)
        self._crossref = Registry(
            crossref.NAME,
            walker,
            Pace(CROSSREF_PUBLIC, time, pause),
            clock,
            is_missing=crossref.is_missing,
        )
        self._datacite = Registry(
            datacite.NAME,
            walker,
            Pace(datacite_limits(contact), time, pause),
            clock,
            accept="application/vnd.api+json, application/json;q=0.9, */*;q=0.5",
            is_missing=datacite.is_missing,
        )

    async def records(self, dois: Iterable[str]) -> AsyncGenerator[Answered]:
        """Give what is known of each DOI, as it comes; each once, by the DOI as it was given first.

        Close the iterator to stop asking.
        """
        wanted = list({doi_key(doi): doi for doi in reversed(list(dois))}.values())[::-1]
        known, why = await self._agencies_of(wanted)
        asking = _Asking()
        listed: list[str] = []
        for doi in wanted:
            agency = known.get(doi_key(doi), known.get(agencies.prefix_of(doi), ""))
            if agency.casefold() == crossref.NAME.casefold():
                (listed if crossref.can_be_listed(doi) else asking.singles).append(doi)
            elif agency.casefold() == datacite.NAME.casefold():
                asking.datacite.append(doi)
            elif agency:
                yield doi, self._elsewhere(agency)
            else:
                yield doi, self._no_answer("", why or "doi.org does not say which agency registered it")
        asking.lists.extend(crossref.batches(listed))
        async with aclosing(self._all(asking)) as answers:
            async for answered in answers:
                yield answered

    async def search(self, query: str) -> tuple[Work, ...] | None:
        """Search Crossref for a citation; the likeliest works first. None when there was no answer of use."""
        url = crossref.search_address(self._bases.crossref, query[:_LONGEST_QUERY], self._contact)
        return (await self._crossref.ask(url, Call.LIST, crossref.read_search)).found

    async def _agencies_of(self, dois: Sequence[str]) -> tuple[dict[str, str], str]:
        """Ask for the agency of each prefix, and then of each DOI whose prefix has none; tell why any are missing."""
        prefixes = list(dict.fromkeys(agencies.prefix_of(doi) for doi in dois))
        known, why = await self._ask_agencies(prefixes)
        rest = [doi for doi in dois if not known.get(agencies.prefix_of(doi))]
        if rest and not why:
            more, why = await self._ask_agencies(rest)
            known |= more
        return {name: agency for name, agency in known.items() if agency}, why

    async def _ask_agencies(self, names: Sequence[str]) -> tuple[dict[str, str], str]:
        known: dict[str, str] = {}
        why = ""
        for batch in agencies.batches(names):
            url = agencies.agencies_address(self._bases.doi, batch)
            said = await self._agencies.ask(url, Call.LIST, agencies.read_agencies)
            known |= said.found or {}
            why = why or said.why
        return known, why

    async def _all(self, asking: _Asking) -> AsyncGenerator[Answered]:
        """Ask everything that is left, both registries side by side, and give the answers as they come."""
        workers = asyncio.ensure_future(self._work(asking))
        workers.add_done_callback(lambda _: asking.answers.put_nowait(None))
        try:
            while (answered := await asking.answers.get()) is not None:
                yield answered
            await workers  # Raises what went wrong in them.
        finally:
            workers.cancel()
            await asyncio.gather(workers, return_exceptions=True)

    async def _work(self, asking: _Asking) -> None:
        async def of_crossref() -> None:
            await _side_by_side(lambda: self._ask_lists(asking))
            await _side_by_side(lambda: self._ask_singles(asking))

        async with asyncio.TaskGroup() as group:
            group.create_task(of_crossref())
            group.create_task(_side_by_side(lambda: self._ask_datacite(asking)))

    async def _ask_lists(self, asking: _Asking) -> None:
        while asking.lists:
            batch = asking.lists.popleft()
            url = crossref.list_address(self._bases.crossref, batch, self._contact)
            said = await self._crossref.ask(url, Call.LIST, crossref.read_list)
            if said.refused and asking.refusals < _REFUSALS:
                # One DOI that the filter does not take must not cost the others their records.
                asking.refusals += 1
                half = len(batch) // 2
                if half:
                    asking.lists.extend((batch[:half], batch[half:]))
                else:
                    asking.singles.extend(batch)
                continue
            asking.refusals = asking.refusals if said.found is None else 0
            contested = said.found.contested if said.found else {}
            for doi in batch:
                if doi_key(doi) in contested:
                    asking.contested[doi_key(doi)] = contested[doi_key(doi)]
                    asking.singles.append(doi)
                else:
                    asking.answers.put_nowait((doi, self._of_list(said, doi, batch)))

    def _of_list(self, said: Said[crossref.Listed], doi: str, batch: Sequence[str]) -> RecordAnswer:
        if said.missing:
            return self._no_answer(crossref.NAME, "Crossref says “Resource not found” of the whole list")
        if said.found is None:
            return self._no_answer(crossref.NAME, said.why)
        work = said.found.works.get(doi_key(doi))
        if work is not None:
            return self._found(crossref.NAME, work)
        # A list with works that nobody asked for, of aliases perhaps, may hold this one under another DOI.
        told = said.found.works.keys() | said.found.contested.keys()
        if said.found.whole and told <= set(map(doi_key, batch)):
            return self._absent(crossref.NAME)
        return self._no_answer(crossref.NAME, "Crossref's answer is not the whole list that was asked for")

    async def _ask_singles(self, asking: _Asking) -> None:
        while asking.singles:
            doi = asking.singles.popleft()
            url = crossref.work_address(self._bases.crossref, doi, self._contact)
            said = await self._crossref.ask(url, Call.SINGLE, crossref.read_one)
            answer = self._of_one(crossref.NAME, said, doi)
            contested = asking.contested.get(doi_key(doi), ())
            if contested and not _settles(answer.work, contested):
                answer = self._no_answer(
                    crossref.NAME, "Crossref tells records of it that contradict each other"
                )
            asking.answers.put_nowait((doi, answer))

    async def _ask_datacite(self, asking: _Asking) -> None:
        while asking.datacite:
            doi = asking.datacite.popleft()
            url = datacite.work_address(self._bases.datacite, doi, self._contact)
            said = await self._datacite.ask(url, Call.SINGLE, datacite.read_one)
            asking.answers.put_nowait((doi, self._of_one(datacite.NAME, said, doi)))

    def _of_one(self, agency: str, said: Said[Work], doi: str) -> RecordAnswer:
        if said.missing:
            return self._absent(agency)
        if said.found is None:
            return self._no_answer(agency, said.why)
        if doi_key(said.found.doi) != doi_key(doi):
            return self._no_answer(agency, f"{agency} answered with the record of another DOI")
        return self._found(agency, said.found)

    def _found(self, agency: str, work: Work) -> RecordAnswer:
        # What is told of notices stands, however garbled the rest.
        if work.is_garbled and not (work.updated_by or work.updates):
            return self._no_answer(agency, f"{agency}'s record of it cannot be read")
        return RecordAnswer(self._clock(), RecordOutcome.FOUND, agency, work)

    def _absent(self, agency: str) -> RecordAnswer:
        return RecordAnswer(
            self._clock(), RecordOutcome.ABSENT, agency, why=f"{agency} holds no record of it"
        )

    def _elsewhere(self, agency: str) -> RecordAnswer:
        why = f"it belongs to {agency}, whose records cannot be asked for"
        return RecordAnswer(self._clock(), RecordOutcome.ELSEWHERE, agency, why=why)

    def _no_answer(self, agency: str, why: str) -> RecordAnswer:
        return RecordAnswer(self._clock(), RecordOutcome.NO_ANSWER, agency, why=why)


def _settles(work: Work | None, contested: Sequence[Work]) -> bool:
    """Whether a record that was asked for by itself hides no notice that one of a list's tells, or tells and garbles."""
    return work is not None and all(
        set(other.updated_by) <= set(work.updated_by)
        and set(other.updates) <= set(work.updates)
        and set(other.unread) <= set(work.unread)
        for other in contested
    )


async def _side_by_side(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Set several workers on one queue; the registry's pace says how many of them may ask."""
    async with asyncio.TaskGroup() as group:
        for _ in range(_WORKERS):
            group.create_task(work())
