"""A11Y014."""

from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument, in_source_order
from guidewarden.model import Severity
from guidewarden.rules.prose import hidden
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("A11Y014", "main-landmark", severity=Severity.WARNING, phase="static", since="0.2")
def main_landmark(context: GuideContext) -> Iterator[Hit]:
    """The page does not mark where its own matter begins, or marks it twice.

    What it finds:
        On whole pages: no `<main>` and no `role="main"`, or more than one that is not hidden. On a LibGuides page a
        missing one is the platform's, and only noted. Pages of frames have none.

    Why it matters:
        Screen readers have a key that leads to the main part; without the mark it does nothing (WCAG 1.3.1).

    Bad:
        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><h1>Archives</h1><p>The catalogue is open.</p></body></html>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><main><h1>Archives</h1></main><div role="main"><p>The catalogue is open.</p></div></body></html>
        ```

    Good:
        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><main><h1>Archives</h1><p>The catalogue is open.</p></main></body></html>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><div role="main"><h1>Archives</h1><p>The catalogue is open.</p></div></body></html>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><main><h1>Archives</h1></main><main hidden><h1>Results</h1></main></body></html>
        ```

    How to fix:
        Put the page's own matter, without menus and footers, into one <main>.

        In LibGuides, the system's administrator puts it into the template (Admin, Look & Feel).

    Source:
        W3C, ARIA11 “Using ARIA landmarks to identify regions of a page”:
        https://www.w3.org/WAI/WCAG21/Techniques/aria/ARIA11
    """
    if context.page is None or next(context.page.document.named("frameset"), None) is not None:
        return
    document = context.page.document
    unseen = hidden(document)
    mains = [each for each in _suspects(document) if _is_main(each)]
    shown = [each for each in mains if not unseen[each.index]]
    if not mains:
        body = next(document.named("body"), None)
        platform = len(context.markups) > 1
        yield Hit(
            "furniture" if platform else "page",
            "The page does not mark where its own matter begins: it has no <main>",
            start=body.start if body else None,
            end=body.end if body else None,
            label="<main>",
        )
    for second in shown[1:2]:
        message = "The page marks a second place as its own matter"
        yield Hit("page", message, start=second.start, end=second.end, label=f"<{second.name}>")


def _suspects(document: MarkupDocument) -> Sequence[Element]:
    return in_source_order(document.named("main"), document.with_attribute("role"))


def _is_main(element: Element) -> bool:
    role = (element.get("role") or "").strip().lower()
    return role == "main" or (element.name == "main" and role in {"", "main"})
