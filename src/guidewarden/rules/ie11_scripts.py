"""Which calls of a script ask for what Internet Explorer 11 does not have, as far as one can tell without running it."""

import re
from collections.abc import Iterator

from guidewarden.markup.script import Call
from guidewarden.markup.support import SupportTable, ie11

_ELEMENT = re.compile(
    r"(?:.*\.)?(?:getElementById\(\)|querySelector\(\)|createElement\(\)|querySelectorAll\(\)\[\]"
    r"|getElementsBy(?:ClassName|Name|TagName)\(\)\[\]|(?:e|ev|evt|event)\.(?:currentTarget|target)|document\.body"
    r"|document\.documentElement|parentElement|(?:first|last)ElementChild|(?:next|previous)ElementSibling)"
)
_LIST = re.compile(r"(?:.*\.)?(?:querySelectorAll\(\)|childNodes|getElementsByName\(\))")
_OWNERS: dict[str, tuple[str, ...]] = {
    "document": ("api.Document", "api.Node"),
    "navigator": ("api.Navigator",),
    "history": ("api.History",),
    "location": ("api.Location",),
    "CSS": ("api.CSS",),
    "URL": ("api.URL",),
    '""': ("javascript.builtins.String",),
    "[]": ("javascript.builtins.Array",),
}
_ELSEWHERE = re.compile(r"(?:_|\$|jQuery|lodash|R|angular|moment|dayjs|gsap|console)(?:\W|$)")
"""Libraries whose methods have the names of newer built-in ones."""
_EVERYTHING = re.compile(r"polyfill(?:\.io|[\w.-]*/v\d|s?(?:\.min)?\.js)|core-?js|babel-polyfill|es[67]-shim")
_UNMISTAKABLE = {
    **dict.fromkeys(
        (
            "codePointAt", "endsWith", "includes", "matchAll", "padEnd", "padStart", "replaceAll", "startsWith",
            "trimEnd", "trimStart",
        ),
        "javascript.builtins.String",
    ),
    **dict.fromkeys(("findIndex", "findLast", "flatMap"), "javascript.builtins.Array"),
}  # fmt: skip
"""Methods whose name tells what they are asked of."""


def missing(call: Call, *, this_is_element: bool) -> tuple[str, bool] | None:
    """Name what a call asks for and is not there, and tell whether that is certain; None when all is well.

    ``this_is_element`` tells that ``this`` is an element: in an event-handler attribute, that is.
    """
    table, name, receiver = ie11(), call.name, call.receiver
    if not receiver:
        return _global(call, table)
    if _ELSEWHERE.match(receiver):
        return None
    for key in _owners(receiver, this_is_element=this_is_element):
        if any(table.lacks(f"{key}.{member}") for member in (name, f"{name}_static")):
            return _shown(key, name), True
    if name in _UNMISTAKABLE and table.lacks(f"{_UNMISTAKABLE[name]}.{name}"):
        return f".{name}()", False
    return None


def _global(call: Call, table: SupportTable) -> tuple[str, bool] | None:
    name = call.path
    if call.new and table.lacks(f"api.{name}.{name}"):
        return f"new {name}()", True
    keys = (f"api.{name}", f"javascript.builtins.{name}", f"api.Window.{name}")
    return (f"{name}()" if not call.new else f"new {name}()", True) if any(map(table.lacks, keys)) else None


def _owners(receiver: str, *, this_is_element: bool) -> Iterator[str]:
    """Give the keys below which a method of this receiver stands."""
    if receiver in _OWNERS:
        yield from _OWNERS[receiver]
    elif _LIST.fullmatch(receiver):
        yield "api.NodeList"
    elif _ELEMENT.fullmatch(receiver) or (this_is_element and receiver == "this"):
        yield from ("api.Element", "api.HTMLElement", "api.Node")
    elif receiver.endswith(".classList"):
        yield "api.DOMTokenList"
    elif receiver.isidentifier():
        yield f"javascript.builtins.{receiver}"


def _shown(key: str, name: str) -> str:
    owner = key.rpartition(".")[2]
    if owner in {"Element", "HTMLElement", "Node", "NodeList", "DOMTokenList"}:
        return f".{name}() of a {owner}" if owner != "Element" else f".{name}() of an element"
    return f"{owner.lower() if owner in {'Document', 'Navigator', 'History', 'Location'} else owner}.{name}()"


def is_polyfilled(name: str, addresses: frozenset[str]) -> bool:
    """Whether one of the scripts that are loaded brings something, by the words in its address, or brings everything."""
    wanted = re.sub(r"\W", "", name.rpartition(".")[2].removeprefix("new ")).lower()
    return any(
        _EVERYTHING.search(address) or wanted in re.sub(r"[^a-z0-9]", "", address) for address in addresses
    )
