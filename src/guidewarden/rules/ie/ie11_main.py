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
        mains = list(elements(markup, "main"))
        shown = _shown(markup) if mains else (set(), set())
        for element in mains:
            missing = [
                what
                for what, there in (
                    ("role=main", (element.get("role") or "").strip().lower() == "main"),
                    ("display: block", _is_block(element, shown)),
                )
                if not there
            ]
            if missing:
                message = f"Internet Explorer 11 does not know <main>; this one lacks {' and '.join(missing)}"
                yield hit(markup, message, (element.start, element.end), "<main>")


def _is_block(element: Element, shown: tuple[set[str], set[int]]) -> bool:
    names = {
        "main",
        *(f".{name}" for name in (element.get("class") or "").split()),
        f"#{element.get('id') or ''}",
    }
    by_sheet, by_attribute = shown
    return element.index in by_attribute or not by_sheet.isdisjoint(names)


def _shown(markup: Markup) -> tuple[set[str], set[int]]:
    """Give what styles show as a block or the like: the subjects of selectors, and elements by their own attribute."""
    by_sheet, by_attribute = set[str](), set[int]()
    for style in markup.styles_in_ie11:
        for declaration in style.sheet.declarations:
            if declaration.name != "display" or not declaration.words() - {"none", "inline"}:
                continue
            if declaration.block is None:
                by_attribute.add(style.style.snippet.element.index)
            elif declaration.block in style.rules:
                by_sheet.update(
                    _subject(each.text) for each in style.sheet.blocks[declaration.block].selectors
                )
    return by_sheet, by_attribute


def _subject(selector: str) -> str:
    """Give a selector as written, without the element's name before a class or an id: main.wide is .wide."""
    return selector.strip().removeprefix("main") or "main"
