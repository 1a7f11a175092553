"""Markdown to the HTML it stands for, as text. Raw HTML passes through: whoever shows the result makes it safe."""

import re

import pyromark

from guidewarden.markup.decoding import without_surrogates
from guidewarden.markup.markdown import OPTIONS

_NUMBER_BEFORE_NOTE = re.compile(r'(<sup class="footnote-definition-label">[^<]*</sup>)\n<p>')


def markdown_to_html(text: str) -> str:
    """Render Markdown with the extensions guides may use. Any text is accepted; nothing is raised.

    A footnote's number is put into its first paragraph, where it is read.
    """
    rendered = pyromark.html(without_surrogates(text), options=OPTIONS)
    return _NUMBER_BEFORE_NOTE.sub(r"<p>\1 ", rendered)
