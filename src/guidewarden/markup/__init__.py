"""HTML and Markdown to positioned nodes. The parsers are hidden here, so that a better one can replace them."""

from guidewarden.markup.decoding import text_map, without_surrogates
from guidewarden.markup.html import read_html
from guidewarden.markup.markdown import read_markdown
from guidewarden.markup.nodes import (
    TEXT_LIMIT,
    Attribute,
    Comment,
    Doctype,
    Element,
    MarkupDocument,
    Syntax,
    TextRun,
)
from guidewarden.markup.paragraphs import is_plain
from guidewarden.markup.rendering import markdown_to_html

__all__ = [
    "TEXT_LIMIT", "Attribute", "Comment", "Doctype", "Element", "MarkupDocument", "Syntax", "TextRun", "is_plain", "markdown_to_html",
    "read_html", "read_markdown", "text_map", "without_surrogates",
]  # fmt: skip
