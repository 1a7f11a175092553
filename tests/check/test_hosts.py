"""Hosts that are asked in their own way: headers and where they go, method, patience, trust."""

import asyncio
import ssl
from pathlib import Path

import pytest

from checkhelp import NOBODY, NotingSlots, attempt, checking, kind, raw, routes, statuses
from evidences import NIGHT, evidence, link
from guidewarden.check.hosts import HostRules
from guidewarden.demo.server import Authority, Flaw, Reply, Request, Response, Server
from guidewarden.judge import judge
from guidewarden.model import Attempt, ErrorKind, InputError, Settings, Span, State
from webs import hang

PAGE = Response.html("<title>Here</title><p>" + "Words. " * 300)
KEY = {"X-Key": "$EXAMPLE_KEY", "Accept-Language": "de"}
SECRET = {"EXAMPLE_KEY": "s3cret"}


def to(url: str, status: int = 302) -> Response:
    return Response(status, {"Location": url})


def test_headers_reach_the_host_and_replace_the_usual_ones() -> None:
    async def run() -> list[Request]:
        async with Server(lambda _: PAGE) as server:
            connect_to = {"*:80": f"127.0.0.1:{server.port}"}
            hosts = {"own.example": {"headers": KEY}}
            async with checking(connect_to=connect_to, hosts=hosts, environ=SECRET) as checker:
                await attempt(checker, "http://own.example/")
                await attempt(checker, "http://other.example/")
            return server.log

    own, other = asyncio.run(run())
    assert own.headers["x-key"] == "s3cret"
    assert own.headers["accept-language"] == "de"
    assert own.headers["user-agent"].startswith("guidewarden/")
    assert "x-key" not in other.headers
    assert other.headers["accept-language"] == "en,*;q=0.5"


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ("http://own.example/next", True),
        ("http://other.example/next", False),
        ("http://www.own.example/next", False),
        ("http://own.example:8080/next", False),
        ("http://other.example/back", True),
    ],
)
def test_a_redirect_carries_headers_to_no_other_origin(place: str, kept: bool) -> None:
    def respond(request: Request) -> Reply:
        if request.path == "/start":
            return to(place)
        return to("http://own.example/next") if request.path == "/back" else PAGE

    async def run() -> tuple[Attempt, list[Request]]:
        async with Server(respond) as server:
            connect_to = {"*:80": f"127.0.0.1:{server.port}", "*:8080": f"127.0.0.1:{server.port}"}
            hosts = {"own.example": {"headers": KEY}, "*.own.example": {"headers": KEY}}
            async with checking(connect_to=connect_to, hosts=hosts, environ=SECRET) as checker:
                return await attempt(checker, "http://own.example/start"), server.log

    found, log = asyncio.run(run())
    assert found.status == 200
    assert log[0].headers["x-key"] == "s3cret"
    assert ("x-key" in log[-1].headers) == kept
    assert all("x-key" not in request.headers for request in log if request.path == "/back")


def test_headers_go_along_to_https_of_the_same_host_and_never_back(tmp_path: Path) -> None:
    authority = Authority()

    def plain(request: Request) -> Reply:
        return to("https://own.example/") if request.path == "/up" else PAGE

    async def run() -> tuple[list[Request], list[Request]]:
        environ = SECRET | {"SSL_CERT_FILE": str(authority.ca_pem(tmp_path / "ca.pem"))}
        secure = Server(
            lambda request: to("http://own.example/") if request.path == "/down" else PAGE, tls=authority
        )
        async with secure, Server(plain) as server:
            connect_to = {"*:443": f"127.0.0.1:{secure.port}", "*:80": f"127.0.0.1:{server.port}"}
            hosts = {"own.example": {"headers": KEY}}
            async with checking(connect_to=connect_to, hosts=hosts, environ=environ) as checker:
                await attempt(checker, "http://own.example/up")
                await attempt(checker, "https://own.example/down")
            return secure.log, server.log

    secured, plainly = asyncio.run(run())
    assert ["x-key" in request.headers for request in secured] == [True, True]
    assert [(request.path, "x-key" in request.headers) for request in plainly] == [
        ("/up", True),
        ("/", False),
    ]


def test_a_cookie_of_the_settings_stands_beside_those_of_the_site() -> None:
    def respond(request: Request) -> Reply:
        first = "seen" not in request.headers.get("cookie", "")
        return Response(302, {"Location": "/", "Set-Cookie": "seen=1"}) if first else PAGE

    async def run() -> list[Request]:
        async with Server(respond) as server:
            hosts = {"127.0.0.1": {"headers": {"Cookie": "$JAR"}}}
            async with checking(hosts=hosts, environ={"JAR": "member=yes"}) as checker:
                assert (await attempt(checker, server.url + "/")).status == 200
            return server.log

    assert [request.headers["cookie"] for request in asyncio.run(run())] == [
        "member=yes",
        "seen=1; member=yes",
    ]


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "`X-Key` needs the environment variable EXAMPLE_KEY, which is not set"),
        ({"EXAMPLE_KEY": " "}, "which is not set"),
        (
            {"EXAMPLE_KEY": "s3cret\r\nX: y"},
            "what the environment variable EXAMPLE_KEY holds is not one line",
        ),
        ({"EXAMPLE_KEY": "s3crét"}, "is not one line of plain text"),
    ],
)
def test_a_secret_that_is_missing_or_of_no_use_is_told_without_it(
    environ: dict[str, str], words: str
) -> None:
    settings = Settings.model_validate({"hosts": {"own.example": {"headers": KEY}}})
    place = Span("guidewarden.yaml", 7, 3, 7, 9, 90, 96)
    with pytest.raises(InputError) as caught:
        HostRules(settings.placed({'hosts["own.example"]': place}), NOBODY | environ)
    text = str(caught.value)
    assert text.startswith("guidewarden.yaml:7:3: hosts, own.example: ")
    assert words in text
    assert "s3cr" not in text


@pytest.mark.parametrize("refusal", [403, 404, 405, 500, 501])
def test_head_is_asked_where_it_is_wanted_and_get_decides_when_it_fails(refusal: int) -> None:
    def respond(request: Request) -> Reply:
        refused = request.method == "HEAD" and request.path == "/refused"
        return Response(refusal, body=b"no") if refused else PAGE

    async def run() -> tuple[list[Attempt], list[Request]]:
        async with Server(respond) as server:
            async with checking(hosts={"127.0.0.1": {"method": "HEAD"}}) as checker:
                found = [await attempt(checker, server.url + path) for path in ("/fine", "/refused", "/fine")]
            return found, server.log

    found, log = asyncio.run(run())
    assert [each.status for each in found] == [200, 200, 200]
    assert [each.page.title if each.page else None for each in found] == ["", "Here", ""]
    assert [each.page.truncated if each.page else None for each in found] == [True, False, True]
    # What was not asked for is not missing: a page that nobody has read is not called empty.
    verdicts = [judge(link(), evidence(each), (), NIGHT) for each in found]
    assert {verdict.state for verdict in verdicts} == {State.OK}
    assert [f"{request.method} {request.path}" for request in log] == [
        "HEAD /fine", "HEAD /refused", "GET /refused", "HEAD /fine",
    ]  # fmt: skip


@pytest.mark.parametrize("silence", [hang(), raw(b"nonsense\r\n\r\n"), raw()])
def test_a_head_without_an_answer_says_nothing(silence: Reply) -> None:
    async def run() -> Attempt:
        hosts = {"127.0.0.1": {"method": "HEAD", "timeout": 0.2}}
        server = Server(lambda request: silence if request.method == "HEAD" else PAGE)
        async with server, checking(hosts=hosts) as checker:
            return await attempt(checker, server.url + "/")

    assert asyncio.run(run()).status == 200


def test_a_host_that_nobody_listens_for_is_not_asked_twice() -> None:
    slots = NotingSlots()

    async def run() -> Attempt:
        async with checking(hosts={"127.0.0.1": {"method": "HEAD"}}, slots=slots) as checker:
            return await attempt(checker, "http://127.0.0.1:1/")

    assert kind(asyncio.run(run())) is ErrorKind.CONNECT_REFUSED
    assert slots.taken == ["127.0.0.1"]


def test_a_host_may_have_more_patience_than_the_others() -> None:
    slow = Response(200, PAGE.headers, PAGE.body, delay=0.6)

    async def run() -> list[Attempt]:
        async with Server(routes({"/": slow})) as server:
            connect_to = {"*:80": f"127.0.0.1:{server.port}"}
            hosts = {"slow.example": {"timeout": 5}}
            async with checking(connect_to=connect_to, hosts=hosts, seconds=0.2) as checker:
                return [await attempt(checker, f"http://{name}.example/") for name in ("slow", "other")]

    patient, hasty = asyncio.run(run())
    assert statuses(patient) == [200]
    assert kind(hasty) is ErrorKind.TIMEOUT


async def shown_certificate(port: int, name: str) -> str:
    """The certificate a server shows for a name, as PEM."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname=name)
    der = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    await writer.wait_closed()
    return ssl.DER_cert_to_PEM_cert(der)


@pytest.mark.parametrize("flaw", [Flaw.SELF_SIGNED, Flaw.INCOMPLETE_CHAIN, None])
def test_a_certificate_is_trusted_for_its_host_alone(tmp_path: Path, flaw: Flaw | None) -> None:
    authority = Authority(lambda _: flaw)

    async def run() -> list[Attempt]:
        async with Server(lambda _: PAGE, tls=authority) as server:
            pem = tmp_path / "own.pem"
            pem.write_text(await shown_certificate(server.port, "own.example"), encoding="ascii")
            connect_to = {"*:443": f"127.0.0.1:{server.port}"}
            hosts = {"own.example": {"certificate": str(pem)}}
            async with checking(connect_to=connect_to, hosts=hosts) as checker:
                return [
                    await attempt(checker, f"https://{name}.example/") for name in ("own", "other", "own")
                ]

    own, other, again = asyncio.run(run())
    assert statuses(own) == statuses(again) == [200]
    assert own.failure is None
    assert own.certificate is not None
    assert kind(other) in (ErrorKind.TLS_SELF_SIGNED, ErrorKind.TLS_OTHER)


def test_a_trusted_certificate_must_still_be_for_the_name_and_in_its_time(tmp_path: Path) -> None:
    flaws = {"late.example": Flaw.EXPIRED, "false.example": Flaw.WRONG_NAME}
    authority = Authority(flaws.get)

    async def run() -> list[Attempt]:
        async with Server(lambda _: PAGE, tls=authority) as server:
            hosts = {name: {"certificate": str(authority.ca_pem(tmp_path / name))} for name in flaws}
            connect_to = {"*:443": f"127.0.0.1:{server.port}"}
            async with checking(connect_to=connect_to, hosts=hosts) as checker:
                return [await attempt(checker, f"https://{name}/") for name in flaws]

    assert [kind(each) for each in asyncio.run(run())] == [ErrorKind.TLS_EXPIRED, ErrorKind.TLS_WRONG_NAME]


def test_an_authority_of_ones_own_and_a_chain_that_is_completed(tmp_path: Path) -> None:
    authority = Authority({"half.example": Flaw.INCOMPLETE_CHAIN}.get, "http://authority.example/i.cer")
    issuer = Response(headers={"Content-Type": "application/pkix-cert"}, body=authority.intermediate_der())

    async def run() -> list[Attempt]:
        hosts = {"*.example": {"certificate": str(authority.ca_pem(tmp_path / "ca.pem"))}}
        async with Server(lambda _: PAGE, tls=authority) as secure, Server(lambda _: issuer) as plain:
            connect_to = {"*:443": f"127.0.0.1:{secure.port}", "*:80": f"127.0.0.1:{plain.port}"}
            async with checking(connect_to=connect_to, hosts=hosts) as checker:
                return [await attempt(checker, f"https://{name}.example/") for name in ("whole", "half")]

    whole, half = asyncio.run(run())
    assert (whole.status, whole.failure) == (200, None)
    assert (half.status, kind(half)) == (200, ErrorKind.TLS_INCOMPLETE_CHAIN)


def test_a_file_without_certificates_is_told(tmp_path: Path) -> None:
    pem = tmp_path / "own.pem"
    pem.write_text("not a certificate", encoding="ascii")
    settings = Settings.model_validate({"hosts": {"own.example": {"certificate": str(pem)}}})
    with pytest.raises(InputError, match=r"own\.pem: holds no usable certificates"):
        HostRules(settings, NOBODY)
