"""What a page says by itself: its matter without its furniture, and what its markup tells of it. Pure."""

from itertools import islice

import turbohtml
from msgspec import Struct
from turbohtml import Element, PlainText

from guidewarden.model import Sign

NAME_LIMIT = 100
VERY_LONG_TEXT = 3_000
"""Characters beyond which nobody needs to know how many there are without what separates them: folding takes long."""
LAYOUT = PlainText(layout="strict", bullet="")
_UNSEEN = "body [hidden], body [style*='display:none'], body [style*='display: none'], script, style, template, title"
_FURNITURE = (
    "nav, aside, footer, dialog, noscript, select, header:not(article header, main header), "
    "[role=navigation], [role=banner], [role=contentinfo], [role=dialog], [role=search]"
)
_ASKING = "form[method=post i], button:not(form button)"
_MEDIA = "img, picture, svg, canvas, video, audio, object, embed, applet, iframe, frame, area"
_APP = (
    "#root:empty, #app:empty, #__next:empty, #__nuxt:empty, #react-root:empty, #application:empty, app-root:empty, ds-app:empty, "
    "[ng-app], [data-ng-app], [ui-view], [ng-view], router-outlet, #viewer:empty, #mirador:empty"
)
_SHOWN = ("img", "iframe", "object", "embed", "video", "audio", "source")
SHOWS = 8
_MISSING = frozenset({"404", "410"})
_OF_WORKS = ("citation_", "dc.", "dcterms.", "bepress_citation_", "eprints.", "prism.")
"""Beginnings of the names of metas that describe a work (Highwire Press, Dublin Core, bepress, EPrints, PRISM)."""


class Matter(Struct, frozen=True):
    """The matter's text outside links as it stands, white space included; its length, about; what it shows; its signs."""

    text: str
    length: int
    shows: tuple[str, ...]
    signs: tuple[Sign, ...]


def remove_unseen(document: turbohtml.Document) -> None:
    """Take out what readers do not see in the page: scripts, templates of messages, menus that unfold, forms in dialogues."""
    document.remove(_UNSEEN)


def read_matter(document: turbohtml.Document, *, scripted: bool) -> Matter:
    """Read the matter of a document whose scripts and styles are gone. Its furniture and links are taken out of it.

    ``scripted`` tells whether there were scripts: without them nothing is an app.
    """
    document.remove(_FURNITURE)
    found = ((Sign.ASKS, _ASKING), (Sign.APP, _APP)) if scripted else ((Sign.ASKS, _ASKING),)
    signs = tuple(sign for sign, selector in found if document.select_one(selector) is not None)
    shown = [
        each.attr("src") or each.attr("data") or "" for each in islice(document.iter_elements(_SHOWN), SHOWS)
    ]
    document.remove("a")
    text = document.to_text(LAYOUT)
    length = len(text) if len(text) > VERY_LONG_TEXT else len(" ".join(text.split()))
    return Matter(text, length, tuple(address[:NAME_LIMIT] for address in shown if address), signs)


def has_media(document: turbohtml.Document) -> bool:
    """Tell whether there is something to see or hear that is not text."""
    return document.select_one(_MEDIA) is not None


def signs_of_metas(metas: list[Element]) -> list[Sign]:
    """Read what a page's head tells crawlers of it."""
    said = {(each.attr("name") or "").strip().lower(): each.attr("content") or "" for each in metas}
    noindex = "noindex" in f"{said.get('robots', '')} {said.get('googlebot', '')}".lower()
    missing = said.get("prerender-status-code", "").strip() in _MISSING
    described = any(name.startswith(_OF_WORKS) for name in said)
    return [Sign.NOINDEX] * noindex + [Sign.SAYS_MISSING] * missing + [Sign.DESCRIBED] * described


def written_canonical(links: list[Element], metas: list[Element]) -> str | None:
    """Give the address that a page gives as its own, as written."""
    canonical = (each for each in links if "canonical" in (each.attr("rel") or "").lower().split())
    link = next(canonical, None)
    found = link.attr("href") if link is not None else None
    return found or _property(metas, "og:url")


def site_name(document: turbohtml.Document, metas: list[Element]) -> str:
    """Give what a page calls its site: in its head, or by the words or the picture that lead to the front page."""
    name = _property(metas, "og:site_name")
    home = None if name else document.select_one("a[href='/']")
    if home is not None:
        image = home.select_one("img")
        name = (image.attr("alt") if image is not None else None) or home.text
    return " ".join((name or "").split())[:NAME_LIMIT]


def _property(metas: list[Element], name: str) -> str | None:
    return next((each.attr("content") for each in metas if each.attr("property") == name), None)
