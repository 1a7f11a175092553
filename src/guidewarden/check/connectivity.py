"""Whether this machine is online at all: without that, no failure of a link means anything."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from guidewarden.check.addressing import read_address
from guidewarden.check.failures import NoAnswer
from guidewarden.check.walk import Walker


async def any_answers(walker: Walker, addresses: Iterable[str]) -> bool:
    """Ask all at once; true as soon as one gives an HTTP answer of any kind.

    The answer to an https address counts only with a sound certificate, so that the login page of a hotel's
    network does not pass for the internet.
    """
    asking = [asyncio.create_task(_answers(walker, address)) for address in dict.fromkeys(addresses)]
    try:
        for done in asyncio.as_completed(asking):
            if await done:
                return True
        return False
    finally:
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)


async def _answers(walker: Walker, address: str) -> bool:
    with suppress(NoAnswer):
        await walker.ask(read_address(address))
        return True
    return False
