"""The nodes that HTML and Markdown are read into. Offsets are code points of the text that was read.

Markdown becomes the same nodes as the HTML it stands for (``a``, ``img``, ``h1``…), with
``syntax="markdown"``, so that a rule about links or headings is written once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from guidewarden.model import TextMap

Syntax = Literal["html", "markdown"]

TEXT_LIMIT = 2000
"""How much of an element's text is kept: nested elements hold the same text again and again."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: ``value`` is decoded, None when it has none.

    ``[start, end)`` is the whole attribute; ``[value_start, value_end)`` its raw value inside the
    quotes (for Markdown, the destination as written).
    """

    name: str
    value: str | None
    start: int
    end: int
    value_start: int
    value_end: int


@dataclass(frozen=True, slots=True)
class Element:
    """An element: ``[start, end)`` is its start tag (or the whole Markdown construct), ``close`` its end tag.

    ``text`` is its text content as readers see it: white space folded, scripts and styles left out,
    cut after ``TEXT_LIMIT`` characters. ``parent`` is the index of its parent in the document's
    elements, always lower than its own; None at the top.
    """

    name: str
    attributes: tuple[Attribute, ...]
    start: int
    end: int
    close: tuple[int, int] | None
    text: str
    index: int
    parent: int | None
    syntax: Syntax = "html"

    def attribute(self, name: str) -> Attribute | None:
        """Find an attribute by its lower-case name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def get(self, name: str) -> str | None:
        """Give an attribute's decoded value: None when absent, "" when it has no value."""
        found = self.attribute(name)
        return None if found is None else (found.value or "")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, bogus ones (``<![if IE]>``) included: ``data`` is what stands between its marks."""

    data: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text: decoded ``data``, its raw range, and the index of its parent element.

    When ``data`` is as long as its range, offsets inside it are offsets of the source; where it is not
    (``&amp;``, a Markdown escape), ``map`` leads from the one to the other.
    """

    data: str
    start: int
    end: int
    parent: int | None
    map: TextMap | None = None

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of the data's ``[start, end)``."""
        if self.map is None:
            return self.start + start, self.start + end
        return self.map.source_range(start, end)


@dataclass(frozen=True, slots=True)
class Doctype:
    """A document type declaration, with its identifiers where it has them."""

    name: str
    public_id: str | None
    system_id: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkupDocument:
    """A text that was read: all nodes of each kind, in source order."""

    syntax: Syntax
    source: str
    elements: tuple[Element, ...] = ()
    comments: tuple[Comment, ...] = ()
    texts: tuple[TextRun, ...] = ()
    doctypes: tuple[Doctype, ...] = ()

    def named(self, *names: str) -> Iterator[Element]:
        """Give the elements of these names, in source order."""
        return (element for element in self.elements if element.name in names)

    def ancestors(self, parent: int | None) -> Iterator[Element]:
        """Give the element of index ``parent`` and all that hold it, from inside out."""
        while parent is not None:
            element = self.elements[parent]
            yield element
            parent = element.parent
