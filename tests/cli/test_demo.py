"""``guidewarden demo``: two real nights over the shipped guides, without internet."""

import re
from pathlib import Path

import pytest

from projects import Folder

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = Folder(tmp_path_factory.mktemp("demo"))
    done = folder.run("demo", str(ROOT / "guides"), "--into", "shown", "--no-open")
    assert done.returncode == 0, done.stderr
    assert "Report: shown/report.html" in done.stderr
    return (folder.path / "shown" / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    "heading",
    ["New since", "Still broken", "Fixed since", "Watching", "Moved", "Citations", "Markup", "Accessibility",
     "Guide policy", "Check by hand", "Could not check"],
)  # fmt: skip
def test_every_section_of_the_report_is_filled(report: str, heading: str) -> None:
    headings = [
        re.sub(r"<[^>]+>|\s+", " ", found) for found in re.findall(r"<h2[^>]*>(.*?)</h2>", report, re.DOTALL)
    ]
    assert any(heading in found for found in headings), headings


def test_what_is_gone_comes_with_an_archived_copy(report: str) -> None:
    assert "An archived copy from 3 March 2019" in report
    assert "https://web.archive.org/web/20190303101512/https://library.practice.example/lost" in report


@pytest.mark.parametrize(
    "words",
    [
        "Was retracted: on 2016-05-12",
        "Is under an expression of concern",
        "belongs to “Grain, Timber and Harbour Dues in Three Baltic Ports, 1920–1938”",
        "is that of a notice about it (Correction)",
        "10.5555/practice.second-basket",
        "The volume is “9” here and “8” there",
        "its registration agency (JaLC)",
        "Crossref is down (status 503)",
    ],
)
def test_what_the_registries_say_of_cited_works_is_shown(report: str, words: str) -> None:
    assert words in report


def test_a_sound_citation_is_not_mentioned(report: str) -> None:
    # Slow answers are told of at the end, whatever is asked for.
    assert "https://doi.org/10.5072/practice.minutes" not in report.partition('<section id="web"')[0]


def test_the_report_speaks_the_librarys_language(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (folder.path / "guidewarden.yaml").write_text("report:\n  language: fr\n", encoding="utf-8")
    (folder.path / "guides").mkdir()
    one = "id: one\ntitle: One\nowner: ada\nreviewed: 2026-01-01\nsections: []\n"
    (folder.path / "guides" / "one.yaml").write_text(one, encoding="utf-8")
    done = folder.run("demo", "guides", "--into", "shown", "--no-open")
    report = (folder.path / "shown" / "report.html").read_text("utf-8")
    assert '<html lang="fr">' in report, done.stderr
    assert "Rapport sur les liens et les guides" in report
