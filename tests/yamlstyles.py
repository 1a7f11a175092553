"""Values written in every style that YAML has, and guides made of such, for tests that change guides."""

from dataclasses import dataclass
from itertools import pairwise

import yaml
from hypothesis import strategies as st

STYLES = ("plain", "single", "double", "literal", "folded")


def reads(written: str, value: str, *, flow: bool) -> bool:
    """Whether YAML reads this value where ``written`` stands after a key."""
    try:
        got = yaml.load(
            f"{{k: {written}, l: m}}" if flow else f"k: {written}\nl: m\n", Loader=yaml.CBaseLoader
        )
    except yaml.YAMLError:
        return False
    return bool(got == {"k": value, "l": "m"})


@st.composite
def styled(draw: st.DrawFn, value: str, indent: int, *, flow: bool = False) -> str:
    """Write ``value`` in one of the styles that can hold it, with whatever liberty the style leaves."""
    pad = " " * indent
    candidates = []
    if value == value.strip() and value not in {"", "~", "null"}:
        candidates.append(value)
        if not flow and " " in value:
            candidates.append(_folded_at(draw, value, f"\n{pad}"))
    candidates.append("'" + value.replace("'", "''") + "'")
    candidates.append('"' + "".join(_in_double(draw, character) for character in value) + '"')
    if not flow:
        mark = draw(st.sampled_from(("", " # about the block", " ")))
        candidates += [
            f"|-{mark}\n{pad}" + value.replace("\n", f"\n{pad}"),
            f">-{mark}\n{pad}" + _folded_at(draw, value, f"\n{pad}"),
        ]
        if value.endswith("\n"):
            candidates.append(f"|{mark}\n{pad}" + value[:-1].replace("\n", f"\n{pad}"))
    good = [each for each in candidates if reads(each, value, flow=flow)]
    return draw(st.sampled_from(good))


def _folded_at(draw: st.DrawFn, value: str, line_break: str) -> str:
    """Break a value at some of its single spaces, and double the line breaks it has."""
    words = value.replace("\n", "\n" + line_break).split(" ")
    text = words[0]
    for before, word in pairwise(words):
        whole = before and word and not before.endswith("\n") and not word.startswith("\n")
        text += (line_break if whole and draw(st.booleans()) else " ") + word
    return text


def _in_double(draw: st.DrawFn, character: str) -> str:
    code = ord(character)
    must = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    if character in must:
        return must[character]
    if draw(st.integers(0, 15)):
        return character
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


@dataclass(frozen=True)
class Written:
    """A guide as bytes, the values meant, by route, and the comments in it."""

    data: bytes
    values: dict[str, str]
    comments: tuple[str, ...]


@st.composite
def guides(
    draw: st.DrawFn, entries: st.SearchStrategy[tuple[str, str]], texts: st.SearchStrategy[tuple[str, str]]
) -> Written:
    """Write a guide: ``entries`` give (address, note) of links, ``texts`` (markdown or html, text) of blocks."""
    values: dict[str, str] = {}
    comments: list[str] = []

    def comment() -> str:
        if draw(st.booleans()):
            return ""
        comments.append(f"# note {len(comments)}: https://example.org/?utm_source=c {{[\"'")
        return f"  {comments[-1]}"

    def value(route: str, text: str, indent: int, *, flow: bool = False) -> str:
        values[route] = text
        return draw(styled(text, indent, flow=flow))

    def line(head: str, written: str) -> str:
        # After a block of text there is no comment: it would be text.
        block = written[:1] in ("|", ">")
        return f"{head}{written}{'' if block else comment()}\n"

    text = f"title: A guide{comment()}\nsections:\n  - title: Box\n    blocks:\n      - links:\n"
    links = draw(st.lists(entries, min_size=1, max_size=4))
    for number, (address, note) in enumerate(links):
        route = f"sections[0].blocks[0].links[{number}]"
        label = f"Source number {number}"
        if draw(st.booleans()):
            pairs = (("url", address), ("label", label), ("note", note))
            inner = ", ".join(f"{key}: {value(f'{route}.{key}', each, 0, flow=True)}" for key, each in pairs)
            text += f"          - {{{inner}}}{comment()}\n"
        else:
            text += line("          - url: ", value(f"{route}.url", address, 14))
            text += line("            label: ", value(f"{route}.label", label, 14))
            text += line("            note: ", value(f"{route}.note", note, 14))
    for number, (key, written) in enumerate(draw(st.lists(texts, max_size=3)), 1):
        text += line(
            f"      - {key}: ",
            value(f"sections[0].blocks[{number}].{key}", written, draw(st.integers(9, 12))),
        )
    end = draw(st.sampled_from(("\n", "\r\n")))
    mark = draw(st.sampled_from(("", "\N{ZERO WIDTH NO-BREAK SPACE}")))
    return Written((mark + text.replace("\n", end)).encode(), values, tuple(comments))
