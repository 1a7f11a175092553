"""Routes that rules need to write or read: of sources, of sections, of entries of link lists."""

import re

from guidewarden.model import Guide

_SECTION = re.compile(r"sections\[(\d+)\]")
_SOURCE = re.compile(r'sources(?:\.([\w-]+)|\["([\w.-]+)"\])')


def source_route(key: str) -> str:
    """Write the route of a source; a key with a dot in it stands in brackets."""
    return f'sources["{key}"]' if "." in key else f"sources.{key}"


def source_key(route: str) -> str | None:
    """Give the key of the source that a route leads into."""
    found = _SOURCE.match(route)
    return (found[1] or found[2]) if found else None


def section_title(guide: Guide, route: str) -> str:
    """Give the title of the box that a route leads into, or "" when it leads into none."""
    found = _SECTION.match(route)
    return guide.sections[int(found[1])].title if found else ""


def is_entry(route: str) -> bool:
    """Whether a route leads to the address of an entry of a link list."""
    return route.startswith("sections[") and route.endswith("].url")
