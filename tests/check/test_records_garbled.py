"""Fields that a registry tells in a form that cannot be read, and records of one DOI that are not the same: never taken for a value."""

from typing import Any

import pytest

from guidewarden.check.records import crossref, datacite
from guidewarden.demo.server import Request, Response
from guidewarden.model import RecordOutcome, Update, Work
from recordhelp import FAST, as_json, ask, asked, dataset, listing, one, questions, record, registries

RETRACTED = {"updated-by": [{"DOI": "10.5555/n", "type": "retraction", "source": "publisher"}]}
WHOLE: dict[str, Any] = {
    "title": ["A title"],
    "author": [{"family": "Kramer", "given": "Mark"}],
    "container-title": ["A Journal"],
    "volume": "32",
    "issue": "2",
    "page": "39-61",
    "publisher": "A house",
    "issued": {"date-parts": [[2009, 4]]},
    "ISSN": ["0163-660X"],
}


def read(**fields: Any) -> Work:
    work = crossref.read_work(
        record("10.5555/a") | WHOLE | {key.replace("_", "-"): fields[key] for key in fields}
    )
    assert work is not None
    return work


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("type", "type", 5),
        ("title", "title", 1),
        ("title", "title", {"en": "x"}),
        ("title", "title", "A title"),
        ("title", "title", ["A title", 404]),
        ("title", "original-title", [[1]]),
        ("subtitle", "subtitle", [7]),
        ("author", "author", {"a": 1}),
        ("author", "author", 2),
        ("author", "author", ["Smith, John"]),
        ("author", "author", [{"family": "Kramer"}, "Smith, John"]),
        ("author", "author", [{"family": ["Kramer"], "given": "Mark"}]),
        ("editor", "editor", "Smith"),
        ("container-title", "container-title", {"a": "b"}),
        ("container-title", "short-container-title", [3]),
        ("volume", "volume", ["32"]),
        ("volume", "volume", 3),
        ("issue", "issue", {"a": 1}),
        ("page", "page", ["1-2"]),
        ("page", "article-number", 12),
        ("publisher", "publisher", False),
        ("ISSN", "ISSN", 1634660),
        ("ISBN", "ISBN", [True]),
        ("language", "language", 0),
        *(("issued", key, "1950") for key in ("issued", "published", "published-print", "published-online")),
        ("issued", "issued", 4),
        ("issued", "issued", [[2009, 4]]),
        ("issued", "issued", {"raw": "1950"}),
        ("issued", "issued", {"date-parts": "1950"}),
        ("issued", "issued", {"date-parts": [[20009, 99]]}),
        ("issued", "issued", {"date-parts": [[2009, 13]]}),
        ("issued", "issued", {"date-parts": [[2009, 4, 31]]}),
        ("issued", "issued", {"date-parts": [[2009.0]]}),
        ("issued", "issued", {"date-parts": [2009]}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_no_value_and_is_not_passed_over(name: str, field: str, value: Any) -> None:
    attributes = {
        "title": "titles", "subtitle": "subtitles", "author": "authors", "editor": "editors", "container-title": "container_titles",
        "issued": "dates", "ISSN": "issn", "ISBN": "isbn",
    }  # fmt: skip
    work = read(**{field: value})
    assert work.unreadable == (name,)
    assert not getattr(work, attributes.get(name, name))
    assert not work.is_garbled


@pytest.mark.parametrize(
    "value", [None, "", [], {}], ids=["null", "empty text", "empty list", "empty object"]
)
@pytest.mark.parametrize("field", [*WHOLE, "subtitle", "editor", "language", "published-print"])
def test_what_is_left_out_is_merely_not_told(field: str, value: Any) -> None:
    assert read(**{field: value}).unreadable == ()


@pytest.mark.parametrize("parts", [None, [], [[]], [[None]], [None], [[2009, None, 3]], [["2009", "4"]]])
def test_dates_that_are_told_in_part(parts: Any) -> None:
    assert read(issued={"date-parts": parts}).unreadable == ()


def of_datacite(**fields: Any) -> Work:
    found = datacite.read_one(
        {"data": {"attributes": {"doi": "10.5072/a", "titles": [{"title": "T"}]} | fields}}
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("title", {"titles": ["T"]}),
        ("title", {"titles": [{"title": 5}]}),
        ("author", {"creators": "Ash, Wren"}),
        ("author", {"creators": [{"name": ["Ash"]}]}),
        ("editor", {"contributors": [7]}),
        ("container-title", {"container": "Nature"}),
        ("container-title", {"container": {"title": ["Nature"]}}),
        ("ISSN", {"container": {"identifier": ["0163-660X"], "identifierType": "ISSN"}}),
        ("volume", {"container": {"title": "Nature", "volume": 5}}),
        ("page", {"container": {"title": "Nature", "firstPage": "7", "lastPage": 44}}),
        ("publisher", {"publisher": ["Zenodo"]}),
        ("publisher", {"publisher": {"name": 5}}),
        ("issued", {"publicationYear": True}),
        ("issued", {"publicationYear": "soon"}),
        ("issued", {"dates": [{"date": "Spring", "dateType": "Issued"}], "publicationYear": 2019}),
        ("issued", {"dates": [{"date": "2019-13", "dateType": "Issued"}]}),
        ("type", {"types": "Dataset"}),
        ("language", {"language": ["en"]}),
    ],
)
def test_the_same_of_datacite(name: str, fields: dict[str, Any]) -> None:
    work = of_datacite(**fields)
    assert work.unreadable == (name,)
    assert work.page == ""
    assert work.dates == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"titles": [{"title": "T"}, None], "creators": [], "container": {}, "publisher": None, "types": {}, "dates": None},
        {"publicationYear": 2019}, {"publicationYear": "2019"}, {"dates": [{"date": "2019-05/2019-06", "dateType": "Issued"}]},
        {"dates": [{"date": "long ago", "dateType": "Created"}]}, {"publisher": "Zenodo"}, {"publisher": {"name": "Zenodo"}},
    ],
)  # fmt: skip
def test_what_datacite_tells_soundly(fields: dict[str, Any]) -> None:
    assert of_datacite(**fields).unreadable == ()


GARBAGE = {"title": 1, "author": 2, "volume": 3, "issued": 4, "type": 5}


def test_a_garbage_record_is_no_evidence() -> None:
    def garbled(request: Request) -> Response:
        items = [{"DOI": doi, **GARBAGE} for doi in asked(request)]
        return listing(items) if request.path == "/works" else one(items[0])

    def odd(_: Request) -> Response:
        return dataset("10.5072/a", titles=5, creators=[3])

    answers, _ = ask(registries(garbled, odd), ["10.5555/a", "10.5555/a,b", "10.5072/a"])
    assert {(answer.outcome, answer.work, answer.why) for answer in answers.values()} == {
        (RecordOutcome.NO_ANSWER, None, "Crossref's record of it cannot be read"),
        (RecordOutcome.NO_ANSWER, None, "DataCite's record of it cannot be read"),
    }


def test_a_notice_in_a_garbage_record_stands() -> None:
    answers, _ = ask(
        registries(lambda request: listing([{"DOI": doi, **GARBAGE, **RETRACTED} for doi in asked(request)])),
        ["10.5555/a"],
    )
    work = answers["10.5555/a"].work
    assert work is not None
    assert work.is_garbled
    assert work.updated_by == (Update("retraction", "10.5555/n", "publisher"),)


def test_a_record_without_a_word_is_found_and_not_garbled() -> None:
    answers, _ = ask(registries(lambda _: listing([{"DOI": "10.5555/a"}])), ["10.5555/a"])
    work = answers["10.5555/a"].work
    assert work is not None
    assert not work.is_garbled


def twice(first: dict[str, Any], second: dict[str, Any], alone: Any) -> Any:
    """Crossref that tells two records of 10.5555/a in its lists, and another one when it is asked for that DOI alone."""

    def respond(request: Request) -> Response:
        if request.path != "/works":
            return alone if isinstance(alone, Response) else one(alone)
        return listing([record("10.5555/b"), record("10.5555/a", **first), record("10.5555/A", **second)])

    return respond


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_records_of_one_doi_neither_is_believed(turned: bool) -> None:
    pair = ({}, RETRACTED) if turned else (RETRACTED, {})
    missing = Response(404, FAST, b"Resource not found.")
    answers, server = ask(registries(twice(*pair, missing)), ["10.5555/a", "10.5555/b"])
    assert answers["10.5555/b"].outcome is RecordOutcome.FOUND
    assert (answers["10.5555/a"].outcome, answers["10.5555/a"].work) == (RecordOutcome.NO_ANSWER, None)
    assert answers["10.5555/a"].why == "Crossref tells records of it that contradict each other"
    assert [request.path for request in questions(server)] == ["/works", "/works/10.5555/a"]


def test_asked_for_alone_the_record_settles_it() -> None:
    alone = record("10.5555/a", language="en", **RETRACTED)
    answers, _ = ask(registries(twice(RETRACTED, {}, alone)), ["10.5555/a"])
    work = answers["10.5555/a"].work
    assert work is not None
    assert [update.type for update in work.updated_by] == ["retraction"]


@pytest.mark.parametrize(
    "first",
    [RETRACTED, {"updated-by": "retraction"}, {"update-to": [{"DOI": "10.5555/w", "type": "erratum"}]}],
)
def test_a_record_that_hides_a_notice_settles_nothing(first: dict[str, Any]) -> None:
    answers, _ = ask(registries(twice(first, {}, record("10.5555/a"))), ["10.5555/a"])
    assert answers["10.5555/a"].outcome is RecordOutcome.NO_ANSWER


def test_the_same_record_twice_is_one() -> None:
    same = RETRACTED | {"title": ["About it"]}
    answers, server = ask(registries(twice(same, same, None)), ["10.5555/a"])
    assert answers["10.5555/a"].outcome is RecordOutcome.FOUND
    assert len(questions(server)) == 1


def test_a_search_gives_none_of_two_records_of_one_doi() -> None:
    items = [record("10.5555/a"), record("10.5555/b"), record("10.5555/a", volume="7")]
    answer = {"status": "ok", "message-type": "work-list", "message": {"items": items, "total-results": 3}}
    found = crossref.read_search(answer)
    assert found is not None
    assert [work.doi for work in found] == ["10.5555/b"]


def test_several_records_in_place_of_one_are_none() -> None:
    attributes = {"doi": "10.5072/a", "titles": [{"title": "T"}]}
    several = as_json({"data": [{"attributes": attributes}, {"attributes": attributes}]})
    answers, _ = ask(registries(datacite=lambda _: several), ["10.5072/a"])
    assert answers["10.5072/a"].outcome is RecordOutcome.NO_ANSWER


def test_a_404_for_a_list_is_told_as_it_is() -> None:
    answers, _ = ask(registries(lambda _: Response(404, FAST, b"Resource not found.")), ["10.5555/a"])
    assert answers["10.5555/a"].outcome is RecordOutcome.NO_ANSWER
    assert answers["10.5555/a"].why == "Crossref says “Resource not found” of the whole list"
