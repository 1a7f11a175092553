"""Doubts: what about an answer of 200 might not be the source, and what a made-up address says of it.

Words alone never condemn a page: a book may be called "Not found", an article may be about robots. When a
page raises a doubt, the site is asked for an address that cannot exist (the *sibling*). A page that the site
shows for addresses that do not exist is not the source; one that it shows for this address alone is.
"""

from difflib import SequenceMatcher
from enum import Enum, auto
from urllib.parse import unquote, urlsplit

from guidewarden.judge.signatures import SHORT_PAGE, bare_host, fold, host_and_path, load_signatures
from guidewarden.model import Attempt, Evidence, Page

PERMANENT = (301, 308)
"""Statuses of redirects that are meant to last (RFC 9110, 15.4)."""

_ALIKE = 0.9
"""Similarity of two texts above which they are one page that repeats its address or a number."""


class Likeness(Enum):
    """How the page of the sibling compares with the page of the target."""

    UNKNOWN = auto()
    SAME = auto()
    TITLED_ALIKE = auto()
    OTHER = auto()


def in_doubt(evidence: Evidence) -> bool:
    """Tell whether asking for a sibling would help."""
    attempt = evidence.last
    if evidence.sibling is not None or attempt is None or not is_success(attempt):
        return False
    return _page_in_doubt(attempt) or (led_elsewhere(attempt) and not _settled_by_address(attempt))


def is_success(attempt: Attempt) -> bool:
    """Tell whether the last hop was answered with a status of success."""
    return attempt.status is not None and 200 <= attempt.status < 300


def likeness(evidence: Evidence) -> Likeness:
    """Compare the sibling's page with the target's."""
    attempt, sibling = evidence.last, evidence.sibling
    if attempt is None or sibling is None or sibling.failure is not None:
        return Likeness.UNKNOWN
    page, other = attempt.page, sibling.page
    if sibling.status is None or sibling.status >= 500 or sibling.status == 429:
        return Likeness.UNKNOWN
    if page is None or other is None:
        return Likeness.OTHER
    if (page.title, page.headings) == (other.title, other.headings) and _texts_alike(page, other):
        return Likeness.SAME
    # Where the statuses differ, the site tells addresses apart: one title on both then says nothing, unless
    # the title is that of an error page.
    telling = is_success(sibling) or load_signatures().not_found.search(fold(page.name)) is not None
    same_title = page.name != "" and page.name == other.name
    if telling and same_title and page.text_length < SHORT_PAGE:
        return Likeness.TITLED_ALIKE
    return Likeness.OTHER


def led_elsewhere(attempt: Attempt) -> bool:
    """Tell whether redirects led a deep address to another path."""
    if len(attempt.hops) < 2 or _is_home_path(urlsplit(attempt.hops[0].url).path):
        return False
    return _place(attempt.hops[0].url) != _place(attempt.hops[-1].url)


def led_where_all_lead(evidence: Evidence) -> bool:
    """Tell whether a made-up address was redirected to the very place the target was."""
    attempt, sibling = evidence.last, evidence.sibling
    if attempt is None or sibling is None or len(sibling.hops) < 2 or not led_elsewhere(attempt):
        return False
    last, other = attempt.hops[-1].url, sibling.hops[-1].url
    if not is_success(sibling) or _place(last) != _place(other) or _identity_lived_on(attempt):
        return False
    titles = [one.page.title if one.page else "" for one in (attempt, sibling)]
    return last == other or titles[0] == titles[1]


def carries_the_address(attempt: Attempt) -> bool:
    """Tell whether a redirect's last address carries the first along, as consent pages do to send readers back."""
    path = urlsplit(attempt.hops[0].url).path
    return len(path) > 1 and path in unquote(unquote(urlsplit(attempt.hops[-1].url).query))


def is_permanent(attempt: Attempt) -> bool:
    """Tell whether the first redirect was meant to last."""
    return attempt.hops[0].status in PERMANENT


def leads_up_or_to_a_search(attempt: Attempt) -> bool:
    """Tell whether a redirect led to a listing above the address, or to a search."""
    (_, first), (_, last) = (host_and_path(hop.url) for hop in (attempt.hops[0], attempt.hops[-1]))
    return first[: len(last)] == last or any(
        part in segment for segment in last for part in load_signatures().searches
    )


def _identity_lived_on(attempt: Attempt) -> bool:
    """Tell whether a number in the address stands in the new one too: then a made-up last part replaced only words."""
    (_, first), (_, last) = (host_and_path(hop.url) for hop in (attempt.hops[0], attempt.hops[-1]))
    if first[: len(last)] == last:
        return False
    return any(segment in last for segment in first[:-1] if any(character.isdigit() for character in segment))


def is_home(url: str) -> bool:
    """Tell whether an address is a site's front page: no path but a language or index, and no query."""
    parts = urlsplit(url)
    return not parts.query and not parts.fragment and _is_home_path(parts.path)


def ends_on_front_page(attempt: Attempt) -> bool:
    """Tell whether a redirect ended on a front page, its query aside: sites add what was looked for, or an error."""
    return led_elsewhere(attempt) and _is_home_path(urlsplit(attempt.hops[-1].url).path)


def _page_in_doubt(attempt: Attempt) -> bool:
    page = attempt.page
    if page is None or not (page.text_start or page.title or page.scripts):
        return False
    signatures = load_signatures()
    if (
        signatures.says_not_found(page)
        or signatures.looks_like_challenge(page)
        or signatures.looks_parked(page)
    ):
        return True
    return page.text_length < SHORT_PAGE and not is_home(attempt.hops[0].url)


def _settled_by_address(attempt: Attempt) -> bool:
    """Tell whether where a redirect ended says enough: a login needs no sibling."""
    return load_signatures().is_login_address(attempt.hops[-1].url)


def _texts_alike(page: Page, other: Page) -> bool:
    first, second = page.text_start, other.text_start
    if first == second:
        return True
    if abs(page.text_length - other.text_length) > max(200, page.text_length // 5):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _place(url: str) -> tuple[str, str]:
    return bare_host(url), "/".join(host_and_path(url)[1])


def _is_home_path(path: str) -> bool:
    segments = [segment for segment in path.lower().split("/") if segment]
    while segments and (
        segments[-1].partition(".")[0] in load_signatures().front_pages or _is_language(segments[-1])
    ):
        segments.pop()
    return not segments


def _is_language(segment: str) -> bool:
    head, _, tail = segment.replace("_", "-").partition("-")
    return head in load_signatures().languages and (not tail or (tail.isalpha() and len(tail) in (2, 4)))
