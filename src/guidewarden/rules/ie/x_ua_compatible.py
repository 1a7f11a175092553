"""IE004."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("IE004", "x-ua-compatible", severity=Severity.WARNING, phase="static", since="0.1")
def x_ua_compatible(context: GuideContext) -> Iterator[Hit]:
    """The page asks Internet Explorer for a mode of an older version.

    What it finds:
        `<meta http-equiv="X-UA-Compatible">`: an error when it asks for anything but `IE=edge`, since Edge's
        Internet Explorer mode then shows the page as an old version did; a warning in an author's box, where it
        has no effect at all; a note for `IE=edge` in the platform's furniture, where it is only superfluous.

    Why it matters:
        In the mode of Internet Explorer 7 or 8 much of a page's layout and all its newer scripts fail.

    Bad:
        ```yaml
        - html: <meta http-equiv="X-UA-Compatible" content="IE=EmulateIE7"><p>The catalogue is open.</p>
        ```

        ```yaml
        furniture: >-
          <meta http-equiv="x-ua-compatible" content="IE=8"><a href="#s-lg-guide-main">Skip to Main Content</a>
        ```

    Good:
        ```yaml
        - html: <p>Pages once sent <code>X-UA-Compatible</code> to choose a mode.</p>
        ```

        ```yaml
        - html: <!-- <meta http-equiv="X-UA-Compatible" content="IE=7"> --><p>The catalogue is open.</p>
        ```

        ```yaml
        furniture: >-
          <meta name="viewport" content="width=device-width"><a href="#s-lg-guide-main">Skip to Main Content</a>
        ```

    How to fix:
        Delete the tag.

        In LibGuides, open the box's rich text and click Source (`<>`); for the furniture, the system's
        administrator finds it under Admin, Look & Feel, Custom JS/CSS.

    Source:
        HTML standard, `http-equiv` states: https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-x-ua-compatible
    """
    for markup in context.markups:
        for meta in markup.document.named("meta"):
            if (meta.get("http-equiv") or "").strip().lower() != "x-ua-compatible":
                continue
            content = (meta.get("content") or "").strip()
            modes = [mode.strip().lower() for mode in content.replace(";", ",").split(",")]
            if "ie=edge" not in modes:
                severity, message = Severity.ERROR, f"The page asks for Internet Explorer's mode “{content}”"
            elif markup.is_furniture:
                severity, message = Severity.INFO, "X-UA-Compatible is superfluous: IE=edge is the default"
            else:
                severity, message = Severity.WARNING, "X-UA-Compatible has no effect in a box"
            yield Hit(markup.route, message, start=meta.start, end=meta.end, label=content, severity=severity)
