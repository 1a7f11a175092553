"""Certificates, sound and flawed, each met by its own name."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from checkhelp import NOW, Names, NotingSlots, attempt, checking
from guidewarden.check.tls import trusting_context
from guidewarden.demo.server import Authority, Flaw, Raw, Reply, Request, Response, Server
from guidewarden.model import Attempt, ErrorKind, InputError

FLAWS = {
    "old.example": Flaw.EXPIRED,
    "other.example": Flaw.WRONG_NAME,
    "self.example": Flaw.SELF_SIGNED,
    "half.example": Flaw.INCOMPLETE_CHAIN,
}
NAMES = ("good.example", "authority.example", *FLAWS)
ISSUER = "http://authority.example/intermediate.cer"


def visit(
    authority: Authority,
    path: Path,
    *hosts: str,
    page: Response | None = None,
    issuer: Response | None = None,
    trusted: Authority | None = None,
    slots: NotingSlots | None = None,
) -> tuple[list[Attempt], Server, Server]:
    """Check https pages of these hosts; ``authority.example`` serves the missing certificate over http."""

    async def run() -> tuple[list[Attempt], Server, Server]:
        environ = {"SSL_CERT_FILE": str((trusted or authority).ca_pem(path / "ca.pem"))}
        missing = issuer or Response(
            headers={"Content-Type": "application/pkix-cert"}, body=authority.intermediate_der()
        )
        answer = page or Response.html("<title>Secure</title>")
        async with Server(lambda _: answer, tls=authority) as secure, Server(lambda _: missing) as plain:
            connect_to = {"*:443": f"127.0.0.1:{secure.port}", "*:80": f"127.0.0.1:{plain.port}"}
            async with checking(environ=environ, connect_to=connect_to, slots=slots) as checker:
                return [await attempt(checker, f"https://{host}/") for host in hosts], secure, plain

    return asyncio.run(run())


def kinds(found: list[Attempt]) -> list[ErrorKind | None]:
    return [each.failure.kind if each.failure else None for each in found]


def test_a_sound_certificate_and_what_it_says(tmp_path: Path) -> None:
    (found,), _, _ = visit(Authority(), tmp_path, "good.example")
    assert (found.status, found.failure) == (200, None)
    assert found.certificate is not None
    assert found.certificate.not_after > NOW
    assert found.certificate.not_after.tzinfo is dt.UTC
    assert "trustme" in found.certificate.issuer


def test_the_last_dot_of_a_name_is_not_part_of_its_certificate(tmp_path: Path) -> None:
    (found,), secure, _ = visit(Authority(), tmp_path, "good.example.")
    assert (found.status, found.failure) == (200, None)
    assert secure.log[0].headers["host"] == "good.example."


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("old.example", ErrorKind.TLS_EXPIRED),
        ("other.example", ErrorKind.TLS_WRONG_NAME),
        ("self.example", ErrorKind.TLS_SELF_SIGNED),
    ],
)
def test_flaws_are_told_apart_and_nothing_is_asked_over_them(
    tmp_path: Path, host: str, expected: ErrorKind
) -> None:
    slots = NotingSlots()
    (found,), secure, _ = visit(Authority(FLAWS.get), tmp_path, host, slots=slots)
    assert kinds([found]) == [expected]
    assert [hop.status for hop in found.hops] == [None]
    assert found.page is None
    assert found.certificate is not None
    assert (found.certificate.not_after < NOW) == (expected is ErrorKind.TLS_EXPIRED)
    assert secure.log == []
    assert slots.taken == [host, host]


def test_one_second_look_is_enough_for_all_links_of_a_host(tmp_path: Path) -> None:
    found, secure, _ = visit(Authority(FLAWS.get), tmp_path, *["old.example"] * 5)
    assert kinds(found) == [ErrorKind.TLS_EXPIRED] * 5
    assert secure.connections == 6


def test_a_pool_of_one_host_is_not_used_for_another_at_the_same_address(tmp_path: Path) -> None:
    found, _, _ = visit(Authority(FLAWS.get), tmp_path, "good.example", "other.example", "good.example")
    assert kinds(found) == [None, ErrorKind.TLS_WRONG_NAME, None]


def test_an_unknown_authority_is_not_called_a_flaw_of_the_site(tmp_path: Path) -> None:
    (found,), _, _ = visit(Authority(), tmp_path, "good.example", trusted=Authority())
    assert kinds([found]) == [ErrorKind.TLS_OTHER]
    assert found.certificate is not None


def test_an_incomplete_chain_is_completed_as_browsers_do(tmp_path: Path) -> None:
    slots = NotingSlots()
    authority = Authority(FLAWS.get, ISSUER)
    found, secure, plain = visit(authority, tmp_path, "half.example", "half.example", slots=slots)
    assert kinds(found) == [ErrorKind.TLS_INCOMPLETE_CHAIN] * 2
    for each in found:
        assert each.status == 200
        assert each.page is not None
        assert each.page.title == "Secure"
        assert each.certificate is not None
    assert plain.paths() == ["/intermediate.cer"]
    assert len(secure.log) == 2
    assert slots.taken == [
        "half.example",
        "half.example",
        "authority.example",
        "half.example",
        "half.example",
    ]


def test_a_missing_page_behind_an_incomplete_chain_is_missing(tmp_path: Path) -> None:
    page = Response.html("<title>Not found</title>", 404)
    (found,), _, _ = visit(Authority(FLAWS.get, ISSUER), tmp_path, "half.example", page=page)
    assert (found.status, found.failure) == (404, None)


@pytest.mark.parametrize(
    "issuer",
    [
        Response(404),
        Response.html("<title>Sorry</title>"),
        Response.redirect("http://elsewhere.example/"),
        Response(body=b"\x30\x82" + b"\0" * 70_000),
        Response(body=Authority().intermediate_der()),
    ],
)
def test_a_chain_that_cannot_be_completed_stays_unclear(tmp_path: Path, issuer: Response) -> None:
    (found,), secure, _ = visit(Authority(FLAWS.get, ISSUER), tmp_path, "half.example", issuer=issuer)
    assert kinds([found]) == [ErrorKind.TLS_OTHER]
    assert secure.log == []


def test_a_chain_without_a_place_to_fetch_from_stays_unclear(tmp_path: Path) -> None:
    (found,), _, plain = visit(Authority(FLAWS.get), tmp_path, "half.example")
    assert kinds([found]) == [ErrorKind.TLS_OTHER]
    assert plain.log == []


def test_a_server_cannot_make_its_own_authority_trusted(tmp_path: Path) -> None:
    """The leaf names a place that serves its real issuer, which nobody here trusts."""
    authority = Authority(FLAWS.get, ISSUER)
    (found,), secure, plain = visit(authority, tmp_path, "half.example", trusted=Authority())
    assert plain.paths() == ["/intermediate.cer"]
    assert kinds([found]) == [ErrorKind.TLS_OTHER]
    assert secure.log == []


def test_a_second_look_does_not_fetch_from_private_networks(tmp_path: Path) -> None:
    async def run() -> None:
        plain = Server(lambda _: Response())
        async with plain:
            authority = Authority(FLAWS.get, f"http://169.254.169.254:{plain.port}/intermediate.cer")
            environ = {"SSL_CERT_FILE": str(authority.ca_pem(tmp_path / "ca.pem"))}
            async with Server(lambda _: Response(), tls=authority) as secure:
                connect_to = {
                    f"*:{secure.port}": f"127.0.0.1:{secure.port}",
                    f"*:{plain.port}": f"127.0.0.1:{plain.port}",
                }
                async with checking(environ=environ, connect_to=connect_to) as checker:
                    found = await attempt(checker, f"https://half.example:{secure.port}/")
        assert kinds([found]) == [ErrorKind.TLS_OTHER]
        assert plain.connections == 0

    asyncio.run(run())


async def _hang_up(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    return None


async def _silence(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


@pytest.mark.parametrize(
    ("respond", "expected"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", ErrorKind.TLS_OTHER),
        (b"", ErrorKind.RESET),
        (None, ErrorKind.CONNECT_TIMEOUT),
    ],
)
def test_a_server_that_does_not_speak_tls(respond: bytes | None, expected: ErrorKind) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.read(10)
            if respond is None:
                await asyncio.sleep(2)
            writer.write(respond or b"")
        except OSError:
            return
        finally:
            writer.close()

    async def run() -> Attempt:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, checking(names=Names({"a.example": ["127.0.0.1"]}), seconds=0.6) as checker:
            return await attempt(checker, f"https://a.example:{port}/")

    assert kinds([asyncio.run(run())]) == [expected]


def test_a_redirect_to_a_flawed_site_shows_the_way_there(tmp_path: Path) -> None:
    def respond(request: Request) -> Reply:
        return Response.redirect("https://old.example/") if request.host == "good.example" else Raw(_hang_up)

    async def run() -> Attempt:
        authority = Authority(FLAWS.get)
        environ = {"SSL_CERT_FILE": str(authority.ca_pem(tmp_path / "ca.pem"))}
        async with (
            Server(respond, tls=authority) as server,
            checking(environ=environ, connect_to={"*:443": f"127.0.0.1:{server.port}"}) as checker,
        ):
            return await attempt(checker, "https://good.example/")

    found = asyncio.run(run())
    assert kinds([found]) == [ErrorKind.TLS_EXPIRED]
    assert [hop.status for hop in found.hops] == [302, None]


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_an_unusable_authority_is_said_at_once(tmp_path: Path, variable: str) -> None:
    with pytest.raises(InputError, match=variable):
        trusting_context({variable: str(tmp_path / "missing")})


def test_a_file_that_holds_no_certificates_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(InputError, match="no usable certificates"):
        trusting_context({"SSL_CERT_FILE": str(tmp_path / "ca.pem")})


@pytest.mark.parametrize("environ", [{}, {"SSL_CERT_FILE": ""}])
def test_without_a_choice_the_usual_authorities_are_trusted(environ: Mapping[str, str]) -> None:
    assert trusting_context(environ).cert_store_stats()["x509_ca"] > 50
