"""A Wayback Machine that answers its availability API as archive.org does, for a few addresses.

It stands on these facts of the API: ``GET /wayback/available?url=…&timestamp=YYYYMMDD`` gives 200 and JSON,
``{"url", "archived_snapshots": {"closest": {"status", "available", "url", "timestamp"}}, "timestamp"}``, for the
copy nearest that time, or the latest one where no time is given. ``status`` and ``timestamp`` (14 digits, UTC)
are strings, and the copy's address is written with ``http``. Without a copy ``archived_snapshots`` is empty, and
the answer is 200 all the same. Scheme and a leading ``www.`` of the address asked for do not count.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from guidewarden.demo.server import Request, Response

HOSTS = ("archive.org",)
_API = "/wayback/available"

COPIES: Mapping[str, Sequence[str]] = {
    "https://library.practice.example/lost": ("20170611084203", "20190303101512", "20230814060744"),
    "https://old-journal.practice.example/issues/1": ("20160704093001", "20251118221530"),
    "https://www.nato.int/cps/us/natohq/topics_120438.htm": ("20190517020833", "20260209174501"),
}
"""When copies were taken, by address. All of it is made up."""


class Wayback:
    """Answers requests to archive.org from a mapping of addresses to the times of their copies."""

    def __init__(self, copies: Mapping[str, Sequence[str]] = COPIES) -> None:
        self._copies = {_filed(url): (url, times) for url, times in copies.items()}

    def respond(self, request: Request) -> Response:
        """Answer one request."""
        if request.path != _API:
            return Response(404)
        asked = parse_qs(request.query)
        url, near = asked.get("url", [""])[0], asked.get("timestamp", [""])[0]
        body: dict[str, object] = {"url": url, "archived_snapshots": self._closest(url, near)}
        if near:
            body["timestamp"] = near
        return Response(200, {"Content-Type": "application/json"}, json.dumps(body).encode())

    def _closest(self, url: str, near: str) -> dict[str, object]:
        if _filed(url) not in self._copies:
            return {}
        original, times = self._copies[_filed(url)]
        found = min(times, key=lambda taken: abs(_day(taken) - _day(near))) if near else max(times)
        place = f"http://web.archive.org/web/{found}/{original}"
        return {"closest": {"status": "200", "available": True, "url": place, "timestamp": found}}


def _filed(url: str) -> str:
    """Write an address as the archive files it."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _day(timestamp: str) -> dt.datetime:
    return dt.datetime.strptime(timestamp[:8], "%Y%m%d").replace(tzinfo=dt.UTC)
