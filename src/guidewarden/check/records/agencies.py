"""Whose DOI it is: asked of the DOI proxy server, which knows the registration agency of every prefix.

``GET {registry}/doiRA/{prefix or doi[,…]}`` always answers 200, with a list of ``{"DOI", "RA"}`` or
``{"DOI", "status"}``; the status is ``DOI does not exist``, ``Invalid DOI`` or ``Unknown``. A comma inside a DOI must be
encoded (DOI Handbook, "Which RA?").
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from urllib.parse import quote

from guidewarden.check.records.reading import objects, text
from guidewarden.plan.doi import doi_key

MOST = 50
"""Prefixes asked for at once."""


def prefix_of(doi: str) -> str:
    """Give the part of a DOI before its slash."""
    return doi.partition("/")[0]


def agencies_address(base: str, names: Sequence[str]) -> str:
    """Give the address that asks for the agencies of prefixes or DOIs."""
    return f"{base.rstrip('/')}/doiRA/{','.join(quote(name, safe='/:;()-._~') for name in names)}"


def read_agencies(data: Any) -> dict[str, str] | None:
    """Read the answer: agencies by what was asked for, in lower case; empty where the server knows none.

    None for anything that is not such an answer.
    """
    if not isinstance(data, list):
        return None
    found = {
        doi_key(text(item.get("DOI"), 500)): text(item.get("RA"), 40)
        for item in objects(data, MOST)
        if "RA" in item or "status" in item
    }
    return found or None


def batches(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Divide what is to be asked for."""
    rest = iter(names)
    while batch := tuple(islice(rest, MOST)):
        yield batch
