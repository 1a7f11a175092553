"""IE104."""

import re
from collections.abc import Iterator

from guidewarden.markup.stylesheet import Declaration
from guidewarden.model import Severity
from guidewarden.rules.ie11 import at, elements, hit, markups
from guidewarden.rules.ie11_styles import Group, in_groups
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_MODERN = re.compile(
    r"(?:[^?#]*\.(webp|avif|jxl|heic)(?:[?#].*)?|data:image/(webp|avif|jxl|heic)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


@rule("IE104", "ie11-image-formats", severity=Severity.ERROR, phase="static", since="0.2")
def ie11_image_formats(context: GuideContext) -> Iterator[Hit]:
    """A picture is in a format that Internet Explorer 11 cannot show.

    What it finds:
        With `markup.target: ie11`: WebP, AVIF, HEIC and JPEG XL, by the address's ending or `data:image/…`, in the `src`
        of an `<img>` or `<input type=image>`, a video's `poster` and, as a warning, in a style without an older picture
        for the same selectors. In `<source>` and `srcset` they are as they should be.

    Why it matters:
        Readers see the mark of a broken picture, or nothing.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <picture><source type="image/avif" srcset="map.avif"><img src="map.webp?v=2" alt="A map"></picture>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='background-image: url(map.webp)'>Text</div>"
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <picture><source type="image/webp" srcset="map.webp"><img src="map.jpg" alt="A map"></picture>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <img src="https://img.example.org/show?from=map.webp" alt="A map"><a href="https://example.org/map.webp">A map as WebP</a>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: "<div style='background: url(map.jpg); background-image: url(map.webp)'>Text</div>"
        ```

    How to fix:
        In LibGuides, open the box's rich text, click the picture and its Image button, and choose a JPEG or PNG of it from
        the Image Manager.

    Source:
        MDN, image file types (WebP and AVIF: no support in Internet Explorer):
        https://developer.mozilla.org/en-US/docs/Web/Media/Guides/Formats/Image_types
    """
    for markup in markups(context):
        for element in elements(markup, "img", "input", "video"):
            name = "poster" if element.name == "video" else "src"
            found = _MODERN.fullmatch((element.get(name) or "").strip())
            if found:
                named = (found[1] or found[2]).upper()
                message = f"Internet Explorer 11 cannot show {named} pictures"
                yield hit(markup, message, at(element, name), (element.get(name) or "")[:200], Severity.ERROR)
        yield from _in_styles(markup)


def _in_styles(markup: Markup) -> Iterator[Hit]:
    for style, declaration in in_groups(markup.styles_in_ie11, _modern_alone):
        message = "Internet Explorer 11 cannot show the picture behind this"
        yield hit(markup, message, style.place(declaration), declaration.value[:200], Severity.WARNING)


def _modern_alone(group: Group) -> Iterator[Declaration]:
    """Give the first picture in a modern format, where no plain one is given for the same."""
    pictures = [
        (declaration, [part.text for part in declaration.parts if part.kind in {"url", "string"}])
        for declaration in group.declarations
        if declaration.name in {"background", "background-image", "list-style", "list-style-image"}
    ]
    modern = [declaration for declaration, urls in pictures if any(map(_MODERN.fullmatch, urls))]
    if not any(urls and not any(map(_MODERN.fullmatch, urls)) for _, urls in pictures):
        yield from modern[:1]
