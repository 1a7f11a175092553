"""Where redirects, cookies and refreshes lead, against real servers on loopback."""

import asyncio

import pytest

from checkhelp import (
    Names,
    attempt,
    checking,
    kind,
    paths,
    statuses,
    visit,
)
from guidewarden.demo.server import Request, Response, Server
from guidewarden.model import Attempt, ErrorKind, HopVia


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_one_hop_at_a_time(status: int) -> None:
    found, _ = visit(
        {"/": Response.redirect("/next?a=b", status), "/next?a=b": Response.html("<title>x</title>")}
    )
    assert statuses(found) == [status, 200]
    assert [hop.via for hop in found.hops] == [HopVia.START, HopVia.REDIRECT]
    assert found.hops[0].headers["location"] == "/next?a=b"
    assert found.page is not None


@pytest.mark.parametrize(
    ("location", "target"),
    [
        (b"next", "/folder/next"),
        (b"../next", "/next"),
        (b"?q", "/folder/page?q"),
        (b"/a b", "/a%20b"),
        (b" /trimmed ", "/trimmed"),
        (b"/q?", "/q?"),
        (b"/a;b=1?c;d", "/a;b=1?c;d"),
        ("/köln".encode(), "/k%C3%B6ln"),
        ("/köln".encode("latin-1"), "/k%F6ln"),
        (b"/%zz", "/%zz"),
        (b"/a|b[c]{d}", "/a|b[c]%7Bd%7D"),
        (b"\\windows\\path", "/windows/path"),
        (b"/x#part", "/x"),
        (b"/dots/./../end", "/end"),
    ],
)
def test_location_is_read_as_browsers_do(location: bytes, target: str) -> None:
    asked: list[str] = []

    def respond(request: Request) -> Response:
        asked.append(request.target)
        return Response.redirect(location) if len(asked) == 1 else Response.html("<title>There</title>")

    async def run() -> Attempt:
        async with Server(respond) as server, checking() as checker:
            return await attempt(checker, f"{server.url}/folder/page")

    found = asyncio.run(run())
    assert found.failure is None
    assert asked[1] == target


@pytest.mark.parametrize(
    ("start", "location", "final"),
    [
        ("/a#part", "/b", "/b#part"),
        ("/a#part", "/b#new", "/b#new"),
        ("/a", "/b#new", "/b#new"),
    ],
)
def test_a_fragment_lives_on_through_redirects(start: str, location: str, final: str) -> None:
    found, _ = visit(
        {"/a": Response.redirect(location), "/b": Response.html("<p id=part>1<p id=new>2")}, path=start
    )
    assert paths(found)[-1] == final
    assert found.page is not None
    assert found.page.identifiers == ("part", "new")


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (b"http://[", ErrorKind.PROTOCOL),
        (b"http://ex ample/", ErrorKind.PROTOCOL),
        (b"ftp://files.example/", ErrorKind.SCHEME_UNSUPPORTED),
        (b"mailto:a@b.example", ErrorKind.SCHEME_UNSUPPORTED),
        (b"intent://open#Intent;end", ErrorKind.SCHEME_UNSUPPORTED),
        (b"javascript:alert(1)", ErrorKind.SCHEME_UNSUPPORTED),
    ],
)
def test_a_redirect_out_of_the_web(location: bytes, expected: ErrorKind) -> None:
    found, _ = visit({"/": Response.redirect(location)})
    assert kind(found) is expected
    assert statuses(found) == [302]


@pytest.mark.parametrize("headers", [{}, {"Location": ""}])
def test_a_redirect_to_nowhere_is_an_answer(headers: dict[str, str]) -> None:
    found, _ = visit({"/": Response.html("<title>x</title>", 302, headers)})
    assert (statuses(found), found.failure) == ([302], None)
    assert found.page is not None


def test_a_circle_without_cookies_is_a_loop() -> None:
    found, server = visit({"/": Response.redirect("/b"), "/b": Response.redirect("/")})
    assert kind(found) is ErrorKind.REDIRECT_LOOP
    assert paths(found) == ["/", "/b", "/", "/b"]
    assert len(server.log) == 4


def test_a_server_that_lets_the_second_visit_in_is_no_loop() -> None:
    answers = iter([Response.redirect("/"), Response.html("<title>Welcome</title>")])
    found, _ = visit({"/": lambda _: next(answers)})
    assert (statuses(found), found.failure) == ([302, 200], None)


def test_a_fragment_does_not_hide_a_loop() -> None:
    found, _ = visit({"/": Response.redirect("/#again")})
    assert kind(found) is ErrorKind.REDIRECT_LOOP


def test_a_circle_that_a_cookie_ends_is_no_loop() -> None:
    def respond(request: Request) -> Response:
        if request.headers.get("cookie") == "seen=yes":
            return Response.html("<title>Welcome</title>")
        return Response.redirect("/", headers={"Set-Cookie": "seen=yes; Path=/; HttpOnly"})

    found, _ = visit({"/": respond})
    assert statuses(found) == [302, 200]
    assert found.failure is None
    assert found.hops[0].headers["set-cookie"] == "seen"


def test_a_cookie_that_is_never_accepted_is_a_loop() -> None:
    found, _ = visit({"/": Response.redirect("/", headers={"Set-Cookie": "seen=yes; Path=/"})})
    assert kind(found) is ErrorKind.REDIRECT_LOOP
    assert len(found.hops) == 3


def test_cookies_are_for_one_check_and_one_site() -> None:
    async def run() -> None:
        names = Names({"one.example": ["127.0.0.1"], "two.example": ["127.0.0.1"]})

        def respond(request: Request) -> Response:
            if request.host == "one.example":
                return Response.redirect(
                    f"http://two.example:{server.port}/", headers={"Set-Cookie": "secret=1; Path=/"}
                )
            return Response.html("")

        async with Server(respond) as server, checking(names=names) as checker:
            for _ in range(2):
                await attempt(checker, f"http://one.example:{server.port}/")
            assert [request.headers.get("cookie") for request in server.log] == [None] * 4

    asyncio.run(run())


def test_twenty_redirects_are_followed_and_no_more() -> None:
    def respond(request: Request) -> Response:
        number = int(request.target[1:])
        return Response.html("<title>end</title>") if number == 20 else Response.redirect(f"/{number + 1}")

    async def run(start: int) -> Attempt:
        async with Server(respond) as server, checking() as checker:
            return await attempt(checker, f"{server.url}/{start}")

    assert statuses(asyncio.run(run(0))) == [302] * 20 + [200]
    found = asyncio.run(run(-1))
    assert kind(found) is ErrorKind.TOO_MANY_HOPS
    assert statuses(found) == [302] * 21


def test_a_refresh_is_a_hop() -> None:
    found, _ = visit(
        {
            "/": Response.html("<meta http-equiv=refresh content='0; url=/next'>"),
            "/next": Response.html("<title>Next</title>", headers={"Refresh": "1; url=/last"}),
            "/last": Response.html("<title>Last</title>"),
        }
    )
    assert [hop.via for hop in found.hops] == [HopVia.START, HopVia.META_REFRESH, HopVia.META_REFRESH]
    assert found.page is not None
    assert found.page.title == "Last"


@pytest.mark.parametrize(
    "reply",
    [
        Response.html("<title>x</title><meta http-equiv=refresh content='60; url=/next'>"),
        Response.html("<title>x</title><meta http-equiv=refresh content='5'>"),
        Response.html("<title>x</title><noscript><meta http-equiv=refresh content='0;url=/next'></noscript>"),
        Response.html("<title>x</title><meta http-equiv=refresh content='0;url=/next'>", 404),
        Response.html("<title>x</title><meta http-equiv=refresh content='0;url=app:open'>"),
    ],
)
def test_a_refresh_that_readers_do_not_follow(reply: Response) -> None:
    found, server = visit({"/": reply})
    assert len(server.log) == 1
    assert found.failure is None
    assert found.page is not None
    assert found.page.title == "x"


def test_pages_that_show_each_other_are_there() -> None:
    found, _ = visit(
        {
            "/": Response.html("<title>One</title><meta http-equiv=refresh content='5;url=/two'>"),
            "/two": Response.html("<title>Two</title><meta http-equiv=refresh content='5;url=/'>"),
        }
    )
    assert (statuses(found), found.failure) == ([200, 200], None)
    assert found.page is not None
    assert found.page.title == "Two"
