"""Notices as registries tell of them: read, or told as what cannot be read."""

from typing import Any

import pytest

from guidewarden.check.records import crossref, datacite
from guidewarden.model import Update


def test_notices_of_crossref() -> None:
    work = crossref.read_work(
        {
            "DOI": "10.1371/journal.ppat.1008184",
            "updated-by": [
                {
                    "DOI": "10.1021/acsami.9b11759",
                    "type": "retraction",
                    "label": "Retraction",
                    "source": "retraction-watch",
                    "updated": {"date-parts": [[2019, 7, 26]]},
                    "record-id": "20946",
                },
                {
                    "DOI": "10.1021/ACSAMI.9b11759",
                    "type": "retraction",
                    "source": "retraction-watch",
                    "record-id": 20946,
                },
                {"DOI": "10.1021/acsami.9b11759", "type": "retraction", "source": "publisher"},
                {"DOI": "10.1371/JOURNAL.ppat.1008184", "type": "new_version"},
                {"DOI": "10.5555/c", "type": "Expression of Concern"},
                {"type": "correction", "updated": {"date-parts": [[None]]}},
                {"DOI": "10.5555/d"},
                None,
            ],
            "update-to": [
                {"DOI": "10.5555/e", "type": "erratum"},
                {"DOI": "10.1371/journal.ppat.1008184", "type": "correction"},
            ],
        }
    )
    assert work is not None
    assert work.updated_by == (
        Update("retraction", "10.1021/acsami.9b11759", "retraction-watch", "2019-07-26"),
        Update("retraction", "10.1021/acsami.9b11759", "publisher"),
        Update("expression_of_concern", "10.5555/c"),
        Update("correction", ""),
    )
    assert work.updates == (Update("erratum", "10.5555/e"),)
    assert work.unread == (
        "a notice in “updated-by” (which tells nothing else) has no DOI of its own",
        "a notice in “updated-by” (10.5555/d) does not say of what kind it is",
        "an entry of “updated-by” is nothing",
    )


RETRACTION = {
    "DOI": "10.5555/n",
    "type": "retraction",
    "label": "Retraction",
    "source": "publisher",
    "updated": {"date-parts": [[2019, 7, 26]]},
}


@pytest.mark.parametrize(
    ("updated_by", "reason"),
    [
        ("retraction", "“updated-by” is a text and no list"),
        (True, "“updated-by” is true or false and no list"),
        (7, "“updated-by” is a number and no list"),
        ({}, "“updated-by” is an object and no list"),
        (RETRACTION, "“updated-by” is an object and no list"),
        (["10.5555/n"], "an entry of “updated-by” is a text"),
        ([None], "an entry of “updated-by” is nothing"),
        ([[RETRACTION]], "an entry of “updated-by” is a list"),
        ([RETRACTION | {"type": None}], "a notice in “updated-by” (labelled “Retraction”, 10.5555/n, 2019-07-26, publisher) does not say of what kind it is"),
        ([RETRACTION | {"type": ["retraction"]}], "a notice in “updated-by” (labelled “Retraction”, 10.5555/n, 2019-07-26, publisher) does not say of what kind it is"),
        ([{}], "a notice in “updated-by” (which tells nothing else) does not say of what kind it is"),
        ([RETRACTION | {"DOI": None}], "a notice in “updated-by” (labelled “Retraction”, 2019-07-26, publisher) has no DOI of its own"),
        ([RETRACTION | {"DOI": "unavailable"}], "a notice in “updated-by” (labelled “Retraction”, unavailable, 2019-07-26, publisher) has no DOI of its own"),
        ([RETRACTION | {"updated": "soon"}], "a notice in “updated-by” (labelled “Retraction”, 10.5555/n, publisher) has a date that cannot be read"),
        ([RETRACTION | {"updated": {"date-parts": "2019"}}], "a notice in “updated-by” (labelled “Retraction”, 10.5555/n, publisher) has a date that cannot be read"),
        ([RETRACTION] * 201, "“updated-by” has 201 entries, of which 200 were read"),
    ],
)  # fmt: skip
def test_a_notice_that_cannot_be_read_is_told(updated_by: Any, reason: str) -> None:
    work = crossref.read_work({"DOI": "10.5555/a", "updated-by": updated_by})
    assert work is not None
    assert reason in work.unread
    turned = crossref.read_work({"DOI": "10.5555/a", "update-to": updated_by})
    assert turned is not None
    assert len(turned.unread) == len(work.unread)


@pytest.mark.parametrize(
    "updated_by",
    [RETRACTION, [RETRACTION | {"DOI": None}], [RETRACTION | {"updated": "soon"}], [None, RETRACTION]],
)
def test_what_of_an_odd_notice_can_be_read_is_read(updated_by: Any) -> None:
    work = crossref.read_work({"DOI": "10.5555/a", "updated-by": updated_by})
    assert work is not None
    assert [update.type for update in work.updated_by] == ["retraction"]


@pytest.mark.parametrize(
    ("updated", "date"),
    [
        ({"date-parts": [[2019, 7]]}, "2019-07"),
        ({"date-time": "2019-07-26T00:00:00Z", "timestamp": 1564099200000}, "2019-07-26"),
        ("2019-07-26", "2019-07-26"),
        (2019, "2019"),
        (None, ""),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": []}, ""),
    ],
)
def test_dates_of_notices_in_all_shapes(updated: Any, date: str) -> None:
    work = crossref.read_work({"DOI": "10.5555/a", "updated-by": [RETRACTION | {"updated": updated}]})
    assert work is not None
    assert (work.updated_by, work.unread) == ((Update("retraction", "10.5555/n", "publisher", date),), ())


def test_a_work_that_was_taken_back_in_place() -> None:
    own = RETRACTION | {"DOI": "10.5555/A", "type": "withdrawal"}
    for field in ("update-to", "updated-by"):
        work = crossref.read_work({"DOI": "10.5555/a", field: [own, own | {"type": "correction"}]})
        assert work is not None
        assert [update.type for update in work.updated_by] == ["withdrawal"]
        assert work.updates == ()


@pytest.mark.parametrize(
    ("relation", "updates", "unread"),
    [
        (None, (), 0),
        ({}, (), 0),
        ({"is-preprint-of": [{"id": "10.5555/b", "id-type": "doi"}], "cites": "odd"}, (), 0),
        ({"is-replaced-by": [{"id": "https://doi.org/10.5555/b", "id-type": "doi"}]}, (Update("new_version", "10.5555/b"),), 0),
        ({"is-replaced-by": [{"id": "10.5555/A", "id-type": "doi"}]}, (), 0),
        ({"is-replaced-by": [{"id": "https://example.org", "id-type": "uri"}]}, (), 0),
        ({"is-retracted-by": {"id": "10.5555/b", "id-type": "doi"}}, (Update("retraction", "10.5555/b"),), 1),
        ({"is-withdrawn-by": [{"id": None, "id-type": "doi"}]}, (), 1),
        ({"is-retracted-by": "10.5555/b"}, (), 1),
        ("is-retracted-by", (), 1),
        ([{"id": "10.5555/b"}], (), 1),
    ],
)  # fmt: skip
def test_relations_of_crossref(relation: Any, updates: tuple[Update, ...], unread: int) -> None:
    work = crossref.read_work({"DOI": "10.5555/a", "relation": relation})
    assert work is not None
    assert (work.updated_by, len(work.unread)) == (updates, unread)


@pytest.mark.parametrize(
    ("fields", "updates", "unread"),
    [
        ({"relatedIdentifiers": None}, (), 0),
        ({"relatedIdentifiers": "10.5072/b"}, (), 1),
        ({"relatedIdentifiers": [{"relatedIdentifier": "10.5072/b", "relatedIdentifierType": "DOI"}]}, (), 1),
        ({"relatedIdentifiers": [{"relationType": "IsObsoletedBy"}]}, (), 1),
        ({"relatedIdentifiers": {"relationType": "IsObsoletedBy", "relatedIdentifier": "10.5072/b"}}, (Update("new_version", "10.5072/b"),), 1),
        ({"dates": [{"dateType": "Withdrawn", "date": "2022-03-04"}]}, (Update("withdrawal", "", "", "2022-03-04"),), 0),
    ],
)  # fmt: skip
def test_versions_and_withdrawals_of_datacite(
    fields: dict[str, Any], updates: tuple[Update, ...], unread: int
) -> None:
    work = datacite.read_one({"data": {"attributes": {"doi": "10.5072/a"} | fields}})
    assert work is not None
    assert (work.updated_by, len(work.unread)) == (updates, unread)
