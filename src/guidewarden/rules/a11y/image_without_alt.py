"""A11Y001."""

import re
from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument, in_source_order
from guidewarden.model import Severity
from guidewarden.rules.nesting import first_inside, indexes
from guidewarden.rules.prose import hidden, inherited
from guidewarden.rules.rule import GuideContext, Hit, rule

_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|emz|wmf)|(?:IMG|DSCN?|DSCF|PXL|MVC|P)[_-]?\d{3,}\w*|"
    r"(?:clip_)?image[ _-]?\d{3,}|screen ?shot[ _-]*\d.*",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|photograph|graphic|img|pic|alt(?: text)?|untitled(?: image)?|placeholder|spacer|"
    r"no alt(?:ernative)? text.*|insert (?:alt|alternative|image) .*|bild|foto)[ .:_-]*\d*",
    re.IGNORECASE,
)


_PICTURES = ("img", "input", "area")


@rule("A11Y001", "image-without-alt", severity=Severity.ERROR, phase="static", since="0.1")
def image_without_alt(context: GuideContext) -> Iterator[Hit]:
    """A picture has no text for those who cannot see it.

    What it finds:
        Pictures, image buttons, areas of image maps and what has `role="img"` (a drawing in SVG, say) with no `alt` at all (an error), and with a file's name or a
        word such as “image” in its place (a warning). An empty `alt=""` says that the picture only decorates, and is fine; so are pictures
        named by `aria-label` or a drawing's `<title>`, or hidden from everybody.

    Why it matters:
        A screen reader then reads the file's name or address out, or nothing; what the picture says is lost
        (WCAG 1.1.1).

    Bad:
        ```yaml
        - html: <p><img src="https://example.org/map.png" width="300"></p>
        ```

        ```yaml
        - html: <p><img src="https://example.org/a.png" alt="IMG_2034.jpg"></p>
        ```

        ```yaml
        - html: <p><img src="https://example.org/a.png" alt="picture 1"></p>
        ```

        ```yaml
        - html: <p>Text</p><svg role="img" viewBox="0 0 9 9"><rect width="9" height="9"></rect></svg>
        ```

    Good:
        ```yaml
        - html: <p><img src="https://example.org/map.png" alt="Map of the member states in 1999"></p>
        ```

        Only decoration:

        ```yaml
        - html: <p><img src="https://example.org/line.png" alt=""> The catalogue is open.</p>
        ```

        ```yaml
        - html: <p><img src="https://example.org/line.png" role="presentation"> The catalogue is open.</p>
        ```

        ```yaml
        - html: <p>Text</p><svg role="img" viewBox="0 0 9 9"><title>A square</title><rect width="9" height="9"></rect></svg>
        ```

        ```yaml
        - html: <p><span aria-hidden="true"><svg role="img" viewBox="0 0 9 9"></svg></span> Text</p>
        ```

        ```yaml
        - markdown: "![Map of the member states in 1999](https://example.org/map.png)"
        ```

        ```yaml
        - html: <p>Every <code>&lt;img src="a.png"&gt;</code> needs a text.</p>
        ```

    How to fix:
        Say in a few words what the picture shows; if it only decorates, give it an empty text.

        In LibGuides, open the box's rich text, double-click the picture and fill in “Alternative Text”.

    Source:
        WCAG 2.1, 1.1.1 Non-text Content: https://www.w3.org/WAI/WCAG21/Understanding/non-text-content
    """
    for markup in context.holding(*_PICTURES, "@role"):
        unseen = hidden(markup.document)
        drawn = markup.document.once(_drawn)
        for element in in_source_order(markup.document.named(*_PICTURES), drawn):
            text = _text(element)
            if (
                unseen[element.index]
                or not _needs_text(element)
                or (text is not None and not _FILE_NAME.fullmatch(text) and not _SAYS_NOTHING.fullmatch(text))
            ):
                continue
            source = element.get("src") or element.get("href") or ""
            yield Hit(
                markup.route,
                _message(text),
                start=element.start,
                end=element.end,
                label=text or "",
                written=source,
                severity=Severity.ERROR if text is None else Severity.WARNING,
            )


def _drawn(document: MarkupDocument) -> Sequence[Element]:
    """Give the elements that say they are pictures, such as drawings in SVG, and have no name."""
    roles = [
        each
        for each in document.with_attribute("role")
        if each.values["role"].strip().lower() == "img"
        and each.name not in _PICTURES
        and each.syntax == "html"
    ]
    if not roles:
        return ()
    silent = inherited(
        document,
        (each for each in document.with_attribute("aria-hidden") if each.get("aria-hidden") == "true"),
    )
    titles = indexes(each for each in document.named("title") if each.text)
    return [
        each
        for each in roles
        if not silent[each.index]
        and _text(each) is None
        and not (each.name == "svg" and first_inside(document, each, titles))
    ]


def _message(text: str | None) -> str:
    if text is None:
        return "This picture has no text for readers who cannot see it"
    if _FILE_NAME.fullmatch(text):
        return f"The text of this picture is a file's name ({text})"
    return f"The text of this picture says nothing about it ({text})"


def _needs_text(element: Element) -> bool:
    if element.name == "input" and (element.get("type") or "").lower() != "image":
        return False
    if element.name == "area" and not element.get("href"):
        return False
    role = (element.get("role") or "").lower()
    return role not in {"presentation", "none"} and element.get("aria-hidden") != "true"


def _text(element: Element) -> str | None:
    """Give the element's text, None when it has none by any means."""
    for name in ("aria-label", "aria-labelledby", "title"):
        value = element.get(name)
        if value:
            return value
    value = element.get("alt")
    return None if value is None else value.strip()
