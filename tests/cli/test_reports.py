"""The files of a run: the report, owners' pages, the runs that are kept, and their index."""

import datetime as dt
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from golden import GUIDES, NOW, friendly_view
from guidewarden.cli.reports import write_reports
from guidewarden.model import InputError
from guidewarden.model.settings import Report

FRENCH = Report(language="fr", edit_url="https://git.example/edit/{path}#L{line}")


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def links(page: str) -> set[str]:
    """Addresses beside the page, as its links have them."""
    return {href for href in re.findall(r'href="([^"#:]+)"', page) if href != "data:,"}


def test_what_is_written_and_that_every_link_between_the_files_leads_somewhere(tmp_path: Path) -> None:
    assert write_reports(friendly_view(), tmp_path) == tmp_path / "report.html"
    assert names(tmp_path) == {
        "report.html", "index.html", "results.json", "findings.csv", "summary.md",
        "owners/ada-okafor.html", "owners/jurgen-weiss.html", "runs/2026-11-24-031500.html",
    }  # fmt: skip
    for path in tmp_path.rglob("*.html"):
        beside = links(path.read_text("utf-8"))
        assert beside, path
        assert all((path.parent / href).is_file() for href in beside), path


def test_settings_reach_every_page(tmp_path: Path) -> None:
    write_reports(friendly_view(), tmp_path, FRENCH)
    for path in tmp_path.rglob("*.html"):
        assert '<html lang="fr">' in path.read_text("utf-8")
    assert "demandent votre attention" in (tmp_path / "summary.md").read_text("utf-8")
    for name in ("report.html", "owners/ada-okafor.html", "findings.csv"):
        assert "https://git.example/edit/guides/nato-russia.yaml#L12" in (tmp_path / name).read_text("utf-8")


def test_the_last_ninety_runs_are_kept_and_listed(tmp_path: Path) -> None:
    view = replace(friendly_view(), results=(), findings=(), gone=(), trend=())
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "2020-01-01-000000.html").write_text("not one of ours", "utf-8")
    (tmp_path / "runs" / "notes.html").write_text("a librarian's", "utf-8")
    for night in range(92):
        started = NOW + dt.timedelta(days=night)
        write_reports(replace(view, run=replace(view.run, started=started)), tmp_path)
    kept = names(tmp_path / "runs")
    assert len(kept) == 91
    assert "notes.html" in kept, "what is not ours stays"
    assert min(kept) == "2026-11-26-031500.html"
    index = (tmp_path / "index.html").read_text("utf-8")
    assert len(re.findall(r'href="runs/', index)) == 90
    assert index.index("2027-02-23") < index.index("2026-11-26")


def test_a_run_that_was_taken_up_again_replaces_its_first_half(tmp_path: Path) -> None:
    view = friendly_view()
    write_reports(replace(view, results=view.results[:2]), tmp_path)
    write_reports(view, tmp_path)
    assert names(tmp_path / "runs") == {"2026-11-24-031500.html"}


def test_pages_of_owners_who_left_go_and_other_files_stay(tmp_path: Path) -> None:
    view = friendly_view()
    write_reports(view, tmp_path)
    (tmp_path / "owners" / "notes.html").write_text("a librarian's", "utf-8")
    one = (GUIDES[0], replace(GUIDES[1], owner="Zoë Adler"))
    write_reports(replace(view, guides=one), tmp_path)
    assert names(tmp_path / "owners") == {"ada-okafor.html", "zoe-adler.html", "notes.html"}
    write_reports(replace(view, guides=GUIDES[:1]), tmp_path)
    assert names(tmp_path / "owners") == {"notes.html"}, "one owner's page would be the report again"


def test_a_damaged_kept_report_does_not_stop_the_next(tmp_path: Path) -> None:
    write_reports(friendly_view(), tmp_path)
    (tmp_path / "runs" / "2026-11-24-031500.html").write_bytes(b"\xff\x00")
    later = replace(friendly_view().run, started=NOW + dt.timedelta(days=1))
    write_reports(replace(friendly_view(), run=later), tmp_path)
    assert "runs/2026-11-25-031500.html" in (tmp_path / "index.html").read_text("utf-8")


def test_a_file_in_the_way_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way", "utf-8")
    with pytest.raises(InputError, match=r"a folder is needed here"):
        write_reports(friendly_view(), tmp_path)
