"""The pages that DOIs lead to: looked at as links are, judged apart, and never a word about the DOI itself."""

import asyncio
import json
from dataclasses import dataclass, field

import pytest

from checkhelp import NOBODY
from evidences import NIGHT
from guidewarden.demo.server import Reply, Request, Response, Server
from guidewarden.job.checking import check_targets
from guidewarden.judge import judge, landing_opinion
from guidewarden.model import Evidence, Settings, State, Target
from guidewarden.plan.targets import doi_target, link_target

GOOD = Response.html("<title>The article</title><h1>The article</h1><p>" + "Words of substance. " * 100)
MISSING = Response.html("<title>Not found</title><h1>Not found</h1>", 404)
PAGES = {
    "good": GOOD,
    "refused": Response.html("<title>Forbidden</title>", 403),
    "down": Response.html("<title>Down</title>", 503),
    "gone": Response.html("<title>Gone</title>", 410),
    "missing": MISSING,
}


@dataclass
class Web:
    """A DOI for every page of `PAGES`, on one server; an alias, and a deleted one."""

    earlier: dict[str, Evidence] = field(default_factory=dict)
    landing: bool = True
    kept: dict[str, Evidence] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)

    def check(self, *names: str, links: tuple[str, ...] = ()) -> dict[str, Evidence]:
        return asyncio.run(self._check(names, links))

    async def _check(self, names: tuple[str, ...], links: tuple[str, ...]) -> dict[str, Evidence]:
        async with Server(self._respond) as server:
            self._url = server.url
            settings = Settings.model_validate(
                {
                    "network": {"allow": ["127.0.0.0/8"], "timeout": 5, "retries": 0},
                    "registries": {"doi": server.url},
                    "citations": {"landing": self.landing},
                    "pace": {"per_second": 1000},
                }
            )
            targets: list[Target] = [doi_target(f"10.5555/{name}", name) for name in names]
            targets += (found for link in links if (found := link_target(f"{server.url}/{link}")) is not None)
            checked = await check_targets(
                targets,
                self.earlier,
                settings,
                keep=self._keep,
                observer=Quiet(),
                stop=asyncio.Event(),
                clock=lambda: NIGHT,
                environ=NOBODY,
            )
            assert checked.complete
            self.paths = [path for path in server.paths() if not path.startswith("/api/")]
            self.targets = targets
        return dict(checked.evidence)

    async def _keep(self, seen: Evidence) -> None:
        self.kept[seen.target_key] = seen

    def _respond(self, request: Request) -> Reply:
        name = request.path.rpartition("/")[2]
        if not request.path.startswith("/api/handles/"):
            return PAGES.get(name, MISSING)
        kind, value = ("HS_ALIAS", "10.5555/good") if name == "alias" else ("URL", f"{self._url}/{name}")
        value = f"{self._url}/_deleted-doi/x" if name == "deleted" else value
        values = [{"index": 1, "type": kind, "data": {"format": "string", "value": value}}]
        body = {"responseCode": 1, "handle": f"10.5555/{name}", "values": values}
        return Response(200, {"Content-Type": "application/json"}, json.dumps(body).encode())


class Quiet:
    """Watches without a word."""

    def started(self, total: int, already: int) -> None: ...

    def checked(self, evidence: Evidence) -> None: ...

    def finished(self) -> None: ...


def test_the_page_is_judged_apart_and_the_doi_stays_registered() -> None:
    web = Web()
    seen = web.check(*PAGES)
    opinions = {key: landing_opinion(evidence) for key, evidence in seen.items()}
    assert {
        key.rpartition("/")[2]: (found.state, found.reason) for key, found in opinions.items() if found
    } == {
        "good": (State.OK, "reachable"),
        "refused": (State.BLOCKED, "forbidden"),
        "down": (State.FAILING, "server-error"),
        "gone": (State.BROKEN, "gone"),
        "missing": (State.BROKEN, "not-found"),
    }
    for target in web.targets:
        assert judge(target, seen[target.key], (), NIGHT).reason == "registered"
    refused = seen["doi:10.5555/refused"].landing
    assert refused is not None
    assert refused.last is not None
    assert refused.last.status == 403


def test_what_is_missing_is_asked_for_twice() -> None:
    web = Web()
    landing = web.check("missing")["doi:10.5555/missing"].landing
    assert landing is not None
    assert [attempt.status for attempt in landing.attempts] == [404, 404]


@pytest.mark.parametrize(
    ("names", "links"),
    [(("good",), ()), (("good", "alias"), ()), (("good",), ("good",)), (("alias",), ("good",))],
)
def test_a_page_is_asked_for_once_also_of_an_alias_or_beside_its_link(
    names: tuple[str, ...], links: tuple[str, ...]
) -> None:
    web = Web()
    seen = web.check(*names, links=links)
    assert web.paths.count("/good") == 1
    assert all(evidence.landing for key, evidence in seen.items() if key.startswith("doi:"))


def test_a_deleted_doi_has_no_page() -> None:
    web = Web()
    assert web.check("deleted")["doi:10.5555/deleted"].landing is None
    assert web.paths == []


def test_switched_off_no_page_is_asked_for() -> None:
    web = Web(landing=False)
    seen = web.check("missing")["doi:10.5555/missing"]
    assert web.paths == []
    assert (seen.landing, landing_opinion(seen)) == (None, None)


def test_a_run_taken_up_again_asks_for_no_page_a_second_time() -> None:
    first = Web()
    before = first.check("missing")
    again = Web(earlier=first.kept)
    assert {key.partition(":")[0] for key in first.kept} == {"doi", "landing"}
    assert again.check("missing") == before
    assert again.paths == []
