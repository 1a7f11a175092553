"""Requests of the messages that go over HTTP: bounded in time and size, without redirects, telling no secrets."""

import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx
from msgspec import Struct

from guidewarden import __version__
from guidewarden.check.tls import trusting_context
from guidewarden.notify.errands import NotToldError

_TIMEOUT = 10.0
_LARGEST = 2 * 1024 * 1024
_AGENT = f"guidewarden/{__version__}"


class Answer(Struct, frozen=True):
    """What a server answered: its status, and its body as text."""

    status: int
    text: str

    def json(self) -> Any:
        """Read the body as JSON. Raises `NotToldError` when it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            raise NotToldError(f"status {self.status}, and a body that is no JSON") from None


class Caller:
    """Makes one request after the other before a deadline. ``environ`` names certificate authorities."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._client = httpx.Client(
            timeout=_TIMEOUT,
            follow_redirects=False,
            headers={"user-agent": _AGENT},
            verify=trusting_context(environ),
        )

    def ask(
        self,
        method: str,
        url: str,
        deadline: float,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Make a request. Raises `NotToldError`, which names the host alone: an address may hold a secret."""
        host = urlsplit(url).hostname or "the server"
        try:
            with self._client.stream(method, url, content=body, headers=headers) as response:
                parts: list[bytes] = []
                for part in response.iter_bytes():
                    parts.append(part)
                    if time.monotonic() > deadline or sum(map(len, parts)) > _LARGEST:
                        raise NotToldError(f"{host} answers too slowly or too much")
                return Answer(response.status_code, b"".join(parts).decode("utf-8", "replace"))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotToldError(f"{host} gave no answer ({type(error).__name__})") from None

    def close(self) -> None:
        """Close all connections."""
        self._client.close()


class WebErrand:
    """What errands over HTTP share: a caller of their own, made in their own thread and closed when all is said."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._caller: Caller | None = None

    def run(self, deadline: float) -> None:
        """Do the errand."""
        self._caller = caller = Caller(self._environ)
        try:
            self.tell(caller, deadline)
        finally:
            caller.close()

    def tell(self, caller: Caller, deadline: float) -> None:
        """Say what there is to say; raises `NotToldError`."""
        raise NotImplementedError

    def abort(self) -> None:
        """Close the connection under the request."""
        if self._caller is not None:
            self._caller.close()
