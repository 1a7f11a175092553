"""IE103."""

from collections.abc import Iterator
from itertools import islice

from guidewarden.markup.nodes import Element
from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import children, elements, has_script, hit, markups
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_POLYFILLS = ("picturefill", "lazysizes", "respimage")


@rule("IE103", "ie11-pictures", severity=Severity.INFO, phase="static", since="0.2")
def ie11_pictures(context: GuideContext) -> Iterator[Hit]:
    """A picture comes in several versions, of which Internet Explorer 11 knows the plain one alone.

    What it finds:
        With `markup.target: ie11`: a `<picture>` without an `<img src>`, and an `<img srcset>` without `src` (errors);
        `<source media>` for other pictures on other screens (a note, one a text). A `<picture>` or a `srcset` that
        only offers more formats or sizes of the same picture is as it should be.

    Why it matters:
        The browser shows the `src` of the `<img>` and nothing else; without one, there is no picture.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <p>A map:</p><picture><source srcset="map.jpg"></picture>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <img srcset="map.jpg 1x, map-large.jpg 2x" alt="A map">
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <picture><source media="(max-width 30em)" srcset="portrait.jpg"><img src="map.jpg" alt="A map"></picture>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <picture><source type="image/webp" srcset="map.webp"><img src="map.jpg" alt="A map"></picture>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <img src="map.jpg" srcset="map.jpg 1x, map-large.jpg 2x" sizes="50vw" alt="A map">
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <script src="https://cdn.example.org/picturefill.min.js"></script>
            <img srcset="map.jpg 1x, map-large.jpg 2x" alt="A map">
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and give the `<img>` (inside the `<picture>`) a
        `src` with the plain JPEG or PNG.

    Source:
        MDN browser-compat-data, html.elements.picture and html.elements.img.srcset
    """
    polyfilled = has_script(context, *_POLYFILLS)
    for markup in () if polyfilled else markups(context):
        yield from _broken(markup)
        yield from once_per_text(_plainer(markup))


def _broken(markup: Markup) -> Iterator[Hit]:
    for element in elements(markup, "picture", "img"):
        if element.name == "picture":
            inner = [child for child in children(markup.document, element) if child.name == "img"]
            if not any(_has_picture(child) for child in inner):
                message = "Internet Explorer 11 shows no picture here: the <picture> holds no <img src>"
                yield hit(markup, message, (element.start, element.end), "<picture>", Severity.ERROR)
        elif (
            element.attribute("srcset") is not None
            and not _has_picture(element)
            and not _is_in_picture(markup, element)
        ):
            message = "Internet Explorer 11 shows no picture here: it needs src beside srcset"
            yield hit(markup, message, (element.start, element.end), "srcset", Severity.ERROR)


def _plainer(markup: Markup) -> Iterator[Hit]:
    for element in elements(markup, "source"):
        if element.attribute("media") is not None and _is_in_picture(markup, element):
            message = "Internet Explorer 11 shows the plain picture on every screen"
            yield hit(markup, message, (element.start, element.end), "<source media>", Severity.INFO)


def _has_picture(image: Element) -> bool:
    return bool((image.get("src") or "").strip())


def _is_in_picture(markup: Markup, element: Element) -> bool:
    return any(above.name == "picture" for above in islice(markup.document.ancestors(element.parent), 1))
