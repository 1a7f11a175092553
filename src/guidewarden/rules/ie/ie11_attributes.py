"""IE110."""

from collections.abc import Iterator

from guidewarden.markup.nodes import Element
from guidewarden.model import Severity
from guidewarden.rules.ie11 import at, has_script, hit, is_hidden_of_old, markups, with_attribute
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("IE110", "ie11-attributes", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_attributes(context: GuideContext) -> Iterator[Hit]:
    """Something works by an attribute that Internet Explorer 11 does not know.

    What it finds:
        With `markup.target: ie11`: `popover` on what is not hidden in the old way too (an error: it always shows),
        `inert` on what can be reached all the same (a warning), and `download` on links (a note: the file opens instead
        of being saved). With a polyfill for it, nothing is said.

    Why it matters:
        A note that should come up on a click stands in the middle of the text for good; a part that should be out of
        reach can be typed in.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><div id="help" popover><p>Ask the desk on the second floor.</p></div>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><div inert><a href="https://example.org/old">The old catalogue</a></div>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p><a href="https://example.org/list.csv" download>The list as a table</a></p>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: "<p>Text</p><div id='help' popover style='display: none'><p>Ask the desk.</p></div>"
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><div inert hidden><a href="https://example.org/old">The old catalogue</a></div>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p class="popover" data-inert="1"><a href="https://example.org/download">How to download the list</a></p>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and add `hidden` to what a script shows later, or put
        the text where all can read it.

    Source:
        MDN browser-compat-data, html.global_attributes.popover, html.global_attributes.inert, html.elements.a.download
    """
    polyfills = {
        name: has_script(context, f"{name}-polyfill", f"{name}.polyfill", f"wicg-{name}") for name in _KINDS
    }
    for markup in markups(context):
        for element in with_attribute(markup, *_KINDS):
            for name in element.values:
                kind = _KINDS.get(name)
                if kind is None or polyfills[name] or not _matters(element, name):
                    continue
                severity, message = kind
                yield hit(markup, message, at(element, name), name, severity)


_KINDS = {
    "popover": (Severity.ERROR, "Internet Explorer 11 always shows this; it does not know popover"),
    "inert": (
        Severity.WARNING,
        "In Internet Explorer 11 this can be reached all the same; it does not know inert",
    ),
    "download": (Severity.INFO, "Internet Explorer 11 opens this file instead of saving it"),
}


def _matters(element: Element, name: str) -> bool:
    if name == "download":
        return element.name in {"a", "area"} and bool(element.get("href"))
    return not is_hidden_of_old(element)
