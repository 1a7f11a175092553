"""IE012."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.snippets import blank_script, scripts_of

_BY_NAME = re.compile(
    r"""\[\s*["'](attachEvent|detachEvent|fireEvent|createEventObject|addEventListener|dispatchEvent)["']\s*\]"""
)
_CALL = re.compile(r"\.\s*(attachEvent|detachEvent|fireEvent|createEventObject)\s*\(")
_GUARD = re.compile(r"\bif\s*\([^)]*\.\s*(?:attachEvent|fireEvent)\b|\b(?:attachEvent|fireEvent)\s*(?:&&|\?)")
_TODAY = re.compile(r"\b(?:addEventListener|dispatchEvent)\b")


@rule("IE012", "attach-event", severity=Severity.ERROR, phase="static", since="0.2")
def attach_event(context: GuideContext) -> Iterator[Hit]:
    """A script listens to events in a way that only old versions of Internet Explorer knew.

    What it finds:
        `attachEvent`, `detachEvent` or `fireEvent` in an inline script that does not use `addEventListener` as well:
        an error, or a warning where the call is made only after a test for it. With both in a script, the old one is
        a fallback that does no harm.

    Why it matters:
        The script stops at this line in every browser, and all that it was to do from there on does not happen:
        buttons do nothing, menus stay closed.

    Bad:
        ```yaml
        - html: <p id="more">Text</p><script>document.getElementById("more").attachEvent("onclick", open);</script>
        ```

        ```yaml
        - html: <p>Text</p><script>if (window.attachEvent) { window.attachEvent("onload", start); }</script>
        ```

        ```yaml
        - html: <p>Text</p><script>window["attachEvent"]("onload", start);</script>
        ```

    Good:
        ```yaml
        - html: |
            <p>Text</p>
            <script>
              if (window.addEventListener) { window.addEventListener("load", start); }
              else { window.attachEvent("onload", start); }
            </script>
        ```

        ```yaml
        - html: <p>Text</p><script>show("window['attachEvent']('onload', start)");</script>
        ```

        ```yaml
        - html: <p>Text</p><script>// was window.attachEvent("onload", start)</script>
        ```

        ```yaml
        - html: <p>In 2005 one wrote <code>window.attachEvent("onload", start)</code>.</p>
        ```

    How to fix:
        Write `addEventListener("click", …)`, with the event's name without its “on”, or replace the widget.

        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`).

    Source:
        Microsoft, “Legacy features removed from Internet Explorer 11” (attachEvent):
        https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/compatibility/bg182625(v=vs.85)
    """
    for markup, script in scripts_of(context):
        code = _names_as_properties(script.text)
        found = _CALL.search(code)
        if found is None or _TODAY.search(code):
            continue
        start, end = script.source_range(found.start(1), found.end(1))
        guarded = _GUARD.search(code) is not None
        yield Hit(
            markup.route,
            f"No browser comes as far as “{found[1]}” here, so what follows never happens"
            if guarded
            else f"No browser has “{found[1]}”: the script stops here",
            start=start,
            end=end,
            label=found[1],
            severity=Severity.WARNING if guarded else Severity.ERROR,
        )


def _names_as_properties(script: str) -> str:
    """Blank a script's comments and strings, but write ``["attachEvent"]`` as the property it is, in as many characters."""
    code, pieces, last = blank_script(script), [], 0
    for found in _BY_NAME.finditer(script):
        if code[found.start()] == "[":
            name = f".{found[1]}".rjust(found.end(1) - found.start()).ljust(len(found[0]))
            pieces += [code[last : found.start()], name]
            last = found.end()
    return "".join([*pieces, code[last:]])
