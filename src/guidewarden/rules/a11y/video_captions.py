"""A11Y011."""

from collections.abc import Iterator

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.prose import hidden, inside
from guidewarden.rules.rule import GuideContext, Hit, rule

_TEXTS = frozenset({"captions", "subtitles", ""})


@rule("A11Y011", "video-captions", severity=Severity.WARNING, phase="static", since="0.2")
def video_captions(context: GuideContext) -> Iterator[Hit]:
    """A film has no captions beside it.

    What it finds:
        `<video>` elements with a film and no `<track>` of captions or subtitles that names a file. Films that are
        muted or hidden are left alone. Of films in frames (YouTube, Panopto) only a browser can tell.

    Why it matters:
        Who cannot hear, or has no headphones in the reading room, does not know what is said (WCAG 1.2.2). Captions
        that are part of the picture cannot be seen from the text; then this may be ignored.

    Bad:
        ```yaml
        - html: <video controls src="https://example.org/talks.mp4"></video><p>The talks of 1990</p>
        ```

        ```yaml
        - html: >-
            <video controls><source src="https://example.org/talks.webm"><track kind="chapters" src="c.vtt"></video>
            <p>The talks of 1990</p>
        ```

    Good:
        ```yaml
        - html: >-
            <video controls src="https://example.org/talks.mp4"><track kind="captions" src="talks.vtt" srclang="en"></video>
            <p>The talks of 1990</p>
        ```

        ```yaml
        - html: <video autoplay muted loop src="https://example.org/waves.mp4"></video><p>The sea</p>
        ```

        ```yaml
        - html: <iframe src="https://www.youtube.com/embed/abc" title="The talks of 1990"></iframe><p>The talks</p>
        ```

    How to fix:
        Add <track kind="captions" src="….vtt" srclang="en"> inside the element, with the film's captions as a file.

        In LibGuides, edit the Media / Widget asset; a film on the library's video platform has captions there.

    Source:
        WCAG 2.1, 1.2.2 Captions (Prerecorded): https://www.w3.org/WAI/WCAG21/Understanding/captions-prerecorded
    """
    for markup in context.written:
        document, unseen = markup.document, hidden(markup.document)
        for video in document.named("video"):
            within = list(inside(document, video))
            source = video.get("src") or next(
                (each.get("src") for each in within if each.name == "source"), None
            )
            if not source or unseen[video.index] or video.attribute("muted") is not None:
                continue
            if not _has_captions(document, video):
                message = "This film has no captions for readers who do not hear it"
                yield Hit(
                    markup.route, message, start=video.start, end=video.end, label="<video>", written=source
                )


def _has_captions(document: MarkupDocument, video: Element) -> bool:
    return any(
        each.name == "track" and each.get("src") and (each.get("kind") or "").strip().lower() in _TEXTS
        for each in inside(document, video)
    )
