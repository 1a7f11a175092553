"""From a behaviour to the answer an address gives."""

import asyncio
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlsplit

from guidewarden.demo import pages
from guidewarden.demo.server import Raw, Reply, Response, reset
from guidewarden.demo.table import Behaviour


def answer(behaviour: Behaviour, url: str, to: str | None, slow: float) -> Reply:
    """Give the answer of ``url``. ``to`` is where it has moved; a slow one takes ``slow`` seconds."""
    if behaviour is Behaviour.MOVED:
        return Response.redirect(to or "/", 301)
    if behaviour is Behaviour.SLOW:
        return Response.html(pages.good_page(url), delay=slow)
    return _ANSWERS.get(behaviour, _good)(url)


def _good(url: str) -> Reply:
    if urlsplit(url).path == "/login":
        return Response.html(pages.login_page(url))
    return Response.html(pages.good_page(url))


def _bot_wall(url: str) -> Reply:
    headers = {"CF-Mitigated": "challenge", "Server": "cloudflare"}
    return Response.html(pages.bot_wall_page(url), 403, headers)


def _login(url: str) -> Reply:
    return Response.redirect(f"/login?return={quote(urlsplit(url).path)}")


def _unauthorized(url: str) -> Reply:
    page = pages.message_page(url, "For members", "Please log in to read this.")
    return Response.html(page, 401, {"WWW-Authenticate": 'Basic realm="Members"'})


def _rate_limited(url: str) -> Reply:
    page = pages.message_page(url, "Too many requests", "Please come back a little later.")
    return Response.html(page, 429, {"Retry-After": "1"})


def _unavailable(url: str) -> Reply:
    page = pages.message_page(url, "Out of service", "We are at work on this site.")
    return Response.html(page, 503, {"Retry-After": "1"})


def _reset(_url: str) -> Reply:
    async def write(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reset(writer)

    return Raw(write)


_ANSWERS: Mapping[Behaviour, Callable[[str], Reply]] = {
    Behaviour.NOT_FOUND: lambda url: Response.html(pages.not_found_page(url), 404),
    Behaviour.GONE: lambda url: Response.html(pages.gone_page(url), 410),
    Behaviour.SOFT_404: lambda url: Response.html(pages.not_found_page(url)),
    Behaviour.REDIRECT_HOME: lambda _url: Response.redirect("/"),
    Behaviour.BOT_WALL: _bot_wall,
    Behaviour.CHALLENGE: lambda url: Response.html(pages.challenge_page(url)),
    Behaviour.LOGIN: _login,
    Behaviour.UNAUTHORIZED: _unauthorized,
    Behaviour.RATE_LIMITED: _rate_limited,
    Behaviour.UNAVAILABLE: _unavailable,
    Behaviour.RESET: _reset,
    Behaviour.PARKED: lambda url: Response.html(pages.parked_page(url)),
}
