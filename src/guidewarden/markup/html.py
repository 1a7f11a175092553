"""HTML to positioned nodes, by turbohtml: its tree for the elements, its tokenizer for everything else.

Only what is written counts: elements a parser implies are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import count, repeat

import turbohtml
from msgspec import Struct, field

from guidewarden.markup.assembly import Draft, Texts, extents
from guidewarden.markup.decoding import text_map, without_surrogates
from guidewarden.markup.nodes import Comment, Doctype, Element, MarkupDocument, TextRun
from guidewarden.markup.tree import Attributes, Offsets, Tree

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
        "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "dfn", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6",
        "i", "ins", "kbd", "label", "mark", "o:p", "p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "table", "tbody", "td", "th", "thead", "time", "tr", "tt", "u", "var",
    ]
)  # fmt: skip
_ENDS_ITSELF = frozenset({"dd", "dt", "li", "p"})
# The tokenizer reads a noscript's content as text, the tree (scripts being off) as markup, as we want it.
# A name of the same length that means nothing makes the tokenizer agree without moving any offset.
_NOSCRIPT = re.compile(r"(?<=<n)o(?=script)|(?<=</n)o(?=script)", re.IGNORECASE)
_MASK = "\ue000"
_COMMENT_END = re.compile(r"-{0,2}!?>")
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


class Reading(Struct):
    """What was read, in source order: of the elements, one list of each thing that is known of them."""

    attributes: Attributes
    names: Sequence[str] = ()
    values: list[Mapping[str, str]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    closes: list[tuple[int, int] | None] = field(default_factory=list)
    parents: Sequence[int | None] = ()
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
        # As `Element` would do it, in a quarter of the time; pages have thousands.
        texts.elements = tuple(map(tuple.__new__, repeat(Element), columns))
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


def parse_html(text: str) -> Reading:
    """Read HTML without making elements: `read_html` without the last step, for Markdown to merge."""
    text = without_surrogates(text)
    offsets = Offsets.of(text)
    return _Reader(text, offsets, Tree(text, offsets.starts)).read()


class _Reader:
    """Walks the tokens in source order, knowing from the tree which element each of them is in.

    As long as tags are nested as they should be, what an end tag closes needs no asking: it is the last element that
    is open. The first tag that is not (``_closing`` is then filled) makes the parser's own knowledge count from there on.
    Elements are known by their index in the tree until all has been read; ``_numbers`` are theirs in source order.
    """

    def __init__(self, text: str, offsets: Offsets, tree: Tree) -> None:
        self._text, self._offsets, self._tree = text, offsets, tree
        masked = _NOSCRIPT.sub(_MASK, text) if "noscript" in text.lower() else text
        self._masked = masked is not text and _MASK not in text
        self._tokens = turbohtml.tokenize(masked)
        self._attributes = Attributes(text, offsets, tree)
        self._reading = Reading(self._attributes)
        self._indexes: list[int] = []
        self._numbers: list[int | None] = [None] * len(tree.nodes)
        self._closing: dict[int, int] | None = None
        self._last: list[int] = []

    def read(self) -> Reading:
        # Between tags, </> alone is no token: where it stands, only the parser knows where a tag ends.
        if "</>" in self._text:
            self._distrust()
        self._walk()
        self._elements()
        return self._reading

    def _elements(self) -> None:
        """Fill in what is known of the elements only when all are numbered."""
        tree, reading, indexes, numbers = self._tree, self._reading, self._indexes, self._numbers
        self._attributes.indexes = indexes
        reading.names = [tree.names[index] for index in indexes]
        above = [tree.parents[index] for index in indexes]
        reading.parents = [None if parent is None else numbers[parent] for parent in above]
        self._attributes.values = reading.values
        if self._closing is not None:
            places = [tree.location(index) for index in indexes]
            reading.ends = [self._offsets.real(place.start_tag.end_offset) for place in places]
            reading.closes = [self._offsets.range(place.end_tag) for place in places]
        elif reading.ends and reading.ends[-1] == len(self._text):
            # A tag that never ends may follow, and be no token.
            reading.ends[-1] = self._offsets.real(tree.location(indexes[-1]).start_tag.end_offset)

    def _unusual(self, attributes: Sequence[tuple[str, str]]) -> Mapping[str, str]:
        """Give the values of attributes of which two may have one name: the first one counts."""
        if self._masked:
            attributes = [(_unmasked(name), _unmasked(value)) for name, value in attributes]
        return dict(reversed(attributes))

    def _distrust(self) -> None:
        if self._closing is None:
            self._closing, self._last = self._tree.by_close(), self._tree.last()

    def _placed(self) -> Iterator[tuple[turbohtml.Token, int, int, int]]:
        """Give each token with its position as the parser tells it, its start, and its end: where the next one begins."""
        lines, pairs, real = self._offsets.starts, self._offsets.pairs, self._offsets.real
        token: turbohtml.Token | None = None
        position = start = 0
        for ahead in self._tokens:
            following = lines[ahead.line - 1] + ahead.col
            after = real(following) if pairs else following
            if token is not None:
                yield token, position, start, after
            token, position, start = ahead, following, after
        if token is not None:
            yield token, position, start, len(self._text)

    def _walk(self) -> None:
        """Take all tokens; what is done with most of them is done right here, since pages have tens of thousands."""
        tree, reading, numbers, indexes = self._tree, self._reading, self._numbers, self._indexes
        names, parents, foreign, by_start = tree.names, tree.parents, tree.foreign, tree.by_start
        values, starts, ends, closes = reading.values, reading.starts, reading.ends, reading.closes
        texts, masked, length = reading.texts, self._masked, len(self._text)
        current: int | None = None
        for token, position, start, after in self._placed():
            kind = token.type
            if kind is _TEXT:
                data = token.data or ""
                parent = None if current is None else numbers[current]
                if masked or len(data) != after - start:
                    texts.append(self._uneven(data, start, after, parent))
                else:
                    # As `TextRun` would do it, in half of the time.
                    texts.append(tuple.__new__(TextRun, (data, start, after, parent, None)))
            elif kind is _START_TAG:
                index = by_start.get(position)
                if index is None:
                    self._distrust()
                    continue
                parent = parents[index]
                if parent != current and (
                    current is None or names[current] not in _ENDS_ITSELF or parents[current] != parent
                ):
                    self._distrust()
                numbers[index] = len(indexes)
                indexes.append(index)
                attributes = token.attrs
                named = dict(attributes) if attributes else _NO_VALUES
                if attributes and (masked or len(named) != len(attributes)):
                    named = self._unusual(attributes)
                values.append(named)
                starts.append(start)
                ends.append(after)
                closes.append(None)
                empty = names[index] in _VOID or (index in foreign and token.self_closing)
                current = parent if empty else index
            elif kind is _END_TAG:
                tag = token.tag
                if (
                    current is None
                    or names[current] != tag
                    or tag not in _PLAIN
                    or current in foreign
                    or after == length
                    or self._closing is not None
                    or (number := numbers[current]) is None
                ):
                    current = self._end_tag(token, position, start, after, current)
                else:
                    # What `_end_tag` would do in nearly all cases.
                    closes[number] = (start, after)
                    current = parents[current]
            else:
                self._rest(token, position, start)

    def _end_tag(
        self, token: turbohtml.Token, position: int, start: int, after: int, current: int | None
    ) -> int | None:
        """Close what an end tag closes; give the element that is the last one open then."""
        tree = self._tree
        if self._closing is None:
            closed = self._closed(token.tag, position, current)
            number = None if closed is None else self._numbers[closed]
            if closed is not None and number is not None:
                certain = after < len(self._text)
                self._reading.closes[number] = (
                    (start, after) if certain else self._offsets.range(tree.location(closed).end_tag)
                )
                return tree.parents[closed]
            self._distrust()
        index = (self._closing or {}).get(position)
        if index is not None and current is not None and index <= current <= self._last[index]:
            return tree.parents[index]
        return current

    def _closed(self, tag: str | None, position: int, current: int | None) -> int | None:
        """Give what an end tag closes where everything is nested as it should be, None where it is not."""
        tree, closed = self._tree, current
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

    def _uneven(self, data: str, start: int, after: int, parent: int | None) -> TextRun:
        """Make a run of a text that is not as long as what was written for it."""
        if self._masked:
            data = _unmasked(data)
        mapped = None
        if len(data) != after - start:
            mapped = text_map(self._text, start, after, data)
            if after == len(self._text) and mapped is not None:
                # A tag that never ends is dropped at the end of the text: what it took is not ours.
                after = max(start, mapped.source_range(len(data), len(data))[1])
                mapped = None if after - start == len(data) else mapped
        return TextRun(data, start, after, parent, mapped)

    def _rest(self, token: turbohtml.Token, uniform: int, start: int) -> None:
        """Take a comment or a document type."""
        text = self._text
        if token.type is _DOCTYPE:
            end = text.find(">", start) + 1 or len(text)
            self._reading.doctypes.append(
                Doctype(token.name or "", token.public_id, token.system_id, start, end)
            )
            return
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


def _unmasked(text: str) -> str:
    return text.replace(_MASK, "o")
