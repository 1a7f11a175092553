"""IE109."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.ie11 import at, elements, hit, markups
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("IE109", "ie11-iframe-srcdoc", severity=Severity.ERROR, phase="static", since="0.2")
def ie11_iframe_srcdoc(context: GuideContext) -> Iterator[Hit]:
    """A frame holds its page in srcdoc, which Internet Explorer 11 does not read.

    What it finds:
        With `markup.target: ie11`: `<iframe srcdoc>` without an address in `src` to show instead.

    Why it matters:
        Readers see an empty frame.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <iframe title="Hours" srcdoc="&lt;p&gt;From nine to five&lt;/p&gt;" src="about:blank"></iframe>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <iframe title="Hours" srcdoc="&lt;p&gt;From nine to five&lt;/p&gt;" src="https://example.org/hours"></iframe>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <iframe title="Hours" src="https://example.org/hours?srcdoc=1"></iframe>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p>An <code>iframe</code> may have a <code>srcdoc</code>.</p><!-- <iframe srcdoc="x"></iframe> -->
        ```

    How to fix:
        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`), and give the
        frame a `src` with a page that says the same.

    Source:
        MDN browser-compat-data, html.elements.iframe.srcdoc
    """
    for markup in markups(context):
        for element in elements(markup, "iframe"):
            address = (element.get("src") or "").strip().lower()
            if (element.get("srcdoc") or "").strip() and address in {"", "about:blank"}:
                message = "Internet Explorer 11 shows an empty frame here: it does not read srcdoc"
                yield hit(markup, message, at(element, "srcdoc"), "srcdoc", Severity.ERROR)
