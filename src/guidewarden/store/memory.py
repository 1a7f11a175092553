"""What the registries of DOIs said, remembered between runs: records by DOI, and answers to searches."""

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select

from guidewarden.model import RecordAnswer, Work
from guidewarden.store.interface import AskedSearch
from guidewarden.store.tables import records, searches

_AT_ONCE = 500

_record = TypeAdapter(RecordAnswer)
_works = TypeAdapter(tuple[Work, ...])


class RegistryMemory:
    """The part of a store that remembers registries' answers; see `guidewarden.store.interface.Store`."""

    def _transaction(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def keep_record(self, key: str, answer: RecordAnswer) -> None:
        """Keep what a registry said of a DOI, instead of what it said before."""
        row = {
            "doi_key": key,
            "asked_at": _naive(answer.asked_at),
            "body": zlib.compress(_record.dump_json(answer, exclude_defaults=True)),
        }
        with self._transaction() as connection:
            connection.execute(records.delete().where(records.c.doi_key == key))
            connection.execute(insert(records), row)

    def records(self, keys: Iterable[str]) -> dict[str, RecordAnswer]:
        """Give what the registries have said of these DOIs, by `doi_key`."""
        with self._transaction() as connection:
            rows = [
                row
                for some in _batches(keys)
                for row in connection.execute(
                    select(records.c.doi_key, records.c.body).where(records.c.doi_key.in_(some))
                )
            ]
        return {key: _record.validate_json(zlib.decompress(body)) for key, body in rows}

    def keep_search(self, fingerprint: str, asked_at: dt.datetime, works: tuple[Work, ...]) -> None:
        """Keep what a search for a source found, instead of what it found before."""
        row = {
            "fingerprint": fingerprint,
            "asked_at": _naive(asked_at),
            "body": zlib.compress(_works.dump_json(works, exclude_defaults=True)),
        }
        with self._transaction() as connection:
            connection.execute(searches.delete().where(searches.c.fingerprint == fingerprint))
            connection.execute(insert(searches), row)

    def searches(self, fingerprints: Iterable[str]) -> dict[str, AskedSearch]:
        """Give what searches for these sources found, and when, by the source's fingerprint."""
        with self._transaction() as connection:
            rows = [
                row
                for some in _batches(fingerprints)
                for row in connection.execute(select(searches).where(searches.c.fingerprint.in_(some)))
            ]
        return {
            row.fingerprint: AskedSearch(
                row.asked_at.replace(tzinfo=dt.UTC), _works.validate_json(zlib.decompress(row.body))
            )
            for row in rows
        }


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sorted(set(keys)))
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _naive(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)
