"""What may become of a registry's answer on its way: for the scripts of `Crossref` and `DataCite`.

    Crossref(records, script=lambda call: unavailable(503) if call.number <= 2 else None)

Each of these makes something else of the right answer, or makes a function that does.
"""

import asyncio
from collections.abc import Mapping

from msgspec.structs import replace

from guidewarden.demo.server import Raw, Response
from guidewarden.demo.turnstile import Change

_PAGE = b"<!doctype html><title>Just a moment...</title><h1>We will be back soon</h1>"


def html_as_json(answer: Response) -> Response:
    """Answer 200 with a page in HTML that says it is JSON."""
    return replace(answer, status=200, headers=_with(answer, "application/json"), body=_PAGE)


def labelled_json(answer: Response) -> Response:
    """Say that the body is JSON, whatever it is."""
    return replace(answer, headers=_with(answer, "application/json"))


def unavailable(status: int = 503, headers: Mapping[str, str] | None = None) -> Change:
    """Answer as a gateway does whose server is down: an error's status, a page, and no limits announced."""
    pairs = {"Content-Type": "text/html", **(headers or {})}
    return lambda _: Response(status, pairs, b"<html><h1>Service Unavailable</h1></html>")


def bare_429(_answer: Response) -> Response:
    """Answer 429 without a body, and without a word of limits."""
    return Response(429)


def cut_short(answer: Response) -> Response:
    """End the connection in the middle of the body."""
    pairs = [*_pairs(answer), ("Content-Length", str(len(answer.body)))]
    return replace(answer, headers=pairs, body=answer.body[: len(answer.body) // 2], close=True)


def hang(_answer: Response) -> Raw:
    """Say nothing for as long as the client stays."""

    async def write(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read()

    return Raw(write)


def slow(seconds: float) -> Change:
    """Give the right answer so many seconds later."""
    return lambda answer: replace(answer, delay=answer.delay + seconds)


def without_limits(answer: Response) -> Response:
    """Give the right answer without a word of limits."""
    kept = [(name, value) for name, value in _pairs(answer) if not name.lower().startswith("x-")]
    return replace(answer, headers=kept)


def _with(answer: Response, kind: str) -> list[tuple[str, str | bytes]]:
    others = [(name, value) for name, value in _pairs(answer) if name.lower() != "content-type"]
    return [("Content-Type", kind), *others]


def _pairs(answer: Response) -> list[tuple[str, str | bytes]]:
    return list(answer.headers.items() if isinstance(answer.headers, Mapping) else answer.headers)
