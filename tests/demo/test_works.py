"""The works of the practice web: sound in themselves, and told alike by every registry."""

import pytest
from pydantic import ValidationError

from guidewarden.demo.records import crossref_records, datacite_records
from guidewarden.demo.works import PracticeWork, fold, shipped

BY_DOI = {fold(work.doi): work for work in shipped()}


def test_each_doi_once_and_aliases_lead_somewhere() -> None:
    assert len(BY_DOI) == len(shipped())
    assert [work.doi for work in shipped() if work.alias and fold(work.alias) not in BY_DOI] == []


def test_everything_made_up_stands_under_prefixes_for_examples() -> None:
    real = {"10.1162/ISEC_a_00236", "10.1080/01636600902773248"}
    prefixes = {work.doi.partition("/")[0] for work in shipped() if work.doi not in real}
    assert prefixes == {"10.5555", "10.5072", "10.999999"}
    places = [work.leads_to for work in shipped() if work.leads_to]
    assert [place for place in places if ".practice.example/" not in place] == []


def test_agencies_hold_the_records_of_their_works() -> None:
    crossref = {record["DOI"] for record in crossref_records(1)}
    datacite = {record["doi"] for record in datacite_records()}
    assert {BY_DOI[doi].agency for doi in crossref} == {"Crossref"}
    assert {BY_DOI[doi].agency for doi in datacite} == {"DataCite"}
    assert crossref | datacite == {doi for doi, work in BY_DOI.items() if work.record}


def test_a_record_as_crossref_writes_it() -> None:
    (record,) = (each for each in crossref_records(1) if each["DOI"] == "10.5555/practice.telegrams")
    assert record["title"] == ["Counting the Telegrams"]
    assert record["short-container-title"] == ["Practice Rev. Dipl. Hist."]
    assert record["author"][1] == {"given": "Samuel", "family": "Adeyemi", "sequence": "additional", "affiliation": []}  # fmt: skip
    assert record["issued"] == record["published-online"] == {"date-parts": [[2014, 5, 19]]}
    assert record["published-print"] == {"date-parts": [[2014, 7]]}
    assert record["resource"]["primary"]["URL"].startswith("https://diplomacy.practice.example/")
    publisher, watch = record["updated-by"]
    assert publisher == {
        "DOI": "10.5555/practice.telegrams-retraction", "type": "retraction", "label": "Retraction",
        "source": "publisher", "updated": {"date-parts": [[2016, 5, 12]]},
    }  # fmt: skip
    assert watch == {**publisher, "source": "retraction-watch", "record-id": watch["record-id"]}
    assert "ISSN" not in record


def test_a_record_as_datacite_writes_it() -> None:
    (record,) = datacite_records()
    assert record["publicationYear"] == 2021
    assert record["creators"] == [
        {"name": "Lind, Sara", "nameType": "Personal", "familyName": "Lind", "givenName": "Sara"},
        {"name": "Practice Archive", "nameType": "Organizational"},
    ]
    assert record["dates"] == [{"date": "2021-03-09", "dateType": "Issued"}]


@pytest.mark.parametrize(
    "bad",
    [
        {"doi": "10.5555/a", "alias": "10.5555/b", "leads_to": "https://a.example/"},
        {"doi": "10.5555/a", "record": {"type": "book", "title": "A", "printed": "May 2016"}},
        {"doi": "10.5555/a", "title": "A"},
    ],
)
def test_bad_works_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PracticeWork.model_validate(bad)
