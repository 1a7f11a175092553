"""Signals: the first asks the run to end cleanly, the second ends it at once."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from types import FrameType, TracebackType
from typing import Any, Self, TypeVar

from guidewarden.cli.terminal import say

T = TypeVar("T")

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


def run_until_signalled(work: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> T:
    """Run work with a stop event that SIGINT and SIGTERM set; a second one raises KeyboardInterrupt."""
    with Signals() as signals:
        return signals.run(work)


class Signals:
    """Watches for SIGINT and SIGTERM while it is entered, also between pieces of work. For the main thread."""

    def __init__(self) -> None:
        self._seen = 0
        self._before: dict[signal.Signals, Any] = {}
        self._under_way: Callable[[], None] | None = None
        self._hurried: Callable[[], None] = lambda: None

    @property
    def stopping(self) -> bool:
        """Whether the process was asked to end."""
        return self._seen > 0

    def __enter__(self) -> Self:
        for number in _NUMBERS:
            self._before[number] = signal.signal(number, self._signalled)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def when_hurried(self, callback: Callable[[], None]) -> None:
        """Have this called at the second signal, at any point of the program: it may only take note of it."""
        self._hurried = callback

    def run(self, work: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> T:
        """Do as `run_until_signalled`; the stop event is set from the start when a signal has come already."""
        return asyncio.run(self._watched(work))

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        # It interrupts the program anywhere, so it only notes what came: nothing is said or changed from here.
        self._seen += 1
        if self._seen > 1:
            self._hurried()
        if self._under_way is not None:
            self._under_way()
        elif self._seen > 1:
            raise KeyboardInterrupt

    async def _watched(self, work: Callable[[asyncio.Event], Coroutine[Any, Any, T]]) -> T:
        stop = asyncio.Event()
        task = asyncio.ensure_future(work(stop))
        loop = asyncio.get_running_loop()

        def heed() -> None:
            if self._seen > 1:
                task.cancel()
            elif not stop.is_set():
                say("Stopping: finishing what is under way (once more to stop at once) ...")
                stop.set()

        if self.stopping:
            stop.set()

        def wake() -> None:
            loop.call_soon_threadsafe(heed)

        self._under_way = wake
        try:
            return await task
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None
        finally:
            self._under_way = None
