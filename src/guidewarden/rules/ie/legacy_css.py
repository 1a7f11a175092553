"""IE005."""

import re
from collections.abc import Iterator

from guidewarden.markup.css import read_style_attribute, read_style_sheet
from guidewarden.markup.embedded import Snippet, styles
from guidewarden.markup.stylesheet import Declaration
from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

# Reading a style is not free, and most hold nothing of the kind.
_SUSPECT = re.compile(
    r"behavior|expression|progid:|-ms-|alpha\s*\(|\\[09]|[*+#_]\s*[a-z-]+\s*:|zoom|\*\s*html|\+\s*html|\\[\w\\]*\(",
    re.IGNORECASE,
)
_NINE = re.compile(r"(\\[09]\s*/?)\s*(?:!important\s*)?$")
_MEDIA = re.compile(r"\(\s*-ms-high-contrast\b[^()]*\)", re.IGNORECASE)
_SELECTOR = re.compile(
    r"(?:^|(?<=,)|(?<=, ))\*(?:\s+|\s*\+\s*)html\b|\*:first-child\s*\+\s*html\b|\\0\s*screen\b|\bscreen\s*\\[09]",
    re.IGNORECASE,
)
_ALPHA = re.compile(r"\balpha\s*\(\s*opacity", re.IGNORECASE)


@rule("IE005", "legacy-css", severity=Severity.WARNING, phase="static", since="0.1")
def legacy_css(context: GuideContext) -> Iterator[Hit]:
    r"""A style holds what only old versions of Internet Explorer understood.

    What it finds:
        In `style` attributes and `<style>` elements: `behavior`, `expression(…)`, `progid:…`, `-ms-filter` and
        `filter: alpha(…)` (warnings); hacks such as `*zoom: 1`, `_height: 1px`, `width: 9px\9`, `zoom: 1`, `* html`,
        `*+html` and queries for `-ms-high-contrast` (notes). Comments, strings and prose about CSS are left alone, and so are
        modern properties of a similar name (`scroll-behavior`, `filter: blur(2px)`, other values of `zoom`).

    Why it matters:
        Browsers ignore all of it, so what it was to do (a colour, a transparency, a size) does not happen; the
        hacks are errors that hide real ones.

    Bad:
        ```yaml
        - html: "<p style=\"filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000')\">Text</p>"
        ```

        ```yaml
        - html: "<p style=\"width: expression(document.body.clientWidth > 800 ? '800px' : 'auto')\">Text</p>"
        ```

        ```yaml
        - html: |
            <style>
              .box { color: black; *zoom: 1; }
            </style>
            <p class="box">Text</p>
        ```

        ```yaml
        - html: "<div style='behavior: url(pie.htc)'>Text</div>"
        ```

        ```yaml
        - html: |
            <style>
              *+html .box { height: 1px }
              .box { color: red\0/ }
              .box p { width: e\xpression(800) }
            </style>
            <p class="box">Text</p>
        ```

    Good:
        ```yaml
        - html: "<div style='scroll-behavior: smooth; overscroll-behavior: contain'>Text</div>"
        ```

        ```yaml
        - html: "<p style='filter: blur(0.5px); zoom: 1.1'>Text</p>"
        ```

        ```yaml
        - html: |
            <style>
              /* was: filter: progid:DXImageTransform.Microsoft.Alpha(opacity=50) */
              .box * { color: black } a:hover { content: "expression(" }
            </style>
            <p class="box">Text</p>
        ```

        ```yaml
        - html: <p>In 2005 authors wrote <code>*zoom:1</code> and <code>behavior:url(x)</code>.</p>
        ```

    How to fix:
        Delete the declaration; where it still should do something, write today's property (`opacity`,
        `linear-gradient()`, `max-width`).

        In LibGuides, open the box's rich text and click Source (`<>`) to see the styles.

    Source:
        Microsoft, “Legacy features removed from Internet Explorer 10 and 11” (filters, behaviors, expressions)
    """
    yield from once_per_text(
        hit for markup in context.styled for style in styles(markup.document) for hit in _hits(markup, style)
    )


def _hits(markup: Markup, style: Snippet) -> Iterator[Hit]:
    if not _SUSPECT.search(style.text):
        return
    sheet = (read_style_attribute if style.attribute else read_style_sheet)(style.text)
    for declaration in sheet.declarations:
        named = _legacy(declaration)
        if named:
            severity, what = named
            start, end = style.source_range(declaration.start, declaration.end)
            message = f"Only old versions of Internet Explorer understood {what}"
            yield Hit(markup.route, message, start=start, end=end, label=what, severity=severity)
    for block in sheet.blocks:
        hack = _SELECTOR.search(sheet.text[block.start : block.head_end])
        if hack and block.name in {"", "media"}:
            start, end = style.source_range(block.start + hack.start(), block.start + hack.end())
            message = f"Only old versions of Internet Explorer understood the hack “{hack[0].strip()}”"
            yield Hit(markup.route, message, start=start, end=end, label=hack[0], severity=Severity.INFO)
        found = _MEDIA.search(sheet.text, block.start, block.head_end) if block.name == "media" else None
        if found:
            start, end = style.source_range(found.start(), found.end())
            yield Hit(
                markup.route,
                "Only Internet Explorer and the first Edge understood -ms-high-contrast",
                "Ask for (forced-colors: active) instead, or delete the query",
                start=start,
                end=end,
                label="-ms-high-contrast",
                severity=Severity.INFO,
            )


def _legacy(declaration: Declaration) -> tuple[Severity, str] | None:
    """Name what is wrong with a declaration, in the words of the message, and how grave it is."""
    name, value = declaration.name, declaration.value.lower()
    if name in {"behavior", "-ms-behavior"}:
        return Severity.WARNING, "“behavior”"
    if name == "-ms-filter":
        return Severity.WARNING, "“-ms-filter”"
    if name == "filter" and ("progid:" in value or _ALPHA.search(value)):
        return Severity.WARNING, "this “filter”"
    if any(part.text == "expression" for part in declaration.functions()):
        return Severity.WARNING, f"“expression(…)” in “{name}”"
    if declaration.hack:
        return Severity.INFO, f"the hack “{declaration.hack}{name}”"
    nine = _NINE.search(value)
    if nine:
        return Severity.INFO, f"the hack “{nine[1].rstrip()}” in “{name}”"
    if name == "zoom" and value == "1":
        return Severity.INFO, "what “zoom: 1” was for"
    return None
