"""IE006."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.rule import GuideContext, Hit, rule

_MOVING = frozenset({"marquee", "blink"})
_UNSHOWN = frozenset({"applet", "bgsound", "frameset", "frame", "noframes", "keygen", "isindex", "noembed"})
_LOOKS = {
    "font": "a heading, <strong> or a style",
    "center": "a style (text-align: center)",
    "big": "a heading or <strong>",
    "tt": "<code>",
    "strike": "<s> or <del>",
    "acronym": "<abbr>",
    "dir": "<ul>",
    "basefont": "a style",
    "nobr": "a style (white-space: nowrap)",
    "xmp": "<pre>",
    "listing": "<pre>",
    "plaintext": "<pre>",
    "multicol": "a style (columns)",
    "spacer": "a style (margin)",
}


@rule("IE006", "obsolete-elements", severity=Severity.WARNING, phase="static", since="0.1")
def obsolete_elements(context: GuideContext) -> Iterator[Hit]:
    """The markup uses elements that HTML has dropped.

    What it finds:
        Moving text (`marquee`, `blink`: an error, since readers cannot stop it), elements that browsers no longer
        show (`applet`, `bgsound`, `frame`, `keygen`…), and elements that only set the look (`font`, `center`,
        `big`, `tt`, `strike`, `acronym`…). One finding for each kind in a box, however often it stands there.

    Why it matters:
        Moving text keeps some people from reading anything else (WCAG 2.2.2). What is no longer shown is lost.
        Set looks ignore the reader's own colours and sizes, and the library's design.

    Bad:
        ```yaml
        - html: <marquee>Trial access until Friday!</marquee>
        ```

        ```yaml
        - html: <p><font color="red">New</font> and <font size="4">improved</font></p>
        ```

        ```yaml
        - markdown: The <center>reading room</center> is open.
        ```

    Good:
        ```yaml
        - html: <p style="text-align:center"><strong>New</strong> and <s>old</s></p>
        ```

        ```yaml
        - html: <p>The <code>&lt;font&gt;</code> element set colours.</p>
        ```

        ```yaml
        - html: <!-- <marquee>Trial</marquee> --><p>A font of knowledge.</p>
        ```

        ```yaml
        - markdown: "Old pages used `<center>`; ~~strike~~ is Markdown."
        ```

    How to fix:
        Replace the element by what it means, and leave the look to the page's style.

        In LibGuides, select the text and click Remove Format (`Tx`), then set it as a heading or bold again; in
        Source (`<>`) you can see what is left.

    Source:
        HTML standard, obsolete features: https://html.spec.whatwg.org/multipage/obsolete.html;
        WCAG 2.1, 2.2.2 Pause, Stop, Hide
    """
    yield from once_per_text(_hits(context))


def _hits(context: GuideContext) -> Iterator[Hit]:
    for markup in context.markups:
        for element in markup.document.elements:
            named = _obsolete(element.name) if element.syntax == "html" else None
            if named:
                severity, message, advice = named
                yield Hit(
                    markup.route,
                    message,
                    advice,
                    start=element.start,
                    end=element.end,
                    label=f"<{element.name}>",
                    severity=severity,
                )


def _obsolete(name: str) -> tuple[Severity, str, str | None] | None:
    if name in _MOVING:
        return Severity.ERROR, f"<{name}> makes text move or blink, and readers cannot stop it", None
    if name in _UNSHOWN:
        return (
            Severity.WARNING,
            f"Browsers no longer show <{name}>",
            "Delete it, or link to what it was to show",
        )
    if name in _LOOKS:
        return Severity.WARNING, f"HTML has dropped <{name}>", f"Use {_LOOKS[name]} instead"
    return None
