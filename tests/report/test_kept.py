"""Kept runs: each report tells of itself, and the index lists them."""

import json
import re
from html import escape

import pytest
from msgspec.structs import replace

from golden import friendly_view, golden_view, offline_view
from guidewarden.report import html
from guidewarden.report.catalogue import words
from guidewarden.report.digest import digest
from guidewarden.report.html.kept import READ, KeptRun, kept_mark, read_mark, render_runs


def test_a_report_tells_of_its_run_in_its_beginning() -> None:
    page = html.render(golden_view())
    kept = read_mark(page[:READ], "runs/x.html")
    assert kept is not None
    assert (kept.href, kept.started, kept.state) == ("runs/x.html", "2026-11-24T03:15:00Z", "complete")
    assert kept.counts == {state.value: number for state, number in golden_view().counts.items()}
    sorted_run = digest(golden_view())
    assert json.loads(kept_mark(golden_view(), sorted_run))["new"] == kept.new == 9
    assert kept.fixed == 2


@pytest.mark.parametrize(
    "told",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"started":"2026-11-24T03:15:00Z","state":"complete","counts":[],"new":0,"fixed":0}',
        '{"started":"2026-11-24T03:15:00Z","state":"complete","counts":{"broken":"x"},"new":0,"fixed":0}',
        '{"started":"2026-11-24T03:15:00Z","state":"<b>","counts":{},"new":0,"fixed":0}',
        '{"started":"<script>","state":"complete","counts":{},"new":0,"fixed":0}',
        '{"started":7,"state":"complete","counts":{},"new":0,"fixed":0}',
    ],
)
def test_a_mark_that_cannot_be_understood_is_passed_over(told: str) -> None:
    assert read_mark(f'<meta name="guidewarden-run" content="{escape(told)}">', "x") is None
    assert read_mark("<p>another page</p>", "x") is None


def run(day: int, state: str = "complete", **counts: int) -> KeptRun:
    every = dict.fromkeys(
        ("broken", "failing", "moved", "blocked", "unverifiable", "restricted", "skipped", "ok"), 0
    )
    return KeptRun(f"runs/{day}.html", f"2026-11-{day:02}T03:15:00Z", state, every | counts, 1, 2)


def test_the_index_lists_the_newest_first_with_links() -> None:
    page = render_runs([run(3, broken=1204), run(9, "interrupted"), run(5)], "report.html", words())
    assert re.findall(r'<a href="(runs/[^"]+)">', page) == ["runs/9.html", "runs/5.html", "runs/3.html"]
    assert '<td class="num">1,204</td>' in page
    assert "stopped before its end" in page
    assert "The last 3 runs are kept here, the newest first." in page
    assert '<a href="report.html">The latest report</a>' in page
    assert "script-src" not in page
    assert "<script" not in page


def test_the_index_speaks_french_and_says_when_there_is_nothing() -> None:
    assert "Aucune vérification pour l’instant." in render_runs([], "report.html", words("fr"))
    assert '<html lang="fr">' in render_runs([run(3)], "report.html", words("fr"))


def test_a_run_without_internet_is_told_as_one() -> None:
    view = offline_view()
    kept = read_mark(html.render(view), "x")
    assert kept is not None
    assert (kept.state, kept.counts["ok"], kept.counts["broken"]) == ("offline", 0, 0)
    renamed = replace(friendly_view(), guides=())
    assert read_mark(html.render(renamed), "x") is not None
