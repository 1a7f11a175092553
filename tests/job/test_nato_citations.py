"""The two articles of the NATO guide, through the rules: clean as they are, and found wrong in every field that a reader uses."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import natoarticles
from guidewarden.check.records import crossref
from guidewarden.guides import load_library
from guidewarden.job.citing import cited_works, is_settled
from guidewarden.job.night import plan_of
from guidewarden.model import (
    Cited,
    Finding,
    RecordAnswer,
    RecordOutcome,
    Settings,
    Severity,
    Update,
    Work,
)
from guidewarden.plan.doi import doi_key
from guidewarden.rules import Project, check_citations
from rule_examples import NOW, TODAY

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "guides" / "nato-russia-relations.yaml").read_text("utf-8")
SHIFRINSON, KRAMER = natoarticles.RECORDS.values()
RECORDS = {
    doi_key(work.doi): RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", work)
    for work in (SHIFRINSON, KRAMER)
}


def check(
    text: str,
    folder: Path,
    records: Mapping[str, RecordAnswer] = RECORDS,
    searches: Mapping[tuple[str, str], Sequence[Work]] | None = None,
) -> list[Finding]:
    (folder / "guides").mkdir()
    (folder / "guides" / "nato.yaml").write_text(text, "utf-8")
    (folder / "people.yaml").write_text((ROOT / "people.yaml").read_text("utf-8"), "utf-8")
    library = load_library([folder / "guides"], folder)
    assert not library.problems
    project = Project(tuple(library.documents), library.people, Settings(), TODAY)
    return check_citations(project, cited_works(project, plan_of(project), records, searches or {}))


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


def spoilt(right: str, wrong: str) -> str:
    """Give the guide with the first of its sources' lines that has this text changed."""
    sources, rest = GUIDE.split("\nsections:", 1)
    assert re.search(re.escape(right), sources)
    return f"{sources.replace(right, wrong, 1)}\nsections:{rest}"


SECOND = "    DOI: 10.1080/01636600902773248"


@pytest.mark.parametrize(
    ("field", "right", "wrong", "ours", "theirs", "severity"),
    [
        ("author", "family: Kramer, given: Mark", "family: Mark, given: Kramer", "Mark, Kramer", "Kramer, Mark", Severity.INFO),
        ("author", "given: Joshua R.", "given: Joshua B.", "Itzkowitz Shifrinson, Joshua B.", "Itzkowitz Shifrinson, Joshua R.", Severity.INFO),
        ("author", "family: Kramer, given", "family: Kramer-Smith, given", "Kramer-Smith, Mark", "Kramer, Mark", Severity.INFO),
        ("title", "Pledge to Russia", "Pledge to Russia – A Reply", "The Myth of a No-NATO-Enlargement Pledge to Russia – A Reply", KRAMER.titles[0], Severity.WARNING),
        ("container-title", "International Security", "International Security (London)", "International Security (London)", "International Security", Severity.INFO),
        ("author", "given: Mark}", "given: Marks}", "Kramer, Marks", "Kramer, Mark", Severity.INFO),
        ("author", "family: Kramer, given: Mark", "family: Kramer", "Kramer", "Kramer, Mark", Severity.INFO),
        ("author", "      - {family: Kramer, given: Mark}", "      - {family: Kramer, given: Mark}\n      - {family: Okonjo, given: T.}", "Kramer, Mark; Okonjo, T.", "Kramer, Mark", Severity.INFO),
        ("issued", '"2009-04"', '"2009-05"', "2009-05", "2009-03-18, 2009-04", Severity.INFO),
        ("issued", '"2009-04"', '"2009-03-19"', "2009-03-19", "2009-03-18, 2009-04", Severity.INFO),
        ("issued", '"2016"', '"2016-05"', "2016-05", "2016-04", Severity.INFO),
        ("issue", 'issue: "4"', "issue: 4-5", "4-5", "4", Severity.INFO),
        ("issue", 'issue: "4"', "issue: Spring", "Spring", "4", Severity.INFO),
        ("volume", 'volume: "40"', "volume: 40A", "40A", "40", Severity.INFO),
        ("volume", 'volume: "32"', "volume: 32-33", "32-33", "32", Severity.INFO),
        ("page", "page: 39–61", "page: 39, 61", "39, 61", "39-61", Severity.INFO),
        ("page", "page: 39–61", "page: S39–61", "S39–61", "39-61", Severity.INFO),
        ("container-title", "The Washington Quarterly", "The Washingtonian Quarterly", "The Washingtonian Quarterly", "The Washington Quarterly", Severity.WARNING),
        ("title", "Cold War and the U.S.", "Cold War the U.S.", "Deal or No Deal? The End of the Cold War the U.S. Offer to Limit NATO Expansion", SHIFRINSON.titles[0], Severity.WARNING),
        ("type", "type: article-journal", "type: book", "book", "article-journal", Severity.WARNING),
        ("type", "type: article-journal", "type: article-magazine", "article-magazine", "article-journal", Severity.INFO),
        ("language", "language: en\n    DOI", "language: de\n    DOI", "de", "en", Severity.INFO),
        ("ISSN", SECOND, f"    ISSN: 0162-2889\n{SECOND}", "0162-2889", "0163-660X, 1530-9177", Severity.WARNING),
        ("publisher", SECOND, f"    publisher: Brookings\n{SECOND}", "Brookings", "Informa UK Limited", Severity.INFO),
    ],
)  # fmt: skip
def test_a_slip_that_may_be_harmless_is_named_with_both_values(
    field: str, right: str, wrong: str, ours: str, theirs: str, severity: Severity, tmp_path: Path
) -> None:
    (found,) = check(spoilt(right, wrong), tmp_path)
    assert (found.code, found.severity) == ("CIT005", severity)
    assert found.occurrence.route.endswith(f".{field}")
    assert f"“{ours}” here and “{theirs}” there (Crossref)" in found.message
    # A number stays where registries and covers have several; all else has a value to put in its place.
    assert found.fix is not None or found.severity is Severity.INFO


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("author", "    author:\n      - {family: Kramer, given: Mark}\n"),
        ("container-title", "    container-title: The Washington Quarterly\n"),
        ("volume", '    volume: "32"\n'),
        ("issue", '    issue: "2"\n'),
        ("page", "    page: 39–61\n"),
        ("issued", '    issued: "2009-04"\n'),
    ],
)
def test_a_field_left_out_is_filled(field: str, line: str, tmp_path: Path) -> None:
    (found,) = check(spoilt(line, ""), tmp_path)
    assert (found.code, found.occurrence.written) == ("CIT006", field)
    assert found.fix is not None


@pytest.mark.parametrize(
    ("base", "code"), [("https://www.tandfonline.com/doi/full/", "CIT005"), ("https://doi.org/", "CIT007")]
)
def test_an_address_with_the_other_article_s_doi_is_found(base: str, code: str, tmp_path: Path) -> None:
    line = "    DOI: 10.1162/ISEC_a_00236\n"
    (tmp_path / "own").mkdir()
    assert check(spoilt(line, f"{line}    URL: {base}10.1162/ISEC_a_00236\n"), tmp_path / "own") == []
    (found,) = check(spoilt(line, f"{line}    URL: {base}10.1080/01636600902773248\n"), tmp_path)
    assert found.code == code
    assert found.occurrence.route.endswith(".URL")


def test_a_doi_left_out_is_found_by_a_search(tmp_path: Path) -> None:
    found = check(
        spoilt(f"{SECOND}\n", ""), tmp_path, searches={("nato", "kramer-2009"): [SHIFRINSON, KRAMER]}
    )
    assert [(each.code, "10.1080/01636600902773248" in (each.advice or each.message)) for each in found] == [
        ("CIT013", True)
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Deal or No Deal? The End", "Deal or no deal?: The end"),
        ("Cold War and the U.S.", "Cold War & the US"),
        (" The End of the Cold War and the U.S. Offer to Limit NATO Expansion", ""),
        ("No-NATO-Enlargement", "No–NATO–Enlargement"),
        ("family: Itzkowitz Shifrinson, given: Joshua R.", "family: Shifrinson, given: Joshua R. Itzkowitz"),
        ("given: Joshua R.", "given: J."),
        ("family: Kramer, given: Mark", "literal: Mark Kramer"),
        ("container-title: The Washington", "container-title: Washington"),
        ("container-title: International Security", "container-title: Int. Secur."),
        ('volume: "40"', "volume: Vol. 40"),
        ("page: 39–61", "page: 39-61"),
        ("page: 39–61", "page: pp. 39–61"),
        ('issued: "2009-04"', 'issued: "2009"'),
        ('issued: "2009-04"', 'issued: "2009-03-18"'),
        ("language: en\n    DOI", "language: en-US\n    DOI"),
        (SECOND, f"    publisher: Routledge\n    ISSN: 1530-9177\n{SECOND}"),
    ],
)
def test_what_is_no_slip_stays_clean(right: str, wrong: str, tmp_path: Path) -> None:
    assert check(spoilt(right, wrong), tmp_path) == []


@pytest.mark.parametrize(
    ("garbled", "wrong", "fields"),
    [
        ({"author": {"a": 1}}, "family: Putin, given: V.", "author"),
        (
            {"author": ["Smith, John"], "volume": ["32"], "page": None},
            "family: Kramer, given: Mark",
            "author, volume",
        ),
        ({"issued": "1950", "title": 7, "type": 5}, "family: Kramer, given: Mark", "type, title, date"),
        (
            {"page": True, "ISSN": [3], "language": 4, "editor": 5},
            "family: Kramer, given: Mark",
            "pages, language",
        ),
    ],
)
def test_what_cannot_be_read_is_told_and_is_no_difference(
    garbled: dict[str, Any], wrong: str, fields: str, tmp_path: Path
) -> None:
    whole: dict[str, Any] = {
        "DOI": KRAMER.doi,
        "type": "journal-article",
        "title": list(KRAMER.titles),
        "author": [{"family": "Kramer", "given": "Mark"}],
        "container-title": list(KRAMER.container_titles),
        "issued": {"date-parts": [[2009, 4]]},
        "volume": "32",
        "issue": "2",
        "page": "39-61",
    }
    work = crossref.read_work(whole | garbled)
    records = {**RECORDS, doi_key(KRAMER.doi): RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", work)}
    (found,) = check(spoilt("family: Kramer, given: Mark", wrong), tmp_path, records)
    assert (found.code, found.severity) == ("CIT014", Severity.INFO)
    assert f": could not compare: {fields}; Crossref's record has that" in found.message


def test_what_cannot_be_read_mends_nothing(tmp_path: Path) -> None:
    (found,) = check(spoilt('volume: "32"', 'volume: "23"'), tmp_path)
    assert found.occurrence.route.endswith(".volume")
    for work, settled in (
        (KRAMER, True),
        (replace(KRAMER, volume="", unreadable=("volume",)), False),
        (replace(KRAMER, page="", unreadable=("page",)), True),
        (replace(KRAMER, unread=("“updated-by” is a text and no list",)), False),
        (None, False),
    ):
        answer = RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", work)
        one = Cited(found.occurrence, key="kramer-2009", answer=answer)
        assert is_settled(found, [one]) is settled


MALFORMED = {
    "a text": "retraction",
    "an object": {"type": None},
    "no kind": [{"DOI": "10.5555/n", "type": None, "label": "Retraction", "source": "publisher"}],
    "no notice": [None],
    "no DOI": [{"type": "correction"}],
    "an odd date": [{"DOI": "10.5555/n", "type": "correction", "updated": "soon"}],
}


@pytest.mark.parametrize("field", ["updated-by", "update-to", "relation"])
@pytest.mark.parametrize("shape", MALFORMED)
def test_a_malformed_notice_is_never_not_retracted(field: str, shape: str, tmp_path: Path) -> None:
    value = MALFORMED[shape]
    if field == "relation":
        value = value if isinstance(value, str) else {"is-retracted-by": value}
    read = crossref.read_work({"DOI": KRAMER.doi, field: value})
    assert read is not None
    work = replace(KRAMER, updated_by=read.updated_by, updates=read.updates, unread=read.unread)
    records = {**RECORDS, doi_key(KRAMER.doi): RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", work)}
    found = [each for each in check(GUIDE, tmp_path, records) if each.code == "CIT014"]
    assert [each.severity for each in found] == [Severity.WARNING]
    assert found[0].message.startswith(
        "Whether “The Myth of a No-NATO-Enlargement Pledge to Russia” was retracted is not known"
    )
    assert f"“{field}" in found[0].message


@pytest.mark.parametrize(
    ("kind", "code", "severity"),
    [
        ("retraction", "CIT008", Severity.ERROR),
        ("withdrawal", "CIT008", Severity.ERROR),
        ("removal", "CIT008", Severity.ERROR),
        ("partial_retraction", "CIT008", Severity.ERROR),
        ("expression_of_concern", "CIT009", Severity.WARNING),
        ("correction", "CIT010", Severity.INFO),
        ("new_version", "CIT011", Severity.INFO),
        ("temporary_removal", "CIT015", Severity.WARNING),
        ("editorial_warning", "CIT015", Severity.WARNING),
        ("reinstatement", "CIT015", Severity.INFO),
    ],
)
@pytest.mark.parametrize(
    ("update", "told"),
    [
        (Update("", "10.5555/n", "retraction-watch", "2011-02-01"), "on 2011-02-01, notice 10.5555/n (Retraction Watch)"),
        (Update("", "", "", ""), "date not told, no DOI of the notice told (Crossref)"),
    ],
)  # fmt: skip
def test_every_kind_of_notice_names_its_date_doi_and_source(
    kind: str, code: str, severity: Severity, update: Update, told: str, tmp_path: Path
) -> None:
    work = replace(KRAMER, updated_by=(replace(update, type=kind),))
    records = {**RECORDS, doi_key(KRAMER.doi): RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", work)}
    (found,) = check(GUIDE, tmp_path, records)
    assert (found.code, found.severity) == (code, severity)
    assert found.message.endswith(told)


@pytest.mark.parametrize(
    ("notice", "told"),
    [
        (replace(KRAMER, updates=(Update("retraction", "10.5555/w", "retraction-watch", "2011-02-01"),)), f"(retraction): on 2011-02-01, notice {KRAMER.doi} (Retraction Watch)"),
        (replace(KRAMER, titles=(f"Erratum to: {KRAMER.titles[0]}",)), f"(Erratum to): on 2009-03-18, notice {KRAMER.doi} (Crossref)"),
        (replace(KRAMER, dates=(), updates=(Update("removal", ""),)), f"(removal): date not told, notice {KRAMER.doi} (Crossref)"),
    ],
)  # fmt: skip
def test_citing_the_notice_names_its_date_doi_and_source(notice: Work, told: str, tmp_path: Path) -> None:
    records = {**RECORDS, doi_key(KRAMER.doi): RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", notice)}
    (found,) = check(GUIDE, tmp_path, records)
    assert found.code == "CIT012"
    assert found.message.endswith(told)


@pytest.mark.parametrize(
    ("title", "updates", "codes"),
    [
        ("RETRACTED: {}", (), ["CIT008"]),
        ("TEMPORARY REMOVAL: {}", (), ["CIT015"]),
        ("RETRACTED: {}", (Update("retraction", "10.5555/n", "", "2010"), Update("reinstatement", "10.5555/b", "", "2012")), ["CIT015"]),
        ("{}", (Update("retraction", "10.5555/n", "", "2010"), Update("reinstatement", "10.5555/b")), ["CIT008", "CIT015"]),
    ],
)  # fmt: skip
def test_marks_of_titles_and_reinstatements(
    title: str, updates: tuple[Update, ...], codes: list[str], tmp_path: Path
) -> None:
    work = replace(KRAMER, titles=(title.format(KRAMER.titles[0]),), updated_by=updates)
    records = {**RECORDS, doi_key(KRAMER.doi): RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", work)}
    assert sorted(each.code for each in check(GUIDE, tmp_path, records)) == codes
