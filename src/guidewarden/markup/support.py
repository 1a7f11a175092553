"""What Internet Explorer 11 supports of HTML, CSS and JavaScript, by the keys of MDN's browser-compat-data.

The table is made by ``scripts/ie11_table.py``, which tells what it is made of. It lists what is less than supported;
a key that it does not list is supported, or unknown to it.
"""

import functools
import json
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files
from typing import Any

from msgspec import Struct


class Support(StrEnum):
    """How far a browser supports a feature."""

    YES = "yes"
    PARTIAL = "partial"
    PREFIXED = "prefixed"
    REMOVED = "removed"
    FLAG = "flag"
    NO = "no"


ORDER = tuple(Support)
"""From best to worst: of several statements on one feature, the best counts."""


class SupportTable(Struct, frozen=True):
    """The states of all keys that are less than supported, and the other names of the prefixed ones."""

    provenance: Mapping[str, Any]
    states: Mapping[str, Support]
    names: Mapping[str, str]

    def support(self, key: str) -> Support:
        """Tell how far a feature is supported: what is part of something unsupported is unsupported too."""
        state = self.states.get(key, Support.YES)
        while key and state is not Support.NO:
            key = key.rpartition(".")[0]
            if self.states.get(key) is Support.NO:
                return Support.NO
        return state

    def lacks(self, key: str) -> bool:
        """Whether there is nothing of a feature, not even under another name."""
        return self.support(key) in {Support.NO, Support.REMOVED, Support.FLAG}


@functools.cache
def ie11() -> SupportTable:
    """Read the table of Internet Explorer 11; once, since it never changes."""
    text = (files("guidewarden.markup") / "data" / "ie11.json").read_text("utf-8")
    made: Mapping[str, Any] = json.loads(text)
    states = {key: state for state in ORDER for key in made.get(state, ()) if state is not Support.YES}
    return SupportTable(made["provenance"], states, made[Support.PREFIXED])
