"""IE122."""

from collections.abc import Iterator

from guidewarden.markup.support import ie11
from guidewarden.model import Severity
from guidewarden.rules.ie11 import hit, markups
from guidewarden.rules.ie11_styles import Reached, fold, is_skipped, lacking_selector
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule


@rule("IE122", "ie11-selectors", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_selectors(context: GuideContext) -> Iterator[Hit]:
    """Internet Explorer 11 drops a whole style rule because of one selector it does not know.

    What it finds:
        With `markup.target: ie11`: `:is()`, `:where()`, `:has()`, `:focus-visible`, `:focus-within`, `:not(a, b)` and
        others in the selectors of a rule. A warning where the list holds selectors that it knows, since they lose their
        style too; a note where the rule stands by itself. Rules for `:focus-visible` beside one for `:focus`,
        `:not(:focus-visible)`, and rules that are only for other browsers (`::-webkit-scrollbar`) are left alone.

    Why it matters:
        One unknown selector makes the browser ignore the rule for all others in the list.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>a.more:hover, a.more:focus-visible { color: #a00 }</style>
            <p>Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>.box :is(h3, h4) { color: #a00 }</style>
            <p class="box">Text</p>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>
              a.more:hover, a.more:focus { color: #a00 }
              a.more:focus-visible { outline: 2px solid }
            </style>
            <p>Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>a:focus:not(:focus-visible) { outline: 0 } .box::-webkit-scrollbar { width: 3px }</style>
            <p class="box">Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>li:not(.last):nth-child(2n+1)::before, a[href*=":is("] { color: #a00 } /* :has(a) */</style>
            <p>Text</p>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and give the selector that is named a rule of its
        own, or write it out (`h3, h4` instead of `:is(h3, h4)`).

    Source:
        MDN browser-compat-data, css.selectors; Selectors Level 3, section 5 (an invalid selector makes its list invalid):
        https://www.w3.org/TR/selectors-3/#grouping
    """
    for markup in markups(context):
        for style in markup.styles_in_ie11:
            yield from _hits(markup, style)


def _hits(markup: Markup, style: Reached) -> Iterator[Hit]:
    table, sheet = ie11(), style.sheet
    skipped: list[bool] = []
    for block in sheet.blocks:
        # Inside what is skipped anyway, or nested, other rules speak.
        inside = block.parent is not None and (skipped[block.parent] or sheet.blocks[block.parent].is_rule)
        skipped.append(inside or is_skipped(block, table))
        if inside or not block.is_rule:
            continue
        lacking = [(selector, lacking_selector(selector, table)) for selector in block.selectors]
        unknown = [(selector, named) for selector, named in lacking if named]
        told = [
            (selector, named) for selector, named in unknown if not _is_meant(selector.text, named, style)
        ]
        if not told or "&" in {named for _, named in told}:
            continue
        others = len(lacking) - len(unknown)
        selector, named = told[0]
        yield hit(
            markup,
            f"Internet Explorer 11 does not know {named} and drops this rule"
            + (f", for the other selector{'s' if others > 1 else ''} too" if others else ""),
            style.place(selector),
            selector.text[:80],
            None if others else Severity.INFO,
        )


def _is_meant(selector: str, named: str, style: Reached) -> bool:
    """Whether nothing is lost when the rule is dropped for this selector."""
    if named.startswith((":-", "::-")) or ":not(:focus-visible)" in selector:
        return True
    return named == ":focus-visible" and fold(selector).replace(":focus-visible", ":focus") in style.selectors
