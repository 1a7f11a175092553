"""The Wayback Machine's answers, good and odd, from a real server.

The good ones stand on the facts in `guidewarden.demo.wayback`; what archive.org says in trouble (error pages
that call themselves JSON, 429, a gateway's 5xx, silence) has no documented form, so any form must do.
"""

import asyncio
import datetime as dt
import json
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkhelp import NotingSlots, checking, raw
from guidewarden.check import NetworkChecker
from guidewarden.check.bodies import Body
from guidewarden.check.walk import Answer
from guidewarden.check.wayback import CopyAnswer, address_to_ask, archive_address, read_answer
from guidewarden.demo.server import Reply, Request, Response, Server
from guidewarden.demo.wayback import Wayback
from guidewarden.model import ArchivedCopy
from webs import hang

URL = "https://www.library.example/minutes?year=1990"
COPY = f"http://web.archive.org/web/20190303101512/{URL}"
FOUND = CopyAnswer(
    ArchivedCopy("https" + COPY[4:], dt.datetime(2019, 3, 3, 10, 15, 12, tzinfo=dt.UTC)),
)
NONE = CopyAnswer()
NO_USE = CopyAnswer(usable=False)


def closest(**changes: Any) -> dict[str, Any]:
    said = {"status": "200", "available": True, "url": COPY, "timestamp": "20190303101512"}
    return {"url": URL, "archived_snapshots": {"closest": said | changes}}


def as_json(body: Any, status: int = 200) -> Response:
    return Response(status, {"Content-Type": "application/json"}, json.dumps(body).encode())


def _asking(server: Server, slots: NotingSlots | None = None) -> AbstractAsyncContextManager[NetworkChecker]:
    return checking(registries={"wayback": server.url}, seconds=0.3, slots=slots)


def ask(reply: Reply, url: str = URL, near: dt.date | None = None) -> tuple[CopyAnswer, list[Request]]:
    async def run() -> tuple[CopyAnswer, list[Request]]:
        async with Server(lambda _: reply) as server, _asking(server) as checker:
            return await checker.archived_copy(url, near), server.log

    return asyncio.run(run())


def test_the_question_names_the_address_and_the_day() -> None:
    answer, log = ask(as_json(closest()), f"{URL}&a=ü;b#top", dt.date(2019, 3, 1))
    assert answer == FOUND
    (request,) = log
    assert request.target == (
        "/wayback/available?url=https%3A%2F%2Fwww.library.example%2Fminutes%3Fyear%3D1990%26a%3D%25C3%25BC%3Bb&timestamp=20190301"
    )


def test_without_a_day_the_latest_copy_is_asked_for() -> None:
    _, log = ask(as_json(closest()))
    assert "timestamp" not in log[0].target


def test_the_question_is_asked_within_the_archives_budget() -> None:
    async def run() -> list[str]:
        slots = NotingSlots()
        async with Server(lambda _: as_json(closest())) as server, _asking(server, slots=slots) as checker:
            await checker.archived_copy(URL, None)
        return slots.taken

    assert asyncio.run(run()) == ["127.0.0.1"]


@pytest.mark.parametrize(
    "body",
    [
        closest(),
        closest(status=200),
        closest(url=COPY.replace("http:", "https:", 1)),
        closest(url=COPY.replace("www.", "", 1)),
        {"archived_snapshots": closest()["archived_snapshots"]},
    ],
)
def test_a_copy(body: Any) -> None:
    answer, _ = ask(as_json(body))
    assert answer.copy is not None
    assert answer.copy.taken == dt.datetime(2019, 3, 3, 10, 15, 12, tzinfo=dt.UTC)
    assert answer.copy.url.startswith("https://web.archive.org/web/20190303101512/https://")


@pytest.mark.parametrize(
    "body",
    [
        {"url": URL, "archived_snapshots": {}},
        closest(available=False),
        closest(available="true"),
        closest(status="404"),
        closest(status=None),
        closest(url=None),
        closest(url="javascript:alert(1)"),
        closest(url=f"https://evil.example/web/20190303101512/{URL}"),
        closest(url=f"https://web.archive.org.evil.example/web/20190303101512/{URL}"),
        closest(url=f"https://web.archive.org@evil.example/web/20190303101512/{URL}"),
        closest(url="https://web.archive.org/web/20190303101512/https://other.example/minutes"),
        closest(url="https://web.archive.org/web/20190303101512/javascript:alert(1)"),
        closest(url="https://web.archive.org/web/20190303101512/https://["),
        closest(url="https://web.archive.org/save/" + URL),
        closest(url=COPY + "x" * 5000),
        closest(timestamp="20200101000000"),
        closest(timestamp=20190303101512),
        closest(url=COPY.replace("20190303", "20190399"), timestamp="20190399101512"),
        {"archived_snapshots": {"closest": []}},
        {"archived_snapshots": {"closest": None}},
    ],
)
def test_no_copy(body: Any) -> None:
    assert ask(as_json(body))[0] == NONE


@pytest.mark.parametrize(
    "reply",
    [
        Response(200, {"Content-Type": "application/json"}, b"<html><title>Temporarily Offline</title>"),
        Response.html("<title>Internet Archive: Scheduled Maintenance</title>"),
        Response(200, {"Content-Type": "application/json"}, b""),
        Response(200, {"Content-Type": "application/json"}, b'{"archived_snapshots": {'),
        Response(200, {"Content-Type": "application/json"}, b'{"archived_snapshots": \xff}'),
        Response(200, {"Content-Type": "application/json"}, b"[" * 60_000),
        Response(200, {"Content-Type": "application/json"}, b'{"archived_snapshots": "' + b"x" * 300_000),
        as_json([]),
        as_json("none"),
        as_json({}),
        as_json({"archived_snapshots": None}),
        as_json({"archived_snapshots": []}),
        as_json(closest(), 429),
        as_json(closest(), 503),
        Response(500),
        Response.redirect("/wayback/available"),
        raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"),
        raw(b""),
        hang(),
        hang(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"),
    ],
)
def test_an_answer_of_no_use_is_no_error_and_not_taken_for_none(reply: Reply) -> None:
    assert ask(reply)[0] == NO_USE


def test_no_server_at_all() -> None:
    async def run() -> CopyAnswer:
        async with checking(registries={"wayback": "http://archive.example"}) as checker:
            return await checker.archived_copy(URL, None)

    assert asyncio.run(run()) == NO_USE


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("https://user:secret@library.example/a#b", "https://library.example/a"),
        ("HTTP://Library.example:80/a/../b?", "http://library.example/b?"),
        ("http://93.184.215.14/a", "http://93.184.215.14/a"),
        ("http://intranet/wiki", None),
        ("http://wiki.corp.internal/", None),
        ("http://printer.local./", None),
        ("http://10.20.0.1/", None),
        ("http://0x7f.1/", None),
        ("http://[::1]/", None),
        ("http://[fd00::1]/", None),
        ("http://localhost/", None),
        ("http://a b.example/", None),
        ("ftp://library.example/", None),
        ("http://abcdefghijklmnop.onion/", None),
        ("https://library.example/" + "x" * 3000, None),
    ],
)
def test_what_the_archive_is_told(written: str, told: str | None) -> None:
    assert address_to_ask(written) == told
    if told is None:
        assert ask(as_json(closest()), written) == (NONE, [])


def test_the_address_of_a_question() -> None:
    assert archive_address("https://archive.org/", "http://a.example/?b&c", None) == (
        "https://archive.org/wayback/available?url=http%3A%2F%2Fa.example%2F%3Fb%26c"
    )


def test_the_double_gives_the_copy_nearest_to_the_day() -> None:
    async def run() -> list[str | None]:
        wayback = Wayback({URL: ("20100101000000", "20190303101512", "20240101000000")})
        async with Server(wayback.respond) as server, _asking(server) as checker:
            days = (dt.date(2005, 1, 1), dt.date(2019, 6, 1), dt.date(2030, 1, 1), None)
            answers = [await checker.archived_copy(URL, day) for day in days]
            answers.append(await checker.archived_copy("https://unknown.example/", None))
        return [answer.copy.url.split("/")[4] if answer.copy else None for answer in answers]

    times = ["20100101000000", "20190303101512", "20240101000000", "20240101000000", None]
    assert asyncio.run(run()) == times


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([COPY, "20190303101512", "200"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["archived_snapshots", "closest", "url", "timestamp", "available", "status"]),
            inner,
        )
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.binary(max_size=200) | _JSON.map(lambda value: json.dumps(value).encode()), st.integers(100, 599))
def test_nothing_the_archive_says_raises(body: bytes, status: int) -> None:
    answer = read_answer(Answer(status, [], Body(body)), URL)
    assert answer.copy is None or answer.copy.url.startswith("https://web.archive.org/web/")


@settings(deadline=None)
@given(st.text())
def test_the_text_of_an_address_never_raises(place: str) -> None:
    for url in (place, "http://web.archive.org/web/20190303101512/" + place):
        body = json.dumps(closest(url=url)).encode()
        copy = read_answer(Answer(200, [], Body(body)), URL).copy
        assert copy is None or copy.url.isascii()
