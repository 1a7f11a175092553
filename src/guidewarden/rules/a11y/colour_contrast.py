"""A11Y012."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
_IMAGE = re.compile(r"url\(|gradient\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is known of an element's colours from inline styles: each colour, and whether it is the element's own."""

    text: Colour | None = None
    ground: Colour | None = None
    written: tuple[str, str] = ("", "")


_MATTERS = re.compile("color|background|font|opacity|filter|blend", re.IGNORECASE)


@rule("A11Y012", "colour-contrast", severity=Severity.WARNING, phase="static", since="0.2")
def colour_contrast(context: GuideContext) -> Iterator[Hit]:
    """Text stands in a colour that can hardly be read on its ground.

    What it finds:
        Pairs of `color` and `background` set in style attributes, on one element or on one around it, whose contrast
        is less than 4.5 to 1, or less than 3 to 1 for large text. Where one of the two comes from a style sheet, a
        class, a picture or a see-through colour, only a browser can tell, and nothing is said.

    Why it matters:
        One reader in twelve sees little of it, and everybody else in sunlight or on a bad projector (WCAG 1.4.3).

    Bad:
        ```yaml
        - html: <p style="color:#aaa; background-color:white">Open daily</p>
        ```

        ```yaml
        - html: <div style="background:#ffcc00"><p style="color:#fff">Open daily</p></div>
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
    for markup in context.written:
        yield from _hits(markup)


def _hits(markup: Markup) -> Iterator[Hit]:
    document = markup.document
    known: dict[str, Mapping[str, str]] = {"": {}}
    styles = {each.index: _declared(each.values["style"], known) for each in document.with_attribute("style")}
    if not any(styles.values()):
        return
    unseen = hidden(document)
    speaking = {run.parent for run in document.texts if run.data.strip()}
    plain = _Look()
    looks: dict[int | None, _Look] = {None: plain}
    told: set[int | None] = set()
    for element in document.elements:
        above = looks[element.parent]
        style = styles.get(element.index)
        look = looks[element.index] = (
            _look(element, style or {}, above) if style or above is not plain else plain
        )
        if element.parent in told:
            told.add(element.index)
            continue
        if not (look.text and look.ground) or element.index not in speaking or unseen[element.index]:
            continue
        ratio = contrast(look.text, look.ground)
        if ratio < _NORMAL and ratio < _needed(markup, element):
            told.add(element.index)
            colours = f"{look.written[0]} on {look.written[1]}"
            yield Hit(
                markup.route,
                f"This text can hardly be read: {colours} has a contrast of {ratio:.1f} to 1",
                start=element.start,
                end=element.end,
                label=element.text[:60],
                written=colours,
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


def _look(element: Element, style: Mapping[str, str], above: _Look) -> _Look:
    """Add an element's own inline colours to those around it; whatever a style sheet may set is unknown."""
    text, ground = above.text, above.ground
    words, behind = above.written
    if (
        element.get("class")
        or element.get("id")
        or element.name in {"a", "button", "mark", "code", "pre", "th", "input"}
    ):
        text = ground = None
    if "color" in style:
        text, words = read_colour(style["color"]), style["color"]
    written = next(
        (style[name] for name in reversed(list(style)) if name in {"background", "background-color"}), None
    )
    if "background-image" in style or (written is not None and _IMAGE.search(written)):
        ground = None
    elif written is not None and written.lower() not in {"none", "transparent", "inherit"}:
        ground, behind = read_colour(written), written
    if "opacity" in style or "filter" in style or "mix-blend-mode" in style:
        text = ground = None
    return _Look(text, ground, (words, behind))


def _needed(markup: Markup, element: Element) -> float:
    """Give the least contrast for an element's text; of unknown size, what makes large text of it is believed."""
    bold = False
    for each in (element, *markup.document.ancestors(element.parent)):
        style = _declared(each.get("style") or "", {})
        bold = (
            bold
            or each.name in {"b", "strong"}
            or style.get("font-weight", "") in {"bold", "700", "800", "900"}
        )
        if each.name in {"h1", "h2", "h3"} and "font-size" not in style:
            return _LARGE
        size = style.get("font-size", "").lower()
        if size:
            found = _SIZE.fullmatch(size)
            if found is None:
                # Sizes relative to what only the page knows: small ones are small anyhow.
                return _NORMAL if size in {"small", "smaller", "x-small", "xx-small", "medium"} else _LARGE
            pixels = float(found[1]) * _IN_PIXELS[found[2]]
            return _LARGE if pixels >= (_LARGE_BOLD_PIXELS if bold else _LARGE_PIXELS) else _NORMAL
    return _NORMAL
