"""Each row of the table of evidence that decides, and its near misses."""

import pytest
from msgspec.structs import replace

from evidences import NIGHT, answered, evidence, failed, link, page, past
from guidewarden.judge import FollowUp, follow_up, judge
from guidewarden.model import Attempt, ErrorKind, Evidence, State

HOST = "https://library.example"
DEEP = f"{HOST}/guide/source"


def verdict(seen: Evidence) -> tuple[State, str]:
    """Judge evidence without history."""
    given = judge(link(), seen, (), NIGHT)
    return given.state, given.reason


def redirected(status: int, to: str, **facts: object) -> Attempt:
    return answered(status, 200, urls=(DEEP, to), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("attempt", "state", "reason"),
    [
        (answered(200), State.OK, "reachable"),
        (answered(204), State.OK, "reachable"),
        (answered(401), State.RESTRICTED, "login-required"),
        (answered(402), State.RESTRICTED, "payment-required"),
        (answered(407), State.RESTRICTED, "login-required"),
        (answered(403), State.BLOCKED, "forbidden"),
        (answered(403, headers={"cf-mitigated": "challenge"}), State.BLOCKED, "bot-challenge"),
        (answered(503, headers={"cf-mitigated": "challenge"}), State.BLOCKED, "bot-challenge"),
        (answered(200, body=page("Client Challenge", 90)), State.BLOCKED, "bot-challenge"),
        (answered(200, body=page("Verification required!", 120)), State.BLOCKED, "bot-challenge"),
        (answered(200, body=page("Just a moment...", 60)), State.BLOCKED, "bot-challenge"),
        (answered(999), State.BLOCKED, "forbidden"),
        (answered(429), State.BLOCKED, "rate-limited"),
        (answered(500), State.FAILING, "server-error"),
        (answered(503), State.FAILING, "server-error"),
        (answered(418), State.FAILING, "odd-status"),
        (answered(304), State.FAILING, "odd-status"),
        (redirected(301, f"{HOST}/new/place"), State.MOVED, "permanent-redirect"),
        (redirected(308, f"{HOST}/new/place"), State.MOVED, "permanent-redirect"),
        (redirected(302, f"{HOST}/new/place"), State.OK, "reachable"),
        (redirected(307, f"{HOST}/new/place"), State.OK, "reachable"),
        (redirected(301, f"{DEEP}/"), State.OK, "reachable"),
        (redirected(301, "https://www.library.example/guide/source"), State.OK, "reachable"),
        (redirected(302, f"{HOST}/login?next=/guide/source"), State.RESTRICTED, "login-required"),
        (redirected(302, "https://sso.university.example/idp/profile"), State.RESTRICTED, "login-required"),
        (redirected(301, f"{HOST}/"), State.BROKEN, "redirect-to-home"),
        (redirected(302, f"{HOST}/index.html"), State.BROKEN, "redirect-to-home"),
        (redirected(302, f"{HOST}/en/"), State.BROKEN, "redirect-to-home"),
        (redirected(302, f"{HOST}/404.html"), State.BROKEN, "soft-404"),
        (redirected(302, f"{HOST}/errors/notfound"), State.BROKEN, "soft-404"),
        (redirected(302, "https://www.hugedomains.com/domain_profile.cfm"), State.BROKEN, "parked"),
        (failed(ErrorKind.DNS_NO_SUCH_HOST), State.BROKEN, "dns-no-such-host"),
        (failed(ErrorKind.DNS_TEMPORARY), State.FAILING, "dns-temporary"),
        (failed(ErrorKind.TIMEOUT), State.FAILING, "timeout"),
        (failed(ErrorKind.RESET), State.FAILING, "connection-lost"),
        (failed(ErrorKind.TLS_EXPIRED), State.BROKEN, "tls-expired"),
        (failed(ErrorKind.TLS_WRONG_NAME), State.BROKEN, "tls-wrong-name"),
        (failed(ErrorKind.TLS_INCOMPLETE_CHAIN), State.UNVERIFIABLE, "incomplete-chain"),
        (replace(failed(ErrorKind.TLS_INCOMPLETE_CHAIN), hops=(), page=page()), State.UNVERIFIABLE, "incomplete-chain"),
        (failed(ErrorKind.REDIRECT_LOOP), State.BROKEN, "redirect-loop"),
        (failed(ErrorKind.ADDRESS_REFUSED), State.UNVERIFIABLE, "private-address"),
        (failed(ErrorKind.SCHEME_UNSUPPORTED), State.UNVERIFIABLE, "not-a-web-link"),
        (failed(ErrorKind.INTERNAL), State.UNVERIFIABLE, "internal-error"),
    ],
)  # fmt: skip
def test_one_attempt_decides(attempt: Attempt, state: State, reason: str) -> None:
    assert verdict(evidence(attempt)) == (state, reason)


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_of_failure_is_judged(kind: ErrorKind) -> None:
    state, _ = verdict(evidence(failed(kind)))
    assert state in (State.FAILING, State.BROKEN, State.UNVERIFIABLE)


@pytest.mark.parametrize(
    "title",
    ["Page not found", "404", "404 - Not Found", "Page not found | Library", "Seite nicht gefunden",
     "Page introuvable – Archives", "Página no encontrada", "Pagina non trovata", "Страница не найдена",
     "ページが見つかりません", "Error 404: File not found", "Oops! That page can’t be found."],
)  # fmt: skip
def test_a_page_that_says_not_found_and_stands_at_made_up_addresses_too_is_a_soft_404(title: str) -> None:
    attempt = answered(200, body=page(title, 200))
    assert follow_up(link(), evidence(attempt), 1) is FollowUp.SIBLING
    assert verdict(evidence(attempt, sibling=attempt)) == (State.BROKEN, "soft-404")
    honest = answered(404, body=page(title, 200))
    assert verdict(evidence(attempt, sibling=honest)) == (State.BROKEN, "soft-404")


@pytest.mark.parametrize(
    "title",
    ["How to design a page not found by search engines", "The 404 handbook", "Lost and found: not found in archives",
     "Error 404 pages: an anthology of the best"],
)  # fmt: skip
def test_a_page_that_made_up_addresses_do_not_show_is_the_source_whatever_it_is_called(title: str) -> None:
    attempt = answered(200, body=page(title, 300))
    for sibling in (
        answered(404, body=page("Not Found", 100)),
        answered(200, body=page("Page not found", 300)),
    ):
        assert verdict(evidence(attempt, sibling=sibling)) == (State.OK, "reachable")


def test_a_doubt_that_could_not_be_settled_is_watched_not_condemned() -> None:
    attempt = answered(200, body=page("Page not found", 200))
    for sibling in (failed(ErrorKind.TIMEOUT), answered(503), answered(429)):
        assert verdict(evidence(attempt, sibling=sibling)) == (State.FAILING, "soft-404")


def test_a_domain_for_sale_sells_itself_at_every_address() -> None:
    parked = answered(200, body=page("library.example", 300, text_start="This domain is for sale."))
    assert verdict(evidence(parked, sibling=parked)) == (State.BROKEN, "parked")
    assert verdict(evidence(parked, sibling=answered(404, body=page("Nothing", 90)))) == (
        State.OK,
        "reachable",
    )


def test_the_same_wordless_page_everywhere_is_neither_gone_nor_fine() -> None:
    shell = answered(200, body=page("Collections", 40, text_start="Please enable scripts.", scripts=1))
    assert verdict(evidence(shell, sibling=shell)) == (State.UNVERIFIABLE, "same-for-all")
    elsewhere_404 = answered(404, body=shell.page)
    assert verdict(evidence(shell, sibling=elsewhere_404)) == (State.OK, "reachable")


def test_a_redirect_to_where_every_address_is_sent_leads_nowhere() -> None:
    sent = redirected(301, f"{HOST}/search?q=source")
    made_up = answered(301, 200, urls=(f"{HOST}/guide/made-up", f"{HOST}/search?q=made-up"))
    assert follow_up(link(), evidence(sent), 1) is FollowUp.SIBLING
    assert verdict(evidence(sent, sibling=made_up)) == (State.BROKEN, "redirect-to-all")
    assert verdict(evidence(sent, sibling=answered(404))) == (State.MOVED, "permanent-redirect")


def test_a_long_page_titled_not_found_is_asked_about_by_a_sibling() -> None:
    seen = evidence(answered(200, body=page("Not found", 6_000)))
    assert verdict(seen) == (State.OK, "reachable")
    assert follow_up(link(), seen, 1) is FollowUp.SIBLING
    same = answered(200, body=page("Not found", 6_000))
    assert verdict(evidence(seen.attempts[0], sibling=same)) == (State.BROKEN, "soft-404")
    assert verdict(evidence(seen.attempts[0], sibling=answered(404))) == (State.OK, "reachable")


def test_an_article_with_a_login_box_is_not_restricted() -> None:
    assert verdict(evidence(answered(200, body=page("An article", password_fields=1)))) == (
        State.OK,
        "reachable",
    )


def test_a_link_to_a_login_page_is_what_its_author_meant() -> None:
    attempt = answered(302, 200, urls=(f"{HOST}/login", f"{HOST}/login/step2"), body=page("Log in"))
    assert verdict(evidence(attempt)) == (State.OK, "reachable")


def test_an_organisation_that_moved_to_its_own_domain_is_not_gone() -> None:
    attempt = redirected(301, "https://journal.example/")
    alone = evidence(attempt, sibling=answered(404))
    assert verdict(alone) == (State.MOVED, "permanent-redirect")
    catch_all = evidence(attempt, sibling=attempt)
    assert verdict(catch_all) == (State.BROKEN, "redirect-to-home")


def test_the_replacement_is_where_permanent_redirects_lead_and_no_further() -> None:
    urls = (DEEP, f"{HOST}/a", f"{HOST}/b", f"{HOST}/c")
    given = judge(link(), evidence(answered(301, 308, 302, 200, urls=urls)), (), NIGHT)
    assert (given.state, given.replacement) == (State.MOVED, f"{HOST}/b")


def test_a_404_is_asked_twice_before_it_counts() -> None:
    once = evidence(answered(404))
    assert verdict(once) == (State.FAILING, "not-found")
    assert follow_up(link(), once, 0) is FollowUp.RETRY
    twice = evidence(answered(404), answered(404))
    assert verdict(twice) == (State.BROKEN, "not-found")
    assert follow_up(link(), twice, 1) is FollowUp.DONE
    assert verdict(evidence(answered(404), answered(200))) == (State.OK, "reachable")
    assert verdict(evidence(answered(410), answered(410))) == (State.BROKEN, "gone")


def test_trouble_that_may_heal_is_tried_again_as_often_as_asked() -> None:
    assert follow_up(link(), evidence(answered(503)), 1) is FollowUp.RETRY
    assert follow_up(link(), evidence(answered(503), answered(503)), 1) is FollowUp.DONE
    assert follow_up(link(), evidence(answered(503)), 0) is FollowUp.DONE
    assert follow_up(link(), evidence(answered(200)), 5) is FollowUp.DONE


def test_where_statuses_differ_a_site_wide_title_condemns_nobody() -> None:
    contact = answered(
        200, body=page("Northfield Library", 300, headings=(), text_start="Telephone (404) 727-6873")
    )
    honest = answered(
        404, body=page("Northfield Library", 90, headings=(), text_start="This page is not here.")
    )
    assert verdict(evidence(contact, sibling=honest)) == (State.OK, "reachable")


def test_a_made_up_address_led_to_another_page_of_the_same_viewer_says_nothing_against_this_one() -> None:
    attempt = redirected(302, f"{HOST}/viewer?id=44", body=page("Minutes of 1948"))
    made_up = answered(302, 200, urls=(f"{HOST}/guide/x", f"{HOST}/viewer?id=x"), body=page("No such item"))
    assert verdict(evidence(attempt, sibling=made_up)) == (State.OK, "reachable")


@pytest.mark.parametrize("path", ["/consent?back=/guide/source", "/age-verification", "/unsupported_browser"])
def test_what_lies_behind_a_page_that_stops_everybody_cannot_be_known(path: str) -> None:
    attempt = redirected(302, f"{HOST}{path}")
    made_up = answered(302, 200, urls=(f"{HOST}/guide/x", f"{HOST}{path}"))
    assert verdict(evidence(attempt, sibling=made_up)) == (State.UNVERIFIABLE, "same-for-all")


def test_an_outage_that_shows_the_same_everywhere_is_not_the_end_of_a_source() -> None:
    down = answered(
        200, body=page("Error", 80, text_start="Error. Service temporarily unavailable, try again later.")
    )
    assert verdict(evidence(down, sibling=down)) == (State.UNVERIFIABLE, "same-for-all")


def test_a_gateways_own_error_page_is_trouble_not_a_wall() -> None:
    page_522 = page(
        "522: Connection timed out", 400, text_start="Connection timed out. Error code 522. Ray ID: 8f2"
    )
    assert verdict(evidence(answered(522, body=page_522))) == (State.FAILING, "server-error")


def test_a_doubt_that_nobody_can_settle_never_becomes_certain_by_lasting() -> None:
    seen = evidence(answered(200, body=page("Not Found: poems", 200)), sibling=answered(500))
    nights = past(*[State.FAILING] * 9, reason="soft-404")
    assert judge(link(), seen, nights, NIGHT).state is State.FAILING


def test_an_error_page_stays_one_whatever_scripts_and_forms_stand_on_it() -> None:
    missing = answered(
        200,
        body=page(
            "Page not found", 400, password_fields=1, resources=("https://www.google.com/recaptcha/api.js",)
        ),
    )
    assert verdict(evidence(missing, sibling=missing)) == (State.BROKEN, "soft-404")
