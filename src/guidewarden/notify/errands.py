"""Errands: what goes out over the network, side by side, each in a thread of its own, and all within one bound."""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

SECONDS = 60.0
"""How long a run's messages may take in all."""

_log = logging.getLogger(__name__)


class NotToldError(Exception):
    """A message did not get through; the text says why, and holds no secret."""


class Errand(Protocol):
    """One channel's message on its way."""

    name: str

    def run(self, deadline: float) -> None:
        """Deliver it before ``deadline`` (monotonic seconds); raises anything when it does not get through."""

    def abort(self) -> None:
        """Break off, from another thread, what would otherwise hold that thread up."""


def run_errands(errands: Sequence[Errand], run: str, seconds: float = SECONDS) -> None:
    """Run all errands at once and wait for them, ``seconds`` at most. Never raises; the log says what became of each."""
    deadline = time.monotonic() + seconds
    started = [(errand, start_errand(errand, run, deadline)) for errand in errands]
    for errand, thread in started:
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            facts = {"event": "told", "channel": errand.name, "run": run, "ok": False}
            _log.warning("%s: given up after %g seconds", errand.name, seconds, extra={"facts": facts})
            with suppress(Exception):
                errand.abort()


def start_errand(errand: Errand, run: str, deadline: float) -> threading.Thread:
    """Start an errand and do not wait for it."""
    # A daemon: a server that never answers must not keep the process from ending.
    thread = threading.Thread(
        target=_run, args=(errand, run, deadline), name=f"tell-{errand.name}", daemon=True
    )
    thread.start()
    return thread


def _run(errand: Errand, run: str, deadline: float) -> None:
    facts = {"event": "told", "channel": errand.name, "run": run}
    try:
        errand.run(deadline)
    except Exception as error:  # noqa: BLE001 - whatever a mail or web server does, the run is not the worse for it
        if time.monotonic() < deadline:
            words = str(error) if isinstance(error, NotToldError) else f"{type(error).__name__}: {error}"
            _log.warning("%s: not told: %s", errand.name, words, extra={"facts": {**facts, "ok": False}})
    else:
        _log.info("%s: told", errand.name, extra={"facts": {**facts, "ok": True}})
