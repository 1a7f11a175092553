"""Addresses as links, safely: only ``http`` and ``https`` ever become an ``href``."""

import re
from urllib.parse import quote

from guidewarden.model import Kind, Result

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^\s/?#:@]+)", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Control characters: no page should hold them, and browsers send them encoded anyway."""
_ARCHIVE = re.compile(r"https://web\.archive\.org/web/[0-9]{14}/")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


def web_href(address: str) -> str:
    """Give an address back when a browser may follow it from the report, otherwise ""."""
    return _UNSEEN.sub(lambda found: quote(found[0], safe=""), address) if _WEB.match(address) else ""


def target_href(address: str) -> str:
    """Give what a reader should open for a web address or a bare DOI, otherwise ""."""
    if _DOI.fullmatch(address):
        return "https://doi.org/" + quote(address, safe="/:;()._-", errors="replace")
    return web_href(address)


def archive_href(address: str) -> str:
    """Give the address of a copy in the Wayback Machine back, "" for anything else."""
    return web_href(address) if _ARCHIVE.match(address) else ""


def result_href(result: Result, address: str) -> str:
    """Give what a reader should open for a target: for a DOI, never the registry's own interface."""
    if result.target.kind is Kind.DOI and result.target.doi and not web_href(address):
        return target_href(result.target.doi)
    return web_href(address)


def mail_href(email: str) -> str:
    """Give a ``mailto:`` link that can only hold one address, or "" when it is none."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        return ""
    return f"mailto:{quote(email, safe='@.+-_', errors='replace')}"


def host_of(address: str) -> str:
    """Give the host of a web address in lower case, "" for anything else."""
    found = _HOST.match(address)
    return found[1].lower() if found else ""
