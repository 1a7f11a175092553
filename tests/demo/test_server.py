"""The loopback server, asked by plain sockets and http.client."""

import asyncio
import gc
import http.client
import socket
import threading
import time
from contextlib import closing

import pytest

from guidewarden.demo.server import Raw, Reply, Request, Response, Server, ServerThread
from webs import drip, empty, endless_headers, gzip_bomb, hang, raw, reset_connection, routes, serving


def exchange(server: Server, sent: bytes) -> bytes:
    """Send bytes and read until the server closes."""
    with socket.create_connection((server.host, server.port), timeout=5) as connection:
        connection.sendall(sent)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def get(server: Server, target: str, host: str = "a.example", method: str = "GET") -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=5)) as client:
        client.request(method, target, headers={"Host": host})
        answer = client.getresponse()
        return answer.status, answer.read()


def test_a_request_arrives_as_it_was_sent() -> None:
    with serving(lambda request: Response.html("<h1>Hé</h1>")) as server:
        exchange(
            server,
            b"GET /p%20q;x?a=1&b HTTP/1.1\r\nHOST: A.Example:8080\r\nX-One:  1 \r\nConnection: close\r\n\r\n",
        )
    (request,) = server.log
    assert (request.method, request.target) == ("GET", "/p%20q;x?a=1&b")
    assert (request.path, request.query) == ("/p%20q;x", "a=1&b")
    assert (request.host, request.headers["x-one"], request.tls) == ("a.example", "1", False)


@pytest.mark.parametrize(
    ("target", "host", "expected"),
    [
        (b"/", b"[::1]:80", ("[::1]", "/")),
        (b"http://b.example:80/x/y?z", b"a.example", ("b.example", "/x/y")),
        (b"http://b.example", b"a.example", ("b.example", "/")),
    ],
)
def test_hosts_and_whole_urls(target: bytes, host: bytes, expected: tuple[str, str]) -> None:
    with serving(lambda request: Response(close=True)) as server:
        exchange(server, b"GET %s HTTP/1.1\r\nHost: %s\r\n\r\n" % (target, host))
    assert [(request.host, request.path) for request in server.log] == [expected]


def test_the_answer_byte_for_byte() -> None:
    response = Response(
        299, [("X-A", "é"), ("x-b", b"\xff"), ("X-A", "2")], b"body", reason="Odd", close=True
    )
    with serving(lambda request: response) as server:
        got = exchange(server, b"GET / HTTP/1.1\r\n\r\n")
    assert got == (
        b"HTTP/1.1 299 Odd\r\nX-A: \xc3\xa9\r\nx-b: \xff\r\nX-A: 2\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody"
    )


def test_a_given_length_and_bodyless_statuses_are_left_alone() -> None:
    table = {
        "/long": Response(headers={"content-length": "9"}, body=b"1", close=True),
        "/none": Response(204, close=True),
    }
    with serving(routes(table)) as server:
        assert b"content-length: 9\r\n\r\n1" in exchange(server, b"GET /long HTTP/1.1\r\n\r\n").replace(
            b"\r\nConnection: close", b""
        )
        assert b"Content-Length" not in exchange(server, b"GET /none HTTP/1.1\r\n\r\n")


def test_head_has_the_length_and_no_body() -> None:
    with serving(lambda request: Response(body=b"12345", close=True)) as server:
        got = exchange(server, b"HEAD / HTTP/1.1\r\n\r\n")
    assert b"Content-Length: 5" in got
    assert got.endswith(b"\r\n\r\n")


def test_a_connection_is_used_again() -> None:
    with (
        serving(lambda request: Response(body=request.body)) as server,
        closing(http.client.HTTPConnection(server.host, server.port, timeout=5)) as client,
    ):
        for body in (b"one", b"two"):
            client.request("POST", "/", body=body)
            assert client.getresponse().read() == body
    assert (server.connections, len(server.log)) == (1, 2)


def test_pipelined_requests_are_answered_in_order() -> None:
    with serving(lambda request: Response(body=request.path.encode(), close=request.path == "/2")) as server:
        got = exchange(server, b"GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n")
    assert got.index(b"/1") < got.index(b"/2")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / SPDY/3\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", b"431"),
    ],
)
def test_bad_requests_are_told_so(sent: bytes, status: bytes) -> None:
    with (
        serving(lambda request: Response()) as server,
        socket.create_connection((server.host, server.port), timeout=5) as connection,
    ):
        connection.sendall(sent)
        assert connection.recv(100).startswith(b"HTTP/1.1 " + status)
    assert server.log == []


def test_clients_that_leave_at_any_moment_do_no_harm() -> None:
    def respond(request: Request) -> Reply:
        return Response(body=b"x" * 10_000_000) if request.path == "/big" else Response(delay=0.2)

    with serving(respond) as server:
        for sent in (b"", b"GET", b"GET /big HTTP/1.1\r\n\r\n", b"GET /slow HTTP/1.1\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"):  # fmt: skip
            with socket.create_connection((server.host, server.port), timeout=5) as connection:
                connection.sendall(sent)
        assert get(server, "/", method="GET")[0] == 200
    assert server.connections == 6


def test_closing_waits_for_nobody_and_leaves_nothing() -> None:
    with serving(routes({"/hang": hang(b"HTTP/1.1 200 OK\r\n"), "/slow": Response(delay=60)})) as server:
        clients = [socket.create_connection((server.host, server.port)) for _ in range(3)]
        clients[1].sendall(b"GET /hang HTTP/1.1\r\n\r\n")
        clients[2].sendall(b"GET /slow HTTP/1.1\r\n\r\n")
        while len(server.log) < 2:
            time.sleep(0.001)
        begun = time.monotonic()
    assert time.monotonic() - begun < 1
    for client in clients:
        client.close()
    gc.collect()  # an unclosed transport would warn here, and warnings are errors
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("loopback-server")]


def test_peaks_and_times() -> None:
    async def main() -> Server:
        arrived = asyncio.Barrier(4)

        async def respond(request: Request) -> Reply:
            await arrived.wait()
            return Response(close=True)

        async def ask(server: Server, host: str) -> None:
            reader, writer = await asyncio.open_connection(server.host, server.port)
            writer.write(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            await reader.read()
            writer.close()
            await writer.wait_closed()

        async with Server(respond) as server:
            for _ in range(2):
                await asyncio.gather(*(ask(server, host) for host in ("a", "a", "a", "b")))
        return server

    server = asyncio.run(main())
    assert (server.peak, server.peak_by_host) == (4, {"a": 3, "b": 1})
    assert server.times("a") == sorted(server.times("a"))
    assert (len(server.times("a")), len(server.times("b"))) == (6, 2)


def test_a_client_that_left_is_not_in_flight() -> None:
    with serving(lambda request: Response(delay=0 if request.path == "/" else 60)) as server:
        with socket.create_connection((server.host, server.port)) as gone:
            gone.sendall(b"GET /slow HTTP/1.1\r\n\r\n")
            while not server.log:
                time.sleep(0.001)
        time.sleep(0.05)
        assert get(server, "/")[0] == 200
        assert server.peak == 1


def test_an_error_of_the_handler_is_not_lost() -> None:
    def respond(request: Request) -> Reply:
        raise LookupError("no such thing")

    with pytest.raises(ExceptionGroup) as caught, serving(respond) as server:
        assert get(server, "/")[0] == 500
    assert caught.group_contains(LookupError, match="no such thing")


def test_a_port_that_is_taken_is_an_error() -> None:
    with serving(lambda request: Response()) as server:
        second = ServerThread(Server(lambda request: Response(), port=server.port))
        with pytest.raises(OSError, match="in use"):
            second.__enter__()


def test_raw_bytes_and_empty_answers() -> None:
    table: dict[str, Reply] = {"/raw": raw(b"HT", b"TP!", pause=0.01), "/empty": empty()}
    with serving(routes(table)) as server:
        assert exchange(server, b"GET /raw HTTP/1.1\r\n\r\n") == b"HTTP!"
        assert exchange(server, b"GET /empty HTTP/1.1\r\n\r\n") == b""


def test_a_reset_is_a_reset() -> None:
    with serving(
        routes({"/now": reset_connection(), "/late": reset_connection(b"HTTP/1.1 200 OK\r\n")})
    ) as server:
        with pytest.raises(ConnectionResetError):
            exchange(server, b"GET /now HTTP/1.1\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            exchange(server, b"GET /late HTTP/1.1\r\n\r\n")


@pytest.mark.parametrize("reply", [drip(b"HTTP/1.1 200 OK\r\n\r\n", pause=0.001), endless_headers()])
def test_endless_answers_end_with_their_client(reply: Raw) -> None:
    with serving(lambda request: reply) as server:
        with socket.create_connection((server.host, server.port), timeout=5) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\n\r\n")
            got = b""
            while len(got) < 40:
                got += connection.recv(1000)
        assert got.startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_gzip_bomb_is_small_on_the_wire() -> None:
    with serving(lambda request: gzip_bomb(20)) as server:
        status, body = get(server, "/")
    assert status == 200
    assert len(body) < 200_000
