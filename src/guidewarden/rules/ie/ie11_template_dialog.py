"""IE101."""

from collections.abc import Iterator

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.ie11 import children, elements, hit, is_hidden_of_old, markups
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("IE101", "ie11-template-dialog", severity=Severity.ERROR, phase="static", since="0.2")
def ie11_template_dialog(context: GuideContext) -> Iterator[Hit]:
    """Internet Explorer 11 shows what should be hidden: a template or a closed dialog.

    What it finds:
        With `markup.target: ie11`: `<template>` and `<dialog>` that hold something and are not hidden in the old
        way too (`hidden`, `style="display: none"`). A dialog that is `open` is left alone, since all see it.

    Why it matters:
        The browser knows neither element and shows what stands inside: readers see stray text with places for words
        that a script never fills, or a question that cannot be closed.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <p>Results</p><template><p>No result for {{query}}</p></template>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><dialog><p>Do you want to leave the guide?</p></dialog>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <p>Results</p><template hidden><p>No result for {{query}}</p></template>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><dialog open><p>The catalogue is open.</p></dialog>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Write <code>&lt;template&gt;</code>.</p><!-- <dialog>x</dialog> --><div role="dialog" hidden>Text</div>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and add `hidden` to the element; a script then shows
        a dialog by taking it away.

    Source:
        MDN browser-compat-data, html.elements.template and html.elements.dialog
    """
    for markup in markups(context):
        for element in elements(markup, "template", "dialog"):
            opened = element.name == "dialog" and element.attribute("open") is not None
            if not opened and not is_hidden_of_old(element) and _holds_something(markup.document, element):
                message = (
                    f"Internet Explorer 11 shows to everybody what this <{element.name}> should keep hidden"
                )
                yield hit(markup, message, (element.start, element.end), f"<{element.name}>", Severity.ERROR)


def _holds_something(document: MarkupDocument, element: Element) -> bool:
    return bool(element.text) or bool(children(document, element))
