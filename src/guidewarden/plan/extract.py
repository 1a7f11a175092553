"""From a guide to every link and DOI in it, each with its exact place in the file."""

import json
import re
from collections.abc import Callable, Iterable
from typing import assert_never

from msgspec import Struct, field

from guidewarden.markup import MarkupDocument, read_html, read_markdown
from guidewarden.model import (
    Block,
    CitationsBlock,
    GuideDocument,
    HtmlBlock,
    LinksBlock,
    MarkdownBlock,
    Occurrence,
    Proxy,
    QuoteBlock,
    SourceRecord,
    Target,
)
from guidewarden.plan.found import Found, Place
from guidewarden.plan.markup_places import may_hold_places, places_in_markup, places_in_text
from guidewarden.plan.targets import entry_target, field_target, found_at
from guidewarden.plan.texts import may_hold_one
from guidewarden.plan.urls import trim

_PLAIN_KEY = re.compile(r"[\w-]+")


Read = Callable[[str, str], MarkupDocument]
"""Reads markup: its syntax (``html`` or ``markdown``) and its text."""


def read_markup(syntax: str, text: str) -> MarkupDocument:
    """Read markup of either syntax."""
    return read_html(text) if syntax == "html" else read_markdown(text)


def extract(
    document: GuideDocument, proxy: Proxy | None = None, read: Read = read_markup
) -> tuple[Found, ...]:
    """Find every link and DOI of a guide, wherever it stands, in the order of the file.

    Left out is what cannot be checked from outside the page: relative addresses, fragments, ``mailto:`` and
    the like; and what is not followed as it stands: form actions by POST, addresses in code. A value
    that must be an address (a list entry's ``url``) or a DOI gives a target even when it is none. A link
    through a library's proxy gives what lies behind it (see `guidewarden.plan.proxied`). ``read`` reads markup, for
    who wants the same texts read for more than this.
    """
    walk = _Walk(document, proxy or Proxy(), read)
    walk.guide()
    return tuple(sorted(walk.found, key=_order))


def _order(found: Found) -> tuple[int, int, str]:
    place = found.occurrence
    return place.span.start, place.span.end, place.route


class _Walk(Struct):
    """Goes through a guide, value by value."""

    document: GuideDocument
    proxy: Proxy
    read: Read
    section: str = ""
    found: list[Found] = field(default_factory=list)

    def guide(self) -> None:
        guide = self.document.guide
        self.text("title", guide.title)
        self.markdown("description", guide.description)
        self.address("url", guide.url, guide.title)
        if guide.furniture is not None:
            self.add("furniture", guide.furniture, places_in_markup(self.read("html", guide.furniture)))
        for key, source in guide.sources.items():
            self.source(_source_route(key), source)
        for number, section in enumerate(guide.sections):
            self.section = section.title
            self.text(f"sections[{number}].title", section.title)
            for index, block in enumerate(section.blocks):
                self.block(f"sections[{number}].blocks[{index}]", block)

    def source(self, route: str, source: SourceRecord) -> None:
        self.text(f"{route}.title", source.title)
        self.text(f"{route}.container-title", source.container_title)
        self.text(f"{route}.publisher", source.publisher)
        self.address(f"{route}.URL", source.url, source.title)
        if source.doi is not None:
            self.whole(f"{route}.DOI", source.doi, field_target(source.doi), source.title)
        self.markdown(f"{route}.note", source.note)

    def block(self, route: str, block: Block) -> None:
        match block:
            case MarkdownBlock():
                self.markdown(f"{route}.markdown", block.markdown)
            case HtmlBlock():
                self.add(f"{route}.html", block.html, places_in_markup(self.read("html", block.html)))
            case QuoteBlock():
                self.markdown(f"{route}.quote", block.quote)
                self.text(f"{route}.locator", block.locator)
            case LinksBlock():
                self.text(f"{route}.title", block.title)
                for number, entry in enumerate(block.links):
                    place = f"{route}.links[{number}]"
                    target = self.address(f"{place}.url", entry.url, entry.label)
                    self.text(f"{place}.label", entry.label, target)
                    self.markdown(f"{place}.note", entry.note)
            case CitationsBlock():
                self.text(f"{route}.title", block.title)
            case _:
                assert_never(block)

    def text(self, route: str, value: str | None, link: Target | None = None) -> None:
        """Take a plain text; ``link`` is where a click on it leads."""
        if value is not None and may_hold_one(value):
            self.add(route, value, places_in_text(value, link=link))

    def markdown(self, route: str, value: str | None) -> None:
        if value is not None and may_hold_places(value):
            self.add(route, value, places_in_markup(self.read("markdown", value)))

    def address(self, route: str, value: str | None, label: str) -> Target | None:
        """Take a value that must be an address."""
        target = None if value is None else entry_target(value)
        if value is not None and target is not None:
            self.whole(route, value, target, label)
        return target

    def whole(self, route: str, value: str, target: Target, label: str) -> None:
        """Take a value that is one address or DOI, less the white space around it."""
        written = trim(value)
        start = 0 if written is value else value.index(written)
        self.found.append(self.place(route, written, Place(start, start + len(written), target, label)))

    def add(self, route: str, value: str, places: Iterable[Place]) -> None:
        for place in places:
            self.found.append(self.place(route, value[place.start : place.end], place))

    def place(self, route: str, written: str, place: Place) -> Found:
        document = self.document
        occurrence = Occurrence(
            place.target.key, document.id, route, place.label, document.span(route, place.start, place.end), written, self.section
        )  # fmt: skip
        return found_at(place.target, occurrence, self.proxy)


def _source_route(key: str) -> str:
    """Name a source's place as `yamltext` does: a key with a dot in it is quoted."""
    return (
        f"sources.{key}" if _PLAIN_KEY.fullmatch(key) else f"sources[{json.dumps(key, ensure_ascii=False)}]"
    )
