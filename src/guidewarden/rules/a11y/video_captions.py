"""A11Y011."""

from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.nesting import first_inside, indexes
from guidewarden.rules.prose import hidden
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
    for markup in context.written_holding("video"):
        document, unseen = markup.document, hidden(markup.document)
        for video in document.named("video"):
            first = first_inside(document, video, document.once(_sources))
            source = video.get("src") or (first.get("src") if first else None)
            if not source or unseen[video.index] or video.attribute("muted") is not None:
                continue
            if not first_inside(document, video, document.once(_captions)):
                message = "This film has no captions for readers who do not hear it"
                yield Hit(
                    markup.route, message, start=video.start, end=video.end, label="<video>", written=source
                )


def _sources(document: MarkupDocument) -> Sequence[int]:
    return indexes(document.named("source"))


def _captions(document: MarkupDocument) -> Sequence[int]:
    return indexes(
        each
        for each in document.named("track")
        if each.get("src") and (each.get("kind") or "").strip().lower() in _TEXTS
    )
