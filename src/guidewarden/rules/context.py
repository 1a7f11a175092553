"""From a project to the contexts of its static rules: each guide's markup and targets are read once."""

import functools
from collections import defaultdict
from collections.abc import Iterator
from typing import assert_never

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
from guidewarden.plan.extract import Read, read_markup
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


def read_markups(document: GuideDocument, read: Read = read_markup) -> tuple[Markup, ...]:
    """Read all markup of a guide; ``read`` reads one."""
    return tuple(
        Markup(
            route,
            section_title(document.guide, route),
            read(syntax, text),
        )
        for route, syntax, text in markup_values(document.guide)
    )


def read_project(project: Project) -> list[GuideContext]:
    """Make one context a guide, in the project's order."""
    # Each text is read once, for its links and for its rules.
    read = [functools.cache(read_markup) for _ in project.documents]
    found = [
        extract(document, project.settings.proxy, once)
        for document, once in zip(project.documents, read, strict=True)
    ]
    occurrences: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for items in found:
        for item in items:
            occurrences[item.target.key].append(item.occurrence)
    shared = {key: tuple(places) for key, places in occurrences.items()}
    return [
        GuideContext(document, project, read_markups(document, once), items, shared)
        for document, items, once in zip(project.documents, found, read, strict=True)
    ]
