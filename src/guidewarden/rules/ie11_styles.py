"""Which parts of a style reach Internet Explorer 11, what it fails to understand of them, and what it takes instead."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct, field

from guidewarden.markup.embedded import StyleOf, read_styles
from guidewarden.markup.nodes import MarkupDocument
from guidewarden.markup.stylesheet import Block, Declaration, Part, Pseudo, Selector, StyleSheet
from guidewarden.markup.support import Support, SupportTable, ie11

_Found = TypeVar("_Found")

GROUPING = ("supports", "layer", "container", "scope")
"""At-rules that hold rules, and that it skips with all they hold."""

_RANGE = re.compile(r"[<>]=?")
_ALPHA_HEX = re.compile(r"#(?:[0-9a-f]{4}|[0-9a-f]{8})")
_COLOURS = frozenset(
    {"color", "color-mix", "contrast-color", "hwb", "lab", "lch", "light-dark", "oklab", "oklch"}
)
_OLD_COLOURS = frozenset({"hsl", "hsla", "rgb", "rgba"})
_UNIT = re.compile(r"[-+.\de]*\d([a-z]+)")
_MODERN_UNITS = frozenset(
    {
        "cap", "cqb", "cqh", "cqi", "cqmax", "cqmin", "cqw", "dvb", "dvh", "dvi", "dvmax", "dvmin",
        "dvw", "ic", "lh", "lvb", "lvh", "lvi", "lvmax", "lvmin", "lvw", "q", "rlh", "svb", "svh",
        "svi", "svmax", "svmin", "svw", "vb", "vi", "vmax",
    }
)  # fmt: skip
_SIMPLE = re.compile(r"\s*(?:[.#]?[\w-]+|\*|\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?)\s*")
_LONGEST = 100
"""How much of a name or an argument is looked at: longer ones mean nothing."""
_GLOBAL = frozenset({"initial", "unset", "revert", "revert-layer"})
_IMAGES = frozenset({"image-set", "cross-fade", "paint"})


class Lacking(Struct, frozen=True):
    """A part of a value that it does not understand; because of it, the whole declaration is ignored."""

    part: Part
    what: str


def is_skipped(block: Block, table: SupportTable) -> bool:
    """Whether an at-rule is skipped with all it holds."""
    if block.is_rule:
        return False
    if block.name == "media":
        return _RANGE.search(block.prelude) is not None
    return table.lacks(f"css.at-rules.{block.name}")


def lacking_selector(selector: Selector, table: SupportTable) -> str | None:
    """Name what it does not understand of a selector; for that it drops the rule, whatever else is in the list."""
    if selector.nesting:
        return "&"
    return next(
        (named for pseudo in selector.pseudos if (named := _lacking_pseudo(selector, pseudo, table))), None
    )


def _lacking_pseudo(selector: Selector, pseudo: Pseudo, table: SupportTable) -> str | None:
    named = f"{'::' if pseudo.element else ':'}{pseudo.name}"
    if pseudo.name.startswith("-"):
        return None if pseudo.name.startswith("-ms-") else named
    start, end = (offset - selector.start for offset in pseudo.argument or (selector.start, selector.start))
    if pseudo.name == "not" and not _SIMPLE.fullmatch(selector.text, start, end):
        return ":not() of more than one simple selector"
    if pseudo.name.startswith("nth-") and selector.text.find(" of ", start, min(end, start + _LONGEST)) >= 0:
        return f"{named}(… of …)"
    lacks = table.support(f"css.selectors.{pseudo.name}") not in {Support.YES, Support.PARTIAL}
    return named if lacks else None


class Group(Struct):
    """All declarations for the same selectors and the same media."""

    declarations: list[Declaration] = field(default_factory=list)
    understood: set[str] = field(default_factory=set)
    """The properties that get a value it understands."""
    whole: set[str] = field(default_factory=set)
    """The properties of which at least a part gets one: ``border`` where ``border-top`` does."""

    def add(self, declaration: Declaration) -> None:
        """Take one more declaration."""
        self.declarations.append(declaration)
        if is_understood(declaration):
            self.understood.add(declaration.name)
            self.whole.update(_shorthands(declaration.name))

    def has_fallback(self, declaration: Declaration, *others: str) -> bool:
        """Whether a property, its shorthand or a part of it gets a value that it understands, or one of ``others`` does."""
        name = declaration.name
        return (
            name in self.whole
            or not self.understood.isdisjoint(_shorthands(name))
            or not self.understood.isdisjoint(others)
        )


def _shorthands(name: str) -> Iterator[str]:
    """Give a property and what looks like its shorthands: border-top-color, border-top, border."""
    name = name[:_LONGEST]
    while name:
        yield name
        name = name.rpartition("-")[0]


class Reached(Struct, frozen=True):
    """What of a style Internet Explorer 11 applies.

    ``rules`` holds the indexes of the style rules it does not skip, ``selectors`` theirs, white space folded.
    ``groups`` are the declarations it would apply if it understood them.
    """

    style: StyleOf
    rules: frozenset[int]
    selectors: frozenset[str]
    groups: tuple[Group, ...]

    @property
    def sheet(self) -> StyleSheet:
        """The style."""
        return self.style.sheet

    def place(self, part: Part | Declaration | Selector | Block) -> tuple[int, int]:
        """Give the place of a part of the style in the markup's source."""
        end = part.head_end if isinstance(part, Block) else part.end
        return self.style.snippet.source_range(part.start, end)


def reached_styles(document: MarkupDocument) -> tuple[Reached, ...]:
    """Read all styles of a document, and tell what of each Internet Explorer 11 applies."""
    known: dict[int, Reached] = {}
    found = []
    for style in read_styles(document):
        if id(style.sheet) not in known:
            known[id(style.sheet)] = _reached(style)
        read = known[id(style.sheet)]
        found.append(Reached(style, read.rules, read.selectors, read.groups))
    return tuple(found)


def in_groups(
    styles: Iterable[Reached], find: Callable[[Group], Iterable[_Found]]
) -> Iterator[tuple[Reached, _Found]]:
    """Give what is found in the groups of each style; those that say the same are looked through once."""
    known: dict[int, Sequence[_Found]] = {}
    for style in styles:
        key = id(style.groups)
        if key not in known:
            known[key] = [found for group in style.groups for found in find(group)]
        for found in known[key]:
            yield style, found


def _reached(style: StyleOf) -> Reached:
    sheet, table = style.sheet, ie11()
    dropped: list[bool] = []
    in_rule: list[bool] = []
    purposes: list[int] = []
    numbers: dict[tuple[int, str], int] = {}
    for block in sheet.blocks:
        above = block.parent
        nested = above is not None and in_rule[above]
        in_rule.append(nested or block.is_rule)
        dropped.append(
            (above is not None and dropped[above])
            or (nested and block.is_rule)
            or is_skipped(block, table)
            or any(lacking_selector(selector, table) for selector in block.selectors)
        )
        purpose = (-1 if above is None else purposes[above], fold(block.prelude))
        purposes.append(numbers.setdefault(purpose, len(numbers)))
    groups: dict[int, Group] = {}
    for declaration in sheet.declarations:
        if declaration.block is None:
            groups.setdefault(-1, Group()).add(declaration)
        elif not dropped[declaration.block]:
            groups.setdefault(purposes[declaration.block], Group()).add(declaration)
    rules = frozenset(
        index for index, block in enumerate(sheet.blocks) if block.is_rule and not dropped[index]
    )
    selectors = frozenset(
        fold(selector.text) for index in rules for selector in sheet.blocks[index].selectors
    )
    return Reached(style, rules, selectors, tuple(groups.values()))


def fold(text: str) -> str:
    """Fold the white space of a selector, so that two can be compared."""
    return " ".join(text.split())


def lacking(declaration: Declaration) -> Lacking | None:
    """Find what it does not understand of a value; ``var()`` and grids have their own rules."""
    return next(_lacking(declaration, ie11()), None)


def _lacking(declaration: Declaration, table: SupportTable) -> Iterator[Lacking]:
    property_key = f"css.properties.{declaration.name}"
    for part in declaration.parts:
        match part.kind:
            case "function":
                named = _function(declaration, part, property_key, table)
                if named:
                    yield Lacking(part, named)
            case "hash" if _ALPHA_HEX.fullmatch(part.text):
                yield Lacking(part, "a colour with transparency such as #rrggbbaa")
            case "word" if part.text in _GLOBAL:
                yield Lacking(part, f"“{part.text}”")
            case "word" if part.text.isascii() and table.lacks(f"{property_key}.{part.text}"):
                yield Lacking(part, f"“{part.text}”")
            case "number":
                unit = _UNIT.fullmatch(part.text)
                if unit and unit[1] in _MODERN_UNITS:
                    yield Lacking(part, f"the unit “{unit[1]}”")
            case _:
                pass


def _function(declaration: Declaration, part: Part, property_key: str, table: SupportTable) -> str | None:
    name = part.text
    if name in _OLD_COLOURS:
        start, end = part.start - declaration.value_start, part.end - declaration.value_start
        has_comma = declaration.value.find(",", start, min(end, start + _LONGEST)) >= 0
        return None if has_comma else f"{name}() without commas"
    lacks = (
        name in _COLOURS
        or name in _IMAGES
        or table.lacks(f"css.types.{name}")
        or table.lacks(f"css.types.gradient.{name}")
        or table.lacks(f"{property_key}.{name}")
    )
    return f"{name}()" if lacks and name != "var" else None


def uses_variable(declaration: Declaration) -> bool:
    """Whether a value depends on a custom property."""
    return any(part.text == "var" for part in declaration.functions())


def is_understood(declaration: Declaration) -> bool:
    """Whether Internet Explorer 11 applies a declaration."""
    if declaration.name.startswith("--") or uses_variable(declaration):
        return False
    if ie11().lacks(f"css.properties.{declaration.name}"):
        return False
    return lacking(declaration) is None
