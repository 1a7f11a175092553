"""The HTML report in a real browser: it acts as promised, and hostile text never acts."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from golden import HOSTILE_URLS, friendly_view, golden_view, offline_view
from guidewarden.report import html

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip

pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and "CI" not in os.environ,
    reason="no Chromium at /usr/bin/chromium (Debian: chromium)",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Reports:
    """Opens reports and keeps what a report must never cause."""

    browser: Browser
    folder: Path
    trouble: list[str] = field(default_factory=list)

    def open(self, text: str, name: str = "report.html", fragment: str = "", **options: object) -> Page:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        context = self.browser.new_context(**options)  # type: ignore[arg-type]  # options are Playwright's own
        page = context.new_page()
        page.on("console", lambda message: self.trouble.append(message.text))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("dialog", lambda dialog: self.trouble.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: self.note_request(request.url, file.as_uri()))
        page.goto(file.as_uri() + fragment)
        return page

    def note_request(self, url: str, own: str) -> None:
        if url.split("#", maxsplit=1)[0] not in (own, "data:,"):
            self.trouble.append(f"request {url}")


@pytest.fixture
def reports(browser: Browser, tmp_path: Path) -> Iterator[Reports]:
    opened = Reports(browser, tmp_path)
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.trouble == [], "no error, no policy violation, no dialog, no request"


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
    assert page.evaluate("document.scripts.length") == 2


def test_addresses_reach_the_browser_exactly(reports: Reports, golden: str) -> None:
    page = reports.open(golden)
    hrefs = page.evaluate("[...document.querySelectorAll('.url a')].map(a => a.getAttribute('href'))")
    assert {url for url in HOSTILE_URLS if url.startswith("https:")} <= set(hrefs)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows(reports: Reports, golden: str, width: int, scheme: str) -> None:
    page = reports.open(golden, viewport={"width": width, "height": 800}, color_scheme=scheme)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


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


def test_text_search_filters_and_can_be_shared(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    total = shown_rows(page)
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("gorbachev FOUNDATION")
    assert shown_rows(page) == 1
    expect(page.get_by_role("heading", name="Watching")).to_be_visible()
    expect(page.get_by_role("heading", name="Accessibility")).to_be_hidden()
    expect(page.get_by_text(f"1 of {total} entries shown")).to_be_visible()
    assert page.evaluate("location.hash") == "#q=gorbachev+FOUNDATION"
    again = reports.open(friendly, fragment="#q=gorbachev+FOUNDATION")
    assert shown_rows(again) == 1


def test_a_filter_that_matches_nothing_can_be_undone(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    total = shown_rows(page)
    page.locator("input[name=q]").fill("no such words")
    assert shown_rows(page) == 0
    page.get_by_role("button", name="Show everything").click()
    assert shown_rows(page) == total
    assert page.evaluate("location.hash") == ""


def test_kinds_and_guides_filter(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_label("Notes", exact=True).uncheck()
    expect(page.get_by_role("heading", name="Accessibility")).to_be_hidden()
    page.get_by_role("combobox", name="Guide").select_option("Open research data")
    assert shown_rows(page) == 4
    expect(page.get_by_role("heading", name="In several guides")).to_be_visible()
    expect(page.get_by_role("heading", name="Parallel History Project")).to_be_hidden()
    assert page.evaluate("location.hash") == "#guide=1&hide=note"


def test_searching_opens_the_folded_section_it_finds_something_in(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    row = page.locator("#by-hand .row")
    expect(row).to_be_hidden()
    page.locator("input[name=q]").fill("no-nato-enlargement jstor")
    expect(row).to_be_visible()


def test_copying_the_new_address(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_role("button", name="Copy the new address").click()
    expect(page.locator("#moved button")).to_have_text("Copied")
    page.locator("input[name=q]").focus()
    page.keyboard.press("Control+V")
    expect(page.locator("input[name=q]")).to_have_value("https://data.example/new")


def test_the_table_of_fine_links_is_drawn_on_opening_and_searched(reports: Reports, golden: str) -> None:
    page = reports.open(golden)
    assert page.locator("#fine tbody tr").count() == 0
    page.locator("#fine summary").click()
    lines = page.locator("#fine tbody tr")
    expect(lines).to_have_count(
        sum(result.verdict.state in ("ok", "restricted", "skipped") for result in golden_view().results) - 1
    )
    page.get_by_label("Find in this list").fill("archive 3")
    expect(lines).to_have_count(1)
    expect(lines.first).to_contain_text("guides/open-data.yaml:73")
    expect(lines.first.get_by_role("link")).to_have_attribute(
        "href", "https://archive3.example/holdings?year=1993"
    )
    page.get_by_label("Find in this list").fill("skipped staff")
    expect(lines.first).to_contain_text("Staff only, until 1 January 2027")


def test_a_count_leads_to_its_section_and_unfolds_it(reports: Reports, friendly: str) -> None:
    page = reports.open(friendly)
    page.get_by_role("link", name="1 check by hand").click()
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
