"""IE007."""

import re
from collections.abc import Iterator

from guidewarden.markup.nodes import Doctype, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.ie._doctypes import Mode, mode_of
from guidewarden.rules.rule import GuideContext, Hit, rule

_SPACE = " \t\n\r\f"
_XML = re.compile(r"\?xml\b", re.IGNORECASE)
_ADVICE = "Let the page begin with <!DOCTYPE html>, and nothing before it"


@rule("IE007", "quirks-mode", severity=Severity.WARNING, phase="static", since="0.2")
def quirks_mode(context: GuideContext) -> Iterator[Hit]:
    """The page's beginning makes browsers show it as those of 1998 did.

    What it finds:
        On whole pages: no document type, or text or an element before it; a document type of the old kinds that the
        HTML standard names (a warning); those that bring “limited quirks” or stand behind an XML declaration (a
        note). Comments before the document type are fine, and fragments have none.

    Why it matters:
        In quirks mode sizes, tables and line heights are computed as in old browsers, so that the page's style falls
        apart in places; Edge's Internet Explorer mode shows it as Internet Explorer 5 did.

    Bad:
        ```html
        <html lang="en"><head><title>Archives</title></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

        ```html
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
        <html lang="en"><head><title>Archives</title></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

        ```html
        Skip to Main Content <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

        ```html
        <?xml version="1.0" encoding="utf-8"?>
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

    Good:
        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

        White space in it does no harm:

        ```html
        <!DOCTYPE html >
        <html lang="en"><head><title>Archives</title></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

        A comment may stand first:

        ```html
        <!-- saved from url=(0019)https://example.org/ -->
        <!doctype html SYSTEM "about:legacy-compat">
        <html lang="en"><head><title>Archives</title></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

        An old document type that brings no quirks:

        ```html
        <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
        <html lang="en"><head><title>Archives</title></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

        A box of a guide is no page:

        ```yaml
        - html: <p>The catalogue is open.</p>
        ```

    How to fix:
        Let the page begin with `<!DOCTYPE html>`, and nothing before it.

        In LibGuides, the system's administrator finds the page's beginning in the template (Admin, Look & Feel).

    Source:
        HTML standard, the “initial” insertion mode: https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode
    """
    if context.page is None:
        return
    document = context.page.document
    doctype = next(iter(document.doctypes), None)
    for severity, message, start, end in _trouble(document, doctype):
        yield Hit("page", message, _ADVICE, start, end, severity=severity)


def _trouble(document: MarkupDocument, doctype: Doctype | None) -> Iterator[tuple[Severity, str, int, int]]:
    first = _first_matter(document)
    if doctype is None:
        yield (
            Severity.WARNING,
            "The page has no document type: browsers show it in quirks mode",
            first,
            _line(document, first),
        )
        return
    if first < doctype.start:
        yield (
            Severity.WARNING,
            "Something stands before the document type, which therefore counts for nothing: quirks mode",
            first,
            _line(document, first),
        )
        return
    mode = mode_of(doctype, document.source[doctype.start : doctype.end])
    if mode is not Mode.STANDARDS:
        severity = Severity.WARNING if mode is Mode.QUIRKS else Severity.INFO
        yield severity, f"This document type puts browsers into {mode} mode", doctype.start, doctype.end
    declaration = next(
        (
            comment
            for comment in document.comments
            if comment.start < doctype.start and _XML.match(comment.data)
        ),
        None,
    )
    if declaration is not None:
        yield (
            Severity.INFO,
            "Nothing reads this XML declaration, and old versions of Internet Explorer stumble over it",
            declaration.start,
            declaration.end,
        )


def _first_matter(document: MarkupDocument) -> int:
    """Give where the first thing but comments, white space and the document type stands."""
    starts = [element.start for element in document.elements[:1]]
    for run in document.texts:
        words = run.data.lstrip(_SPACE)
        if words:
            starts.append(run.source_range(len(run.data) - len(words), len(run.data))[0])
            break
    return min(starts, default=0)


def _line(document: MarkupDocument, start: int) -> int:
    end = document.source.find("\n", start)
    return len(document.source) if end < 0 else end
