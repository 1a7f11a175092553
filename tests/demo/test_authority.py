"""Certificates by name, sound and flawed, seen through a verifying client."""

import asyncio
import gc
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from guidewarden.demo.server import Authority, Flaw, Response, Server
from webs import reset_connection, routes, serving

FLAWS = {
    "expired.example": Flaw.EXPIRED,
    "wrong.example": Flaw.WRONG_NAME,
    "self.example": Flaw.SELF_SIGNED,
    "part.example": Flaw.INCOMPLETE_CHAIN,
}


@pytest.fixture(name="authority", scope="module")
def _authority() -> Authority:
    return Authority(FLAWS.get)


@pytest.fixture(name="server", scope="module")
def _server(authority: Authority) -> Iterator[Server]:
    with serving(
        routes({"/": Response.html("hello"), "/reset": reset_connection()}), tls=authority
    ) as server:
        yield server


def handshake(server: Server, context: ssl.SSLContext, name: str) -> ssl.SSLSocket:
    plain = socket.create_connection((server.host, server.port), timeout=5)
    try:
        return context.wrap_socket(plain, server_hostname=name)
    except BaseException:
        plain.close()
        raise


@pytest.mark.parametrize(
    "name", ["good.example", "a.b.example", "localhost", "127.0.0.1", "xn--bcher-kva.example"]
)
def test_any_name_gets_a_certificate_of_its_own(server: Server, authority: Authority, name: str) -> None:
    with handshake(server, authority.client_context(), name) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200 OK")
    assert server.log[-1].tls
    assert server.url.startswith("https://127.0.0.1:")


@pytest.mark.parametrize(
    ("name", "code"),
    [("expired.example", 10), ("wrong.example", 62), ("self.example", 18), ("part.example", 20)],
)
def test_flaws_are_what_openssl_calls_them(
    server: Server, authority: Authority, name: str, code: int
) -> None:
    with pytest.raises(ssl.SSLCertVerificationError) as caught:
        handshake(server, authority.client_context(), name)
    assert caught.value.verify_code == code


def test_the_written_file_is_what_clients_need(server: Server, authority: Authority, tmp_path: Path) -> None:
    context = ssl.create_default_context(cafile=authority.ca_pem(tmp_path / "ca.pem"))
    with handshake(server, context, "good.example") as connection:
        assert connection.version() == "TLSv1.3"


def test_a_stranger_is_not_trusted(server: Server) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(server, ssl.create_default_context(), "good.example")


def test_a_reset_goes_through_tls(server: Server, authority: Authority) -> None:
    async def main() -> None:
        reader, writer = await asyncio.open_connection(
            server.host, server.port, ssl=authority.client_context(), server_hostname="good.example"
        )
        writer.write(b"GET /reset HTTP/1.1\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            await reader.read()
        writer.transport.abort()
        await asyncio.sleep(0)

    asyncio.run(main())


def test_handshakes_that_fail_do_no_harm(authority: Authority) -> None:
    with serving(lambda request: Response(), tls=authority) as server:
        with socket.create_connection((server.host, server.port), timeout=5) as plain_speaker:
            plain_speaker.sendall(b"GET / HTTP/1.1\r\n\r\n")
            while plain_speaker.recv(1000):
                pass
        mute = socket.create_connection((server.host, server.port))
        with handshake(server, authority.client_context(), "good.example"):
            pass
    mute.close()
    gc.collect()
    assert (server.connections, server.log) == (3, [])


def test_an_incomplete_chain_says_where_its_issuer_is_and_holds_with_it() -> None:
    authority = Authority(FLAWS.get, issuer_url="http://authority.example/issuer.cer")
    issuer = ssl.DER_cert_to_PEM_cert(authority.intermediate_der())
    context = authority.client_context()
    context.load_verify_locations(cadata=issuer)
    with (
        serving(lambda request: Response(), tls=authority) as server,
        handshake(server, context, "part.example") as connection,
    ):
        certificate = connection.getpeercert()
    assert certificate is not None
    assert "http://authority.example/issuer.cer" in certificate["caIssuers"]
