"""From a guide to the context of its static rules: its markup and its targets."""

import functools
from collections.abc import Iterator
from typing import assert_never

from guidewarden.markup import is_plain
from guidewarden.model import (
    Block,
    CitationsBlock,
    Guide,
    GuideDocument,
    HtmlBlock,
    LinksBlock,
    MarkdownBlock,
    QuoteBlock,
)
from guidewarden.plan import extract
from guidewarden.plan.extract import Read, read_markup
from guidewarden.rules.routes import source_route
from guidewarden.rules.rule import GuideContext, Markup, Project


def markup_values(guide: Guide) -> Iterator[tuple[str, str, str, str]]:
    """Give route, section's title, syntax and text of every value that holds markup, in the order of the schema."""
    if guide.description is not None:
        yield "description", "", "markdown", guide.description
    if guide.furniture is not None:
        yield "furniture", "", "html", guide.furniture
    for key, source in guide.sources.items():
        if source.note is not None:
            yield f"{source_route(key)}.note", "", "markdown", source.note
    for number, section in enumerate(guide.sections):
        for index, block in enumerate(section.blocks):
            for route, syntax, text in _block_values(f"sections[{number}].blocks[{index}]", block):
                yield route, section.title, syntax, text


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
        [
            Markup(route, section, functools.partial(read, syntax, text), text)
            if syntax == "markdown" and is_plain(text)
            else Markup(route, section, functools.partial(read, syntax, text))
            for route, section, syntax, text in markup_values(document.guide)
        ]
    )


def read_guide(document: GuideDocument, project: Project) -> GuideContext:
    """Make the context of a guide: each text is read once at most, for its links and for its rules."""
    read = functools.cache(read_markup)
    found = extract(document, project.settings.proxy, read)
    return GuideContext(document, project, read_markups(document, read), found)
