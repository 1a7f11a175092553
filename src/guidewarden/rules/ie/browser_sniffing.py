"""IE015."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.snippets import blank_script, blank_script_comments, scripts

_SNIFF = re.compile(
    r"""\b(MSIE|Trident)\b(?=[^\n]{0,80}["'/`])|["'](Microsoft Internet Explorer)["']""",
)
_ASKED = re.compile(r"\bnavigator\s*\.\s*(?:userAgent|appName|appVersion)\b|\buserAgent\b")
_JQUERY = re.compile(r"(?:\$|\bjQuery)\s*\.\s*browser\b")
_MODE = re.compile(r"\bdocument\s*\.\s*documentMode\b")


@rule("IE015", "browser-sniffing", severity=Severity.INFO, phase="static", since="0.2")
def browser_sniffing(context: GuideContext) -> Iterator[Hit]:
    """A script asks whether it runs in Internet Explorer.

    What it finds:
        In inline scripts: the browser's name searched for `MSIE` or `Trident`, `document.documentMode` (notes), and
        jQuery's `$.browser` (a warning: jQuery 1.9 dropped it, and the script stops there).

    Why it matters:
        The answer is no for every reader. What is done for Internet Explorer is dead weight, and where the answer
        guards more than that, it guards it wrongly.

    Bad:
        ```yaml
        - html: <p>Text</p><script>if (navigator.userAgent.indexOf("MSIE") > 0) { location = "/old"; }</script>
        ```

        ```yaml
        - html: <p>Text</p><script>if ($.browser.msie) { $("#menu").hide(); }</script>
        ```

    Good:
        ```yaml
        - html: <p>Text</p><script>if ("IntersectionObserver" in window) { watch(); }</script>
        ```

        ```yaml
        - html: <p>Text</p><script>var title = "Trident submarines and the alliance";</script>
        ```

        ```yaml
        - html: <p>Text</p><script>// navigator.userAgent.indexOf("MSIE") is no longer asked</script>
        ```

        ```yaml
        - html: <p>Text</p><script>var phone = /iPhone|Android/.test(navigator.userAgent);</script>
        ```

    How to fix:
        Delete the question and what depends on it; where something may be missing in a browser, ask for that.

        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`).

    Source:
        MDN, “Browser detection using the user agent string”:
        https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent;
        jQuery 1.9 upgrade guide, “jQuery.browser() removed”
    """
    for markup in context.scripted:
        for script in scripts(markup.document):
            code = blank_script(script.text)
            readable = blank_script_comments(script.text)
            jquery, found = _JQUERY.search(code), _MODE.search(code)
            if found is None and _ASKED.search(code):
                found = _SNIFF.search(readable)
            severity, message = (
                Severity.INFO,
                "This script asks for Internet Explorer, which nobody uses any more",
            )
            if jquery:
                found, severity = jquery, Severity.WARNING
                message = "jQuery dropped this question in 2013: the script stops here"
            if found:
                start, end = script.source_range(found.start(), found.end())
                yield Hit(markup.route, message, start=start, end=end, label=found[0], severity=severity)
