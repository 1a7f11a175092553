"""A11Y006."""

import re
from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.nesting import nearest
from guidewarden.rules.prose import fold, hidden
from guidewarden.rules.rule import GuideContext, Hit, rule

_OPENING = re.compile(
    r"(?:an? |the |this (?:is an? )?)?(?:image|picture|graphic|icon|bild|foto) (?:of|showing|von|der|des)\b",
    re.IGNORECASE,
)


@rule("A11Y006", "redundant-alt", severity=Severity.INFO, phase="static", since="0.2")
def redundant_alt(context: GuideContext) -> Iterator[Hit]:
    """A picture's text says what a screen reader has said already.

    What it finds:
        Texts of pictures that begin with “image of”, “picture of” or “graphic of”; and linked pictures whose text is
        the same as the words in the same link. “Photograph of”, “map of”, “portrait of” say something, and are fine.

    Why it matters:
        The screen reader says “image” by itself, so that its user hears “image, image of the treaty”, or the link's
        name twice.

    Bad:
        ```yaml
        - html: <p><img src="https://example.org/t.png" alt="Image of the signed treaty"></p>
        ```

        ```yaml
        - html: <a href="https://example.org/a"><img src="https://example.org/a.png" alt="The archive"> The archive</a>
        ```

    Good:
        ```yaml
        - html: <p><img src="https://example.org/t.png" alt="The signed treaty, with three seals"></p>
        ```

        ```yaml
        - html: <p><img src="https://example.org/t.png" alt="Map of the treaty area in 1990"></p>
        ```

        ```yaml
        - html: <a href="https://example.org/a"><img src="https://example.org/a.png" alt=""> The archive</a>
        ```

        ```yaml
        - html: <p><img src="https://example.org/t.png" alt="Images of Russia, poster of an exhibition"></p>
        ```

    How to fix:
        Drop “image of”; where the words stand beside the picture already, give it an empty text.

        In LibGuides, open the box's rich text, double-click the picture and change “Alternative Text”.

    Source:
        W3C, Images Tutorial, “Tips and Tricks”: https://www.w3.org/WAI/tutorials/images/tips/
    """
    for markup in context.written_holding("img"):
        document, unseen = markup.document, hidden(markup.document)
        for image in document.named("img"):
            text = (image.get("alt") or "").strip()
            if not text or unseen[image.index]:
                continue
            link = document.once(_links)[image.index]
            if _OPENING.match(text):
                message = f"“{text}”: a screen reader says by itself that this is a picture"
            elif link is not None and fold(link.text) == fold(text):
                message = f"A screen reader says “{text}” twice: for the picture, and for the words beside it"
            else:
                continue
            yield Hit(
                markup.route,
                message,
                start=image.start,
                end=image.end,
                label=text,
                written=image.get("src") or "",
            )


def _links(document: MarkupDocument) -> Sequence[Element | None]:
    return nearest(document, lambda element: element.name == "a")
