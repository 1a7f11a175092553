"""What the evidence for a link says: the table "evidence that decides", row by row.

Each rule below looks at one attempt and gives an opinion or None; the first that speaks decides. The rows
come from measurements of how sites answer programs and browsers.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from guidewarden.judge.opinion import OPINION_OF_FAILURE, Opinion
from guidewarden.judge.signatures import SHORT_PAGE, load_signatures
from guidewarden.model import Attempt, ErrorKind, Evidence, HopVia, Page, State

_PERMANENT = (301, 308)
_HOME_SEGMENTS = frozenset(
    {"index.html", "index.htm", "index.php", "index.asp", "index.aspx", "default.aspx", "home", "home.html"}
)
_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net", "purl.org", "n2t.net", "w3id.org")


def opinion_of_link(evidence: Evidence) -> Opinion:
    """Judge a link by its last attempt, with the earlier ones and the sibling for confirmation."""
    attempt = evidence.last
    if attempt is None:
        return Opinion(State.UNVERIFIABLE, "internal-error", "no attempt was made")
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


def in_doubt(evidence: Evidence) -> bool:
    """Tell whether a made-up sibling address would help: the page might be an error page in disguise."""
    attempt = evidence.last
    if (
        evidence.sibling is not None
        or attempt is None
        or attempt.failure is not None
        or not _is_success(attempt)
    ):
        return False
    page = attempt.page
    says_so = page is not None and load_signatures().says_not_found(page) and page.text_length >= SHORT_PAGE
    return says_so or _deep_to_home(attempt)


def _is_success(attempt: Attempt) -> bool:
    return attempt.status is not None and 200 <= attempt.status < 300


def _challenge(_: Evidence, attempt: Attempt) -> Opinion | None:
    if load_signatures().challenge(attempt.hops[-1], attempt.page):
        return Opinion(State.BLOCKED, "bot-challenge", f"status {attempt.status}")
    return None


def _status(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    status = attempt.status
    if status is None:
        return Opinion(State.FAILING, "connection-lost")
    if 200 <= status < 300:
        return None
    detail = f"status {status}"
    if status in (404, 410):
        # Asked twice: a single 404 may be a deployment in progress.
        seen = [attempt.status for attempt in evidence.attempts]
        state = State.BROKEN if sum(code in (404, 410) for code in seen) > 1 else State.FAILING
        return Opinion(state, "gone" if status == 410 else "not-found", detail)
    fixed = {
        401: (State.RESTRICTED, "login-required"),
        402: (State.RESTRICTED, "payment-required"),
        403: (State.BLOCKED, "forbidden"),
        407: (State.RESTRICTED, "login-required"),
        429: (State.BLOCKED, "rate-limited"),
        451: (State.BLOCKED, "forbidden"),
        999: (State.BLOCKED, "forbidden"),
    }.get(status)
    if fixed is not None:
        return Opinion(*fixed, detail)
    return Opinion(State.FAILING, "server-error" if status >= 500 else "odd-status", detail)


def _login(_: Evidence, attempt: Attempt) -> Opinion | None:
    if len(attempt.hops) < 2:
        return None
    host, segments = _host_and_path(attempt.hops[-1].url)
    start_host, start_segments = _host_and_path(attempt.hops[0].url)
    if load_signatures().login(start_host, start_segments, None):
        return None  # The author linked to a login page: that it is one is no news.
    if load_signatures().login(host, segments, attempt.page):
        return Opinion(State.RESTRICTED, "login-required", f"redirected to {host}")
    return None


def _parked(_: Evidence, attempt: Attempt) -> Opinion | None:
    host, _segments = _host_and_path(attempt.hops[-1].url)
    if load_signatures().parked(host, attempt):
        return Opinion(State.BROKEN, "parked", attempt.page.title if attempt.page else host)
    return None


def _error_address(_: Evidence, attempt: Attempt) -> Opinion | None:
    if len(attempt.hops) < 2:
        return None
    known = load_signatures().error_path_segments
    before = known.intersection(_host_and_path(attempt.hops[0].url)[1])
    found = known.intersection(_host_and_path(attempt.hops[-1].url)[1])
    if found and not before:
        return Opinion(State.BROKEN, "soft-404", f"redirected to {attempt.hops[-1].url}")
    return None


def _soft_404(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    page = attempt.page
    if page is None or not load_signatures().says_not_found(page):
        return None
    if page.text_length < SHORT_PAGE or _same_page(evidence.sibling, page):
        return Opinion(State.BROKEN, "soft-404", f"the page says “{page.title or page.headings[0]}”")
    return None


def _home(evidence: Evidence, attempt: Attempt) -> Opinion | None:
    """A deep address that ends on a front page: gone, unless only this one is sent to another site's front page.

    An organisation that moved (old.example/journal/ → journal.example/) sends that address alone; a site
    that catches everything sends made-up addresses to the same place.
    """
    if not _deep_to_home(attempt):
        return None
    same_site = _bare_host(attempt.hops[0].url) == _bare_host(attempt.hops[-1].url)
    sibling = evidence.sibling
    catches_all = sibling is not None and sibling.failure is None and sibling.final_url == attempt.final_url
    if same_site or catches_all:
        return Opinion(State.BROKEN, "redirect-to-home", f"redirected to {attempt.final_url}")
    return None


def _moved(_: Evidence, attempt: Attempt) -> Opinion | None:
    replacement = permanent_target(attempt)
    if replacement is None or not _differs(attempt.hops[0].url, replacement):
        return None
    if _host_and_path(attempt.hops[0].url)[0] in _RESOLVERS:
        return None
    return Opinion(State.MOVED, "permanent-redirect", replacement=replacement)


_RULES: tuple[Callable[[Evidence, Attempt], Opinion | None], ...] = (
    _challenge, _status, _login, _parked, _error_address, _soft_404, _home, _moved,
)  # fmt: skip


def permanent_target(attempt: Attempt) -> str | None:
    """Give the address that an unbroken row of permanent redirects from the start leads to."""
    target = None
    for hop, following in zip(attempt.hops, attempt.hops[1:], strict=False):
        if hop.status not in _PERMANENT or following.via is not HopVia.REDIRECT:
            break
        target = following.url
    return target


def _differs(before: str, after: str) -> bool:
    """Tell whether two addresses are different pages: scheme, ``www.``, trailing slash and fragment do not count."""
    first, second = urlsplit(before), urlsplit(after)
    return (_bare_host(before), first.path.rstrip("/"), first.query) != (
        _bare_host(after),
        second.path.rstrip("/"),
        second.query,
    )


def _deep_to_home(attempt: Attempt) -> bool:
    if len(attempt.hops) < 2:
        return False
    start, end = urlsplit(attempt.hops[0].url), urlsplit(attempt.hops[-1].url)
    return not _is_home(start.path, start.query) and _is_home(end.path, end.query)


def _is_home(path: str, query: str) -> bool:
    segments = [segment for segment in path.lower().split("/") if segment]
    while segments and (segments[-1] in _HOME_SEGMENTS or _is_language(segments[-1])):
        segments.pop()
    return not segments and not query


def _is_language(segment: str) -> bool:
    head, _, tail = segment.partition("-")
    return len(head) == 2 and head.isalpha() and (not tail or (len(tail) == 2 and tail.isalpha()))


def _same_page(sibling: Attempt | None, page: Page) -> bool:
    if sibling is None or sibling.failure is not None or sibling.page is None:
        return False
    other = sibling.page
    return (other.title, other.headings) == (page.title, page.headings)


def _host_and_path(url: str) -> tuple[str, list[str]]:
    parts = urlsplit(url)
    return (parts.hostname or ""), [segment for segment in parts.path.lower().split("/") if segment]


def _bare_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
