"""CSS to blocks and declarations: tinycss2 makes the tokens, the grammar over them is here.

That grammar keeps what a browser would drop, since that is what is looked for: hacks (``*zoom: 1``), nested rules,
rules that never end. tinycss2 is imported with the first style, so that markup without any need not wait for it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from guidewarden.markup.decoding import without_surrogates
from guidewarden.markup.stylesheet import Block, Declaration, Part, PartKind, Pseudo, Selector, StyleSheet

_TWO_CHARACTER_BREAK = re.compile(r"\r\n?")
# More digits than Python turns into a number.
_ENDLESS_NUMBER = re.compile(r"[0-9]{1000,}")
_BLANK = frozenset({"whitespace", "comment"})
_CLOSERS = {"{} block": "}", "[] block": "]", "() block": ")", "function": ")"}
_HACKS = frozenset({"*", "+"})
_KINDS: dict[str, PartKind] = {
    "ident": "word", "function": "function", "hash": "hash", "string": "string", "url": "url", "number": "number",
    "percentage": "number", "dimension": "number", "literal": "mark", "at-keyword": "mark", "unicode-range": "mark",
    "error": "mark",
}  # fmt: skip


def read_style_sheet(text: str) -> StyleSheet:
    """Read the content of a style element. Any text is accepted; nothing is raised."""
    return _Reader(text).read(in_block=False)


def read_style_attribute(text: str) -> StyleSheet:
    """Read the value of a style attribute: declarations alone. Any text is accepted; nothing is raised."""
    return _Reader(text).read(in_block=True)


class _Token(NamedTuple):
    """A token of tinycss2's with its range in the text; ``node.type`` says what it is."""

    node: Any
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        return self.node.type in _BLANK

    def is_mark(self, mark: str) -> bool:
        return bool(self.node.type == "literal" and self.node.value == mark)


class _Frame(Struct):
    """The tokens of one block, being read; ``block`` is its index, None at the top."""

    tokens: Sequence[_Token]
    block: int | None
    in_block: bool
    position: int = 0


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        # Of the same length as the text, and with the line breaks that tinycss2 counts.
        uniform = _TWO_CHARACTER_BREAK.sub(lambda found: "\n".ljust(len(found[0])), text)
        self._uniform = _ENDLESS_NUMBER.sub(lambda found: "x" * len(found[0]), uniform)
        self._lines = [0, *(found.end() for found in re.finditer("[\n\f]", self._uniform))]
        self._blocks: list[Block] = []
        self._declarations: list[Declaration] = []

    def read(self, *, in_block: bool) -> StyleSheet:
        from tinycss2 import parse_component_value_list  # noqa: PLC0415 - see above

        nodes = parse_component_value_list(self._uniform)
        frames = [_Frame(self._placed(nodes, len(self._text)), None, in_block)]
        while frames:
            frame = frames[-1]
            item = _next_item(frame)
            if item is None:
                frames.pop()
                continue
            inner = self._take(item, frame)
            if inner is not None:
                frames.append(inner)
        return StyleSheet(self._text, tuple(self._blocks), tuple(self._declarations))

    def _placed(self, nodes: Sequence[Any], end: int) -> list[_Token]:
        """Give each token its range: it ends where the next one begins, the last one at ``end``."""
        lines = self._lines
        starts = [lines[node.source_line - 1] + node.source_column - 1 for node in nodes]
        starts.append(end)
        return [_Token(node, starts[index], starts[index + 1]) for index, node in enumerate(nodes)]

    def _inside(self, token: _Token) -> list[_Token]:
        """Give the tokens inside a bracketed block or a function."""
        node = token.node
        closed = self._text[token.end - 1] == _CLOSERS[node.type]
        content = node.arguments if node.type == "function" else node.content
        return self._placed(content, token.end - closed)

    def _take(self, item: Sequence[_Token], frame: _Frame) -> _Frame | None:
        """Make a block or a declaration of an item; give the block's content, to be read next."""
        first, last = item[0], item[-1]
        has_block = last.node.type == "{} block"
        if first.node.type == "at-keyword":
            name = without_surrogates(first.node.lower_value)
            return self._block(name, item[1:], item, frame, has_block=has_block)
        colon = _colon(item)
        custom = first.node.type == "ident" and first.node.value.startswith("--")
        if colon and (custom or not has_block):
            if frame.in_block:
                self._declare(item, colon, frame.block)
            return None
        return self._block("", item, item, frame, has_block=True) if has_block else None

    def _block(
        self, name: str, rest: Sequence[_Token], item: Sequence[_Token], frame: _Frame, *, has_block: bool
    ) -> _Frame | None:
        start, end = item[0].start, item[-1].end
        body = item[-1] if has_block else None
        prelude = _trimmed([token for token in rest if token is not body])
        head = (prelude[0].start, prelude[-1].end) if prelude else (start, body.start if body else end)
        selectors = () if name else tuple(self._selectors(prelude))
        text = self._text[head[0] : head[1]] if prelude else ""
        self._blocks.append(Block(name, text, start, head[1], end, frame.block, selectors))
        if body is None:
            return None
        return _Frame(self._inside(body), len(self._blocks) - 1, in_block=True)

    def _declare(self, item: Sequence[_Token], colon: int, block: int | None) -> None:
        first = item[0]
        hack, name = _hack_and_name(item)
        value = _trimmed(item[colon + 1 :])
        start, end = (value[0].start, value[-1].end) if value else (item[colon].end, item[colon].end)
        parts = list(self._parts(value))
        important = len(parts) > 1 and (parts[-2].text, parts[-1].text) == ("!", "important")
        self._declarations.append(
            Declaration(
                name, self._text[start:end], tuple(parts[:-2] if important else parts), first.start, end, start,
                hack, important, block,
            )
        )  # fmt: skip

    def _parts(self, tokens: Sequence[_Token]) -> Iterator[Part]:
        """Give the tokens and all they hold as parts, in source order."""
        for token in self._flat(tokens):
            kind = _KINDS.get(token.node.type)
            if kind is not None and token.end > token.start:
                yield Part(kind, self._part_text(token, kind), token.start, token.end)

    def _part_text(self, token: _Token, kind: PartKind) -> str:
        node = token.node
        if kind == "function":
            return without_surrogates(node.lower_name)
        if kind == "word":
            return without_surrogates(node.lower_value)
        if kind in {"string", "url"}:
            return without_surrogates(node.value)
        return self._text[token.start : token.end].lower()

    def _flat(self, tokens: Sequence[_Token]) -> Iterator[_Token]:
        waiting = list(reversed(tokens))
        while waiting:
            token = waiting.pop()
            yield token
            if token.node.type in _CLOSERS:
                waiting.extend(reversed(self._inside(token)))

    def _selectors(self, prelude: Sequence[_Token]) -> Iterator[Selector]:
        start = 0
        for index in range(len(prelude) + 1):
            if index == len(prelude) or prelude[index].is_mark(","):
                tokens = _trimmed(prelude[start:index])
                if tokens:
                    yield self._selector(tokens)
                start = index + 1

    def _selector(self, tokens: Sequence[_Token]) -> Selector:
        start, end = tokens[0].start, tokens[-1].end
        flat = list(self._flat(tokens))
        nesting = any(token.is_mark("&") for token in flat)
        return Selector(self._text[start:end], start, end, tuple(self._pseudos(flat)), nesting)

    def _pseudos(self, flat: Sequence[_Token]) -> Iterator[Pseudo]:
        for index, token in enumerate(flat[1:], 1):
            before = flat[index - 1]
            if not (before.is_mark(":") and before.end == token.start):
                continue
            element = index > 1 and flat[index - 2].is_mark(":")
            start = before.start - element
            if token.node.type == "ident":
                yield Pseudo(without_surrogates(token.node.lower_value), element, start, token.end)
            elif token.node.type == "function":
                inner = self._inside(token)
                argument = (inner[0].start, inner[-1].end) if inner else (token.end, token.end)
                is_list = any(each.is_mark(",") for each in inner)
                name = without_surrogates(token.node.lower_name)
                yield Pseudo(name, element, start, token.end, argument, is_list)


def _next_item(frame: _Frame) -> Sequence[_Token] | None:
    """Give the tokens up to the next semicolon or the end of the next block; None when there are no more."""
    tokens, start = frame.tokens, frame.position
    while start < len(tokens) and (tokens[start].is_blank or _separates(tokens[start], frame)):
        start += 1
    if start == len(tokens):
        return None
    node = tokens[start].node
    custom = frame.in_block and node.type == "ident" and node.value.startswith("--")
    end = start
    while end < len(tokens) and not tokens[end].is_mark(";"):
        end += 1
        if tokens[end - 1].node.type == "{} block" and not custom:
            break
    frame.position = end
    return _trimmed(tokens[start:end])


def _separates(token: _Token, frame: _Frame) -> bool:
    between_rules = frame.block is None and not frame.in_block
    return token.is_mark(";") or (between_rules and (token.is_mark("<!--") or token.is_mark("-->")))


def _trimmed(tokens: Sequence[_Token]) -> Sequence[_Token]:
    start, end = 0, len(tokens)
    while start < end and tokens[start].is_blank:
        start += 1
    while end > start and tokens[end - 1].is_blank:
        end -= 1
    return tokens[start:end]


def _colon(item: Sequence[_Token]) -> int:
    """Give the index of a declaration's colon, 0 when the item is none."""
    first = item[0]
    name = 1 if first.node.type == "literal" and first.node.value in _HACKS else 0
    if len(item) <= name or item[name].node.type not in ({"ident"} if name else {"ident", "hash"}):
        return 0
    if name and item[0].end != item[1].start:
        return 0
    for index in range(name + 1, len(item)):
        if not item[index].is_blank:
            return index if item[index].is_mark(":") else 0
    return 0


def _hack_and_name(item: Sequence[_Token]) -> tuple[str, str]:
    first = item[0].node
    if first.type == "literal":
        return first.value, without_surrogates(item[1].node.lower_value)
    name = without_surrogates(first.value)
    if first.type == "hash":
        return "#", name.lower()
    if name.startswith("--"):
        return "", name
    if name.startswith("_"):
        return "_", name[1:].lower()
    return "", name.lower()
