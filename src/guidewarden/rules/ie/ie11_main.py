"""IE106."""

from collections.abc import Iterator

from guidewarden.markup.nodes import Element
from guidewarden.model import Severity
from guidewarden.rules.ie11 import elements, hit, markups
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule


@rule("IE106", "ie11-main", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_main(context: GuideContext) -> Iterator[Hit]:
    """Internet Explorer 11 does not know the main element, unless it is told how to show it and what it is.

    What it finds:
        With `markup.target: ie11`: `<main>` without `role="main"`, or without `display: block` in a style of its own or
        for `main`, its id or one of its classes in a `<style>` of the same text.

    Why it matters:
        The browser shows the element like a word in a line, so that widths and margins have no effect; and people who use
        a screen reader cannot jump to it.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <main><p>The catalogue is open.</p></main>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: "<main role='main' style='display: block'><p>The catalogue is open.</p></main>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>article, main { display: block }</style>
            <main role="main"><p>The catalogue is open.</p></main>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <div role="main" class="main"><p>The main catalogue is open.</p></div>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and write
        `<main role="main" style="display: block">`; in the template, the administrator does it under Admin, Look & Feel.

    Source:
        MDN browser-compat-data, html.elements.main; HTML standard, the main element
    """
    for markup in markups(context):
        for element in elements(markup, "main"):
            missing = [
                what
                for what, there in (
                    ("role=main", (element.get("role") or "").strip().lower() == "main"),
                    ("display: block", _is_block(markup, element)),
                )
                if not there
            ]
            if missing:
                message = f"Internet Explorer 11 does not know <main>; this one lacks {' and '.join(missing)}"
                yield hit(markup, message, (element.start, element.end), "<main>")


def _is_block(markup: Markup, element: Element) -> bool:
    names = {
        "main",
        *(f".{name}" for name in (element.get("class") or "").split()),
        f"#{element.get('id') or ''}",
    }
    for style in markup.styles_in_ie11:
        if style.style.snippet.attribute is not None and style.style.snippet.element is not element:
            continue
        for declaration in style.sheet.declarations:
            block = None if declaration.block is None else style.sheet.blocks[declaration.block]
            known = block is None or (
                declaration.block in style.rules
                and any(_subject(each.text) in names for each in block.selectors)
            )
            if known and declaration.name == "display" and declaration.words() - {"none", "inline"}:
                return True
    return False


def _subject(selector: str) -> str:
    """Give a selector as written, without the element's name before a class or an id: main.wide is .wide."""
    return selector.strip().removeprefix("main") or "main"
