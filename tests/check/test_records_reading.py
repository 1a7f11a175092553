"""Registries' records read into works: real ones, their oddities, and whatever else may come."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.check.records import agencies, crossref, datacite
from guidewarden.check.records.reading import TITLE, day_of_parts, day_of_text, text, titles
from guidewarden.model import Name, Update, Work
from guidewarden.store import MEMORY, open_store
from recordhelp import SHIFRINSON


def test_a_journal_article_of_crossref() -> None:
    assert crossref.read_work(SHIFRINSON) == Work(
        "10.1162/isec_a_00236",
        "Crossref",
        type="article-journal",
        titles=("Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion",),
        container_titles=("International Security",),
        authors=(Name(family="Shifrinson", given="Joshua R. Itzkowitz"),),
        dates=("2016-04",),
        volume="40",
        issue="4",
        page="7-44",
        publisher="MIT Press - Journals",
        issn=("0162-2889", "1531-4804"),
        url="https://direct.mit.edu/isec/article/40/4/7-44/12109",
    )


def test_all_titles_names_and_dates_of_crossref() -> None:
    work = crossref.read_work(
        {
            "DOI": "10.5555/a",
            "title": ["The <i>Title</i> &amp;amp; more\n  words", ""],
            "original-title": ["Der Titel", None],
            "subtitle": ["A subtitle"],
            "container-title": ["Journal of Practice"],
            "short-container-title": ["J. Pract."],
            "author": [
                {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
                {"name": "World Health Organization"},
                {"given": "Voltaire"},
                {"family": "", "given": None, "sequence": 7.5},
                {"family": "Müller"},
                None,
            ],
            "editor": [{"family": "Ed", "given": "I."}],
            "published-online": {"date-parts": [["2015", 12, 31]]},
            "published-print": {"date-parts": [[2016]]},
            "issued": {"date-parts": [[2015, 12, 31]]},
            "published": {"date-parts": [[None]]},
            "article-number": "e123",
            "volume": "12",
            "ISBN": ["http://id.crossref.org/isbn/9780262123456", "9780262123456"],
            "language": "en",
        }
    )
    assert work == Work(
        "10.5555/a",
        "Crossref",
        titles=("The Title & more words", "Der Titel"),
        subtitles=("A subtitle",),
        container_titles=("Journal of Practice", "J. Pract."),
        authors=(
            Name(family="King", given="Martin Luther, Jr."),
            Name(literal="World Health Organization"),
            Name(literal="Voltaire"),
            Name(family="Müller"),
        ),
        editors=(Name(family="Ed", given="I."),),
        dates=("2016", "2015-12-31"),
        volume="12",
        page="e123",
        isbn=("9780262123456", "9780262123456"),
        language="en",
    )


def test_a_dataset_of_datacite() -> None:
    attributes = {
        "doi": "10.5072/visits",
        "titles": [
            {"title": "Visits to the library", "lang": "en"},
            {"title": "Hour by hour", "titleType": "Subtitle"},
            {"title": "Besuche der Bibliothek", "titleType": "TranslatedTitle"},
        ],
        "creators": [
            {
                "name": "Practice, Paula",
                "nameType": "Personal",
                "givenName": "Paula",
                "familyName": "Practice",
            },
            {"name": "Archive, The", "nameType": "Organizational"},
            {"name": "Doe, John"},
            {"name": "Plato"},
        ],
        "contributors": [
            {"name": "Ed, Ina", "contributorType": "Editor"},
            {"name": "Host, Hal", "contributorType": "HostingInstitution"},
        ],
        "publisher": {"name": "Practice Data Archive", "schemeUri": "https://ror.org/"},
        "publicationYear": 2021,
        "dates": [
            {"date": "2021-05-06T10:00:00Z", "dateType": "Issued"},
            {"date": "2020", "dateType": "Created"},
            {"date": "2021-06/2021-07", "dateType": "Available"},
        ],
        "container": {
            "type": "Series",
            "title": "Practice Data",
            "volume": "3",
            "issue": "2",
            "firstPage": "7",
            "lastPage": "44",
            "identifier": "1234-5678",
            "identifierType": "ISSN",
        },
        "types": {"resourceTypeGeneral": "Dataset", "citeproc": "dataset"},
        "language": "en",
        "url": "https://data.example.org/visits",
        "relatedIdentifiers": [
            {
                "relationType": "IsPreviousVersionOf",
                "relatedIdentifier": "https://doi.org/10.5072/v2",
                "relatedIdentifierType": "DOI",
            },
            {
                "relationType": "IsObsoletedBy",
                "relatedIdentifier": "10.5072/V2",
                "relatedIdentifierType": "DOI",
            },
            {
                "relationType": "IsPreviousVersionOf",
                "relatedIdentifier": "10.5072/visits",
                "relatedIdentifierType": "DOI",
            },
            {
                "relationType": "IsPreviousVersionOf",
                "relatedIdentifier": "https://example.org",
                "relatedIdentifierType": "URL",
            },
            {
                "relationType": "IsNewVersionOf",
                "relatedIdentifier": "10.5072/v0",
                "relatedIdentifierType": "DOI",
            },
            {"relationType": "Cites", "relatedIdentifier": "10.5072/other", "relatedIdentifierType": "DOI"},
        ],
        "state": "findable",
        "isActive": True,
    }
    assert datacite.read_one({"data": {"attributes": attributes}}) == Work(
        "10.5072/visits",
        "DataCite",
        type="dataset",
        titles=("Visits to the library", "Besuche der Bibliothek"),
        subtitles=("Hour by hour",),
        container_titles=("Practice Data",),
        authors=(
            Name(family="Practice", given="Paula"),
            Name(literal="Archive, The"),
            Name(family="Doe", given="John"),
            Name(literal="Plato"),
        ),
        editors=(Name(family="Ed", given="Ina"),),
        dates=("2021-05-06", "2021-06"),
        volume="3",
        issue="2",
        page="7-44",
        publisher="Practice Data Archive",
        issn=("1234-5678",),
        language="en",
        url="https://data.example.org/visits",
        updated_by=(Update("new_version", "10.5072/v2"),),
        updates=(Update("new_version", "10.5072/v0"),),
    )
    assert datacite.read_one({"data": {"attributes": {"doi": "10.5072/a", "publisher": "Us"}}}) == Work(
        "10.5072/a", "DataCite", publisher="Us"
    )


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ([[2016, 4, 1]], "2016-04-01"),
        ([["2016", "4"]], "2016-04"),
        ([[2016, None, 3]], "2016"),
        ([[2016, 13]], "2016"),
        ([[2016, 4, 31]], "2016-04"),
        ([[2015, 2, 29]], "2015-02"),
        ([[None]], ""),
        ([None], ""),
        ([[]], ""),
        ([], ""),
        ([[True]], ""),
        ([[20160401]], ""),
        ([[2016.0]], ""),
        ("2016", ""),
        (None, ""),
    ],
)
def test_date_parts(parts: Any, day: str) -> None:
    assert day_of_parts({"date-parts": parts}) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016", "2016"),
        (2016, "2016"),
        ("2016-04-01T00:00:00Z", "2016-04-01"),
        ("2016/2017", "2016"),
        ("20160401", ""),
    ]
    + [(odd, "") for odd in ("", None, "April 2016", [2016], "0000")],
)
def test_days_in_text(written: Any, day: str) -> None:
    assert day_of_text(written) == day


def test_texts_are_one_line_and_cut() -> None:
    assert text(" a\n\tb\x00c\u202e ") == "a b c"
    assert text("\ud800x").endswith("x")
    assert len(text("x" * 10_000)) == 200
    assert titles(["x" * 100_000]) == ("x" * TITLE,)
    assert titles(["<b></b>", "<script>alert(1)</script>p < 0.05"]) == ("alert(1) p < 0.05",)
    assert text(12) == text(10**20) == text(True) == ""


def test_hostile_addresses_are_left_out() -> None:
    for url in ("javascript:alert(1)", "//example.org", 'https://example.org/"><script>', "https://a b", 7):
        work = crossref.read_work({"DOI": "10.5555/a", "resource": {"primary": {"URL": url}}})
        assert work is not None
        assert work.url == ""


def test_long_lists_are_cut() -> None:
    work = crossref.read_work(
        {"DOI": "10.5555/a", "author": [{"family": "A"}] * 5_000, "title": ["T"] * 5_000}
    )
    assert work is not None
    assert len(work.authors) == 200
    assert work.titles == ("T",)


def test_batches_fit_into_an_address() -> None:
    dois = ["10.5555/" + "<>" * 120] * 60
    assert [len(batch) for batch in crossref.batches(dois)] != [50, 10]
    assert sum(len(batch) for batch in crossref.batches(dois)) == 60
    for batch in crossref.batches(dois):
        assert len(crossref.list_address("https://api.crossref.org", batch, None)) < 8_000
    assert [len(batch) for batch in crossref.batches([f"10.5555/{n}" for n in range(120)])] == [50, 50, 20]
    assert list(crossref.batches([])) == []


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
KEYS = st.sampled_from([
    "DOI", "doi", "type", "title", "titles", "titleType", "subtitle", "original-title", "container",
    "container-title", "author", "creators", "name", "family", "familyName", "given", "givenName", "nameType",
    "suffix", "issued", "published-print", "dates", "date", "dateType", "date-parts", "publicationYear", "volume",
    "page", "firstPage", "ISSN", "ISBN", "identifier", "identifierType", "publisher", "language", "url", "resource",
    "primary", "URL", "updated-by", "update-to", "updated", "source", "label", "relation", "is-replaced-by", "id",
    "date-time", "relatedIdentifiers", "relatedIdentifier",
    "relatedIdentifierType", "relationType", "types", "RA", "status", "message", "message-type", "items",
    "total-results", "data", "attributes", "errors", "contributors", "contributorType",
])  # fmt: skip
WORDS = st.sampled_from(
    ["ok", "work", "work-list", "DOI", "IsObsoletedBy", "10.5555/a", "Issued", "404", "Crossref"]
)
JSON = st.recursive(
    SCALARS | WORDS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=30,
)
FIELDS = st.dictionaries(KEYS, JSON, max_size=12)
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def sound(work: Work | None) -> None:
    """A work that came out is whole: it can be stored, and its texts are short lines."""
    if work is None:
        return
    with open_store(MEMORY, Path()) as store:
        store.keep_search("a", NOW, (work,))
        assert store.searches(["a"])["a"].works == (work,)
    for name in work.__struct_fields__:
        value = getattr(work, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str):
                assert len(each) <= 2_000
                assert each == " ".join(each.split())


@settings(max_examples=200, deadline=None)
@given(FIELDS)
def test_no_record_of_crossref_makes_it_raise(item: dict[str, Any]) -> None:
    sound(crossref.read_work({"DOI": "10.5555/a"} | item))
    whole = {
        "status": "ok",
        "message-type": "work-list",
        "message": {"items": [item], "total-results": 1} | item,
    }
    found = crossref.read_list(whole)
    for work in found.works.values() if found else ():
        sound(work)


@settings(max_examples=200, deadline=None)
@given(FIELDS)
def test_no_record_of_datacite_makes_it_raise(item: dict[str, Any]) -> None:
    sound(datacite.read_one({"data": {"attributes": {"doi": "10.5072/a"} | item}}))


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_is_an_answer_or_none(data: Any) -> None:
    for read in (
        crossref.read_list,
        crossref.read_search,
        crossref.read_one,
        datacite.read_one,
        agencies.read_agencies,
    ):
        read(data)
    body = json.dumps(data).encode("utf-8", "surrogatepass")
    assert datacite.is_missing(body) in (True, False)
    assert not crossref.is_missing(body)


@given(st.binary(max_size=50))
def test_any_body_of_a_404(body: bytes) -> None:
    assert not datacite.is_missing(body)
    assert crossref.is_missing(body) == body.strip().lower().startswith(b"resource not found")
