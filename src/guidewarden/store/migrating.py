"""Bringing a store's tables to what this version of guidewarden needs, step by step, losing nothing."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from guidewarden.store.interface import StoreError
from guidewarden.store.tables import metadata

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""The steps in ``migrations/versions``, oldest first. A store at the last of them is opened without Alembic."""

_OURS = frozenset({"id", "scope", "started", "finished", "state"})
"""Columns by which a store without a version, which earlier releases made, is known."""


def is_current(connection: Connection) -> bool:
    """Tell whether the tables are as they should be. Raises `StoreError` for those of a newer guidewarden."""
    if connection.dialect.name == "sqlite":
        known = text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
    else:
        known = text("SELECT count(*) FROM pg_class WHERE oid = to_regclass('alembic_version')")
    if not connection.execute(known).scalar():
        return False
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is not None and version not in REVISIONS:
        raise StoreError(
            f"the store was written by a newer guidewarden (its tables are {version}, this one knows them up to "
            f"{REVISIONS[-1]}); install that version again, or give this one another store"
        )
    return version == REVISIONS[-1]


def migrate(connection: Connection) -> bool:
    """Make the tables, or take the steps that are missing, in the caller's transaction; tell which.

    Raises `StoreError` when the tables are not a store's.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('guidewarden migrations'))"))
        if is_current(connection):
            return False
    tables = inspect(connection)
    if not tables.has_table("runs"):
        metadata.create_all(connection)
        connection.execute(
            text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        )
        connection.execute(text("INSERT INTO alembic_version VALUES (:last)"), {"last": REVISIONS[-1]})
        return False
    if not {column["name"] for column in tables.get_columns("runs")} >= _OURS:
        raise StoreError("this database holds another program's tables; give guidewarden one of its own")
    take_steps(connection)
    return True


def take_steps(connection: Connection) -> None:
    """Take the steps that are missing, from wherever the tables are."""
    # Alembic takes 0.1 s to load, which only a new release has to pay.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
