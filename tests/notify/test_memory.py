"""What was told is remembered by a real store, from one night to the next."""

import datetime as dt
from pathlib import Path

from golden import NOW, friendly_view
from guidewarden.notify.changes import read_told, write_told
from guidewarden.store import MEMORY, Forgetful, open_store


def test_what_was_told_last_stands_for_each_recipient(tmp_path: Path) -> None:
    body = write_told(friendly_view().findings)
    with open_store("sqlite:///store.db", tmp_path) as store:
        assert store.told("mail", "ada@library.example") is None
        store.keep_told("mail", "ada@library.example", NOW, "old")
        store.keep_told("mail", "ada@library.example", NOW + dt.timedelta(days=1), body)
        store.keep_told("mail", "مكتبة\0@library.example", NOW, "[]")
    with open_store("sqlite:///store.db", tmp_path) as store:
        assert read_told(store.told("mail", "ada@library.example")) == friendly_view().findings
        assert store.told("mail", "مكتبة\0@library.example") == "[]"
        assert store.told("webhook", "ada@library.example") is None


def test_a_store_that_keeps_nothing_was_told_nothing() -> None:
    store = Forgetful()
    store.keep_told("mail", "ada@library.example", NOW, "[]")
    assert store.told("mail", "ada@library.example") is None
    with open_store(MEMORY, Path()) as memory:
        memory.keep_told("mail", "a", NOW, "x")
        assert memory.told("mail", "a") == "x"
