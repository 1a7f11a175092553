"""Records of DOIs: each asked of its own agency, in few questions; only a registry's own word counts as one."""

import asyncio
import json
from collections.abc import Callable

import pytest

from checkhelp import NOW, checking, raw
from guidewarden.demo.server import Reply, Request, Response, Server
from guidewarden.model import RecordOutcome, Work
from recordhelp import (
    FAST,
    Say,
    agencies,
    as_json,
    ask,
    asked,
    dataset,
    listing,
    one,
    questions,
    record,
    registries,
    whole,
)
from webs import hang

COMMA = "10.5555/a,b"
"""A DOI that Crossref must be asked for by itself."""
DATA = "10.5072/a"

Outcome = RecordOutcome


def missing(_request: Request) -> Response:
    return Response(404, {"Content-Type": "application/json"} | FAST, b"Resource not found.")


def test_a_thousand_dois_cost_twenty_lists() -> None:
    dois = [f"10.5555/{number:04}" for number in range(1_000)]
    answers, server = ask(registries(), dois, contact="library@example.org")
    assert {answer.outcome for answer in answers.values()} == {Outcome.FOUND}
    assert set(answers) == set(dois)
    lists = questions(server)
    assert len(lists) == 20
    assert len(server.log) == 21
    assert [request.target for request in server.log[:1]] == ["/doiRA/10.5555"]
    assert sorted(doi for request in lists for doi in asked(request)) == dois
    assert all("rows=50&" in request.query for request in lists)
    assert all("mailto=library@example.org" in request.query for request in lists)
    assert all("(+mailto:library@example.org)" in request.headers["user-agent"] for request in lists)


def test_what_is_not_in_a_whole_list_is_absent() -> None:
    def some(request: Request) -> Response:
        return listing([record(doi.upper()) for doi in asked(request) if doi[-1] in "aA"])

    answers, server = ask(registries(some), ["10.5555/A", "10.5555/b", "10.5555/a"])
    assert set(answers) == {"10.5555/A", "10.5555/b"}
    found, absent = answers["10.5555/A"], answers["10.5555/b"]
    assert (found.outcome, found.agency, found.asked_at) == (Outcome.FOUND, "Crossref", NOW)
    assert found.work == Work("10.5555/A", "Crossref", type="article-journal", titles=("About 10.5555/A",))
    assert (absent.outcome, absent.work, absent.why) == (
        Outcome.ABSENT,
        None,
        "Crossref holds no record of it",
    )
    assert len(questions(server)) == 1
    assert "mailto" not in questions(server)[0].query


@pytest.mark.parametrize(
    "items",
    [
        pytest.param(lambda doi: listing([record(doi)], total=2), id="fewer than it says"),
        pytest.param(lambda doi: listing([record(doi)], total="1"), id="a total that is no number"),
        pytest.param(lambda doi: listing([record(doi), None]), id="a record that cannot be read"),
        pytest.param(lambda doi: listing([record(doi), record("10.5555/other")]), id="one not asked for"),
    ],
)
def test_nothing_is_absent_from_a_list_that_is_not_whole(items: Callable[[str], Response]) -> None:
    answers, _ = ask(registries(lambda request: items(asked(request)[0])), ["10.5555/a", "10.5555/b"])
    assert [answer.outcome for answer in answers.values()] == [Outcome.FOUND, Outcome.NO_ANSWER]
    assert "not the whole list" in answers["10.5555/b"].why


def test_a_doi_with_a_comma_is_asked_for_by_itself() -> None:
    answers, server = ask(registries(), ["10.5555/a", COMMA, "10.5555/x,y"], contact="a+b@example.org")
    assert {answer.outcome for answer in answers.values()} == {Outcome.FOUND}
    assert [request.target for request in questions(server)][1:] == [
        "/works/10.5555/a%2Cb?mailto=a%2Bb@example.org",
        "/works/10.5555/x%2Cy?mailto=a%2Bb@example.org",
    ]


def test_other_agencies() -> None:
    dois = [DATA, "10.11111/a", "10.9999/a", "10.5555/a", "10.5072/missing"]

    def datacite(request: Request) -> Response:
        if request.path.endswith("missing"):
            return as_json({"errors": [{"status": "404", "title": "…"}]}, 404)
        return dataset("10.5072/A", publisher={"name": "Practice"})

    answers, server = ask(registries(datacite=datacite), dois, contact="library@example.org")
    assert {doi: (answer.outcome, answer.agency) for doi, answer in answers.items()} == {
        DATA: (Outcome.FOUND, "DataCite"),
        "10.11111/a": (Outcome.ELSEWHERE, "JaLC"),
        "10.9999/a": (Outcome.NO_ANSWER, ""),
        "10.5555/a": (Outcome.FOUND, "Crossref"),
        "10.5072/missing": (Outcome.ABSENT, "DataCite"),
    }
    assert "JaLC" in answers["10.11111/a"].why
    assert "agency" in answers["10.9999/a"].why
    # The prefix that doi.org does not know is asked for once more as the DOI it is part of.
    assert [request.path for request in questions(server, "/doiRA")] == [
        "/doiRA/10.5072,10.11111,10.9999,10.5555",
        "/doiRA/10.9999/a",
    ]
    assert "/dois/10.5072/a?mailto=library@example.org" in [request.target for request in server.log]


def test_prefixes_are_asked_for_in_batches() -> None:
    known = {f"10.{number}": "JaLC" for number in range(1000, 1120)}
    answers, server = ask(registries(known=known), [f"{prefix}/a" for prefix in known])
    assert {answer.outcome for answer in answers.values()} == {Outcome.ELSEWHERE}
    assert len(server.log) == 3


def test_without_dois_nobody_is_asked() -> None:
    answers, server = ask(registries(), [])
    assert (answers, server.log) == ({}, [])


TROUBLES: dict[str, tuple[Reply, str]] = {
    "down": (Response(503, body=b"Service Unavailable"), "down"),
    "error page as JSON": (Response(500, {"Content-Type": "application/json"}, b"<h1>Oops</h1>"), "down"),
    "bare 429": (Response(429), "rate-limited"),
    "429 for an hour": (Response(429, {"Retry-After": "3600"}), "rate-limited"),
    "503 for an hour": (Response(503, {"Retry-After": "3600"}), "down"),
    "refusal": (Response.html("<h1>Forbidden</h1>", 403), "no use (status 403)"),
    "a gateway's 404": (Response.html("<h1>404 Not Found</h1>", 404), "no use (status 404)"),
    "a 404 without a body": (Response(404, {"Content-Type": "application/json"}), "no use (status 404)"),
    "a 404 of some JSON": (as_json({"error": "no such route"}, 404), "no use (status 404)"),
    "redirect": (Response.redirect("/elsewhere"), "no use (status 302)"),
    "no content": (Response(204), "no use (status 204)"),
    "page as JSON": (
        Response(200, {"Content-Type": "application/json"}, b"<html>Maintenance</html>"),
        "not its record",
    ),
    "page": (Response.html("<h1>Maintenance</h1>"), "not its record"),
    "empty": (Response(200, {"Content-Type": "application/json"}), "not its record"),
    "null": (as_json(None), "not its record"),
    "another API's JSON": (as_json({"hello": "world"}), "not its record"),
    "a failure that says 200": (as_json({"status": "failed", "message": {"DOI": COMMA}}), "not its record"),
    "deep JSON": (Response(200, body=b"[" * 200_000), "not its record"),
    "cut off": (
        raw(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"status": "ok", "message-type": "work"'),
        "not its record",
    ),
    "broken encoding": (Response(200, {"Content-Encoding": "gzip"}, b"not gzip"), "gave no answer"),
    "rubbish": (raw(b"\x00\x01\x02"), "gave no answer"),
    "hangs up": (raw(), "gave no answer"),
}


@pytest.mark.parametrize(("reply", "reason"), TROUBLES.values(), ids=list(TROUBLES))
@pytest.mark.parametrize("doi", [COMMA, DATA])
def test_trouble_is_no_answer_with_its_reason(doi: str, reply: Reply, reason: str) -> None:
    answers, server = ask(registries(lambda _: reply, lambda _: reply), [doi])
    answer = answers[doi]
    assert (answer.outcome, answer.work) == (Outcome.NO_ANSWER, None)
    assert answer.agency == ("Crossref" if doi == COMMA else "DataCite")
    assert reason in answer.why
    assert answer.agency in answer.why
    tries = len(server.log) - 1
    # Who hangs up on a connection that was used before is asked once more for that alone.
    assert tries == (1 if "3600" in repr(reply) else 3) or (tries == 4 and reply is TROUBLES["hangs up"][0])


@pytest.mark.parametrize(
    "trouble", ["down", "page as JSON", "a gateway's 404", "429 for an hour", "another API's JSON", "cut off"]
)
def test_trouble_with_a_list_is_no_answer_for_any_of_it(trouble: str) -> None:
    reply, reason = TROUBLES[trouble]

    def first_fine(request: Request) -> Reply:
        """Let the first list through, so that its limits hold for the others."""
        return whole(request) if "10.5555/000" in request.target else reply

    answers, _ = ask(registries(first_fine), [f"10.5555/{number:03}" for number in range(60)])
    outcomes = [answer.outcome for answer in answers.values()]
    assert outcomes == [Outcome.FOUND] * 50 + [Outcome.NO_ANSWER] * 10
    assert reason in answers["10.5555/055"].why


def test_a_registry_that_says_nothing() -> None:
    answers, _ = ask(registries(lambda _: hang(), lambda _: hang()), [COMMA, DATA], seconds=0.25)
    assert {answer.outcome for answer in answers.values()} == {Outcome.NO_ANSWER}
    assert answers[COMMA].why == "Crossref did not answer in time"
    assert answers[DATA].why == "DataCite did not answer in time"


def test_a_registry_that_is_not_there() -> None:
    async def run() -> dict[str, str]:
        async with Server(lambda _: Response()) as gone:
            pass
        async with Server(registries()) as server:
            bases = {"doi": server.url, "crossref": gone.url, "datacite": gone.url}
            async with checking(registries=bases) as checker:
                return {doi: answer.why async for doi, answer in checker.records([COMMA, DATA])}

    assert asyncio.run(run()) == {
        COMMA: "Crossref refused the connection",
        DATA: "DataCite refused the connection",
    }


@pytest.mark.parametrize(
    "reply", [Response(503), as_json({"RA": "Crossref"}), as_json([{"DOI": 7}, None]), as_json([])]
)
def test_without_an_agency_no_registry_is_asked(reply: Response) -> None:
    answers, server = ask(lambda _: reply, ["10.5555/a"])
    assert answers["10.5555/a"].outcome is Outcome.NO_ANSWER
    assert "doi.org" in answers["10.5555/a"].why
    assert {request.path for request in server.log} == {"/doiRA/10.5555"}


def test_the_record_of_another_doi_is_no_answer() -> None:
    other = registries(lambda _: one(record("10.5555/other")), lambda _: dataset("10.5072/other"))
    answers, _ = ask(other, [COMMA, DATA])
    assert {answer.outcome for answer in answers.values()} == {Outcome.NO_ANSWER}
    assert answers[COMMA].why == "Crossref answered with the record of another DOI"


def test_trouble_that_passes_is_asked_again() -> None:
    replies = iter([Response(503), Response(429, {"Retry-After": "0"}), one(record(COMMA))])
    answers, server = ask(registries(lambda _: next(replies)), [COMMA])
    assert answers[COMMA].outcome is Outcome.FOUND
    assert len(questions(server)) == 3


def test_a_registry_is_left_in_peace_after_some_trouble() -> None:
    dois = [f"10.5555/{number},x" for number in range(40)]
    one_at_once = FAST | {"X-Concurrency-Limit": "1"}
    answers, server = ask(registries(lambda _: Response(503, one_at_once)), dois)
    assert {(answer.outcome, answer.why) for answer in answers.values()} == {
        (Outcome.NO_ANSWER, "Crossref is down (status 503)")
    }
    assert len(questions(server)) == 4


def test_a_doi_that_the_filter_does_not_take_costs_the_others_nothing() -> None:
    failed = {
        "status": "failed",
        "message-type": "validation-failure",
        "message": [{"type": "filter-not-available", "value": "x", "message": "There is no such filter."}],
    }

    def picky(request: Request) -> Response:
        bad = any("odd" in doi for doi in asked(request))
        return as_json(failed, 400) if bad else whole(request)

    dois = [f"10.5555/{number}" for number in range(49)]
    answers, _ = ask(registries(picky), [*dois, "10.5555/odd"])
    assert [answers[doi].outcome for doi in dois] == [Outcome.FOUND] * 49
    assert answers["10.5555/odd"].outcome is Outcome.NO_ANSWER
    assert answers["10.5555/odd"].why == (
        "Crossref does not take the question (status 400, “There is no such filter.”)"
    )


def test_a_registry_that_takes_no_question_is_not_asked_for_ever() -> None:
    answers, server = ask(
        registries(lambda _: Response(400, FAST)), [f"10.5555/{number}" for number in range(1_000)]
    )
    assert {answer.outcome for answer in answers.values()} == {Outcome.NO_ANSWER}
    assert len(answers) == 1_000
    assert len(questions(server)) < 50


def test_records_of_megabytes_are_read_whole() -> None:
    people = [{"family": f"Author {number}" * 20} for number in range(500)]
    answers, _ = ask(
        registries(lambda request: listing([record(doi, author=people) for doi in asked(request)])),
        [f"10.5555/{number}" for number in range(50)],
        seconds=5,
    )
    assert {answer.outcome for answer in answers.values()} == {Outcome.FOUND}
    assert len(json.dumps(people)) * 50 > 4 * 1024 * 1024


def test_addresses_are_refused_as_everywhere() -> None:
    async def run() -> str:
        async with Server(registries()) as server:
            bases = dict.fromkeys(("doi", "crossref", "datacite"), server.url)
            async with checking(registries=bases, allow=()) as checker:
                ((_, answer),) = [each async for each in checker.records([DATA])]
            assert server.connections == 0
            return answer.why

    assert asyncio.run(run()) == "doi.org has an address that is not to be connected to"


def test_answers_come_as_they_are_there_and_asking_can_be_ended() -> None:
    async def run() -> tuple[str, int]:
        async with Server(registries(lambda r: hang() if "10.5555/070" in r.target else whole(r))) as server:
            bases = dict.fromkeys(("doi", "crossref", "datacite"), server.url)
            async with checking(registries=bases, seconds=30) as checker:
                answers = checker.records([f"10.5555/{number:03}" for number in range(100)])
                first, _ = await asyncio.wait_for(anext(answers), 5)
                await answers.aclose()
                return first, len(server.log)

    first, count = asyncio.run(run())
    assert first == "10.5555/000"
    assert count <= 3


def search(
    reply: Reply, query: str = "Deal or No Deal? Shifrinson 2016"
) -> tuple[tuple[Work, ...] | None, Server]:
    async def run() -> tuple[tuple[Work, ...] | None, Server]:
        async with (
            Server(lambda _: reply) as server,
            checking(registries={"crossref": server.url}) as checker,
        ):
            return await checker.search_works(query), server

    return asyncio.run(run())


def test_a_search_gives_the_likeliest_works_first() -> None:
    works, server = search(listing([record(f"10.5555/{number}") for number in range(5)], total=4_321))
    assert works is not None
    assert [work.doi for work in works] == [f"10.5555/{number}" for number in range(5)]
    assert server.log[0].target.startswith(
        "/works?query.bibliographic=Deal%20or%20No%20Deal%3F%20Shifrinson%202016&rows=5&select=DOI,"
    )


def test_a_search_that_finds_nothing_is_not_a_search_without_an_answer() -> None:
    assert search(listing([]))[0] == ()
    assert search(Response(503, FAST))[0] is None
    assert search(Response(200, {"Content-Type": "application/json"} | FAST, b"<h1>Oops</h1>"))[0] is None
    assert search(Response(404, FAST, b"Resource not found."))[0] is None


def test_a_long_query_is_cut() -> None:
    _, server = search(listing([]), "word " * 1_000)
    assert len(server.log[0].target) < 1_500


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
def test_crossref_says_in_bare_text_that_it_has_no_record(kind: str) -> None:
    say: Say = lambda _: Response(404, {"Content-Type": kind}, b"Resource not found.\n")  # noqa: E731
    answers, server = ask(registries(say), [COMMA])
    assert answers[COMMA].outcome is Outcome.ABSENT
    assert len(questions(server)) == 1


def test_the_agency_of_a_doi_with_a_comma() -> None:
    def per_doi(request: Request) -> Response:
        return agencies(request, {COMMA: "Crossref"})

    answers, server = ask(lambda r: per_doi(r) if "doiRA" in r.path else one(record(COMMA)), [COMMA])
    assert answers[COMMA].outcome is Outcome.FOUND
    assert [request.path for request in questions(server, "/doiRA")] == [
        "/doiRA/10.5555",
        "/doiRA/10.5555/a%2Cb",
    ]
