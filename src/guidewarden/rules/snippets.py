"""Scripts that stand inside markup, with what only looks like code blanked out.

For rules that seek a word or two it does without a parser, whose import is not free. Blanking keeps offsets: a comment
or a string becomes as many spaces.
"""

import re

from guidewarden.markup.embedded import scripts

__all__ = ["blank_script", "blank_script_comments", "scripts"]

_JS_SILENT = re.compile(
    r"/\*.*?(?:\*/|\Z)|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`", re.DOTALL
)


def blank_script(text: str) -> str:
    """Blank the comments and strings of a script."""
    return _JS_SILENT.sub(_spaces, text)


def blank_script_comments(text: str) -> str:
    """Blank the comments of a script and keep its strings."""
    return _JS_SILENT.sub(lambda found: _spaces(found) if found[0][0] == "/" else found[0], text)


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])
