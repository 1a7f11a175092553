"""Notices for old browsers that are hidden until a script shows them."""

from collections.abc import Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.rules.notices import is_notice
from guidewarden.rules.prose import UNSEEN, hidden
from guidewarden.rules.rule import GuideContext, Markup


def hidden_notices(context: GuideContext) -> Sequence[tuple[Markup, Element]]:
    """Give the outermost hidden elements that hold a notice; on guides, of the platform's part alone."""
    return [
        (markup, element)
        for markup in context.markups
        if markup.is_furniture or context.page
        for element in markup.document.once(_notices)
    ]


def _notices(document: MarkupDocument) -> Sequence[Element]:
    unseen = hidden(document)
    return [
        element
        for element in (document.elements if True in unseen else ())
        if unseen[element.index]
        and element.name not in UNSEEN
        and (element.parent is None or not unseen[element.parent])
        and is_notice(element.text)
    ]
