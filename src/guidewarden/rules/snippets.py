"""Scripts that stand inside markup, with what only looks like code blanked out.

For rules that seek a word or two it does without a parser, whose import is not free. Blanking keeps offsets: a comment
or a string becomes as many spaces.
"""

import re
from collections.abc import Iterator, Sequence

from guidewarden.markup.embedded import Snippet, scripts
from guidewarden.markup.nodes import MarkupDocument
from guidewarden.rules.rule import GuideContext, Markup

__all__ = ["blank_script", "blank_script_comments", "scripts", "scripts_of"]

_ADDRESS = "javascript:"

_JS_SILENT = re.compile(
    r"/\*.*?(?:\*/|\Z)|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.DOTALL
)


def scripts_of(context: GuideContext) -> Iterator[tuple[Markup, Snippet]]:
    """Give all inline scripts, those in links' addresses (``javascript:``) too."""
    for markup in context.holding(*context.script_marks, "@href"):
        for script in (*scripts(markup.document), *markup.document.once(_addresses)):
            yield markup, script


def _addresses(document: MarkupDocument) -> Sequence[Snippet]:
    # The scheme is left in: a script may begin with a label.
    return tuple(
        Snippet(element.values["href"], element, "href", document.source)
        for element in document.with_attribute("href")
        if element.syntax == "html" and element.values["href"][:40].lstrip().lower().startswith(_ADDRESS)
    )


def blank_script(text: str) -> str:
    """Blank the comments and strings of a script."""
    return _JS_SILENT.sub(_spaces, text)


def blank_script_comments(text: str) -> str:
    """Blank the comments of a script and keep its strings."""
    return _JS_SILENT.sub(lambda found: _spaces(found) if found[0][0] == "/" else found[0], text)


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])
