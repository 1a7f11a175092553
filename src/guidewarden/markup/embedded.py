"""Style and script that stand inside markup, each with the way back to the markup's source."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidewarden.markup.css import read_style_attribute, read_style_sheet
from guidewarden.markup.decoding import text_map
from guidewarden.markup.javascript import read_script
from guidewarden.markup.nodes import Attribute, Element, MarkupDocument, TextRun, in_source_order
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


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of style or script: its text, decoded, and the element it is in or on.

    ``attribute`` is the name of the attribute that holds it, None when it is the element's content.
    ``map`` leads from offsets of the text to offsets of the markup's source.
    """

    text: str
    element: Element
    attribute: str | None
    map: TextMap

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
                yield _content(element, contents[element.index])
        attribute = element.attribute("style")
        if attribute is not None and attribute.value:
            yield _value(document.source, element, attribute)


def scripts(document: MarkupDocument) -> Iterator[Snippet]:
    """Give the inline scripts and the event-handler attributes that hold JavaScript, in source order."""
    return iter(document.once(_scripts))


def _scripts(document: MarkupDocument) -> tuple[Snippet, ...]:
    return tuple(_each_script(document))


def _each_script(document: MarkupDocument) -> Iterator[Snippet]:
    contents = _contents(document, "script")
    handlers = {name for name in document.attribute_names() if name.startswith("on") and name[2:].isalpha()}
    for element in in_source_order(document.named("script"), document.with_attribute(*handlers)):
        if element.index in contents and is_javascript(element) and element.attribute("src") is None:
            yield _content(element, contents[element.index])
        for attribute in element.attributes if handlers else ():
            if attribute.value and attribute.name in handlers:
                yield _value(document.source, element, attribute)


@dataclass(frozen=True, slots=True)
class StyleOf:
    """A style of a document, and what was read from it."""

    snippet: Snippet
    sheet: StyleSheet


@dataclass(frozen=True, slots=True)
class ScriptOf:
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


def _content(element: Element, runs: Sequence[TextRun]) -> Snippet:
    segments: list[Segment] = []
    position = 0
    for run in runs:
        length = len(run.data)
        parts = run.map.segments if run.map else (Segment(0, run.start, length, length),)
        segments += [
            Segment(position + part.start, part.source_start, part.length, part.source_length)
            for part in parts
        ]
        position += length
    return Snippet("".join(run.data for run in runs), element, None, TextMap(tuple(segments)))


def _value(source: str, element: Element, attribute: Attribute) -> Snippet:
    value, start, end = attribute.value or "", attribute.value_start, attribute.value_end
    mapped = text_map(source, start, end, value) or TextMap((Segment(0, start, len(value), len(value)),))
    return Snippet(value, element, attribute.name, mapped)
