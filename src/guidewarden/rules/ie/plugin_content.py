"""IE017."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.ie._plugins import plugin_of_class, plugin_of_type, shown
from guidewarden.rules.nesting import first_inside, nearest
from guidewarden.rules.prose import hidden
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule
from guidewarden.rules.snippets import blank_script, scripts

_SWFOBJECT = re.compile(
    r"\bswfobject\s*\.\s*(?:embedSWF|registerObject)\s*\(|\bAC_FL_RunContent\s*\(|\bSilverlight\s*\.\s*createObject\w*\s*\("
)

_KINDS = ("object", "embed", "applet")


@rule("IE017", "plugin-content", severity=Severity.ERROR, phase="static", since="0.2")
def plugin_content(context: GuideContext) -> Iterator[Hit]:
    """Something needs a plug-in, such as Flash, that no browser has any more.

    What it finds:
        `<embed>` and `<object>` for Flash, Shockwave, Silverlight, Java, QuickTime, RealPlayer or Windows Media, by
        type, class or file name, and `<applet>`: an error where nothing else stands inside for readers, otherwise a
        warning; and scripts that put such things into the page (a warning). Objects for PDF, pictures, sound or
        film that browsers play themselves are fine.

    Why it matters:
        Browsers dropped plug-ins between 2015 and 2021: readers see an empty space where the film, the map or the
        exercise was.

    Bad:
        ```yaml
        - html: <p>The tour</p><embed src="https://example.org/tour.swf" width="400" height="300">
        ```

        ```yaml
        - html: <p>The map</p><object type="application/x-silverlight-2" data="data:,"><p>Install Silverlight</p></object>
        ```

        ```yaml
        - html: <p>The globe</p><applet code="Globe.class" archive="globe.jar"></applet>
        ```

    Good:
        ```yaml
        - html: <video src="https://example.org/tour.mp4" controls muted></video><p>The tour</p>
        ```

        ```yaml
        - html: <object data="https://example.org/map.pdf" type="application/pdf">The map as a PDF</object>
        ```

        ```yaml
        - html: <p><a href="https://example.org/tour.swf">The tour, for the Flash emulator in the reading room</a></p>
        ```

        ```yaml
        - html: <embed src="https://example.org/map.svg" type="image/svg+xml"><p>Swfs are Flash files.</p>
        ```

    How to fix:
        Ask for a film or a picture of it, or link to the publisher's present version; otherwise delete it.

        In LibGuides, edit the Media / Widget asset and put the present embed code in.

    Source:
        Adobe, “Flash Player EOL”: https://www.adobe.com/products/flashplayer/end-of-life.html;
        HTML standard, obsolete features (`applet`): https://html.spec.whatwg.org/multipage/obsolete.html
    """
    for markup in context.holding("object", "embed", "applet", *context.script_marks):
        yield from _elements(markup)
        for script in scripts(markup.document):
            found = _SWFOBJECT.search(blank_script(script.text))
            if found:
                start, end = script.source_range(found.start(), found.end())
                message = (
                    "This script puts something into the page that needs a plug-in, and no browser has it"
                )
                yield Hit(
                    markup.route, message, start=start, end=end, label=found[0], severity=Severity.WARNING
                )


def _elements(markup: Markup) -> Iterator[Hit]:
    document = markup.document
    unseen = hidden(document)
    reported = [False] * len(document.numbered)
    for element in document.named(*_KINDS):
        holder = document.once(_holders)[element.index]
        if holder is not None and reported[holder.index]:
            reported[element.index] = True
            continue
        plugin = _plugin(document, element)
        if plugin is None or unseen[element.index]:
            continue
        reported[element.index] = True
        rescued = _has_fallback(document, element)
        yield Hit(
            markup.route,
            f"This needs {plugin}, which no browser has; "
            + ("browsers show what stands inside it instead" if rescued else "readers see an empty space"),
            start=element.start,
            end=element.end,
            label=plugin,
            written=element.get("src") or element.get("data") or "",
            severity=Severity.WARNING if rescued else Severity.ERROR,
        )


def _plugin(document: MarkupDocument, element: Element) -> str | None:
    if element.name == "applet":
        return "Java"
    identifier = element.get("classid")
    if identifier:
        return plugin_of_class(identifier)
    address = element.get("src" if element.name == "embed" else "data") or ""
    if not address and element.name == "object":
        parameters = document.once(_parameters).get(element.index, {})
        address = parameters.get("movie", "") or parameters.get("source", "")
    return plugin_of_type(element.get("type") or "", address)


def _has_fallback(document: MarkupDocument, element: Element) -> bool:
    return bool(element.text) or first_inside(document, element, document.once(shown)) is not None


def _holders(document: MarkupDocument) -> Sequence[Element | None]:
    return nearest(document, lambda element: element.name in _KINDS)


def _parameters(document: MarkupDocument) -> Mapping[int, Mapping[str, str]]:
    """Give the parameters of each object, by its index."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for each in document.named("param"):
        holder = document.once(_holders)[each.index]
        if holder is not None:
            found[holder.index][(each.get("name") or "").lower()] = each.get("value") or ""
    return found
