"""From a guide's boxes to what its page shows: safe HTML, links with what readers must know, works with their places."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from anyascii import anyascii
from markupsafe import Markup
from msgspec import Struct, field

from guidewarden.markup import markdown_to_html, read_html
from guidewarden.model import (
    Block,
    CitationsBlock,
    Guide,
    HtmlBlock,
    LinkEntry,
    LinksBlock,
    MarkdownBlock,
    QuoteBlock,
    Section,
)
from guidewarden.page.citing import Part, in_text, of_source
from guidewarden.page.links import Mark, web_href
from guidewarden.page.sanitise import sanitise
from guidewarden.page.text import language_name, one_line, primary

_OWN_IDS = ("main", "contents", "sources")
_LONGEST_ID = 60


class Prose(Struct, frozen=True):
    """Prose, as safe HTML."""

    html: Markup
    kind: str = "prose"


class Quotation(Struct, frozen=True):
    """A quotation: whose it is, in passing, the place on the page where the work is listed, and where in the work."""

    html: Markup
    cited: str = ""
    anchor: str = ""
    locator: str = ""
    kind: str = "quotation"


class Entry(Struct, frozen=True):
    """One entry of a link list; without ``href`` it cannot be followed. ``words`` are what readers must know."""

    label: str
    href: str
    hreflang: str
    words: tuple[str, ...]
    note: Markup


class LinkList(Struct, frozen=True):
    """An annotated list of links."""

    title: str
    entries: tuple[Entry, ...]
    kind: str = "links"


class Work(Struct, frozen=True):
    """A cited work; ``anchor`` is its place on the page, "" where it has been listed before."""

    anchor: str
    title: str
    parts: tuple[Part, ...]
    words: tuple[str, ...]
    note: Markup


class WorkList(Struct, frozen=True):
    """A list of cited works."""

    title: str
    works: tuple[Work, ...]
    kind: str = "works"


Shown = Prose | Quotation | LinkList | WorkList


class Box(Struct, frozen=True):
    """A box of the page: its place, its heading, and what stands in it."""

    anchor: str
    title: str
    blocks: tuple[Shown, ...]


class PageReader(Struct):
    """Reads one guide for its page. ``origins`` collects where its pictures come from."""

    guide: Guide
    mark: Mark
    origins: set[str] = field(default_factory=set)
    _listed: set[str] = field(default_factory=set)

    def boxes(self) -> tuple[Box, ...]:
        """Give the boxes readers may see, and last the works that are quoted but listed in none of them."""
        sections = [section for section in self.guide.sections if section.blocks and not section.hidden]
        taken = {*_OWN_IDS, *map(_anchor, self.guide.sources)}
        anchors = [_section_anchor(section.title, taken) for section in sections]
        boxes = [
            Box(anchor, one_line(section.title), tuple(map(self._shown, section.blocks)))
            for anchor, section in zip(anchors, sections, strict=True)
        ]
        unlisted = tuple(dict.fromkeys(key for key in _quoted(sections) if key not in self._listed))
        if unlisted:
            boxes.append(Box("sources", "Sources of the quotations", (WorkList("", self._works(unlisted)),)))
        return tuple(boxes)

    def prose(self, markdown: str | None) -> Markup:
        """Read a note, whose headings would have no place in the page's outline."""
        return self._clean(markdown_to_html(markdown), None) if markdown else Markup()

    def _shown(self, block: Block) -> Shown:
        match block:
            case MarkdownBlock():
                return Prose(self._clean(markdown_to_html(block.markdown), 3))
            case HtmlBlock():
                return Prose(self._clean(block.html, 3))
            case QuoteBlock():
                return self._quotation(block)
            case LinksBlock():
                return LinkList(one_line(block.title), tuple(map(self._entry, block.links)))
            case CitationsBlock():
                return WorkList(one_line(block.title), self._works(block.citations))
            case _:
                assert_never(block)

    def _clean(self, html: str, top_heading: int | None) -> Markup:
        cleaned = sanitise(read_html(html), top_heading=top_heading, mark=self.mark)
        self.origins |= cleaned.origins
        return cleaned.html

    def _quotation(self, block: QuoteBlock) -> Quotation:
        html, locator = self.prose(block.quote), one_line(block.locator)
        source = self.guide.sources.get(block.source) if block.source else None
        if source is None or block.source is None:
            return Quotation(html, locator=locator)
        return Quotation(html, in_text(source), _anchor(block.source), locator)

    def _entry(self, entry: LinkEntry) -> Entry:
        href = web_href(entry.url)
        words = (*self._language(entry.language), *filter(None, [self.mark(href) if href else ""]))
        return Entry(one_line(entry.label), href, entry.language or "", words, self.prose(entry.note))

    def _works(self, keys: Iterable[str]) -> tuple[Work, ...]:
        return tuple(self._work(key) for key in keys if key in self.guide.sources)

    def _work(self, key: str) -> Work:
        source = self.guide.sources[key]
        anchor = "" if key in self._listed else _anchor(key)
        self._listed.add(key)
        parts = of_source(source)
        marks = filter(None, (self.mark(part.href) for part in parts if part.href))
        words = (*self._language(source.language), *marks)
        return Work(anchor, one_line(source.title), parts, words, self.prose(source.note))

    def _language(self, tag: str | None) -> tuple[str, ...]:
        """Say in which language something is, where readers of the guide would not expect it."""
        if tag is None or primary(tag) == primary(self.guide.language):
            return ()
        return (f"in {language_name(tag)}",)


def _quoted(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        for block in section.blocks:
            if isinstance(block, QuoteBlock) and block.source is not None:
                yield block.source


def _anchor(key: str) -> str:
    return f"source-{key}"


def _section_anchor(title: str, taken: set[str]) -> str:
    """Make a place's name of a box's title, so that links to it outlast a new order; ``taken`` grows by it."""
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower().replace("'", ""))
    name = "-".join(words)[:_LONGEST_ID].rstrip("-") or "box"
    number, anchor = 1, name
    while anchor in taken:
        number += 1
        anchor = f"{name}-{number}"
    taken.add(anchor)
    return anchor
