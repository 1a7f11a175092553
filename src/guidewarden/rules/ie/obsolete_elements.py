"""IE006."""

from collections.abc import Iterator, Mapping, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Fix, Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.prose import inherited
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule
from guidewarden.rules.splicing import Splice, renamed, splice, without_tags

Elements = Mapping[int, Element]

_DESCRIPTION = "Put today's element in its place, or leave the look to the page's style"
_CUT = frozenset({"font", "basefont", "big", "nobr"})
# Without quotation marks, which have a meaning in some styles of YAML.
_OTHER_TAGS = {
    "center": ("<div style=text-align:center>", "</div>"),
    "tt": ("<code>", "</code>"),
    "strike": ("<s>", "</s>"),
}
_MOVING = frozenset({"marquee", "blink"})
_UNSHOWN = frozenset({"bgsound", "keygen", "isindex", "nextid", "noembed"})
_LOOKS = {
    "font": "a heading, <strong> or a style",
    "center": "a style (text-align: center)",
    "big": "a heading or <strong>",
    "tt": "<code>",
    "strike": "<s> or <del>",
    "acronym": "<abbr>",
    "dir": "<ul>",
    "basefont": "a style",
    "menuitem": "a <button> in a list",
    "rb": "<ruby> with <rt> alone",
    "rtc": "<ruby> with <rt> alone",
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
        Moving text (`marquee`, `blink`: an error, since readers cannot stop it), elements that do nothing any
        more (`bgsound`, `keygen`, `noembed`…), and elements that only set the look (`font`, `center`,
        `big`, `tt`, `strike`, `acronym`…). Frames are IE018's, applets IE017's. One finding for each kind in a box, however often it stands there.

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
        - html: <p>Text</p><svg viewBox="0 0 9 9" aria-hidden="true"><font id="runes"></font></svg>
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
    for markup in context.holding(*_MOVING, *_UNSHOWN, *_LOOKS):
        obsolete = markup.document.named(*_MOVING, *_UNSHOWN, *_LOOKS)
        drawn = markup.document.once(_drawn)
        elements = {
            element.start: element
            for element in obsolete
            if element.syntax == "html" and not (drawn[element.index] and _is_svg_font(element))
        }

        def fix(group: Sequence[Hit], markup: Markup = markup, elements: Elements = elements) -> Fix | None:
            mended = [_mended(elements[hit.start or 0]) for hit in group]
            pieces = [piece for one in mended if one for piece in one]
            safe = markup.document.syntax == "html" or group[0].label == "<center>"
            return splice(context, markup, pieces, _DESCRIPTION, safe=safe) if all(mended) else None

        yield from once_per_text(_hits(markup, elements), fix)


def _drawn(document: MarkupDocument) -> Sequence[bool]:
    return inherited(document, document.named("svg"))


def _is_svg_font(element: Element) -> bool:
    """Whether a font in a drawing is one of SVG's: with these attributes, it ends the drawing and is HTML's."""
    return element.name == "font" and not element.values.keys() & {"color", "face", "size"}


def _hits(markup: Markup, elements: Elements) -> Iterator[Hit]:
    for element in elements.values():
        named = _obsolete(element.name)
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


def _mended(element: Element) -> list[Splice] | None:
    """Give what takes the place of an element's tags; None where only a person can tell."""
    if element.name in _CUT:
        return without_tags(element)
    if element.name in _OTHER_TAGS:
        return renamed(element, *_OTHER_TAGS[element.name])
    return None


def _obsolete(name: str) -> tuple[Severity, str, str | None] | None:
    if name in _MOVING:
        return Severity.ERROR, f"<{name}> makes text move or blink, and readers cannot stop it", None
    if name in _UNSHOWN:
        return (
            Severity.WARNING,
            f"<{name}> does nothing in any browser of today",
            "Delete it",
        )
    if name in _LOOKS:
        return Severity.WARNING, f"HTML has dropped <{name}>", f"Use {_LOOKS[name]} instead"
    return None
