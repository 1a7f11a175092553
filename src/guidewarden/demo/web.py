"""The practice web: any host name answers, most with a good page, some as the table of behaviours says."""

from collections.abc import Awaitable, Iterable, Mapping
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import ada_url

from guidewarden.demo import crossref, datacite, registry, wayback, works
from guidewarden.demo.answers import answer
from guidewarden.demo.authority import Authority
from guidewarden.demo.crossref import Crossref
from guidewarden.demo.datacite import DataCite
from guidewarden.demo.records import crossref_records, datacite_records
from guidewarden.demo.registry import Registry
from guidewarden.demo.server import Reply, Request, Respond, Response, Server, ServerThread
from guidewarden.demo.table import Behaviour, Table
from guidewarden.demo.troubles import unavailable
from guidewarden.demo.turnstile import Call, Change
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

    def __init__(self, table: Table | None = None) -> None:
        self._night = 1
        self._table = table or Table.shipped()
        self.crossref = Crossref(crossref_records(1), script=_trouble)
        self.datacite = DataCite(datacite_records())
        self._services: Mapping[str, Respond] = {
            **dict.fromkeys(registry.HOSTS, Registry().respond),
            **dict.fromkeys(crossref.HOSTS, self.crossref.respond),
            **dict.fromkeys(datacite.HOSTS, self.datacite.respond),
            **dict.fromkeys(wayback.HOSTS, Wayback().respond),
        }
        self._pages: frozenset[str] = frozenset()
        self._hosts: frozenset[str] = frozenset()
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

    @property
    def night(self) -> int:
        """The night it is, from 1."""
        return self._night

    @night.setter
    def night(self, night: int) -> None:
        self._night = night
        self.crossref.publish(crossref_records(night))

    def have(self, addresses: Iterable[str]) -> None:
        """Have pages at these addresses and at those that this web itself leads to.

        Where it has a page of a host, other addresses of that host are not found from now on, as on other webs;
        unless this is called, there is a page everywhere.
        """
        own = (*(row.to for row in self._table.rows), *(work.leads_to for work in works.shipped()))
        filed = {_filed(address) for address in (*addresses, *filter(None, own))} - {""}
        self._pages = frozenset(filed)
        self._hosts = frozenset(address.partition("/")[0] for address in filed)

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
        # A record of the first night is not fresh on the second: so that night can bring news of a work.
        return {"network": network, "citations": {"days": 1}}

    def _respond_plainly(self, request: Request) -> Reply:
        """Send plain HTTP to HTTPS, as nearly every site does; authorities serve certificates over it."""
        if f"http://{request.host}{request.target}" == _ISSUER_URL:
            headers = {"Content-Type": "application/pkix-cert"}
            return Response(headers=headers, body=self._authority.intermediate_der())
        return Response.redirect(f"https://{request.host}{request.target}", 301)

    def _respond(self, request: Request) -> Reply | Awaitable[Reply]:
        if request.host in self._services:
            return self._services[request.host](request)
        url = f"https://{request.host}{request.target}"
        behaviour, to = self._table.find(url, self.night)
        if behaviour is Behaviour.GOOD and not self._has(request):
            behaviour = self._table.missing(request.host, self.night)
        if behaviour is Behaviour.HICCUP:
            behaviour = self._hiccup(url)
        return answer(behaviour, url, to, _SLOW)

    def _has(self, request: Request) -> bool:
        return (
            request.host not in self._hosts
            or request.path in {"/", "/login"}
            or request.host + request.target in self._pages
        )

    def _hiccup(self, url: str) -> Behaviour:
        """Be unavailable once a night, then good."""
        first = (self.night, url) not in self._hiccups
        self._hiccups.add((self.night, url))
        return Behaviour.UNAVAILABLE if first else Behaviour.GOOD


def _filed(address: str) -> str:
    """Write an address as it arrives, without its scheme; empty for what is none."""
    try:
        return ada_url.URL(address).href.partition("#")[0].partition("://")[2]
    except ValueError:
        return ""


def _trouble(call: Call) -> Change | None:
    """Have no answer to a question for the record of a work that is down; there is nothing to wait for."""
    is_down = call.kind == crossref.SINGLE and any(
        work.down and (work.doi,) == call.asked for work in works.shipped()
    )
    return unavailable(503, {"Retry-After": "0"}) if is_down else None


def practice_guide() -> str:
    """Give the text of a guide (YAML) that holds one link of every behaviour, and markup worth mending."""
    return (files("guidewarden.demo") / "practice.yaml").read_text("utf-8")
