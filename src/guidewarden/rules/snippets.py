"""Style and script that stand inside markup, with what only looks like code blanked out.

Blanking keeps offsets: a comment or a string becomes as many spaces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guidewarden.markup.nodes import MarkupDocument

_CSS_SILENT = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_JS_SILENT = re.compile(
    r"/\*.*?(?:\*/|\Z)|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.DOTALL
)
_DECLARATION = re.compile(
    r"(?:^|(?<=[{};]))\s*(?P<hack>[*_+#]?)(?P<name>-?[A-Za-z][\w-]*)\s*:(?P<value>[^;{}]*)"
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of style or script: its text, and where that begins in the markup's source.

    ``exact`` tells whether offsets inside the text are offsets of the source.
    """

    text: str
    start: int
    end: int
    exact: bool

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets of ``[start, end)`` of the text, or of the whole where it holds escapes."""
        return (self.start + start, self.start + end) if self.exact else (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A CSS declaration: ``hack`` is a mark such as ``*`` before the name; the value has its strings blanked."""

    hack: str
    name: str
    value: str
    start: int
    end: int


def styles(document: MarkupDocument) -> Iterator[Snippet]:
    """Give the style attributes and style elements, in source order."""
    found = list(_texts(document, "style"))
    for element in document.elements:
        attribute = element.attribute("style")
        if attribute is not None and attribute.value:
            exact = len(attribute.value) == attribute.value_end - attribute.value_start
            found.append(Snippet(attribute.value, attribute.value_start, attribute.value_end, exact))
    yield from sorted(found, key=lambda snippet: snippet.start)


def scripts(document: MarkupDocument) -> Iterator[Snippet]:
    """Give the texts of inline scripts."""
    yield from _texts(document, "script")


def _texts(document: MarkupDocument, name: str) -> Iterator[Snippet]:
    for run in document.texts:
        if run.parent is not None and document.elements[run.parent].name == name:
            yield Snippet(run.data, run.start, run.end, len(run.data) == run.end - run.start)


def blank_css(text: str) -> str:
    """Blank the comments and strings of a style."""
    return _CSS_SILENT.sub(_spaces, text)


def blank_script(text: str) -> str:
    """Blank the comments and strings of a script."""
    return _JS_SILENT.sub(_spaces, text)


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def declarations(style: str) -> Iterator[Declaration]:
    """Give the declarations of a style whose comments and strings are blanked; selectors are none."""
    for found in _DECLARATION.finditer(style):
        if style[found.end() : found.end() + 1] != "{":
            start = found.start("hack") if found["hack"] else found.start("name")
            yield Declaration(
                found["hack"], found["name"].lower(), found["value"].strip(), start, found.end()
            )
