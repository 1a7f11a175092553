"""The same table of addresses (tests/plan/url_cases.yaml) as the checker reads it, and as a server sees it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checkhelp import checking, link
from guidewarden.check.addressing import location_text, read_address
from guidewarden.check.failures import NoAnswer
from guidewarden.demo.server import Request, Response, Server
from guidewarden.model import ErrorKind
from guidewarden.plan.targets import entry_target, link_target

TABLE = Path(__file__).parent.parent / "plan" / "url_cases.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))
ON_THE_WIRE = [case for case in CASES if "wire" in case]


def _read(case: dict[str, Any]) -> str | ErrorKind:
    try:
        base = read_address(case["base"]) if "base" in case else None
        return read_address(case["in"], base).href
    except NoAnswer as error:
        return error.failure.kind


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii((case["in"], case.get("base", ""))))
def test_it_is_read_as_browsers_read_it_without_user_name_and_password(case: dict[str, Any]) -> None:
    if "fail" in case:
        assert _read(case) is ErrorKind.URL_INVALID
    elif case["href"].startswith(("http://", "https://")):
        scheme, _, rest = case["href"].partition("//")
        authority, slash, path = rest.partition("/")
        assert _read(case) == f"{scheme}//{authority.rpartition('@')[2]}{slash}{path}"
    else:
        assert _read(case) is ErrorKind.SCHEME_UNSUPPORTED


def _target(case: dict[str, Any]) -> str:
    """Give what is requested for a case: alone it goes the way of a guide's link, key and all."""
    if "base" in case:
        return read_address(case["in"], read_address(case["base"])).href
    target = link_target(case["in"]) or entry_target(case["in"])
    assert target is not None
    return target.url


@pytest.fixture(scope="module")
def seen() -> dict[int, list[Request]]:
    """Ask for every case over a socket; what the server saw, by the case's number."""

    async def run() -> dict[int, list[Request]]:
        seen = {}
        async with Server(lambda _: Response.html("<title>A page</title>")) as server:
            everywhere = {f"*:{port}": f"127.0.0.1:{server.port}" for port in (80, 8080)}
            async with checking(connect_to=everywhere, allow=("0.0.0.0/0", "::/0")) as checker:
                for number, case in enumerate(ON_THE_WIRE):
                    before = len(server.log)
                    await checker.check(link(_target(case)))
                    seen[number] = server.log[before:]
        return seen

    return asyncio.run(run())


@pytest.mark.parametrize("number", range(len(ON_THE_WIRE)), ids=lambda n: ascii(ON_THE_WIRE[n]["in"]))
def test_what_a_server_sees(seen: dict[int, list[Request]], number: int) -> None:
    (request,) = seen[number]
    assert f"{request.headers['host']} {request.target}" == ON_THE_WIRE[number]["wire"]
    assert "authorization" not in request.headers


def test_there_are_dozens_of_them() -> None:
    assert len(ON_THE_WIRE) >= 48


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=40) | st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_location_raises_anything_but_no_answer(location: bytes) -> None:
    here = read_address("http://a.example/b?c#d")
    try:
        there = read_address(location_text(location), here)
    except NoAnswer:
        return
    assert there.target.startswith("/")
    assert (there.target + there.shown).isascii()
    assert not set(there.target + there.shown) & set(" \t\r\n\0")
    assert read_address(there.href).href == there.href


@settings(deadline=None, max_examples=300)
@given(st.text())
def test_no_address_raises_anything_but_no_answer(written: str) -> None:
    for text in (written, "http://" + written, "http://a.example/" + written):
        try:
            address = read_address(text)
        except NoAnswer:
            continue
        assert not set(address.target + address.shown) & set(" \t\r\n\0")
        assert "@" not in address.shown
