"""How values go into tables and come out: times in UTC without saying so, texts that every database takes."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

_AT_ONCE = 500
_LONGEST = 1_200
"""Bytes of a text that stands in an index beside others."""


def naive(moment: dt.datetime) -> dt.datetime:
    """Give a time as tables hold it."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def aware(moment: dt.datetime) -> dt.datetime:
    """Give a time from a table as the time in UTC that it is."""
    return moment.replace(tzinfo=dt.UTC)


def storable(text: str) -> str:
    """Give a text without what PostgreSQL cannot hold (NUL) and UTF-8 cannot write (halves of surrogate pairs)."""
    return (
        text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8") if not _plain(text) else text
    )


def findable(text: str) -> str:
    """Give a text by which rows are found as tables hold it: one that is too long for PostgreSQL's indexes (a third of a
    page, 2,704 bytes) is cut, and told from others by its digest."""
    text = storable(text)
    if len(text) <= _LONGEST // 4:
        return text
    data = text.encode()
    if len(data) <= _LONGEST:
        return text
    return f"{data[: _LONGEST - 40].decode('utf-8', 'ignore')}…{hashlib.sha256(data).hexdigest()[:32]}"


def batches(keys: Iterable[str]) -> Iterator[list[str]]:
    """Give the keys, once each, in lists that a question may name."""
    rest = iter(sorted(set(keys)))
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _plain(text: str) -> bool:
    return text.isascii() and "\0" not in text
