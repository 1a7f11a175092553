"""What may stand in prose on a page: the allow-list. All other elements lose their tags, some their content too."""

import re
from collections.abc import Callable, Mapping

from guidewarden.markup import Element
from guidewarden.page.text import is_language, one_line

Attributes = tuple[tuple[str, str], ...]

ALIASES = {
    "b": "strong", "i": "em", "strike": "s", "tt": "code", "acronym": "abbr", "listing": "pre", "xmp": "pre",
    "menu": "ul", "dir": "ul",
}  # fmt: skip
"""Elements of another time or another shade that say what an allowed one says."""

INLINE = frozenset(
    {
        "a", "abbr", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "ins", "kbd", "mark", "q", "s", "samp",
        "small", "strong", "sub", "sup", "time", "var",
    }
)  # fmt: skip
VOID = frozenset({"br", "img", "wbr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
FLOW = frozenset({"blockquote", "dl", "figure", "hr", "ol", "p", "pre", "table", "ul"}) | HEADINGS
"""Blocks that stand wherever blocks may."""

INSIDE = {
    "li": frozenset({"ol", "ul"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "figcaption": frozenset({"figure"}),
    "caption": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
}
"""Blocks that stand in certain others only."""

HOLDS_BLOCKS = frozenset({"", "blockquote", "dd", "figure", "li", "td", "th"})
"""What may hold blocks of `FLOW`; "" is the whole text."""

TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
LISTS = {"ol": "li", "ul": "li", "dl": "dd"}
"""What holds its own kind of child only, and that kind."""

EMBEDDED = {"audio": "src", "embed": "src", "frame": "src", "iframe": "src", "object": "data", "video": "src"}
"""What is loaded from elsewhere and becomes a link, and which attribute names it."""

WITHOUT_CONTENT = frozenset({"iframe", "noembed", "noframes", "script", "style", "template", "title", "xml"})
"""Elements whose content is not for readers; ``xml`` is where Microsoft Word leaves its settings."""

BOUNDARIES = frozenset(
    {
        "address", "article", "aside", "body", "center", "details", "dialog", "div", "fieldset", "footer", "form",
        "frameset", "header", "hgroup", "html", "legend", "main", "nav", "noscript", "optgroup", "option", "search",
        "section", "summary",
    }
)  # fmt: skip
"""Elements that lose their tags but go on separating what is before, in and after them."""

_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WORD_PREFIXES = ("m:", "w:")


def _digits(value: str) -> str:
    return value if re.fullmatch(r"[1-9][0-9]{0,3}", value) else ""


def _number(value: str) -> str:
    return value if re.fullmatch(r"-?[0-9]{1,6}", value) else ""


def _language(value: str) -> str:
    return value if is_language(value) else ""


def _one_of(*values: str) -> Callable[[str], str]:
    return lambda value: value.lower() if value.lower() in values else ""


_EVERYWHERE: Mapping[str, Callable[[str], str]] = {"lang": _language, "dir": _one_of("ltr", "rtl", "auto")}
_ATTRIBUTES: Mapping[str, Mapping[str, Callable[[str], str]]] = {
    "a": {"hreflang": _language, "title": one_line},
    "abbr": {"title": one_line},
    "img": {"height": _digits, "title": one_line, "width": _digits},
    "li": {"value": _number},
    "ol": {"start": _number, "type": lambda value: value if value in {"1", "a", "A", "i", "I"} else ""},
    "td": {"colspan": _digits, "rowspan": _digits},
    "th": {"colspan": _digits, "rowspan": _digits, "scope": _one_of("row", "col", "rowgroup", "colgroup")},
    "time": {"datetime": one_line},
}


def attributes(element: Element, name: str) -> Attributes:
    """Give an element's allowed attributes under its allowed name, addresses apart."""
    allowed = {**_EVERYWHERE, **_ATTRIBUTES.get(name, {})}
    found = {each.name: each.value or "" for each in reversed(element.attributes)}
    cleaned = ((key, allowed[key](found[key].strip())) for key in allowed if key in found)
    return tuple((key, value) for key, value in cleaned if value)


def language_of(element: Element) -> Attributes:
    """Give what an element that loses its tag says of its language."""
    return attributes(element, "")


def is_unseen(element: Element) -> bool:
    """Tell whether an element's content is kept from readers, by what it is or by its author's will."""
    return (
        element.name in WITHOUT_CONTENT
        or element.name.startswith(_WORD_PREFIXES)
        or element.attribute("hidden") is not None
        or _HIDING.search(element.get("style") or "") is not None
    )
