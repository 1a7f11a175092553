"""IE011."""

import re
from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument, in_source_order
from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.snippets import blank_script, scripts_of

_EXEC = re.compile(r"""\bexecScript\s*\([^;]{0,400}?,\s*["']vbs(?:cript)?["']\s*\)""", re.IGNORECASE)
_TYPES = frozenset({"vbscript", "vbs", "text/vbscript", "text/vbs"})


@rule("IE011", "vbscript", severity=Severity.WARNING, phase="static", since="0.2")
def vbscript(context: GuideContext) -> Iterator[Hit]:
    """A script or link is written in VBScript, which only Internet Explorer ran.

    What it finds:
        Links and event handlers that begin with `vbscript:` (an error: readers click and nothing happens), and
        `<script>` elements whose `type` or `language` is VBScript, and scripts that hand VBScript to `execScript`
        (warnings).

    Why it matters:
        No browser runs it, and Internet Explorer 11 itself had stopped: whatever it was to do does not happen.

    Bad:
        ```yaml
        - html: <p>The catalogue is open.</p><script type="text/vbscript">MsgBox "Welcome"</script>
        ```

        ```yaml
        - html: <p><a href="vbscript:ShowHours()">Opening hours</a></p>
        ```

        ```yaml
        - html: <p>The catalogue is open.</p><script>window.execScript("MsgBox Now", "VBScript");</script>
        ```

    Good:
        ```yaml
        - html: <p>The catalogue is open.</p><script>document.title = "vbscript:";</script>
        ```

        ```yaml
        - html: <p>Text</p><script>if (window.execScript) { execScript(code, "JavaScript"); } // execScript(c, "VBScript")</script>
        ```

        ```yaml
        - html: <p><a href="https://example.org/vbscript">A history of VBScript</a></p>
        ```

        ```yaml
        - html: <p>Pages of 1998 began with <code>&lt;script language="VBScript"&gt;</code>.</p>
        ```

    How to fix:
        Link to the page or text that the script was to show, and delete the script.

        In LibGuides, open the box's rich text, or edit the Media / Widget asset, and delete the script in Source
        (`<>`).

    Source:
        Microsoft, “VBScript is no longer supported in IE11 edge mode”:
        https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/compatibility/dn384057(v=vs.85)
    """
    for markup in context.holding("@href", "@action", *context.script_marks):
        for element in _suspects(markup.document):
            if element.name == "script" and _is_vbscript(element):
                message = "No browser runs this script: it is VBScript"
                yield Hit(markup.route, message, start=element.start, end=element.end, label="VBScript")
            for attribute in element.attributes:
                name, value = attribute.name, (attribute.value or "").strip().lower()
                if _may_call(name) and value.startswith("vbscript:"):
                    yield Hit(
                        markup.route,
                        "Nothing happens when readers use this: it is VBScript, which no browser runs",
                        start=attribute.start,
                        end=attribute.end,
                        label=element.text[:80],
                        severity=Severity.ERROR,
                    )
    for markup, script in scripts_of(context):
        executed = _EXEC.search(script.text)
        if executed and blank_script(script.text)[executed.start()] != " ":
            start, end = script.source_range(executed.start(), executed.end())
            message = "No browser has “execScript”: the script stops here"
            yield Hit(markup.route, message, start=start, end=end, label="execScript")


def _suspects(document: MarkupDocument) -> Sequence[Element]:
    """Give the scripts, and the elements that call VBScript in some attribute."""
    calling = [name for name in document.attribute_names() if _may_call(name)]
    return in_source_order(
        document.named("script"),
        *(
            [each for each in document.with_attribute(name) if "vbscript:" in each.values[name].lower()]
            for name in calling
        ),
    )


def _may_call(attribute: str) -> bool:
    return attribute in {"href", "action"} or attribute.startswith("on")


def _is_vbscript(script: Element) -> bool:
    kind = script.get("type") or script.get("language") or ""
    return kind.strip().lower() in _TYPES
