"""YAML text → values, each with its place, built from one pass over libyaml's events.

libyaml's composer is never asked: it recurses, and 40,000 brackets would end the process. Events come
one by one, so every limit holds before anything is built, and nothing here recurses.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeAlias

import yaml

from guidewarden.model import InputError, Problem, Scalar, SourceText
from guidewarden.yamltext.reading import MAX_BYTES, unwanted_character
from guidewarden.yamltext.routes import route_join
from guidewarden.yamltext.scalars import text_map
from guidewarden.yamltext.syntax import syntax_problem
from guidewarden.yamltext.words import shorten

MAX_DEPTH = 50
"""How deep mappings and lists may stand inside each other."""
MAX_NODES = 100_000
"""How many keys, values, mappings and lists a file may hold in all."""

_MAX_DUPLICATES = 100
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands for no value where it is written without quotation marks."""
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|^\N{ZERO WIDTH NO-BREAK SPACE}"
)

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""What a YAML file holds: every scalar is a string, or None when nothing, ``~`` or ``null`` is written."""
Range: TypeAlias = tuple[int, int]
"""Two code-point offsets of the file's text, the end exclusive."""


@dataclass(frozen=True, slots=True)
class Tree:
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
    if found := _UNPRINTABLE.search(source.text):
        raise InputError([unwanted_character(source, found.start())])
    builder = _Builder(source)
    last: Any = None
    try:
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            builder.take(event)
            if isinstance(event, yaml.ScalarEvent):
                last = event
    except yaml.YAMLError as error:
        raise InputError([syntax_problem(error, source, last)]) from None
    if builder.problems:
        raise InputError(builder.problems)
    return Tree(builder.value, builder.scalars, builder.ranges, builder.keys)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    route: str
    value: list[Value] | dict[str, Value]
    start: int
    flow: bool
    end: int  # of its last part so far; libyaml's own mark lies after blank lines and comments
    key: str | None = None  # of a mapping: waiting for its value
    key_range: Range | None = None


@dataclass(slots=True)
class _Builder:
    """Takes events in order and keeps what they build."""

    source: SourceText
    value: Value = None
    scalars: dict[str, Scalar] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)
    keys: dict[str, Range] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _nodes: int = 0
    _documents: int = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event)
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_extras(event)
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse_extras(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(event, "a second document starts here (`---`); keep one in a file")

    def _refuse_extras(self, event: Any) -> None:
        """Refuse what makes a value mean something other than what stands there, and count nodes."""
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
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
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(event, f"the file holds more than {MAX_NODES:,} keys and values; split it")

    def _scalar(self, event: Any) -> None:
        start, end, text = event.start_mark.index, event.end_mark.index, self.source.text
        plain = not event.style
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._key(parent, event, plain=plain)
            return
        if event.style in {"|", ">"}:
            end = _last_line_end(text, start, end)
        if plain and event.value in NULLS:
            self._add(None, start, end)
            return
        route = self._add(event.value, start, end)
        placed = text_map(text, start, event.end_mark.index, event.style or "", event.value)
        self.scalars[route] = Scalar(event.value, start, end, placed, self.keys.get(route))

    def _key(self, parent: _Open, event: Any, *, plain: bool) -> None:
        if plain and event.value == "":
            self._refuse(event, "the key before `:` is missing")
        if plain and event.value == "<<":
            self._refuse(event, "merge keys (`<<`) are not allowed; write the keys out")
        parent.key = event.value
        parent.key_range = (event.start_mark.index, event.end_mark.index)
        parent.end = event.end_mark.index
        if event.value in parent.value and len(self.problems) < _MAX_DUPLICATES:
            line, column = self.source.line_column(self.keys[route_join(parent.route, event.value)][0])
            self.problems.append(
                self._problem(
                    event,
                    f"duplicate key `{shorten(event.value)}`; it stands at line {line}, column {column} already",
                )
            )

    def _start(self, event: Any) -> None:
        if len(self._open) == MAX_DEPTH:
            self._refuse(event, f"more than {MAX_DEPTH} levels stand inside each other here")
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._refuse(
                event, "a key must be plain text; put a value that starts with `{` or `[` in quotation marks"
            )
        value: list[Value] | dict[str, Value] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        start, end = event.start_mark.index, event.end_mark.index
        route = self._add(value, start, end)
        self._open.append(_Open(route, value, start, bool(event.flow_style), end))

    def _end(self, event: Any) -> None:
        closed = self._open.pop()
        if closed.flow:
            closed.end = event.end_mark.index
        self.ranges[closed.route] = (closed.start, closed.end)
        if self._open:
            self._open[-1].end = closed.end

    def _add(self, value: Value, start: int, end: int) -> str:
        """Put a value into what is open; give its route."""
        if not self._open:
            self.value, route = value, ""
        else:
            parent = self._open[-1]
            if isinstance(parent.value, list):
                route = route_join(parent.route, len(parent.value))
                parent.value.append(value)
            else:
                key = parent.key or ""
                route = route_join(parent.route, key)
                # The first of duplicate keys keeps its place, for the message about the others.
                if route not in self.keys and parent.key_range is not None:
                    self.keys[route] = parent.key_range
                parent.value[key] = value
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
