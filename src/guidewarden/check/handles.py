"""Whether a DOI exists: asked of the Handle API, never of the publisher's page, which may refuse machines.

The API is that of the DOI proxy server: ``GET {registry}/api/handles/{doi}``. Its ``responseCode`` decides:
1 exists, 200 exists without the values asked for, 100 is not registered; others are errors of the registry.
An answer that is not the API's JSON about this very DOI, such as a gateway's error page, is no evidence, whatever its status.
"""

import json
from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import quote

from msgspec.structs import replace

from guidewarden.check.failures import plain
from guidewarden.check.walk import Answer, Walk, Walker
from guidewarden.model import HandleAnswer

MAX_ALIASES = 5
_EXISTS = 1
_EXISTS_WITHOUT_VALUES = 200
_STATUSES: Mapping[object, Container[int]] = {_EXISTS: (200,), _EXISTS_WITHOUT_VALUES: (200,), 100: (404,)}
"""What status each code comes with: one beside another, such as that of a rate limit, is nobody's word."""


def handle_address(registry: str, doi: str) -> str:
    """Give the API's address for a DOI: every character that means something in a URL is encoded."""
    return f"{registry.rstrip('/')}/api/handles/{quote(doi, safe='/:;()-._~')}?type=URL&type=HS_ALIAS"


async def ask_handle(walker: Walker, registry: str, doi: str) -> tuple[list[Walk], HandleAnswer]:
    """Ask for a DOI and, where it is an alias, for its prime DOI; give what was seen and the API's word.

    ``alias`` is then the prime DOI, and ``url`` the prime DOI's. An alias of something that is not there
    counts as existing without an address (code 200), and has no ``alias`` to be recommended.
    """
    walks = [await walker.walk(handle_address(registry, doi))]
    answer = read_answer(walks[0].answer, doi)
    prime: str | None = None
    asked = {doi.casefold()}
    while answer.alias is not None and answer.url is None and len(asked) <= MAX_ALIASES:
        if answer.alias.casefold() in asked:
            break
        prime = answer.alias
        asked.add(prime.casefold())
        walks.append(await walker.walk(handle_address(registry, prime)))
        answer = read_answer(walks[-1].answer, prime)
    if prime is None or answer.response_code is None:
        return walks, answer
    if answer.response_code == _EXISTS and answer.url is not None:
        return walks, replace(answer, alias=prime)
    words = f"an alias of {plain(prime)}, which leads to no address"
    return walks, HandleAnswer(answer.status, _EXISTS_WITHOUT_VALUES, message=words)


def read_answer(answer: Answer | None, doi: str) -> HandleAnswer:
    """Read the API's answer about a DOI; ``response_code`` is None when it is not the API that answered."""
    if answer is None:
        return HandleAnswer(None, None)
    try:
        data = json.loads(answer.body.data)
    except (ValueError, RecursionError):
        return HandleAnswer(answer.status, None, message="the answer was not the Handle API's")
    code = data.get("responseCode") if isinstance(data, dict) else None
    named = data.get("handle") if isinstance(data, dict) else None
    said = type(code) is int and isinstance(named, str) and named.casefold() == doi.casefold()
    if not said or "json" not in answer.content_type.lower() or not _agree(answer.status, code):
        return HandleAnswer(answer.status, None, message="the answer was not the Handle API's")
    return HandleAnswer(
        answer.status,
        code,
        url=_value(data, "URL"),
        alias=_value(data, "HS_ALIAS"),
        message=plain(str(data.get("message", ""))),
    )


def _agree(status: int, code: object) -> bool:
    return status in _STATUSES.get(code, (status,))


def _value(data: dict[str, Any], wanted: str) -> str | None:
    """Give the first value of a type, of the shape ``{"type", "data": {"format": "string", "value"}}``."""
    values = data.get("values")
    for entry in values if isinstance(values, list) else []:
        if not isinstance(entry, dict) or entry.get("type") != wanted:
            continue
        inner = entry.get("data")
        value = inner.get("value") if isinstance(inner, dict) else inner
        if isinstance(value, str) and value.strip():
            return value.strip()[:2000]
    return None
