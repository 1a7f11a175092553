"""GDE010."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.prose import is_quoted, visible_lines
from guidewarden.rules.rule import GuideContext, Hit, rule

_SKIP = re.compile(
    r"(?:skip|jump) to (?:the )?(?:main )?content|skip (?:the )?(?:main )?navigation(?: links)?|skip to (?:main )?navigation",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"\{\{\s*(?:skip_link|obsolete_browser_alert)\s*\}\}")
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
    for markup in context.written:
        document = markup.document
        for line in visible_lines(document):
            text = line.text.strip(" .»→|")
            found = _SKIP.fullmatch(text) or _VARIABLE.search(line.text)
            if found and not is_quoted(document, line, 0):
                start, end = line.source_range(0, len(line.text))
                yield Hit(
                    markup.route,
                    f"“{found[0]}” belongs to the page around the guide",
                    start=start,
                    end=end,
                    label=found[0],
                )
                break
        else:
            for element in document.elements:
                if element.get("id") in _PLATFORM_IDS:
                    yield Hit(
                        markup.route,
                        f"The element “{element.get('id')}” belongs to the page around the guide",
                        start=element.start,
                        end=element.end,
                        label=element.get("id") or "",
                    )
                    break
