"""IE105."""

from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.ie11 import elements, has_script, hit, markups
from guidewarden.rules.nesting import nearest
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule


@rule("IE105", "ie11-svg-use", severity=Severity.ERROR, phase="static", since="0.2")
def ie11_svg_use(context: GuideContext) -> Iterator[Hit]:
    """An icon comes from another file or by an address that Internet Explorer 11 does not follow.

    What it finds:
        With `markup.target: ie11`: `<use>` with the address of another file (`icons.svg#map`), and `<use href="#map">`
        without `xlink:href`, unless a polyfill such as svg4everybody or svgxuse is loaded. An error where a link or button
        holds nothing else; otherwise a warning.

    Why it matters:
        The icon is missing; a button that holds only the icon is empty.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <p><svg role="img" aria-label="Map"><use xlink:href="icons.svg#map"></use></svg> Map room</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <a href="https://example.org/map" aria-label="Map"><svg><use href="#map"></use></svg></a>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <p><svg role="img" aria-label="Map"><use href="#map" xlink:href="#map"></use></svg> Map room</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <script src="https://cdn.example.org/svg4everybody.min.js"></script>
            <p><svg role="img" aria-label="Map"><use xlink:href="icons.svg#map"></use></svg> Map room</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p><img src="map.svg" alt="Map"> We use href="icons.svg#map" no longer.</p>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and put the icon's own `<path>` into the `<svg>`, or
        show it as `<img src="….svg">`.

    Source:
        MDN browser-compat-data, svg.elements.use (external address, href): no support in Internet Explorer
    """
    polyfilled = has_script(context, "svg4everybody", "svgxuse", "svg-use-it")
    for markup in () if polyfilled else markups(context):
        for element in elements(markup, "use"):
            linked, plain = element.get("xlink:href"), element.get("href")
            address = (linked if linked is not None else plain or "").strip()
            if linked is not None and address.startswith("#"):
                continue
            if address:
                alone = _is_alone(markup, element)
                message = "Internet Explorer 11 does not show this icon" + (
                    ", and nothing else stands in its link or button" if alone else ""
                )
                severity = Severity.ERROR if alone else Severity.WARNING
                yield hit(markup, message, (element.start, element.end), address[:200], severity)


def _is_alone(markup: Markup, element: Element) -> bool:
    holder = markup.document.once(_buttons)[element.index]
    return holder is not None and not holder.text


def _buttons(document: MarkupDocument) -> Sequence[Element | None]:
    return nearest(document, lambda element: element.name in {"a", "button"})
