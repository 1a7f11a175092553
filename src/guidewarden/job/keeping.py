"""Keeping evidence while links are being asked, without making any of them wait for the database.

A database may take its time: a server restarts, a file is locked, a disk is slow. If that held up the loop in which answers
are awaited, links in flight would look slow, or as if they had not answered at all.
"""

import asyncio

from msgspec import Struct, field

from guidewarden.model import Evidence
from guidewarden.store import Store

_AT_ONCE = 200
"""Rows in one transaction at the most, so that a kill never takes more than a moment's work with it."""


class Keeper(Struct):
    """Keeps a run's evidence in the order in which it comes, from a thread of the store's own.

    What comes while a transaction is under way goes into the next one. Whoever brings evidence waits until it is kept, so that no
    more than one piece for each worker is ever on its way, and nothing counts as checked that a kill could take.
    """

    store: Store
    run_id: str
    _waiting: list[tuple[Evidence, asyncio.Future[None]]] = field(default_factory=list)
    _writing: asyncio.Task[None] | None = None

    async def keep(self, seen: Evidence) -> None:
        """Return when it is kept. Raises `StoreError`."""
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((seen, kept))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await kept

    async def _write(self) -> None:
        error: BaseException | None = None
        try:
            while self._waiting and error is None:
                batch, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
                try:
                    await asyncio.to_thread(
                        self.store.add_evidence, self.run_id, *(seen for seen, _ in batch)
                    )
                except Exception as failure:  # noqa: BLE001 - it is raised where the evidence came from
                    error = failure
                    # Each would be waited for as long again.
                    batch, self._waiting = batch + self._waiting, []
                _tell(batch, error)
        finally:
            self._writing = None


def _tell(batch: list[tuple[Evidence, asyncio.Future[None]]], error: BaseException | None) -> None:
    for _, kept in batch:
        if kept.done():  # Nobody waits for it any longer.
            continue
        if error is None:
            kept.set_result(None)
        else:
            kept.set_exception(error)
            kept.exception()  # One error is raised, though several may wait.
