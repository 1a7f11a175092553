"""A11Y015."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.pages import page_language as language_of
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("A11Y015", "page-language", severity=Severity.WARNING, phase="static", since="0.2")
def page_language(context: GuideContext) -> Iterator[Hit]:
    """The page does not say which language it is in.

    What it finds:
        On whole pages: no `lang` on `<html>`, an empty one, or one that is no language's code, such as `english`.
        Guides say their language under `language`.

    Why it matters:
        A screen reader guesses, and may read English with the sounds of French (WCAG 3.1.1); browsers offer to
        translate what needs no translation.

    Bad:
        ```html
        <!DOCTYPE html>
        <html><head><title>Archives</title></head>
        <body><main><h1>Archives</h1></main></body></html>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="english"><head><title>Archives</title></head>
        <body><main><h1>Archives</h1></main></body></html>
        ```

    Good:
        ```html
        <!DOCTYPE html>
        <html lang="en-GB"><head><title>Archives</title></head>
        <body><main><h1>Archives</h1></main></body></html>
        ```

        ```html
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" lang="fr"><head><title>Archives</title></head>
        <body><main><h1>Archives</h1></main></body></html>
        ```

        A fragment is no page:

        ```html
        <h2>Archives</h2><p>The catalogue is open.</p>
        ```

    How to fix:
        Write the language's code on the page's first element: <html lang="en">.

        In LibGuides, the administrator chooses the system's language under Admin, System Settings; a guide's own
        under Guide Settings.

    Source:
        WCAG 2.1, 3.1.1 Language of Page: https://www.w3.org/WAI/WCAG21/Understanding/language-of-page
    """
    if context.page is None or language_of(context.page.document) is not None:
        return
    html = next(context.page.document.named("html"), None)
    written = (html.get("lang") or "").strip() if html else ""
    yield Hit(
        "page",
        f"“{written}” is no language that programs know"
        if written
        else "The page does not say which language it is in",
        start=html.start if html else None,
        end=html.end if html else None,
        label=written,
    )
