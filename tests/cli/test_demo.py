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
