"""DOIs in all the forms people write them, normalised; found in running text; written as addresses.

Any printable text may follow the slash of a DOI, so nothing is declared invalid for its characters.
Crossref's pattern (``^10.\\d{4,9}/[-._;()/:A-Z0-9]+$``), widened by what older DOIs hold, only finds DOIs in
text. Case folding is that of ASCII (DOI Handbook, 2.4).
"""

import re
from string import ascii_lowercase, ascii_uppercase
from urllib.parse import parse_qsl, quote, unquote

from msgspec import Struct

from guidewarden.plan.punctuation import end_without_punctuation
from guidewarden.plan.urls import DEFAULT_PORTS, parse, trim

RESOLVER_HOSTS = frozenset({"doi.org", "dx.doi.org", "www.doi.org"})
RESOLVER = "https://doi.org"

_FOLD = str.maketrans(ascii_uppercase, ascii_lowercase)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_OPENING = "<([{\"'“‘«‹"
_SENTENCE = ".,;:'\"”’»›…" + _INVISIBLE

_PREFIX = r"10\.\d{1,9}(?:\.\d+)*"
_DOI = re.compile(rf"{_PREFIX}/.+", re.ASCII)
_ENCODED_SLASH = re.compile(rf"{_PREFIX}%2[Ff]", re.ASCII)
_URN = re.compile(rf"({_PREFIX}):", re.ASCII)
_SHORT = re.compile(r"10/[A-Za-z0-9]{2,10}", re.ASCII)
_SHORT_PATH = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{2,10}", re.ASCII | re.IGNORECASE)
_SCHEME = re.compile(r"(doi:|info:doi/|urn:doi:)\s*", re.IGNORECASE)
_WORD = re.compile(
    r"doi\s*+[:.=]?\s*+(?=10[./]|https?:|(?:dx\.|www\.)?doi\.org/|info:|urn:|doi)", re.IGNORECASE
)
_SPACED = re.compile(r"(?<=doi\.org/)\s+(?=10\.)", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_CARRIED = re.compile(r"(?:^|/)(10\.\d{4,9}(?:\.\d+)*/.+)", re.ASCII)
_SILVERCHAIR = re.compile(
    r"/(?:advance-)?(?:article|chapter)(?:-(?!lookup)[a-z]+)?/doi/(10\.\d{4,9}(?:\.\d+)*/.+)", re.ASCII
)
"""Paths of the platform of MIT Press, Oxford and others."""
_INNER = re.compile(
    r".*[?&]q?url=(?:(?P<whole>https?://.+)|(?P<encoded>https?%3A%2F%2F[^&#]+))", re.IGNORECASE
)
_VIEWS = (
    "/abs", "/abstract", "/citations", "/epdf", "/epub", "/figures", "/full", "/fulltext", "/full-text", "/html", "/meta",
    "/pdf", "/pdfdirect", "/references", "/reader", "/summary", ".pdf", ".epub",
)  # fmt: skip
_LONGEST_VIEW = max(map(len, _VIEWS))
_FOUND = re.compile(
    r"(?<![\w./%@-])(?P<before>(?:https?://)?(?:(?:dx|www)\.)?doi\.org/(?:urn:doi:|doi:)?|doi:\s?|doi\.?(?=10\.)|info:doi/|urn:doi:)?"
    r"(?:10\.\d{4,9}(?:\.\d+)*(?:/|%2F)"
    # A comma or semicolon before another DOI ends this one.
    r"(?:[-._()/:A-Z0-9<>\[\]&+#=@*~%$']|[,;](?!\s*(?:10\.\d{4,9}/|doi|https?:)))+"
    r"|(?<=doi\.org/)(?:10/)?[a-z0-9]{2,10}(?![\w./-]*\w))",
    re.ASCII | re.IGNORECASE,
)
_MONTH = re.compile(r"10\.(?:19|20)\d\d/\d{1,2}(?:\.\d{2,4})?", re.ASCII)


class Identifier(Struct, frozen=True):
    """What an address that names a DOI says: the DOI, or None when what stands in its place is none."""

    doi: str | None


def normalise(text: str) -> str | None:
    """Give the bare DOI that a text says in any known form; None when it says none.

    A shortDOI is given as ``10/p54k`` (see `is_short`). The case stays as written; `doi_key` folds it.
    Punctuation of the sentence around it is taken off the end, a closing bracket only when nothing in
    the DOI opens it. Of an address that holds another one at its end, as those of proxies do, the inner
    one counts.
    """
    inner = _behind(text)
    return _said_by(text) or (_said_by(inner) if inner else None)


def _said_by(text: str) -> str | None:
    text = text.strip().strip(_INVISIBLE).strip()
    if not _starts(text):
        text = text.lstrip(_OPENING).strip()
    while word := _WORD.match(text):
        text = text[word.end() :]
    text = _SPACED.sub("", text)
    if _WITHOUT_SCHEME.match(text):
        text = "https://" + text
    named = from_address(text)
    if named is not None:
        return None if named.doi is None else _whole(_without_punctuation(named.doi))
    if _starts(text):
        if _ENCODED_SLASH.match(text):
            text = unquote(text)
        return _whole(_without_punctuation(text))
    return carried_by(text)


def from_address(url: str) -> Identifier | None:
    """Read an address that names a DOI: the resolver's own, ``doi:``, ``info:doi/`` or ``urn:doi:``.

    None for any other address, a publisher's that carries a DOI included. The DOI is exactly what a browser
    would ask the resolver for: no punctuation is taken off.
    """
    url = trim(url)
    scheme = _SCHEME.match(url)
    if scheme is not None:
        rest = unquote(url[scheme.end() :])
        return Identifier(_whole(_URN.sub(r"\1/", rest, count=1) if "urn" in scheme[0].lower() else rest))
    address = parse(url)
    if (
        address is None
        or address.host not in RESOLVER_HOSTS
        or address.port != DEFAULT_PORTS.get(address.scheme)
    ):
        return None
    path = unquote(address.path[1:])
    inner = _SCHEME.match(path)
    if inner is not None:
        path = _URN.sub(r"\1/", path[inner.end() :], count=1)
    if path.startswith("10.") or _SHORT.fullmatch(path):
        return Identifier(_whole(path))
    # www.doi.org has pages of its own; elsewhere a shortDOI without a digit looks like a page's name.
    if address.host != "www.doi.org" and _SHORT_PATH.fullmatch(path):
        return Identifier(f"10/{path}")
    return None


def carried_by(url: str) -> str | None:
    """Give the DOI that a publisher's address carries in its path or query, None when it carries none.

    What names a view of the work (``/full``, ``.pdf``) is left off. Only a guess: whether the DOI exists
    is the registry's to say.
    """
    address = parse(url)
    if address is None or address.scheme not in DEFAULT_PORTS:
        return None
    path = unquote(address.path)
    platform, found = _SILVERCHAIR.search(path), _CARRIED.search(path)
    if platform is not None:
        return _whole(_without_punctuation(_without_number(platform[1])))
    if found is not None:
        return _whole(_without_punctuation(_without_view(found[1])))
    for _, value in parse_qsl(address.query):
        bare = _SCHEME.sub("", value, count=1)
        if bare.startswith("10.") and _CARRIED.match(bare):
            return _whole(_without_punctuation(bare))
    return None


def _without_number(path: str) -> str:
    """Take off the platform's own number, and words of the title, behind a DOI: ``10.1162/ISEC_a_00236/12140/Deal-or-No-Deal``."""
    parts = path.rstrip("/").split("/")
    for more in (1, 2):
        if len(parts) > more + 1 and parts[-more].isascii() and parts[-more].isdigit():
            return "/".join(parts[:-more])
    return _without_view(path)


def _behind(url: str) -> str | None:
    """Give the address that another one, such as that of a library's proxy, holds at its end."""
    found = _INNER.match(url)
    return (found["whole"] or unquote(found["encoded"])) if found else None


def find(text: str) -> list[tuple[int, int, str]]:
    """Find the DOIs in running text: start, end and DOI of each, what names it as one (``doi:``) included.

    A DOI inside a longer address is not found: that is a link. Something like ``10.2023/11.2023``
    is taken for months.
    """
    found = []
    for match in _FOUND.finditer(text):
        written = _without_punctuation(match[0])
        if written.endswith("'s"):
            written = _without_punctuation(written[:-1])  # 10.1000/182's authors
        before = match["before"] or ""
        if not before and _MONTH.fullmatch(written):
            continue
        doi = normalise(written)
        if doi is not None and len(written) > len(before):
            found.append((match.start(), match.start() + len(written), doi))
    return found


def is_short(doi: str) -> bool:
    """Whether this is a shortDOI, an alias of another DOI: ``10/p54k``."""
    return doi.startswith("10/")


def doi_key(doi: str) -> str:
    """Fold a DOI's case as the DOI system does: ASCII letters alone."""
    return doi.translate(_FOLD)


def to_url(doi: str, base: str = RESOLVER) -> str:
    """Write a DOI as an address of the resolver at ``base``; what an address cannot hold is encoded."""
    return f"{base.rstrip('/')}/{quote(doi, safe='/:;()@!$&*,=-._~' + chr(39))}"


def _starts(text: str) -> bool:
    return text.startswith(("10.", "10/"))


def _whole(doi: str) -> str | None:
    """Give the text if it is a DOI from end to end."""
    if _SHORT.fullmatch(doi):
        return doi
    return doi if _DOI.fullmatch(doi) and doi.isprintable() else None


def _without_punctuation(doi: str) -> str:
    return doi[: end_without_punctuation(doi, _SENTENCE)]


def _without_view(path: str) -> str:
    """Take off what names a view of a work in a publisher's address."""
    path = path.partition(";jsessionid=")[0]
    end = len(path)
    while end:
        tail = path[max(0, end - _LONGEST_VIEW) : end].lower()
        view = "/" if tail.endswith("/") else next((view for view in _VIEWS if tail.endswith(view)), None)
        if view is None:
            break
        end -= len(view)
    return path[:end]
