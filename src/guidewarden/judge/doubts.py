"""Doubts: what about an answer might not be the source, and what the controls say of it.

Words alone never condemn a page: a book may be called "Not found", an article may be about robots. When a
page raises a doubt, the site is asked for an address that cannot exist (the *sibling*). Where that shows the
same, so may an address of which only the decoration was made up: one that shares less (the *cousin*) tells.
And where that shows the same as well, the site may show one page for everything (a waiting room, an outage, an app):
its *front* page tells. What the site shows for addresses that do not exist, and not for all, is no source tonight;
whether it is gone is for the page to say (`guidewarden.judge.statements`).
"""

from enum import Enum, auto
from urllib.parse import urlsplit

from guidewarden.judge.likeness import Likeness, is_of_one_size, likeness
from guidewarden.judge.places import (
    is_another_kind,
    is_home,
    is_success,
    lacks_its_words,
    last_part,
    led_elsewhere,
    led_where_all_lead,
    points_away,
)
from guidewarden.judge.signatures import SHORT_PAGE, fold, host_and_path, load_signatures
from guidewarden.model import Attempt, Evidence, Page, Sign

_FRONT_HEADINGS = 8
"""Headings that a front page has at least, beside its name."""
_TELLING_PART = 6
"""Characters of an address's last part from which on its standing in a title is odd, unless it is a word."""


class Control(Enum):
    """An answer that may settle a doubt."""

    SIBLING = auto()
    COUSIN = auto()
    FRONT = auto()


class Settled(Enum):
    """What the controls say of the target's page."""

    UNASKED = auto()
    SILENT = auto()
    """They are trouble of their own."""
    ALONE = auto()
    """Made-up addresses are answered otherwise."""
    ALIKE = auto()
    """Made-up addresses get it too; what the front page shows is not known."""
    ABSENT = auto()
    """It is what the site shows for what is not there: made-up addresses get it, the front page is another."""
    EVERYWHERE = auto()
    """The front page is the same, too."""


def wanted_control(evidence: Evidence) -> Control | None:
    """Tell which control to ask next, None when there is no doubt or none that one would settle."""
    attempt = evidence.last
    if attempt is None:
        return None
    if evidence.sibling is None:
        return Control.SIBLING if _in_doubt(evidence, attempt) else None
    if not _agrees(attempt, evidence.sibling):
        return None
    if evidence.cousin is None:
        return Control.COUSIN
    alike = _agrees(attempt, evidence.cousin) or _program_says_not_found(evidence, attempt)
    return Control.FRONT if evidence.front is None and alike and not is_home(attempt.hops[0].url) else None


def settle(evidence: Evidence) -> Settled:
    """Tell what the controls say of the target's page."""
    attempt, front = evidence.last, evidence.front
    if attempt is None or evidence.sibling is None:
        return Settled.UNASKED
    beside, further = (
        likeness(attempt, each) for each in (evidence.sibling, evidence.cousin or evidence.sibling)
    )
    if beside is Likeness.VARIED:
        # That it differs from made-up addresses says nothing where those differ from each other just so.
        beside = further = Likeness.NAMED_ALIKE if _varies(evidence) else Likeness.OTHER
    elif further is Likeness.VARIED:
        further = Likeness.OTHER
    if (
        further is Likeness.OTHER
        and beside is not Likeness.OTHER
        and _program_says_not_found(evidence, attempt)
    ):
        further = beside
    if further is Likeness.OTHER and beside is not Likeness.OTHER and not _has_number_above(attempt):
        return Settled.ALIKE  # The last part may be decoration, or this folder have an error page of its own.
    if Likeness.OTHER in (beside, further):
        return Settled.ALONE
    if Likeness.UNKNOWN in (beside, further):
        return Settled.SILENT
    if front is None or not (is_success(front) or front.status in (404, 410)):
        return Settled.ALIKE
    match likeness(attempt, front):
        case Likeness.SAME:
            return Settled.EVERYWHERE
        case Likeness.NAMED_ALIKE | Likeness.VARIED:
            # A title that stands on all pages of a site says nothing of this one; of the front page's size as well,
            # it is the front page with other news.
            one_of_many = beside is Likeness.NAMED_ALIKE and not is_of_one_size(attempt.page, front.page)
            return Settled.ALONE if one_of_many else Settled.EVERYWHERE
        case Likeness.OTHER:
            return Settled.ABSENT
        case _:
            return Settled.ALIKE


def _in_doubt(evidence: Evidence, attempt: Attempt) -> bool:
    page = attempt.page
    if not is_success(attempt):
        return contradicts_itself(evidence, attempt)
    if led_elsewhere(attempt) and not load_signatures().is_login_address(attempt.hops[-1].url):
        return True
    return page is not None and (_has_odd_words(page) or _looks_odd(attempt, page))


def contradicts_itself(evidence: Evidence, attempt: Attempt) -> bool:
    """Tell whether a site says for the second time that a page is not there, and shows one of substance."""
    page = attempt.page
    again = sum(one.status in (404, 410) for one in evidence.attempts) > 1
    return (
        again
        and page is not None
        and page.matter >= SHORT_PAGE
        and not load_signatures().says_not_found(page)
    )


def _has_odd_words(page: Page) -> bool:
    signatures = load_signatures()
    return (
        signatures.says_not_found(page)
        or signatures.looks_like_challenge(page)
        or signatures.looks_parked(page)
        or signatures.looks_usurped(page)
    )


def _looks_odd(attempt: Attempt, page: Page) -> bool:
    """Tell whether there is little on a page, or something about it that pages at an address of their own seldom have."""
    first = attempt.hops[0].url
    if is_home(first) or not (page.text_start or page.title or page.scripts):
        return False
    if page.matter < SHORT_PAGE or Sign.NOINDEX in page.signs or Sign.SAYS_MISSING in page.signs:
        return True
    stem, _ = last_part(first)
    written = len(stem) >= _TELLING_PART and not stem.isalpha()
    names = [fold(name) for name in (page.title, *page.headings[:1])]
    return (
        (written and any(stem in name for name in names))
        or (len(page.headings) >= _FRONT_HEADINGS and names[0] == names[1])
        or (bool(page.site_name) and fold(page.site_name) in names[:1])
        or is_another_kind(attempt, page)
        or points_away(page)
        or lacks_its_words(attempt, page)
    )


def _program_says_not_found(evidence: Evidence, attempt: Attempt) -> bool:
    """Tell whether one program says "not found" of any query: that other paths do not say so is no wonder."""
    sibling, page = evidence.sibling, attempt.page
    if sibling is None or page is None or not load_signatures().is_titled_not_found(page):
        return False
    paths = [host_and_path(one.hops[0].url)[1] for one in (attempt, sibling)]
    return paths[0] == paths[1]


def _varies(evidence: Evidence) -> bool:
    """Tell whether one name stands over two texts at two made-up addresses."""
    sibling, cousin = evidence.sibling, evidence.cousin
    return (
        sibling is not None
        and cousin is not None
        and sibling.hops[0].url != cousin.hops[0].url
        and likeness(sibling, cousin) in (Likeness.VARIED, Likeness.NAMED_ALIKE)
    )


def _has_number_above(attempt: Attempt) -> bool:
    """Tell whether an address has a number before its last part, or a query: then the cousin replaced what names it."""
    address = urlsplit(attempt.hops[0].url)
    return bool(address.query) or any(map(str.isdigit, address.path.rstrip("/").rpartition("/")[0]))


def _agrees(attempt: Attempt, control: Attempt) -> bool:
    alike = (Likeness.SAME, Likeness.NAMED_ALIKE, Likeness.VARIED)
    return likeness(attempt, control) in alike or led_where_all_lead(attempt, control)
