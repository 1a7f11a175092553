"""DataCite's double: the API's shapes and limits."""

import json
from typing import Any

import pytest

from guidewarden.demo.datacite import ANONYMOUS, IDENTIFIED, DataCite
from guidewarden.demo.server import Request, Response
from guidewarden.demo.troubles import unavailable

RECORD: dict[str, Any] = {"doi": "10.5072/a", "titles": [{"title": "Minutes"}], "state": "findable"}
MAILTO = "mailto=library@example.org"


def ask(double: DataCite, target: str, agent: str = "test") -> Response:
    path, _, query = target.partition("?")
    request = Request("GET", target, path, query, {"user-agent": agent}, "api.datacite.org", tls=True, at=0)
    answer = double.respond(request)
    assert isinstance(answer, Response)
    return answer


@pytest.mark.parametrize("doi", ["10.5072/a", "10.5072/A", "10.5072%2Fa"])
def test_a_record(doi: str) -> None:
    answer = ask(DataCite([RECORD]), f"/dois/{doi}")
    body = json.loads(answer.body)
    assert answer.status == 200
    assert (body["data"]["id"], body["data"]["type"]) == ("10.5072/a", "dois")
    assert body["data"]["attributes"] == RECORD


@pytest.mark.parametrize("path", ["/dois/10.5072/none", "/dois/", "/clients"])
def test_no_record_is_an_error_in_json(path: str) -> None:
    answer = ask(DataCite([RECORD]), path)
    (error,) = json.loads(answer.body)["errors"]
    assert (answer.status, error["status"]) == (404, "404")
    assert "doesn't exist" in error["title"]


@pytest.mark.parametrize(
    ("query", "agent", "pool", "most"),
    [
        (f"?{MAILTO}", "test", IDENTIFIED, 1000),
        ("", "test (+mailto:library@example.org)", IDENTIFIED, 1000),
        ("", "test", ANONYMOUS, 500),
    ],
)
def test_so_many_in_five_minutes(query: str, agent: str, pool: str, most: int) -> None:
    now = [0.0]
    double = DataCite([RECORD], clock=lambda: now[0])
    statuses = []
    for number in range(most + 1):
        now[0] = number * 0.1
        statuses.append(ask(double, f"/dois/10.5072/a{query}", agent).status)
    assert statuses == [200] * most + [429]
    assert ({call.pool for call in double.seen.calls}, double.seen.most_within(300)) == ({pool}, most + 1)
    now[0] = 300.05
    assert ask(double, f"/dois/10.5072/a{query}", agent).status == 200
    assert [call.number for call in double.seen.violations] == [most + 1]


def test_a_script_makes_something_else_of_answers() -> None:
    double = DataCite([RECORD], script=lambda call: unavailable() if call.number == 1 else None)
    assert [ask(double, "/dois/10.5072/a").status for _ in range(2)] == [503, 200]
