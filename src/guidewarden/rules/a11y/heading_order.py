"""A11Y003."""

import re
from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument, in_source_order
from guidewarden.model import Severity
from guidewarden.rules.nesting import first_inside, named_by_attribute
from guidewarden.rules.prose import hidden
from guidewarden.rules.rule import GuideContext, Hit, rule

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DEFAULT_LEVEL = 2
_LEVEL = re.compile("[1-9]")
# A box's title stands at the second level, below the guide's.
_BOX_LEVEL = 2


@rule("A11Y003", "heading-order", severity=Severity.WARNING, phase="static", since="0.1")
def heading_order(context: GuideContext) -> Iterator[Hit]:
    """The headings in a box skip a level, or one of them is empty.

    What it finds:
        A heading more than one level below the one before it in the same box (the box's title counts as level 2),
        and headings without words or a described picture. What has `role="heading"` counts by its `aria-level`. Going up again by any number of levels is fine, and so
        is beginning with a level 2 or 3.

    Why it matters:
        Screen readers list a page by its headings; a skipped level looks like something missing, an empty heading
        like nothing (WCAG 1.3.1). Levels chosen for their size are the usual cause.

    Bad:
        ```yaml
        - html: <h3>Archives</h3><p>Text</p><h5>In Brussels</h5><p>Text</p>
        ```

        ```yaml
        - html: <h3>&nbsp;</h3><p>Text</p>
        ```

        ```yaml
        - markdown: |
            ### Archives

            ##### In Brussels
        ```

        ```yaml
        - html: <h3>Archives</h3><p>Text</p><div role="heading" aria-level="5">In Brussels</div><p>Text</p>
        ```

    Good:
        ```yaml
        - html: <h3>Archives</h3><h4>In Brussels</h4><p>Text</p><h3>Libraries</h3><p>Text</p>
        ```

        ```yaml
        - html: <h3>A</h3><h4>B</h4><h5>C</h5><p>Text</p><h3>D</h3><p>Text</p>
        ```

        ```yaml
        - html: <h3>Archives</h3><p role="heading" aria-level="4">In Brussels</p><h5>Rooms</h5><h6 role="presentation">Text</h6>
        ```

        ```yaml
        - markdown: |
            ## Archives

            ### In Brussels
        ```

        ```yaml
        - html: <h3><img src="https://example.org/logo.png" alt="The archive"></h3><p>Text</p>
        ```

    How to fix:
        Give each heading the level below the one it belongs to, and delete empty ones.

        In LibGuides, put the cursor in the heading and choose “Heading 3” (or 4) from the format list.

    Source:
        WCAG 2.1, 1.3.1 Info and Relationships: https://www.w3.org/WAI/WCAG21/Understanding/info-and-relationships
    """
    if not any(name in context.names for name in (*_HEADINGS, "@role")):
        return
    section, level = "", _BOX_LEVEL
    for markup in context.written:
        box = markup.route.partition(".")[0]
        if box != section:
            section, level = box, _BOX_LEVEL
        if markup.paragraph is not None:
            continue
        unseen = hidden(markup.document)
        for heading in markup.document.once(_headings):
            if unseen[heading.index]:
                continue
            if not _has_words(markup.document, heading):
                yield Hit(
                    markup.route, "This heading is empty", "Delete it", heading.start, heading.end,
                    label=f"<{heading.name}>",
                )  # fmt: skip
                continue
            mine = _level(heading)
            if mine > level + 1:
                yield Hit(
                    markup.route,
                    f"The heading “{heading.text}” is of level {mine}, right below one of level {level}",
                    f"Make it a heading of level {level + 1}",
                    heading.start,
                    heading.end,
                    label=heading.text,
                )
            level = mine


def _headings(document: MarkupDocument) -> Sequence[Element]:
    """Give the headings: by their names, if no role makes something else of them, or by their role."""
    said = [each for each in document.with_attribute("role") if _role(each) == "heading"]
    named = [each for each in document.named(*_HEADINGS) if _role(each) in {"", "heading"}]
    return in_source_order(named, [each for each in said if each.name not in _HEADINGS])


def _role(element: Element) -> str:
    return (element.get("role") or "").strip().lower()


def _level(heading: Element) -> int:
    """Give a heading's level; 2 for one by its role alone that says none (WAI-ARIA 1.2)."""
    said = (heading.get("aria-level") or "").strip()
    if _LEVEL.fullmatch(said):
        return int(said)
    return int(heading.name[1]) if heading.name in _HEADINGS else _DEFAULT_LEVEL


def _has_words(document: MarkupDocument, heading: Element) -> bool:
    if heading.text.strip("\xa0 \u200b"):
        return True
    return first_inside(document, heading, document.once(named_by_attribute)) is not None
