"""What databases report, in one clear line: the one place where their errors are understood.

StoreError                  the store cannot be used
└── StoreBusyError          somebody else is using it; later it may be free
"""

from sqlalchemy.exc import DBAPIError

from guidewarden.store.interface import StoreBusyError, StoreError

_SQLITE = {
    "SQLITE_FULL": "its disk is full",
    "SQLITE_NOTADB": "the file is not a database",
    "SQLITE_CORRUPT": "the database is damaged; bring back a copy of it, or start with a new one",
    "SQLITE_READONLY": "nothing can be written there",
    "SQLITE_CANTOPEN": "the file cannot be opened",
    "SQLITE_IOERR": "its disk cannot be read or written",
    "SQLITE_PERM": "access to the file is denied",
}
_SERVER = {
    "53100": "the server's disk is full",
    "53200": "the server is out of memory",
    "53300": "the server has too many connections",
    "57P03": "the server is starting or shutting down",
    "3D000": "there is no such database on the server",
    "28P01": "the server does not accept the password; set PGPASSWORD in the environment",
    "28000": "the server does not let this user in",
    "42501": "this user may not do that in the database",
    "25006": "the server takes no changes (it is a standby)",
}
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03")
_COMES_BACK = ("08", "57P", "53300")
"""SQLSTATEs of connections that were lost or refused by a server that is restarting or overrun."""


def told(error: DBAPIError, name: str) -> StoreError:
    """Say in one line what is wrong with the store of this name."""
    if is_locked(error):
        return StoreBusyError(f"another program is using {name}; try again when it has finished")
    return StoreError(f"cannot use {name} as a store: {why(error)}")


def why(error: DBAPIError) -> str:
    """Say in a few words what failed."""
    if is_locked(error):
        return "another program has locked it"
    code = _code(error)
    words = next((words for known, words in (_SQLITE | _SERVER).items() if code.startswith(known)), None)
    # A server that lets nobody in gives its reason after where it is.
    first = (
        (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]
        .rpartition("FATAL:")[2]
        .strip()
    )
    if words is None and came_loose(error):
        words = f"no connection with the server: {first}"
    return words or first


def is_locked(error: DBAPIError) -> bool:
    """Tell whether somebody else has locked what is needed, for longer than the database itself waits."""
    return _code(error).startswith(_BUSY)


def came_loose(error: DBAPIError) -> bool:
    """Tell whether only the connection failed, so that the same may succeed on a new one soon."""
    code = _code(error)
    if code.startswith(_COMES_BACK):
        return True
    # psycopg gives no SQLSTATE when no server answered, or when the line went dead.
    kinds = {kind.__name__ for kind in type(error.orig).__mro__}
    return not code and (error.connection_invalidated or "OperationalError" in kinds)


def _code(error: DBAPIError) -> str:
    """Give SQLite's name of the error or PostgreSQL's SQLSTATE, empty when there is neither."""
    return str(getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or "")
