"""What the evidence for a link says: the table "evidence that decides", row by row.

Each rule below looks at the last attempt and gives an opinion or None; the first that speaks decides. The
rows come from measurements of how sites answer programs and browsers. Words of a page only ever raise a
doubt; the sibling settles it (see `guidewarden.judge.doubts`).
"""

from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urlsplit

from guidewarden.judge.doubts import (
    PERMANENT,
    Likeness,
    carries_the_address,
    ends_on_front_page,
    is_home,
    is_permanent,
    is_success,
    leads_up_or_to_a_search,
    led_where_all_lead,
    likeness,
)
from guidewarden.judge.opinion import OPINION_OF_FAILURE, Opinion
from guidewarden.judge.signatures import SHORT_PAGE, bare_host, host_and_path, load_signatures
from guidewarden.model import Attempt, ErrorKind, Evidence, HopVia, HostTable, Page, State
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
_NEXT_TO_NOTHING = 30
"""Visible characters of a page that does nothing but send its reader on by a script."""


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
    if page is None or not is_success(attempt) or likeness(evidence) is not Likeness.SAME:
        return None
    signatures = load_signatures()
    if not signatures.is_titled_not_found(page) or signatures.speaks_of_trouble(page):
        return None
    return Opinion(State.BROKEN, "soft-404", _says(page))


def _challenge(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    """A challenge is marked by its headers, or looks like one and stands before other addresses too."""
    signatures, page = load_signatures(), attempt.page
    opinion = Opinion(State.BLOCKED, "bot-challenge", f"status {attempt.status}")
    if signatures.is_marked_challenge(attempt.hops[-1]):
        return opinion
    looks = page is not None and signatures.looks_like_challenge(page, attempt.hops[-1].url)
    if looks and page is not None and (attempt.status or 0) >= 500:
        # A gateway's own error page names the gateway too; only words of a challenge make it one.
        looks = signatures.is_outspoken_challenge(page)
    if not looks or attempt.status in GONE:
        return None
    sibling = evidence.sibling
    if not is_success(attempt) or sibling is None or likeness(evidence) is not Likeness.OTHER:
        return opinion
    walled = sibling.page is not None and signatures.looks_like_challenge(sibling.page)
    return opinion if walled or sibling.status in (403, 429, 503) else None


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
    asks = page is not None and page.password_fields > 0 and page.text_length < SHORT_PAGE
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
    if (
        page.script_url
        and page.text_length < _NEXT_TO_NOTHING
        and signatures.is_parking_address(page.script_url)
    ):
        return Opinion(State.BROKEN, "parked", f"sends readers to {host_and_path(page.script_url)[0]}")
    if not signatures.looks_parked(page):
        return None
    return _settled(evidence, "parked", page.title)


def _error_address(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    honest = evidence.sibling is not None and evidence.sibling.status in GONE
    if len(attempt.hops) < 2 or honest:
        return None
    signatures = load_signatures()
    before, after = (host_and_path(hop.url)[1] for hop in (attempt.hops[0], attempt.hops[-1]))
    if signatures.is_error_path(after) and not signatures.is_error_path(before):
        if attempt.page is not None and signatures.speaks_of_trouble(attempt.page):
            return Opinion(State.UNVERIFIABLE, "same-for-all", _says(attempt.page))
        return Opinion(State.BROKEN, "soft-404", f"redirected to {attempt.hops[-1].url}")
    return None


def _proxy_refusal(_: Evidence, attempt: Attempt) -> Opinion | None:
    page = attempt.page
    by_proxy = any("prox" in host_and_path(hop.url)[0] for hop in attempt.hops)
    if page is not None and by_proxy and load_signatures().is_proxy_refusal(page):
        return Opinion(State.BROKEN, "proxy-refused", page.title)
    return None


def _soft_404(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    page = attempt.page
    signatures = load_signatures()
    if page is None or not is_success(attempt) or not signatures.says_not_found(page):
        return None
    opinion = _settled(evidence, "soft-404", _says(page))
    if opinion is not None and signatures.speaks_of_trouble(page):
        # An outage, a region or a missing script looks like this at every address, the good ones too.
        return Opinion(State.UNVERIFIABLE, "same-for-all", _says(page))
    return opinion


def _settled(evidence: Evidence, reason: str, detail: str) -> Opinion | None:
    """Settle a doubt raised by words: broken when made-up addresses get the same, watched when nobody could tell."""
    found = likeness(evidence)
    if found in (Likeness.SAME, Likeness.TITLED_ALIKE):
        return Opinion(State.BROKEN, reason, detail)
    page = evidence.attempts[-1].page
    little_else = page is not None and page.text_length < SHORT_PAGE
    return Opinion(State.FAILING, reason, detail) if found is Likeness.UNKNOWN and little_else else None


def _redirected_like_all(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    """A deep address that ends where made-up ones end, or on its own site's front page, leads nowhere.

    An organisation that moved (old.example/journal/ → journal.example/) sends that address alone to another
    site's front page; a site that catches everything sends made-up addresses to the same place.
    """
    home = ends_on_front_page(attempt)
    first, last = attempt.hops[0].url, attempt.hops[-1].url
    own_home = home and is_home(last) and bare_host(first) == bare_host(last)
    if not own_home and not led_where_all_lead(evidence):
        return None
    meant_to_last = is_permanent(attempt) or leads_up_or_to_a_search(attempt)
    if not home and (carries_the_address(attempt) or not meant_to_last):
        # A consent page, a waiting room, a check of age or browser: what lies behind it cannot be known.
        return Opinion(State.UNVERIFIABLE, "same-for-all", f"redirected to {last}")
    return Opinion(State.BROKEN, "redirect-to-home" if home else "redirect-to-all", f"redirected to {last}")


def _moved(_: Evidence, attempt: Attempt) -> Opinion | None:
    replacement = permanent_target(attempt)
    if replacement is None or not _differs(attempt.hops[0].url, replacement):
        return None
    if host_and_path(attempt.hops[0].url)[0] in _RESOLVERS:
        return None
    return Opinion(State.MOVED, "permanent-redirect", replacement=replacement)


def _same_for_all(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    """Without a word that gives it away, the same short page for every address could be anything: nobody can tell."""
    page, sibling = attempt.page, evidence.sibling
    if page is None or page.text_length >= SHORT_PAGE or is_home(attempt.hops[0].url):
        return None
    # A site that gives the same shell with 404 elsewhere knows which of its addresses exist.
    if sibling is not None and is_success(sibling) and likeness(evidence) is Likeness.SAME:
        return Opinion(State.UNVERIFIABLE, "same-for-all", _says(page))
    return None


_RULES: tuple[Callable[[Evidence, Attempt], Opinion | None], ...] = (
    _plain_soft_404, _challenge, _status, _login, _parked, _error_address, _proxy_refusal, _soft_404, _redirected_like_all,
    _same_for_all, _moved,
)  # fmt: skip


def _is_accepted(attempt: Attempt, hosts: HostTable) -> bool:
    if attempt.status is None or attempt.failure is not None:
        return False
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
