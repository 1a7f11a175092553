"""The Handle API, answered as the DOI proxy documents it (DOI Handbook, "DOI REST API")."""

import asyncio
import json
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkhelp import NotingSlots, checking, doi
from guidewarden.check.bodies import Body
from guidewarden.check.handles import handle_address, read_answer
from guidewarden.check.walk import Answer
from guidewarden.demo.server import Request, Respond, Response, Server
from guidewarden.model import ErrorKind, Evidence, HandleAnswer

KRAMER = "10.1080/01636600902773248"


def api(status: int, **fields: Any) -> Response:
    return Response(status, {"Content-Type": "application/json;charset=UTF-8"}, json.dumps(fields).encode())


def values(**found: str) -> list[dict[str, Any]]:
    return [
        {"index": number, "type": kind, "data": {"format": "string", "value": value}, "ttl": 86400}
        for number, (kind, value) in enumerate(found.items(), 1)
    ]


def registered(name: str, **found: str) -> Response:
    return api(200, responseCode=1, handle=name, values=values(**found))


def ask(
    respond: Respond, name: str | None = KRAMER, slots: NotingSlots | None = None
) -> tuple[Evidence, Server]:
    async def run() -> tuple[Evidence, Server]:
        async with (
            Server(respond) as server,
            checking(registries={"doi": server.url}, slots=slots) as checker,
        ):
            return await checker.check(doi(name)), server

    return asyncio.run(run())


def test_a_registered_doi() -> None:
    slots = NotingSlots()
    evidence, server = ask(lambda _: registered(KRAMER, URL="http://www.tandfonline.com/x"), slots=slots)
    assert evidence.handle == HandleAnswer(200, 1, url="http://www.tandfonline.com/x")
    assert evidence.last is not None
    assert (evidence.last.status, evidence.last.failure) == (200, None)
    assert server.paths() == [f"/api/handles/{KRAMER}?type=URL&type=HS_ALIAS"]
    assert slots.taken == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (api(404, responseCode=100, handle=KRAMER), HandleAnswer(404, 100)),
        (api(200, responseCode=200, handle=KRAMER), HandleAnswer(200, 200)),
        (
            api(500, responseCode=2, handle=KRAMER, message="INVALID_VALUE"),
            HandleAnswer(500, 2, message="INVALID_VALUE"),
        ),
        (api(400, responseCode=301, handle=KRAMER), HandleAnswer(400, 301)),
        (api(200, responseCode=1, handle=KRAMER, values="none"), HandleAnswer(200, 1)),
        (
            api(200, responseCode=1, handle=KRAMER, values=[{"type": "URL", "data": 7}, 3]),
            HandleAnswer(200, 1),
        ),
    ],
)
def test_what_the_api_says_is_told_as_it_is(reply: Response, expected: HandleAnswer) -> None:
    assert ask(lambda _: reply)[0].handle == expected


@pytest.mark.parametrize(
    "reply",
    [
        Response.html("<title>Error: DOI Not Found</title>", 404),
        Response(404, {"Content-Type": "application/json"}, b"<html>Not found</html>"),
        Response(404, {"Content-Type": "application/json"}, b""),
        Response(429),
        Response(503, body=b"Service Unavailable"),
        api(404, error="no such route"),
        api(404, responseCode="100", handle=KRAMER),
        api(404, responseCode=True, handle=KRAMER),
        api(404, responseCode=100, handle="10.1000/another"),
        api(404, responseCode=100),
        api(404, responseCode=100, handle=None),
        api(200, responseCode=1, values=values(URL="https://publisher.example/")),
        Response(404, body=b"[" * 100_000),
    ],
)
def test_anything_else_is_no_evidence(reply: Response) -> None:
    handle = ask(lambda _: reply)[0].handle
    assert handle is not None
    assert (handle.status, handle.response_code) == (reply.status, None)


def test_a_registry_that_does_not_answer() -> None:
    async def run() -> Evidence:
        async with Server(lambda _: Response()) as server:
            registry = server.url
        async with checking(registries={"doi": registry}) as checker:
            return await checker.check(doi(KRAMER))

    evidence = asyncio.run(run())
    assert evidence.handle == HandleAnswer(None, None)
    assert evidence.last is not None
    assert evidence.last.failure is not None
    assert evidence.last.failure.kind is ErrorKind.CONNECT_REFUSED


def test_an_alias_leads_to_its_prime_doi() -> None:
    def respond(request: Request) -> Response:
        if request.path == "/api/handles/10/p54k":
            return registered("10/p54k", HS_ALIAS=KRAMER.upper())
        return registered(KRAMER, URL="https://publisher.example/")

    evidence, server = ask(respond, "10/p54k")
    assert evidence.handle == HandleAnswer(200, 1, url="https://publisher.example/", alias=KRAMER.upper())
    assert len(evidence.attempts) == 1
    assert [hop.status for hop in evidence.attempts[0].hops] == [200, 200]
    assert len(server.log) == 2


def test_an_alias_of_an_alias_names_the_last() -> None:
    chain = {"10.1000/a": "10.1000/b", "10.1000/b": "10.1000/c"}

    def respond(request: Request) -> Response:
        name = request.path.removeprefix("/api/handles/")
        if name in chain:
            return registered(name, HS_ALIAS=chain[name])
        return registered(name, URL="https://publisher.example/")

    handle = ask(respond, "10.1000/a")[0].handle
    assert handle == HandleAnswer(200, 1, url="https://publisher.example/", alias="10.1000/c")


@pytest.mark.parametrize(
    "prime", [api(404, responseCode=100, handle="10.1000/b"), registered("10.1000/b", HS_ALIAS="10.1000/A")]
)
def test_an_alias_of_nothing_is_not_recommended(prime: Response) -> None:
    def respond(request: Request) -> Response:
        return registered("10.1000/a", HS_ALIAS="10.1000/b") if request.path.endswith("/a") else prime

    evidence, server = ask(respond, "10.1000/a")
    assert evidence.handle is not None
    assert (evidence.handle.response_code, evidence.handle.url, evidence.handle.alias) == (200, None, None)
    assert "10.1000/b" in evidence.handle.message
    assert len(server.log) == 2


def test_an_alias_whose_prime_cannot_be_asked_is_no_evidence() -> None:
    def respond(request: Request) -> Response:
        return registered("10.1000/a", HS_ALIAS="10.1000/b") if request.path.endswith("/a") else Response(503)

    handle = ask(respond, "10.1000/a")[0].handle
    assert handle is not None
    assert (handle.status, handle.response_code) == (503, None)


def test_endless_aliases_end() -> None:
    def respond(request: Request) -> Response:
        number = int(request.path.rpartition("/")[2])
        return registered(f"10.1000/{number}", HS_ALIAS=f"10.1000/{number + 1}")

    evidence, server = ask(respond, "10.1000/0")
    assert evidence.handle is not None
    assert evidence.handle.alias is None
    assert len(server.log) == 6


def test_what_is_not_a_doi_is_not_asked_for() -> None:
    evidence, server = ask(lambda _: Response(), None)
    assert server.connections == 0
    assert evidence.handle is None
    assert evidence.last is not None
    assert evidence.last.failure is not None
    assert evidence.last.failure.kind is ErrorKind.URL_INVALID
    assert evidence.last.hops == ()


def test_the_registry_may_redirect() -> None:
    def respond(request: Request) -> Response:
        if request.path.startswith("/old"):
            return Response.redirect(request.target.removeprefix("/old"), 301)
        return registered(KRAMER, URL="https://publisher.example/")

    async def run() -> Evidence:
        async with Server(respond) as server, checking(registries={"doi": f"{server.url}/old/"}) as checker:
            return await checker.check(doi(KRAMER))

    evidence = asyncio.run(run())
    assert evidence.handle is not None
    assert evidence.handle.response_code == 1
    assert [hop.status for hop in evidence.attempts[0].hops] == [301, 200]


def test_dots_in_a_doi_do_not_climb() -> None:
    """URL parsers drop dot segments, so another handle is asked for; its answer must not count for this DOI."""

    def respond(request: Request) -> Response:
        return registered(unquote(request.path.removeprefix("/api/handles/")), URL="https://wrong.example/")

    handle = ask(respond, "10.1000/../10.1000/x")[0].handle
    assert handle is not None
    assert handle.response_code is None


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (
            "10.1002/(SICI)1097-0142(19980501)82:9<1>3.0.CO;2-Q",
            "10.1002/(SICI)1097-0142(19980501)82:9%3C1%3E3.0.CO;2-Q",
        ),
        ("10.1000/a b#c?d%e+f&g", "10.1000/a%20b%23c%3Fd%25e%2Bf%26g"),
        ("10.1000/ü", "10.1000/%C3%BC"),
    ],
)
def test_characters_that_mean_something_are_encoded(name: str, path: str) -> None:
    assert (
        handle_address("https://doi.org/", name)
        == f"https://doi.org/api/handles/{path}?type=URL&type=HS_ALIAS"
    )
    evidence, server = ask(lambda _: registered(name, URL="https://publisher.example/"), name)
    assert evidence.handle is not None
    assert evidence.handle.response_code == 1
    assert server.log[0].path == f"/api/handles/{path}"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["responseCode", "handle", "values", "type", "data", "value"]) | st.text(), inner
        )
    ),
    max_leaves=20,
)


@given(st.binary() | JSON.map(lambda data: json.dumps(data).encode()), st.integers(200, 599))
def test_no_answer_makes_it_raise(body: bytes, status: int) -> None:
    found = read_answer(Answer(status, [], Body(body)), KRAMER)
    assert found.status == status
    assert found.response_code is None or b"responseCode" in body


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (429, "application/json", 1),
        (503, "application/json", 1),
        (404, "application/json", 1),
        (200, "application/json", 100),
        (200, "text/html", 1),
        (404, "text/html", 100),
    ],
)
def test_a_word_that_its_status_or_its_type_belies_is_no_evidence(status: int, kind: str, code: int) -> None:
    body = json.dumps({"responseCode": code, "handle": KRAMER, "values": values(URL="https://x.example/")})
    evidence, _ = ask(lambda _: Response(status, {"Content-Type": kind}, body.encode()))
    assert evidence.handle is not None
    assert evidence.handle.response_code is None
