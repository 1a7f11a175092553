"""A11Y012."""

import re
from collections.abc import Iterator, Mapping
from math import inf

from msgspec import Struct

from guidewarden.markup.colours import Colour, contrast, read_colour
from guidewarden.markup.css import read_style_attribute
from guidewarden.markup.nodes import Element
from guidewarden.model import Severity
from guidewarden.rules.prose import hidden
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_NORMAL, _LARGE = 4.5, 3.0
_SIZE = re.compile(r"([\d.]+)(px|pt)")
_IN_PIXELS = {"px": 1.0, "pt": 4 / 3}
_LARGE_PIXELS, _LARGE_BOLD_PIXELS = 24.0, 18.66
_LARGE_FONT = re.compile(r"[5-9+]|\d\d")
_BARE_HEX = re.compile(r"[0-9a-fA-F]{6}")
_WEIGHTY = frozenset({"b", "font", "h1", "h2", "h3", "strong"})
_GROUNDS = frozenset({"body", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
_PART = re.compile(r"[^\s()]+\([^()]*\)|\S+")
_COLOURLESS = re.compile(
    r"none|(?:no-)?repeat(?:-[xy])?|scroll|fixed|local|top|bottom|left|right|center|-?[\d.]+(?:px|em|%)?",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"url\(|gradient\(", re.IGNORECASE)


class _Look(Struct, frozen=True):
    """What is known of an element's looks from inline styles: its colours and as they are written, and its text's size."""

    text: Colour | None = None
    ground: Colour | None = None
    written: tuple[str, str] = ("", "")
    pixels: float = 0.0
    bold: bool = False

    @property
    def needed(self) -> float:
        """The least contrast for text of this size."""
        return _LARGE if self.pixels >= (_LARGE_BOLD_PIXELS if self.bold else _LARGE_PIXELS) else _NORMAL


_MATTERS = re.compile("color|background|font|opacity|filter|blend", re.IGNORECASE)


@rule("A11Y012", "colour-contrast", severity=Severity.WARNING, phase="static", since="0.2")
def colour_contrast(context: GuideContext) -> Iterator[Hit]:
    """Text stands in a colour that can hardly be read on its ground.

    What it finds:
        Pairs of `color` and `background` set in style attributes, or of `<font color>` and `bgcolor`, on one element or
        on one around it, whose contrast is less than 4.5 to 1, or less than 3 to 1 for large text. Where one of the
        two comes from a style sheet, a class, a picture or a see-through colour, only a browser can tell, and nothing
        is said.

    Why it matters:
        One reader in twelve sees little of it, and everybody else in sunlight or on a bad projector (WCAG 1.4.3).

    Bad:
        ```yaml
        - html: <p style="color:#aaa; background-color:white">Open daily</p>
        ```

        ```yaml
        - html: <div style="background:#ffcc00"><p style="color:#fff">Open daily</p></div>
        ```

        ```yaml
        - html: <table bgcolor="#ffffff"><tr><td><font color="yellow">Open daily</font></td></tr></table>
        ```

        ```yaml
        - html: <p style="color:#999; background:#fff none no-repeat 0 0">Open daily</p>
        ```

    Good:
        ```yaml
        - html: <p style="color:#595959; background-color:white">Open daily</p>
        ```

        ```yaml
        - html: <p style="color:#aaa">Open daily</p>
        ```

        ```yaml
        - html: <p style="color:#fff; background:url(https://example.org/dark.png)">Open daily</p>
        ```

        ```yaml
        - html: <p style="color:#fff; background:#fff linear-gradient(black, black) no-repeat">Open daily</p>
        ```

        ```yaml
        - html: <p style="color:#888; background:#fff; font-size:24px">Open daily</p>
        ```

        ```yaml
        - html: <div style="background:#ffc"><p class="night" style="color:#fff">Open daily</p></div>
        ```

    How to fix:
        Take a darker text or a lighter ground, or leave both to the page's style.

        In LibGuides, select the text and click Remove Format (`Tx`), or choose another Text Color.

    Source:
        WCAG 2.1, 1.4.3 Contrast (Minimum): https://www.w3.org/WAI/WCAG21/Understanding/contrast-minimum
    """
    for markup in context.written_holding("@style", "@bgcolor", "font"):
        yield from _hits(markup)


def _hits(markup: Markup) -> Iterator[Hit]:
    document = markup.document
    known: dict[str, Mapping[str, str]] = {"": {}}
    styles = {
        each.index: {**_hinted(each), **_declared(each.values.get("style", ""), known)}
        for each in document.with_attribute("style", "bgcolor", "color")
    }
    if not any(styles.values()):
        return
    colours: dict[str, Colour | None] = {}
    unseen = hidden(document)
    speaking = {run.parent for run in document.texts if run.data.strip()}
    plain = _Look()
    looks: dict[int | None, _Look] = {}
    told: set[int | None] = set()
    for element in document.elements:
        above = looks.get(element.parent, plain)
        style = styles.get(element.index)
        look = looks[element.index] = (
            _look(element, style or {}, above, colours)
            if style or above is not plain or element.name in _WEIGHTY
            else plain
        )
        if element.parent in told:
            told.add(element.index)
            continue
        if not (look.text and look.ground) or element.index not in speaking or unseen[element.index]:
            continue
        ratio = contrast(look.text, look.ground)
        if ratio < look.needed:
            told.add(element.index)
            pair = f"{look.written[0]} on {look.written[1]}"
            yield Hit(
                markup.route,
                f"This text can hardly be read: {pair} has a contrast of {ratio:.1f} to 1",
                start=element.start,
                end=element.end,
                label=element.text[:60],
                written=pair,
            )


def _declared(written: str, known: dict[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Read the value of a style attribute, once for all that say the same, if it may have a colour at all."""
    if written in known:
        return known[written]
    known[written] = found = dict[str, str]()
    if not _MATTERS.search(written):
        return found
    for declaration in read_style_attribute(written).declarations:
        if not declaration.hack:
            found.pop(declaration.name, None)
            found[declaration.name] = re.sub(r"\s*!important\s*$", "", declaration.value).strip()
    return found


def _hinted(element: Element) -> Mapping[str, str]:
    """Give what attributes of old say of colours; a style says it again with more weight."""
    written = {}
    if element.name == "font" and element.values.get("color"):
        written["color"] = element.values["color"].strip()
    if element.name in _GROUNDS and element.values.get("bgcolor"):
        written["background-color"] = element.values["bgcolor"].strip()
    return {name: f"#{value}" if _BARE_HEX.fullmatch(value) else value for name, value in written.items()}


def _look(
    element: Element, style: Mapping[str, str], above: _Look, colours: dict[str, Colour | None]
) -> _Look:
    """Add an element's own inline colours to those around it; whatever a style sheet may set is unknown."""

    def colour(written: str) -> Colour | None:
        if written not in colours:
            colours[written] = read_colour(written)
        return colours[written]

    text, ground = above.text, above.ground
    words, behind = above.written
    if (
        element.get("class")
        or element.get("id")
        or element.name in {"a", "button", "mark", "code", "pre", "th", "input"}
    ):
        text = ground = None
    if "color" in style:
        text, words = colour(style["color"]), style["color"]
    written = _ground(style)
    if "background-image" in style or (written is not None and _IMAGE.search(written)):
        ground = None
    elif written and written.lower() not in {"none", "transparent", "inherit"}:
        ground, behind = colour(written), written
    if "opacity" in style or "filter" in style or "mix-blend-mode" in style:
        text = ground = None
    pixels = _pixels(element, style)
    bold = element.name in {"b", "strong"} or style.get("font-weight", "") in {"bold", "700", "800", "900"}
    return _Look(
        text, ground, (words, behind), above.pixels if pixels is None else pixels, bold or (pixels is None and above.bold)
    )  # fmt: skip


def _ground(style: Mapping[str, str]) -> str | None:
    """Give what is said last of a ground, without a shorthand's words for where its picture stands."""
    name = next((name for name in reversed(list(style)) if name in {"background", "background-color"}), None)
    if name != "background":
        return None if name is None else style[name]
    return " ".join(part for part in _PART.findall(style[name]) if not _COLOURLESS.fullmatch(part))


def _pixels(element: Element, style: Mapping[str, str]) -> float | None:
    """Give the size of an element's text where it sets one; of unknown size, what makes large text of it is believed."""
    size = style.get("font-size", "").lower()
    if size:
        found = _SIZE.fullmatch(size)
        if found is not None:
            return float(found[1]) * _IN_PIXELS[found[2]]
        # Sizes relative to what only the page knows: small ones are small anyhow.
        return 0.0 if size in {"small", "smaller", "x-small", "xx-small", "medium"} else inf
    if element.name == "font" and element.values.get("size"):
        return inf if _LARGE_FONT.match(element.values["size"].strip()) else 0.0
    return inf if element.name in {"h1", "h2", "h3"} else None
