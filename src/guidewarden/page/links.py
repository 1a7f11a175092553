"""Which addresses become links, and what readers are told of them."""

import re
from collections.abc import Callable
from urllib.parse import quote

from guidewarden.markup import without_surrogates
from guidewarden.model import Proxy
from guidewarden.plan.proxied import unwrap
from guidewarden.plan.targets import link_target
from guidewarden.plan.urls import Form, form_of, parse, trim

LOGIN_NEEDED = "log-in needed"

Mark = Callable[[str], str]
"""From a link's address to a word that readers must know before they follow it, or ""."""

_LINE_BREAKS = str.maketrans("", "", "\t\n\r")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f]")
_MAIL = re.compile(r"mailto:[^\s@?]+@[^\s@?]+(?:\?\S*)?", re.IGNORECASE)


def web_href(written: str) -> str:
    """Give an address as a browser may follow it, http or https; anything else gives ""."""
    address = trim(written).translate(_LINE_BREAKS)
    if address.startswith("//"):
        address = f"https:{address}"
    return _encoded(address) if form_of(address) is Form.WEB else ""


def prose_href(written: str) -> str:
    """Give what a link in prose may lead to: a web page, or somebody's mail."""
    address = trim(written)
    return _encoded(address) if _MAIL.fullmatch(address) else web_href(written)


def picture_src(written: str) -> str:
    """Give where a picture may be loaded from: https, or a place beside the page."""
    address = trim(written).translate(_LINE_BREAKS)
    if form_of(address) is Form.RELATIVE and not address.startswith(("//", "\\", "/\\")):
        return _encoded(address)
    web = web_href(written)
    return web if web[:6].lower() == "https:" else ""


def origin(address: str) -> str:
    """Give scheme, host and port of a picture's address as a content security policy names them."""
    found = parse(address)
    if found is None:
        return "'self'"
    return "/".join(found.href.split("/")[:3])


def host_name(address: str) -> str:
    """Name the host of an address, for a link that has no other name."""
    found = parse(address)
    return "" if found is None else (found.host or found.href)


def mail_href(email: str, subject: str) -> str:
    """Make a ``mailto:`` link to one address, about one thing."""
    return f"mailto:{quote(without_surrogates(email), safe='@.+-_')}?subject={quote(without_surrogates(subject))}"


def login_mark(proxy: Proxy, restricted: frozenset[str]) -> Mark:
    """Mark what readers cannot open without a log-in.

    That is what leads through the library's proxy, and what the last run found behind a login: ``restricted``
    holds the keys of those targets.
    """

    def mark(address: str) -> str:
        if unwrap(address, proxy) is not None:
            return LOGIN_NEEDED
        target = link_target(address) if restricted else None
        return LOGIN_NEEDED if target is not None and target.key in restricted else ""

    return mark


def no_mark(address: str) -> str:  # noqa: ARG001 - a `Mark`
    """Tell nothing of any link."""
    return ""


def _encoded(address: str) -> str:
    return _UNSEEN.sub(lambda found: quote(found[0], safe=""), without_surrogates(address))
