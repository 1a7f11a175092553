"""IE127."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import hit, markups
from guidewarden.rules.ie11_styles import Reached
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule


@rule("IE127", "ie11-css-nesting", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_css_nesting(context: GuideContext) -> Iterator[Hit]:
    """Style rules stand inside others, which Internet Explorer 11 does not read.

    What it finds:
        With `markup.target: ie11`: a style rule inside a style rule, with `&` or without.

    Why it matters:
        The browser takes the inner rule for a broken declaration and drops it, and with it often the declaration that
        follows.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>.note { color: #a00; & a { color: inherit } }</style>
            <p class="note">Text</p>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>.note { color: #a00 } .note a { color: inherit }</style>
            <p class="note">Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>@media print { .note { color: #000 } } /* .note { & a { top: 0 } } */</style>
            <p class="note">Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>@keyframes turn { from { top: 0 } to { top: 1px } } a[title="{ b { c: d } }"] { top: 0 }</style>
            <p>Text</p>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and write the inner rule out with its whole selector
        (`.note a`) after the outer one.

    Source:
        MDN browser-compat-data, css.selectors.nesting
    """
    yield from once_per_text(
        found
        for markup in markups(context)
        for style in markup.styles_in_ie11
        for found in _hits(markup, style)
    )


def _hits(markup: Markup, style: Reached) -> Iterator[Hit]:
    blocks = style.sheet.blocks
    within: list[bool] = []
    for block in blocks:
        nested = block.parent is not None and (within[block.parent] or blocks[block.parent].is_rule)
        within.append(nested)
        if nested and block.is_rule and block.selectors:
            message = "Internet Explorer 11 drops a rule that stands inside another"
            yield hit(markup, message, style.place(block), block.prelude[:60])
