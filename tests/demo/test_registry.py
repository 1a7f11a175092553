"""The practice registry answers as the Handle API does."""

import json
from typing import Any

import pytest

from guidewarden.demo.registry import Record, Registry
from guidewarden.demo.server import Request, Response


def ask(target: str, registry: Registry | None = None) -> Response:
    path, _, query = target.partition("?")
    request = Request("GET", target, path, query, {}, "doi.org", tls=True, at=0)
    return (registry or Registry()).respond(request)


def handle(doi: str) -> tuple[int, dict[str, Any]]:
    response = ask(f"/api/handles/{doi}")
    return response.status, json.loads(response.body)


@pytest.mark.parametrize(
    "doi",
    ["10.1162/ISEC_a_00236", "10.1162/isec_a_00236", "10.1162%2FISEC_a_00236", "10.1080/01636600902773248"],
)
def test_registered_in_any_ascii_case(doi: str) -> None:
    status, answer = handle(doi)
    assert (status, answer["responseCode"]) == (200, 1)
    (url,) = [value["data"]["value"] for value in answer["values"] if value["type"] == "URL"]
    assert ".practice.example/" in url
    assert ask(f"/{doi}").status == 302
    assert ("Location", url) in ask(f"/{doi}").headers


def test_unregistered() -> None:
    assert handle("10.5555/practice.unregistered") == (
        404,
        {"responseCode": 100, "handle": "10.5555/practice.unregistered"},
    )
    response = ask("/10.5555/practice.unregistered")
    assert response.status == 404
    assert b"<title>Error: DOI Not Found</title>" in response.body


def test_only_ascii_letters_are_folded() -> None:
    assert handle("10.1162/ISEC_A_00236")[0] == 200
    assert handle("10.1162/ıSEC_a_00236")[0] == 404


def test_an_alias_names_the_prime_doi_and_resolves_like_it() -> None:
    status, answer = handle("10.5555/practice.alias")
    found = {value["type"]: value["data"]["value"] for value in answer["values"]}
    assert (status, answer["responseCode"], found["HS_ALIAS"]) == (200, 1, "10.5555/PRACTICE.PRIME")
    assert "URL" not in found
    assert ask("/10.5555/practice.alias").headers == ask("/10.5555/practice.prime").headers


def test_no_url_and_types() -> None:
    _, answer = handle("10.5555/practice.no-url")
    assert [value["type"] for value in answer["values"]] == ["HS_ADMIN"]
    status, answer = handle("10.5555/practice.no-url?type=URL")
    assert (status, answer["responseCode"]) == (200, 200)
    _, answer = handle("10.5555/practice.prime?type=URL")
    assert [value["type"] for value in answer["values"]] == ["URL"]


def test_what_is_not_a_doi() -> None:
    assert ask("/hello").status == 400
    assert ask("/").status == 200


SMALL = Registry(
    {
        "10.5555/a": Record("https://journal.example/a"),
        "10.5555/c,1": Record("https://journal.example/c"),
        "10.5072/b": Record("https://data.example/b", agency="DataCite"),
        "10.999999/d": Record("https://elsewhere.example/d", agency=""),
        "10/p54k": Record(alias="10.5555/A"),
    }
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("10.5555", [{"DOI": "10.5555", "RA": "Crossref"}]),
        ("10.5555/A", [{"DOI": "10.5555/A", "RA": "Crossref"}]),
        ("10.5555%2Fa", [{"DOI": "10.5555/a", "RA": "Crossref"}]),
        ("10.5555/c%2C1", [{"DOI": "10.5555/c,1", "RA": "Crossref"}]),
        ("10.99999", [{"DOI": "10.99999", "status": "DOI does not exist"}]),
        ("10.5555/none", [{"DOI": "10.5555/none", "status": "DOI does not exist"}]),
        ("10.999999", [{"DOI": "10.999999", "status": "Unknown"}]),
        ("hello", [{"DOI": "hello", "status": "Invalid DOI"}]),
        (
            "10.5072,10.5555/c,1",
            [
                {"DOI": "10.5072", "RA": "DataCite"},
                {"DOI": "10.5555/c", "status": "DOI does not exist"},
                {"DOI": "1", "status": "Invalid DOI"},
            ],
        ),
    ],
)
def test_whose_a_doi_is(asked: str, told: list[dict[str, str]]) -> None:
    answer = ask(f"/doiRA/{asked}", SMALL)
    assert (answer.status, json.loads(answer.body)) == (200, told)


def test_agencies_of_the_practice_web() -> None:
    told = json.loads(ask("/doiRA/10.1162,10.5555,10.5072,10.999999").body)
    assert [item["RA"] for item in told] == ["Crossref", "Crossref", "DataCite", "JaLC"]


def test_a_short_doi_is_an_alias() -> None:
    answer = ask("/api/handles/10/p54k?type=HS_ALIAS", SMALL)
    body = json.loads(answer.body)
    assert (answer.status, body["responseCode"], body["handle"]) == (200, 1, "10/p54k")
    assert [(value["type"], value["data"]["value"]) for value in body["values"]] == [
        ("HS_ALIAS", "10.5555/A")
    ]
    for path in ("/10/p54k", "/p54k", "/P54K"):
        assert ("Location", "https://journal.example/a") in ask(path, SMALL).headers
    assert ask("/p54q", SMALL).status == 400
    assert json.loads(ask("/api/handles/10/p54q", SMALL).body)["responseCode"] == 100
