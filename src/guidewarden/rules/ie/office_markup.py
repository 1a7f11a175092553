"""IE010."""

import re
from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Fix, Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.nesting import first_inside, indexes, nearest
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule
from guidewarden.rules.splicing import Splice, splice, without_tags

_OFFICE = ("o:", "w:", "st1:", "m:")
_VML = "v:"
_PROPERTIES = "mso-…"
_STYLE = re.compile(r"(?:^|;)\s*mso-[a-z-]+\s*:", re.IGNORECASE)
_SHOWN = frozenset({"img", "svg", "video", "object", "picture"})


@rule("IE010", "office-markup", severity=Severity.WARNING, phase="static", since="0.2")
def office_markup(context: GuideContext) -> Iterator[Hit]:
    """Drawings or tags of Microsoft Office, which only Internet Explorer understood, were pasted along.

    What it finds:
        Drawings in VML (`<v:shape>`, `<v:rect>`): an error when a picture stands in one of them (`<v:imagedata>`) and
        in nothing else that browsers show, otherwise a warning; and Word's own tags (`<o:p>`, `<w:…>`) and properties in `style` attributes
        (`mso-…`), notes. One finding for each kind in a text.

    Why it matters:
        Browsers never drew VML, and Internet Explorer 10 stopped: the chart or picture that the author saw in Word
        is lost to every reader. Word's tags are dead weight.

    Bad:
        ```yaml
        - html: <p>The treaty area</p><v:shape style="width:3in"><v:imagedata src="map.emz"></v:imagedata></v:shape>
        ```

        ```yaml
        - html: <p>The catalogue is open.<o:p></o:p></p><p>So are the archives.<o:p></o:p></p>
        ```

        ```yaml
        - html: <p style="color:black; mso-fareast-font-family:Calibri">The catalogue is open.</p>
        ```

    Good:
        ```yaml
        - html: <svg viewBox="0 0 9 9" role="img" aria-label="A square"><rect width="9" height="9"></rect></svg><p>Text</p>
        ```

        ```yaml
        - html: <p>Word writes <code>&lt;o:p&gt;</code> and <code>&lt;v:shape&gt;</code>.</p>
        ```

        ```yaml
        - html: <p style="color:black" title="mso-bidi-language:AR-SA">Word wrote mso-bidi-language:AR-SA into styles.</p>
        ```

        An element of the page's own making:

        ```yaml
        - html: <my-o-p>The catalogue is open.</my-o-p>
        ```

        What stands in a conditional comment is IE001's, and the picture is there for all:

        ```yaml
        - html: <!--[if gte vml 1]><v:shape></v:shape><![endif]--><p><img src="https://example.org/m.png" alt="Map"></p>
        ```

    How to fix:
        Save the drawing as a picture (PNG or SVG), upload it, and delete Word's tags.

        In LibGuides, paste with Paste from Word or Ctrl+Shift+V; what is there already, select and click Remove
        Format (`Tx`), or delete in Source (`<>`).

    Source:
        Microsoft, “VML is no longer supported” (Internet Explorer 10):
        https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/compatibility/hh801223(v=vs.85)
    """
    names = (name for name in context.names if name.startswith((_VML, *_OFFICE)))
    for markup in context.holding("@style", *names):
        elements = {element.start: element for element in _suspects(markup.document)}

        def fix(
            group: Sequence[Hit], markup: Markup = markup, elements: dict[int, Element] = elements
        ) -> Fix | None:
            if group[0].severity is not Severity.INFO or group[0].label == _PROPERTIES:
                return None
            pieces: list[Splice] = [
                piece for hit in group for piece in without_tags(elements[hit.start or 0])
            ]
            return splice(context, markup, pieces, "Delete Word's tags and keep what they hold")

        yield from once_per_text(_hits(markup), fix)


def _hits(markup: Markup) -> Iterator[Hit]:
    for element in _suspects(markup.document):
        judged = _judge(markup.document, element)
        if judged:
            severity, message, advice = judged
            yield Hit(
                markup.route,
                message,
                advice,
                element.start,
                element.end,
                label=f"<{element.name}>",
                severity=severity,
            )

    for element in markup.document.with_attribute("style"):
        attribute = element.attribute("style") if _STYLE.search(element.values["style"]) else None
        if attribute is not None:
            message = "Word's own style properties were pasted along; no browser knows them"
            advice = "Delete the properties that begin with mso-"
            start, end = attribute.start, attribute.end
            yield Hit(markup.route, message, advice, start, end, label=_PROPERTIES, severity=Severity.INFO)


def _drawings(document: MarkupDocument) -> Sequence[Element | None]:
    return nearest(document, lambda element: element.name.startswith(_VML))


def _pictures(document: MarkupDocument) -> Sequence[int]:
    return indexes(document.named("v:imagedata"))


def _shown(document: MarkupDocument) -> Sequence[int]:
    return indexes(document.named(*_SHOWN))


def _suspects(document: MarkupDocument) -> Iterator[Element]:
    """Give the elements with a name of Word's or of VML."""
    names = [name for name in document.names() if name.startswith((_VML, *_OFFICE))]
    return (element for element in document.named(*names) if element.syntax == "html")


def _judge(document: MarkupDocument, element: Element) -> tuple[Severity, str, str | None] | None:
    if element.name.startswith(_VML):
        if document.once(_drawings)[element.index] is not None:
            return None
        lost = element.name == "v:imagedata" or first_inside(document, element, document.once(_pictures))
        if lost and not first_inside(document, element, document.once(_shown)):
            return Severity.ERROR, "This drawing is in VML, which no browser shows: its picture is lost", None
        return Severity.WARNING, "This drawing is in VML, which no browser shows", None
    if element.name.startswith(_OFFICE):
        return (
            Severity.INFO,
            "Word's own tags were pasted along",
            "Delete the tags; what stands in them stays",
        )
    return None
