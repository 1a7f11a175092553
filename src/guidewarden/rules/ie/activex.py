"""IE003."""

import re
from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.ie._plugins import plugin_of_class, shown
from guidewarden.rules.nesting import first_inside, indexes
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule
from guidewarden.rules.snippets import blank_script, scripts

_NEW = re.compile(r"\bnew\s+(?:window\.)?ActiveXObject\b|\bActiveXObject\s*\(")


@rule("IE003", "activex", severity=Severity.ERROR, phase="static", since="0.1")
def activex(context: GuideContext) -> Iterator[Hit]:
    """Something needs ActiveX, which only Internet Explorer had.

    What it finds:
        `<object>` with a `classid` such as `clsid:…` (an error when nothing else stands inside; a warning when a
        link, a picture, a video or words do), and `ActiveXObject` in inline scripts (an error; a note when the
        script uses `XMLHttpRequest` too, since it then works without). What needs Flash or another plug-in is IE017's.

    Why it matters:
        No browser in use shows such an object: readers see an empty space where the film or the document was.

    Bad:
        ```yaml
        - html: <object classid="clsid:6BF52A52-394A-11D3-B153-00C04F79FAA6"><param name="URL" value="talk.wmv"></object>
        ```

        ```yaml
        - html: <script>var shell = new ActiveXObject("WScript.Shell");</script>
        ```

    Good:
        ```yaml
        - html: <object data="https://example.org/map.svg" type="image/svg+xml">A map of the archives</object>
        ```

        ```yaml
        - html: <script>/* was new ActiveXObject("Microsoft.XMLHTTP") */ var title = "ActiveXObject(";</script>
        ```

        ```yaml
        - html: <p>Older catalogues call <code>new ActiveXObject("MSXML2")</code> in the page.</p>
        ```

    How to fix:
        Replace the object by a `<video>`, a picture or a link to the file.

        In LibGuides, delete the box's content and add a Media / Widget asset with the film's present embed code.

    Source:
        HTML standard, obsolete features (`classid`): https://html.spec.whatwg.org/multipage/obsolete.html
    """
    for markup in context.holding("object", *context.script_marks):
        yield from _objects(markup)
        for script in scripts(markup.document):
            code = blank_script(script.text)
            found = _NEW.search(code)
            if found:
                start, end = script.source_range(found.start(), found.end())
                yield Hit(
                    markup.route,
                    "This script needs ActiveX, which only Internet Explorer had",
                    start=start,
                    end=end,
                    label="ActiveXObject",
                    severity=Severity.INFO if "XMLHttpRequest" in code else Severity.ERROR,
                )


def _objects(markup: Markup) -> Iterator[Hit]:
    for element in markup.document.named("object"):
        identifier = (element.get("classid") or "").strip()
        if identifier.lower().startswith(("clsid:", "progid:")) and plugin_of_class(identifier) is None:
            rescued = _has_fallback(markup.document, element)
            yield Hit(
                markup.route,
                "This object needs ActiveX; browsers show what stands inside it instead"
                if rescued
                else "This object needs ActiveX; readers see an empty space",
                start=element.start,
                end=element.end,
                label=identifier,
                severity=Severity.WARNING if rescued else Severity.ERROR,
            )


def _has_fallback(document: MarkupDocument, element: Element) -> bool:
    return bool(element.text) or any(
        first_inside(document, element, document.once(found)) for found in (shown, _harmless)
    )


def _harmless(document: MarkupDocument) -> Sequence[int]:
    return indexes(each for each in document.named("object") if not each.get("classid"))
