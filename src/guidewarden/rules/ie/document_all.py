"""IE013."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.snippets import blank_script, scripts_of

_ALL = re.compile(r"\bdocument\s*\.\s*(all|layers)\b")
_TODAY = re.compile(r"\b(?:getElementById|querySelector(?:All)?|getElementsBy\w+)\b")


@rule("IE013", "document-all", severity=Severity.WARNING, phase="static", since="0.2")
def document_all(context: GuideContext) -> Iterator[Hit]:
    """A script looks for the page's parts as in Internet Explorer 4 or Netscape 4.

    What it finds:
        `document.all` and `document.layers` in an inline script, or a link to `javascript:…`, that knows no way of today
        (`getElementById`, `querySelector`) as well. With both, the old one is a fallback that does no harm.

    Why it matters:
        A test for `document.all` is false in every browser, so what depends on it does not happen; Netscape's layers
        are not there at all.

    Bad:
        ```yaml
        - html: <p id="note">Text</p><script>if (document.all) { document.all.note.style.display = "none"; }</script>
        ```

        ```yaml
        - html: <p id="note">Text</p><p><a href="javascript:document.all.note.focus()">Go to the note</a></p>
        ```

    Good:
        ```yaml
        - html: |
            <p id="note">Text</p>
            <script>
              var note = document.all ? document.all.note : document.getElementById("note");
            </script>
        ```

        ```yaml
        - html: <p>Text</p><script>var documents = archive.document_all; /* document.all */</script>
        ```

        ```yaml
        - html: <p><a href="https://example.org/javascript:document.all">About document.all</a></p>
        ```

        ```yaml
        - html: <p>Scripts once asked for <code>document.all</code>.</p>
        ```

    How to fix:
        Write `document.getElementById("…")`, or replace the widget by its present embed code.

        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`).

    Source:
        HTML standard, obsolete features (`document.all`): https://html.spec.whatwg.org/multipage/obsolete.html#dom-document-all
    """
    for markup, script in scripts_of(context):
        code = blank_script(script.text)
        found = _ALL.search(code)
        if found and not _TODAY.search(code):
            start, end = script.source_range(found.start(), found.end())
            message = f"“document.{found[1]}” is for browsers that nobody has; others skip what depends on it"
            yield Hit(markup.route, message, start=start, end=end, label=f"document.{found[1]}")
