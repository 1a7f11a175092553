"""IE131."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.ie11 import at, elements, hit, is_module, markups
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("IE131", "ie11-module-scripts", severity=Severity.ERROR, phase="static", since="0.2")
def ie11_module_scripts(context: GuideContext) -> Iterator[Hit]:
    """A script is a module, which Internet Explorer 11 does not load.

    What it finds:
        With `markup.target: ie11`: `<script type="module">` where no `<script nomodule>` in the same text does the same for
        old browsers.

    Why it matters:
        The browser passes over the script without a word, and what it should do does not happen.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <div id="hours">Our hours</div><script type="module" src="https://example.org/hours.js"></script>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <p>Text</p>
            <script type="module" src="https://example.org/hours.js"></script>
            <script nomodule src="https://example.org/hours-old.js"></script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Text</p><script src="https://example.org/module.js" data-type="module"></script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>Write <code>&lt;script type="module"&gt;</code>.</p><!-- <script type="module"></script> -->
        ```

    How to fix:
        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`), and add a
        `<script nomodule>` with a version for old browsers.

    Source:
        MDN browser-compat-data, html.elements.script.type.module and html.elements.script.nomodule
    """
    for markup in markups(context):
        found = list(elements(markup, "script"))
        if any(element.attribute("nomodule") is not None for element in found):
            continue
        for element in found:
            if is_module(element):
                message = "Internet Explorer 11 does not load this script, since it is a module"
                yield hit(
                    markup,
                    message,
                    at(element, "type"),
                    (element.get("src") or "module")[:200],
                    Severity.ERROR,
                )
