"""Finding, grouping, sorting, keys and copying in a real browser, as a librarian would."""

import datetime as dt
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from browsing import Reports
from golden import GUIDES, NOW, friendly_view, link, past, place, verdict
from guidewarden.model import ArchivedCopy, Finding, Fix, Result, RunView, SourceText, State
from guidewarden.report import html

LINE = "          - {url: https://data.example/old, label: Data catalogue}"


@pytest.fixture(scope="module")
def friendly() -> str:
    return html.render(mendable_view())


def mendable_view() -> RunView:
    """The friendly run with the text of a guide, so that its moved link can be mended."""
    view = friendly_view()
    text = "\n" * 11 + LINE + "\n"
    start = text.index("https://")
    fix = Fix(start, start + len("https://data.example/old"), "https://data.example/new", True, "")
    findings = tuple(
        _with(one, fix) if one.code == "LNK002" and one.occurrence.span.line == 12 else one
        for one in view.findings
    )
    path = GUIDES[1].path
    return replace(view, findings=findings, sources={path: SourceText(path, text)})


def _with(finding: Finding, fix: Fix) -> Finding:
    return replace(finding, fix=fix)


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
    total = page.locator("main .row").count()
    page.keyboard.press("/")
    expect(query(page)).to_be_focused()
    page.keyboard.type("gorbachev FOUNDATION")
    shown(page, 1)
    expect(page.get_by_role("heading", name="Watching")).to_be_visible()
    expect(page.get_by_role("heading", name="Accessibility")).to_be_hidden()
    expect(page.get_by_text(f"1 of {total} entries shown")).to_be_visible()
    assert address_hash(page) == "#q=gorbachev+FOUNDATION"
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
    expect(page.get_by_text("1 of 18 entries shown")).to_be_visible()


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
    page.get_by_role("button", name="Copy the corrected line").click()
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


def test_many_links_with_one_cause_unfold_and_are_found(reports: Reports) -> None:
    results = []
    for number in range(7):
        url = f"https://down.example/{number}"
        target, places = link(url, place(number % 2, 20 + number, f"Volume {number}", url))
        copy = ArchivedCopy(f"https://web.archive.org/web/20190303101512/{url}", NOW - dt.timedelta(days=900))
        results.append(
            Result(
                target,
                places,
                verdict(State.BROKEN, "timeout", 4, 4),
                past=past(State.BROKEN, reason="timeout"),
                copy=copy,
            )
        )
    page = reports.open(html.render(replace(friendly_view(), results=tuple(results), findings=(), gone=())))
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
