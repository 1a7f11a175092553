"""The parsed tree behind HTML: which elements were written, what holds them, and where their parts stand.

Offsets come from the parser in code points of the text with line breaks made uniform; they are led back to the
text as it was given.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

import turbohtml
from msgspec import Struct, field

from guidewarden.markup.nodes import Attribute

_SPACE = " \t\n\r\f"


class Offsets(Struct):
    """Leads the parser's positions, in text with uniform line breaks, back to the text as given."""

    starts: list[int]
    pairs: list[int]
    """Where each line break stands, in uniform text, that was written as two characters."""

    @classmethod
    def of(cls, text: str) -> "Offsets":
        """Look at a text's line breaks."""
        pairs: list[int] = []
        if "\r" in text:
            pairs = [match.start() - index for index, match in enumerate(re.finditer("\r\n", text))]
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls([0, *(match.end() for match in re.finditer("\n", text))], pairs)

    def real(self, offset: int) -> int:
        """Give the offset in the text as given."""
        return offset + bisect_left(self.pairs, offset) if self.pairs else offset

    def range(self, span: turbohtml.SourceSpan | None) -> tuple[int, int] | None:
        """Give the range in the text as given."""
        return None if span is None else (self.real(span.start_offset), self.real(span.end_offset))


class Tree:
    """The written elements of the parsed tree, in tree order, found by where their tags begin.

    What the parser knows of the place of a tag's end is not asked of every element, since that takes most of the time.
    """

    def __init__(self, text: str, starts: list[int]) -> None:
        self.nodes: list[turbohtml.Element] = []
        self.parents: list[int | None] = []
        self.by_start: dict[int, int] = {}
        self._locations: dict[int, turbohtml.SourceLocation] = {}
        root = turbohtml.parse(text, positions=True, source_locations=True)
        # All of them are kept for as long as identities are compared.
        nodes = list(root.iter_elements())
        holders = [node.parent for node in nodes]
        written: dict[int, int | None] = {id(root): None}
        index: int | None = None
        for node, above in zip(nodes, holders, strict=True):
            line = node.source_line
            # Not among the nodes is what holds a template's content, which comes right after the template.
            index = written.setdefault(id(above), index)
            if line is not None:
                start = starts[line - 1] + (node.source_col or 0)
                # At the place of another, it is a copy, such as parsers make of what was nested wrongly.
                if start not in self.by_start:
                    self.parents.append(index)
                    index = self.by_start[start] = len(self.nodes)
                    self.nodes.append(node)
            written[id(node)] = index
        self.names = [node.tag.lower() for node in self.nodes]
        self.foreign: frozenset[int] = frozenset()
        if "svg" in self.names or "math" in self.names:
            html = turbohtml.Namespace.HTML
            self.foreign = frozenset(i for i, node in enumerate(self.nodes) if node.namespace is not html)

    def location(self, index: int) -> turbohtml.SourceLocation:
        """Give where the tags and attributes of an element stand."""
        if index not in self._locations:
            location = self.nodes[index].source_location
            assert location is not None  # noqa: S101 - only elements that were written are numbered
            self._locations[index] = location
        return self._locations[index]

    def by_close(self) -> dict[int, int]:
        """Give the elements that have an end tag, by where it begins."""
        tags = ((self.location(index).end_tag, index) for index in range(len(self.nodes)))
        return {tag.start_offset: index for tag, index in tags if tag is not None}

    def last(self) -> list[int]:
        """Give for each element the last one that stands inside it, or itself."""
        last = list(range(len(self.nodes)))
        for index in range(len(last) - 1, -1, -1):
            above = self.parents[index]
            if above is not None:
                last[above] = max(last[above], last[index])
        return last


class Attributes(Struct):
    """Finds the places of attributes for the rules that ask; ``indexes`` leads from elements to those of the tree."""

    text: str
    offsets: Offsets
    tree: Tree
    values: Sequence[Mapping[str, str]] = ()
    indexes: Sequence[int] = ()
    known: dict[int, tuple[Attribute, ...]] = field(default_factory=dict)

    def of(self, number: int) -> tuple[Attribute, ...]:
        """Give the attributes of an element."""
        if number not in self.known:
            location, values = self.tree.location(self.indexes[number]), self.values[number]
            real = self.offsets.real
            limit = real(location.start_tag.end_offset)
            self.known[number] = tuple(
                self._attribute(name, values.get(name), real(span.start_offset), real(span.end_offset), limit)
                for name, span in location.attrs.items()
            )
        return self.known[number]

    def _attribute(self, name: str, value: str | None, start: int, end: int, limit: int) -> Attribute:
        # An equals sign that begins a name belongs to it: <a =b> has an attribute of the name "=b".
        equals = self.text.find("=", start + 1, end)
        if equals < 0:
            equals = self._skip_space(end, limit)
            if self.text[equals : equals + 1] != "=" or equals >= limit:
                return Attribute(name, None, start, end, end, end)
            return Attribute(name, value, start, equals + 1, equals + 1, equals + 1)
        first = self._skip_space(equals + 1, end)
        quote = self.text[first : first + 1]
        if quote in {'"', "'"} and first + 1 < end:
            return Attribute(name, value, start, end, first + 1, end - 1)
        return Attribute(name, value, start, end, first, end)

    def _skip_space(self, position: int, limit: int) -> int:
        while position < limit and self.text[position] in _SPACE:
            position += 1
        return position
