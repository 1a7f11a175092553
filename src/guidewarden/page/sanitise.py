"""Somebody's markup → HTML that a page may show: allowed elements and attributes only, each in its right place."""

import re
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape
from msgspec import Struct, field

from guidewarden.markup import MarkupDocument
from guidewarden.page import allowed
from guidewarden.page.building import SPACE, Block, Inline, Leaf, build, leaves
from guidewarden.page.links import Mark, host_name, no_mark, origin

_SPACES = re.compile(f"[{SPACE}]+")


class Clean(Struct, frozen=True):
    """Markup that is safe to show, and where its pictures come from, in the words of a content security policy."""

    html: Markup
    origins: frozenset[str] = frozenset()


def sanitise(document: MarkupDocument, *, top_heading: int | None = 3, mark: Mark = no_mark) -> Clean:
    """Make a piece of markup safe and tidy; its words stay, but those of hidden elements, scripts and styles.

    Read again and sanitised again, the result stays as it is, whatever ``document`` held. Headings are
    numbered from ``top_heading`` on; None makes paragraphs of them. ``mark`` gives the word that is put after a
    link that needs one.
    """
    whole = build(document, headings=top_heading is not None)
    pictures = (
        dict(leaf.void.attributes)["src"] for leaf in leaves(whole) if leaf.void and leaf.void.name == "img"
    )
    html = "\n".join(_Writer(mark, top_heading or 1).flow(whole))
    return Clean(Markup(html), frozenset(map(origin, pictures)))  # noqa: S704 - that is what it is for


class _Writer(Struct):
    """Writes a tree as HTML, and numbers its headings as it goes, so that no level is left out."""

    mark: Mark
    top_heading: int
    _levels: list[int] = field(default_factory=list)

    def flow(self, block: Block) -> list[str]:
        """Write what stands in a block that may hold blocks; text among blocks becomes paragraphs."""
        written: list[tuple[str, str]] = []
        for part in _parts(block):
            if isinstance(part, Block):
                written.append((part.name, self._block(part)))
            else:
                written.append(("", self._inline(_trimmed(part))))
        written = [(name, html) for name, html in written if html]
        bare = sum(not name for name, _ in written) == 1 and all(
            name in {"", "ol", "ul", "figcaption"} for name, _ in written
        )
        if bare and block.name not in {"", "blockquote"}:
            return [html for _, html in written]
        return [html if name else f"<p>{html}</p>" for name, html in written]

    def _block(self, block: Block) -> str:
        """Write a block; one with nothing in it gives ""."""
        name = block.name
        if name == "hr":
            return "<hr>"
        if name == "table":
            return self._table(block)
        if name == "pre":
            inner = self._preformatted(block)
        elif name in allowed.HOLDS_BLOCKS:
            inner = "".join(self.flow(block))
        elif name in allowed.LISTS:
            inner = "".join(self._block(child) for child in block.content if isinstance(child, Block))
        else:
            inner = self._inline(_trimmed(_phrases(block)))
        if not inner:
            return ""
        if name in allowed.HEADINGS:
            name = self._heading(int(name[1]))
        return f"<{name}{_attributes(block.attributes)}>{inner}</{name}>"

    def _heading(self, level: int) -> str:
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return f"h{min(self.top_heading + len(self._levels) - 1, 6)}"

    def _preformatted(self, block: Block) -> str:
        pieces = [node if isinstance(node, Leaf) else Leaf("\n") for node in block.content]
        # A line break right after the tag is the tag's own: browsers drop it.
        text = self._inline(pieces, folded=False).removeprefix("\n")
        if not any(map(_names, pieces)):
            return ""
        return f"\n{text}" if text.startswith("\n") else text

    def _table(self, table: Block) -> str:
        """Write a table in a frame that scrolls where it is too wide, with the keyboard too."""
        order = {"caption": 0, "thead": 1, "tfoot": 3}
        parts = sorted(
            (part for part in table.content if isinstance(part, Block)),
            key=lambda part: order.get(part.name, 2),
        )
        rows = "".join(self._rows(part) for part in parts if part.name != "caption")
        if not rows:
            return ""
        words = [leaf for part in parts if part.name == "caption" for leaf in (*_phrases(part), Leaf(" "))]
        caption = self._inline(_trimmed(words))
        label = escape(Markup(caption).striptags()) or "Table"  # noqa: S704 - written by ourselves
        caption = f"<caption>{caption}</caption>" if caption else ""
        return (
            f'<div class="scroll" role="group" aria-label="{label}" tabindex="0">'
            f"<table{_attributes(table.attributes)}>{caption}{rows}</table></div>"
        )

    def _rows(self, part: Block) -> str:
        if part.name == "tr":
            return self._row(part, head=False)
        rows = [row for row in part.content if isinstance(row, Block)]
        inner = "".join(self._row(row, head=part.name == "thead") for row in rows)
        return f"<{part.name}{_attributes(part.attributes)}>{inner}</{part.name}>" if inner else ""

    def _row(self, row: Block, *, head: bool) -> str:
        cells = [cell for cell in row.content if isinstance(cell, Block)]
        across = head or all(cell.name == "th" for cell in cells)
        written = []
        for cell in cells:
            attributes = dict(cell.attributes)
            if cell.name == "th":
                attributes.setdefault("scope", "col" if across else "row")
            inner = "".join(self.flow(cell))
            written.append(f"<{cell.name}{_attributes(attributes.items())}>{inner}</{cell.name}>")
        return f"<tr{_attributes(row.attributes)}>{''.join(written)}</tr>" if cells else ""

    def _inline(self, run: Sequence[Leaf], *, folded: bool = True) -> str:
        """Write a text with the inline elements around its pieces."""
        named = {link for leaf in run for link in leaf.around if link.name == "a" and _names(leaf)}
        pieces: list[str] = []
        current: tuple[Inline, ...] = ()
        after_space = True
        for leaf in run:
            around = _around(leaf, named)
            pieces += self._changed(current, around)
            current = around
            if leaf.void:
                pieces.append(_void(leaf.void, around, named))
                after_space = leaf.void.name == "br"
                continue
            text = _SPACES.sub(" ", leaf.text) if folded else leaf.text
            if folded and after_space:
                text = text.removeprefix(" ")
            if text:
                after_space = text.endswith(" ")
                pieces.append(_escaped(text))
        return "".join([*pieces, *self._changed(current, ())])

    def _changed(self, current: tuple[Inline, ...], wanted: tuple[Inline, ...]) -> Iterator[str]:
        """Give the tags that lead from the elements that are open to those that are wanted."""
        shared = 0
        while shared < min(len(current), len(wanted)) and current[shared] == wanted[shared]:
            shared += 1
        for inline in reversed(current[shared:]):
            yield f"</{inline.name}>"
            word = self.mark(dict(inline.attributes)["href"]) if inline.name == "a" else ""
            if word:
                yield f' <span class="word">{escape(word)}</span>'
        for inline in wanted[shared:]:
            yield f"<{inline.name}{_attributes(inline.attributes)}>"


def _parts(block: Block) -> Iterator[Block | list[Leaf]]:
    """Give the blocks in a block, and the runs of text between them."""
    run: list[Leaf] = []
    for node in block.content:
        if isinstance(node, Leaf):
            run.append(node)
            continue
        if run:
            yield run
            run = []
        if isinstance(node, Block):
            yield node
    if run:
        yield run


def _phrases(block: Block) -> list[Leaf]:
    """Give the text of a block that holds no blocks; where blocks lost their tags, a space keeps words apart."""
    return [node if isinstance(node, Leaf) else Leaf(" ") for node in block.content]


def _trimmed(run: Sequence[Leaf]) -> list[Leaf]:
    """Take white space and line breaks off both ends of a text; one with nothing to see gives nothing."""
    start, end = 0, len(run)
    while start < end and _is_blank(run[start]):
        start += 1
    while end > start and _is_blank(run[end - 1]):
        end -= 1
    kept = list(run[start:end])
    if not any(leaf.text.strip() or (leaf.void and leaf.void.name == "img") for leaf in kept):
        return []
    if not kept[0].void:
        kept[0] = Leaf(kept[0].text.lstrip(SPACE), kept[0].around)
    if not kept[-1].void:
        kept[-1] = Leaf(kept[-1].text.rstrip(SPACE), kept[-1].around)
    return kept


def _is_blank(leaf: Leaf) -> bool:
    return leaf.void.name in {"br", "wbr"} if leaf.void else not leaf.text.strip(SPACE)


def _around(leaf: Leaf, named: set[Inline]) -> tuple[Inline, ...]:
    """Leave out links that have no text and no picture: nobody could find them."""
    if leaf.void and leaf.void.name == "img":
        return leaf.around
    return tuple(inline for inline in leaf.around if inline.name != "a" or inline in named)


def _names(leaf: Leaf) -> bool:
    """Tell whether a piece gives a link its name."""
    return bool(dict(leaf.void.attributes).get("alt")) if leaf.void else bool(leaf.text.strip())


def _void(void: Inline, around: tuple[Inline, ...], named: set[Inline]) -> str:
    attributes = dict(void.attributes)
    link = next((inline for inline in around if inline.name == "a"), None)
    if void.name == "img" and link is not None and link not in named:
        # A picture that is all there is of a link must say where it leads.
        attributes["alt"] = host_name(dict(link.attributes)["href"]) or "Link"
    return f"<{void.name}{_attributes(attributes.items())}>"


def _attributes(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
