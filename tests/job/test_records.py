"""Which records are asked for, how often and how fast, and what becomes of a registry in trouble: real servers, a real store."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from checkhelp import NOBODY
from evidences import NIGHT, night
from guidewarden.demo import crossref as crossref_double
from guidewarden.demo.crossref import ARRAY, POLITE, PUBLIC, SINGLE, Crossref
from guidewarden.demo.datacite import DataCite
from guidewarden.demo.registry import Record, Registry
from guidewarden.demo.server import Reply, Request, Server
from guidewarden.demo.troubles import bare_429, cut_short, hang, html_as_json, unavailable
from guidewarden.demo.turnstile import Call, Change, Limit
from guidewarden.guides import load_library
from guidewarden.job.checking import check_targets
from guidewarden.job.records import Limits, Records, with_records
from guidewarden.model import (
    Evidence,
    HandleAnswer,
    People,
    RecordAnswer,
    RecordOutcome,
    Result,
    Settings,
    State,
    Verdict,
)
from guidewarden.plan.targets import doi_target
from guidewarden.rules import Project
from guidewarden.store import MEMORY, Store, open_store

QUICK = {
    (PUBLIC, SINGLE): Limit(5, 0.05, 1),
    (PUBLIC, ARRAY): Limit(1, 0.05, 1),
    (POLITE, SINGLE): Limit(10, 0.05, 3),
    (POLITE, ARRAY): Limit(3, 0.05, 3),
}
"""Crossref's limits, twenty times as fast."""


def record(doi: str, **more: Any) -> dict[str, Any]:
    return {"DOI": doi, "type": "journal-article", "title": [f"The work {doi}"], **more}


def dataset(doi: str) -> dict[str, Any]:
    return {"doi": doi, "titles": [{"title": f"The data {doi}"}], "creators": [], "publicationYear": 2020}


def registered(*dois: str, **aliases: str) -> list[Result]:
    """Results of DOIs that are registered tonight; an alias is written ``name="10.5555/prime"`` for 10.5555/name."""
    names = {**dict.fromkeys(dois), **{f"10.5555/{name}": prime for name, prime in aliases.items()}}
    return [
        _result(doi, HandleAnswer(200, 1, "https://publisher.example/", alias))
        for doi, alias in names.items()
    ]


def _result(doi: str, handle: HandleAnswer | None) -> Result:
    target = doi_target(doi, doi)
    evidence = Evidence(target.key, NIGHT, (), None, handle)
    return Result(target, (), Verdict(State.OK, "registered", NIGHT), evidence)


def library(tmp_path: Path, sources: str) -> Project:
    (tmp_path / "guide.yaml").write_text(f"title: A guide\nsources:\n{sources}")
    return Project(load_library([tmp_path], tmp_path).documents, People(), Settings(), NIGHT.date())


@dataclass
class Night:
    """One night's questions to doubles of the three registries."""

    crossref: Crossref = field(default_factory=lambda: Crossref([record("10.5555/a")], limits=QUICK))
    datacite: DataCite = field(default_factory=lambda: DataCite([dataset("10.5072/d")]))
    agencies: Mapping[str, str] = field(
        default_factory=lambda: {"10.5555": "Crossref", "10.5072": "DataCite"}
    )
    now: dt.datetime = NIGHT
    citations: Mapping[str, Any] = field(default_factory=dict)
    project: Project | None = None
    online: bool = True
    stop_after: float | None = None
    limits: Limits = field(default_factory=lambda: Limits(pause=0.01))
    took: float = 0
    server: Server | None = None

    def ask(self, results: Sequence[Result], store: Store) -> Records:
        return asyncio.run(self._ask(results, store))

    def answer(self, doi: str, store: Store) -> RecordAnswer:
        (answer,) = self.ask(registered(doi), store).records.values()
        return answer

    @property
    def questions(self) -> int:
        return len(self.server.log) if self.server else 0

    def settings(self, server: Server) -> Settings:
        return Settings.model_validate(
            {
                "network": {"allow": ["127.0.0.0/8"], "timeout": 5, "contact": "library@example.org"},
                "registries": dict.fromkeys(("doi", "crossref", "datacite"), server.url),
                "pace": {"per_second": 5000, "concurrency": 32},
                "citations": {"landing": False, **self.citations},
            }
        )

    def respond(self, request: Request) -> Reply:
        if request.path.startswith("/works"):
            return self.crossref.respond(request)
        if request.path.startswith("/dois"):
            return self.datacite.respond(request)
        return self.registry.respond(request)

    @property
    def registry(self) -> Registry:
        return Registry({f"{prefix}/x": Record(agency=name) for prefix, name in self.agencies.items()})

    async def _ask(self, results: Sequence[Result], store: Store) -> Records:
        stop = asyncio.Event()
        if self.stop_after is not None:
            asyncio.get_running_loop().call_later(self.stop_after, stop.set)
            await asyncio.sleep(0 if self.stop_after else 0.001)
        async with Server(self.respond) as self.server:
            documents = self.project.documents if self.project else ()
            begin = time.monotonic()
            answer = await with_records(
                results,
                Project(documents, People(), self.settings(self.server), self.now.date()),
                store,
                online=self.online,
                stop=stop,
                clock=lambda: self.now,
                environ=NOBODY,
                limits=self.limits,
            )
            self.took = time.monotonic() - begin
        return answer


@pytest.fixture(name="store")
def _store(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with open_store(MEMORY, tmp_path_factory.getbasetemp()) as opened:
        yield opened


def always(change: Change) -> Callable[[Call], Change]:
    return lambda _call: change


FILLING = [f"10.5555/filling.{number}" for number in range(50)]
"""A first list, whose answer announces how fast Crossref may be asked."""


def after_one(change: Change) -> Callable[[Call], Change | None]:
    return lambda call: change if call.number > 1 else None


def test_each_doi_is_asked_of_its_own_agency(store: Store) -> None:
    agencies = {"10.5555": "Crossref", "10.5072": "DataCite", "10.1241": "JaLC"}
    found = Night(agencies=agencies).ask(
        registered("10.5555/A", "10.5555/none", "10.5072/d", "10.5072/none", "10.1241/x", "10.7777/x"), store
    )
    assert {key: (each.outcome, each.agency) for key, each in found.records.items()} == {
        "10.5555/a": (RecordOutcome.FOUND, "Crossref"),
        "10.5555/none": (RecordOutcome.ABSENT, "Crossref"),
        "10.5072/d": (RecordOutcome.FOUND, "DataCite"),
        "10.5072/none": (RecordOutcome.ABSENT, "DataCite"),
        "10.1241/x": (RecordOutcome.ELSEWHERE, "JaLC"),
        "10.7777/x": (RecordOutcome.NO_ANSWER, ""),
    }
    assert found.records["10.5555/a"].work is not None
    assert all(each.why for each in found.records.values() if each.work is None)


def test_an_alias_has_the_record_of_its_prime_doi(store: Store) -> None:
    night_one = Night()
    found = night_one.ask(registered("10.5555/a", short="10.5555/A"), store)
    assert {key: each.work.doi for key, each in found.records.items() if each.work} == {
        "10.5555/a": "10.5555/a",
        "10.5555/short": "10.5555/a",
    }
    assert [call.asked for call in night_one.crossref.seen.calls] == [("10.5555/A",)]


def test_what_is_not_registered_tonight_is_not_asked_for(store: Store) -> None:
    results = [
        _result("10.5555/a", HandleAnswer(404, 100)),
        _result("10.5555/b", HandleAnswer(503, None)),
        _result("10.5555/c", None),
    ]
    asked = Night()
    assert asked.ask(results, store).records == {}
    assert asked.questions == 0


def test_a_record_is_fresh_for_so_many_days(store: Store) -> None:
    for ago, days, questions in ((20, 7, 1), (14, 7, 0), (13, 7, 1), (11, 3, 0), (10, 3, 1)):
        asked = Night(now=night(ago), citations={"days": days})
        assert asked.answer("10.5555/a", store).outcome is RecordOutcome.FOUND
        assert asked.crossref.seen.count() == questions, ago


TROUBLES = {
    "down": (unavailable(503), "Crossref is down (status 503)"),
    "a page that calls itself JSON": (html_as_json, "not its record"),
    "rate-limiting": (bare_429, "rate-limited"),
    "cut short": (cut_short, "not its record"),
    "a 404 that is not Crossref's": (unavailable(404), "status 404"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_registry_in_trouble_is_no_answer_and_an_older_record_stands_in(trouble: str, store: Store) -> None:
    change, why = TROUBLES[trouble]
    Night(now=night(30)).answer("10.5555/a", store)
    asked = Night(crossref=Crossref([record("10.5555/a")], limits=QUICK, script=after_one(change)))
    found = asked.ask(registered(*FILLING, "10.5555/b", "10.5555/odd,comma", "10.5555/a"), store).records
    assert found["10.5555/a"].outcome is RecordOutcome.FOUND
    assert found["10.5555/a"].asked_at == night(30)
    assert why in found["10.5555/b"].why
    for doi in ("10.5555/b", "10.5555/odd,comma"):
        assert found[doi].outcome is RecordOutcome.NO_ANSWER
        assert found[doi].why.startswith(("Crossref", "rate-limited: Crossref"))
    assert store.records(["10.5555/b", "10.5555/odd,comma"]) == {}
    assert asked.crossref.seen.violations == []


def test_a_registry_in_trouble_is_soon_left_in_peace(store: Store) -> None:
    dois = [f"10.5555/{number}" for number in range(500)]
    asked = Night(crossref=Crossref(limits=QUICK, script=after_one(unavailable(500))))
    found = asked.ask(registered(*FILLING, *dois), store).records
    assert {found[doi].outcome for doi in dois} == {RecordOutcome.NO_ANSWER}
    assert {found[doi].outcome for doi in FILLING} == {RecordOutcome.ABSENT}
    # Up to three at once fail together, and count as one try.
    assert 5 <= asked.crossref.seen.count() <= 1 + 4 * 3


def test_a_registry_that_does_not_know_whose_dois_they_are(store: Store) -> None:
    class Down(Night):
        def respond(self, request: Request) -> Reply:
            if request.path.startswith("/doiRA"):
                return unavailable(502)(crossref_double.Response())  # type: ignore[attr-defined]
            return super().respond(request)

    answer = Down().answer("10.5555/a", store)
    assert (answer.outcome, answer.why) == (RecordOutcome.NO_ANSWER, "doi.org is down (status 502)")


def test_a_silent_registry_costs_its_seconds_and_no_more(store: Store) -> None:
    asked = Night(
        crossref=Crossref(limits=QUICK, script=always(hang)), limits=Limits(seconds=0.3, search_seconds=0.1)
    )
    found = asked.ask(registered("10.5072/d", "10.5555/a"), store).records
    assert asked.took < 3
    assert found["10.5555/a"].outcome is RecordOutcome.NO_ANSWER
    assert "not asked" in found["10.5555/a"].why
    assert set(store.records(["10.5072/d", "10.5555/a"])) == {"10.5072/d"}


def test_a_stop_is_not_held_up_and_what_came_is_kept(store: Store) -> None:
    asked = Night(crossref=Crossref(limits=QUICK, script=always(hang)), stop_after=0.3)
    found = asked.ask(registered("10.5072/d", "10.5555/a"), store).records
    assert asked.took < 3
    assert found["10.5072/d"].outcome is RecordOutcome.FOUND
    assert found["10.5555/a"].why == "not asked: the run was stopped"


def test_known_records_are_shown_offline_and_after_a_stop_without_a_question(store: Store) -> None:
    Night(now=night(30)).answer("10.5555/a", store)
    for asked, why in ((Night(online=False), "offline"), (Night(stop_after=0), "stopped")):
        found = asked.ask(registered("10.5555/a", "10.5555/b"), store).records
        assert found["10.5555/a"].outcome is RecordOutcome.FOUND
        assert why in found["10.5555/b"].why
        assert asked.questions == 0


def test_switched_off_nothing_is_asked_or_shown(store: Store, tmp_path: Path) -> None:
    Night(now=night(1)).answer("10.5555/a", store)
    asked = Night(citations={"records": False, "suggest": False}, project=library(tmp_path, WITHOUT_DOI))
    assert asked.ask(registered("10.5555/a"), store) == Records()
    assert asked.questions == 0


def test_a_night_asks_for_so_many_and_the_next_one_goes_on(store: Store) -> None:
    dois = [f"10.5555/{number}" for number in range(5)]
    outcomes = []
    for ago in (3, 2, 1):
        asked = Night(now=night(ago), limits=Limits(dois=2))
        found = asked.ask(registered(*dois), store).records
        outcomes.append(sum(each.outcome is RecordOutcome.ABSENT for each in found.values()))
    assert outcomes == [2, 4, 5]


WITHOUT_DOI = """\
  article:
    type: article-journal
    title: The Myth of a Pledge
    author: [{family: Kramer, given: Mark}]
    container-title: The Washington Quarterly
    volume: "32"
    issued: 2009-04
  carried:
    type: article-journal
    title: The Myth of a Pledge
    author: [{family: Kramer, given: Mark}]
    URL: https://www.tandfonline.com/doi/full/10.1080/01636600902773248
  newspaper:
    type: article-newspaper
    title: The Myth of a Pledge
    author: [{family: Kramer, given: Mark}]
"""
KRAMER = record("10.1080/1", title=["The Myth of a Pledge"], author=[{"family": "Kramer", "given": "Mark"}])


def test_sources_without_a_doi_are_searched_for_once_a_month(store: Store, tmp_path: Path) -> None:
    project = library(tmp_path, WITHOUT_DOI)
    for ago, questions in ((60, 1), (31, 0), (30, 1), (1, 0)):
        asked = Night(crossref=Crossref([KRAMER], limits=QUICK), project=project, now=night(ago))
        found = asked.ask([], store).candidates
        assert [(place, [work.doi for work in works]) for place, works in found.items()] == [
            (("guide", "article"), ["10.1080/1"])
        ]
        assert [call.asked for call in asked.crossref.seen.calls] == [
            ("The Myth of a Pledge Kramer The Washington Quarterly 32 2009",)
        ] * questions


def test_a_corrected_source_is_searched_for_afresh(store: Store, tmp_path: Path) -> None:
    Night(crossref=Crossref(limits=QUICK), project=library(tmp_path, WITHOUT_DOI)).ask([], store)
    changed = library(tmp_path, WITHOUT_DOI.replace("2009-04", "2010-04"))
    asked = Night(crossref=Crossref([KRAMER], limits=QUICK), project=changed)
    assert asked.ask([], store).candidates
    assert asked.crossref.seen.count(ARRAY) == 1


def test_a_search_without_an_answer_is_tried_again_the_next_night(store: Store, tmp_path: Path) -> None:
    project = library(tmp_path, WITHOUT_DOI)
    down = Night(crossref=Crossref(limits=QUICK, script=after_one(html_as_json)), project=project)
    assert down.ask(registered("10.5555/a"), store).candidates == {}
    assert down.crossref.seen.count(ARRAY) == 4
    asked = Night(crossref=Crossref([KRAMER], limits=QUICK), project=project)
    assert asked.ask([], store).candidates


def test_a_thousand_dois_cost_a_thousand_lookups_and_twenty_lists(store: Store) -> None:
    """The whole way: handles, agencies, records; within the limits that Crossref announces."""
    dois = [f"10.5555/work.{number}" for number in range(1000)]
    asked = Night(
        crossref=Crossref([record(doi) for doi in dois], limits=QUICK, lasting=0.01, bare=True),
    )
    registry = Registry({doi: Record("https://publisher.example/") for doi in dois})

    async def run() -> tuple[Records, Server]:
        def respond(request: Request) -> Reply:
            return asked.respond(request) if request.path.startswith("/works") else registry.respond(request)

        async with Server(respond) as server:
            settings = asked.settings(server)
            targets = [doi_target(doi, doi) for doi in dois]
            stop = asyncio.Event()
            checked = await check_targets(
                targets,
                {},
                settings,
                observer=Quiet(),
                stop=stop,
                clock=lambda: NIGHT,
                environ=NOBODY,
            )
            results = [
                Result(target, (), Verdict(State.OK, "registered", NIGHT), checked.evidence[target.key])
                for target in targets
            ]
            records = await with_records(
                results,
                Project((), People(), settings, NIGHT.date()),
                store,
                online=True,
                stop=stop,
                clock=lambda: NIGHT,
                environ=NOBODY,
            )
        return records, server

    found, server = asyncio.run(run())
    assert {each.outcome for each in found.records.values()} == {RecordOutcome.FOUND}
    assert len(found.records) == 1000
    paths = server.paths()
    assert sum(path.startswith("/api/handles/") for path in paths) == 1000
    assert sum(path.startswith("/doiRA/") for path in paths) == 1
    seen = asked.crossref.seen
    assert (seen.count(ARRAY), seen.count(SINGLE)) == (20, 0)
    assert seen.violations == []
    assert seen.most_at_once <= 3
    assert all("mailto=library@example.org" in call.request.query for call in seen.calls)


class Quiet:
    """Watches without a word."""

    def started(self, total: int, already: int) -> None: ...

    def checked(self, evidence: Evidence) -> None: ...

    def finished(self) -> None: ...
