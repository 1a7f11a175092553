"""Doing together what can wait a moment."""

import asyncio
from contextlib import ExitStack

from guidewarden.check.company import FEW, MANY, MOMENT, Company


async def _enter(company: Company, members: int) -> ExitStack:
    present = ExitStack()
    for _ in range(members):
        company.join()
        present.callback(company.leave)
    return present


def test_few_do_not_wait() -> None:
    async def run() -> float:
        company, loop = Company(), asyncio.get_running_loop()
        with await _enter(company, FEW - 1):
            begin = loop.time()
            await company.gather()
            return loop.time() - begin

    assert asyncio.run(run()) < MOMENT


def test_all_members_go_on_together_without_waiting_for_the_moment_to_pass() -> None:
    async def run() -> tuple[float, list[int]]:
        company, loop, order = Company(), asyncio.get_running_loop(), list[int]()

        async def member(number: int) -> None:
            await company.gather()
            order.append(number)

        with await _enter(company, FEW):
            begin = loop.time()
            await asyncio.gather(*(member(number) for number in range(FEW)))
            return loop.time() - begin, order

    elapsed, order = asyncio.run(run())
    assert elapsed < MOMENT
    assert sorted(order) == list(range(FEW))


def test_nobody_waits_longer_than_a_moment_for_members_that_do_not_come() -> None:
    async def run() -> tuple[float, float]:
        company, loop = Company(), asyncio.get_running_loop()
        with await _enter(company, 10 * FEW):
            begin = loop.time()
            await company.gather()
            first = loop.time() - begin
            await company.gather()
            return first, loop.time() - begin - first

    for waited in asyncio.run(run()):
        assert waited >= MOMENT * 0.9


def test_so_many_never_wait() -> None:
    async def run() -> int:
        company, gone = Company(), 0

        async def member() -> None:
            nonlocal gone
            await company.gather()
            gone += 1

        with await _enter(company, 3 * MANY):
            waiting = [asyncio.create_task(member()) for _ in range(2 * MANY + 1)]
            await asyncio.sleep(0)  # Two batches are full now and one waits.
            await asyncio.sleep(0)
            done = gone
            await asyncio.gather(*waiting)
            return done

    assert asyncio.run(run()) == 2 * MANY


def test_one_that_is_cancelled_holds_up_nobody() -> None:
    async def run() -> bool:
        company = Company()
        with await _enter(company, 2 * FEW):
            gone, staying = (asyncio.create_task(company.gather()) for _ in range(2))
            await asyncio.sleep(0)
            gone.cancel()
            await staying
            return gone.cancelled()

    assert asyncio.run(run())
