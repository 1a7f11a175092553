"""GDE004."""

from collections.abc import Iterator

from guidewarden.model import HtmlBlock, MarkdownBlock, Severity
from guidewarden.rules.prose import visible_lines
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_SHOWN = (
    "a",
    "img",
    "iframe",
    "video",
    "audio",
    "object",
    "embed",
    "svg",
    "canvas",
    "form",
    "input",
    "hr",
    "table",
    "script",
)


@rule("GDE004", "empty-section", severity=Severity.WARNING, phase="static", since="0.1")
def empty_section(context: GuideContext) -> Iterator[Hit]:
    """A box, or the whole guide, has nothing in it.

    What it finds:
        Visible sections without blocks, or whose blocks hold nothing that readers see, and guides without
        sections. Pictures, films, forms and widgets count as something; hidden sections are left alone.

    Why it matters:
        A heading with nothing below it looks like a page that failed to load.

    Bad:
        ```yaml
        sections:
          - {title: Archives, blocks: []}
        ```

        ```yaml
        - html: <p>&nbsp;</p><p><br></p>
        ```

        ```yaml
        sections: []
        ```

    Good:
        ```yaml
        - html: <iframe src="https://example.org/embed/film" title="Film – the talks"></iframe>
        ```

        ```yaml
        - html: <p>&nbsp;</p>
        - markdown: The catalogue is open.
        ```

        ```yaml
        sections:
          - {title: Reading, blocks: [{markdown: The catalogue is open.}]}
          - {title: In the making, hidden: true, blocks: []}
        ```

    How to fix:
        Fill the box, hide it, or delete it.

        In LibGuides, use the box's menu: “Edit Box” to hide it, “Delete” to remove it.
    """
    guide = context.document.guide
    if not guide.sections:
        yield Hit("sections", f"“{guide.title}” has no boxes", label=guide.title)
    markups = {markup.route: markup for markup in context.markups}
    for number, section in enumerate(guide.sections):
        if section.hidden:
            continue
        route = f"sections[{number}]"
        for index, block in enumerate(section.blocks):
            if not isinstance(block, HtmlBlock | MarkdownBlock):
                break
            name = "html" if isinstance(block, HtmlBlock) else "markdown"
            if not _is_blank(markups[f"{route}.blocks[{index}].{name}"]):
                break
        else:
            yield Hit(f"{route}.title", f"The box “{section.title}” has nothing in it", label=section.title)


def _is_blank(markup: Markup) -> bool:
    if markup.paragraph is not None or next(markup.document.named(*_SHOWN), None) is not None:
        return False
    return not any(line.text.strip("\xa0\u200b ") for line in visible_lines(markup.document))
