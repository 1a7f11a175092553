"""A11Y005."""

import re
from collections.abc import Iterator

from guidewarden.markup.nodes import Element
from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_SKIP = re.compile(r"\b(?:skip|jump)\b.*\b(?:to|over|past|navigation|content|main)\b", re.IGNORECASE)
# What platforms call the element around the guide; it stands on the page, not in the guide file.
_PLATFORM_TARGETS = frozenset(
    {"s-lg-guide-main", "s-lg-content", "main", "main-content", "maincontent", "content"}
)


@rule("A11Y005", "skip-link", severity=Severity.ERROR, phase="static", since="0.1")
def skip_link(context: GuideContext) -> Iterator[Hit]:
    """The page around the guide has no skip link, or one that leads nowhere.

    What it finds:
        Where `furniture` is given: no link to a place in the page with a text such as “Skip to Main Content” (a
        warning), or one whose target is nowhere on the page (an error). The names that platforms give the guide's
        own element, such as `s-lg-guide-main`, are known.

    Why it matters:
        Without it people who use a keyboard go through the whole menu on every page before they reach the guide
        (WCAG 2.4.1).

    Bad:
        ```yaml
        furniture: <a href="#s-lg-guide-mian">Skip to Main Content</a>
        ```

        ```yaml
        furniture: <nav><a href="https://example.org/">Home</a></nav>
        ```

        ```yaml
        furniture: <a href="#">Skip to Main Content</a>
        ```

    Good:
        ```yaml
        furniture: <a id="s-lg-public-skiplink" class="alert-info" href="#s-lg-guide-main">Skip to Main Content</a>
        ```

        ```yaml
        furniture: <a href="#guide">Skip to content</a><nav>Menu</nav><div id="guide"></div>
        ```

        The target may be in the guide:

        ```yaml
        furniture: <a href="#start">Skip navigation</a>
        sections:
          - title: Reading
            blocks:
              - html: <p id="start">The catalogue is open.</p>
        ```

        No furniture is given, so nothing is known:

        ```yaml
        title: A guide without furniture
        ```

    How to fix:
        Let the link's href be # and the id of the element that holds the guide.

        In LibGuides, the system's administrator restores `{{skip_link}}` in the template (Admin, Look & Feel).

    Source:
        WCAG 2.1, 2.4.1 Bypass Blocks: https://www.w3.org/WAI/WCAG21/Understanding/bypass-blocks
    """
    furniture = next((markup for markup in context.markups if markup.is_furniture), None)
    if furniture is None:
        return
    links = _skip_links(furniture)
    if not links:
        yield Hit(
            "furniture",
            "The page has no skip link: people with a keyboard go through the whole menu first",
            "Put a link “Skip to Main Content” first on the page",
            severity=Severity.WARNING,
        )
    identifiers = _PLATFORM_TARGETS | {
        identifier
        for markup in context.markups
        for element in markup.document.elements
        for identifier in (element.get("id"), element.get("name") if element.name == "a" else None)
        if identifier
    }
    for link in links:
        target = (link.get("href") or "").removeprefix("#")
        if target not in identifiers:
            yield Hit(
                "furniture",
                f"The skip link leads nowhere: nothing on the page has the id “{target}”",
                start=link.start,
                end=link.end,
                label=link.text,
            )


def _skip_links(furniture: Markup) -> list[Element]:
    return [
        element
        for element in furniture.document.named("a")
        if (element.get("href") or "").startswith("#")
        and _SKIP.search(element.get("aria-label") or element.text)
    ]
