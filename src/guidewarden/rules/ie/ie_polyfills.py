"""IE020."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.splicing import Splice, splice

_FILES = re.compile(
    r"(?:^|[/_.-])(html5shiv(?:-printshiv)?|html5shim|respond|excanvas|flashcanvas|selectivizr|css3-mediaqueries|ie[789](?:-squish)?|"
    r"dd_belatedpng|iepngfix|pie|es5-shim|json2|nwmatcher|rem|html5)(?:[.-](?:min|src|proxy|\d\w*+))*+\.(?:js|htc)(?:[?#]|$)",
    re.IGNORECASE,
)
_LONGEST = 2000
"""How much of an address is looked at."""
_SHARED = frozenset({"rem", "html5", "pie", "respond"})
"""Names that other scripts may have too: told only beside a hint that it is this one."""

_HINT = re.compile(
    r"respond(?:\.js)?/\d|/libs/respond|respond(?:[.-]min)?\.js|css3pie|html5(?:shiv|shim)|googlecode|oss\.maxcdn",
    re.IGNORECASE,
)


@rule("IE020", "ie-polyfills", severity=Severity.WARNING, phase="static", since="0.2")
def ie_polyfills(context: GuideContext) -> Iterator[Hit]:
    """Every reader downloads a script that was made for Internet Explorer 6 to 9.

    What it finds:
        `<script src>` with html5shiv, Respond.js, ExplorerCanvas, Selectivizr, IE7.js, es5-shim, json2 and their
        like, by file name. Inside conditional comments they are IE001's; scripts of similar names are left alone.

    Why it matters:
        They do nothing in any browser of today, make the page slower, and some are fetched from servers that have
        since changed hands.

    Bad:
        ```yaml
        - html: <p>Text</p><script src="https://oss.maxcdn.com/html5shiv/3.7.3/html5shiv.min.js"></script>
        ```

        ```yaml
        - html: <p>Text</p><script src="https://oss.maxcdn.com/respond/1.4.2/respond.min.js"></script>
        ```

    Good:
        ```yaml
        - html: <p>Text</p><script src="https://example.org/responder.js"></script>
        ```

        ```yaml
        - html: <p>Text</p><script src="https://example.org/player/html5.js"></script>
        ```

        ```yaml
        - html: <p>Text <a href="https://example.org/html5shiv.js">A museum piece</a></p>
        ```

        ```yaml
        - html: <p>Text</p><script>var shiv = "html5shiv.js";</script>
        ```

    How to fix:
        Delete the script element.

        In LibGuides, edit the Media / Widget asset; for the whole site, the system's administrator finds it under
        Admin, Look & Feel, Custom JS/CSS.

    Source:
        The HTML5 Shiv, “What does it do” (Internet Explorer 6 to 9 only): https://github.com/aFarkas/html5shiv
    """
    for markup in context.holding("script"):
        for script in markup.document.named("script"):
            source = (script.get("src") or "").strip()
            found = _FILES.search(source, 0, _LONGEST)
            if found is None or (found[1].lower() in _SHARED and not _HINT.search(source)):
                continue
            cut = [Splice(script.start, script.close[1])] if script.close else []
            yield Hit(
                markup.route,
                f"“{found[1]}” was made for Internet Explorer 6 to 9; every reader downloads it for nothing",
                start=script.start,
                end=script.end,
                label=found[1],
                written=source,
                fix=splice(context, markup, cut, "Delete the script"),
            )
