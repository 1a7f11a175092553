"""Controls: addresses whose answers tell how a site says "not found", and what it shows to everybody."""

import hashlib
import re

import ada_url

from guidewarden.check.addressing import read_address
from guidewarden.check.failures import NoAnswer

_PROGRAMS = frozenset(
    {"php", "php3", "cgi", "asp", "aspx", "jsp", "do", "pl", "dll", "exe", "cfm", "py", "ashx", "action"}
)
_PROGRAM_NAMES = frozenset(
    {"view", "show", "record", "item", "watch", "search", "get", "open", "index", "download", "resolve", "details",
     "detail", "display", "fulldisplay", "viewer", "document", "article", "page", "entry", "node", "object", "link",
     "viewer.html", "item.html", "record.html", "detail.html", "details.html", "display.html", "show.html"}
)  # fmt: skip
_MANNER = frozenset({"lang", "locale", "language", "hl", "view", "format", "style", "sort", "mode", "tab"})
_PASSING = re.compile(
    r"utm_\w+|mc_\w+|\w*clid|\w*campaign\w*|s_?cid|i?cid|cmpid|ocid|sid|\w*sess\w*|ref|referr?er|source|from",
    re.IGNORECASE,
)
"""Keys of campaigns and sessions, which name nothing."""
_NAMING = re.compile(
    r"\w*(?:id|key|number|code|uri|urn|ark|doi|isbn|issn|recno|title|name)|q|v|nr|no|rec|item|doc|record|file|"
    r"path|section|topic|article|artikel|story|term|entry|chapter|detail|news|pub|publication|report|seite|bib",
    re.IGNORECASE,
)
"""Keys of what names a thing; another may be decoration."""
_NUMBERED = re.compile(r"[a-z]{0,4}[-_.:]?\d+", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"(?=.*\d)(?=.*[a-f-])[0-9a-f]{8}[0-9a-f-]{8,40}", re.IGNORECASE)
"""A part of an address that is a number in all but a few letters: other parts may be answered by another program."""


def sibling_address(written: str) -> str | None:
    """Make up an address beside this one that no site has on purpose; None when there is no beside.

    The last part of the path is replaced, its extension kept, since servers often choose by it who answers;
    where a query names the thing (``show.php?id=99``), its values are replaced instead. A number gives way to
    a number. The address is the same for all that stand in one folder, so that a site's keeper sees one odd
    address in the log, not thousands.
    """
    url = _read(written)
    if url is None:
        return None
    if _query_names_it(url):
        url.search = _with_made_up_values(url)
    else:
        url.pathname = _with_made_up_end(url)
        url.search = ""
    return url.href


def cousin_address(written: str) -> str | None:
    """Make up an address that shares less: where addresses end in decoration, siblings show the same thing.

    The numbers further up are replaced (``/questions/11227809/any-title``), without any the part before the
    last; where a query may not name the thing, the path is. Where there is no more it is the sibling's address.
    """
    url = _read(written)
    if url is None:
        return None
    if _query_names_it(url):
        if any(
            _NAMING.fullmatch(key) and not _PASSING.fullmatch(key) for key, equals, _ in _pairs(url) if equals
        ):
            return sibling_address(written)
        url.pathname = _with_made_up_end(url)
        return url.href
    folder, slash, last = url.pathname.rstrip("/").rpartition("/")
    above, _, parent = folder.rpartition("/")
    if re.search(r"\d", folder):
        folder = re.sub(r"\d+", _another_number, folder)
    elif parent:
        folder = f"{above}/{_instead_of(parent, url.origin + above)}"
    url.pathname = folder + slash + last
    return sibling_address(url.href)


def front_address(written: str) -> str | None:
    """Give the address of the site's front page."""
    url = _read(written)
    return None if url is None else ada_url.URL("/", url.href).href


def _read(written: str) -> ada_url.URL | None:
    try:
        return ada_url.URL(read_address(written).bare)
    except NoAnswer:
        return None


def _pairs(url: ada_url.URL) -> list[tuple[str, str, str]]:
    return [part.partition("=") for part in url.search.removeprefix("?").split("&")]


def _query_names_it(url: ada_url.URL) -> bool:
    """Tell whether the query, not the path, names the thing: the path is a front page or a program."""
    pairs = [(key, equals, value) for key, equals, value in _pairs(url) if key]
    last = url.pathname.rstrip("/").rpartition("/")[2].lower()
    if not last or last.rpartition(".")[2] in _PROGRAMS or last in _PROGRAM_NAMES:
        return any(
            not equals or not (_PASSING.fullmatch(key) or key.lower() in _MANNER) for key, equals, _ in pairs
        )
    return False


def _with_made_up_values(url: ada_url.URL) -> str:
    """Replace every value that may name the thing; those that say how to show it stay."""
    pairs = _pairs(url)
    place = f"{url.origin}{url.pathname}?{'&'.join(key for key, equals, _ in pairs if equals)}"
    return "&".join(
        f"{key}={value if key.lower() in _MANNER else _instead_of(value, place)}"
        if equals
        else _instead_of(key, place)
        for key, equals, value in pairs
    )


def _with_made_up_end(url: ada_url.URL) -> str:
    path = url.pathname.rstrip("/")
    folder, _, last = path.rpartition("/")
    stem, dot, extension = last.rpartition(".")
    if not (stem and extension.isalnum() and len(extension) <= 5):
        stem, dot, extension = last, "", ""
    slash = "/" if url.pathname.endswith("/") and path else ""
    made_up = _instead_of(stem, f"{url.origin}{folder}/{dot}{extension}")
    return f"{folder}/{made_up}{dot}{extension}{slash}"


def _instead_of(part: str, place: str) -> str:
    """Make up something of the same kind: a number of nine digits for a number, else a name that says what it is."""
    digest = hashlib.sha256(place.encode("utf-8", "replace"))
    if _HEXADECIMAL.fullmatch(part):
        digits = iter(digest.hexdigest() * 2)
        return re.sub(r"[0-9a-f]", lambda _: next(digits), part, flags=re.IGNORECASE)
    if _NUMBERED.fullmatch(part):
        letters = part.rstrip("0123456789")
        number = int.from_bytes(digest.digest()[:4], "big") % 9_999_999
        return f"{letters}{_unlike(part[len(letters)])}{number:07}"
    return f"guidewarden-no-such-page-{digest.hexdigest()[:10]}"


def _another_number(found: re.Match[str]) -> str:
    return f"{_unlike(found[0])}{found[0]}0000000"[:9]


def _unlike(digit: str) -> str:
    """Begin a number otherwise: some sites find what an address begins with."""
    return "88" if digit[0] == "9" else "99"
