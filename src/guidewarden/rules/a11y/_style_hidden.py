"""Which elements a page's own style keeps from everybody, the keyboard included."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from guidewarden.markup.css import read_style_sheet
from guidewarden.markup.embedded import styles
from guidewarden.markup.nodes import Element, MarkupDocument

_HIDING = {"display": "none", "visibility": "hidden"}


def hidden_by_style(document: MarkupDocument, elements: Sequence[Element]) -> Collection[int]:
    """Give the indexes of those that a style element hides by class or id alone, and nothing there shows in any case.

    ``.skip:focus { display: block }`` does not show: what is hidden takes no focus. Style sheets that are loaded are unknown.
    """
    names = {element.index: _names(element) for element in elements}
    said = _said(document, {name for each in names.values() for name in each})
    return {
        index
        for index, each in names.items()
        if {
            hides
            for name in each
            for subject in (name, f"{document.numbered[index].name}{name}")
            for hides in said.get(subject, ())
        }
        == {True}
    }


def _names(element: Element) -> Sequence[str]:
    """Give the selectors of an element's classes and id; none where its own style may say otherwise."""
    if any(name in element.values.get("style", "") for name in _HIDING):
        return ()
    identifier = element.values.get("id", "")
    return [
        *(f".{name}" for name in element.values.get("class", "").split()),
        *([f"#{identifier}"] * bool(identifier)),
    ]


def _said(document: MarkupDocument, names: Collection[str]) -> Mapping[str, Collection[bool]]:
    """Give for each selector what declarations say of it: that it is hidden for all media, or that it is shown."""
    said: defaultdict[str, set[bool]] = defaultdict(set)
    for snippet in styles(document) if names else ():
        if snippet.attribute is not None or not any(name in snippet.text for name in names):
            continue
        sheet = read_style_sheet(snippet.text)
        for declaration in sheet.declarations:
            block = None if declaration.block is None else sheet.blocks[declaration.block]
            if declaration.name in _HIDING and block is not None:
                hides = _HIDING[declaration.name] in declaration.words()
                for selector in block.selectors if block.parent is None or not hides else ():
                    said[selector.text.strip()].add(hides)
    return said
