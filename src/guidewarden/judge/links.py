"""What the evidence for a link says: the table "evidence that decides", row by row.

Each rule below looks at the last attempt and gives an opinion or None; the first that speaks decides. The
rows come from measurements of how sites answer programs and browsers. Words of a page only ever raise a
doubt; the sibling settles it (see `guidewarden.judge.doubts`).
"""

from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urlsplit

from guidewarden.judge.doubts import Settled, contradicts_itself, settle
from guidewarden.judge.likeness import Likeness, likeness
from guidewarden.judge.notices import (
    NEXT_TO_NOTHING,
    hides,
    is_built_by_scripts,
    is_no_notice,
    repeats_nonsense,
    shows_another,
)
from guidewarden.judge.opinion import OPINION_OF_FAILURE, Opinion
from guidewarden.judge.places import (
    PERMANENT,
    carries_the_address,
    ends_alike,
    ends_on_front_page,
    is_entrance,
    is_home,
    is_permanent,
    is_rich,
    is_success,
    leads_up_or_to_a_search,
    led_elsewhere,
    led_where_all_lead,
)
from guidewarden.judge.signatures import SHORT_PAGE, bare_host, host_and_path, load_signatures
from guidewarden.model import Attempt, ErrorKind, Evidence, HopVia, HostTable, Page, Sign, State
from guidewarden.plan.urls import host_of

_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net", "purl.org", "n2t.net", "w3id.org")
_MEANING: dict[int, tuple[State, str]] = {
    401: (State.RESTRICTED, "login-required"),
    402: (State.RESTRICTED, "payment-required"),
    403: (State.BLOCKED, "forbidden"),
    406: (State.BLOCKED, "forbidden"),
    407: (State.RESTRICTED, "login-required"),
    429: (State.BLOCKED, "rate-limited"),
    451: (State.BLOCKED, "forbidden"),
    999: (State.BLOCKED, "forbidden"),
}
GONE = (404, 410)
_LITTLE = 220
"""Characters that an error page says of itself; what describes a book or a person says more."""
_SHOWN_FOR_ALL = (Settled.ALIKE, Settled.ABSENT, Settled.EVERYWHERE)


def opinion_of_link(evidence: Evidence, hosts: HostTable | None = None) -> Opinion:
    """Judge a link by its last attempt, with the earlier ones and the sibling for confirmation.

    ``hosts`` tells which statuses of which hosts count as fine.
    """
    attempt = evidence.last
    if attempt is None:
        return Opinion(State.UNVERIFIABLE, "internal-error", "no attempt was made")
    if hosts is not None and _is_accepted(attempt, hosts):
        return Opinion(State.OK, "accepted", f"status {attempt.status}")
    failure = attempt.failure
    repaired = (
        failure is not None and failure.kind is ErrorKind.TLS_INCOMPLETE_CHAIN and attempt.page is not None
    )
    if failure is not None and not repaired:
        state, reason = OPINION_OF_FAILURE[failure.kind]
        return Opinion(state, reason, failure.message)
    for rule in _RULES:
        opinion = rule(evidence, attempt)
        if opinion is not None:
            return opinion
    # The checker mended the chain as browsers do, and then saw the page.
    return Opinion(State.OK, "incomplete-chain" if repaired else "reachable")


def _plain_soft_404(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    """A page titled "not found" that made-up addresses get too is that, whatever else the site puts on its pages."""
    page = attempt.page
    if page is None or not is_success(attempt):
        return None
    signatures, settled = load_signatures(), settle(evidence)
    if not signatures.is_titled_not_found(page) or signatures.speaks_of_trouble(page):
        return None
    if settled in (Settled.ALIKE, Settled.ABSENT):
        return Opinion(State.BROKEN, "soft-404", _says(page))
    return None


def _challenge(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    """A challenge is marked by its headers, or looks like one and stands before other addresses too."""
    signatures, page = load_signatures(), attempt.page
    opinion = Opinion(State.BLOCKED, "bot-challenge", f"status {attempt.status}")
    if signatures.is_marked_challenge(attempt.hops[-1]):
        return opinion
    if page is None or not signatures.looks_like_challenge(page, attempt.hops[-1].url):
        return None
    if attempt.status in GONE or (
        (attempt.status or 0) >= 500 and not signatures.is_outspoken_challenge(page)
    ):
        # A gateway's own error page names the gateway too; only words of a challenge make it one.
        return None
    sibling, settled = evidence.sibling, settle(evidence)
    if not is_success(attempt) or sibling is None or settled in _SHOWN_FOR_ALL:
        return opinion
    if sibling.status in GONE:
        return None  # Scripts against robots stand on all pages of this site.
    walled = sibling.page is not None and signatures.looks_like_challenge(sibling.page)
    bare = settled is Settled.SILENT and page.matter < _LITTLE
    return opinion if walled or bare else None


def _status(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    status = attempt.status
    if status is None:
        return Opinion(State.FAILING, "connection-lost")
    if 200 <= status < 300:
        return None
    detail = f"status {status}"
    if status in GONE:
        # Asked twice: a single 404 may be a deployment in progress.
        times = sum(one.status in GONE for one in evidence.attempts)
        if contradicts_itself(evidence, attempt) and likeness(attempt, evidence.sibling) is Likeness.OTHER:
            return Opinion(State.UNVERIFIABLE, "contradictory", detail)
        return Opinion(
            State.BROKEN if times > 1 else State.FAILING, "gone" if status == 410 else "not-found", detail
        )
    if status == 403 and attempt.page is not None and attempt.page.password_fields:
        return Opinion(State.RESTRICTED, "login-required", detail)
    if status in _MEANING:
        return Opinion(*_MEANING[status], detail)
    return Opinion(State.FAILING, "server-error" if status >= 500 else "odd-status", detail)


def _login(_: Evidence, attempt: Attempt) -> Opinion | None:
    signatures, page = load_signatures(), attempt.page
    first, last = attempt.hops[0].url, attempt.hops[-1].url
    if signatures.is_login_address(first):
        return None  # The author linked to a login page: that it is one is no news.
    if page is not None and signatures.is_login_page(page):
        return Opinion(
            State.RESTRICTED, "login-required", f"the page says “{page.title}”" if page.title else ""
        )
    if len(attempt.hops) < 2:
        return None
    asks = (
        page is not None
        and page.password_fields > 0
        and page.text_length < SHORT_PAGE
        and led_elsewhere(attempt)
    )
    if signatures.is_login_address(last) or asks:
        return Opinion(State.RESTRICTED, "login-required", f"redirected to {host_and_path(last)[0]}")
    return None


def _parked(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    signatures, page = load_signatures(), attempt.page
    last = attempt.hops[-1].url
    if len(attempt.hops) > 1 and signatures.is_parking_host(last):
        return Opinion(State.BROKEN, "parked", f"redirected to {host_and_path(last)[0]}")
    if page is None:
        return None
    settled = settle(evidence)
    sent_on = (
        page.script_url
        and page.text_length < NEXT_TO_NOTHING
        and signatures.is_parking_address(page.script_url)
    )
    if page.script_url and sent_on and settled is not Settled.ALONE:
        return Opinion(State.BROKEN, "parked", f"sends readers to {host_and_path(page.script_url)[0]}")
    if settled is Settled.EVERYWHERE and signatures.looks_usurped(page):
        return Opinion(State.BROKEN, "parked", _says(page))
    if not signatures.looks_parked(page):
        return None
    if settled in _SHOWN_FOR_ALL:
        return Opinion(State.BROKEN, "parked", page.title)
    doubtful = settled in (Settled.UNASKED, Settled.SILENT) and page.matter < SHORT_PAGE
    return Opinion(State.FAILING, "parked", page.title) if doubtful else None


def _error_address(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    if len(attempt.hops) < 2:
        return None
    signatures, page = load_signatures(), attempt.page
    before, after = (host_and_path(hop.url)[1] for hop in (attempt.hops[0], attempt.hops[-1]))
    if signatures.is_error_path(after) and not signatures.is_error_path(before):
        if evidence.sibling is not None and evidence.sibling.status in GONE:
            # A dictionary has an entry for "error", and number 404 is a number.
            little = page is not None and signatures.says_not_found(page) and page.matter < _LITTLE
            return Opinion(State.FAILING, "soft-404", _says(page)) if page is not None and little else None
        if page is not None and signatures.stops_readers(page, attempt.hops[-1].url):
            return Opinion(State.UNVERIFIABLE, "same-for-all", _says(page))
        return Opinion(State.BROKEN, "soft-404", f"redirected to {attempt.hops[-1].url}")
    return None


def _proxy_refusal(_: Evidence, attempt: Attempt) -> Opinion | None:
    page = attempt.page
    by_proxy = any("prox" in host_and_path(hop.url)[0] for hop in attempt.hops)
    if page is not None and by_proxy and load_signatures().is_proxy_refusal(page):
        return Opinion(State.BROKEN, "proxy-refused", page.title)
    return None


def _shown_for_all(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    """What made-up addresses get too is no source: an error page, or something that hides all of the site."""
    page = attempt.page
    if page is None or not is_success(attempt):
        return None
    says = load_signatures().says_not_found(page)
    unknown = Opinion(State.UNVERIFIABLE, "same-for-all", _says(page))
    match settle(evidence):
        case Settled.ABSENT | Settled.ALIKE | Settled.EVERYWHERE as settled:
            if says and _is_plain(attempt, page, settled):
                return Opinion(State.BROKEN, "soft-404", _says(page))
            # A site that gives the same with 404 elsewhere knows which of its addresses exist.
            told = evidence.sibling is not None and not is_success(evidence.sibling)
            if led_where_all_lead(attempt, evidence.sibling) or is_home(attempt.hops[0].url):
                return None
            if settled is not Settled.ABSENT or is_built_by_scripts(evidence, attempt, page):
                return None if told else unknown
            told = not hides(page, attempt) and not shows_another(evidence, page)
            told = told and (repeats_nonsense(evidence) or is_no_notice(attempt, page))
            return Opinion(State.BROKEN, "soft-404", _says(page)) if told else unknown
        case Settled.SILENT | Settled.UNASKED as settled:
            little = page.matter < (_LITTLE if settled is Settled.SILENT else SHORT_PAGE)
            return Opinion(State.FAILING, "soft-404", _says(page)) if says and little else None
        case Settled.ALONE:
            return _notice(page)


def _is_plain(attempt: Attempt, page: Page, settled: Settled) -> bool:
    """Tell whether words of "not found" can be believed: an outage, a region or a missing script looks alike everywhere.

    Where the front page is the same too, a script may show the words only when they are true.
    """
    signatures = load_signatures()
    titled = signatures.not_found_in_title(page)
    hidden = settled is Settled.EVERYWHERE and page.scripts > 0 and not (titled or led_elsewhere(attempt))
    return not hidden and not signatures.speaks_of_trouble(page)


def _notice(page: Page) -> Opinion | None:
    """Doubt a page of a few words that says in its name that something is gone, though made-up addresses say it otherwise.

    It may be what is left of a source that was withdrawn, or an error page that has its words from a lottery.
    """
    says = load_signatures().is_named_not_found(page)
    return Opinion(State.FAILING, "soft-404", _says(page)) if says and page.matter < _LITTLE else None


def _redirected_like_all(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    """A deep address that ends where made-up ones end, or on its own site's front page, leads nowhere.

    An organisation that moved (old.example/journal/ → journal.example/) sends that address alone to another
    site's front page; a site that catches everything sends made-up addresses to the same place.
    """
    home = ends_on_front_page(attempt)
    first, last = attempt.hops[0].url, attempt.hops[-1].url
    own_home = home and is_home(last) and bare_host(first) == bare_host(last)
    like_all = led_where_all_lead(attempt, evidence.sibling) and (
        evidence.cousin is None or led_where_all_lead(attempt, evidence.cousin)
    )
    if not like_all and (not own_home or is_entrance(first)):
        return None
    page = attempt.page
    stops = page is not None and page.matter < SHORT_PAGE and load_signatures().stops_readers(page, last)
    front = evidence.front
    known = (
        front is not None
        and not led_where_all_lead(attempt, front)
        and ends_alike(attempt, evidence.sibling)
        and not (page is not None and hides(page, attempt))
    )
    # The front page may be a redirect, too: to the journal of a press, to the catalogue of a library.
    home = home or (led_where_all_lead(attempt, front) and is_rich(attempt))
    meant_to_last = is_permanent(attempt) or leads_up_or_to_a_search(attempt) or known
    carried = carries_the_address(attempt) and bare_host(first) != bare_host(last)
    if stops or carried or (not home and (carries_the_address(attempt) or not meant_to_last)):
        # A consent page, a waiting room, a check of age or browser: what lies behind it cannot be known.
        return Opinion(State.UNVERIFIABLE, "same-for-all", f"redirected to {last}")
    return Opinion(State.BROKEN, "redirect-to-home" if home else "redirect-to-all", f"redirected to {last}")


def _blank(_: Evidence, attempt: Attempt) -> Opinion | None:
    """A page without a word, a picture or a script is a program that died on the way."""
    page = attempt.page
    if (
        page is None
        or page.truncated
        or attempt.status != 200
        or page.text_length
        or page.title
        or page.scripts
        or page.resources
    ):
        return None
    shown = page.media_type in ("text/html", "application/xhtml+xml", "text/plain") or not page.media_type
    seen = page.bytes_read > 0 and (page.matter_length is None or Sign.MEDIA in page.signs)
    return Opinion(State.FAILING, "odd-status", "an empty page") if shown and not seen else None


def _moved(_: Evidence, attempt: Attempt) -> Opinion | None:
    replacement = permanent_target(attempt)
    if replacement is None or not _differs(attempt.hops[0].url, replacement):
        return None
    if host_and_path(attempt.hops[0].url)[0] in _RESOLVERS:
        return None
    return Opinion(State.MOVED, "permanent-redirect", replacement=replacement)


_RULES: tuple[Callable[[Evidence, Attempt], Opinion | None], ...] = (
    _plain_soft_404, _challenge, _status, _login, _parked, _error_address, _proxy_refusal, _shown_for_all,
    _redirected_like_all, _blank, _moved,
)  # fmt: skip


def _is_accepted(attempt: Attempt, hosts: HostTable) -> bool:
    if attempt.status is None or attempt.status < 300 or attempt.failure is not None:
        return False  # Only statuses from 300 up can be in the settings.
    return attempt.status in hosts.find(host_of(attempt.hops[-1].url)).accept


def permanent_target(attempt: Attempt) -> str | None:
    """Give the address that an unbroken row of permanent redirects from the start leads to."""
    target = None
    for hop, following in pairwise(attempt.hops):
        if hop.status not in PERMANENT or following.via is not HopVia.REDIRECT:
            break
        target = following.url
    return target


def _differs(before: str, after: str) -> bool:
    """Tell whether two addresses are different pages: scheme, ``www.``, trailing slash and fragment do not count."""
    first, second = urlsplit(before), urlsplit(after)
    return (bare_host(before), first.path.rstrip("/"), first.query) != (
        bare_host(after),
        second.path.rstrip("/"),
        second.query,
    )


def _says(page: Page) -> str:
    name = page.name or page.text_start[:80]
    return f"the page says “{name}”" if name else ""
