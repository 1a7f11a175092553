"""What the rules on Internet Explorer 11 share: they speak only where a library has set it as its target."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.prose import inherited
from guidewarden.rules.rule import GuideContext, Hit, Markup

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def markups(context: GuideContext) -> tuple[Markup, ...]:
    """Give the markup to look at: none, unless ``markup.target`` is ``ie11``."""
    if context.project.settings.markup.target != "ie11":
        return ()
    return tuple(markup for markup in context.markups if markup.paragraph is None)


def elements(markup: Markup, *names: str) -> Iterator[Element]:
    """Give the HTML elements of these names, or all, but for those inside a template, which is said by itself."""
    document = markup.document
    yield from _used(document, document.named(*names) if names else document.elements)


def with_attribute(markup: Markup, *names: str) -> Iterator[Element]:
    """Give the HTML elements with an attribute of one of these names, but for those inside a template."""
    yield from _used(markup.document, markup.document.with_attribute(*names))


def _used(document: MarkupDocument, found: Iterable[Element]) -> Iterator[Element]:
    unused = document.once(_in_templates)
    return (element for element in found if element.syntax == "html" and not unused[element.index])


def _in_templates(document: MarkupDocument) -> list[bool]:
    """Tell for each element whether it stands inside a template."""
    if next(document.named("template"), None) is None:
        return [False] * len(document.numbered)
    held = inherited(document, document.named("template"))
    return [element.parent is not None and held[element.parent] for element in document.numbered]


def hit(
    markup: Markup, message: str, place: tuple[int, int], label: str, severity: Severity | None = None
) -> Hit:
    """Make a hit. An error in what authors cannot mend themselves, because it is the platform's, is a warning."""
    if markup.is_furniture and severity is Severity.ERROR:
        severity = Severity.WARNING
    return Hit(markup.route, message, start=place[0], end=place[1], label=label, severity=severity)


def at(element: Element, attribute: str) -> tuple[int, int]:
    """Give the place of an element's attribute, or of its start tag when it has none of the name."""
    found = element.attribute(attribute)
    return (element.start, element.end) if found is None else (found.start, found.end)


def children(document: MarkupDocument, parent: Element) -> Sequence[Element]:
    """Give the elements right inside an element, in source order."""
    return document.once(_children).get(parent.index, ())


def _children(document: MarkupDocument) -> Mapping[int, Sequence[Element]]:
    found: defaultdict[int, list[Element]] = defaultdict(list)
    for element in document.elements:
        if element.parent is not None:
            found[element.parent].append(element)
    return found


def is_hidden_of_old(element: Element) -> bool:
    """Whether an element is hidden in a way that every browser knows."""
    return element.attribute("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def has_script(context: GuideContext, *names: str) -> bool:
    """Whether the guide loads a script with one of these words in its address: a polyfill, say."""
    return any(name in address for address in script_addresses(context.holding("script")) for name in names)


def script_addresses(markups: Iterable[Markup]) -> Iterator[str]:
    """Give the addresses of all scripts that are loaded, in lower case."""
    for markup in markups:
        for element in markup.document.named("script"):
            address = element.get("src")
            if address:
                yield address.lower()


def is_module(element: Element) -> bool:
    """Whether a script element is a module, which Internet Explorer 11 passes over."""
    return element.name == "script" and (element.get("type") or "").strip().lower() == "module"
