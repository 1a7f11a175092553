"""Addresses as links, safely: only ``http`` and ``https`` ever become an ``href``."""

import re
from urllib.parse import quote

from guidewarden.model import Kind, Result

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)


def web_href(address: str) -> str:
    """Give an address back when a browser may follow it from the report, otherwise ""."""
    return address if _WEB.match(address) else ""


def result_href(result: Result, address: str) -> str:
    """Give what a reader should open for a target: the resolver's page for a DOI."""
    if result.target.kind is Kind.DOI and result.target.doi and not web_href(address):
        return "https://doi.org/" + quote(result.target.doi, safe="/:;()._-")
    return web_href(address)


def mail_href(email: str) -> str:
    """Give a ``mailto:`` link that can only hold one address, or "" when it is none."""
    return f"mailto:{quote(email, safe='@.+-_')}" if re.fullmatch(r"[^@\s]+@[^@\s]+", email) else ""
