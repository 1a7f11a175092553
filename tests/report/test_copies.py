"""An archived copy in every report, and nothing in its place that is not one."""

import csv
import datetime as dt
import io
import json

import pytest
from msgspec.structs import replace

from golden import NOW, link, place, verdict
from guidewarden.model import (
    ArchivedCopy,
    GuideSummary,
    People,
    Result,
    Run,
    RunState,
    RunView,
    Settings,
    State,
)
from guidewarden.report import findings_csv, html, results_json, text
from guidewarden.rules import Project, check_verdicts

DEAD = "https://library.example/minutes"
ADDRESS = f"https://web.archive.org/web/20190303101512/{DEAD}"
TAKEN = dt.datetime(2019, 3, 3, 10, 15, 12, tzinfo=dt.UTC)


def view(copy: ArchivedCopy | None, replacement: str | None = None, *, findings: bool = True) -> RunView:
    target, places = link(DEAD, place(0, 14, "Minutes", DEAD))
    found_gone = replace(verdict(State.BROKEN, "not-found"), replacement=replacement)
    made = Result(target, places, found_gone, copy=copy)
    project = Project((), People(), Settings(), NOW.date())
    found = tuple(check_verdicts(project, [made])) if findings else ()
    guide = GuideSummary("nato-russia", "NATO–Russia relations", "guides/nato-russia.yaml")
    return RunView(Run("r", NOW, NOW, RunState.COMPLETE), (guide,), (made,), found)


WITH = view(ArchivedCopy(ADDRESS, TAKEN))


def test_the_page_shows_it_with_its_date_and_the_advice_once() -> None:
    page = html.render(WITH)
    assert "An archived copy from 3 March 2019:" in page
    assert f'<a href="{ADDRESS}" rel="noreferrer noopener">' in page
    assert "Find the page&#39;s new address, or remove the link." in page
    assert "An archived copy of" not in page


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://web.archive.org/web/20190303101512/https://a.example/",
        "https://evil.example/web/20190303101512/https://a.example/",
        "https://web.archive.org@evil.example/web/20190303101512/https://a.example/",
    ],
)
def test_the_page_shows_no_other_address_as_a_copy(address: str) -> None:
    page = html.render(view(ArchivedCopy(address, TAKEN), findings=False))
    assert "archived copy from" not in page
    assert f'href="{address}"' not in page


def test_markup_in_its_address_stays_text() -> None:
    page = html.render(view(ArchivedCopy(ADDRESS + '"><script>alert(1)</script>', TAKEN)))
    assert "<script>alert(1)" not in page
    assert "An archived copy from" in page


def test_the_data_has_it_as_the_replacement_where_there_is_no_new_address() -> None:
    def replacement(shown: RunView) -> object:
        return json.loads(results_json.render(shown))["results"][0]["replacement"]

    assert replacement(WITH) == ADDRESS
    assert replacement(view(None)) is None
    assert replacement(view(ArchivedCopy(ADDRESS, TAKEN), "https://new.example/")) == "https://new.example/"


def test_the_table_has_it_as_the_replacement() -> None:
    (line,) = csv.DictReader(io.StringIO(findings_csv.render(WITH).removeprefix("\ufeff")))
    assert line["replacement"] == ADDRESS
    assert line["what to do"] == "Find the page's new address, or remove the link."


def test_the_terminal_and_the_finding_advise_it() -> None:
    (finding,) = WITH.findings
    assert finding.code == "LNK001"
    assert finding.advice.endswith(f"An archived copy of 2019-03-03: {ADDRESS}")
    assert f"An archived copy of 2019-03-03: {ADDRESS}" in text.render(WITH)
    shown = text.render(view(ArchivedCopy(ADDRESS, TAKEN), findings=False))
    assert f"An archived copy from 3 March 2019: {ADDRESS}" in shown
