"""Evidence on its way to the store: in order, once, and nobody is told that it is kept before it is."""

import asyncio
import threading
from itertools import chain

import pytest

from evidences import answered, evidence, link
from guidewarden.job.keeping import Keeper
from guidewarden.model import Evidence
from guidewarden.store import Forgetful, StoreError


class Slow(Forgetful):
    """Notes what it is given, transaction by transaction, once it may; or fails."""

    def __init__(self, fails_at: int = -1) -> None:
        self.batches: list[list[str]] = []
        self.free = threading.Event()
        self._fails_at = fails_at

    def add_evidence(self, run_id: str, *seen: Evidence) -> None:
        assert self.free.wait(10)
        if len(self.batches) == self._fails_at:
            raise StoreError("its disk is full")
        self.batches.append([one.target_key for one in seen])


def seen(number: int) -> Evidence:
    return evidence(answered(200), target=link(f"https://a.example/{number}"))


def test_what_comes_meanwhile_goes_into_the_next_transaction_in_its_order() -> None:
    store = Slow()
    told: list[int] = []

    async def bring(keeper: Keeper, number: int) -> None:
        await keeper.keep(seen(number))
        told.append(number)

    async def run() -> None:
        keeper = Keeper(store, "run")
        bringing = [asyncio.create_task(bring(keeper, number)) for number in range(500)]
        await asyncio.sleep(0.05)
        assert told == []
        store.free.set()
        await asyncio.gather(*bringing)
        await keeper.keep(seen(500))

    asyncio.run(run())
    assert [*chain(*store.batches)] == [seen(number).target_key for number in range(501)]
    assert max(map(len, store.batches)) <= 200
    assert told == list(range(500))


def test_a_store_that_fails_is_told_to_all_who_wait_and_asked_no_more() -> None:
    store = Slow(fails_at=1)

    async def run() -> list[BaseException | None]:
        keeper = Keeper(store, "run")
        bringing = [asyncio.create_task(keeper.keep(seen(number))) for number in range(450)]
        await asyncio.sleep(0.05)
        store.free.set()
        return await asyncio.gather(*bringing, return_exceptions=True)

    outcomes = asyncio.run(run())
    kept = [number for number, outcome in enumerate(outcomes) if outcome is None]
    assert [seen(number).target_key for number in kept] == [*chain(*store.batches)]
    assert len(store.batches) == 1
    assert 0 < len(kept) <= 200
    assert all(isinstance(outcome, StoreError) for outcome in outcomes[len(kept) :])


def test_who_is_given_up_takes_nothing_from_the_others() -> None:
    store = Slow()

    async def run() -> None:
        keeper = Keeper(store, "run")
        first, second, third = (asyncio.create_task(keeper.keep(seen(number))) for number in range(3))
        await asyncio.sleep(0.05)
        second.cancel()
        store.free.set()
        with pytest.raises(asyncio.CancelledError):
            await second
        await asyncio.gather(first, third)

    asyncio.run(run())
    # It was seen, so it is kept all the same: whoever takes up the run need not ask again.
    assert [*chain(*store.batches)] == [seen(number).target_key for number in range(3)]
