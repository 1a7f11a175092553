"""IE102."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.ie11 import elements, has_script, hit, markups
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("IE102", "ie11-details", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_details(context: GuideContext) -> Iterator[Hit]:
    """Internet Explorer 11 cannot fold what stands in a details element.

    What it finds:
        With `markup.target: ie11`: `<details>` that should be closed at first. One that is `open` from the beginning
        looks the same there, and is left alone.

    Why it matters:
        All of its content stays visible, and the summary looks like any other line. Nothing is lost, but a page of folded
        answers becomes very long.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <details><summary>Opening hours</summary><p>From nine to five.</p></details>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <details open><summary>Opening hours</summary><p>From nine to five.</p></details>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <h3>Details</h3><p id="details" class="details">From nine to five, see <code>&lt;details&gt;</code>.</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <script src="https://cdn.example.org/details-element-polyfill.js"></script>
            <details><summary>Opening hours</summary><p>From nine to five.</p></details>
        ```

    How to fix:
        In LibGuides, use a Tabbed box or headings instead, or open the box's rich text, click Source (`<>`), and add
        `open` to the element if its length does no harm.

    Source:
        MDN browser-compat-data, html.elements.details and html.elements.summary
    """
    polyfilled = has_script(context, "details-polyfill", "details-element-polyfill", "jquery.details")
    for markup in () if polyfilled else markups(context):
        for element in elements(markup, "details"):
            if element.attribute("open") is None:
                message = "Internet Explorer 11 shows all of this <details> unfolded"
                yield hit(markup, message, (element.start, element.end), "<details>")
