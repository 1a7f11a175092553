"""The behaviours on loopback: each on hosts of its own, by plain HTTP and by TLS."""

import re
import socket
import ssl
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from behaviours.answers import honest
from behaviours.model import Ask, Behaviour, Line
from guidewarden.demo.server import Authority, Flaw, Reply, Request, Response, Server, ServerThread

_FLAWS = {
    "tls-expired": Flaw.EXPIRED,
    "tls-wrong-name": Flaw.WRONG_NAME,
    "tls-self-signed": Flaw.SELF_SIGNED,
    "tls-incomplete-chain": Flaw.INCOMPLETE_CHAIN,
}
_NUMBER = re.compile(r"(?:(?P<sub>[\w.-]+)\.)?(?:(?P<other>[\w-]+)-)?b(?P<number>\d+)")


class _NoCertificate(Authority):
    """Has no certificate to show, so that every handshake fails."""

    def server_context(self) -> ssl.SSLContext:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


class BehaviourWeb:
    """A web of these behaviours in a thread of its own; number ``n`` lives at ``bn.<suffix>``.

    While it is open, ``network()`` sends all of guidewarden's requests here, and ``ca_file`` is what its
    certificates are to be trusted by. It remembers how often an address was asked for: one web a run.
    """

    def __init__(self, behaviours: Sequence[Behaviour], suffix: str = "example") -> None:
        self.behaviours = tuple(behaviours)
        self.suffix = suffix
        self.authority = Authority(self._flaw, f"http://authority.{suffix}/intermediate.cer")
        self.plain = Server(self.respond)
        self.secure = Server(self.respond, tls=self.authority)
        self.refusing = Server(self.respond, tls=_NoCertificate())
        self.ca_file: Path
        self._asked: Counter[tuple[str, bool, str]] = Counter()
        self._open = ExitStack()
        self._closed_port = 0

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="behaviours-")))
            self.ca_file = self.authority.ca_pem(folder / "ca.pem")
            # Bound, but not listening: nobody else can get the port, and connections are refused.
            closed = stack.enter_context(socket.socket())
            closed.bind(("127.0.0.1", 0))
            self._closed_port = closed.getsockname()[1]
            stack.enter_context(ServerThread(self.plain, self.secure, self.refusing))
            self._open = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def domain(self, number: int) -> str:
        """Give the own host of a behaviour."""
        return f"b{number}.{self.suffix}"

    def urls(self) -> dict[str, Behaviour]:
        """Give the behaviours by their addresses."""
        return {each.url(self.domain(number)): each for number, each in enumerate(self.behaviours)}

    def network(self) -> dict[str, Any]:
        """Give the settings, under ``network``, that send every connection here."""
        connect_to = {
            "*:80": f"127.0.0.1:{self.plain.port}",
            "*:2048": f"127.0.0.1:{self.plain.port}",
            "*:443": f"127.0.0.1:{self.secure.port}",
        }
        for number, behaviour in enumerate(self.behaviours):
            if behaviour.line is not Line.WEB:
                port = 443 if behaviour.scheme == "https" else 80
                domain = self.domain(number)
                connect_to[f"{domain}:{port}"] = self.end_for(domain, port)
        return {
            "allow": ["127.0.0.0/8"],
            "controls": [f"https://control.{self.suffix}/"],
            "connect_to": connect_to,
        }

    def end_for(self, host: str, port: int) -> str:
        """Give ``name:port`` of what is at the other end of the line to a host's port 80 or 443."""
        found = self._number(host)
        behaviour = None if found is None or host != self.domain(found[0]) else self.behaviours[found[0]]
        usual = 443 if behaviour is not None and behaviour.scheme == "https" else 80
        line = behaviour.line if behaviour is not None and port == usual else Line.WEB
        ends = {
            Line.NO_SUCH_NAME: f"{host.removesuffix(self.suffix)}invalid:{port}",
            Line.REFUSED: f"127.0.0.1:{self._closed_port}",
            Line.PLAIN: f"127.0.0.1:{self.plain.port}",
            Line.NO_CERTIFICATE: f"127.0.0.1:{self.refusing.port}",
            Line.WEB: f"127.0.0.1:{self.secure.port if port == 443 else self.plain.port}",
        }
        return ends[line]

    def respond(self, request: Request) -> Reply:
        """Answer for whichever host was asked."""
        if request.host == f"authority.{self.suffix}":
            kind = {"Content-Type": "application/pkix-cert"}
            return Response(headers=kind, body=self.authority.intermediate_der())
        found = self._find(request)
        if request.host == f"control.{self.suffix}":
            return Response.html("<title>Control</title><p>Online.</p>")
        if found is None:
            return Response.html("<title>Misdirected</title><p>No behaviour lives here.</p>", 421)
        number, where = found
        behaviour = self.behaviours[number]
        key = (request.host, request.tls, request.method + request.target)
        scheme = "https" if request.tls else "http"
        ask = Ask(request, where, self._asked[key], self.domain(number), scheme)
        self._asked[key] += 1
        answer = behaviour.respond if behaviour.is_address(ask) else behaviour.elsewhere or honest
        return answer(ask)

    def _find(self, request: Request) -> tuple[int, str] | None:
        """Tell which behaviour is asked, and where; a host that everybody knows names it in its address."""
        found = self._number(request.host)
        if found is None and (named := re.search(rf"b(\d+)\.{re.escape(self.suffix)}", request.target)):
            found = int(named[1]), request.host
        return found

    def _number(self, host: str) -> tuple[int, str] | None:
        """Read a name of this web: the behaviour's number, and which of its hosts this is."""
        own = _NUMBER.fullmatch(host.removesuffix(f".{self.suffix}"))
        if own is None or not host.endswith(f".{self.suffix}") or int(own["number"]) >= len(self.behaviours):
            return None
        return int(own["number"]), own["sub"] or (f"+{own['other']}" if own["other"] else "")

    def _flaw(self, name: str) -> Flaw | None:
        found = self._number(name)
        if found is None or found[1] == "expired":
            return Flaw.EXPIRED if found else None
        return _FLAWS.get(self.behaviours[found[0]].name)
