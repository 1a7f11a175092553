"""What went out over a kept connection that the server had closed goes out once more, and waits for its turn."""

import asyncio

from checkhelp import NotingSlots, attempt, checking, raw, routes
from guidewarden.demo.server import Reply, Respond, Response, Server
from guidewarden.model import ErrorKind


def test_it_goes_out_once_more_over_a_new_connection_within_a_slot_of_its_own() -> None:
    slots = NotingSlots()

    async def run() -> tuple[ErrorKind | None, int]:
        table: dict[str, Reply | Respond] = {"/": Response.html("<title>Good</title>"), "/lost": raw()}
        async with Server(routes(table)) as server, checking(slots=slots) as checker:
            # Several connections are kept: each of them would give the same.
            await asyncio.gather(*(attempt(checker, server.url + "/") for _ in range(4)))
            lost = await attempt(checker, server.url + "/lost")
            asked = sum(request.target == "/lost" for request in server.log)
            return lost.failure.kind if lost.failure else None, asked

    kind, asked = asyncio.run(run())
    assert (kind, asked) == (ErrorKind.RESET, 2)
    assert slots.sent == len(slots.taken) == 4 + asked
