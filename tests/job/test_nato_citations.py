"""The two articles of the NATO guide, through the rules: clean as they are, and found wrong in every field that a reader uses."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from guidewarden.guides import load_library
from guidewarden.job.citing import cited_works
from guidewarden.job.night import plan_of
from guidewarden.model import Finding, Name, RecordAnswer, RecordOutcome, Settings, Work
from guidewarden.plan.doi import doi_key
from guidewarden.rules import Project, check_citations
from rule_examples import NOW, TODAY

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "guides" / "nato-russia-relations.yaml").read_text("utf-8")
SHIFRINSON = Work(
    "10.1162/ISEC_a_00236",
    "Crossref",
    "journal-article",
    titles=("Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion",),
    container_titles=("International Security",),
    authors=(Name(family="Itzkowitz Shifrinson", given="Joshua R."),),
    dates=("2016-04",),
    volume="40",
    issue="4",
    page="7-44",
    issn=("0162-2889", "1531-4804"),
)
KRAMER = Work(
    "10.1080/01636600902773248",
    "Crossref",
    "journal-article",
    titles=("The Myth of a No-NATO-Enlargement Pledge to Russia",),
    container_titles=("The Washington Quarterly",),
    authors=(Name(family="Kramer", given="Mark"),),
    dates=("2009-03-18", "2009-04"),
    volume="32",
    issue="2",
    page="39-61",
    issn=("0163-660X", "1530-9177"),
)
RECORDS = {
    doi_key(work.doi): RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", work)
    for work in (SHIFRINSON, KRAMER)
}


def check(text: str, folder: Path, records: Mapping[str, RecordAnswer] = RECORDS) -> list[Finding]:
    (folder / "guides").mkdir()
    (folder / "guides" / "nato.yaml").write_text(text, "utf-8")
    (folder / "people.yaml").write_text((ROOT / "people.yaml").read_text("utf-8"), "utf-8")
    library = load_library([folder / "guides"], folder)
    assert not library.problems
    project = Project(tuple(library.documents), library.people, Settings(), TODAY)
    return check_citations(project, cited_works(project, plan_of(project), records, {}))


def test_as_they_stand_they_are_clean(tmp_path: Path) -> None:
    assert check(GUIDE, tmp_path) == []


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("CIT005", "Deal or No Deal?", "Deal or No Deel?"),
        ("CIT005", "Offer to Limit NATO Expansion", "Offer to Halt NATO Expansion"),
        ("CIT005", "The End of the Cold War", "The End of a Cold War"),
        ("CIT005", "family: Itzkowitz Shifrinson", "family: Itzkowitz Shiffrinson"),
        ("CIT005", "given: Joshua R.", "given: John R."),
        ("CIT005", "container-title: International Security", "container-title: International Affairs"),
        ("CIT005", 'volume: "40"', 'volume: "41"'),
        ("CIT005", 'issue: "4"', 'issue: "3"'),
        ("CIT005", "page: 7–44", "page: 9–44"),
        ("CIT005", "page: 7–44", "page: 7–45"),
        ("CIT005", 'issued: "2016"', 'issued: "2006"'),
        ("CIT005", 'issued: "2016"', 'issued: "2015"'),
        ("CIT005", "No-NATO-Enlargement Pledge", "No-NATO-Enlargment Pledge"),
        ("CIT005", "The Myth of a", "The Truth of a"),
        ("CIT005", "family: Kramer", "family: Cramer"),
        ("CIT005", "given: Mark", "given: Martin"),
        ("CIT005", "The Washington Quarterly", "The Washington Monthly"),
        ("CIT005", 'volume: "32"', 'volume: "23"'),
        ("CIT005", 'issue: "2"', 'issue: "1"'),
        ("CIT005", "page: 39–61", "page: 39–16"),
        ("CIT005", 'issued: "2009-04"', 'issued: "2008-04"'),
        ("CIT007", "DOI: 10.1162/ISEC_a_00236", "DOI: 10.1080/01636600902773248"),
        ("CIT007", "DOI: 10.1080/01636600902773248", "DOI: 10.1162/ISEC_a_00236"),
    ],
)
def test_each_field_that_is_wrong_is_found(code: str, right: str, wrong: str, tmp_path: Path) -> None:
    sources, rest = GUIDE.split("\nsections:", 1)
    assert re.search(re.escape(right), sources)
    found = check(f"{sources.replace(right, wrong)}\nsections:{rest}", tmp_path)
    assert {finding.code for finding in found} == {code}
    assert len(found) == 1
    if code == "CIT005":
        fix = found[0].fix
        assert fix is not None
