"""The nodes that HTML and Markdown are read into. Offsets are code points of the text that was read.

Markdown becomes the same nodes as the HTML it stands for (``a``, ``img``, ``h1``…), with
``syntax="markdown"``, so that a rule about links or headings is written once.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from msgspec import Struct

from guidewarden.model import TextMap

Syntax = Literal["html", "markdown"]

_Made = TypeVar("_Made")

TEXT_LIMIT = 2000
"""How much of an element's text is kept: nested elements hold the same text again and again."""


class Attribute(NamedTuple):
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


class Origin(Protocol):
    """The reading that an element comes from: it finds out what few rules ask for when the first one does."""

    def attributes(self, number: int) -> tuple[Attribute, ...]:
        """Give the attributes of the element that was read as number ``number``, with their places."""

    def text(self, number: int) -> str:
        """Give the text of that element, as `Element.text` has it."""


class Element(NamedTuple):
    """An element: ``[start, end)`` is its start tag (or the whole Markdown construct), ``close`` its end tag.

    ``values`` holds the decoded values of its attributes by lower-case name, "" for one without a value.
    ``parent`` is the index of its parent in the document's elements, always lower than its own; None at the top.
    """

    name: str
    values: Mapping[str, str]
    start: int
    end: int
    close: tuple[int, int] | None
    index: int  # type: ignore[assignment] # a tuple's method of this name is of no use to an element
    parent: int | None
    syntax: Syntax
    origin: Origin
    number: int

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """Its attributes in the order of the source; ask ``values`` where their places do not matter."""
        return self.origin.attributes(self.number) if self.values else ()

    @property
    def text(self) -> str:
        """Its text content as readers see it.

        White space is folded, scripts and styles are left out, and it is cut after ``TEXT_LIMIT`` characters.
        """
        return self.origin.text(self.number)

    def attribute(self, name: str) -> Attribute | None:
        """Find an attribute by its lower-case name."""
        if name not in self.values:
            return None
        return next(attribute for attribute in self.attributes if attribute.name == name)

    def get(self, name: str) -> str | None:
        """Give an attribute's decoded value: None when absent, "" when it has no value."""
        return self.values.get(name)


class Comment(Struct, frozen=True):
    """A comment, bogus ones (``<![if IE]>``) included: ``data`` is what stands between its marks."""

    data: str
    start: int
    end: int


class TextRun(NamedTuple):
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


class Doctype(Struct, frozen=True):
    """A document type declaration, with its identifiers where it has them."""

    name: str
    public_id: str | None
    system_id: str | None
    start: int
    end: int


class Whole(NamedTuple):
    """What a part was taken from: all elements, and which of them are the part's."""

    elements: tuple[Element, ...]
    held: Sequence[bool]


@dataclass(frozen=True, slots=True)
class MarkupDocument:
    """A text that was read: all nodes of each kind, in source order; or a part of one (see `guidewarden.markup.parts`).

    Elements of a part keep the indexes that they have in the whole; their parents may be outside of the part.
    """

    syntax: Syntax
    source: str
    elements: tuple[Element, ...] = ()
    comments: tuple[Comment, ...] = ()
    texts: tuple[TextRun, ...] = ()
    doctypes: tuple[Doctype, ...] = ()
    whole: Whole | None = field(default=None, repr=False, compare=False)
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[["MarkupDocument"], _Made]) -> _Made:
        """Give what a function makes of this document, calling it the first time only: many rules ask for the same."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    @property
    def numbered(self) -> tuple[Element, ...]:
        """The elements by their indexes: for a part, those outside of it too."""
        return self.elements if self.whole is None else self.whole.elements

    def named(self, *names: str) -> Iterator[Element]:
        """Give the elements of these names, in source order."""
        index = self.once(_by_name)
        return iter(in_source_order(*(index[name] for name in names if name in index)))

    def with_attribute(self, *names: str) -> Sequence[Element]:
        """Give the elements that have an attribute of one of these names, in source order."""
        index = self.once(_by_attribute)
        return in_source_order(*(index[name] for name in names if name in index))

    def names(self) -> Collection[str]:
        """Give the names of all elements."""
        return self.once(_by_name).keys()

    def attribute_names(self) -> Collection[str]:
        """Give the names of all attributes of all elements."""
        return self.once(_by_attribute).keys()

    def ancestors(self, parent: int | None) -> Iterator[Element]:
        """Give the element of index ``parent`` and all that hold it, from inside out."""
        elements, held = (self.elements, None) if self.whole is None else self.whole
        while parent is not None and (held is None or held[parent]):
            element = elements[parent]
            yield element
            parent = element.parent

    def inside(self, element: Element) -> Iterator[Element]:
        """Give the elements inside an element, in source order."""
        elements, held = (self.elements, None) if self.whole is None else self.whole
        for index in range(element.index + 1, len(elements)):
            inner = elements[index]
            if inner.parent is None or inner.parent < element.index:
                return
            if held is None or held[index]:
                yield inner


def in_source_order(*found: Iterable[Element]) -> Sequence[Element]:
    """Put elements of one document in the order of the source, each once."""
    if not found:  # As almost always: most rules ask for what is not there.
        return ()
    if len(found) == 1 and isinstance(found[0], list):
        return found[0]
    unique = {element.index: element for some in found for element in some}
    return [unique[index] for index in sorted(unique)]


def _by_name(document: MarkupDocument) -> Mapping[str, Sequence[Element]]:
    index: defaultdict[str, list[Element]] = defaultdict(list)
    for element in document.elements:
        index[element.name].append(element)
    return index


def _by_attribute(document: MarkupDocument) -> Mapping[str, Sequence[Element]]:
    index: defaultdict[str, list[Element]] = defaultdict(list)
    for element in document.elements:
        for name in element.values:
            index[name].append(element)
    return index
