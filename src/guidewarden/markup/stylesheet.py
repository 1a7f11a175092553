"""What a style is read into. Offsets are code points of the style's text; everything is in source order."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

PartKind = Literal["word", "function", "hash", "string", "url", "number", "mark"]


class Part(Struct, frozen=True):
    """A piece of a declaration's value; white space, comments and brackets are none.

    ``text`` is a word or the name of a function in lower case, the content of a string or an address, a
    number with its unit, or a mark such as a comma. A function's range holds its arguments, whose own parts follow.
    """

    kind: PartKind
    text: str
    start: int
    end: int


class Declaration(Struct, frozen=True):
    """A declaration: ``name`` in lower case (a custom property's as written), ``value`` as written.

    ``hack`` is a mark such as ``*`` before the name, which only old versions of Internet Explorer passed over;
    ``block`` is the index of the block it stands in, None in a style attribute.
    """

    name: str
    value: str
    parts: tuple[Part, ...]
    start: int
    end: int
    value_start: int
    hack: str = ""
    important: bool = False
    block: int | None = None

    def words(self) -> frozenset[str]:
        """Give the words of the value, in lower case."""
        return frozenset(part.text for part in self.parts if part.kind == "word")

    def functions(self) -> Iterator[Part]:
        """Give the functions of the value, inner ones too."""
        return (part for part in self.parts if part.kind == "function")


class Pseudo(Struct, frozen=True):
    """A pseudo-class (``:is(a, b)``) or pseudo-element (``::before``) of a selector.

    ``argument`` is the range of what stands between its brackets, None without any; ``is_list`` tells that it has a comma.
    """

    name: str
    element: bool
    start: int
    end: int
    argument: tuple[int, int] | None = None
    is_list: bool = False


class Selector(Struct, frozen=True):
    """One selector of a rule's list as written; ``nesting`` tells that it holds ``&``."""

    text: str
    start: int
    end: int
    pseudos: tuple[Pseudo, ...] = ()
    nesting: bool = False


class Block(Struct, frozen=True):
    """A style rule (with selectors and no name) or an at-rule (with a name in lower case, and its prelude).

    ``parent`` is the index of the block around it, always lower than its own. ``head_end`` is where its prelude ends.
    """

    name: str
    prelude: str
    start: int
    head_end: int
    end: int
    parent: int | None
    selectors: tuple[Selector, ...] = ()

    @property
    def is_rule(self) -> bool:
        """Whether this is a style rule."""
        return not self.name


class StyleSheet(Struct, frozen=True):
    """A style that was read."""

    text: str
    blocks: tuple[Block, ...] = ()
    declarations: tuple[Declaration, ...] = ()
