"""From the elements of somebody's markup to a small tree that holds allowed things in allowed places only.

Inline elements are no nodes of the tree: every piece of text carries those around it. So a link around two
paragraphs becomes a link in each, and whatever was nested wrongly is right when it is written again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from guidewarden.markup import Element, MarkupDocument, TextRun
from guidewarden.page import allowed
from guidewarden.page.allowed import Attributes
from guidewarden.page.links import host_name, picture_src, prose_href, web_href
from guidewarden.page.text import one_line, seen

SPACE = " \t\n\r\f"
DEEPEST = 24
"""How deep blocks, and inline elements, may nest; what is deeper loses its tags."""


class Inline(Struct, frozen=True):
    """An inline element; ``place`` tells it from others that are alike."""

    name: str
    attributes: Attributes = ()
    place: int = -1


class Leaf(Struct, frozen=True):
    """A piece of text, or an element without content (``void``), with the inline elements around it."""

    text: str
    around: tuple[Inline, ...] = ()
    void: Inline | None = None


class Break:
    """A place between two blocks that lost their tags."""


BREAK = Break()


@dataclass(eq=False, slots=True)
class Block:
    """A block and what stands in it; ``holder`` is the block it will stand in. The name "" is the whole text's."""

    name: str
    attributes: Attributes = ()
    holder: "Block | None" = None
    content: list["Block | Leaf | Break"] = field(default_factory=list)


class _Entered(Struct, frozen=True):
    """What entering an element did, to be undone on leaving it."""

    inlines: int = 0
    block: Block | None = None
    breaks: bool = False


def build(document: MarkupDocument, *, headings: bool) -> Block:
    """Build the tree of a piece of markup; without ``headings``, these become bold paragraphs."""
    builder = _Builder(headings=headings)
    inside = _children(document)
    waiting = [iter(inside.get(None, ()))]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            if waiting:
                builder.leave()
        elif isinstance(node, TextRun):
            builder.text(node.data)
        elif builder.enter(node):
            waiting.append(iter(inside.get(node.index, ())))
    return builder.whole


def _children(document: MarkupDocument) -> Mapping[int | None, list[Element | TextRun]]:
    """Give what stands directly in each element, by its index; None is the whole text."""
    inside: dict[int | None, list[Element | TextRun]] = {}
    nodes: list[Element | TextRun] = [*document.elements, *document.texts]
    for node in sorted(nodes, key=lambda node: node.start):
        inside.setdefault(node.parent, []).append(node)
    return inside


class _Builder:
    """Takes elements and text in their order; `enter` and `leave` come in pairs."""

    def __init__(self, *, headings: bool) -> None:
        self.whole = Block("")
        self._open = [self.whole]
        self._inlines: list[Inline] = []
        self._around: tuple[Inline, ...] = ()
        self._entered: list[_Entered] = []
        self._filling: Block | None = None
        self._headings = headings

    def enter(self, element: Element) -> bool:
        """Take an element's start; False when it is left out with all that stands in it."""
        if allowed.is_unseen(element):
            if element.name == "iframe":
                self._embedded(element)
            return False
        name = allowed.ALIASES.get(element.name, element.name)
        if name in allowed.VOID:
            self._void(element, name)
        elif name in allowed.EMBEDDED:
            self._embedded(element)
        self._entered.append(self._entry(element, name))
        return True

    def leave(self) -> None:
        """Take an element's end."""
        entered = self._entered.pop()
        if entered.inlines:
            del self._inlines[-entered.inlines :]
            self._around = _effective(self._inlines)
        if entered.block is not None:
            self._open.pop()
            # Only now, so that what strays about in a table comes before it.
            holder = entered.block.holder
            if holder is not None:
                holder.content.append(entered.block)
        if entered.breaks:
            self._break()

    def text(self, data: str) -> None:
        """Take a piece of text."""
        data = seen(data)
        if data.strip(SPACE) or (data and not self._wants_no_text()):
            self._place().content.append(Leaf(data, self._around))

    def _entry(self, element: Element, name: str) -> _Entered:
        if name in allowed.INLINE:
            return _Entered(inlines=self._push(self._inline(element, name)))
        if name in allowed.FLOW or name in allowed.INSIDE:
            holder = self._holder(name)
            if holder is not None:
                return self._block(element, name, holder)
        breaks = name in allowed.BOUNDARIES or name in allowed.FLOW or name in allowed.INSIDE
        if breaks:
            self._break()
        spoken = allowed.language_of(element)
        return _Entered(
            inlines=self._push(Inline("span", spoken, element.index)) if spoken else 0, breaks=breaks
        )

    def _block(self, element: Element, name: str, holder: Block) -> _Entered:
        inlines = 0
        attributes = allowed.attributes(element, name)
        if name in allowed.HEADINGS and not self._headings:
            name, inlines = "p", self._push(Inline("strong"))
        block = Block(name, attributes, holder)
        self._open.append(block)
        return _Entered(inlines=inlines, block=block)

    def _inline(self, element: Element, name: str) -> Inline | None:
        attributes = allowed.attributes(element, name)
        if name != "a":
            return Inline(name, attributes, element.index)
        address = prose_href(element.get("href") or "")
        if address:
            return Inline(name, (("href", address), *attributes), element.index)
        spoken = allowed.language_of(element)
        return Inline("span", spoken, element.index) if spoken else None

    def _push(self, inline: Inline | None) -> int:
        if inline is None or len(self._inlines) >= DEEPEST:
            return 0
        self._inlines.append(inline)
        self._around = _effective(self._inlines)
        return 1

    def _void(self, element: Element, name: str) -> None:
        if name == "img":
            self._picture(element)
        else:
            self._place().content.append(Leaf("", self._around, Inline(name)))

    def _picture(self, element: Element) -> None:
        attributes = allowed.attributes(element, "img")
        words = one_line(element.get("alt")) or one_line(element.get("title"))
        source = picture_src(element.get("src") or "")
        if source:
            picture = Inline("img", (("src", source), ("alt", words), *attributes))
            self._place().content.append(Leaf("", self._around, picture))
            return
        # Pages are served over https, and what is not would be refused there; a link can still be followed.
        self._link(element, words or "Picture") if web_href(element.get("src") or "") else self.text(words)

    def _embedded(self, element: Element) -> None:
        """Put a plain link where something would be loaded from elsewhere."""
        words = one_line(element.get("title")) or one_line(element.get("aria-label"))
        self._break()
        self._link(element, words)
        self._break()

    def _link(self, element: Element, words: str) -> None:
        address = web_href(element.get(allowed.EMBEDDED.get(element.name, "src")) or "")
        if address:
            link = Inline("a", (("href", address),), element.index)
            leaf = Leaf(words or host_name(address), _effective([*self._inlines, link]))
            self._place().content.append(leaf)

    def _break(self) -> None:
        if not self._wants_no_text():
            self._open[-1].content.append(BREAK)

    def _wants_no_text(self) -> bool:
        return self._open[-1].name in allowed.TABLE or self._open[-1].name in allowed.LISTS

    def _holder(self, name: str) -> Block | None:
        """Give the block that a block of this name may stand in here; None when it may not stand here."""
        if len(self._open) >= DEEPEST:
            return None
        here = self._open[-1]
        if name in allowed.INSIDE:
            return here if here.name in allowed.INSIDE[name] else None
        place = self._place(name)
        return place if place.name in allowed.HOLDS_BLOCKS else None

    def _place(self, block: str = "") -> Block:
        """Give the block that takes text, or a block of this name, which strays about here."""
        here = self._open[-1]
        while here.name in allowed.TABLE and here.holder is not None:
            here = here.holder
        child = allowed.LISTS.get(here.name)
        if child is None:
            return here
        last = here.content[-1] if here.content else None
        # A list right in a list belongs to the item before it, as editors of old wrote it.
        goes_on = block in allowed.LISTS or last is self._filling
        if isinstance(last, Block) and last.name == child and goes_on:
            return last
        self._filling = Block(child, holder=here)
        here.content.append(self._filling)
        return self._filling


def _effective(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Give the inline elements that count: the innermost link, and one of those that say the same."""
    kept: list[Inline] = []
    links = [inline for inline in inlines if inline.name == "a"]
    for inline in inlines:
        if inline.name == "a" and inline is not links[-1]:
            continue
        if any(each.name == inline.name and each.attributes == inline.attributes for each in kept):
            continue
        kept.append(inline)
    return tuple(kept)


def leaves(block: Block) -> Iterator[Leaf]:
    """Give all leaves of a block, in order."""
    for node in block.content:
        if isinstance(node, Block):
            yield from leaves(node)
        elif isinstance(node, Leaf):
            yield node
