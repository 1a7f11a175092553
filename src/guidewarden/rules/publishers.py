"""Publishers' addresses that stand for a work as its DOI does."""

import re
from urllib.parse import parse_qsl, unquote

from guidewarden.plan import doi
from guidewarden.plan.urls import DEFAULT_PORTS, parse

# What stands around a work, which its DOI would not open: supplements, contents, figures, rights.
_AROUND = re.compile(
    r"/(?:suppl(?:_file)?|supplementary|toc|figure|figures|action|downloads?|citedby|cited-by|metrics|references|rights|search|web/\d+)/",
    re.IGNORECASE,
)
# Services that show something *about* a DOI.
_ABOUT = frozenset(
    {
        "altmetric.com", "archive.org", "crossref.org", "datacite.org", "doi.org", "openalex.org", "plu.mx", "scite.ai",
        "semanticscholar.org", "unpaywall.org", "wikipedia.org",
    }
)  # fmt: skip
_QUERY_KEYS = frozenset({"id", "doi"})


def publisher_doi(url: str) -> str | None:
    """Give the DOI of the work that a publisher's address opens; None when it opens something else.

    A guess from the address alone, made to be right rather than to find all: the DOI must stand in the
    path, or in the query under ``id`` or ``doi``.
    """
    address = parse(url)
    if address is None or address.scheme not in DEFAULT_PORTS:
        return None
    if "%" not in address.href and "10." not in address.href:
        return None  # As almost always.
    if any(address.host == host or address.host.endswith(f".{host}") for host in _ABOUT):
        return None
    path = unquote(address.path)
    if _AROUND.search(path) or "://" in path:
        return None
    if address.query and "/10." not in path:
        keys = {key.lower() for key, value in parse_qsl(address.query) if value.startswith("10.")}
        if not keys & _QUERY_KEYS:
            return None
    return doi.carried_by(url)
