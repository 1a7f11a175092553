"""What the archive said is remembered, and replaced by what it says later."""

from evidences import night
from guidewarden.model import ArchivedCopy
from guidewarden.store import AskedCopy
from storeplaces import Place

COPY = ArchivedCopy("https://web.archive.org/web/20190303101512/https://a.example/", night(900))


def test_a_copy_and_none_come_back_after_a_restart(place: Place) -> None:
    with place.open() as store:
        store.keep_copy("link:a", night(2), COPY)
        store.keep_copy("link:b", night(1), None)
    with place.open() as store:
        assert store.copies(["link:a", "link:b", "link:c"]) == {
            "link:a": AskedCopy(night(2), COPY),
            "link:b": AskedCopy(night(1), None),
        }
        assert store.copies(["link:b"]) == {"link:b": AskedCopy(night(1), None)}
        assert store.copies([]) == {}


def test_a_later_answer_replaces_an_earlier_one(place: Place) -> None:
    with place.open() as store:
        store.keep_copy("link:a", night(40), None)
        store.keep_copy("link:a", night(2), COPY)
        assert store.copies(["link:a"]) == {"link:a": AskedCopy(night(2), COPY)}
