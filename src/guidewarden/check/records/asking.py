"""Putting a question to a registry until there is an answer, or a reason why there is none."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct

from guidewarden.check.failures import NoAnswer, plain
from guidewarden.check.headers import decoded, retry_after
from guidewarden.check.records.pace import Call, LeftInPeaceError, Pace
from guidewarden.check.records.reading import mapping, objects, text
from guidewarden.check.walk import Answer, Walker
from guidewarden.model import ErrorKind

BODY_LIMIT = 8 * 1024 * 1024
"""Bytes of an answer: fifty records of large collaborations can be megabytes."""

TRIES = 3
"""How often one question is put before it is taken for the question's own trouble."""

_REFUSED = (400, 413, 414, 431)
_WORDS = {
    ErrorKind.TIMEOUT: "did not answer in time",
    ErrorKind.CONNECT_TIMEOUT: "did not answer in time",
    ErrorKind.CONNECT_REFUSED: "refused the connection",
    ErrorKind.DNS_NO_SUCH_HOST: "could not be found by its name",
    ErrorKind.DNS_TEMPORARY: "could not be found by its name for now",
    ErrorKind.ADDRESS_REFUSED: "has an address that is not to be connected to",
}

Found = TypeVar("Found")


class Said(Struct, Generic[Found], frozen=True):
    """What came of a question: what was found, or that the registry has nothing of it (``missing``), or ``why`` neither.

    ``refused`` says that the registry does not take the question as it was put.
    """

    found: Found | None = None
    missing: bool = False
    refused: bool = False
    why: str = ""


class Registry:
    """One registry, asked at its pace. ``is_missing`` tells from the body of a 404 whether it is the registry's own."""

    def __init__(
        self,
        name: str,
        walker: Walker,
        pace: Pace,
        clock: Callable[[], dt.datetime],
        *,
        accept: str = "application/json, */*;q=0.5",
        is_missing: Callable[[bytes], bool] = lambda _: False,
    ) -> None:
        self.name = name
        self._walker = walker
        self._pace = pace
        self._clock = clock
        self._accept = accept
        self._is_missing = is_missing

    async def ask(self, url: str, call: Call, read: Callable[[Any], Found | None]) -> Said[Found]:
        """Ask, and again what may heal. ``read`` gives what is in the JSON, None when it is not the registry's.

        Nothing that is not certainly the registry's word about the question counts as one.
        """
        said: Said[Found] = Said()
        for _ in range(TRIES):
            try:
                said, certain = await self._try(url, call, read)
            except LeftInPeaceError as peace:
                return Said(why=said.why or str(peace))
            if certain:
                self._pace.went_well()
                return said
        return said

    async def _try(
        self, url: str, call: Call, read: Callable[[Any], Found | None]
    ) -> tuple[Said[Found], bool]:
        """Ask once; tell also whether the answer is certainly the registry's."""
        async with self._pace.turn(call) as before:
            try:
                answer = await self._walker.question(url, self._accept, BODY_LIMIT)
                said = self._read(answer, read)
            except NoAnswer as error:
                words = _WORDS.get(error.failure.kind, "gave no answer")
                why = f"{self.name} {words}"
                self._pace.fruitless(before, why)
                return Said(why=why), False
            except Exception as error:  # noqa: BLE001 - one odd question must never end a run
                return Said(
                    refused=True, why=f"guidewarden itself failed on this one: {plain(repr(error))}"
                ), True
            self._pace.heed(call, answer.header)
            if not said.why or said.refused:
                return said, True
            limited = answer.status == 429
            wait = retry_after(decoded(answer.header(b"retry-after")), self._clock())
            self._pace.fruitless(
                before, said.why, wait if answer.status in (429, 503) else None, slower=limited
            )
            return said, False

    def _read(self, answer: Answer, read: Callable[[Any], Found | None]) -> Said[Found]:
        """Read an answer, its status first: bodies may be missing, bare text, or a page with a type of JSON."""
        status, body = answer.status, answer.body
        if status == 200:
            whole = not body.truncated and "json" in answer.content_type.lower()
            found = _json(body.data, read) if whole else None
            return (
                Said(found)
                if found is not None
                else Said(why=f"{self.name} answered with something that is not its record")
            )
        if status == 404 and self._is_missing(body.data):
            return Said(missing=True)
        if status in _REFUSED:
            message = _json(body.data, _message) or ""
            return Said(
                refused=True, why=f"{self.name} does not take the question (status {status}{message})"
            )
        if status == 429:
            return Said(why=f"rate-limited: {self.name} asks for fewer questions")
        if status >= 500:
            return Said(why=f"{self.name} is down (status {status})")
        return Said(why=f"{self.name} gave an answer of no use (status {status})")


def _json(body: bytes, read: Callable[[Any], Found | None]) -> Found | None:
    try:
        return read(json.loads(body))
    except (ValueError, RecursionError):
        return None


def _message(data: Any) -> str | None:
    """Give what Crossref says of a question it does not take, with a comma before it."""
    first = next(iter(objects(mapping(data).get("message"))), {})
    words = text(first.get("message"))
    return f", “{words}”" if words else None
