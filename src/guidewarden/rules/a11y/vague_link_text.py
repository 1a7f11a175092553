"""A11Y002."""

import re
from collections.abc import Collection, Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import LinksBlock, Severity
from guidewarden.rules.nesting import first_inside, indexes, named_by_attribute, nearest
from guidewarden.rules.prose import fold, hidden, inherited
from guidewarden.rules.rule import GuideContext, Hit, rule

_VAGUE = frozenset(
    {
        "click", "click here", "click this", "click this link", "click on this link", "click link", "click for more",
        "here", "right here", "this", "this link", "this page", "this site", "this website", "link", "links", "url",
        "more", "more info", "more information", "more here", "read more", "read more here", "read on", "see more",
        "see here", "learn more", "find out more", "view more", "go", "go here", "go to link", "go to page", "page",
        "website", "web site", "open", "download here", "continue reading", "for more information",
        "for more information click here", "hier", "hier klicken", "mehr", "ici", "cliquez ici", "aquí", "haga clic aquí",
    }
)  # fmt: skip
_URL = re.compile(r"(?:https?://|www\.)\S+|(?:doi\.org/|doi:\s?)?10\.\d{4,9}/\S+", re.IGNORECASE)

_BARE = re.compile(r"https?://(?:www\.)?(\S+)", re.IGNORECASE)


@rule("A11Y002", "vague-link-text", severity=Severity.WARNING, phase="static", since="0.1")
def vague_link_text(context: GuideContext) -> Iterator[Hit]:
    """A link's text does not say where it leads.

    What it finds:
        Links that read “click here”, “read more” or “link” and nothing else (a warning), a bare address or DOI as
        text (a note), and links with no text at all, or none that screen readers read (an error). Names given by `aria-label` or a picture's `alt`
        count as text.

    Why it matters:
        People who use a screen reader often go from link to link: they hear “here, here, here”, or an address
        spelled out (WCAG 2.4.4). Everybody else scans a page for its links, too.

    Bad:
        ```yaml
        - markdown: For the minutes [click here](https://example.org/minutes).
        ```

        ```yaml
        - links:
            - {url: https://example.org/minutes, label: www.example.org/minutes, note: Scans.}
        ```

        ```yaml
        - html: <p>See <a href="https://www.example.org/minutes/1990">example.org/minutes/1990</a>.</p>
        ```

        ```yaml
        - html: <p>The minutes <a href="https://example.org/minutes"></a></p>
        ```

        ```yaml
        - html: <p>The minutes <a href="https://example.org/minutes"><span aria-hidden="true">→</span></a></p>
        ```

    Good:
        ```yaml
        - markdown: Read [the minutes of the conference](https://example.org/minutes).
        ```

        ```yaml
        - markdown: Read [here is how the talks began](https://example.org/minutes) first.
        ```

        The name of a site is a name:

        ```yaml
        - markdown: "[History.com](https://example.org/history) has pictures."
        ```

        ```yaml
        - html: <p>The page on <a href="https://example.org/client-server">client/server</a> systems</p>
        ```

        A name that only screen readers hear:

        ```yaml
        - html: <a href="https://example.org/minutes" aria-label="Read more of the minutes">Read more</a>
        ```

        ```yaml
        - html: <a href="https://example.org/minutes"><img src="https://example.org/m.png" alt="The minutes"></a>
        ```

        ```yaml
        - html: <a href="https://example.org/minutes" title="The minutes"><span aria-hidden="true">→</span></a>
        ```

        ```yaml
        - html: <a href="https://example.org/minutes"><span aria-hidden="true">→</span> The minutes</a>
        ```

        ```yaml
        - html: >-
            <a href="https://example.org/minutes"><span aria-hidden="true">→</span>
            <svg role="img" viewBox="0 0 9 9"><title>The minutes</title></svg></a>
        ```

        An anchor is no link:

        ```yaml
        - html: <p><a id="top"></a>The catalogue is open.</p>
        ```

    How to fix:
        Make the link's text the name of what it opens: “the minutes of the conference”.

        In LibGuides, select the words that name the target and set the link on them; for a link asset, edit its
        name.

    Source:
        WCAG 2.1, 2.4.4 Link Purpose: https://www.w3.org/WAI/WCAG21/Understanding/link-purpose-in-context
    """
    yield from _entries(context)
    for markup in context.written_holding("a"):
        unseen = hidden(markup.document)
        for element in markup.document.named("a"):
            target = element.get("href")
            if not target or unseen[element.index] or element.get("aria-hidden") == "true":
                continue
            text = _name(markup.document, element)
            judged = _judge(text, target)
            if judged and not text and element.text:
                judged = (
                    Severity.ERROR,
                    "A screen reader finds no text in this link: what it shows is hidden from it",
                )
            if judged:
                severity, message = judged
                yield Hit(
                    markup.route,
                    message,
                    start=element.start,
                    end=element.end,
                    label=text,
                    written=target,
                    severity=severity,
                )


def _entries(context: GuideContext) -> Iterator[Hit]:
    for number, section in enumerate(context.document.guide.sections):
        for index, block in enumerate(section.blocks):
            if not isinstance(block, LinksBlock):
                continue
            for place, link in enumerate(block.links):
                judged = _judge(link.label, link.url)
                if judged:
                    severity, message = judged
                    route = f"sections[{number}].blocks[{index}].links[{place}].label"
                    yield Hit(route, message, label=link.label, written=link.url, severity=severity)


def _judge(text: str, target: str) -> tuple[Severity, str] | None:
    stripped = text.strip()
    if not stripped:
        return (
            Severity.ERROR,
            "This link has no text: nobody sees it, and a screen reader spells out its address",
        )
    if fold(text) in _VAGUE:
        return Severity.WARNING, f"The link text “{text}” does not say where it leads"
    if _URL.fullmatch(stripped) or ("/" in stripped and _is_address(stripped, target)):
        return Severity.INFO, "The text of this link is a bare address; a name says more"
    return None


def _is_address(text: str, target: str) -> bool:
    """Whether a text without a scheme is the beginning of the address that its own link leads to, path and all."""
    written, found = text.lower().removesuffix("…").removesuffix("..."), _BARE.match(target)
    return found is not None and written.partition("/")[2] != "" and found[1].lower().startswith(written)


def _name(document: MarkupDocument, element: Element) -> str:
    """Give a link's accessible name, as far as it stands in its text."""
    label = element.get("aria-label") or element.get("aria-labelledby")
    if label:
        return label
    if element.text and _is_heard(document, element):
        return element.text
    inner = first_inside(document, element, document.once(named_by_attribute))
    if inner is not None:
        return inner.get("alt") or inner.get("aria-label") or ""
    # A picture without a text is A11Y001's to report, once.
    if first_inside(document, element, document.once(_unnamed_pictures)):
        return "picture"
    return element.get("title") or ""


def _is_heard(document: MarkupDocument, link: Element) -> bool:
    """Whether some of a link's text is not hidden from screen readers."""
    if first_inside(document, link, document.once(_silenced)) is None:
        return True
    return link.index in document.once(_heard)


def _silenced(document: MarkupDocument) -> Sequence[int]:
    return indexes(
        each for each in document.with_attribute("aria-hidden") if each.get("aria-hidden") == "true"
    )


def _heard(document: MarkupDocument) -> Collection[int]:
    """Give the indexes of the links around text that screen readers read."""
    silent = inherited(document, [document.numbered[index] for index in document.once(_silenced)])
    unseen, above = hidden(document), nearest(document, lambda each: each.name == "a")
    heard = set()
    for run in document.texts:
        if run.parent is None or not run.data.strip() or silent[run.parent]:
            continue
        parent = document.numbered[run.parent]
        # A drawing's title names it, though it is not shown.
        if parent.name == "title" or not unseen[run.parent]:
            link = parent if parent.name == "a" else above[run.parent]
            heard.update([] if link is None else [link.index])
    return heard


def _unnamed_pictures(document: MarkupDocument) -> Sequence[int]:
    return indexes(each for each in document.named("img") if each.get("alt") is None)
