"""Signals: the first asks the run to end cleanly, the second ends it at once."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from guidewarden.cli.terminal import say

T = TypeVar("T")


def run_until_signalled(work: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> T:
    """Run work with a stop event that SIGINT and SIGTERM set; a second one raises KeyboardInterrupt."""
    return asyncio.run(_watched(work))


async def _watched(work: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> T:
    stop = asyncio.Event()
    task = asyncio.ensure_future(work(stop))
    loop = asyncio.get_running_loop()
    seen = 0

    def signalled() -> None:
        nonlocal seen
        seen += 1
        if seen > 1:
            task.cancel()
            return
        say("Stopping: finishing what is under way (once more to stop at once) ...")
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, signalled)
    try:
        return await task
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
