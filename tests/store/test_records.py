"""What registries said is remembered, and replaced by what they say later."""

from msgspec.structs import replace

from evidences import night
from guidewarden.model import Name, RecordAnswer, RecordOutcome, Update, Work
from guidewarden.store import AskedSearch, Forgetful
from storeplaces import Place

WORK = Work(
    "10.5555/a",
    "Crossref",
    type="article-journal",
    titles=("Title",),
    authors=(Name(family="Kramer", given="Mark"), Name(literal="CERN")),
    dates=("2009-04",),
    updated_by=(Update("retraction", "10.5555/b", "publisher", "2010"),),
)
FOUND = RecordAnswer(night(3), RecordOutcome.FOUND, "Crossref", WORK)
ABSENT = RecordAnswer(night(2), RecordOutcome.ABSENT, "DataCite", why="DataCite holds no record of it")


def test_records_come_back_whole_after_a_restart(place: Place) -> None:
    with place.open() as store:
        store.keep_record("10.5555/a", FOUND)
        store.keep_record("10.5555/c", ABSENT)
    with place.open() as store:
        assert store.records(["10.5555/a", "10.5555/c", "10.5555/d"]) == {
            "10.5555/a": FOUND,
            "10.5555/c": ABSENT,
        }
        assert store.records([]) == {}


def test_a_later_record_replaces_an_earlier_one(place: Place) -> None:
    later = replace(FOUND, asked_at=night(1), work=replace(WORK, volume="2"))
    with place.open() as store:
        store.keep_record("10.5555/a", FOUND)
        store.keep_record("10.5555/a", later)
        assert store.records(["10.5555/a"]) == {"10.5555/a": later}


def test_more_records_than_a_question_may_name(place: Place) -> None:
    keys = [f"10.5555/{number}" for number in range(1_234)]
    with place.open() as store:
        for key in keys:
            store.keep_record(key, ABSENT)
        assert set(store.records(keys)) == set(keys)


def test_searches(place: Place) -> None:
    with place.open() as store:
        store.keep_search("f" * 32, night(4), ())
        store.keep_search("e" * 32, night(4), (WORK,))
    with place.open() as store:
        store.keep_search("f" * 32, night(3), (WORK, WORK))
        assert store.searches(["e" * 32, "f" * 32, "d" * 32]) == {
            "e" * 32: AskedSearch(night(4), (WORK,)),
            "f" * 32: AskedSearch(night(3), (WORK, WORK)),
        }


def test_the_store_that_keeps_nothing() -> None:
    store = Forgetful()
    store.keep_record("10.5555/a", FOUND)
    store.keep_search("f" * 32, night(1), (WORK,))
    assert store.records(["10.5555/a"]) == {}
    assert store.searches(["f" * 32]) == {}
