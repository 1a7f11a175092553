import asyncio
from collections.abc import Mapping

import pytest

from checkhelp import Names, attempt, checking
from guidewarden.check.proxies import Proxies
from guidewarden.demo.server import Reply, Request, Response, Server
from guidewarden.model import Attempt, ErrorKind, InputError

PROXY = "http://proxy.example:3128"


def through(environ: Mapping[str, str], scheme: str = "https", host: str = "site.example") -> bool:
    return Proxies(environ).proxy_for(scheme, host) is not None


def test_without_a_word_there_is_no_proxy() -> None:
    assert not through({})
    assert not through({"HTTPS_PROXY": ""})


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_either_case_counts(name: str) -> None:
    assert through({name: PROXY})


def test_each_scheme_has_its_own() -> None:
    assert not through({"HTTP_PROXY": PROXY}, "https")
    assert through({"HTTP_PROXY": PROXY}, "http")


def test_a_proxy_is_read_with_name_and_password() -> None:
    proxy = Proxies({"HTTPS_PROXY": "user:p%40ss@proxy.example"}).proxy_for("https", "site.example")
    assert proxy is not None
    assert (proxy.origin, proxy.auth) == (("http", "proxy.example", 80), ("user", "p@ss"))


@pytest.mark.parametrize(
    ("entries", "host", "direct"),
    [
        ("*", "site.example", True),
        ("site.example", "site.example", True),
        ("site.example", "www.site.example", True),
        (".site.example", "www.site.example", True),
        ("*.site.example", "www.site.example", True),
        ("SITE.example", "site.example", True),
        ("site.example", "mysite.example", False),
        ("other.example, site.example", "site.example", True),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("::1", "::1", True),
        ("example", "10.0.0.1", False),
        ("", "site.example", False),
    ],
)
def test_no_proxy(entries: str, host: str, direct: bool) -> None:
    assert through({"HTTPS_PROXY": PROXY, "NO_PROXY": entries}, host=host) is not direct


@pytest.mark.parametrize("value", ["http://[", "socks5://user:hunter2@proxy.example"])
def test_an_unusable_proxy_is_said_at_once_without_its_password(value: str) -> None:
    with pytest.raises(InputError) as caught:
        Proxies({"HTTPS_PROXY": value})
    assert "HTTPS_PROXY" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def visit(url: str, respond: Reply, **environ: str) -> tuple[Attempt, Server]:
    async def run() -> tuple[Attempt, Server]:
        async with Server(lambda _: respond) as proxy:
            found = {name: value.format(port=proxy.port) for name, value in environ.items()}
            async with checking(names=Names(), allow=(), environ=found) as checker:
                return await attempt(checker, url), proxy

    return asyncio.run(run())


def test_a_plain_request_goes_to_the_proxy_with_its_whole_address() -> None:
    found, proxy = visit(
        "http://site.example/x?y",
        Response.html("<title>Through</title>"),
        HTTP_PROXY="http://u:p@127.0.0.1:{port}",
    )
    assert found.page is not None
    assert found.page.title == "Through"
    request: Request = proxy.log[0]
    assert request.target.replace(":80/", "/") == "http://site.example/x?y"
    assert request.headers["host"] == "site.example"
    assert request.headers["proxy-authorization"] == "Basic dTpw"


def test_a_proxy_that_does_not_connect_is_no_verdict_on_the_site() -> None:
    found, proxy = visit("https://site.example/", Response(502), HTTPS_PROXY="http://127.0.0.1:{port}")
    assert found.failure is not None
    assert found.failure.kind is ErrorKind.UNREACHABLE
    assert "502" in found.failure.message
    assert proxy.log[0].method == "CONNECT"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "a.localhost", "169.254.169.254", "[::ffff:10.0.0.1]"]
)
def test_private_addresses_are_refused_before_the_proxy_is_asked(host: str) -> None:
    found, proxy = visit(f"http://{host}/", Response(), HTTP_PROXY="http://127.0.0.1:{port}")
    assert found.failure is not None
    assert found.failure.kind is ErrorKind.ADDRESS_REFUSED
    assert proxy.connections == 0
