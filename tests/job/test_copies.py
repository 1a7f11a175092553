"""Which broken links the archive is asked about, how often, and for how long: real servers, a real store."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from checkhelp import NOBODY
from evidences import NIGHT, link, night
from guidewarden.demo.server import Reply, Request, Response, Server
from guidewarden.demo.wayback import Wayback
from guidewarden.guides import load_library
from guidewarden.job.copies import Limits, with_copies, written_on
from guidewarden.model import (
    ArchivedCopy,
    GuideDocument,
    Kind,
    Occurrence,
    People,
    Result,
    Settings,
    Span,
    State,
    Target,
    Verdict,
)
from guidewarden.plan import extract
from guidewarden.rules import Project
from guidewarden.store import MEMORY, Store, open_store
from webs import hang

GONE = "https://library.example/gone"
TIMES = ("20190303101512", "20230814060744")
FIRST = ArchivedCopy(
    f"https://web.archive.org/web/20190303101512/{GONE}", dt.datetime(2019, 3, 3, 10, 15, 12, tzinfo=dt.UTC)
)

GUIDE = """\
title: A guide
created: 2018-05-01
sources:
  work: {type: webpage, title: A work, URL: "https://library.example/work"}
sections:
  - title: Links
    blocks:
      - markdown: See <https://library.example/prose>.
      - links:
          - {url: "https://library.example/gone", label: Gone, added: 2019-03-01}
          - {url: "https://library.example/again", label: Again, added: 2021-01-01}
          - {url: "https://library.example/again", label: Again, added: 2020-01-01}
          - {url: "https://library.example/undated", label: Undated}
"""


def result(url: str, state: State = State.BROKEN, reason: str = "not-found") -> Result:
    return Result(link(url), (), Verdict(state, reason, NIGHT))


def gone(count: int) -> list[Result]:
    return [result(f"{GONE}/{number}") for number in range(count)]


@dataclass
class Archive:
    """One night's questions to a server that stands in for archive.org."""

    respond: Callable[[Request], Reply] = field(default_factory=lambda: Wayback({GONE: TIMES}).respond)
    now: dt.datetime = NIGHT
    archive: bool = True
    online: bool = True
    stop_after: float | None = None
    limits: Limits | None = None
    documents: tuple[GuideDocument, ...] = ()
    asked: list[str] = field(default_factory=list)
    took: float = 0

    def night(self, results: Sequence[Result], store: Store) -> list[ArchivedCopy | None]:
        return [found.copy for found in asyncio.run(self._night(results, store))]

    async def _night(self, results: Sequence[Result], store: Store) -> tuple[Result, ...]:
        stop = asyncio.Event()
        if self.stop_after is not None:
            asyncio.get_running_loop().call_later(self.stop_after, stop.set)
            await asyncio.sleep(0 if self.stop_after else 0.001)
        async with Server(self.respond) as server:
            network = {"allow": ["127.0.0.0/8"], "timeout": 5, "archive": self.archive}
            settings = Settings.model_validate(
                {
                    "network": network,
                    "registries": {"wayback": server.url},
                    "pace": {"per_second": 1000},
                }
            )
            begin = time.monotonic()
            answer = await with_copies(
                results,
                Project(self.documents, People(), settings, self.now.date()),
                store,
                online=self.online,
                stop=stop,
                clock=lambda: self.now,
                environ=NOBODY,
                limits=self.limits,
            )
            self.took = time.monotonic() - begin
            self.asked = [request.query for request in server.log]
        return answer


@pytest.fixture(name="store")
def _store(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with open_store(MEMORY, tmp_path_factory.getbasetemp()) as opened:
        yield opened


def test_only_what_is_broken_and_may_have_a_copy_is_asked_for(store: Store) -> None:
    others = [result(f"https://library.example/{state}", state, "") for state in State if state != "broken"]
    doi = Result(
        Target("doi:10.1/x", Kind.DOI, "https://doi.org/10.1/x", "doi.org", "10.1/x"),
        (),
        Verdict(State.BROKEN, "doi-not-registered", NIGHT),
    )
    useless = [
        result("https://proxy.example/login?url=https://a.example", reason="proxy-refused"),
        result("http://", reason="url-invalid"),
        result("https://sold.example/", reason="parked"),
        result("https://library.example/soft", reason="soft-404"),
    ]
    archive = Archive()
    copies = archive.night([*others, doi, result(GONE), *useless], store)
    assert len(archive.asked) == 1
    assert [copy is not None for copy in copies] == [False] * 8 + [True] + [False] * 4


def test_the_answer_holds_for_thirty_days_and_none_is_asked_again_then(store: Store) -> None:
    results = [result(GONE), result("https://library.example/never-copied")]
    assert Archive(now=night(40)).night(results, store)[1] is None
    for ago, questions in ((39, 0), (11, 0), (10, 2), (9, 0)):
        archive = Archive(now=night(ago))
        assert archive.night(results, store)[0] is not None
        assert len(archive.asked) == questions, ago


def test_a_known_copy_outlives_an_archive_that_says_nothing_of_use_or_none(store: Store) -> None:
    Archive(now=night(80)).night([result(GONE)], store)
    for ago, reply in ((45, Response(503)), (44, Response(200, (), b'{"archived_snapshots": {}}'))):
        archive = Archive(lambda _, said=reply: said, now=night(ago))  # type: ignore[misc]
        (copy,) = archive.night([result(GONE)], store)
        assert archive.asked
        assert copy is not None
    assert Archive(now=night(43)).night([result(GONE)], store)[0] is not None


def test_known_copies_are_shown_offline_and_after_a_stop_without_a_question(store: Store) -> None:
    Archive(now=night(80)).night([result(GONE)], store)
    for archive in (Archive(online=False), Archive(stop_after=0)):
        assert archive.night([result(GONE), result(GONE + "/2")], store)[0] is not None
        assert archive.asked == []


def test_switched_off_nothing_is_asked_or_shown(store: Store) -> None:
    Archive(now=night(1)).night([result(GONE)], store)
    archive = Archive(archive=False)
    assert archive.night([result(GONE)], store) == [None]
    assert archive.asked == []


def test_a_night_asks_so_many_questions_and_the_next_one_goes_on(store: Store) -> None:
    results = gone(5)
    first, second, third = (Archive(limits=Limits(questions=2), now=night(ago)) for ago in (3, 2, 1))
    for archive in (first, second, third):
        archive.night(results, store)
    assert [len(archive.asked) for archive in (first, second, third)] == [2, 2, 1]
    assert len({question for archive in (first, second, third) for question in archive.asked}) == 5


def test_an_archive_in_trouble_is_soon_left_in_peace_and_asked_again_the_next_night(store: Store) -> None:
    archive = Archive(lambda _: Response(429))
    assert archive.night(gone(40), store) == [None] * 40
    assert 3 <= len(archive.asked) <= 4
    again = Archive(now=NIGHT + dt.timedelta(days=1))
    again.night(gone(40), store)
    assert len(again.asked) == 40


def test_a_silent_archive_costs_its_seconds_and_no_more(store: Store) -> None:
    archive = Archive(lambda _: hang(), limits=Limits(seconds=0.2))
    assert archive.night(gone(40), store) == [None] * 40
    assert 0.2 <= archive.took < 2


def test_a_stop_is_not_held_up(store: Store) -> None:
    archive = Archive(lambda _: hang(), stop_after=0.2)
    assert archive.night(gone(40), store) == [None] * 40
    assert archive.took < 2


def test_what_was_answered_before_the_stop_is_kept(store: Store) -> None:
    wayback = Wayback({GONE: TIMES})

    def respond(request: Request) -> Reply:
        return wayback.respond(request) if request.query.endswith("gone") else hang()

    archive = Archive(respond, limits=Limits(seconds=0.3))
    copies = archive.night([result(GONE), *gone(3)], store)
    assert copies[0] is not None
    assert copies[1:] == [None] * 3
    assert list(store.copies([found.target.key for found in [result(GONE), *gone(3)]])) == [
        result(GONE).target.key
    ]


@pytest.fixture(name="document", scope="module")
def _document(tmp_path_factory: pytest.TempPathFactory) -> GuideDocument:
    folder = tmp_path_factory.mktemp("guides")
    (folder / "guide.yaml").write_text(GUIDE)
    library = load_library([folder], folder)
    (document,) = library.documents
    return document


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://library.example/gone", dt.date(2019, 3, 1)),
        ("https://library.example/again", dt.date(2020, 1, 1)),
        ("https://library.example/undated", dt.date(2018, 5, 1)),
        ("https://library.example/prose", dt.date(2018, 5, 1)),
        ("https://library.example/work", dt.date(2018, 5, 1)),
    ],
)
def test_when_a_link_came_into_its_guide(document: GuideDocument, url: str, day: dt.date) -> None:
    found = [item for item in extract(document) if item.target.url == url]
    assert found
    made = Result(
        found[0].target, tuple(item.occurrence for item in found), Verdict(State.BROKEN, "gone", NIGHT)
    )
    project = Project((document,), People(), Settings(), NIGHT.date())
    assert written_on(made, project) == day


def test_a_list_of_links_has_no_dates() -> None:
    place = Occurrence("link:x", "", "links.txt", "", Span("links.txt", 1, 1, 1, 2, 0, 1))
    made = Result(link(), (place,), Verdict(State.BROKEN, "gone", NIGHT))
    assert written_on(made, Project((), People(), Settings(), NIGHT.date())) is None


def test_the_copy_nearest_to_that_day_is_asked_for(store: Store, document: GuideDocument) -> None:
    found = next(item for item in extract(document) if item.target.url == GONE)
    made = Result(found.target, (found.occurrence,), Verdict(State.BROKEN, "parked", NIGHT))
    archive = Archive(documents=(document,))
    assert archive.night([made], store) == [FIRST]
    assert archive.asked[0].endswith("&timestamp=20190301")
