"""Links and DOIs in HTML and Markdown: in attributes that hold addresses, and bare in the text."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from msgspec import Struct

from guidewarden.markup import Attribute, Element, MarkupDocument, text_map
from guidewarden.model import Target
from guidewarden.plan.doi import doi_key
from guidewarden.plan.found import Place
from guidewarden.plan.targets import link_target, mention_target
from guidewarden.plan.texts import may_hold_one, mentions

_ADDRESSES = frozenset(
    {
        "href", "src", "cite", "action", "formaction", "data", "poster", "longdesc", "background", "xlink:href",
        "lowsrc", "dynsrc",
    }
)  # fmt: skip
_SETS = frozenset({"srcset", "imagesrcset"})
_NOT_READ = frozenset({"code", "pre", "samp", "kbd", "script", "style", "textarea", "xmp"})
"""Elements whose text shows or holds code: an address in it is an example, not a link."""
_HINTS = frozenset({"preconnect", "dns-prefetch"})
_CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*)")
_REFRESH = re.compile(r"[\s\d.]*+[;,]?\s*+(?:url\s*+=\s*+)?([\"']?)(\S.*)", re.IGNORECASE | re.DOTALL)
_UNBROKEN = re.compile(r"\S*")
_LABEL_LIMIT = 300


def places_in_text(text: str, label: str = "", link: Target | None = None) -> Iterator[Place]:
    """Find the bare addresses and DOIs of a plain text; ``label`` stands for what is written, where given.

    ``link`` is the target that a click on the text leads to: the text's naming it again is no second place.
    """
    for mention in mentions(text):
        target = mention_target(mention)
        written = text[mention.start : mention.end]
        if target is not None and not _says_the_link(written, target, link):
            yield Place(mention.start, mention.end, target, label or written)


def may_hold_places(markdown: str) -> bool:
    """Whether a text in Markdown may hold a link or DOI; where it may not, it need not be read for them.

    Links begin with ``[`` or ``<``, and what stands bare stands there as it is, but for references and escapes.
    """
    return "[" in markdown or "<" in markdown or "&" in markdown or "\\" in markdown or may_hold_one(markdown)


def places_in_markup(document: MarkupDocument) -> tuple[Place, ...]:
    """Find every link and DOI of a document, in the order of the source; nothing counts twice."""
    labels = _Labels.of(document)
    links: dict[int, Target] = {}
    places: list[Place] = []
    for element in document.elements:
        for attribute in element.attributes:
            for place in _in_attribute(document, element, attribute, labels):
                places.append(place)
                if element.name == "a" and attribute.name == "href":
                    links[element.index] = place.target
    places += _in_runs(document, links)
    # A reference's destination is written once, however often the text refers to it.
    unique = {(place.start, place.end, place.target.key, place.label): place for place in places}
    return tuple(sorted(unique.values(), key=lambda place: (place.start, place.end)))


def _in_attribute(
    document: MarkupDocument, element: Element, attribute: Attribute, labels: "_Labels"
) -> Iterator[Place]:
    value = attribute.value or ""
    if attribute.name in _SETS:
        parts = tuple(_candidates(value))
    elif element.name == "meta" and attribute.name == "content":
        parts = tuple(_refresh(element, value))
    elif attribute.name in _ADDRESSES and _is_followed(element, attribute):
        parts = (_trimmed(value, 0, len(value)),)
    elif element.name == "param" and attribute.name == "value":
        parts = ((0, len(value)),) if (element.get("name") or "").lower() in {"movie", "src", "url"} else ()
    else:
        return
    ranges = _source_ranges(document.source, attribute, parts)
    for (start, end), place in zip(parts, ranges, strict=True):
        target = link_target(value[start:end])
        if target is not None:
            yield Place(*place, target, labels.label(element))


def _is_followed(element: Element, attribute: Attribute) -> bool:
    """Whether a browser ever asks for this address with GET, on its own."""
    if element.name == "base":
        return False
    if element.name == "link":
        return not _HINTS.intersection((element.get("rel") or "").lower().split())
    if attribute.name in {"action", "formaction"}:
        method = element.get("method" if attribute.name == "action" else "formmethod")
        return (method or "get").strip().lower() == "get"
    return True


def _candidates(value: str) -> Iterator[tuple[int, int]]:
    """Give the ranges of a srcset's addresses (HTML standard, 4.8.4.2.2, without its checks)."""
    position = 0
    while match := _CANDIDATE.match(value, position):
        start, end = match.span(1)
        if value[end - 1] == ",":
            position = end
            end = start + len(match[1].rstrip(","))
        else:
            comma = value.find(",", end)
            position = len(value) if comma < 0 else comma
        yield start, end


def _refresh(element: Element, value: str) -> Iterator[tuple[int, int]]:
    match = _REFRESH.match(value) if (element.get("http-equiv") or "").strip().lower() == "refresh" else None
    if match:
        end = value.find(match[1], match.start(2)) if match[1] else -1
        yield _trimmed(value, match.start(2), end if end >= 0 else len(value))


def _trimmed(value: str, start: int, end: int) -> tuple[int, int]:
    inner = value[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, max(start, end - (len(inner) - len(inner.rstrip())))


def _source_ranges(
    source: str, attribute: Attribute, parts: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int]]:
    """Lead ranges of the attribute's decoded value back to the source."""
    value = attribute.value or ""
    first = attribute.value_start
    mapped = text_map(source, first, attribute.value_end, value)
    for start, end in parts:
        if (start, end) == (0, len(value)):
            yield first, attribute.value_end
        elif mapped is None:
            yield first + start, first + end
        else:
            yield mapped.source_range(start, end)


def _in_runs(document: MarkupDocument, links: Mapping[int, Target]) -> Iterator[Place]:
    """Find what stands bare in the text, once each; an element's links and silence pass on to what it holds."""
    silent: list[bool] = []
    inside: list[Target | None] = []
    for element in document.elements:
        above = element.parent
        silent.append(element.name in _NOT_READ or (above is not None and silent[above]))
        inside.append(links.get(element.index) or (None if above is None else inside[above]))
    covered = 0
    for run in document.texts:
        if run.parent is not None and silent[run.parent]:
            continue
        link = None if run.parent is None else inside[run.parent]
        for place in places_in_text(run.data, link=link):
            start, end = run.source_range(place.start, place.end)
            if start < covered:
                continue
            whole = None
            if document.syntax == "markdown" and place.end == len(run.data):
                whole = _until_space(document.source, start, end)
            found = whole or Place(start, end, place.target, place.label)
            covered = found.end
            yield found


def _until_space(source: str, start: int, end: int) -> Place | None:
    """Undo emphasis that Markdown saw inside a bare address: ``http://x.org/_a_/b`` is one address.

    None when no emphasis follows, or it ends the address.
    """
    if source[end : end + 1] not in {"*", "_", "~"}:
        return None
    unbroken = _UNBROKEN.match(source, end)
    last = unbroken.end() if unbroken else end
    first = next(iter(places_in_text(source[start:last])), None)
    if first is None or first.start != 0 or not source[end : start + first.end].strip("*_~"):
        return None  # Nothing but the marks that end the emphasis.
    return Place(start, start + first.end, first.target, first.label)


def _says_the_link(written: str, target: Target, link: Target | None) -> bool:
    """Whether a link's text names, perhaps cut short, what the link leads to."""
    if link is None:
        return False
    if target.key == link.key:
        return True
    # A proxy's link holds its target, which may be encoded.
    held = _bare(unquote(link.url))
    if target.doi is not None:
        return link.doi is None and f"doi.org/{doi_key(target.doi)}" in held
    return _bare(written) in _bare(link.url) or _bare(written) in held


def _bare(url: str) -> str:
    return url.lower().partition("://")[2].rstrip("/") or url.lower().rstrip("/")


class _Labels(Struct, frozen=True):
    """What readers see for an element: its text, or that of the images in it."""

    images: Mapping[int, str]
    """By element, the alternative text of the first image in it."""

    @classmethod
    def of(cls, document: MarkupDocument) -> "_Labels":
        images: dict[int, str] = {}
        for element in reversed(document.elements):
            if element.name == "img" and element.get("alt"):
                images[element.index] = element.get("alt") or ""
            if element.parent is not None and element.index in images:
                images[element.parent] = images[element.index]
        return cls(images)

    def label(self, element: Element) -> str:
        """Give an element's label, "" when it has none."""
        options = (
            element.text,
            self.images.get(element.index),
            element.get("aria-label"),
            element.get("title"),
        )
        found = next((option for option in options if option), "")
        return " ".join(found.split())[:_LABEL_LIMIT]
