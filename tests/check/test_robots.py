"""robots.txt, for hosts whose settings ask for it: real servers, every kind of answer."""

import asyncio
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkhelp import Names, NotingSlots, attempt, checking, kind
from guidewarden.check.failures import NoAnswer
from guidewarden.check.origins import Origin
from guidewarden.check.robots import Robots
from guidewarden.demo.server import Reply, Request, Response, Server
from guidewarden.model import Attempt, ErrorKind
from webs import empty, hang

PAGE = Response.html("<title>Here</title>")
ORIGIN = Origin("http", "a.example", 80)
RULES = "User-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.zip$\n"


def text(body: str, status: int = 200) -> Response:
    return Response(status, {"Content-Type": "text/plain"}, body.encode())


def visits(
    robots: Reply,
    *paths: str,
    hosts: Mapping[str, object] | None = None,
    slots: NotingSlots | None = None,
    pages: Mapping[str, Reply] | None = None,
) -> tuple[list[Attempt], list[Request]]:
    """Ask for pages of one host at once; what the server saw comes with it."""

    def respond(request: Request) -> Reply:
        return robots if request.path == "/robots.txt" else (pages or {}).get(request.path, PAGE)

    async def run() -> tuple[list[Attempt], list[Request]]:
        async with Server(respond) as server:
            ways = hosts or {"127.0.0.1": {"robots": True, "timeout": 0.3}}
            async with checking(hosts=ways, slots=slots) as checker:
                found = await asyncio.gather(*(attempt(checker, server.url + path) for path in paths))
            return list(found), server.log

    return asyncio.run(run())


def test_what_is_disallowed_is_not_asked_for_and_the_file_is_fetched_once() -> None:
    slots = NotingSlots()
    paths = ("/", "/private", "/private/x", "/private/open/x", "/a.zip", "/a.zip?b")
    found, log = visits(text(RULES), *paths, slots=slots)
    refused = [
        path for path, each in zip(paths, found, strict=True) if kind(each) is ErrorKind.ROBOTS_DISALLOWED
    ]
    assert refused == ["/private", "/private/x", "/a.zip"]
    assert sorted(request.target for request in log) == ["/", "/a.zip?b", "/private/open/x", "/robots.txt"]
    assert len(slots.taken) == 4  # one of them for robots.txt
    assert [each.hops for each in found if each.failure] == [(), (), ()]


def test_a_group_of_our_own_counts_instead_of_the_one_for_all() -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: Guidewarden\nDisallow: /no\n"
    found, _ = visits(text(rules), "/yes", "/no")
    assert [kind(each) for each in found] == [None, ErrorKind.ROBOTS_DISALLOWED]


def test_without_the_setting_robots_txt_is_not_asked_for() -> None:
    found, log = visits(text("User-agent: *\nDisallow: /\n"), "/x", hosts={"other.example": {"robots": True}})
    assert found[0].status == 200
    assert [request.path for request in log] == ["/x"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_robots_txt_allows_everything(status: int) -> None:
    found, log = visits(text("User-agent: *\nDisallow: /\n", status), "/x")
    assert found[0].status == 200
    assert len(log) == 2


@pytest.mark.parametrize(
    ("robots", "words"),
    [
        (text("", 500), "status 500"),
        (text("", 503), "status 503"),
        (text("", 429), "status 429"),
        (hang(), "could not be had"),
        (empty(), "could not be had"),
    ],
)
def test_one_that_cannot_be_had_allows_nothing(robots: Reply, words: str) -> None:
    found, log = visits(robots, "/x", "/y")
    for each in found:
        assert kind(each) is ErrorKind.ROBOTS_DISALLOWED
        assert each.failure is not None
        assert words in each.failure.message
    assert {request.path for request in log} == {"/robots.txt"}
    assert len(log) == 1


def test_a_robots_txt_that_moved_is_followed_and_one_that_circles_counts_as_none() -> None:
    moved = Response(301, {"Location": "/rules.txt"})
    found, _ = visits(moved, "/private", "/x", pages={"/rules.txt": text(RULES)})
    assert [kind(each) for each in found] == [ErrorKind.ROBOTS_DISALLOWED, None]
    found, log = visits(Response(301, {"Location": "/robots.txt"}), "/x")
    assert found[0].status == 200
    assert len(log) == 6


def test_a_redirect_into_what_is_disallowed_ends_there() -> None:
    found, log = visits(text(RULES), "/x", pages={"/x": Response(302, {"Location": "/private/y"})})
    assert kind(found[0]) is ErrorKind.ROBOTS_DISALLOWED
    assert [hop.status for hop in found[0].hops] == [302]
    assert [request.path for request in log] == ["/robots.txt", "/x"]


def test_a_host_that_is_not_there_is_told_as_that() -> None:
    async def run() -> list[Attempt]:
        hosts = {"*.example": {"robots": True}, "127.0.0.1": {"robots": True}}
        async with checking(hosts=hosts, names=Names()) as checker:
            return [await attempt(checker, url) for url in ("http://gone.example/", "http://127.0.0.1:1/")]

    assert [kind(each) for each in asyncio.run(run())] == [
        ErrorKind.DNS_NO_SUCH_HOST,
        ErrorKind.CONNECT_REFUSED,
    ]


@settings(max_examples=200)
@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_file_makes_it_fail(body: bytes, path: str) -> None:
    async def fetch(_: Origin) -> tuple[int, bytes]:
        return 200, b"User-agent: *\nDisallow: " + body

    async def refusal() -> ErrorKind | None:
        try:
            await Robots(fetch).allow(ORIGIN, "/" + path)
        except NoAnswer as error:
            return error.failure.kind
        return None

    assert asyncio.run(refusal()) in (None, ErrorKind.ROBOTS_DISALLOWED)


@given(
    st.lists(st.from_regex(r"/[a-z*$]{0,6}", fullmatch=True), max_size=5),
    st.from_regex(r"/[a-z]{0,8}", fullmatch=True),
)
def test_the_longest_rule_wins(paths: list[str], asked: str) -> None:
    plain = [path for path in paths if "*" not in path and "$" not in path]
    lines = [f"{'Allow' if number % 2 else 'Disallow'}: {path}" for number, path in enumerate(plain)]

    async def fetch(_: Origin) -> tuple[int, bytes]:
        return 200, "\n".join(["User-agent: *", *lines]).encode()

    async def allowed() -> bool:
        try:
            await Robots(fetch).allow(ORIGIN, asked)
        except NoAnswer:
            return False
        return True

    matching = [(len(path), number % 2) for number, path in enumerate(plain) if asked.startswith(path)]
    assert asyncio.run(allowed()) == bool(max(matching, default=(0, 1))[1])
