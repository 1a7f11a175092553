"""IE125."""

from collections.abc import Iterator

from guidewarden.markup.stylesheet import Block
from guidewarden.markup.support import ie11
from guidewarden.model import Severity
from guidewarden.rules.ie11 import hit, markups
from guidewarden.rules.ie11_styles import GROUPING, Reached, fold, is_skipped
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule


@rule("IE125", "ie11-at-rules", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_at_rules(context: GuideContext) -> Iterator[Hit]:
    """Styles stand only where Internet Explorer 11 skips them.

    What it finds:
        With `markup.target: ie11`: selectors that get their styles only inside `@layer`, `@container`, `@scope` or a
        media query with `<` or `>` (warnings), or inside `@supports` (a note, since that asks for something new on
        purpose). Where the same selectors have a rule outside, nothing is said.

    Why it matters:
        The browser skips the whole block, so what stands in it has no style at all.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>@layer guide { .note { border: 1px solid #a00 } }</style>
            <p class="note">Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>@media (width >= 600px) { .note { float: right } }</style>
            <p class="note">Text</p>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>
              .note { float: left }
              @supports (display: grid) { .note { float: none } }
            </style>
            <p class="note">Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>@media (min-width: 600px) { .note { float: right } } @layer base; /* @layer x { a { top: 0 } } */</style>
            <p class="note">Text</p>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <style>@property --red { syntax: "<color>"; inherits: false; initial-value: #a00 }</style>
            <p>Text</p>
        ```

    How to fix:
        In LibGuides, open the box's rich text, click Source (`<>`), and put a plain rule for the same selectors before
        this block.

    Source:
        MDN browser-compat-data, css.at-rules.layer, .container, .scope, .supports and .media.range_syntax
    """
    for markup in markups(context):
        for style in markup.styles_in_ie11:
            yield from _hits(markup, style)


def _hits(markup: Markup, style: Reached) -> Iterator[Hit]:
    table, blocks = ie11(), style.sheet.blocks
    outermost: list[int | None] = []
    lost: dict[int, Block] = {}
    for index, block in enumerate(blocks):
        above = None if block.parent is None else outermost[block.parent]
        here = index if block.name in (*GROUPING, "media") and is_skipped(block, table) else None
        outermost.append(here if above is None else above)
        if above is not None and block.is_rule and not _has_rule_outside(block, style):
            lost.setdefault(above, block)
    for index, inner in lost.items():
        block = blocks[index]
        yield hit(
            markup,
            f"Internet Explorer 11 skips this @{block.name}, and “{fold(inner.prelude)[:60]}” has no style outside it",
            style.place(block),
            f"@{block.name}",
            Severity.INFO if block.name == "supports" else None,
        )


def _has_rule_outside(block: Block, style: Reached) -> bool:
    return all(fold(selector.text) in style.selectors for selector in block.selectors)
