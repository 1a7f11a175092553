"""When the control addresses are asked whether this machine is online: only when nothing answered since a failure."""

import asyncio
import datetime as dt
from contextlib import AsyncExitStack

import pytest

from checkhelp import NOBODY
from evidences import NIGHT, link
from guidewarden.demo.server import Request, Response, Server
from guidewarden.job.checking import check_targets
from guidewarden.model import Evidence, Settings
from projects import closed_port


class _Unwatched:
    def started(self, total: int, already: int) -> None: ...
    def checked(self, evidence: Evidence) -> None: ...
    def finished(self) -> None: ...


@pytest.mark.parametrize(
    ("order", "controls"),
    [("good", 0), ("good refused good", 0), ("good refused", 1), ("refused good", 1), ("refused refused", 2)],
)
def test_the_controls_are_asked_only_in_doubt(order: str, controls: int) -> None:
    asked: list[str] = []

    def respond(request: Request) -> Response:
        asked.append(request.path)
        return Response.html("<title>A good page</title><p>Words of substance.")

    async def run() -> bool:
        async with AsyncExitStack() as stack:
            # One server each: all wait alike for their turn, and are asked in this order.
            servers = [await stack.enter_async_context(Server(respond)) for _ in order.split()]
            server, port = servers[0], closed_port()
            targets = [
                link(
                    f"{servers[number].url}/{number}"
                    if word == "good"
                    else f"http://127.0.0.1:{port}/{number}"
                )
                for number, word in enumerate(order.split())
            ]
            settings = Settings.model_validate(
                {
                    "network": {
                        "allow": ["127.0.0.0/8"],
                        "timeout": 2,
                        "retries": 0,
                        "controls": [f"{server.url}/control"],
                    },
                    "pace": {"concurrency": 1},
                    "registries": dict.fromkeys(
                        ("doi", "crossref", "datacite", "wayback"), f"http://127.0.0.1:{port}"
                    ),
                }
            )
            checked = await check_targets(
                targets,
                {},
                settings,
                observer=_Unwatched(),
                stop=asyncio.Event(),
                clock=lambda: NIGHT + dt.timedelta(seconds=1),
                environ=NOBODY,
            )
            return checked.offline

    assert not asyncio.run(asyncio.wait_for(run(), 20))
    assert asked.count("/control") == controls
