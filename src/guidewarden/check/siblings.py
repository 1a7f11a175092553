"""Made-up addresses: what a site says of them tells how it says "not found"."""

import hashlib

import ada_url

from guidewarden.check.addressing import read_address
from guidewarden.check.failures import NoAnswer


def sibling_address(written: str) -> str | None:
    """Make up an address beside this one that no site has on purpose; None when there is no beside.

    The last part of the path is replaced, its extension kept, since servers often choose by it who answers;
    where a query names the thing (``show.php?id=99``), its values are replaced instead.
    The name is the same every time, so that a site's keeper sees one odd address in the log, not thousands.
    """
    try:
        address = read_address(written)
    except NoAnswer:
        return None
    url = ada_url.URL(address.bare)
    name = f"guidewarden-no-such-page-{hashlib.sha256(address.bare.encode()).hexdigest()[:10]}"
    if url.search.strip("?") and (not path_names_it(url.pathname)):
        url.search = _with_made_up_values(url.search, name)
        return url.href
    url.search = ""
    path = url.pathname.rstrip("/")
    folder, _, last = path.rpartition("/")
    slash = "/" if url.pathname.endswith("/") and path else ""
    dot, extension = last.rpartition(".")[1:] if "." in last else ("", "")
    suffix = f"{dot}{extension}" if extension.isalnum() and len(extension) <= 5 else ""
    url.pathname = f"{folder}/{name}{suffix}{slash}"
    return url.href


def path_names_it(path: str) -> bool:
    """Tell whether a path, not its query, names the thing: it is neither a front page nor a program."""
    last = path.rstrip("/").rpartition("/")[2].lower()
    return bool(last) and last.rpartition(".")[2] not in _PROGRAMS and last not in _PROGRAM_NAMES


_PROGRAMS = frozenset({"php", "php3", "cgi", "asp", "aspx", "jsp", "do", "pl", "dll", "exe", "cfm", "py"})
_PROGRAM_NAMES = frozenset(
    {"view", "show", "record", "item", "watch", "search", "get", "open", "index", "download", "resolve"}
)
_MANNER = frozenset({"lang", "locale", "language", "hl", "view", "format", "style", "sort", "mode", "tab"})


def _with_made_up_values(query: str, name: str) -> str:
    """Replace every value that may name the thing; those that say how to show it stay."""
    parts = [part.partition("=") for part in query.removeprefix("?").split("&")]
    replaced = [
        f"{key}={value}" if key.lower() in _MANNER and len(parts) > 1 else f"{key}={name}" if equals else name
        for key, equals, value in parts
    ]
    return "&".join(replaced)
