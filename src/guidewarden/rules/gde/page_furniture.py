"""GDE010."""

import re
from collections.abc import Iterator

from guidewarden.markup.nodes import MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.prose import is_quoted, visible_lines
from guidewarden.rules.rule import GuideContext, Hit, rule

_SKIP = re.compile(
    r"(?:skip|jump) to (?:the )?(?:main )?content|skip (?:the )?(?:main )?navigation(?: links)?|skip to (?:main )?navigation",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"\{\{\s*(?:skip_link|obsolete_browser_alert)\s*\}\}")
_WORDS = ("skip", "\u017fkip", "jump", "{{")
"""What every such text holds, in lower case; to a pattern, the long s is an s."""
_PLATFORM_IDS = frozenset(
    {"s-lg-public-skiplink", "s-lg-guide-tabs", "s-lg-guide-main", "s-lib-public-skiplink"}
)


@rule("GDE010", "page-furniture", severity=Severity.WARNING, phase="static", since="0.1")
def page_furniture(context: GuideContext) -> Iterator[Hit]:
    """Parts of the page around a guide were pasted into its text.

    What it finds:
        A line of an author's text that is nothing but “Skip to Main Content” (or a like skip link), the
        platform's own elements (`id="s-lg-public-skiplink"`), and template variables such as `{{skip_link}}`. The
        browser notice is IE002's. Sentences that speak of skip links, quotations and code are left alone.

    Why it matters:
        The page then has two skip links, of which the second leads to where the reader is; everybody else wonders
        what it means.

    Bad:
        ```yaml
        - markdown: |
            [Skip to Main Content](#s-lg-guide-main)

            The catalogue is open.
        ```

        ```yaml
        - html: <p>Skip to Main Content<br>The catalogue is open.</p>
        ```

        Pasted along with the page:

        ```yaml
        - markdown: |
            Skip to Main Content
            Begin with the catalogue.
        ```

        ```yaml
        - html: "{{skip_link}}<p>The catalogue is open.</p>"
        ```

    Good:
        ```yaml
        - markdown: Press Tab and choose “Skip to Main Content” to reach the catalogue.
        ```

        ```yaml
        - html: <p>A skip link reads <code>Skip to Main Content</code>.</p>
        ```

        ```yaml
        - markdown: Skip to main content that matters to you, the archives.
        ```

        ```yaml
        furniture: <a id="s-lg-public-skiplink" href="#s-lg-guide-main">Skip to Main Content</a>
        ```

    How to fix:
        Delete it from the text; the platform puts it on every page by itself.

        In LibGuides, open the box's rich text and delete the line.
    """
    may_hold = any(word in context.lowered for word in _WORDS)
    for markup in context.written if may_hold else context.written_holding("@id"):
        found = _pasted_words(markup.document) or _pasted_element(markup.document)
        if found:
            what, start, end = found
            message = f"“{what}” belongs to the page around the guide"
            yield Hit(markup.route, message, start=start, end=end, label=what)


def _pasted_words(document: MarkupDocument) -> tuple[str, int, int] | None:
    for line in visible_lines(document):
        for found in (*_SKIP.finditer(line.text), *_VARIABLE.finditer(line.text)):
            start, end = line.source_range(found.start(), found.end())
            whole = line.text.strip(" .»→|") == found[0] or _is_own_line(document.source, start, end)
            if (whole or found[0].startswith("{{")) and not is_quoted(line, found.start()):
                return found[0], start, end
    return None


def _is_own_line(source: str, start: int, end: int) -> bool:
    """Whether nothing else stands in the same line of the source, as after pasting a whole page."""
    before, after = source[:start].rstrip(" \t"), source[end:].lstrip(" \t\r")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))


def _pasted_element(document: MarkupDocument) -> tuple[str, int, int] | None:
    for element in document.elements:
        identifier = element.get("id")
        if identifier in _PLATFORM_IDS:
            return identifier, element.start, element.end
    return None
