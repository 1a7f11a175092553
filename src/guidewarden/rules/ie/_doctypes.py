"""Which document types make browsers show a page in quirks mode, as the HTML standard lists them.

Source: https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode
"""

import re
from enum import StrEnum

from guidewarden.markup.nodes import Doctype


class Mode(StrEnum):
    """How browsers compute a page's layout."""

    STANDARDS = "standards"
    LIMITED = "limited quirks"
    QUIRKS = "quirks"


_QUIRKS = frozenset({"-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"})
_QUIRKS_SYSTEM = "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"
_QUIRKS_PREFIXES = (
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
)
_LOOSE_PREFIXES = ("-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//")
"""Quirks without a system identifier, limited quirks with one."""

_LIMITED_PREFIXES = ("-//w3c//dtd xhtml 1.0 frameset//", "-//w3c//dtd xhtml 1.0 transitional//")
_STRING = r"""(?:"[^">]*"|'[^'>]*')"""
_WELL_FORMED = re.compile(
    rf"<!doctype\s*+[^\s>]++\s*+(?:public\s*+{_STRING}\s*+{_STRING}?+\s*+|system\s*+{_STRING}\s*+)?+.*>",
    re.IGNORECASE | re.DOTALL,
)
_KEYWORD = re.compile(rf"<!doctype\s*[^\s>]+\s+(?!(?:public|system)\s*{_STRING})[^\s>]", re.IGNORECASE)


def mode_of(doctype: Doctype, written: str) -> Mode:
    """Give the mode that a document type brings, by its parts and as it is written."""
    public = (doctype.public_id or "").lower()
    system = doctype.system_id
    if (
        doctype.name.lower() != "html"
        or _KEYWORD.match(written)
        or not _WELL_FORMED.fullmatch(written)
        or public in _QUIRKS
        or public.startswith(_QUIRKS_PREFIXES)
        or (system or "").lower() == _QUIRKS_SYSTEM
    ):
        return Mode.QUIRKS
    if public.startswith(_LOOSE_PREFIXES):
        return Mode.QUIRKS if system is None else Mode.LIMITED
    return Mode.LIMITED if public.startswith(_LIMITED_PREFIXES) else Mode.STANDARDS
