"""Routes: the names of places in a tree, such as ``sections[2].blocks[0].links[1].url``."""

import json
import re

_PLAIN_KEY = re.compile(r"[\w-]+")


def route_join(parent: str, part: str | int) -> str:
    """Name a mapping's value or a list's item, counting from 0, inside ``parent`` ("" is the top).

    Keys of letters, digits, ``-`` and ``_`` are joined by a dot; any other key is quoted as JSON
    quotes it: ``sources["a.b"].DOI``.
    """
    if isinstance(part, int):
        return f"{parent}[{part}]"
    if not _PLAIN_KEY.fullmatch(part):
        return f"{parent}[{json.dumps(part, ensure_ascii=False)}]"
    return f"{parent}.{part}" if parent else part
