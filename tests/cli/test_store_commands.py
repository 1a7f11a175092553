"""``guidewarden store``: export, import, check, prune."""

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from evidences import night
from guidewarden.store import open_store
from oldstore import SEEN, VERDICTS, close_with, finding, verdicts
from projects import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path, {"store": "sqlite:///nights.db"})
    with open_store("sqlite:///nights.db", tmp_path) as store:
        for ago, said in VERDICTS:
            close_with(store, night(ago), verdicts(said), SEEN, [finding("a" * 16)])
    return made


@pytest.mark.parametrize("name", ["nights.jsonl", "nights.jsonl.gz"])
def test_an_export_is_taken_in_once(folder: Folder, name: str) -> None:
    done = folder.run("store", "export", name)
    assert (done.returncode, done.stdout) == (0, "")
    data = (folder.path / name).read_bytes()
    text = gzip.decompress(data) if name.endswith(".gz") else data
    rows = text.count(b"\n") - 1
    done = folder.run("store", "import", name, "--store", "sqlite:///other.db")
    assert f"{rows} rows new, 0 known already" in done.stderr
    done = folder.run("store", "import", name, "--store", "sqlite:///other.db")
    assert f"0 rows new, {rows} known already" in done.stderr
    assert folder.run("store", "export", "-", "--store", "sqlite:///other.db").stdout.encode() == text
    assert folder.run("store", "check", "--store", "sqlite:///other.db").returncode == 0
    assert sorted(path.suffix for path in folder.path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize(("name", "other"), [("a.jsonl", "a.jsonl.gz"), ("a.jsonl.gz", "a.jsonl")])
def test_an_export_by_another_name_is_taken_in(folder: Folder, name: str, other: str) -> None:
    folder.run("store", "export", name)
    (folder.path / name).rename(folder.path / other)
    done = folder.run("store", "import", other, "--store", "sqlite:///other.db")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jsonl", b"{}\n", "a.jsonl:1:1: this is no export of a store"),
        ("a.jsonl", b'{"guidewarden-store": 1}\n{"runs": 3}\n', "a.jsonl:2:1: this line cannot be read"),
        ("a.jsonl", b"\xff\xfe\n", "a.jsonl: the file ends too soon, or is damaged"),
        ("a.gz", b"not packed", "a.gz:1:1: this is no export of a store"),
        ("a.gz", gzip.compress(b'{"guidewarden-store": 1}\n')[:-9], "a.gz: the file ends too soon, or is damaged"),
        ("missing.jsonl", None, "missing.jsonl: cannot be read: No such file"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_told(folder: Folder, name: str, data: bytes | None, words: str) -> None:
    if data is not None:
        folder.write(name, data)
    done = folder.run("store", "import", name)
    assert done.returncode == 2
    assert words in done.stderr


def test_where_nothing_can_be_written_nothing_is_left(folder: Folder) -> None:
    done = folder.run("store", "export", "no/such/folder.jsonl")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_check_tells_damage(folder: Folder) -> None:
    assert folder.run("store", "check").stderr == "The store is whole.\n"
    with sqlite3.connect(folder.path / "nights.db") as connection:
        connection.execute("DELETE FROM bodies WHERE digest IN (SELECT digest FROM findings)")
    connection.close()
    done = folder.run("store", "check")
    assert done.returncode == 3
    assert "5 findings whose text is missing" in done.stderr


def test_prune_takes_out_all_that_is_too_old(folder: Folder) -> None:
    folder.settings["retention"] = {"evidence_days": 1}
    done = folder.run("store", "prune")
    assert done.returncode == 0
    with open_store("sqlite:///nights.db", folder.path) as store:
        assert not any(store.evidence_of(run.id) for _, run in store.runs())
    assert folder.run("store", "prune").stderr == "0 rows taken out.\n"


def test_a_history_of_another_place_is_json_too(folder: Folder) -> None:
    done = folder.run("history", "https://a.example/", "--format", "json")
    assert [one["state"] for one in json.loads(done.stdout)["lives"][0]["nights"]] == [
        "ok", "failing", "failing", "failing", "broken",
    ]  # fmt: skip
