"""A11Y007."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.plan.urls import link_key
from guidewarden.rules.nesting import nearest
from guidewarden.rules.prose import fold, hidden
from guidewarden.rules.rule import GuideContext, Hit, rule

# The item, cell or paragraph around them tells such links apart (WCAG 2.4.4, link in context).
_BY_CONTEXT = frozenset(
    {
        "pdf", "epub", "html", "doi", "doc", "full text", "fulltext", "online", "print", "catalogue", "catalog", "abstract",
        "english", "french", "german", "russian", "volltext", "texte intégral", "website", "web site", "homepage",
        "email", "e-mail", "download",
    }
)  # fmt: skip
# A place on this page, or a scheme other than the web's: such links lead to no other page.
_NO_PAGE = re.compile(r"#|(?!https?://)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_UNKNOWN = "https://page.invalid/"
_HOLDERS = frozenset({"li", "td", "th", "tr", "p", "dd", "dt", "div", "figure", "section", "article"})


@rule("A11Y007", "duplicate-link-text", severity=Severity.INFO, phase="static", since="0.2")
def duplicate_link_text(context: GuideContext) -> Iterator[Hit]:
    """Two links of a box read the same and lead to different pages.

    What it finds:
        Links in one text with the same words and different addresses. Links to the same page may read the same; so
        may short ones such as “PDF” where each stands in an item or paragraph of its own that tells them apart, and
        links in different boxes.

    Why it matters:
        In a screen reader's list of links both are “The archive”: nobody can tell which is which (WCAG 2.4.4).

    Bad:
        ```yaml
        - html: >-
            <p>Read <a href="https://example.org/minutes-1990">the minutes</a> of the talks, and later
            <a href="https://example.org/minutes-1997">the minutes</a> of the council.</p>
        ```

        ```yaml
        - html: <p><a href="/c.php?g=1">The minutes</a> of the talks and <a href="/c.php?g=2">the minutes</a> of the council</p>
        ```

    Good:
        ```yaml
        - html: >-
            <p>Read <a href="https://example.org/minutes">the minutes</a>, and again
            <a href="https://example.org/minutes#part-2">the minutes</a>.</p>
        ```

        ```yaml
        - html: >-
            <p><a href="/hours">Hours</a>, <a href="./hours#holidays">hours</a>, <a href="/hours#top">hours</a>, <a href="https://example.org/hours">hours</a>
            and <a href="mailto:a@example.org">hours</a></p>
        ```

        ```yaml
        - markdown: |
            - The founding act ([PDF](https://example.org/act.pdf))
            - The declaration ([PDF](https://example.org/declaration.pdf))
        ```

        ```yaml
        - html: <p><a href="https://example.org/minutes-1990">The minutes of the talks</a></p>
        - html: <p><a href="https://example.org/minutes-1997">The minutes of the council</a></p>
        ```

        ```yaml
        - html: >-
            <p><a href="https://example.org/a" aria-label="The minutes of 1990">The minutes</a> and
            <a href="https://example.org/b" aria-label="The minutes of 1997">the minutes</a></p>
        ```

    How to fix:
        Let each link say in its own words what it opens: “the minutes of the talks (1990)”.

        In LibGuides, select more of the sentence and set the link on that; for a link asset, edit its name.

    Source:
        WCAG 2.1, 2.4.4 Link Purpose: https://www.w3.org/WAI/WCAG21/Understanding/link-purpose-in-context
    """
    for markup in context.written_holding("a"):
        document, unseen = markup.document, hidden(markup.document)
        first: dict[tuple[str, str], tuple[str, Element]] = {}
        for link in document.named("a"):
            address = (link.get("href") or "").strip()
            name = fold(link.get("aria-label") or link.text)
            if not name or not address or _NO_PAGE.match(address) or unseen[link.index]:
                continue
            known, other = first.setdefault((name, _kind(address)), (address, link))
            # In items of their own, short words have a context that long ones do not need.
            told_apart = name in _BY_CONTEXT and _holder(document, other) is not _holder(document, link)
            if not told_apart and _leads_elsewhere(address, known):
                yield Hit(
                    markup.route,
                    f"“{link.text}” is the text of another link here, which leads elsewhere",
                    start=link.start,
                    end=link.end,
                    label=link.text,
                    written=address,
                )


def _kind(address: str) -> str:
    """Say what an address is relative to: where the page itself stands is unknown, so others may be the same page."""
    if _WEB.match(address) or address.startswith("//"):
        return "nothing"
    return "host" if address.startswith("/") else "page"


def _leads_elsewhere(address: str, other: str) -> bool:
    return address != other and _full(address.partition("#")[0]) != _full(other.partition("#")[0])


def _full(address: str) -> str:
    if _WEB.match(address):
        return link_key(address)
    try:
        return link_key(urljoin(_UNKNOWN, address))
    except ValueError:
        return address


def _holder(document: MarkupDocument, link: Element) -> Element | None:
    return document.once(_holders)[link.index]


def _holders(document: MarkupDocument) -> Sequence[Element | None]:
    return nearest(document, lambda element: element.name in _HOLDERS)
