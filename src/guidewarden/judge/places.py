"""Where an attempt began and ended: front pages, other paths, places to which everything is sent."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from guidewarden.judge.signatures import bare_host, fold, host_and_path, load_signatures
from guidewarden.model import Attempt, Page

PERMANENT = (301, 308)
"""Statuses of redirects that are meant to last (RFC 9110, 15.4)."""

_DOCUMENTS = frozenset(
    {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "rtf", "epub", "ps", "djvu", "zip", "gz", "jpg", "jpeg",
     "png", "gif", "tif", "tiff", "jp2", "mp3", "mp4", "wav", "avi", "mov"}
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{4,}")
_MUCH, _MANY = 600, 10
"""Characters and links from which on a page is a front page rather than something that stands before it."""


def is_success(attempt: Attempt) -> bool:
    """Tell whether the last hop was answered with a status of success."""
    status = attempt.status
    return status is not None and 200 <= status < 300


def is_permanent(attempt: Attempt) -> bool:
    """Tell whether the first redirect was meant to last."""
    return attempt.hops[0].status in PERMANENT


def is_home(url: str) -> bool:
    """Tell whether an address is a site's front page: no path but a language or index, and no query."""
    parts = urlsplit(url)
    return not parts.query and not parts.fragment and _is_home_path(parts.path)


def is_entrance(url: str) -> bool:
    """Tell whether an address names the way in to a catalogue or a repository, not a thing that is in it."""
    parts = urlsplit(url)
    values = [part.rpartition("=")[2] for part in parts.query.lower().split("&") if part]
    names = [segment.partition(".")[0] for segment in host_and_path(url)[1]]
    known = load_signatures().entrances | load_signatures().front_pages
    return any(value in known for value in values) if values else bool(names) and names[-1] in known


def ends_on_front_page(attempt: Attempt) -> bool:
    """Tell whether a redirect ended on a front page, its query aside: sites add what was looked for, or an error.

    Two letters are a language (``/hr``) only where the page does not say that it is written in another.
    """
    language = attempt.page.language if attempt.page is not None else ""
    return led_elsewhere(attempt) and _is_home_path(urlsplit(attempt.hops[-1].url).path, language)


def led_elsewhere(attempt: Attempt) -> bool:
    """Tell whether redirects led a deep address to another path."""
    if len(attempt.hops) < 2 or _is_home_path(urlsplit(attempt.hops[0].url).path):
        return False
    return _place(attempt.hops[0].url) != _place(attempt.hops[-1].url)


def led_where_all_lead(attempt: Attempt, control: Attempt | None) -> bool:
    """Tell whether a control was redirected to the very place the target was."""
    if control is None or len(control.hops) < 2 or not led_elsewhere(attempt):
        return False
    last, other = attempt.hops[-1].url, control.hops[-1].url
    if not is_success(control) or _place(last) != _place(other) or _identity_lived_on(attempt):
        return False
    titles = [one.page.title if one.page else "" for one in (attempt, control)]
    return last == other or titles[0] == titles[1]


def ends_alike(attempt: Attempt, control: Attempt | None) -> bool:
    """Tell whether two attempts ended at the very same address, its query included."""
    return control is not None and attempt.hops[-1].url == control.hops[-1].url


def is_rich(attempt: Attempt) -> bool:
    """Tell whether an attempt ended on a page with much to read and to follow, as walls and waiting rooms are not."""
    page = attempt.page
    return page is not None and page.matter > _MUCH and page.links > _MANY


def carries_the_address(attempt: Attempt) -> bool:
    """Tell whether a redirect's last address carries the first along, as consent pages do to send readers back."""
    path = urlsplit(attempt.hops[0].url).path
    return len(path) > 1 and path in unquote(unquote(urlsplit(attempt.hops[-1].url).query))


def leads_up_or_to_a_search(attempt: Attempt) -> bool:
    """Tell whether a redirect led to a listing above the address, or to a search."""
    (_, first), (_, last) = (host_and_path(hop.url) for hop in (attempt.hops[0], attempt.hops[-1]))
    return first[: len(last)] == last or _names_a_search(last)


def is_another_kind(attempt: Attempt, page: Page) -> bool:
    """Tell whether a page came where a document or a picture was asked for."""
    return "html" in page.media_type and last_part(attempt.hops[0].url)[1] in _DOCUMENTS


def points_away(page: Page) -> bool:
    """Tell whether a page gives a front page or an error page as its own address."""
    if page.canonical is None:
        return False
    return is_home(page.canonical) or load_signatures().is_error_path(host_and_path(page.canonical)[1])


def is_search(url: str) -> bool:
    """Tell whether an address is a search: its program may show results by a script."""
    keys = {part.partition("=")[0] for part in urlsplit(url).query.lower().split("&")}
    return not keys.isdisjoint(("q", "query", "search", "lookfor", "term")) or _names_a_search(
        host_and_path(url)[1]
    )


def lacks_its_words(attempt: Attempt, page: Page) -> bool:
    """Tell whether an address is made of words, and its page begins without any of them."""
    stem, _ = last_part(attempt.hops[0].url)
    words = [word for word in _WORD.findall(stem) if word not in load_signatures().front_pages]
    if not words:
        return False
    said = fold(f"{page.title} {' '.join(page.headings)} {page.opening}")
    return not any(word in said for word in words)


@lru_cache(maxsize=256)
def last_part(url: str) -> tuple[str, str]:
    """Give the last part of an address's path without its extension, and the extension, in lower case.

    The last few are remembered: several rules look at the same ones.
    """
    last = unquote(next(reversed(host_and_path(url)[1]), ""))
    stem, dot, extension = last.rpartition(".")
    return (stem, extension) if dot else (last, "")


def _identity_lived_on(attempt: Attempt) -> bool:
    """Tell whether a number in the address stands in the new one too: then a made-up last part replaced only words."""
    (_, first), (_, last) = (host_and_path(hop.url) for hop in (attempt.hops[0], attempt.hops[-1]))
    if first[: len(last)] == last:
        return False
    return any(segment in last for segment in first[:-1] if any(character.isdigit() for character in segment))


def _names_a_search(segments: Iterable[str]) -> bool:
    words = (word for segment in segments for word in re.split(r"[-_.]", segment))
    return any(word.startswith(load_signatures().searches) for word in words)


def _place(url: str) -> tuple[str, str]:
    # What follows a semicolon is a session's.
    return bare_host(url), "/".join(segment.partition(";")[0] for segment in host_and_path(url)[1])


def _is_home_path(path: str, language: str = "") -> bool:
    segments = [segment for segment in path.lower().split("/") if segment]
    while segments and (
        segments[-1].partition(".")[0] in load_signatures().front_pages
        or _is_language(segments[-1], language)
    ):
        segments.pop()
    return not segments


def _is_language(segment: str, of_page: str) -> bool:
    head, _, tail = segment.replace("_", "-").partition("-")
    if of_page and not of_page.lower().startswith(head):
        return False
    return head in load_signatures().languages and (not tail or (tail.isalpha() and len(tail) in (2, 4)))
