"""Made-up addresses: what a site says of them tells how it says "not found"."""

import hashlib

import ada_url

from guidewarden.check.addressing import read_address
from guidewarden.check.failures import NoAnswer


def sibling_address(written: str) -> str | None:
    """Make up an address beside this one that no site has on purpose; None when there is no beside.

    The last part of the path is replaced, its extension kept, since servers often choose by it who answers;
    where a query names the page (``?id=99``), the longest value of the query is replaced instead.
    The name is the same every time, so that a site's keeper sees one odd address in the log, not thousands.
    """
    try:
        address = read_address(written)
    except NoAnswer:
        return None
    url = ada_url.URL(address.bare)
    name = f"guidewarden-no-such-page-{hashlib.sha256(address.bare.encode()).hexdigest()[:10]}"
    if url.search.strip("?"):
        url.search = _with_made_up_value(url.search, name)
        return url.href
    url.search = ""
    path = url.pathname.rstrip("/")
    folder, _, last = path.rpartition("/")
    slash = "/" if url.pathname.endswith("/") and path else ""
    dot, extension = last.rpartition(".")[1:] if "." in last else ("", "")
    suffix = f"{dot}{extension}" if extension.isalnum() and len(extension) <= 5 else ""
    url.pathname = f"{folder}/{name}{suffix}{slash}"
    return url.href


def _with_made_up_value(query: str, name: str) -> str:
    parts = query.removeprefix("?").split("&")
    longest = max(range(len(parts)), key=lambda index: len(parts[index].partition("=")[2]))
    key, equals, _ = parts[longest].partition("=")
    parts[longest] = f"{key}={name}" if equals else name
    return "&".join(parts)
