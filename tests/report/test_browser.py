"""The HTML report in a real browser: it acts as promised, and hostile text never acts."""

import re

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from browsing import AXE, Reports
from golden import friendly_view, golden_view, offline_view
from guidewarden.report import html
from guidewarden.report.catalogue import words
from guidewarden.report.html.kept import read_mark, render_runs
from guidewarden.report.options import Beside, Options
from hostile import HOSTILE_URLS
from manylinks import many
from mendable import mendable_view

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def golden() -> str:
    return html.render(golden_view())


@pytest.fixture(scope="module")
def friendly() -> str:
    return html.render(friendly_view())


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    expect(page.locator("#fine tbody tr").first).to_be_visible()


def shown_rows(page: Page) -> int:
    return page.locator(".row:not([hidden])").count()


def test_hostile_text_never_acts(reports: Reports, golden: str) -> None:
    page = reports.open(golden)
    unfold(page)
    page.locator("input[name=q]").fill("<script>alert(1)</script>")
    assert page.locator("img, iframe, svg[onload], [onerror], [onmouseover]").count() == 0
    assert page.locator("a[href^='javascript' i], a[href^='data' i]").count() == 0
    assert page.evaluate("document.scripts.length") == 3


def test_addresses_reach_the_browser_exactly(reports: Reports, golden: str) -> None:
    page = reports.open(golden)
    hrefs = page.evaluate("[...document.querySelectorAll('.url a')].map(a => a.getAttribute('href'))")
    assert {url for url in HOSTILE_URLS if url.startswith("https:")} <= set(hrefs)


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("en", 320, "light"), ("fr", 360, "dark"), ("fr", 1280, "light")]
)
def test_nothing_overflows(reports: Reports, language: str, width: int, scheme: str) -> None:
    text = html.render(golden_view(), Options(words(language), "https://git.example/edit/{path}#L{line}"))
    page = reports.open(text, viewport={"width": width, "height": 800}, color_scheme=scheme)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    reports.picture(page, f"hostile-{language}-{width}-{scheme}")


@pytest.mark.parametrize(
    ("kind", "viewport", "scheme"),
    [
        ("open", WIDE, "light"), ("open", WIDE, "dark"), ("open", PHONE, "light"), ("open", PHONE, "dark"),
        ("closed", WIDE, "light"), ("mendable", WIDE, "light"), ("en français", PHONE, "light"), ("copied", WIDE, "dark"), ("grouped", WIDE, "dark"), ("index", WIDE, "light"), ("index", PHONE, "dark"),
    ],
)  # fmt: skip
def test_axe_finds_nothing(reports: Reports, kind: str, viewport: dict[str, int], scheme: str) -> None:
    beside = (Beside("Ada Okafor", "owners/ada.html", 3), Beside("Jürgen Weiß", "owners/weiss.html"))
    options = Options(edit_url="https://git.example/{path}#L{line}", runs="index.html", owners=beside)
    if kind == "en français":
        options = replace(options, words=words("fr"))
    text = html.render(mendable_view(), options)
    if kind == "index":
        kept = read_mark(text, "runs/x.html")
        text = render_runs([kept] if kept else [], "report.html", words())
    fragment = "#group=host&q=nato" if kind == "grouped" else ""
    page = reports.open(text, fragment=fragment, viewport=viewport, color_scheme=scheme)
    if kind == "open":
        unfold(page)
    if kind != "index":
        assert page.locator(".copies-line").count() == 1, "its button is looked at, too"
    if kind == "copied":
        page.locator(".copies-line").click()
    reports.picture(page, f"{kind}-{viewport['width']}-{scheme}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'passes']})")
    assert len(found["passes"]) > 10, "it has looked"
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_dark_is_dark_and_light_is_light(reports: Reports, friendly: str) -> None:
    backgrounds = []
    for scheme in ("light", "dark"):
        page = reports.open(friendly, color_scheme=scheme)
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        backgrounds.append([int(part) for part in re.findall(r"\d+", colour)[:3]])
    assert min(backgrounds[0]) > 200
    assert max(backgrounds[1]) < 60


def test_the_skip_link_comes_first_and_works(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.keyboard.press("Tab")
    link = page.locator("a.skip")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_table_of_fine_links_is_drawn_on_opening_and_searched(reports: Reports, golden: str) -> None:
    page = reports.open(golden)
    assert page.locator("#fine tbody tr").count() == 0
    page.locator("#fine summary").click()
    lines = page.locator("#fine tbody tr")
    expect(lines).to_have_count(
        sum(result.verdict.state in ("ok", "restricted", "skipped") for result in golden_view().results) - 1
    )
    find = page.get_by_label("Find in the report")
    find.fill("archive 3")
    expect(lines).to_have_count(1)
    expect(page.locator("#h-fine .n")).to_have_text(re.compile(r"^1 of \d+$"))
    expect(lines.first).to_contain_text("guides/open-data.yaml:73")
    expect(lines.first.get_by_role("link")).to_have_attribute(
        "href", "https://archive3.example/holdings?year=1993"
    )
    find.fill("state:skipped staff")
    expect(lines.first).to_contain_text("Staff only, until 1 January 2027")
    find.fill("owner:okafor host:archive2.example")
    expect(lines).to_have_count(1)


def test_a_count_leads_to_its_section_and_unfolds_it(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_role("list", name="Counts").get_by_role("link", name="check by hand").click()
    expect(page.locator("#by-hand .row")).to_be_visible()


def test_without_script_everything_to_act_on_is_there(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly, java_script_enabled=False)
    expect(page.locator("form.filter")).to_be_hidden()
    expect(page.locator("button:visible")).to_have_count(0)
    expect(page.locator("#new .row")).to_have_count(2)
    evidence = page.locator("#new details.ev").first
    evidence.locator("summary").click()
    expect(evidence.get_by_text("First try")).to_be_visible()
    page.locator("#fine summary").click()
    expect(page.locator("#fine noscript p")).to_have_text("8 links: the list opens where scripts may run.")
    expect(page.locator("#fine noscript p")).to_be_visible()


def test_print_opens_the_evidence_and_drops_the_controls(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("First try").first).to_be_visible()
    expect(page.locator("form.filter")).to_be_hidden()
    expect(page.locator(".copier").first).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_an_offline_report_opens(reports: Reports) -> None:
    page = reports.open(html.render(offline_view()))
    expect(page.get_by_text("This machine had no internet.")).to_be_visible()
    page.locator("#unreached summary").click()
    expect(page.locator("#unreached tbody tr")).to_have_count(17)


def test_the_report_speaks_french(reports: Reports) -> None:
    page = reports.open(html.render(friendly_view(), Options(words("fr"))))
    assert page.evaluate("document.documentElement.lang") == "fr"
    expect(page.get_by_role("heading", name="Toujours rompu")).to_be_visible()
    page.get_by_label("Chercher dans le rapport").fill("state:rompu")
    expect(page.get_by_text("4 entrées sur")).to_be_visible()
    title = page.get_by_role("heading", level=3).get_by_text("NATO–Russia relations").first
    assert title.evaluate("node => node.closest('[lang]').lang") == "en", (
        "a guide is read in its own language"
    )
    page.get_by_label("Chercher dans le rapport").fill("")
    advice = page.get_by_text("This article has no DOI, though one is registered.")
    assert advice.evaluate("node => node.closest('[lang]').lang") == "en", "and so are a rule's words"
    page.locator("#fine summary").click()
    expect(page.locator("#fine thead")).to_contain_text("Lien")


def test_the_chart_has_its_numbers_beside_it(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    chart = page.get_by_role("img", name="Broken and watched links in the last 6 complete runs")
    expect(chart).to_be_visible()
    expect(chart.locator("g")).to_have_count(6)
    page.get_by_text("The numbers, run by run").click()
    expect(page.locator("#trend tbody tr")).to_have_count(6)
    tall = chart.locator("rect.broken").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert tall[0] == max(tall) > 50


def test_ten_thousand_links_are_soon_ready_and_searched(reports: Reports) -> None:
    page = reports.open(html.render(many(10_000)))
    timing = "performance.getEntriesByType('navigation')[0].domInteractive"
    assert page.evaluate(timing) < 4000, "within a second when the machine is idle; see benchmarks/report.py"
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("host:library7.example.org state:broken")
    expect(page.locator("form .shown")).to_have_text("1 of 800 entries shown", timeout=20_000)
    expect(page.locator("#fine")).to_be_hidden()
    page.locator("input[name=q]").fill("host:www.library7.example.org")
    expect(page.locator("#h-fine .n")).to_have_text("10 of 8,400")
