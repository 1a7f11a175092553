"""IE107."""

import re
from collections.abc import Iterator

from guidewarden.markup.nodes import Element
from guidewarden.markup.support import ie11
from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import elements, has_script, hit, markups
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

# HTML standard, valid custom element names; those with a hyphen that SVG and MathML have.
_CUSTOM = re.compile(r"[a-z][^\s>/]*-[^\s>/]*")
_NOT_CUSTOM = frozenset(
    {
        "annotation-xml", "color-profile", "font-face", "font-face-format", "font-face-name", "font-face-src",
        "font-face-uri", "missing-glyph",
    }
)  # fmt: skip
_TEXT_ONLY = frozenset({"data", "output", "search", "time"})
_UNKNOWN = frozenset({"data", "meter", "output", "search", "slot", "time"})
_POLYFILLS = ("webcomponents", "custom-elements", "document-register-element")


@rule("IE107", "ie11-unknown-elements", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_unknown_elements(context: GuideContext) -> Iterator[Hit]:
    """Internet Explorer 11 does not know an element, and shows no more than the text inside it.

    What it finds:
        With `markup.target: ie11`: `<meter>` and custom elements (`<library-map>`) without text inside, and `<slot>`
        (warnings); `<time>`, `<data>`, `<output>`, `<search>` and those with text (notes). Each kind once a text. Custom
        elements are left alone where a polyfill for web components is loaded.

    Why it matters:
        Without text inside, readers see nothing where the map or the gauge should be; with it, they lose little.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <p>Seats taken:</p><meter value="0.6"></meter>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Our rooms:</p><library-map floor="2"></library-map>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Open since <time datetime="1999-04-03">3 April 1999</time></p>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <p>Seats taken:</p><progress value="0.6">60 %</progress>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <script src="https://cdn.example.org/webcomponents-bundle.js"></script>
            <library-map floor="2"></library-map>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Write <code>&lt;meter&gt;</code>.</p><svg role="img" aria-label="x"><font-face></font-face></svg><!-- <slot></slot> -->
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and write words inside the element that say the same
        (`<meter value="0.6">60 %</meter>`).

    Source:
        MDN browser-compat-data, html.elements.meter, .output, .data, .time, .slot, .search; api.CustomElementRegistry
    """
    polyfilled = has_script(context, *_POLYFILLS)
    for markup in markups(context):
        yield from once_per_text(_hits(markup, polyfilled=polyfilled))


def _hits(markup: Markup, *, polyfilled: bool) -> Iterator[Hit]:
    for element in elements(markup):
        custom = _CUSTOM.fullmatch(element.name) is not None and element.name not in _NOT_CUSTOM
        known = element.name in _UNKNOWN and ie11().lacks(f"html.elements.{element.name}")
        if (custom and not polyfilled) or known:
            slight = element.name in _TEXT_ONLY or (element.name != "slot" and bool(element.text))
            shown = "shows its text alone" if element.text else "shows nothing for it"
            yield hit(
                markup,
                f"Internet Explorer 11 does not know <{_name(element)}> and {shown}",
                (element.start, element.end),
                f"<{_name(element)}>",
                Severity.INFO if slight else None,
            )


def _name(element: Element) -> str:
    return element.name[:40]
