"""IE018."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("IE018", "frameset", severity=Severity.WARNING, phase="static", since="0.2")
def frameset(context: GuideContext) -> Iterator[Hit]:
    """The page is put together from frames.

    What it finds:
        `<frameset>`: an error where one of its frames has no `title`, otherwise a warning. `<iframe>` is a different
        thing, and fine; its title is A11Y004's matter.

    Why it matters:
        HTML has dropped frames. Readers cannot bookmark or print what they see, a telephone shows three strips, and
        a screen reader names each frame by its address.

    Bad:
        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <frameset cols="20%,80%"><frame src="menu.html" title="Menu"><frame src="text.html" title="Text"></frameset></html>
        ```

    Good:
        ```yaml
        - html: <iframe src="https://example.org/map" title="Map of the archives"></iframe><p>The archives</p>
        ```

        ```yaml
        - html: <p>Sites of 1999 began with <code>&lt;frameset&gt;</code>.</p>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head>
        <body><main class="frameset"><p>A frameset was a page of frames.</p></main></body></html>
        ```

    How to fix:
        Link to the page that holds the text, and give it a menu of its own.

        In LibGuides there are no frames; a page that has them stands on another server, whose keeper must mend it.

    Source:
        HTML standard, obsolete features (`frameset`): https://html.spec.whatwg.org/multipage/obsolete.html
    """
    for markup in context.holding("frameset"):
        outer = next(markup.document.named("frameset"), None)
        if outer is None:
            continue
        nameless = any(not (frame.get("title") or "").strip() for frame in markup.document.named("frame"))
        yield Hit(
            markup.route,
            "This page is put together from frames"
            + (", and not all of them have a title" if nameless else ""),
            start=outer.start,
            end=outer.end,
            label="<frameset>",
            severity=Severity.ERROR if nameless else Severity.WARNING,
        )
