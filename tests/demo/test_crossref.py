"""Crossref's double: the API's shapes, its pools and limits, and what tests can make of its answers."""

import http.client
import json
import socket
import time
from contextlib import closing
from typing import Any
from urllib.parse import quote

import pytest

from guidewarden.demo import troubles
from guidewarden.demo.crossref import ARRAY, POLITE, PUBLIC, SINGLE, Crossref, pool_alone
from guidewarden.demo.server import Request, Response, Server
from guidewarden.demo.troubles import bare_429, unavailable, without_limits
from guidewarden.demo.turnstile import Limit
from webs import serving

RECORDS: list[dict[str, Any]] = [
    {
        "DOI": "10.5555/a",
        "type": "journal-article",
        "title": ["Toward a Unified Theory of High-Energy Metaphysics"],
        "author": [{"family": "Carberry", "given": "Josiah", "sequence": "first", "affiliation": []}],
        "container-title": ["Journal of Psychoceramics"],
        "issued": {"date-parts": [[2008, 8, 13]]},
        "volume": "5",
    },
    {"DOI": "10.5555/b", "type": "journal-article", "title": ["A Theory of Handles"]},
    {"DOI": "10.5555/c,1", "type": "journal-article", "title": ["Commas"]},
]
MAILTO = "mailto=library@example.org"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def ask(double: Crossref, target: str, agent: str = "test") -> Response:
    path, _, query = target.partition("?")
    request = Request("GET", target, path, query, {"user-agent": agent}, "api.crossref.org", tls=True, at=0)
    answer = double.respond(request)
    assert isinstance(answer, Response)
    return answer


def message(answer: Response) -> Any:
    assert answer.status == 200
    return json.loads(answer.body)["message"]


def failure(answer: Response) -> dict[str, str]:
    assert answer.status == 400
    body = json.loads(answer.body)
    assert (body["status"], body["message-type"]) == ("failed", "validation-failure")
    (found,) = body["message"]
    assert found.keys() == {"type", "value", "message"}
    return dict(found)


@pytest.mark.parametrize("doi", ["10.5555/a", "10.5555/A", "10.5555%2Fa"])
def test_a_record(doi: str) -> None:
    answer = ask(Crossref(RECORDS), f"/works/{doi}")
    body = json.loads(answer.body)
    assert (answer.status, body["status"], body["message-type"]) == (200, "ok", "work")
    assert body["message"] == RECORDS[0]


def test_no_record_is_bare_text() -> None:
    for path in ("/works/10.5555/none", "/journals"):
        answer = ask(Crossref(RECORDS), path)
        assert (answer.status, answer.body) == (404, b"Resource not found.")
        assert dict(answer.headers)["Content-Type"].startswith("text/plain")  # type: ignore[arg-type]


def test_a_list_holds_what_there_is() -> None:
    found = message(
        ask(Crossref(RECORDS), "/works?filter=doi:10.5555/B,doi:10.5555/none,doi:10.5555/a&rows=3")
    )
    assert [item["DOI"] for item in found["items"]] == ["10.5555/a", "10.5555/b"]
    assert (found["total-results"], found["items-per-page"]) == (2, 3)


def test_rows_bound_the_items_and_not_the_total() -> None:
    for rows, items in ((0, 0), (1, 1), (1000, 2)):
        found = message(ask(Crossref(RECORDS), f"/works?filter=doi:10.5555/a,doi:10.5555/b&rows={rows}"))
        assert (len(found["items"]), found["total-results"]) == (items, 2)
    many = [{"DOI": f"10.5555/{number}"} for number in range(30)]
    assert len(message(ask(Crossref(many), "/works"))["items"]) == 20


def test_select_keeps_the_fields_asked_for() -> None:
    found = message(ask(Crossref(RECORDS), "/works?filter=doi:10.5555/a&select=DOI,volume,page"))
    assert found["items"] == [{"DOI": "10.5555/a", "volume": "5"}]


@pytest.mark.parametrize("comma", [",", "%2C"])
def test_a_comma_in_a_doi_breaks_the_filter_and_not_the_single_question(comma: str) -> None:
    told = failure(ask(Crossref(RECORDS), f"/works?filter=doi:10.5555/a,doi:10.5555/c{comma}1"))
    assert told["value"] == "1"
    assert message(ask(Crossref(RECORDS), f"/works/10.5555/c{comma}1"))["title"] == ["Commas"]


@pytest.mark.parametrize(
    ("query", "value"),
    [("rows=1001", "1001"), ("rows=-1", "-1"), ("rows=ten", "ten"), ("filter=name:x", "name"), ("select=DOI,language", "language"), ("sorted=1", "sorted")],
)  # fmt: skip
def test_what_is_not_taken(query: str, value: str) -> None:
    told = failure(ask(Crossref(RECORDS), f"/works?{query}"))
    assert told["value"] == value
    assert value in told["message"]


def test_a_search_ranks_by_shared_words_and_finds_something_even_where_nothing_fits() -> None:
    query = quote("Carberry, A unified theory of metaphysics. Journal of Psychoceramics 5 (2008)")
    found = message(ask(Crossref(RECORDS), f"/works?query.bibliographic={query}&rows=5&select=DOI"))
    assert [item["DOI"] for item in found["items"]] == ["10.5555/a", "10.5555/b"]
    found = message(ask(Crossref(RECORDS), "/works?query.bibliographic=handles+of+doors"))
    assert [item["DOI"] for item in found["items"]] == ["10.5555/b", "10.5555/a"]
    found = message(ask(Crossref(RECORDS), "/works?query.bibliographic=zebra"))
    assert (found["items"], found["total-results"]) == ([], 0)


@pytest.mark.parametrize(
    ("query", "agent", "pool"),
    [
        ("", "test", PUBLIC),
        (f"?{MAILTO}", "test", POLITE),
        ("", "test/1 (+mailto:library@example.org)", POLITE),
        ("?mailto=", "test (mailto:)", PUBLIC),
        ("?mailto=nobody", "library@example.org", PUBLIC),
    ],
)
def test_a_mail_address_decides_the_pool(query: str, agent: str, pool: str) -> None:
    double = Crossref(RECORDS)
    ask(double, f"/works/10.5555/a{query}", agent)
    assert [call.pool for call in double.seen.calls] == [pool]


@pytest.mark.parametrize(
    ("target", "limits"),
    [
        ("/works/10.5555/a?", ("5", "1s", "1", "public-single")),
        ("/works?filter=doi:10.5555/a", ("1", "1s", "1", "public-array")),
        (f"/works/10.5555/none?{MAILTO}", ("10", "1s", "3", "polite-single")),
        (f"/works?rows=many&{MAILTO}", ("3", "1s", "3", "polite-array")),
    ],
)
def test_limits_and_pools_are_announced(target: str, limits: tuple[str, ...]) -> None:
    headers = dict(ask(Crossref(RECORDS), target).headers)
    names = ("x-rate-limit-limit", "x-rate-limit-interval", "x-concurrency-limit", "x-api-pool")
    assert tuple(headers[name] for name in names) == limits


def test_the_rate_holds_for_each_pool_and_kind_and_heals() -> None:
    clock = Clock()
    double = Crossref(RECORDS, clock=clock)
    statuses = [ask(double, f"/works/10.5555/a?{MAILTO}").status for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    assert [ask(double, f"/works?{MAILTO}").status for _ in range(4)] == [200] * 3 + [429]
    assert ask(double, "/works/10.5555/a").status == 200
    clock.now += 0.99
    assert ask(double, f"/works/10.5555/a?{MAILTO}").status == 429
    clock.now += 0.02
    assert ask(double, f"/works/10.5555/a?{MAILTO}").status == 200
    assert [call.number for call in double.seen.violations] == [11, 15, 17]


def test_no_more_at_once_than_allowed() -> None:
    clock = Clock()
    double = Crossref(RECORDS, clock=clock, lasting=0.3)
    answers = [ask(double, f"/works/10.5555/a?{MAILTO}") for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert [answer.delay for answer in answers] == [0.3, 0.3, 0.3, 0]
    assert ask(double, f"/works?{MAILTO}").status == 200
    clock.now += 0.31
    assert ask(double, f"/works/10.5555/a?{MAILTO}").status == 200
    assert (double.seen.most_at_once, len(double.seen.violations)) == (4, 1)


def test_what_was_seen_is_counted() -> None:
    clock = Clock()
    double = Crossref(RECORDS, clock=clock)
    for wait in (0, 0.2, 0.2, 2.0, 0.1):
        clock.now += wait
        ask(double, f"/works/10.5555/a?{MAILTO}")
    ask(double, f"/works?filter=doi:10.5555/a,doi:10.5555/b&{MAILTO}")
    ask(double, "/works?query.bibliographic=a+b")
    seen = double.seen
    assert (seen.count(), seen.count(SINGLE), seen.count(ARRAY), seen.count(ARRAY, pool=PUBLIC)) == (
        7,
        5,
        2,
        1,
    )
    assert (seen.most_within(1.0), seen.most_within(0.3, SINGLE), seen.most_within(9.0, pool=PUBLIC)) == (
        4,
        2,
        1,
    )
    assert [call.asked for call in seen.calls[-3:]] == [("10.5555/a",), ("10.5555/a", "10.5555/b"), ("a b",)]
    assert not seen.violations


def test_a_429_can_be_bare() -> None:
    limits = {(PUBLIC, SINGLE): Limit(1, 1.0)}
    kept, bare = (Crossref(RECORDS, clock=Clock(), limits=limits, bare=bare) for bare in (False, True))
    for double in (kept, bare):
        ask(double, "/works/10.5555/a")
    answer = ask(kept, "/works/10.5555/a")
    assert (answer.status, dict(answer.headers)["x-rate-limit-limit"]) == (429, "1")
    assert ask(bare, "/works/10.5555/a") == Response(429)


def test_pools_and_their_names_change_in_the_middle_of_a_run() -> None:
    double = Crossref(
        RECORDS,
        clock=Clock(),
        pool=lambda number, _request: PUBLIC if number > 2 else POLITE,
        named=lambda call: pool_alone(call) if call.number == 1 else f"{call.pool}-{call.kind}",
    )
    answers = [ask(double, f"/works/10.5555/a?{MAILTO}") for _ in range(3)]
    told = [
        (dict(answer.headers)["x-api-pool"], dict(answer.headers)["x-rate-limit-limit"]) for answer in answers
    ]
    assert told == [("polite", "10"), ("polite-single", "10"), ("public-single", "5")]


def test_a_script_makes_something_else_of_answers() -> None:
    script = {
        1: troubles.html_as_json,
        2: unavailable(502, {"Retry-After": "7"}),
        3: bare_429,
        4: troubles.labelled_json,
        5: troubles.slow(2.5),
        6: without_limits,
    }
    double = Crossref(RECORDS, clock=Clock(), script=lambda call: script.get(call.number))
    answers = [
        ask(double, f"/works/10.5555/{doi}?{MAILTO}") for doi in ("a", "a", "a", "none", "a", "a", "a")
    ]
    headers = [dict(answer.headers) for answer in answers]
    assert [answer.status for answer in answers] == [200, 502, 429, 404, 200, 200, 200]
    assert (headers[0]["Content-Type"], answers[0].body[:9]) == ("application/json", b"<!doctype")
    assert "x-api-pool" in headers[0]
    assert (headers[1]["Retry-After"], "x-api-pool" in headers[1]) == ("7", False)
    assert (answers[2].body, headers[2]) == (b"", {})
    assert (headers[3]["Content-Type"], answers[3].body) == ("application/json", b"Resource not found.")
    assert (answers[4].delay, message(answers[4])) == (2.5, RECORDS[0])
    assert (list(headers[5]), message(answers[5])) == (["Content-Type"], RECORDS[0])
    assert message(answers[6]) == RECORDS[0]


def test_news_of_a_work_can_be_published_meanwhile() -> None:
    double = Crossref(RECORDS)
    double.publish([{**RECORDS[0], "updated-by": [{"type": "retraction"}]}])
    assert message(ask(double, "/works/10.5555/a"))["updated-by"] == [{"type": "retraction"}]
    assert ask(double, "/works/10.5555/b").status == 404


def get(server: Server, target: str) -> bytes:
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=5)) as client:
        client.request("GET", target)
        return client.getresponse().read()


def test_a_body_that_is_cut_off_over_the_wire() -> None:
    double = Crossref(RECORDS, script=lambda _call: troubles.cut_short)
    with serving(double.respond) as server, pytest.raises(http.client.IncompleteRead) as caught:
        get(server, "/works/10.5555/a")
    assert json.dumps(RECORDS[0]).encode() not in caught.value.partial
    assert abs(len(caught.value.partial) - (caught.value.expected or 0)) <= 1


def test_a_call_that_hangs_is_under_way_until_its_client_leaves() -> None:
    double = Crossref(RECORDS, script=lambda call: troubles.hang if call.number == 1 else None)
    with serving(double.respond) as server:
        with socket.create_connection((server.host, server.port), timeout=5) as waiting:
            waiting.sendall(b"GET /works/10.5555/a HTTP/1.1\r\n\r\n")
            while not double.seen.calls:
                time.sleep(0.001)
            waiting.settimeout(0.05)
            with pytest.raises(TimeoutError):
                waiting.recv(1)
            assert get(server, "/works/10.5555/a") == b"Rate limit exceeded."
        deadline = time.monotonic() + 5
        while double.seen.calls[-1].at_once != 1 and time.monotonic() < deadline:
            get(server, f"/works/10.5555/a?{MAILTO}")
            time.sleep(0.01)
    assert double.seen.calls[-1].at_once == 1
    assert [call.number for call in double.seen.violations] == [2]
