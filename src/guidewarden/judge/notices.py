"""What a page may be that a site shows for addresses that do not exist: an error page, a gate, an app, a notice."""

from guidewarden.judge.places import is_another_kind, is_search, last_part, points_away
from guidewarden.judge.signatures import fold, load_signatures
from guidewarden.model import Attempt, Evidence, Page, Sign

_MUCH, _LISTING = 600, 60
"""Characters, and links, from which on a page is more than a notice."""
_LONG_NAME = 12
"""Characters from which on a name does not stand in another by chance."""
_FEW = 5
"""Links that pages within a site's own menus have at least."""
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


def is_no_notice(attempt: Attempt, page: Page) -> bool:
    """Tell whether a page is more than a notice of a few words, which may be of a closed night or of a licence.

    It is long, or its markup or what was asked for tells that it is not what belongs there.
    """
    return (
        page.matter > _MUCH
        or page.links > _LISTING
        or load_signatures().says_not_found(page)
        or bool({Sign.NOINDEX, Sign.SAYS_MISSING} & set(page.signs))
        or points_away(page)
        or is_another_kind(attempt, page)
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
    stops = load_signatures().stops_readers(page, attempt.hops[-1].url)
    return stops or Sign.ASKS in page.signs or page.links < _FEW
