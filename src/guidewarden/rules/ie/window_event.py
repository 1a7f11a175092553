"""IE014."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.snippets import blank_script, scripts_of

_EVENT = re.compile(r"\bwindow\s*\.\s*event\b(?!\s*[\w$(])")
_FALLBACK = re.compile(
    r"(?:\|\||\?\?|[?:])\s*window\s*\.\s*event\b|\bwindow\s*\.\s*event\s*(?:\|\||\?)|\bif\s*\(\s*(?:!\s*\w+|\w+\s*={2,3}\s*(?:null|undefined))\s*\)"
)


@rule("IE014", "window-event", severity=Severity.INFO, phase="static", since="0.2")
def window_event(context: GuideContext) -> Iterator[Hit]:
    """A script takes the event from the window, as Internet Explorer handed it over.

    What it finds:
        `window.event` in an inline script that has no other way to the event. The usual fallback, such as
        `e = e || window.event`, is left alone.

    Why it matters:
        Browsers still have it for old pages' sake, but its standard calls it a mistake: it is empty in some
        situations, and the script then stops.

    Bad:
        ```yaml
        - html: <p>Text</p><script>function pick() { show(window.event.srcElement.id); }</script>
        ```

    Good:
        ```yaml
        - html: <p>Text</p><script>function pick(e) { e = e || window.event; show(e.target.id); }</script>
        ```

        ```yaml
        - html: <p>Text</p><script>function pick(e) { if (!e) { e = window.event; } show(e.target.id); }</script>
        ```

        ```yaml
        - html: <p>Text</p><script>window.eventList = ["window.event"]; // window.event</script>
        ```

    How to fix:
        Give the function a parameter for the event, and use that.

        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`).

    Source:
        DOM standard, “The Window object's current event”: https://dom.spec.whatwg.org/#interface-window-extensions
    """
    for markup, script in scripts_of(context):
        code = blank_script(script.text)
        found = _EVENT.search(code)
        if found and not _FALLBACK.search(code):
            start, end = script.source_range(found.start(), found.end())
            message = "This script knows the event by “window.event” alone, which may be empty"
            yield Hit(markup.route, message, start=start, end=end, label="window.event")
