"""How a report is to be written: its language, where guides are edited, and the pages beside it."""

import re
from urllib.parse import quote

from msgspec import Struct, field

from guidewarden.model import GuideSummary, Span
from guidewarden.report.catalogue import Words, words

_LIBGUIDES = re.compile(r"[?&](?:g|guide_id)=([0-9]{1,12})(?:&|$)")
_WORD = re.compile(r"\{(\w+)\}")


class Beside(Struct, frozen=True):
    """A page beside the report: its name, its relative address, and what waits in it (broken links)."""

    name: str
    href: str
    number: int = 0


class Options(Struct, frozen=True):
    """What a report needs to know beyond the run.

    ``edit_url`` is the template of a guide's editor (see ``report.edit_url`` in the settings); ``owner`` is set on the
    page of one owner. ``runs`` and ``whole`` are the relative addresses of the index of runs and of the whole
    report, ``owners`` the owners' pages; each may be left out.
    """

    words: Words = field(default_factory=words)
    edit_url: str = ""
    owner: str = ""
    runs: str = ""
    whole: str = ""
    owners: tuple[Beside, ...] = ()

    def edit(self, guide: GuideSummary, span: Span) -> str:
        """Give the address where a place of a guide is edited; "" when it cannot be told."""
        found = _LIBGUIDES.search(guide.url)
        known = {
            "path": span.path,
            "line": str(span.line),
            "column": str(span.column),
            "guide": guide.id,
            "libguides": found[1] if found else "",
        }
        needed = _WORD.findall(self.edit_url)
        if not needed or any(not known.get(word) for word in needed):
            return ""
        return _WORD.sub(lambda word: quote(known[word[1]], errors="replace"), self.edit_url)
