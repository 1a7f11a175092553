"""A11Y004."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.prose import hidden
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("A11Y004", "iframe-without-title", severity=Severity.ERROR, phase="static", since="0.1")
def iframe_without_title(context: GuideContext) -> Iterator[Hit]:
    """An embedded page or film has no title.

    What it finds:
        `<iframe>` and `<frame>` elements without a `title` or `aria-label`, or with an empty one. Frames that are
        hidden from everybody are left alone.

    Why it matters:
        A screen reader says “frame” and no more: its user must go in to find out whether it is the film or an
        advertisement (WCAG 4.1.2).

    Bad:
        ```yaml
        - html: <iframe src="https://example.org/embed/film" width="560" height="315"></iframe>
        ```

        ```yaml
        - html: <iframe src="https://example.org/embed/film" title=" "></iframe>
        ```

    Good:
        ```yaml
        - html: <iframe src="https://example.org/embed/film" title="Film – the talks of 1990"></iframe>
        ```

        ```yaml
        - html: <iframe src="https://example.org/embed/film" aria-label="Film of the talks"></iframe>
        ```

        ```yaml
        - html: <p>Text</p><iframe src="https://example.org/count" hidden></iframe>
        ```

        ```yaml
        - html: <p>Text</p><iframe src="https://example.org/count" aria-hidden="true" tabindex="-1"></iframe>
        ```

    How to fix:
        Add title="…" that says what is inside.

        In LibGuides, edit the Media / Widget asset and write `title="…"` into its embed code, after `<iframe`.

    Source:
        WCAG technique H64: https://www.w3.org/WAI/WCAG21/Techniques/html/H64
    """
    for markup in context.holding("iframe", "frame"):
        unseen = hidden(markup.document)
        for frame in markup.document.named("iframe", "frame"):
            names = (frame.get("title"), frame.get("aria-label"), frame.get("aria-labelledby"))
            if any(name and name.strip() for name in names) or frame.get("aria-hidden") == "true":
                continue
            if unseen[frame.index]:
                continue
            source = frame.get("src") or ""
            yield Hit(
                markup.route,
                "This embedded page has no title",
                start=frame.start,
                end=frame.end,
                label=f"<{frame.name}>",
                written=source,
            )
