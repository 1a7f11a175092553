"""The practice web: any host name answers, most with a good page, some as the table of behaviours says."""

from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from guidewarden.demo import wayback
from guidewarden.demo.answers import answer
from guidewarden.demo.authority import Authority
from guidewarden.demo.registry import HOSTS, Registry
from guidewarden.demo.server import Reply, Request, Response, Server, ServerThread
from guidewarden.demo.table import Behaviour, Table
from guidewarden.demo.wayback import Wayback

TIMEOUT = 2.0
"""Seconds that the demo's settings wait for an answer."""

_SLOW = TIMEOUT * 3
_ISSUER_URL = "http://authority.practice.example/intermediate.cer"


class PracticeWeb:
    """A web on two ports of loopback, in a thread of its own. A context manager.

    While it is open, ``settings_overrides()`` sends all of guidewarden's requests here, and ``ca_file`` is what
    its certificates are to be trusted by. ``night`` (from 1) may be set at any time; the table says what differs.
    """

    def __init__(self, table: Table | None = None, registry: Registry | None = None) -> None:
        self.night = 1
        self._table = table or Table.shipped()
        self._registry = registry or Registry()
        self._wayback = Wayback()
        self._hiccups: set[tuple[int, str]] = set()
        self._authority = Authority(lambda host: self._table.flaw(host, self.night), _ISSUER_URL)
        self.plain = Server(self._respond_plainly)
        self.secure = Server(self._respond, tls=self._authority)
        self.ca_file: Path
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="guidewarden-demo-")))
            self.ca_file = self._authority.ca_pem(folder / "practice-ca.pem")
            stack.enter_context(ServerThread(self.plain, self.secure))
            self._open = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def settings_overrides(self) -> dict[str, Any]:
        """Give the settings that send every request to this web, in the shape of ``guidewarden.yaml``."""
        network = {
            "contact": "practice@example.org",
            "allow": ["127.0.0.0/8"],
            "timeout": TIMEOUT,
            "controls": ["https://control.practice.example/"],
            "connect_to": {
                "*:443": f"127.0.0.1:{self.secure.port}",
                "*:80": f"127.0.0.1:{self.plain.port}",
            },
        }
        return {"network": network}

    def _respond_plainly(self, request: Request) -> Reply:
        """Send plain HTTP to HTTPS, as nearly every site does; authorities serve certificates over it."""
        if f"http://{request.host}{request.target}" == _ISSUER_URL:
            headers = {"Content-Type": "application/pkix-cert"}
            return Response(headers=headers, body=self._authority.intermediate_der())
        return Response.redirect(f"https://{request.host}{request.target}", 301)

    def _respond(self, request: Request) -> Reply:
        if request.host in HOSTS:
            return self._registry.respond(request)
        if request.host in wayback.HOSTS:
            return self._wayback.respond(request)
        url = f"https://{request.host}{request.target}"
        behaviour, to = self._table.find(url, self.night)
        if behaviour is Behaviour.HICCUP:
            behaviour = self._hiccup(url)
        return answer(behaviour, url, to, _SLOW)

    def _hiccup(self, url: str) -> Behaviour:
        """Be unavailable once a night, then good."""
        first = (self.night, url) not in self._hiccups
        self._hiccups.add((self.night, url))
        return Behaviour.UNAVAILABLE if first else Behaviour.GOOD


def practice_guide() -> str:
    """Give the text of a guide (YAML) that holds one link of every behaviour, and markup worth mending."""
    return (files("guidewarden.demo") / "practice.yaml").read_text("utf-8")
