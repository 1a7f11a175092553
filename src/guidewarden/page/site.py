"""What all pages share, and where each of them stands."""

from collections.abc import Sequence
from urllib.parse import quote

from msgspec import Struct, field

from guidewarden.markup import without_surrogates
from guidewarden.model import GuideDocument, People, Person, Proxy
from guidewarden.page.links import web_href

INDEX = "index.html"


class Site(Struct, frozen=True):
    """A library's pages: their name, where they are published ("" when not told), and who keeps them.

    ``restricted`` holds the keys of targets that the last run found behind a login.
    """

    title: str = "Research guides"
    base_url: str = ""
    people: People = field(default_factory=People)
    proxy: Proxy = field(default_factory=Proxy)
    restricted: frozenset[str] = frozenset()

    def person(self, key: str | None) -> Person | None:
        """Find somebody who keeps guides."""
        return self.people.people.get(key) if key else None

    def address(self, name: str) -> str:
        """Give where a page is published; "" when the base URL is not told."""
        base = web_href(self.base_url)
        return f"{base.rstrip('/')}/{name}" if base else ""


def published(documents: Sequence[GuideDocument]) -> tuple[GuideDocument, ...]:
    """Give the guides that readers may see: drafts, private and archived ones are not built."""
    return tuple(document for document in documents if document.guide.status == "published")


def file_name(document: GuideDocument) -> str:
    """Name a guide's page."""
    return f"{document.id}.html"


def link_to(document: GuideDocument) -> str:
    """Give the relative address of a guide's page from any other page."""
    return quote(without_surrogates(file_name(document)), safe="")


def canonical(document: GuideDocument, site: Site) -> str:
    """Give the address a guide is published at: its own ``url``, or else its page's; "" when neither is told."""
    return web_href(document.guide.url or "") or site.address(link_to(document))
