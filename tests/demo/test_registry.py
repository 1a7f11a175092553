"""The practice registry answers as the Handle API does."""

import json
from typing import Any

import pytest

from guidewarden.demo.registry import Registry
from guidewarden.demo.server import Request, Response


def ask(target: str) -> Response:
    path, _, query = target.partition("?")
    return Registry().respond(Request("GET", target, path, query, {}, "doi.org", tls=True, at=0))


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
