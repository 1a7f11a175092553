"""A loopback web with realistic latencies, in a process of its own: ``python linkweb.py LINKS HOSTS SEED``.

Each host has its own address in 127.0.0.0/8. Latencies are log-normal with a median of 250 ms; links lie on
hosts in Zipf's proportions; about 4 % give trouble. It prints the links' addresses as one JSON line, serves
until its standard input closes, then prints what it saw as one JSON line.
"""

import asyncio
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict

MEDIAN = 0.25
SPREAD = 0.6
"""Sigma of the log-normal: the slowest of a hundred answers takes about a second."""

TROUBLE = {"not-found": 0.012, "moved": 0.012, "error": 0.008, "reset": 0.004, "silent": 0.004}
PAGE = (
    b"<!doctype html><html lang=en><head><title>A source</title></head><body><h1>A source</h1>"
    + b"".join(
        b"<p>Words of substance, number %d, with <a href='/%d'>a link</a>.</p>" % (n, n) for n in range(120)
    )
    + b"</body></html>"
)


def address(host: int) -> str:
    """The address of a host by its number."""
    return f"127.{1 + host // 60_000}.{host // 250 % 240}.{1 + host % 250}"


def spread(links: int, hosts: int) -> list[int]:
    """How many links each host has: in proportion to 1/rank, one at least."""
    weights = [1 / rank for rank in range(1, hosts + 1)]
    counts = [max(1, round(links * weight / sum(weights))) for weight in weights]
    counts[0] += links - sum(counts)
    return counts


class Web:
    """What the servers share: the behaviour of each link, and what was seen of the clients."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.now: Counter[str] = Counter()
        self.peak: Counter[str] = Counter()
        self.times: dict[str, list[float]] = {}
        self.busy: defaultdict[str, float] = defaultdict(float)

    def behaviour(self, host: str, path: str) -> tuple[float, str]:
        """The latency and kind of a link, the same at every asking."""
        chance = random.Random(f"{self.seed} {host} {path}")
        latency = math.exp(math.log(MEDIAN) + SPREAD * chance.gauss(0, 1))
        drawn = chance.random()
        for kind, share in TROUBLE.items():
            if drawn < share and path.startswith("/l"):
                return latency, kind
            drawn -= share
        return latency, "good"


class Connection(asyncio.Protocol):
    """One client connection: requests in order, each answered after its latency."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.host = transport.get_extra_info("sockname")[0]
        self.busy = False
        self.since = 0.0

    def connection_lost(self, _error: Exception | None) -> None:
        self.done()

    def done(self) -> None:
        """Note that nothing is under way on this connection any more."""
        if self.busy:
            self.web.now[self.host] -= 1
            self.web.busy[self.host] += time.monotonic() - self.since
            self.busy = False

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if b"\r\n\r\n" not in self.buffer:
            return
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        path = head.split(b" ", 2)[1].decode("latin-1")
        web = self.web
        self.since = time.monotonic()
        web.times.setdefault(self.host, []).append(self.since)
        web.now[self.host] += 1
        web.peak[self.host] = max(web.peak[self.host], web.now[self.host])
        self.busy = True
        latency, kind = web.behaviour(self.host, path)
        if kind != "silent":
            asyncio.get_running_loop().call_later(latency, self.answer, kind)

    def answer(self, kind: str) -> None:
        if not self.busy:
            return
        self.done()
        if kind == "reset":
            self.transport.abort()
            return
        status, extra, body = {
            "good": (b"200 OK", b"", PAGE),
            "moved": (b"301 Moved Permanently", b"Location: /moved\r\n", b""),
            "not-found": (b"404 Not Found", b"", b"<title>Not found</title>"),
            "error": (b"500 Internal Server Error", b"", b"<title>Error</title>"),
        }[kind]
        head = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\n%sContent-Length: %d\r\n\r\n"
        self.transport.write(head % (status, extra, len(body)) + body)


async def main(links: int, hosts: int, seed: int) -> None:
    """Serve until standard input closes."""
    web = Web(seed)
    loop = asyncio.get_running_loop()
    addresses = [address(host) for host in range(hosts)]
    first = await loop.create_server(lambda: Connection(web), addresses[0], 0, backlog=512)
    port = first.sockets[0].getsockname()[1]
    others = [
        await loop.create_server(lambda: Connection(web), name, port, backlog=512) for name in addresses[1:]
    ]
    urls = [
        f"http://{name}:{port}/l{number}"
        for name, count in zip(addresses, spread(links, hosts), strict=True)
        for number in range(count)
    ]
    random.Random(seed).shuffle(urls)
    print(json.dumps(urls), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    for server in (first, *others):
        server.close()
    print(json.dumps({"peak": web.peak, "times": web.times, "busy": web.busy}), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:4])))
