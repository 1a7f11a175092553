"""Finding, grouping, sorting, keys and copying in a real browser, as a librarian would."""

import datetime as dt

import pytest
from msgspec.structs import replace
from playwright.sync_api import Locator, Page, expect

from browsing import Reports
from golden import NOW, friendly_view, link, past, place, verdict
from guidewarden.model import ArchivedCopy, Result, RunView, State
from guidewarden.report import html
from guidewarden.report.catalogue import words
from guidewarden.report.options import Options
from mendable import LINE, mendable_view, two_on_a_line


@pytest.fixture(scope="module")
def friendly() -> str:
    return html.render(mendable_view())


def query(page: Page) -> Locator:
    return page.locator("input[name=q]")


def labels(page: Page) -> list[str]:
    return page.locator("main .row:not([hidden]) .what b").all_text_contents()


def shown(page: Page, number: int) -> None:
    expect(page.locator("main .row:not([hidden])")).to_have_count(number)


def address_hash(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def test_text_search_filters_and_can_be_shared(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.keyboard.press("/")
    expect(query(page)).to_be_focused()
    page.keyboard.type("gorbachev FOUNDATION")
    shown(page, 1)
    expect(page.get_by_role("heading", name="Watching")).to_be_visible()
    expect(page.get_by_role("heading", name="Accessibility")).to_be_hidden()
    expect(page.get_by_text("1 of 20 entries shown")).to_be_visible()
    page.wait_for_function("location.hash === '#q=gorbachev+FOUNDATION'")
    again = reports.open(friendly, fragment="#q=gorbachev+FOUNDATION")
    shown(again, 1)


GRAMMAR = (
    ("state:broken", 4),
    ("state:new", 5),
    ("state:still", 2),
    ("state:broken,moved", 5),
    ("state:broken state:moved", 5),
    ("state:check-by-hand", 1),
    ("state:watching", 1),
    ("state:broken -host:dead.example", 3),
    ("host:nato.int", 1),
    ("host:www.nato", 1),
    ("host:ato.int", 0),
    ("owner:okafor state:broken", 3),
    ('owner:"jurgen w" state:broken', 2),
    ("owner:WEI state:moved", 1),
    ("guide:open-data state:broken", 2),
    ('guide:"open research" state:broken', 2),
    ("rule:LNK001", 3),
    ("rule:dead", 4),
    ("rule:A11Y", 3),
    ('"not work" -404 state:broken', 2),
    ('"Relations with Russia"', 1),
    ('"with Relations"', 0),
    ("state:", 18),
    ("state:text", 8),
    ("state:error", 2),
    ("state:warning", 3),
    ("state:note", 3),
    ("owner:nobody", 0),
)


def test_the_filters_grammar(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    for text, expected in GRAMMAR:
        query(page).fill(text)
        expect(page.locator("main .row:not([hidden])"), text).to_have_count(expected)


def test_a_filter_that_matches_nothing_can_be_undone(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    total = page.locator("main .row").count()
    query(page).fill("no such words")
    shown(page, 0)
    page.get_by_role("button", name="Show everything").click()
    shown(page, total)
    assert address_hash(page) == ""


def test_lists_write_terms_and_follow_them(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_label("Show").select_option("moved")
    expect(query(page)).to_have_value("state:moved")
    page.get_by_label("Whose").select_option(label="Jürgen Weiß")
    expect(query(page)).to_have_value('state:moved owner:"Jürgen Weiß"')
    shown(page, 1)
    page.get_by_label("Whose").select_option(label="NATO–Russia relations")
    expect(query(page)).to_have_value('state:moved guide:"NATO–Russia relations"')
    shown(page, 0)
    query(page).fill("state:broken")
    expect(page.get_by_label("Whose")).to_have_value("")
    expect(page.get_by_label("Show")).to_have_value("")
    assert address_hash(page) == "#q=state:broken"


def test_searching_opens_the_folded_section_it_finds_something_in(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    row = page.locator("#by-hand .row")
    expect(row).to_be_hidden()
    query(page).fill("no-nato-enlargement jstor")
    expect(row).to_be_visible()


@pytest.mark.parametrize(
    ("mode", "headings"),
    [
        ("owner", ["Ada Okafor", "Jürgen Weiß"]),
        ("guide", ["NATO–Russia relations", "Open research data"]),
        ("rule", ["A11Y001 image without alt", "A11Y002 heading skipped"]),
        ("host", ["No site"]),
    ],
)
def test_grouping(reports: Reports, friendly: str, mode: str, headings: list[str]) -> None:
    page = reports.open(friendly)
    total = page.locator("main .row").count()
    page.get_by_label("Group by").select_option(mode)
    found = page.locator("#regrouped h2 bdi").all_text_contents()
    assert found[: len(headings)] == headings
    expect(page.locator("#new")).to_be_hidden()
    assert address_hash(page) == f"#group={mode}"
    reports.picture(page, f"grouped-{mode}")
    page.get_by_label("Group by").select_option("topic")
    expect(page.locator("#new .row")).to_have_count(2)
    assert page.locator("main .row").count() == total


def test_a_row_of_two_owners_stands_under_both_and_counts_once(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly, fragment="#group=owner&q=topics_50090")
    expect(page.locator("#regrouped section:not([hidden])")).to_have_count(2)
    expect(page.get_by_text("1 of 20 entries shown")).to_be_visible()


def test_sorting(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_label("Group by").select_option("owner")
    page.get_by_label("Sort by").select_option("oldest")
    dates = (
        page.locator("#regrouped section")
        .first.locator(".row")
        .evaluate_all("all => all.map(one => one.dataset.b)")
    )
    assert dates == sorted(dates)
    page.get_by_label("Sort by").select_option("label")
    names = page.locator("#regrouped section").first.locator(".row .what b").all_text_contents()
    assert names == sorted(names, key=lambda name: name.strip("(“").casefold())
    assert address_hash(page) == "#group=owner&sort=label"
    page.get_by_label("Sort by").select_option("places")
    counts = (
        page.locator("#regrouped section")
        .first.locator(".row")
        .evaluate_all("all => all.map(one => +one.dataset.c)")
    )
    assert counts == sorted(counts, reverse=True)


def test_the_keyboard_reads_the_report(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    rows = page.locator("main .row")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    expect(rows.nth(0)).to_be_in_viewport()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows.nth(0).get_by_text("First try")).to_be_visible()
    page.keyboard.press("Enter")
    expect(rows.nth(0).get_by_text("First try")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(rows.nth(0)).not_to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("jj state:moved")
    expect(query(page)).to_have_value("jj state:moved")
    page.keyboard.press("Escape")
    expect(query(page)).to_have_value("")
    page.keyboard.press("Escape")
    expect(query(page)).not_to_be_focused()


def test_the_keyboard_skips_what_is_filtered_out_and_folded(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly, fragment="#q=state:moved")
    page.keyboard.press("j")
    expect(page.locator("#moved .row")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#moved .row")).to_be_focused()


def test_keys_can_be_turned_off(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_role("button", name="Turn keys off").click()
    assert address_hash(page) == "#keys=off"
    page.keyboard.press("j")
    expect(page.locator("main .row").first).not_to_be_focused()
    page.get_by_role("button", name="Turn keys on").click()
    page.keyboard.press("j")
    expect(page.locator("main .row").first).to_be_focused()


def pasted(page: Page) -> str:
    """What is on the clipboard, as a paste into the search field shows it."""
    query(page).focus()
    query(page).fill("")
    page.keyboard.press("Control+V")
    return query(page).input_value()


def test_copying_the_new_address(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_role("button", name="Copy the new address").click()
    expect(page.locator("#moved .copies-address")).to_have_text("Copied")
    assert pasted(page) == "https://data.example/new"


def test_from_opening_the_file_to_the_corrected_line_in_three_actions(
    reports: Reports, friendly: str
) -> None:
    page = reports.open(friendly)
    page.evaluate(
        """() => { window.actions = 0; for (const kind of ["pointerdown", "keydown", "wheel"])
        addEventListener(kind, () => { window.actions += 1; }, true); }"""
    )
    page.get_by_role("list", name="Counts").get_by_role("link", name="moved").click()
    page.get_by_role("button", name="Copy line, corrected").click()
    expect(page.locator("#moved .copies-line")).to_have_text("Copied")
    assert page.evaluate("window.actions") <= 3
    reports.picture(page, "copied")
    assert pasted(page) == LINE.replace("/old", "/new").lstrip() or pasted(page) == LINE.replace(
        "/old", "/new"
    )


def test_with_keys_alone_it_is_three_actions_too(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly, fragment="#q=state:moved")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#moved .copies-line")).to_have_text("Copied")
    assert pasted(page).strip() == LINE.replace("/old", "/new").strip()


def test_the_corrected_line_can_be_read_before_it_is_copied(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_text("Line 12, corrected").click()
    expect(page.locator("#moved pre")).to_have_text(LINE.replace("/old", "/new"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_corrections_of_one_line_are_copied_by_each_of_its_buttons(
    reports: Reports, language: str
) -> None:
    view, line = two_on_a_line()
    page = reports.open(html.render(view, Options(words(language))))
    said = {"en": "Line 12, with all 2 corrections", "fr": "Ligne 12, avec les 2 corrections"}[language]
    expect(page.get_by_text(said)).to_have_count(2)
    for number in range(2):
        page.locator("#moved .copies-line").nth(number).click()
        assert pasted(page).strip() == line.strip()


def test_after_copying_with_c_enter_opens_the_evidence(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly, fragment="#q=state:moved")
    for key in ("j", "c"):
        page.keyboard.press(key)
    row = page.locator("#moved .row")
    expect(row.locator(".copies-line")).to_have_text("Copied")
    expect(row).to_be_focused()
    page.keyboard.press("Enter")
    expect(row.get_by_text("First try")).to_be_visible()


def section_counts(page: Page) -> dict[str, str]:
    found = page.locator("main section[data-section]:not([hidden])")
    return {one.get_attribute("id") or "": one.locator("h2 .n").inner_text() for one in found.all()}


def test_section_counts_follow_the_filter_and_add_up(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    before = section_counts(page)
    assert before["accessibility"] == "4"
    find = query(page)
    find.fill("rule:A11Y004")
    expect(page.locator("#h-accessibility .n")).to_have_text("3 of 4")
    expect(page.get_by_text("3 of 20 entries shown")).to_be_visible()
    page.get_by_label("Group by").select_option("rule")
    expect(page.locator("#regrouped section:not([hidden]) h2 .n")).to_have_text("3 of 3")
    page.get_by_label("Group by").select_option("topic")
    find.fill("")
    expect(page.locator("#h-accessibility .n")).to_have_text("4")
    assert section_counts(page) == before
    assert sum(map(int, before.values())) == 20


def test_what_the_list_and_the_tile_say_of_the_text_is_what_its_headings_say(
    reports: Reports, friendly: str
) -> None:
    page = reports.open(friendly)
    counts = section_counts(page)
    total = sum(int(counts[name]) for name in ("citations", "markup", "accessibility", "policy"))
    tile = page.get_by_role("list", name="Counts").get_by_role("link", name="on the text")
    expect(tile.locator("b")).to_have_text(str(total))
    page.get_by_label("Show").select_option(label=f"on the text ({total})")
    expect(query(page)).to_have_value("state:text")
    expect(page.get_by_text(f"{total} of 20 entries shown")).to_be_visible()


def alike(reason: str) -> RunView:
    """Seven broken links of one site, for one reason."""
    results = []
    for number in range(7):
        url = f"https://down.example/{number}"
        target, places = link(url, place(number % 2, 20 + number, f"Volume {number}", url))
        copy = ArchivedCopy(f"https://web.archive.org/web/20190303101512/{url}", NOW - dt.timedelta(days=900))
        results.append(
            Result(
                target,
                places,
                verdict(State.BROKEN, reason, 4, 4),
                past=past(State.BROKEN, reason=reason),
                copy=copy,
            )
        )
    return replace(friendly_view(), results=tuple(results), findings=(), gone=())


def test_a_fold_of_many_links_is_a_stop_and_enter_opens_it(reports: Reports) -> None:
    page = reports.open(html.render(alike("timeout")))
    fold = page.locator(".cluster > details > summary")
    rows = page.locator(".cluster .row")
    page.keyboard.press("j")
    expect(fold).to_be_focused()
    page.keyboard.press("j")
    expect(fold).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows.first).to_be_visible()
    page.keyboard.press("j")
    expect(rows.first).to_be_focused()
    page.keyboard.press("k")
    expect(fold).to_be_focused()
    page.keyboard.press("Escape")
    expect(fold).not_to_be_focused()


def test_many_links_with_one_cause_unfold_and_are_found(reports: Reports) -> None:
    page = reports.open(html.render(alike("timeout")))
    cluster = page.locator(".cluster")
    expect(cluster).to_contain_text("down.example: 7 links fail in the same way")
    expect(page.get_by_text("Volume 3")).to_be_hidden()
    cluster.locator("summary").first.click()
    expect(page.get_by_text("Volume 3")).to_be_visible()
    reports.picture(page, "cluster")
    query(page).fill('"volume 5"')
    shown(page, 1)
    page.get_by_label("Group by").select_option("guide")
    shown(page, 1)
    expect(cluster).to_be_hidden()
    query(page).fill("")
    page.get_by_label("Group by").select_option("topic")
    expect(cluster.locator(".row")).to_have_count(7)


def test_the_empty_words_of_hostile_hashes_do_nothing(reports: Reports, friendly: str) -> None:
    for fragment in (
        "#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "#group=__proto__&sort=constructor",
        "#q=(((&q=)",
        "#=%",
    ):
        page = reports.open(friendly, fragment=fragment)
        expect(page.locator("form.filter")).to_be_visible()
        assert len(labels(page)) >= 0
        expect(page.get_by_label("Group by")).to_have_value("topic")
