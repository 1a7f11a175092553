"""A11Y016."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule

_NO_TITLES = frozenset(
    {"untitled", "untitled document", "document", "home", "index", "new page", "page title", "title"}
)


@rule("A11Y016", "page-title", severity=Severity.WARNING, phase="static", since="0.2")
def page_title(context: GuideContext) -> Iterator[Hit]:
    """The page has no title, or one that says nothing.

    What it finds:
        On whole pages: no `<title>`, an empty one, or one such as “Untitled Document”. A `<title>` inside a drawing
        (SVG) is the drawing's.

    Why it matters:
        The title is what a screen reader says first, what a browser's tab shows, and what a search engine lists
        (WCAG 2.4.2).

    Bad:
        ```html
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"></head>
        <body><main><h1>Archives</h1></main></body></html>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Untitled Document</title></head>
        <body><main><h1>Archives</h1></main></body></html>
        ```

    Good:
        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives – Research guides</title></head>
        <body><main><h1>Archives</h1></main></body></html>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Home – Library of Brussels</title></head>
        <body><main><h1>Archives</h1></main></body></html>
        ```

        A fragment is no page:

        ```html
        <h2>Archives</h2><p>The catalogue is open.</p>
        ```

    How to fix:
        Name the guide, then the library: <title>Archives – Research guides</title>.

        In LibGuides, it is the guide's name: choose the gear, then Guide Name & Description.

    Source:
        WCAG 2.1, 2.4.2 Page Titled: https://www.w3.org/WAI/WCAG21/Understanding/page-titled
    """
    if context.page is None:
        return
    document = context.page.document
    titles = [
        each
        for each in document.named("title")
        if not any(above.name == "svg" for above in document.ancestors(each.parent))
    ]
    title = titles[0] if titles else None
    text = title.text if title else ""
    if text and text.strip(" .").lower() not in _NO_TITLES:
        return
    place = title or next(document.named("head", "html"), None)
    yield Hit(
        "page",
        f"The page's title, “{text}”, says nothing" if text else "The page has no title",
        start=place.start if place else None,
        end=place.end if place else None,
        label=text,
    )
