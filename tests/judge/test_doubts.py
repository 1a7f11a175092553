"""Which controls are asked, one after the other, and what they settle together."""

import pytest

from evidences import NIGHT, answered, evidence, failed, link, page
from guidewarden.judge import FollowUp, follow_up, judge
from guidewarden.judge.doubts import Settled, settle
from guidewarden.model import Attempt, ErrorKind, Evidence, Page, Sign, State

HOST = "https://library.example"
NUMBERED = f"{HOST}/questions/123/source"
SIBLING, COUSIN, FRONT = f"{HOST}/questions/123/made-up", f"{HOST}/questions/991230000/made-up", f"{HOST}/"
MENUS = {"links": 20, "matter_length": 40, "scripts": 2}
NOTICE = page("Borta", 900, matter_start="Borta Adressen leder tyvärr ingenstans längre", **MENUS)
OTHER = page("Something else", 4_000, matter_start="Something else")


def at(url: str, body: object = NOTICE, status: int = 200) -> Attempt:
    return answered(status, urls=(url,), body=body)  # type: ignore[arg-type]


def seen(
    *,
    sibling: Attempt | None = None,
    cousin: Attempt | None = None,
    front: Attempt | None = None,
    body: object = NOTICE,
) -> Evidence:
    return Evidence("link:x", NIGHT, (at(NUMBERED, body),), sibling, None, cousin, front)


def test_controls_are_asked_one_after_the_other_as_long_as_they_agree() -> None:
    target = link(NUMBERED)
    assert follow_up(target, seen(), 1) is FollowUp.SIBLING
    beside = seen(sibling=at(SIBLING))
    assert follow_up(target, beside, 1) is FollowUp.COUSIN
    further = seen(sibling=at(SIBLING), cousin=at(COUSIN))
    assert follow_up(target, further, 1) is FollowUp.FRONT
    for done in (
        seen(sibling=at(SIBLING, OTHER)),
        seen(sibling=failed(ErrorKind.TIMEOUT)),
        seen(sibling=at(SIBLING), cousin=at(COUSIN, OTHER)),
        seen(sibling=at(SIBLING), cousin=at(COUSIN), front=at(FRONT, OTHER)),
    ):
        assert follow_up(target, done, 1) is FollowUp.DONE


@pytest.mark.parametrize(
    ("found", "settled"),
    [
        (seen(), Settled.UNASKED),
        (seen(sibling=at(SIBLING, OTHER)), Settled.ALONE),
        (seen(sibling=at(SIBLING, status=503)), Settled.SILENT),
        (seen(sibling=at(SIBLING)), Settled.ALIKE),
        (seen(sibling=at(SIBLING), cousin=at(COUSIN, OTHER)), Settled.ALONE),
        (seen(sibling=at(SIBLING), cousin=at(COUSIN), front=at(FRONT, OTHER)), Settled.ABSENT),
        (seen(sibling=at(SIBLING), cousin=at(COUSIN), front=at(FRONT)), Settled.EVERYWHERE),
        (seen(sibling=at(SIBLING), cousin=at(COUSIN), front=at(FRONT, OTHER, 403)), Settled.ALIKE),
    ],
)
def test_what_controls_settle(found: Evidence, settled: Settled) -> None:
    assert settle(found) is settled


def test_a_page_that_differs_no_more_than_made_up_ones_do_is_one_of_them() -> None:
    texts = [page("Borta", 900, matter_start=f"Borta {words}", **MENUS) for words in (
        "om kartor brev protokoll och deras tryck i norr", "ett citat av en diktare ur förra seklet här", "nya böcker på hyllan denna vecka hos oss alla")]  # fmt: skip
    target, sibling, cousin = texts
    controls = {"sibling": at(SIBLING, sibling), "front": at(FRONT, OTHER)}
    assert settle(seen(body=target, cousin=at(COUSIN, cousin), **controls)) is Settled.ABSENT
    assert settle(seen(body=target, cousin=at(COUSIN, sibling), **controls)) is Settled.ALONE


def state_of(body: object) -> tuple[State, str]:
    found = seen(body=body, sibling=at(SIBLING, body), cousin=at(COUSIN, body), front=at(FRONT, OTHER))
    given = judge(link(NUMBERED), found, (), NIGHT)
    return given.state, given.reason


def test_a_notice_without_known_words_is_gone_only_where_the_page_tells_machines_so() -> None:
    start = {"matter_start": "Borta Adressen leder tyvärr ingenstans längre"}
    for told in ({"canonical": f"{HOST}/404"}, {"signs": (Sign.SAYS_MISSING,)}):
        assert state_of(page("Borta", 900, **(MENUS | start | told))) == (State.BROKEN, "soft-404")
    # Outages, walls and gates are long in long templates, ask not to be listed, and come instead of pictures, too.
    for untold in (
        {},
        {"matter_length": 1_400},
        {"signs": (Sign.NOINDEX,)},
        {"canonical": f"{HOST}/"},
        {"links": 99},
        {"matter_start": "Wartung", "canonical": f"{HOST}/404"},
    ):
        facts = MENUS | start | untold
        assert state_of(page("Borta", 900, **facts)) == (State.UNVERIFIABLE, "same-for-all")


def test_the_front_page_with_other_news_is_the_front_page() -> None:
    def news(words: str) -> Page:
        return page("The Tide", 3_000, links=40, matter_length=2_500, matter_start=f"The Tide {words}")

    controls = {"sibling": at(SIBLING, news("mice in the mill")), "cousin": at(COUSIN, news("a lost ferry"))}
    found = seen(body=news("rye is dear"), front=at(FRONT, news("the storm")), **controls)
    assert settle(found) is Settled.EVERYWHERE
    short = page("The Tide", 300, links=9, matter_length=200, matter_start="The Tide is printed in Narva")
    assert settle(seen(body=short, front=at(FRONT, news("the storm")), **controls)) is Settled.ALONE


def test_a_page_that_repeats_whatever_name_is_asked_for_is_no_source() -> None:
    target, made_up = "minutes-of-1948", "guidewarden-no-such-page-0a1b2c3d4e"
    found = Evidence(
        "link:x", NIGHT, (at(f"{HOST}/wiki/{target}", page(target, 900, matter_start=f"{target} Nobody has written this one up to now", **MENUS)),),
        sibling := at(f"{HOST}/wiki/{made_up}", page(made_up, 900, matter_start=f"{made_up} Nobody has written this one up to now", **MENUS)), None, sibling, at(FRONT, OTHER))  # fmt: skip
    assert judge(link(), found, (), NIGHT).state is State.BROKEN


def test_a_404_that_shows_a_page_of_substance_contradicts_itself() -> None:
    article = answered(404, body=page("The council meets", 6_000, matter_start="The council met"))
    twice = evidence(article, article)
    assert follow_up(link(), evidence(article), 1) is FollowUp.RETRY
    assert follow_up(link(), twice, 1) is FollowUp.SIBLING
    other = evidence(article, article, sibling=answered(404, body=page("Sorry", 200)))
    given = judge(link(), other, (), NIGHT)
    assert (given.state, given.reason) == (State.UNVERIFIABLE, "contradictory")
    same = evidence(article, article, sibling=article)
    assert judge(link(), same, (), NIGHT).state is State.BROKEN


def test_an_empty_page_is_trouble() -> None:
    empty = answered(200, body=page("", 0, headings=(), bytes_read=0, matter_length=0))
    given = judge(link(), evidence(empty), (), NIGHT)
    assert (given.state, given.reason) == (State.FAILING, "odd-status")
    picture = page("", 0, headings=(), bytes_read=60, matter_length=0, signs=(Sign.MEDIA,))
    assert judge(link(), evidence(answered(200, body=picture)), (), NIGHT).state is State.OK


def test_a_work_named_like_its_site_s_error_page_is_not_called_gone() -> None:
    def named(text: str) -> Page:
        return page(
            "Page not found", 60, text_start=f"Page not found {text}", matter_start=f"Page not found {text}"
        )

    missing = named("The address leads nowhere.")
    controls = {
        "sibling": at(SIBLING, missing, 404),
        "cousin": at(COUSIN, missing, 404),
        "front": at(FRONT, OTHER),
    }
    novel = seen(body=named("A novel by Anna Bell. 233 pages. In print."), **controls)
    assert judge(link(), novel, (), NIGHT).state is State.UNVERIFIABLE
    assert judge(link(), seen(body=missing, **controls), (), NIGHT).state is State.BROKEN
