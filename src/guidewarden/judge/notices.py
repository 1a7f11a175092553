"""What a page may be that a site shows for addresses that do not exist: an error page, a gate, an app, a notice."""

import re

from guidewarden.judge.places import is_search, last_part
from guidewarden.judge.signatures import SHORT_PAGE, fold, host_and_path, load_signatures
from guidewarden.model import Attempt, Evidence, Page, Sign

_LONG_NAME = 12
"""Characters from which on a name does not stand in another by chance."""
_FEW = 5
"""Links that pages within a site's own menus have at least."""
_NEXT_TO_A_NAME = 60
"""Visible characters of a page that says little but its name."""
_EMPTY_FOLDER = re.compile(
    r"index of /\s*(?:\.\./|name|last modified|size|description|parent directory|cgi-bin/?|\[\w*\]|[-\d:\s]|apache/.*)*"
)
NEXT_TO_NOTHING = 30
"""Visible characters of a page that does nothing but send its reader on by a script."""


def is_built_by_scripts(evidence: Evidence, attempt: Attempt, page: Page) -> bool:
    """Tell whether scripts put the matter into a page: there is a place for it, or nothing but the names of the site."""
    if not page.scripts:
        return False
    front = evidence.front.page if evidence.front else None
    known = " ".join((page.site_name, page.title, *((front.title, *front.headings) if front else ())))
    heading = page.headings[0] if page.headings else ""
    empty = heading in known and len(page.opening) - len(heading) < NEXT_TO_NOTHING
    return empty or Sign.APP in page.signs or is_search(attempt.hops[0].url)


def tells_machines(page: Page) -> bool:
    """Tell whether a page tells crawlers that it stands for one that is not there."""
    canonical = host_and_path(page.canonical)[1] if page.canonical is not None else ()
    return Sign.SAYS_MISSING in page.signs or load_signatures().is_error_path(canonical)


def is_default_page(page: Page) -> bool:
    """Tell whether a page is what a server or a host shows where nobody has put a site."""
    signatures = load_signatures()
    if page.matter >= SHORT_PAGE:
        return False
    text = fold(page.text_start)
    bare = page.text_length < _NEXT_TO_A_NAME
    return (
        signatures.default_texts.is_in(text)
        or (bare and any(fold(name) in signatures.default_names for name in (page.title, *page.headings[:1])))
        or _EMPTY_FOLDER.fullmatch(text) is not None
    )


def repeats_nonsense(evidence: Evidence) -> bool:
    """Tell whether a made-up name became the name of a page: such a site has a page for anything."""
    control = evidence.sibling
    if control is None or control.page is None:
        return False
    stem, _ = last_part(control.hops[0].url)
    names = (fold(name) for name in (control.page.title, *control.page.headings[:1]))
    return not stem.isdigit() and len(stem) > _LONG_NAME and any(stem in name for name in names)


def shows_another(evidence: Evidence, page: Page) -> bool:
    """Tell whether a made-up address shows another picture, film or frame: then the matter is in there."""
    control = evidence.sibling.page if evidence.sibling else None
    return control is not None and control.shows != page.shows


def hides(page: Page, attempt: Attempt) -> bool:
    """Tell whether a page may stand before what is there: it asks for something, or it is bare of the site's own links."""
    gate = load_signatures().is_gate(page, attempt.hops[-1].url)
    return gate or Sign.ASKS in page.signs or page.links < _FEW
