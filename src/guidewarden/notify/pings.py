"""Signs of life for a dead man's switch, as healthchecks.io and its likes want them."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from guidewarden.notify.errands import NotToldError
from guidewarden.notify.web import Caller, WebErrand

Sign = Literal["start", "success", "fail"]

_LONGEST = 10_000


class PingErrand(WebErrand):
    """One sign of life; ``text`` is kept beside it."""

    def __init__(self, url: str, sign: Sign, text: str, environ: Mapping[str, str]) -> None:
        super().__init__(environ)
        self.name = f"ping ({sign})"
        self._url = ping_url(url, sign)
        self._body = text[:_LONGEST].encode("utf-8", "replace")

    def tell(self, caller: Caller, deadline: float) -> None:
        """Send it."""
        answer = caller.ask("POST", self._url, deadline, body=self._body)
        if not 200 <= answer.status < 300:
            raise NotToldError(f"status {answer.status}")


def ping_url(url: str, sign: Sign) -> str:
    """Give the address for a sign: the check's own for success, with ``/start`` or ``/fail`` else."""
    if sign == "success":
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{sign}"))
