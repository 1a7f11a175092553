"""What a link's attempt holds, against real servers on loopback."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from checkhelp import (
    Names,
    NotingSlots,
    attempt,
    checking,
    kind,
    link,
    only,
    statuses,
    visit,
)
from guidewarden.check import NetworkChecker
from guidewarden.check.interface import Sent
from guidewarden.demo.server import Raw, Reply, Request, Response, Server
from guidewarden.model import Attempt, ErrorKind


async def _sleep(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


def test_a_page_is_asked_for_once_with_get() -> None:
    found, server = visit({"/": Response.html("<title>Hello</title><p>World")})
    assert (found.status, found.failure, statuses(found)) == (200, None, [200])
    assert found.page is not None
    assert (found.page.title, found.page.text_start, found.page.truncated) == ("Hello", "World", False)
    assert [request.method for request in server.log] == ["GET"]
    assert found.certificate is None


def test_what_is_sent() -> None:
    async def run() -> Request:
        async with (
            Server(lambda _: Response.html("")) as server,
            checking(contact="a b@library.example\r\nX: 1") as checker,
        ):
            await attempt(checker, server.url)
            return server.log[0]

    headers = asyncio.run(run()).headers
    assert headers["user-agent"] == "guidewarden/0.1 (+mailto:a%20b@library.example%0D%0AX%3A%201)"
    assert headers["accept"].startswith("text/html")
    assert headers["accept-language"]
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["host"].startswith("127.0.0.1:")
    assert "cookie" not in headers
    assert "authorization" not in headers


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 408, 410, 425, 429, 451, 500, 503, 999])
def test_a_status_is_evidence_and_its_page_is_read(status: int) -> None:
    reply = Response.html(
        "<title>Sorry</title>", status, {"Retry-After": "7", "X-Other": "no", "CF-Mitigated": "challenge"}
    )
    found, server = visit({"/": reply})
    assert (found.status, found.failure) == (status, None)
    assert found.page is not None
    assert found.page.title == "Sorry"
    headers = found.hops[0].headers
    assert (headers["retry-after"], headers["cf-mitigated"]) == ("7", "challenge")
    assert "x-other" not in headers
    assert len(server.log) == 1


def test_a_later_attempt_is_added_to_the_earlier_ones() -> None:
    async def run() -> None:
        answers = iter([Response.html("", 503), Response.html("<title>There</title>")])
        async with Server(lambda _: next(answers)) as server, checking() as checker:
            first = await checker.check(link(server.url))
            second = await checker.check(link(server.url), first)
            assert [each.status for each in second.attempts] == [503, 200]
            assert second.attempts[0] == first.attempts[0]
            assert second.last is not None
            assert second.last.status == 200

    asyncio.run(run())


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ErrorKind.URL_INVALID),
        ("www.library.example", ErrorKind.URL_INVALID),
        ("/relative", ErrorKind.URL_INVALID),
        ("http://", ErrorKind.URL_INVALID),
        ("http://[::1", ErrorKind.URL_INVALID),
        ("http://a.example:99999/", ErrorKind.URL_INVALID),
        ("https://exa mple.org/", ErrorKind.URL_INVALID),
        ("http://\ud800.example/", ErrorKind.URL_INVALID),
        ("mailto:a@b.example", ErrorKind.SCHEME_UNSUPPORTED),
        ("ftp://files.example/x", ErrorKind.SCHEME_UNSUPPORTED),
        ("javascript:void(0)", ErrorKind.SCHEME_UNSUPPORTED),
        ("file:///etc/passwd", ErrorKind.SCHEME_UNSUPPORTED),
        ("http://expyuzz4wqqyqhjn.onion/", ErrorKind.SCHEME_UNSUPPORTED),
    ],
)
def test_addresses_that_cannot_be_asked(url: str, expected: ErrorKind) -> None:
    async def run() -> Attempt:
        names = Names()
        async with checking(names=names) as checker:
            found = await attempt(checker, url)
        assert names.asked == []
        return found

    found = asyncio.run(run())
    assert kind(found) is expected
    assert found.hops == ()


def test_a_host_that_does_not_exist_takes_no_slot() -> None:
    slots = NotingSlots()

    async def run() -> Attempt:
        async with checking(slots=slots) as checker:
            return await attempt(checker, "http://gone.example/")

    found = asyncio.run(run())
    assert kind(found) is ErrorKind.DNS_NO_SUCH_HOST
    assert statuses(found) == [None]
    assert slots.taken == []


def test_international_names_are_asked_for_in_ascii() -> None:
    async def run() -> tuple[Attempt, Server]:
        names = Names({"xn--mnchen-3ya.example": ["127.0.0.1"]})
        async with Server(lambda _: Response.html("")) as server, checking(names=names) as checker:
            return await attempt(checker, f"http://MÜNCHEN.example:{server.port}/ä?ö"), server

    found, server = asyncio.run(run())
    assert found.status == 200
    assert server.log[0].host == "xn--mnchen-3ya.example"
    assert server.log[0].target == "/%C3%A4?%C3%B6"


def test_a_slot_is_held_for_every_hop_and_until_its_body_is_read() -> None:
    slots = NotingSlots()
    held: list[int] = []
    names = Names({"one.example": ["127.0.0.1"], "two.example": ["127.0.0.1"]})

    async def run() -> None:
        def respond(request: Request) -> Reply:
            held.append(slots.held)
            if request.host == "one.example":
                return Response.redirect(f"http://two.example:{server.port}/")
            return Response.html("<title>x</title>")

        async with Server(respond) as server, checking(names=names, slots=slots) as checker:
            await attempt(checker, f"http://one.example:{server.port}/")

    asyncio.run(run())
    assert slots.taken == ["one.example", "two.example"]
    assert held == [1, 1]
    assert slots.held == 0


class LateSlots(NotingSlots):
    """Lets everybody wait for a while first."""

    SECONDS = 1.5

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[Sent]:
        await asyncio.sleep(self.SECONDS)
        async with super().slot(host) as sent:
            yield sent


def test_how_long_a_turn_was_waited_for_is_not_how_long_the_site_took() -> None:
    async def run() -> tuple[float, Attempt]:
        async with (
            Server(lambda _: Response.html("<title>Here</title>")) as server,
            checking(slots=LateSlots()) as checker,
        ):
            begin = asyncio.get_running_loop().time()
            found = await attempt(checker, server.url)
            return asyncio.get_running_loop().time() - begin, found

    waited, found = asyncio.run(run())
    assert waited >= LateSlots.SECONDS
    assert found.elapsed_ms == found.hops[0].elapsed_ms < 1000 * LateSlots.SECONDS / 2


def test_user_names_and_passwords_go_nowhere() -> None:
    async def run() -> tuple[Attempt, Server]:
        def respond(request: Request) -> Response:
            if request.target == "/":
                return Response.redirect(f"http://me:secret@127.0.0.1:{server.port}/next")
            return Response.html("", 401)

        async with Server(respond) as server, checking() as checker:
            return await attempt(checker, f"http://you:hunter2@127.0.0.1:{server.port}/"), server

    found, server = asyncio.run(run())
    assert statuses(found) == [302, 401]
    assert all("authorization" not in request.headers for request in server.log)
    assert "hunter2" not in repr(found)
    assert "secret" not in repr(found)


def test_a_check_can_be_cancelled_cleanly() -> None:
    slots = NotingSlots()

    async def run() -> None:
        arrived = asyncio.Event()

        async def respond(_: Request) -> Reply:
            arrived.set()
            return Raw(_sleep)

        async with Server(respond) as server, checking(slots=slots) as checker:
            task = asyncio.create_task(checker.check(link(server.url)))
            await arrived.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert slots.held == 0

    asyncio.run(run())


def test_an_error_of_ours_is_evidence_too() -> None:
    async def run() -> Attempt:
        async with checking(names=Names({"a.example": ["not an address"]})) as checker:
            return await attempt(checker, "http://a.example/")

    found = asyncio.run(run())
    assert kind(found) is ErrorKind.INTERNAL
    assert found.failure is not None
    assert "not an address" in found.failure.message


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/folder/page.html#part", r"/folder/guidewarden-no-such-page-[0-9a-f]{10}\.html"),
        ("/folder/page.html?id=1#part", r"/folder/guidewarden-no-such-page-[0-9a-f]{10}\.html"),
        ("/view.php?id=4711&lang=en", r"/view\.php\?id=99\d{7}&lang=en"),
        (
            "/record?id=4711&sid=abc&view=full",
            r"/record\?id=99\d{7}&sid=guidewarden-no-such-page-[0-9a-f]{10}&view=full",
        ),
        ("/guide/page?utm_source=mail", r"/guide/guidewarden-no-such-page-[0-9a-f]{10}"),
        ("/view.php?4711", r"/view\.php\?99\d{7}"),
        ("/folder/page?", r"/folder/guidewarden-no-such-page-[0-9a-f]{10}"),
        ("/folder/page", r"/folder/guidewarden-no-such-page-[0-9a-f]{10}"),
        ("/folder/", r"/guidewarden-no-such-page-[0-9a-f]{10}/"),
        ("/", r"/guidewarden-no-such-page-[0-9a-f]{10}"),
        ("/item/b4711.html", r"/item/b99\d{7}\.html"),
        ("/item/9", r"/item/88\d{7}"),
        (
            "/items/1b2c77f0-0a11-4e6b-9d8e-0f3c52a1b9e4",
            r"/items/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        ),
        ("/a.b/v1.2.3-final-version", r"/a\.b/guidewarden-no-such-page-[0-9a-f]{10}"),
    ],
)
def test_a_sibling_is_asked_for_beside_the_target(path: str, pattern: str) -> None:
    async def run(checker: NetworkChecker, server: Server) -> None:
        target = link(server.url + path)
        evidence = await checker.probe_sibling(target, await checker.check(target))
        only(evidence)
        assert evidence.sibling is not None
        assert evidence.sibling.page is not None
        assert evidence.sibling.page.title == "Sorry"
        again = await checker.probe_sibling(target, evidence)
        assert again.sibling is not None
        assert again.sibling.final_url == evidence.sibling.final_url
        assert re.fullmatch(pattern, server.log[-1].target)

    async def main() -> None:
        async with Server(lambda _: Response.html("<title>Sorry</title>")) as server, checking() as checker:
            await run(checker, server)

    asyncio.run(main())


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/questions/123/any-title", r"/questions/991230000/guidewarden-no-such-page-\w+"),
        ("/id/9/rec/1", r"/id/889000000/rec/99\d{7}"),
        (
            "/journals/councils/current",
            r"/journals/guidewarden-no-such-page-\w+/guidewarden-no-such-page-\w+",
        ),
        ("/hours.php?lib=main", r"/guidewarden-no-such-page-\w+\.php\?lib=main"),
        ("/show.php?id=7", r"/show\.php\?id=99\d{7}"),
        ("/about", r"/guidewarden-no-such-page-\w+"),
    ],
)
def test_a_cousin_shares_less_with_the_target(path: str, pattern: str) -> None:
    async def main() -> None:
        async with Server(lambda _: Response.html("<title>Sorry</title>")) as server, checking() as checker:
            target = link(server.url + path)
            evidence = await checker.probe_cousin(target, await checker.check(target))
            assert evidence.cousin is not None
            assert re.fullmatch(pattern, server.log[-1].target)

    asyncio.run(main())


def test_a_control_is_asked_once_for_all_that_it_serves() -> None:
    async def main() -> None:
        async with Server(lambda _: Response.html("<title>Sorry</title>")) as server, checking() as checker:
            for path in ("/folder/a.html", "/folder/b.html", "/folder/c.html"):
                target = link(server.url + path)
                evidence = await checker.probe_sibling(target, await checker.check(target))
                evidence = await checker.probe_front(target, evidence)
                assert evidence.front is not None
            assert [request.target for request in server.log].count("/") == 1
            assert len(server.log) == 3 + 1 + 1

    asyncio.run(main())


def test_a_control_in_trouble_is_asked_again() -> None:
    async def main() -> None:
        async with Server(lambda _: Response.html("", 503)) as server, checking() as checker:
            for path in ("/a.html", "/b.html"):
                await checker.probe_front(
                    link(server.url + path), await checker.check(link(server.url + path))
                )
            assert [request.target for request in server.log].count("/") == 2

    asyncio.run(main())


def test_what_cannot_be_read_has_no_sibling() -> None:
    async def run() -> None:
        async with checking() as checker:
            evidence = await checker.check(link("mailto:a@b.example"))
            assert await checker.probe_sibling(link("mailto:a@b.example"), evidence) == evidence

    asyncio.run(run())
