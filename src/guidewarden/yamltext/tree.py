"""YAML text → values, each with its place, built from one pass over libyaml's events.

libyaml's composer is never asked: it recurses, and 40,000 brackets would end the process. Events come
one by one, so every limit holds before anything is built, and nothing here recurses.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NoReturn, TypeAlias

import yaml
from msgspec import Struct
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from guidewarden.model import InputError, Problem, Scalar, SourceText
from guidewarden.yamltext.later import Later
from guidewarden.yamltext.reading import MAX_BYTES, unwanted_character
from guidewarden.yamltext.routes import route_join
from guidewarden.yamltext.scalars import Scalars, Written
from guidewarden.yamltext.syntax import syntax_problem
from guidewarden.yamltext.words import shorten

MAX_DEPTH = 50
"""How deep mappings and lists may stand inside each other."""
MAX_NODES = 100_000
"""How many keys, values, mappings and lists a file may hold in all."""

_MAX_DUPLICATES = 100
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands for no value where it is written without quotation marks."""
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PRINTABLE_ASCII = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_NO_KEYS = frozenset({"", "<<"})
_BLOCKS = frozenset({"|", ">"})

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""What a YAML file holds: every scalar is a string, or None when nothing, ``~`` or ``null`` is written."""
Range: TypeAlias = tuple[int, int]
"""Two code-point offsets of the file's text, the end exclusive."""


class Tree(Struct, frozen=True):
    """A YAML file's value, and by route the place of everything in it.

    ``scalars`` holds the strings; ``ranges`` every value (None, lists and mappings too, with "" for
    the whole); ``keys`` the mapping keys, by the route of their value.
    """

    value: Value
    scalars: Mapping[str, Scalar]
    ranges: Mapping[str, Range]
    keys: Mapping[str, Range]


def load(source: SourceText) -> Tree:
    """Read one YAML document of strings, lists and mappings; an empty file gives None.

    Raises:
        InputError: for a syntax error, a duplicate key, anchors, aliases, merge keys, tags, a second
            document, or more than `MAX_DEPTH` levels, `MAX_NODES` nodes or `MAX_BYTES` of text.
    """
    if len(source.text) > MAX_BYTES:
        raise InputError(
            [Problem(source.path, 0, 0, f"the text is larger than {MAX_BYTES / 1e6:g} MB; split it")]
        )
    if source.text.startswith(_BOM):
        raise InputError([unwanted_character(source, 0)])
    if not _is_printable_ascii(source.text) and (found := _UNPRINTABLE.search(source.text)):
        raise InputError([unwanted_character(source, found.start())])
    builder = _Builder(source)
    loader = yaml.CSafeLoader(source.text)
    try:
        builder.take_all(loader.get_event)
    except yaml.YAMLError as error:
        raise InputError([syntax_problem(error, source, builder.last)]) from None
    finally:
        loader.dispose()
    if builder.problems:
        raise InputError(builder.problems)
    scalars = Scalars(source.text, builder.written, builder.keys)
    return Tree(builder.value, scalars, builder.ranges, builder.keys)


def tree_again(source: SourceText, value: Value) -> Tree:
    """Make the tree of a text whose value is known: it is read again when somebody first asks where something stands."""
    again = cache(lambda: load(source))
    return Tree(
        value, Later(lambda: again().scalars), Later(lambda: again().ranges), Later(lambda: again().keys)
    )


def _is_printable_ascii(text: str) -> bool:
    """Tell ten times as fast as the regular expression that a text, as most are, is nothing to be looked through."""
    return text.isascii() and not text.encode().translate(None, _PRINTABLE_ASCII)


class _Open:
    """A mapping or list that is being filled."""

    __slots__ = ("end", "flow", "items", "key", "key_range", "pairs", "prefix", "route", "start")

    def __init__(self, route: str, value: "list[Value] | dict[str, Value]", event: Any) -> None:
        self.route = route
        self.items: list[Value] | None = value if type(value) is list else None
        self.pairs: dict[str, Value] = value if type(value) is dict else {}
        # Of the routes to what it holds.
        self.prefix = f"{route}[" if self.items is not None else f"{route}." if route else ""
        self.start: int = event.start_mark.index
        # Of its last part so far; libyaml's mark lies after blank lines and comments.
        self.end: int = event.end_mark.index
        self.flow = bool(event.flow_style)
        self.key: str | None = None  # of a mapping: waiting for its value
        self.key_range: Range = (0, 0)


class _Builder:
    """Takes events in order and keeps what they build. ``last`` is the last scalar, for messages."""

    __slots__ = (
        "_documents", "_nodes", "_open", "_top", "keys", "last", "problems", "ranges", "source", "value", "written",
    )  # fmt: skip

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.value: Value = None
        self.written: dict[str, Written] = {}
        self.ranges: dict[str, Range] = {}
        self.keys: dict[str, Range] = {}
        self.problems: list[Problem] = []
        self.last: Any = None
        self._open: list[_Open] = []
        self._top: _Open | None = None  # the last of those
        self._nodes = 0
        self._documents = 0

    def take_all(self, next_event: Callable[[], Any]) -> None:
        """Take one event after another, to the end of the file."""
        kind: Any = None
        while kind is not StreamEndEvent:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
                self.last = event
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._start(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._end(event)
            elif kind is AliasEvent:
                self._refuse_node(event)
            elif kind is DocumentStartEvent:
                self._documents += 1
                if self._documents > 1:
                    self._refuse(event, "a second document starts here (`---`); keep one in a file")

    def _refuse_node(self, event: Any) -> NoReturn:
        """Refuse what makes a value mean something other than what stands there, or is one too many."""
        if event.anchor is not None:  # As of every alias.
            sign = self.source.text[event.start_mark.index]
            words = f"`{sign}` makes this an anchor or alias" if sign in "*&" else "an anchor stands here"
            self._refuse(
                event,
                f"{words}, and anchors and aliases are not allowed; write the value out, "
                "or put text that begins so in quotation marks",
            )
        if event.tag is not None:
            written = self.source.text[event.start_mark.index :].split(maxsplit=1)[0]
            self._refuse(event, f"the tag `{shorten(written)}` is not allowed; write the plain value")
        self._refuse(event, f"the file holds more than {MAX_NODES:,} keys and values; split it")

    def _scalar(self, event: Any) -> None:
        self._nodes += 1
        if event.anchor is not None or event.tag is not None or self._nodes > MAX_NODES:
            self._refuse_node(event)
        value, style = event.value, event.style
        start, end = event.start_mark.index, event.end_mark.index
        parent = self._top
        if parent is not None and parent.key is None and parent.items is None:
            if value in parent.pairs or (not style and value in _NO_KEYS):
                self._doubt_key(parent, event)
            parent.key = value
            parent.key_range = (start, end)
            parent.end = end
            return
        last = _last_line_end(self.source.text, start, end) if style in _BLOCKS else end
        if not style and value in NULLS:
            self._add(None, start, last)
        else:
            self.written[self._add(value, start, last)] = (value, start, last, end, style or "")

    def _doubt_key(self, parent: _Open, event: Any) -> None:
        """Refuse what is no key, and note one that stands there already."""
        if not event.style and event.value == "":
            self._refuse(event, "the key before `:` is missing")
        if not event.style and event.value == "<<":
            self._refuse(event, "merge keys (`<<`) are not allowed; write the keys out")
        if len(self.problems) < _MAX_DUPLICATES:
            line, column = self.source.line_column(self.keys[route_join(parent.route, event.value)][0])
            self.problems.append(
                self._problem(
                    event,
                    f"duplicate key `{shorten(event.value)}`; it stands at line {line}, column {column} already",
                )
            )

    def _start(self, event: Any) -> None:
        self._nodes += 1
        if event.anchor is not None or event.tag is not None or self._nodes > MAX_NODES:
            self._refuse_node(event)
        parent = self._top
        if len(self._open) == MAX_DEPTH:
            self._refuse(event, f"more than {MAX_DEPTH} levels stand inside each other here")
        if parent is not None and parent.key is None and parent.items is None:
            self._refuse(
                event, "a key must be plain text; put a value that starts with `{` or `[` in quotation marks"
            )
        value: list[Value] | dict[str, Value] = [] if type(event) is SequenceStartEvent else {}
        route = self._add(value, event.start_mark.index, event.end_mark.index)
        self._top = _Open(route, value, event)
        self._open.append(self._top)

    def _end(self, event: Any) -> None:
        closed = self._open.pop()
        end = event.end_mark.index if closed.flow else closed.end
        self.ranges[closed.route] = (closed.start, end)
        self._top = self._open[-1] if self._open else None
        if self._top is not None:
            self._top.end = end

    def _add(self, value: Value, start: int, end: int) -> str:
        """Put a value into what is open; give its route."""
        parent = self._top
        if parent is None:
            self.value, route = value, ""
        else:
            items, key = parent.items, parent.key
            if items is not None:
                route = f"{parent.prefix}{len(items)}]"
                items.append(value)
            elif key is not None:
                route = parent.prefix + key if key.isalnum() else route_join(parent.route, key)
                # The first of duplicate keys keeps its place, for the message about the others.
                self.keys.setdefault(route, parent.key_range)
                parent.pairs[key] = value
                parent.key = None
            parent.end = max(parent.end, end)
        self.ranges[route] = (start, end)
        return route

    def _problem(self, event: Any, message: str) -> Problem:
        return Problem(self.source.path, *self.source.line_column(event.start_mark.index), message)

    def _refuse(self, event: Any, message: str) -> NoReturn:
        raise InputError([self._problem(event, message)])


def _last_line_end(text: str, start: int, end: int) -> int:
    """End a block scalar with its last line of text; libyaml's mark lies after the blank lines below it."""
    end = start + len(text[start:end].rstrip("\r\n\x85\u2028\u2029 "))
    while end < len(text) and text[end] == " ":  # spaces that end a line belong to it
        end += 1
    return end
