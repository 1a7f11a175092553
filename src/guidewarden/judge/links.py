"""What the evidence for a link says: the table "evidence that decides", row by row.

Each rule below looks at the last attempt and gives an opinion or None; the first that speaks decides. The
rows come from measurements of how sites answer programs and browsers. Words of a page raise a doubt, and controls
tell whom it is shown to (`guidewarden.judge.doubts`). What is shown for made-up addresses too is called gone only
where it says so of itself (`guidewarden.judge.statements`): an outage, a gate or a wall is shown for all as well.
"""

from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urlsplit

from guidewarden.judge.case import SHOWN_FOR_ALL, Case
from guidewarden.judge.doubts import Settled, contradicts_itself
from guidewarden.judge.likeness import Likeness, likeness
from guidewarden.judge.notices import (
    NEXT_TO_NOTHING,
    hides,
    is_built_by_scripts,
    is_default_page,
    repeats_nonsense,
    shows_another,
    tells_machines,
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
_SEPARATORS = ("-", "–", "—", "|", "·")
"""What a title begins with that has no name before the site's."""


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
    shown = attempt.page is not None and len(attempt.hops) > 0
    repaired = shown and failure is not None and failure.kind is ErrorKind.TLS_INCOMPLETE_CHAIN
    if failure is not None and not repaired:
        state, reason = OPINION_OF_FAILURE[failure.kind]
        return Opinion(state, reason, failure.message)
    case = Case(evidence, attempt)
    for rule in _RULES:
        opinion = rule(case)
        if opinion is not None:
            return opinion
    # The checker mended the chain as browsers do, and then saw the page.
    return Opinion(State.OK, "incomplete-chain" if repaired else "reachable")


def _default_page(case: Case) -> Opinion | None:
    """Where a server shows its own page nobody has put a source."""
    page = case.shown
    if page is None or not is_default_page(page):
        return None
    told = case.is_shown_for_all or is_home(case.first)
    return Opinion(State.BROKEN if told else State.FAILING, "soft-404", _says(page))


def _plain_soft_404(case: Case) -> Opinion | None:
    """A page named "not found" that made-up addresses get too is that, whatever else the site puts on its pages."""
    page = case.shown
    if page is None or case.settled not in (Settled.ALIKE, Settled.ABSENT):
        return None
    if not case.words.is_named_gone() or case.words.is_hindered():
        return None
    sibling = case.evidence.sibling
    if sibling is not None and sibling.status in GONE and case.words.has_facts():
        # A work may be named so, on a site that says so with 404 of what is not there.
        return Opinion(State.UNVERIFIABLE, "contradictory", _says(page))
    return Opinion(State.BROKEN, "soft-404", _says(page))


def _challenge(case: Case) -> Opinion | None:
    """A challenge is marked by its headers, or looks like one and stands before other addresses too."""
    attempt, signatures, page = case.attempt, load_signatures(), case.attempt.page
    opinion = Opinion(State.BLOCKED, "bot-challenge", f"status {attempt.status}")
    if signatures.is_marked_challenge(attempt.hops[-1]):
        return opinion
    if page is None or not signatures.looks_like_challenge(page, case.last):
        return None
    if attempt.status in GONE or (
        (attempt.status or 0) >= 500 and not signatures.is_outspoken_challenge(page)
    ):
        # A gateway's own error page names the gateway too; only words of a challenge make it one.
        return None
    sibling = case.evidence.sibling
    if not is_success(attempt) or sibling is None or case.is_shown_for_all:
        return opinion
    if sibling.status in GONE:
        return None  # Scripts against robots stand on all pages of this site.
    walled = sibling.page is not None and signatures.looks_like_challenge(sibling.page)
    bare = case.settled is Settled.SILENT and page.matter < _LITTLE
    return opinion if walled or bare else None


def _status(case: Case) -> Opinion | None:
    evidence, attempt, status = case.evidence, case.attempt, case.attempt.status
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
        reason = "gone" if status == 410 else "not-found"
        return Opinion(State.BROKEN if times > 1 else State.FAILING, reason, detail)
    page = attempt.page
    if status == 403 and page is not None and page.password_fields:
        return Opinion(State.RESTRICTED, "login-required", detail)
    plain = page is not None and page.matter >= SHORT_PAGE and not load_signatures().says_not_found(page)
    if status < 400 and plain:
        return None  # A redirect that leads nowhere: browsers show the page that came with it.
    if status in _MEANING:
        return Opinion(*_MEANING[status], detail)
    return Opinion(State.FAILING, "server-error" if status >= 500 else "odd-status", detail)


def _login(case: Case) -> Opinion | None:
    attempt, signatures, page = case.attempt, load_signatures(), case.attempt.page
    led_on = len(attempt.hops) > 1
    asks = (
        led_on
        and page is not None
        and page.password_fields > 0
        and page.text_length < SHORT_PAGE
        and led_elsewhere(attempt)
    )
    if page is not None and signatures.is_login_page(page):
        detail = _says(page)
    elif asks or (led_on and signatures.is_login_address(case.last)):
        detail = f"redirected to {host_and_path(case.last)[0]}"
    else:
        return None
    if signatures.is_login_address(case.first):
        return None  # The author linked to a login page: that it is one is no news.
    return Opinion(State.RESTRICTED, "login-required", detail)


def _licence(case: Case) -> Opinion | None:
    """A page for members says so in its name and in its text, or says so and asks for a password."""
    page = case.shown
    if page is None or page.matter >= SHORT_PAGE or case.settled in (Settled.UNASKED, Settled.SILENT):
        return None
    named, told = case.words.asks_members()
    asks = (named and told) or ((named or told) and case.has_own_password_field)
    if not asks or case.words.says_gone() or (case.words.has_facts() and not case.is_shown_for_all):
        return None
    return Opinion(State.RESTRICTED, "login-required", _says(page))


def _parked(case: Case) -> Opinion | None:
    signatures, page, settled = load_signatures(), case.attempt.page, case.settled
    if len(case.attempt.hops) > 1 and signatures.is_parking_host(case.last):
        return Opinion(State.BROKEN, "parked", f"redirected to {host_and_path(case.last)[0]}")
    if page is None:
        return None
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
    if settled in SHOWN_FOR_ALL:
        return Opinion(State.BROKEN, "parked", page.title)
    doubtful = settled in (Settled.UNASKED, Settled.SILENT) and page.matter < SHORT_PAGE
    return Opinion(State.FAILING, "parked", page.title) if doubtful else None


def _error_address(case: Case) -> Opinion | None:
    """A redirect to an address of error pages. Where that may be of any error, an outage too, more has to tell."""
    if len(case.attempt.hops) < 2:
        return None
    signatures, page, sibling = load_signatures(), case.attempt.page, case.evidence.sibling
    before, after = (host_and_path(url)[1] for url in (case.first, case.last))
    plain = signatures.is_error_path(after) and not signatures.is_error_path(before)
    unclear = signatures.is_unclear_error_path(after) and not signatures.is_unclear_error_path(before)
    if not (plain or unclear):
        return None
    detail = f"redirected to {case.last}"
    if sibling is not None and sibling.status in GONE:
        # A dictionary has an entry for "error", and number 404 is a number.
        little = page is not None and signatures.says_not_found(page) and page.matter < _LITTLE
        return Opinion(State.FAILING, "soft-404", detail) if little else None
    if case.words.is_hindered() or (page is not None and signatures.is_gate(page, case.last)):
        return Opinion(State.UNVERIFIABLE, "same-for-all", detail)
    if plain or is_permanent(case.attempt) or case.words.says_gone():
        return Opinion(State.BROKEN, "soft-404", detail)
    return Opinion(State.UNVERIFIABLE, "same-for-all", detail) if case.is_shown_for_all else None


def _proxy_refusal(case: Case) -> Opinion | None:
    page = case.attempt.page
    if page is None or not load_signatures().is_proxy_refusal(page):
        return None
    by_proxy = any("prox" in host_and_path(hop.url)[0] for hop in case.attempt.hops)
    return Opinion(State.BROKEN, "proxy-refused", page.title) if by_proxy else None


def _shown_for_all(case: Case) -> Opinion | None:
    """What made-up addresses get too is no source tonight: an error page, or something that stands before all of the site.

    It is gone where the page says so, to readers or to machines, and nothing on it speaks of what may pass.
    """
    page = case.shown
    if page is None or not case.is_shown_for_all:
        return None
    if _says_so(case, page) and not case.words.is_hindered():
        return Opinion(State.BROKEN, "soft-404", _says(page))
    # A site that gives the same with 404 elsewhere knows which of its addresses exist.
    sibling = case.evidence.sibling
    told = sibling is not None and not is_success(sibling)
    if told or led_where_all_lead(case.attempt, sibling) or is_home(case.first):
        return None
    return Opinion(State.UNVERIFIABLE, "same-for-all", _says(page))


def _says_so(case: Case, page: Page) -> bool:
    """Tell whether a page says that the source is gone, in words, to machines, or by the name it gives to nonsense."""
    if case.words.says_gone():
        # Where the front page is the same too, a script may show the words only when they are true.
        hidden = case.settled is Settled.EVERYWHERE and page.scripts > 0
        return not hidden or led_elsewhere(case.attempt) or case.words.is_titled_gone()
    if case.settled is not Settled.ABSENT:
        return False
    return tells_machines(page) or (
        repeats_nonsense(case.evidence)
        and not is_built_by_scripts(case.evidence, case.attempt, page)
        and not hides(page, case.attempt)
        and not shows_another(case.evidence, page)
    )


def _notice(case: Case) -> Opinion | None:
    """A notice of removal where made-up addresses are answered otherwise. Books and films have names like it.

    One that says so in two ways, and nothing of a work, is what it says; of one that merely is named so nobody
    can tell. Where nobody could be asked the page is doubted.
    """
    page = case.shown
    if page is None or case.is_shown_for_all:
        return None
    if case.settled in (Settled.SILENT, Settled.UNASKED):
        little = page.matter < (_LITTLE if case.settled is Settled.SILENT else SHORT_PAGE)
        says = little and load_signatures().says_not_found(page)
        return (
            Opinion(State.FAILING, "soft-404", _says(page)) if says and not case.words.has_facts() else None
        )
    words, unclear = case.words, Opinion(State.UNVERIFIABLE, "contradictory", _says(page))
    if words.insists():
        plain = page.matter < SHORT_PAGE and not words.has_facts() and not words.is_hindered()
        return Opinion(State.BROKEN, "soft-404", _says(page)) if plain else unclear
    # Players name the film, and nothing where they have none or do not trust a program: " - YouTube".
    nameless = page.title[:1] in _SEPARATORS and page.scripts > 0
    doubtful = nameless or (words.is_named_gone() and not words.has_facts())
    return unclear if doubtful and page.matter < _LITTLE else None


def _redirected_like_all(case: Case) -> Opinion | None:
    """A deep address that ends where made-up ones end, or on its own site's front page, leads nowhere.

    An organisation that moved (old.example/journal/ → journal.example/) sends that address alone to another
    site's front page; a site that catches everything sends made-up addresses to the same place.
    """
    evidence, attempt, first, last = case.evidence, case.attempt, case.first, case.last
    home = ends_on_front_page(attempt)
    own_home = home and is_home(last) and bare_host(first) == bare_host(last)
    like_all = led_where_all_lead(attempt, evidence.sibling) and (
        evidence.cousin is None or led_where_all_lead(attempt, evidence.cousin)
    )
    if not like_all and (not own_home or is_entrance(first)):
        return None
    page = attempt.page
    stops = (
        page is not None
        and page.matter < SHORT_PAGE
        and (case.words.is_hindered() or load_signatures().is_gate(page, last))
    )
    front = evidence.front
    known = (
        front is not None
        and not led_where_all_lead(attempt, front)
        and ends_alike(attempt, evidence.sibling)
        and is_rich(attempt)
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


def _blank(case: Case) -> Opinion | None:
    """A page without a word, a picture or a script is a program that died on the way; so is one that shows its insides."""
    page = case.attempt.page
    if page is not None and page.matter < _LITTLE and case.words.shows_a_program():
        return Opinion(State.FAILING, "odd-status", _says(page))
    if (
        page is None
        or page.truncated
        or case.attempt.status != 200
        or page.text_length
        or page.title
        or page.scripts
        or page.resources
    ):
        return None
    shown = page.media_type in ("text/html", "application/xhtml+xml", "text/plain") or not page.media_type
    seen = page.bytes_read > 0 and (page.matter_length is None or Sign.MEDIA in page.signs)
    void = (shown and not seen) or not page.bytes_read
    return Opinion(State.FAILING, "odd-status", "an empty page") if void else None


def _moved(case: Case) -> Opinion | None:
    attempt = case.attempt
    replacement = permanent_target(attempt)
    if replacement is None or not _differs(attempt.hops[0].url, replacement):
        return None
    if host_and_path(attempt.hops[0].url)[0] in _RESOLVERS:
        return None
    return Opinion(State.MOVED, "permanent-redirect", replacement=replacement)


_RULES: tuple[Callable[[Case], Opinion | None], ...] = (
    _default_page, _plain_soft_404, _challenge, _status, _login, _licence, _parked, _error_address, _proxy_refusal,
    _shown_for_all, _redirected_like_all, _notice, _blank, _moved,
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
