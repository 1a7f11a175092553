"""Style and script that stand inside markup, each with the way back to the markup's source."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from msgspec import Struct

from guidewarden.markup.css import read_style_attribute, read_style_sheet
from guidewarden.markup.decoding import text_map
from guidewarden.markup.javascript import read_script
from guidewarden.markup.nodes import Element, MarkupDocument, TextRun, in_source_order
from guidewarden.markup.script import Script
from guidewarden.markup.stylesheet import StyleSheet
from guidewarden.model import Segment, TextMap

# HTML standard, "JavaScript MIME type essence match" and "prepare the script element"; JScript is Microsoft's name.
_SCRIPT_TYPES = frozenset(
    {
        "", "module", "application/ecmascript", "application/javascript", "application/x-ecmascript",
        "application/x-javascript", "text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1",
        "text/javascript1.2", "text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript",
        "text/livescript", "text/x-ecmascript", "text/x-javascript",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Snippet:
    """A piece of style or script: its text, decoded, and the element it is in or on.

    ``attribute`` is the name of the attribute that holds it, None when it is the element's content.
    Where it stands in the markup's source is found when it is asked for: most snippets hold nothing to tell.
    """

    text: str
    element: Element
    attribute: str | None
    source: str = field(repr=False)
    runs: Sequence[TextRun] = field(default=(), repr=False)

    @cached_property
    def map(self) -> TextMap:
        """The way from offsets of the text to offsets of the markup's source."""
        found = None if self.attribute is None else self.element.attribute(self.attribute)
        if found is None:
            return TextMap(tuple(_segments(self.runs)))
        start, end, length = found.value_start, found.value_end, len(self.text)
        mapped = text_map(self.source, start, end, self.text)
        return mapped or TextMap((Segment(0, start, length, length),))

    @property
    def exact(self) -> bool:
        """Whether it stands in the source just as it is, in one piece, so that parts of it can be cut out."""
        segments = self.map.segments
        return len(segments) == 1 and segments[0].length == segments[0].source_length

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of ``[start, end)`` of the text."""
        return self.map.source_range(start, end)


def styles(document: MarkupDocument) -> Iterator[Snippet]:
    """Give the style elements and style attributes, in source order."""
    return iter(document.once(_styles))


def _styles(document: MarkupDocument) -> tuple[Snippet, ...]:
    return tuple(_each_style(document))


def _each_style(document: MarkupDocument) -> Iterator[Snippet]:
    contents = _contents(document, "style")
    for element in in_source_order(document.named("style"), document.with_attribute("style")):
        if element.name == "style":
            kind = (element.get("type") or "").strip().lower()
            if element.index in contents and kind in {"", "text/css"}:
                yield _content(document.source, element, contents[element.index])
        if element.values.get("style"):
            yield Snippet(element.values["style"], element, "style", document.source)


def scripts(document: MarkupDocument) -> Iterator[Snippet]:
    """Give the inline scripts and the event-handler attributes that hold JavaScript, in source order."""
    return iter(document.once(_scripts))


def _scripts(document: MarkupDocument) -> tuple[Snippet, ...]:
    return tuple(_each_script(document))


def _each_script(document: MarkupDocument) -> Iterator[Snippet]:
    contents = _contents(document, "script")
    handlers = {name for name in document.attribute_names() if name.startswith("on") and name[2:].isalpha()}
    for element in in_source_order(document.named("script"), document.with_attribute(*handlers)):
        if element.index in contents and is_javascript(element) and "src" not in element.values:
            yield _content(document.source, element, contents[element.index])
        for name, value in element.values.items() if handlers else ():
            if value and name in handlers:
                yield Snippet(value, element, name, document.source)


class StyleOf(Struct, frozen=True):
    """A style of a document, and what was read from it."""

    snippet: Snippet
    sheet: StyleSheet


class ScriptOf(Struct, frozen=True):
    """A script of a document, and what was read from it."""

    snippet: Snippet
    script: Script


def read_styles(document: MarkupDocument) -> tuple[StyleOf, ...]:
    """Read all styles of a document. Attributes that say the same are read once: word processors repeat them."""
    known: dict[str, StyleSheet] = {}
    read = []
    for snippet in styles(document):
        if snippet.attribute is None:
            read.append(StyleOf(snippet, read_style_sheet(snippet.text)))
            continue
        if snippet.text not in known:
            known[snippet.text] = read_style_attribute(snippet.text)
        read.append(StyleOf(snippet, known[snippet.text]))
    return tuple(read)


def read_scripts(document: MarkupDocument) -> tuple[ScriptOf, ...]:
    """Read all scripts of a document. Those that say the same are read once."""
    known: dict[str, Script] = {}
    read = []
    for snippet in scripts(document):
        if snippet.text not in known:
            known[snippet.text] = read_script(snippet.text)
        read.append(ScriptOf(snippet, known[snippet.text]))
    return tuple(read)


def is_javascript(element: Element) -> bool:
    """Whether a script element holds JavaScript, rather than data, a template or VBScript."""
    kind = element.get("type")
    if kind is None:
        language = (element.get("language") or "").strip().lower()
        kind = f"text/{language}" if language else ""
    return kind.partition(";")[0].strip().lower() in _SCRIPT_TYPES


def _contents(document: MarkupDocument, name: str) -> dict[int, list[TextRun]]:
    wanted = {element.index for element in document.named(name)}
    contents: defaultdict[int, list[TextRun]] = defaultdict(list)
    if wanted:
        for run in document.texts:
            if run.parent in wanted:
                contents[run.parent].append(run)
    return contents


def _content(source: str, element: Element, runs: Sequence[TextRun]) -> Snippet:
    return Snippet("".join([run.data for run in runs]), element, None, source, runs)


def _segments(runs: Sequence[TextRun]) -> Iterator[Segment]:
    """Lead from the text that runs make together to where each of them stands."""
    position = 0
    for run in runs:
        length = len(run.data)
        for part in run.map.segments if run.map else (Segment(0, run.start, length, length),):
            yield Segment(position + part.start, part.source_start, part.length, part.source_length)
        position += length
