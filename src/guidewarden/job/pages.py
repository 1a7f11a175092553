"""Published pages, fetched so that their markup can be read."""

import asyncio
import datetime as dt
import os
import time
from collections.abc import Callable, Mapping, Sequence

from guidewarden.check import NetworkChecker
from guidewarden.check.resolver import Lookup, system_lookup
from guidewarden.check.whole import WholePage
from guidewarden.engine import HostBudgets
from guidewarden.model import Problem, Settings, SourceText

_AT_ONCE = 8


async def fetch_pages(
    urls: Sequence[str],
    settings: Settings,
    *,
    clock: Callable[[], dt.datetime],
    environ: Mapping[str, str] = os.environ,
    lookup: Lookup = system_lookup,
) -> tuple[tuple[SourceText, ...], tuple[Problem, ...]]:
    """Fetch pages, within the pace and the address policy of the settings; each is named as it was asked for.

    What cannot be read is a problem. Raises InputError, before anything is asked, when the environment lacks
    what the settings need.
    """
    budgets = HostBudgets(settings.pace, time.monotonic, settings.hosts)
    checker = NetworkChecker(settings, budgets, clock, environ=environ, lookup=lookup)
    turn = asyncio.Semaphore(_AT_ONCE)

    async def fetch(url: str) -> WholePage:
        async with turn:
            return await checker.whole_page(url)

    try:
        answers = await asyncio.gather(*map(fetch, urls))
    finally:
        await checker.aclose()
    read = [_read(url, page) for url, page in zip(urls, answers, strict=True)]
    return (
        tuple(each for each in read if isinstance(each, SourceText)),
        tuple(each for each in read if isinstance(each, Problem)),
    )


def _read(url: str, page: WholePage) -> SourceText | Problem:
    if page.failure is not None or page.status is None:
        why = page.failure.message if page.failure else "no answer"
        return Problem(url, 0, 0, f"the page could not be fetched, so nothing is said of it: {why}")
    if page.status != 200:
        return Problem(
            url, 0, 0, f"the site answered {page.status} instead of the page, so nothing is said of it"
        )
    if page.text is None:
        return Problem(url, 0, 0, "this is no page: the site sent something that is not text")
    if page.truncated:
        return Problem(url, 0, 0, "the page is too large, or came too slowly, to be read to its end")
    return SourceText(url, page.text)
