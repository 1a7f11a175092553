"""IE021."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.splicing import Splice, splice

_EQUIVALENTS = frozenset(
    {
        "imagetoolbar", "cleartype", "msthemecompatible", "page-enter", "page-exit", "site-enter", "site-exit",
        "content-script-type", "content-style-type", "pics-label", "window-target", "p3p",
    }
)  # fmt: skip
_NAMES = frozenset({"mssmarttagspreventparsing", "progid", "skype_toolbar"})


@rule("IE021", "ie-meta", severity=Severity.INFO, phase="static", since="0.2")
def ie_meta(context: GuideContext) -> Iterator[Hit]:
    """A meta tag speaks to Internet Explorer alone.

    What it finds:
        `imagetoolbar`, `cleartype`, `MSThemeCompatible`, `Page-Enter` and other transitions, `window-target`,
        `MSSmartTagsPreventParsing`, `ProgId`. `X-UA-Compatible` is IE004's; all other meta tags are left alone.

    Why it matters:
        Nothing reads them any more; they make it harder to see which tags still count.

    Bad:
        ```yaml
        - html: <meta http-equiv="imagetoolbar" content="no"><p>The catalogue is open.</p>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title><meta name="ProgId" content="Word.Document"></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

    Good:
        ```html
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Archives</title>
        <meta http-equiv="content-security-policy" content="default-src 'self'"></head>
        <body><main><p>The catalogue is open.</p></main></body></html>
        ```

        ```yaml
        - html: <p>Write <code>&lt;meta http-equiv="imagetoolbar"&gt;</code> no more.</p>
        ```

        ```yaml
        - html: <!-- <meta http-equiv="imagetoolbar" content="no"> --><p>The catalogue is open.</p>
        ```

    How to fix:
        Delete the tag.

        In LibGuides, open the box's rich text and click Source (`<>`); for the whole site, see Admin, Look & Feel.

    Source:
        HTML standard, `http-equiv`: https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv;
        Microsoft's archived reference of meta tags
    """
    for markup in context.holding("meta"):
        for meta in markup.document.named("meta"):
            equivalent, name = (
                (meta.get("http-equiv") or "").strip().lower(),
                (meta.get("name") or "").strip().lower(),
            )
            if equivalent in _EQUIVALENTS or name in _NAMES:
                written = meta.get("http-equiv") or meta.get("name") or ""
                yield Hit(
                    markup.route,
                    f"Nothing reads the tag “{written}” any more",
                    start=meta.start,
                    end=meta.end,
                    label=written,
                    fix=splice(context, markup, [Splice(meta.start, meta.end)], "Delete the tag"),
                )
