"""IE004."""

from collections.abc import Iterator

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule
from guidewarden.rules.splicing import Splice, splice

_MAY_PRECEDE = frozenset({"html", "head", "title", "meta"})


@rule("IE004", "x-ua-compatible", severity=Severity.WARNING, phase="static", since="0.1")
def x_ua_compatible(context: GuideContext) -> Iterator[Hit]:
    """The page asks Internet Explorer for a mode of an older version.

    What it finds:
        `<meta http-equiv="X-UA-Compatible">`: an error when it asks for anything but `IE=edge`, since Edge's
        Internet Explorer mode then shows the page as an old version did; a warning where it has no effect at all: in
        an author's box, a second time, in a page's body, or after anything but the title and other `meta` tags; a
        note for `IE=edge` in the platform's furniture or at its right place, where it is only superfluous.

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

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title><link rel="stylesheet" href="a.css">
        <meta http-equiv="X-UA-Compatible" content="IE=edge"></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
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
        Microsoft, “Specifying legacy document modes”:
        https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/compatibility/jj676915(v=vs.85);
        HTML standard, `http-equiv` states: https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-x-ua-compatible
    """
    markups = (context.page,) if context.page else context.holding("meta")
    for markup in markups:
        metas = list(_metas(markup.document))
        for meta in metas:
            content = (meta.get("content") or "").strip()
            severity, message = _judge(context, markup, meta, content, first=meta is metas[0])
            superfluous = context.page is not None and severity is Severity.INFO
            yield Hit(
                # What is merely superfluous on a page is the platform's, or nobody's, to be told in a note.
                "furniture" if superfluous and len(context.markups) > 1 else markup.route,
                message,
                start=meta.start,
                end=meta.end,
                label=content,
                severity=severity,
                fix=splice(context, markup, [Splice(meta.start, meta.end)], "Delete the tag"),
            )


def _metas(document: MarkupDocument) -> Iterator[Element]:
    for meta in document.named("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "x-ua-compatible":
            yield meta


def _judge(
    context: GuideContext, markup: Markup, meta: Element, content: str, *, first: bool
) -> tuple[Severity, str]:
    modes = [mode.strip().lower() for mode in content.replace(";", ",").split(",")]
    if "ie=edge" not in modes:
        return Severity.ERROR, f"The page asks for Internet Explorer's mode “{content}”"
    if context.page is None and not markup.is_furniture:
        return Severity.WARNING, "X-UA-Compatible has no effect in a box"
    if not first:
        return Severity.WARNING, "X-UA-Compatible stands on the page a second time; only the first one counts"
    if context.page is not None:
        late = _late(markup.document, meta)
        if late:
            return Severity.WARNING, late
    return Severity.INFO, "X-UA-Compatible is superfluous: IE=edge is the default"


def _late(document: MarkupDocument, meta: Element) -> str | None:
    """Tell why a tag comes too late to count: only titles and other meta tags may stand before it."""
    if any(above.name == "body" for above in document.ancestors(meta.parent)):
        return "X-UA-Compatible stands in the page's body, where it has no effect"
    for element in document.elements[: meta.index]:
        if element.name not in _MAY_PRECEDE:
            return f"X-UA-Compatible stands after <{element.name}>, where it has no effect"
    return None
