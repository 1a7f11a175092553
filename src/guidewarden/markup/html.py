"""HTML to positioned nodes, by turbohtml: its tree for the elements, its tokenizer for everything else.

Offsets come from the parser in code points of the text with line breaks made uniform; they are led back
to the text as it was given. Only what is written counts: elements a parser implies are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count, repeat

import turbohtml

from guidewarden.markup.assembly import Draft, Texts, extents
from guidewarden.markup.decoding import text_map, without_surrogates
from guidewarden.markup.nodes import Attribute, Comment, Doctype, Element, MarkupDocument, TextRun

_VOID = frozenset(
    [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta",
        "param", "source", "track", "wbr",
    ]
)  # fmt: skip
# Elements that an end tag of their name closes whenever they are the last one open; and, of these, the ones whose
# end tag also ends what may stand open inside them without an end tag of its own (HTML standard, 13.2.6.4.7).
_HOLDERS = frozenset(
    [
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "header", "li", "main", "nav", "ol", "section", "ul",
    ]
)  # fmt: skip
_PLAIN = _HOLDERS | frozenset(
    [
        "a", "abbr", "b", "cite", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p", "small", "span", "strong",
        "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u",
    ]
)  # fmt: skip
_ENDS_ITSELF = frozenset({"dd", "dt", "li", "p"})
# The tokenizer reads a noscript's content as text, the tree (scripts being off) as markup, as we want it.
# A name of the same length that means nothing makes the tokenizer agree without moving any offset.
_NOSCRIPT = re.compile(r"(?<=<n)o(?=script)|(?<=</n)o(?=script)", re.IGNORECASE)
_MASK = "\ue000"
_COMMENT_END = re.compile(r"-{0,2}!?>")
_SPACE = " \t\n\r\f"
# Looked up once: looking up a member of an enumeration takes longer than all else that is done with most tokens.
_TEXT, _START_TAG = turbohtml.TokenType.TEXT, turbohtml.TokenType.START_TAG
_END_TAG, _DOCTYPE = turbohtml.TokenType.END_TAG, turbohtml.TokenType.DOCTYPE
_NO_VALUES: Mapping[str, str] = {}


def read_html(text: str) -> MarkupDocument:
    """Read HTML, a page or a piece of one. Any text is accepted; nothing is raised."""
    reading = parse_html(text)
    return MarkupDocument(
        "html",
        text,
        reading.elements(),
        tuple(reading.comments),
        tuple(reading.texts),
        tuple(reading.doctypes),
    )


@dataclass(slots=True)
class Reading:
    """What was read, in source order: of the elements, one list of each thing that is known of them."""

    attributes: "_Attributes"
    names: list[str] = field(default_factory=list)
    values: list[Mapping[str, str]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    closes: list[tuple[int, int] | None] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    texts: list[TextRun] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    doctypes: list[Doctype] = field(default_factory=list)

    def elements(self) -> tuple[Element, ...]:
        """Make the elements."""
        texts = Texts(self.texts, self.attributes.of)
        columns = zip(
            self.names, self.values, self.starts, self.ends, self.closes, count(), self.parents, repeat("html"),
            repeat(texts), count(), strict=False,
        )  # fmt: skip
        # As `Element` would do it, in a third of the time; pages have thousands.
        texts.elements = tuple([tuple.__new__(Element, column) for column in columns])
        return texts.elements

    def drafts(self) -> list[Draft]:
        """Make drafts of the elements, for Markdown to merge with its own."""
        elements = self.elements()
        ends = extents(elements, self.texts)
        return [
            Draft(
                each.name, each.start, each.end, "html", each.values, partial(self.attributes.of, each.index), each.close,
                ends[each.index], each.parent,
            )
            for each in elements
        ]  # fmt: skip


@dataclass(slots=True)
class _Offsets:
    """Leads the parser's positions, in text with uniform line breaks, back to the text as given."""

    starts: list[int]
    pairs: list[int]
    """Where each line break stands, in uniform text, that was written as two characters."""

    @classmethod
    def of(cls, text: str) -> "_Offsets":
        pairs: list[int] = []
        if "\r" in text:
            pairs = [match.start() - index for index, match in enumerate(re.finditer("\r\n", text))]
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls([0, *(match.end() for match in re.finditer("\n", text))], pairs)

    def real(self, offset: int) -> int:
        return offset + bisect_left(self.pairs, offset) if self.pairs else offset


class _Tree:
    """The written elements of the parsed tree, in tree order, found by where their tags begin.

    What the parser knows of the place of a tag's end is not asked of every element, since that takes most of the time.
    """

    def __init__(self, text: str, starts: list[int]) -> None:
        self.nodes: list[turbohtml.Element] = []
        self.parents: list[int | None] = []
        self.by_start: dict[int, int] = {}
        # Kept, because what holds an element is found by identity.
        self._root = turbohtml.parse(text, positions=True, source_locations=True)
        held: list[tuple[turbohtml.Node, int | None]] = [(self._root, None)]
        for node in self._root.iter_elements():
            above = node.parent
            if held[-1][0] is not above:
                _leave(above, held)
            index = held[-1][1]
            line = node.source_line
            if line is not None:
                start = starts[line - 1] + (node.source_col or 0)
                # At the place of another, it is a copy, such as parsers make of what was nested wrongly.
                if start not in self.by_start:
                    self.parents.append(index)
                    index = self.by_start[start] = len(self.nodes)
                    self.nodes.append(node)
            held.append((node, index))
        self.names = [node.tag.lower() for node in self.nodes]
        self.foreign: frozenset[int] = frozenset()
        if "svg" in self.names or "math" in self.names:
            html = turbohtml.Namespace.HTML
            self.foreign = frozenset(i for i, node in enumerate(self.nodes) if node.namespace is not html)

    def location(self, index: int) -> turbohtml.SourceLocation:
        """Give where the tags and attributes of an element stand."""
        location = self.nodes[index].source_location
        assert location is not None  # noqa: S101 - only elements that were written are numbered
        return location

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


@dataclass(slots=True)
class _Attributes:
    """Finds the places of attributes for the rules that ask; ``indexes`` leads from elements to those of the tree."""

    text: str
    offsets: _Offsets
    tree: _Tree
    values: list[Mapping[str, str]] = field(default_factory=list)
    indexes: list[int] = field(default_factory=list)
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


def _leave(above: turbohtml.Node | None, held: list[tuple[turbohtml.Node, int | None]]) -> None:
    """Leave all that ``above`` does not hold. A template holds what is in it by a fragment, which is no element."""
    top, index = held[-1]
    if isinstance(above, turbohtml.DocumentFragment) and above in top.children:
        held.append((above, index))
    while held[-1][0] is not above:
        held.pop()


def parse_html(text: str) -> Reading:
    """Read HTML without making elements: `read_html` without the last step, for Markdown to merge."""
    text = without_surrogates(text)
    offsets = _Offsets.of(text)
    return _Reader(text, offsets, _Tree(text, offsets.starts)).read()


class _Reader:
    """Walks the tokens in source order, knowing from the tree which element each of them is in.

    As long as tags are nested as they should be, what an end tag closes needs no asking: it is the last element that
    is open. The first tag that is not (``_closing`` is then filled) makes the parser's own knowledge count from there on.
    """

    def __init__(self, text: str, offsets: _Offsets, tree: _Tree) -> None:
        self._text, self._offsets, self._tree = text, offsets, tree
        masked = _NOSCRIPT.sub(_MASK, text) if "noscript" in text.lower() else text
        self._masked = masked is not text and _MASK not in text
        self._tokens = list(turbohtml.tokenize(masked))
        self._positions = [offsets.starts[token.line - 1] + token.col for token in self._tokens]
        self._starts = [*map(offsets.real, self._positions)] if offsets.pairs else self._positions
        self._afters = [*self._starts[1:], len(text)]
        self._attributes = _Attributes(text, offsets, tree)
        self._reading = Reading(self._attributes)
        self._numbers: list[int | None] = [None] * len(tree.nodes)
        self._current: int | None = None
        self._closing: dict[int, int] | None = None
        self._last: list[int] = []

    def read(self) -> Reading:
        self._elements()
        # Between tags, </> alone is no token: where it stands, only the parser knows where a tag ends.
        if "</>" in self._text:
            self._distrust()
        for token, position, start, after in zip(
            self._tokens, self._positions, self._starts, self._afters, strict=False
        ):
            kind = token.type
            if kind is _TEXT:
                self._take_text(token, start, after)
            elif kind is _START_TAG:
                self._start_tag(token, position)
            elif kind is _END_TAG:
                self._end_tag(token, position, start, after)
            elif kind is _DOCTYPE:
                self._doctype(token, start)
            else:
                self._comment(token, position, start)
        if self._closing is not None:
            places = [self._tree.location(index) for index in self._attributes.indexes]
            self._reading.ends = [self._offsets.real(place.start_tag.end_offset) for place in places]
            self._reading.closes = [self._range(place.end_tag) for place in places]
        return self._reading

    def _elements(self) -> None:
        """Number the elements in the order of their start tags; a tag ends where the next token begins."""
        tree, reading = self._tree, self._reading
        tags = [
            place
            for place, token in enumerate(self._tokens)
            if token.type is _START_TAG and self._positions[place] in tree.by_start
        ]
        indexes = self._attributes.indexes = [tree.by_start[self._positions[place]] for place in tags]
        for number, index in enumerate(indexes):
            self._numbers[index] = number
        parents = (tree.parents[index] for index in indexes)
        reading.names = [tree.names[index] for index in indexes]
        reading.values = self._attributes.values = [self._values(self._tokens[place].attrs) for place in tags]
        reading.starts = [self._starts[place] for place in tags]
        reading.ends = [self._afters[place] for place in tags]
        reading.closes = [None] * len(tags)
        reading.parents = [None if parent is None else self._numbers[parent] for parent in parents]
        if tags and reading.ends[-1] == len(self._text):
            # A tag that never ends may follow, and be no token.
            reading.ends[-1] = self._offsets.real(tree.location(indexes[-1]).start_tag.end_offset)

    def _values(self, attributes: Sequence[tuple[str, str]] | None) -> Mapping[str, str]:
        if not attributes:
            return _NO_VALUES
        if self._masked:
            attributes = [(_unmasked(name), _unmasked(value)) for name, value in attributes]
        values = dict(attributes)
        # Of two with one name, the first one counts.
        return values if len(values) == len(attributes) else dict(reversed(attributes))

    def _distrust(self) -> None:
        if self._closing is None:
            self._closing, self._last = self._tree.by_close(), self._tree.last()

    def _range(self, span: turbohtml.SourceSpan | None) -> tuple[int, int] | None:
        real = self._offsets.real
        return None if span is None else (real(span.start_offset), real(span.end_offset))

    def _start_tag(self, token: turbohtml.Token, position: int) -> None:
        tree, current = self._tree, self._current
        index = tree.by_start.get(position)
        if index is None:
            self._distrust()
            return
        parent = tree.parents[index]
        if parent != current and not (
            current is not None and tree.names[current] in _ENDS_ITSELF and tree.parents[current] == parent
        ):
            self._distrust()
        empty = tree.names[index] in _VOID or (index in tree.foreign and token.self_closing)
        self._current = parent if empty else index

    def _end_tag(self, token: turbohtml.Token, position: int, start: int, after: int) -> None:
        tree, current = self._tree, self._current
        if self._closing is None:
            closed = self._closed(token.tag, position)
            number = None if closed is None else self._numbers[closed]
            if closed is not None and number is not None:
                certain = after < len(self._text)
                end_tag = (start, after) if certain else self._range(tree.location(closed).end_tag)
                self._reading.closes[number] = end_tag
                self._current = tree.parents[closed]
                return
            self._distrust()
        index = (self._closing or {}).get(position)
        if index is not None and current is not None and index <= current <= self._last[index]:
            self._current = tree.parents[index]

    def _closed(self, tag: str | None, position: int) -> int | None:
        """Give what an end tag closes where everything is nested as it should be, None where it is not."""
        tree, closed = self._tree, self._current
        if closed is None:
            return None
        name = tree.names[closed]
        if name != tag and name in _ENDS_ITSELF and tag in _HOLDERS:
            closed = tree.parents[closed]
        if closed is None or tree.names[closed] != tag:
            return None
        if tag in _PLAIN and closed not in tree.foreign:
            return closed
        location = tree.location(closed).end_tag
        return closed if location is not None and location.start_offset == position else None

    def _take_text(self, token: turbohtml.Token, start: int, after: int) -> None:
        data = token.data or ""
        if self._masked:
            data = _unmasked(data)
        mapped = None
        if len(data) != after - start:
            mapped = text_map(self._text, start, after, data)
            if after == len(self._text) and mapped is not None:
                # A tag that never ends is dropped at the end of the text: what it took is not ours.
                after = max(start, mapped.source_range(len(data), len(data))[1])
                mapped = None if after - start == len(data) else mapped
        current = self._current
        parent = None if current is None else self._numbers[current]
        self._reading.texts.append(TextRun(data, start, after, parent, mapped))

    def _comment(self, token: turbohtml.Token, uniform: int, start: int) -> None:
        text = self._text
        if text.startswith("<!--", start):
            first = start + 4
            last = self._offsets.real(uniform + 4 + len(token.data or ""))
            found = _COMMENT_END.match(text, last)
            end = found.end() if found else len(text)
        else:
            first = start + (1 if text.startswith("<?", start) else 2)
            last = text.find(">", first)
            last, end = (last, last + 1) if last >= 0 else (len(text), len(text))
        self._reading.comments.append(Comment(text[first:last], start, end))

    def _doctype(self, token: turbohtml.Token, start: int) -> None:
        end = self._text.find(">", start)
        end = end + 1 if end >= 0 else len(self._text)
        self._reading.doctypes.append(Doctype(token.name or "", token.public_id, token.system_id, start, end))


def _unmasked(text: str) -> str:
    return text.replace(_MASK, "o")
