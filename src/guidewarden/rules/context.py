"""From a project to the contexts of its static rules: each guide's markup and targets are read once."""

from collections import defaultdict
from collections.abc import Iterator
from typing import assert_never

from guidewarden.markup import read_html, read_markdown
from guidewarden.model import (
    Block,
    CitationsBlock,
    Guide,
    GuideDocument,
    HtmlBlock,
    LinksBlock,
    MarkdownBlock,
    Occurrence,
    QuoteBlock,
)
from guidewarden.plan import extract
from guidewarden.rules.routes import section_title, source_route
from guidewarden.rules.rule import GuideContext, Markup, Project


def markup_values(guide: Guide) -> Iterator[tuple[str, str, str]]:
    """Give route, syntax and text of every value that holds markup, in the order of the schema."""
    if guide.description is not None:
        yield "description", "markdown", guide.description
    if guide.furniture is not None:
        yield "furniture", "html", guide.furniture
    for key, source in guide.sources.items():
        if source.note is not None:
            yield f"{source_route(key)}.note", "markdown", source.note
    for number, section in enumerate(guide.sections):
        for index, block in enumerate(section.blocks):
            yield from _block_values(f"sections[{number}].blocks[{index}]", block)


def _block_values(route: str, block: Block) -> Iterator[tuple[str, str, str]]:
    match block:
        case MarkdownBlock():
            yield f"{route}.markdown", "markdown", block.markdown
        case HtmlBlock():
            yield f"{route}.html", "html", block.html
        case QuoteBlock():
            yield f"{route}.quote", "markdown", block.quote
        case LinksBlock():
            for entry, link in enumerate(block.links):
                if link.note is not None:
                    yield f"{route}.links[{entry}].note", "markdown", link.note
        case CitationsBlock():
            pass
        case _:
            assert_never(block)


def read_markups(document: GuideDocument) -> tuple[Markup, ...]:
    """Read all markup of a guide."""
    return tuple(
        Markup(
            route,
            section_title(document.guide, route),
            read_html(text) if syntax == "html" else read_markdown(text),
        )
        for route, syntax, text in markup_values(document.guide)
    )


def read_project(project: Project) -> list[GuideContext]:
    """Make one context a guide, in the project's order."""
    found = [extract(document, project.settings.proxy) for document in project.documents]
    occurrences: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for items in found:
        for item in items:
            occurrences[item.target.key].append(item.occurrence)
    shared = {key: tuple(places) for key, places in occurrences.items()}
    return [
        GuideContext(document, project, read_markups(document), items, shared)
        for document, items in zip(project.documents, found, strict=True)
    ]
