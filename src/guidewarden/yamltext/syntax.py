"""What libyaml says of a syntax error → where it really is, in words that say what to do."""

import re
from typing import Any

import yaml

from guidewarden.model import Problem, SourceText

TAB = "a tab stands in the indentation; YAML needs spaces"
_QUOTE_IT = "put the whole value in quotation marks"
_MISALIGNED = (
    "this line does not fit what stands above it; indent it like the other keys or items of its list, "
    "or give a value that holds special characters quotation marks"
)
_NOT_CLOSED = "never closed; add the missing"

# libyaml's words → ours. "{char}" is the character at the place.
_MESSAGES = {
    "found character that cannot start any token": f"a value cannot start with “{{char}}”; {_QUOTE_IT}",
    "did not find expected alphabetic or numeric character": (
        f"a value cannot start with “{{char}}”; {_QUOTE_IT}"
    ),
    "found unknown escape character": (
        "in double quotation marks a backslash starts an escape, and this is none; "
        "write \\\\ for a backslash, or use single quotation marks"
    ),
    "found unexpected document indicator": (
        "`---` or `...` at the start of a line ends the file's text inside a quoted value; indent the line"
    ),
    "did not find expected '-' indicator": (
        "the items of this list start with `- ` in the same column, and this line does not; indent it like "
        "them, or, when it belongs to an item, like that item's keys"
    ),
    "block sequence entries are not allowed in this context": (
        f"a list cannot start on its key's line; put `- …` on the next line, or {_QUOTE_IT}"
    ),
    "mapping keys are not allowed in this context": f"a value cannot start with `? `; {_QUOTE_IT}",
    "the text ends here": "the text ends here, and a value or a closing bracket is missing",
    "did not find expected node content": f"a value cannot start with “{{char}}”; {_QUOTE_IT}",
    "did not find expected <document start>": (
        "this line does not belong to what stands above it; compare its indentation with that of the first line"
    ),
    "did not find expected comment or line break": (
        f"after `|` or `>` the text begins on the next line, indented; if this is no long text, {_QUOTE_IT}"
    ),
    "found a tab character that violates indentation": TAB,
    "found a tab character where an indentation space is expected": TAB,
    "found undefined tag handle": f"`!` starts a tag, and tags are not allowed; {_QUOTE_IT}",
    "found incompatible YAML document": "remove this `%YAML` line; guidewarden reads YAML 1.1 and 1.2",
}


def syntax_problem(error: yaml.YAMLError, source: SourceText, last: Any) -> Problem:
    """Word ``error``; ``last`` is the value that was read before it, which often is the real cause."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(source.path, 0, 0, f"this is not YAML: {_first_line(str(error))}")
    offset = error.problem_mark.index if error.problem_mark else 0
    opened = error.context_mark.index if error.context_mark else offset
    words = error.problem or ""
    tab = _tab_in_indentation(source, offset)
    if tab is not None:
        offset, message = tab, TAB
    elif words == "found unexpected end of stream":
        offset, message = opened, f"this quotation mark is {_NOT_CLOSED} one"
    elif words.startswith("did not find expected ',' or "):
        offset, message = opened, f"this bracket is {_NOT_CLOSED} `{words[-2]}`, or a comma is missing"
    elif words == "could not find expected ':'":
        offset, message = (
            opened,
            ("this line is neither `key: value` nor part of the value above; add `: `, or indent it"),
        )
    elif words == "mapping values are not allowed in this context":
        offset, message = _second_colon(source, offset, last)
    elif words == "did not find expected key":
        message = _no_key(source, offset, last)
    elif error.context in {"while scanning a tag", "while parsing a tag"}:
        offset, message = opened, _MESSAGES["found undefined tag handle"]
    else:
        character = source.text[offset : offset + 1]
        if words == "did not find expected node content" and not character.strip():
            words = "the text ends here"
        if words.startswith("did not find expected alpha"):
            offset = opened
            character = source.text[offset : offset + 1]
        message = _MESSAGES.get(words, f"this is not YAML: {words}").format(char=character)
    return Problem(source.path, *source.line_column(offset), message)


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _tab_in_indentation(source: SourceText, offset: int) -> int | None:
    """Give the place of the first tab in the indentation of the line at ``offset``."""
    line, _ = source.line_column(offset)
    found = re.match(r" *\t", source.line_text(line))
    start = offset - source.line_column(offset)[1] + 1
    return start + found.end() - 1 if found else None


def _second_colon(source: SourceText, offset: int, last: Any) -> tuple[int, str]:
    """Tell a value with a colon in it from a key indented below a value."""
    if last is not None and last.end_mark.index == offset:
        start = last.start_mark.index
        line_start = source.text.rfind("\n", start, offset) + 1
        if line_start:
            glued = re.match(r"[\w-]+:(?=\S)", source.text[start:line_start])
            if glued:
                return start + glued.end(), f"a space is missing after `{glued.group()}`"
            key = source.text[line_start:offset]
            first_line = source.line_column(start)[0]
            return line_start + len(key) - len(key.lstrip()), (
                f"a key cannot stand here, since line {first_line} holds a value already; "
                "indent it like the keys it belongs with, or end that line with `:`"
            )
        return offset, f"a `: ` cannot stand inside a value; {_QUOTE_IT}"
    return offset, f"a `: ` cannot stand here; indent the line like those around it, or {_QUOTE_IT}"


def _no_key(source: SourceText, offset: int, last: Any) -> str:
    """Tell text after a closing quotation mark from a line indented wrongly."""
    before = source.text[:offset].rstrip(" ")
    if last is not None and last.end_mark.index == len(before) and before[-1:] in {"'", '"'}:
        quote = before[-1]
        doubled = "''" if quote == "'" else '\\"'
        return (
            f"text follows the closing quotation mark; inside {quote}…{quote} write {doubled} for that mark"
        )
    if source.text[offset : offset + 1] == ":":
        return "the key before `:` is missing"
    if source.text[offset : offset + 1] == "-":
        return "a list item cannot stand among keys; indent it below the key it belongs to"
    return _MISALIGNED
