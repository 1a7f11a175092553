"""HTML to positioned nodes, by turbohtml: its tree for the elements, its tokenizer for everything else.

Offsets come from the parser in code points of the text with line breaks made uniform; they are led back
to the text as it was given. Only what is written counts: elements a parser implies are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import turbohtml

from guidewarden.markup.assembly import Draft, number
from guidewarden.markup.decoding import text_map, without_surrogates
from guidewarden.markup.nodes import Attribute, Comment, Doctype, MarkupDocument, TextRun

_VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
# The tokenizer reads a noscript's content as text, the tree (scripts being off) as markup, as we want it.
# A name of the same length that means nothing makes the tokenizer agree without moving any offset.
_NOSCRIPT = re.compile(r"(?<=<n)o(?=script)|(?<=</n)o(?=script)", re.IGNORECASE)
_MASK = "\ue000"
_COMMENT_END = re.compile(r"-{0,2}!?>")
_SPACE = " \t\n\r\f"


def read_html(text: str) -> MarkupDocument:
    """Read HTML, a page or a piece of one. Any text is accepted; nothing is raised."""
    reading = parse_html(text)
    return MarkupDocument(
        "html",
        text,
        number(reading.drafts, reading.texts),
        tuple(reading.comments),
        tuple(reading.texts),
        tuple(reading.doctypes),
    )


@dataclass(slots=True)
class Reading:
    """What was read, before elements are numbered; ``drafts`` are in source order."""

    drafts: list[Draft] = field(default_factory=list)
    texts: list[TextRun] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    doctypes: list[Doctype] = field(default_factory=list)


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

    def at(self, line: int, column: int) -> int:
        return self.real(self.starts[line - 1] + column)


@dataclass(slots=True)
class _Tree:
    """The written elements of the parsed tree, in tree order, found by where their tags begin."""

    names: list[str] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    locations: list[turbohtml.SourceLocation] = field(default_factory=list)
    foreign: list[bool] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    by_start: dict[int, int] = field(default_factory=dict)
    by_close: dict[int, int] = field(default_factory=dict)

    def holds(self, outer: int, inner: int | None) -> bool:
        """Tell whether ``inner`` is ``outer`` or stands inside it."""
        return inner is not None and outer <= inner <= self.last[outer]


def parse_html(text: str) -> Reading:
    """Read HTML into drafts and runs: `read_html` without the last step, for Markdown to merge."""
    text = without_surrogates(text)
    offsets = _Offsets.of(text)
    tree = _read_tree(text)
    return _Reader(text, offsets, tree).read()


def _read_tree(text: str) -> _Tree:
    tree = _Tree()
    root = turbohtml.parse(text, positions=True, source_locations=True)
    stack: list[tuple[turbohtml.Node, int | None]] = [(root, None)]
    while stack:
        node, parent = stack.pop()
        if isinstance(node, turbohtml.Element):
            location = node.source_location
            if location is not None:
                parent = _add(tree, node, location, parent)
        elif isinstance(node, turbohtml.Text):
            continue
        stack.extend((child, parent) for child in reversed(node.children))
    tree.last = list(range(len(tree.names)))
    for index in range(len(tree.names) - 1, -1, -1):
        above = tree.parents[index]
        if above is not None:
            tree.last[above] = max(tree.last[above], tree.last[index])
    return tree


def _add(tree: _Tree, node: turbohtml.Element, location: turbohtml.SourceLocation, parent: int | None) -> int:
    index = len(tree.names)
    tree.names.append(node.tag.lower())
    tree.parents.append(parent)
    tree.locations.append(location)
    tree.foreign.append(node.namespace is not turbohtml.Namespace.HTML)
    tree.by_start[location.start_tag.start_offset] = index
    if location.end_tag is not None:
        tree.by_close[location.end_tag.start_offset] = index
    return index


@dataclass(slots=True)
class _Reader:
    """Walks the tokens in source order, knowing from the tree which element each of them is in."""

    text: str
    offsets: _Offsets
    tree: _Tree
    current: int | None = None
    masked: bool = False
    reading: Reading = field(default_factory=Reading)
    drafted: dict[int, int] = field(default_factory=dict)
    """From an element's index in the tree to that of its draft."""

    def read(self) -> Reading:
        for token, start, after in self._tokens():
            kind = token.type
            if kind is turbohtml.TokenType.TEXT:
                self._text(token, start, after)
            elif kind is turbohtml.TokenType.START_TAG:
                self._start_tag(token)
            elif kind is turbohtml.TokenType.END_TAG:
                self._end_tag(token)
            elif kind is turbohtml.TokenType.DOCTYPE:
                self._doctype(token, start)
            else:
                self._comment(token, start)
        self._extend()
        return self.reading

    def _tokens(self) -> Iterator[tuple[turbohtml.Token, int, int]]:
        """Give each token with its start and the start of the next one."""
        masked = _NOSCRIPT.sub(_MASK, self.text)
        self.masked = masked is not self.text and _MASK not in self.text
        at = self.offsets.at
        tokens = ((token, at(token.line, token.col)) for token in turbohtml.tokenize(masked))
        token, start = next(tokens, (None, 0))
        for following, after in tokens:
            if token is not None:
                yield token, start, after
            token, start = following, after
        if token is not None:
            yield token, start, len(self.text)

    def _start_tag(self, token: turbohtml.Token) -> None:
        tree = self.tree
        index = tree.by_start.get(self.offsets.starts[token.line - 1] + token.col)
        if index is None:
            return
        location, parent = tree.locations[index], tree.parents[index]
        real = self.offsets.real
        close = location.end_tag
        draft = Draft(
            tree.names[index],
            real(location.start_tag.start_offset),
            real(location.start_tag.end_offset),
            "html",
            self._attributes(token, location),
            None if close is None else (real(close.start_offset), real(close.end_offset)),
            parent=None if parent is None else self.drafted.get(parent),
        )
        draft.extent = draft.close[1] if draft.close else draft.end
        self.drafted[index] = len(self.reading.drafts)
        self.reading.drafts.append(draft)
        empty = tree.names[index] in _VOID or (token.self_closing and tree.foreign[index])
        self.current = parent if empty else index

    def _end_tag(self, token: turbohtml.Token) -> None:
        index = self.tree.by_close.get(self.offsets.starts[token.line - 1] + token.col)
        if index is not None and self.tree.holds(index, self.current):
            self.current = self.tree.parents[index]

    def _attributes(
        self, token: turbohtml.Token, location: turbohtml.SourceLocation
    ) -> tuple[Attribute, ...]:
        values = dict(reversed(token.attrs or ()))
        real = self.offsets.real
        limit = real(location.start_tag.end_offset)
        return tuple(
            self._attribute(name, values.get(name), real(span.start_offset), real(span.end_offset), limit)
            for name, span in location.attrs.items()
        )

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

    def _text(self, token: turbohtml.Token, start: int, after: int) -> None:
        data = token.data or ""
        if self.masked:
            data = data.replace(_MASK, "o")
        mapped = text_map(self.text, start, after, data)
        if after == len(self.text) and mapped is not None:
            # A tag that never ends is dropped at the end of the text: what it took is not ours.
            after = max(start, mapped.source_range(len(data), len(data))[1])
            mapped = None if after - start == len(data) else mapped
        parent = None if self.current is None else self.drafted.get(self.current)
        self.reading.texts.append(TextRun(data, start, after, parent, mapped))

    def _comment(self, token: turbohtml.Token, start: int) -> None:
        text = self.text
        if text.startswith("<!--", start):
            first = start + 4
            uniform = self.offsets.starts[token.line - 1] + token.col
            last = self.offsets.real(uniform + 4 + len(token.data or ""))
            found = _COMMENT_END.match(text, last)
            end = found.end() if found else len(text)
        else:
            first = start + (1 if text.startswith("<?", start) else 2)
            last = text.find(">", first)
            last, end = (last, last + 1) if last >= 0 else (len(text), len(text))
        self.reading.comments.append(Comment(text[first:last], start, end))

    def _doctype(self, token: turbohtml.Token, start: int) -> None:
        end = self.text.find(">", start)
        end = end + 1 if end >= 0 else len(self.text)
        self.reading.doctypes.append(Doctype(token.name or "", token.public_id, token.system_id, start, end))

    def _extend(self) -> None:
        """Let each element end where the last thing inside it ends."""
        drafts = self.reading.drafts
        for run in self.reading.texts:
            if run.parent is not None:
                drafts[run.parent].extent = max(drafts[run.parent].extent, run.end)
        for draft in reversed(drafts):
            if draft.parent is not None:
                above = drafts[draft.parent]
                above.extent = max(above.extent, draft.extent)
