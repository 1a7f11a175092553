"""Courtesies of a run, such as questions to an archive: bounded in seconds, and ended by a stop at once."""

import asyncio
from collections.abc import Coroutine, Iterable


async def within(seconds: float, stop: asyncio.Event, work: Iterable[Coroutine[None, None, None]]) -> None:
    """Do it side by side until all is done, the time is up or the run is to stop; an error in it is raised."""
    doing = [asyncio.ensure_future(each) for each in work]
    everything = asyncio.ensure_future(asyncio.wait(doing, return_when=asyncio.FIRST_EXCEPTION))
    stopped = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({everything, stopped}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (*doing, everything, stopped):
            task.cancel()
        ended = await asyncio.gather(*doing, everything, stopped, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome
