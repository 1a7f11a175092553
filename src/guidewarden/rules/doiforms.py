"""How DOIs are written down: enough of it to tell a good form from one to mend.

Whether a DOI exists is the registry's to say; what is a target is extraction's.
"""

import re
from urllib.parse import quote, unquote, urlsplit

RESOLVER = "https://doi.org/"
RESOLVER_HOSTS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})

_BARE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.ASCII)
_PREFIX = re.compile(
    r"(?:doi\s*:?\s*|info:doi/|urn:doi:|https?://(?:www\.|dx\.)?doi\.org/(?:urn:doi:|doi:)?)", re.IGNORECASE
)
_PUBLISHER_PATH = re.compile(
    r"/doi/(?:(?:abs|full|pdf|epdf|pdfdirect|epub|full-xml|pdfplus|reader|book|abstract)/)?(10\.\d{4,9}(?:\.\d+)*/[^?#\s]+)",
    re.ASCII | re.IGNORECASE,
)
_VIEW = re.compile(r"/(?:abstract|full|pdf|epdf|meta|fulltext|summary|html|asset.*)$", re.IGNORECASE)


def resolver_url(doi: str) -> str:
    """Write a DOI as a link. Only what an address cannot hold is encoded, so that people can read it."""
    return RESOLVER + quote(doi, safe="/:;()@!$&'*+,=-._~")


def bare_doi(written: str) -> str | None:
    """Take prefixes and resolver addresses off a DOI; None when what is left is no DOI.

    A percent-encoded DOI is decoded where it was an address.
    """
    text = written.strip()
    found = _PREFIX.match(text)
    if found:
        rest = text[found.end() :].lstrip()
        text = unquote(rest) if "//" in found[0] else rest
    return text if _BARE.fullmatch(text) else None


def publisher_doi(url: str) -> str | None:
    """Give the DOI that a publisher's address carries after ``/doi/``, without what names a view of the work.

    None for the resolver's own addresses, and for addresses of supplements, contents or other things
    around a work, which its DOI would not open.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or (parts.hostname or "") in RESOLVER_HOSTS:
        return None
    found = _PUBLISHER_PATH.match(parts.path)
    return _VIEW.sub("", unquote(found[1])).rstrip("/") if found else None
