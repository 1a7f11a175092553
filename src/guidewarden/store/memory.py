"""What is remembered beside the runs: registries' records and searches, archived copies, and ignores' first nights."""

import datetime as dt
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from pydantic import BaseModel
from sqlalchemy import Connection, insert, select

from guidewarden.model import ArchivedCopy, RecordAnswer, Standing, State, Work
from guidewarden.store.database import Database
from guidewarden.store.interface import AskedCopy, AskedSearch
from guidewarden.store.tables import copies, ignored, records, searches, told
from guidewarden.store.values import aware, batches, findable, naive, storable


def _written(name: BaseModel) -> Any:
    """Write people's names, which guides give as well and are models for that."""
    return name.model_dump(exclude_defaults=True)


def _read(kind: type[BaseModel], written: Any) -> BaseModel:
    return kind.model_validate(written)


_encoder = msgspec.json.Encoder(enc_hook=_written)
_record = msgspec.json.Decoder(RecordAnswer, dec_hook=_read)
_works = msgspec.json.Decoder(tuple[Work, ...], dec_hook=_read)


class Memory:
    """The part of a store that remembers answers; see `guidewarden.store.interface.Store`."""

    _database: Database

    def ignored(self, marks: Iterable[str]) -> dict[tuple[str, str], Standing]:
        """Give what targets were when these ignores first applied to them, by mark and target key."""
        wanted = set(marks)
        return self._database.run(lambda connection: ignored_of(connection, wanted)) if wanted else {}

    def keep_copy(self, key: str, asked_at: dt.datetime, copy: ArchivedCopy | None) -> None:
        """Keep what the archive said of a target, instead of what it said before."""
        row = {
            "target_key": findable(key),
            "asked_at": naive(asked_at),
            "url": storable(copy.url) if copy else None,
            "taken": naive(copy.taken) if copy else None,
        }

        def work(connection: Connection) -> None:
            connection.execute(copies.delete().where(copies.c.target_key == row["target_key"]))
            connection.execute(insert(copies), row)

        self._database.run(work)

    def copies(self, keys: Iterable[str]) -> dict[str, AskedCopy]:
        """Give what the archive has said of these targets, by key."""
        wanted = {findable(key): key for key in keys}
        rows = self._database.run(
            lambda connection: [
                row
                for some in batches(wanted)
                for row in connection.execute(select(copies).where(copies.c.target_key.in_(some)))
            ]
        )
        return {
            wanted[row.target_key]: AskedCopy(
                aware(row.asked_at), ArchivedCopy(row.url, aware(row.taken)) if row.url else None
            )
            for row in rows
        }

    def keep_record(self, key: str, answer: RecordAnswer) -> None:
        """Keep what a registry said of a DOI, instead of what it said before."""
        row = {
            "doi_key": findable(key),
            "asked_at": naive(answer.asked_at),
            "body": zlib.compress(_encoder.encode(answer)),
        }

        def work(connection: Connection) -> None:
            connection.execute(records.delete().where(records.c.doi_key == row["doi_key"]))
            connection.execute(insert(records), row)

        self._database.run(work)

    def records(self, keys: Iterable[str]) -> dict[str, RecordAnswer]:
        """Give what the registries have said of these DOIs, by `doi_key`."""
        wanted = {findable(key): key for key in keys}
        rows = self._database.run(
            lambda connection: [
                row
                for some in batches(wanted)
                for row in connection.execute(
                    select(records.c.doi_key, records.c.body).where(records.c.doi_key.in_(some))
                )
            ]
        )
        return {wanted[key]: _record.decode(zlib.decompress(body)) for key, body in rows}

    def keep_search(self, fingerprint: str, asked_at: dt.datetime, works: tuple[Work, ...]) -> None:
        """Keep what a search for a source found, instead of what it found before."""
        row = {
            "fingerprint": fingerprint,
            "asked_at": naive(asked_at),
            "body": zlib.compress(_encoder.encode(works)),
        }

        def work(connection: Connection) -> None:
            connection.execute(searches.delete().where(searches.c.fingerprint == fingerprint))
            connection.execute(insert(searches), row)

        self._database.run(work)

    def keep_told(self, channel: str, recipient: str, told_at: dt.datetime, body: str) -> None:
        """Keep what somebody was told, instead of what was kept before."""
        row = {
            "channel": channel,
            "recipient": findable(recipient),
            "told_at": naive(told_at),
            "body": zlib.compress(body.encode()),
        }

        def work(connection: Connection) -> None:
            connection.execute(
                told.delete().where(told.c.channel == channel, told.c.recipient == row["recipient"])
            )
            connection.execute(insert(told), row)

        self._database.run(work)

    def told(self, channel: str, recipient: str) -> str | None:
        """Give what somebody was told last, None when that was nothing."""
        query = select(told.c.body).where(told.c.channel == channel, told.c.recipient == findable(recipient))
        body = self._database.run(lambda connection: connection.execute(query).scalar())
        return None if body is None else zlib.decompress(body).decode()

    def searches(self, fingerprints: Iterable[str]) -> dict[str, AskedSearch]:
        """Give what searches for these sources found, and when, by the source's fingerprint."""
        rows = self._database.run(
            lambda connection: [
                row
                for some in batches(fingerprints)
                for row in connection.execute(select(searches).where(searches.c.fingerprint.in_(some)))
            ]
        )
        return {
            row.fingerprint: AskedSearch(aware(row.asked_at), _works.decode(zlib.decompress(row.body)))
            for row in rows
        }


def ignored_of(connection: Connection, marks: set[str]) -> dict[tuple[str, str], Standing]:
    """Give what targets were when these ignores first applied to them."""
    rows = connection.execute(select(ignored).where(ignored.c.mark.in_(sorted(marks)))) if marks else ()
    return {(row.mark, row.target_key): Standing(State(row.state), row.reason) for row in rows}


def keep_ignored(
    connection: Connection, since: dt.datetime, standings: Mapping[tuple[str, str], Standing]
) -> None:
    """Keep what targets are that ignores apply to, by mark and key, unless that is known already."""
    known = ignored_of(connection, {mark for mark, _ in standings})
    rows = [
        {
            "mark": mark,
            "target_key": findable(key),
            "since": naive(since),
            "state": standing.state.value,
            "reason": standing.reason,
        }
        for (mark, key), standing in standings.items()
        if (mark, findable(key)) not in known
    ]
    if rows:
        connection.execute(insert(ignored), rows)
