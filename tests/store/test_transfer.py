"""A store as lines of JSON and back: nothing is lost, nothing comes twice, whatever keeps it."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evidences import night
from guidewarden.model import InputError, State
from guidewarden.store import Archive, open_store
from oldstore import COPY, GONE, RECORD, SEEN, VERDICTS, A, B, C, close_with, finding, verdicts
from storeplaces import Place


def fill(store: Archive, nights: Sequence[int]) -> None:
    for ago, said in VERDICTS:
        if ago in nights:
            close_with(store, night(ago), verdicts(said), SEEN, [finding("a" * 16)], {("mark", A): GONE})
    store.keep_copy(A, night(2), COPY)
    store.keep_record("10.5555/a", RECORD)
    store.keep_told("mail", "paula@example.org", night(1), "what was new")


def lines_of(store: Archive) -> list[str]:
    lines: list[str] = []
    store.dump(lines.append)
    return lines


def test_a_round_trip_loses_nothing(place: Place, tmp_path: Path) -> None:
    with place.open() as store:
        fill(store, (6, 5, 4, 3, 2))
        lines = lines_of(store)
        assert json.loads(lines[0]) == {"guidewarden-store": 1}
    with open_store("sqlite:///copy.db", tmp_path) as copy:
        merged = copy.load(lines)
        assert merged.new == len(lines) - 1
        assert merged.known == 0
        assert lines_of(copy) == lines
        assert copy.check() == ()
    with place.open() as store:
        assert store.load(lines) == (0, len(lines) - 1)
        assert lines_of(store) == lines


def test_two_stores_become_one_as_if_they_had_always_been(place: Place, tmp_path: Path) -> None:
    with open_store("sqlite:///whole.db", tmp_path) as whole:
        fill(whole, (6, 5, 4, 3, 2))
        lines = lines_of(whole)
        told = [whole.life(key) for key in (A, B, C)]
    with open_store("sqlite:///odd.db", tmp_path) as odd:
        odd.load(only(lines, (5, 3)))
        some = lines_of(odd)
    with place.open() as store:
        store.load(only(lines, (6, 4, 2)))
        store.load(some)
        store.load(some)
        assert [store.life(key) for key in (A, B, C)] == told
        assert store.check() == ()
        assert [counts[State.OK] for _, counts in store.trend("run:guides")] == [2, 1, 1, 0, 1]


def only(lines: list[str], nights: Sequence[int]) -> list[str]:
    """The lines of a store that knew only these nights."""
    rows = [json.loads(line) for line in lines]
    runs = [row["runs"] for row in rows if "runs" in row]
    kept = {run["id"] for run in runs if run["started"] in [night(ago).isoformat()[:19] for ago in nights]}
    numbers = sorted(run["night"] for run in runs if run["id"] in kept)
    answer = []
    for row in rows:
        ((name, values),) = row.items()
        if name == "runs":
            if values["id"] in kept:
                answer.append({name: {**values, "night": numbers.index(values["night"]) + 1}})
        elif name == "stretches":
            inside = [n for n, was in enumerate(numbers, 1) if values["first"] <= was <= values["last"]]
            if inside:
                last = values["last"] if inside[-1] == len(numbers) else inside[-1]
                answer.append({name: {**values, "first": inside[0], "last": last}})
        elif values["run_id"] in kept if name in ("evidence", "findings") else True:
            answer.append(row)
    return [json.dumps(row) + "\n" for row in answer]


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ([], "export:1:1: this is no export of a store"),
        (["{}"], "export:1:1: this is no export"),
        (["not json"], "export:1:1"),
        (['{"guidewarden-store": 2}'], "export:1:1"),
        (['{"guidewarden-store": 1}', '{"runs": {"id": 1}}'], "export:2:1: this line cannot be read"),
        (['{"guidewarden-store": 1}', '{"sqlite_master": {}}'], "export:2:1"),
        (['{"guidewarden-store": 1}', '{"bodies": {"digest": "00", "used": "2026-01-01T00:00:00", "body": "{}"}}'], "export:2:1"),
    ],
)  # fmt: skip
def test_other_lines_are_refused_and_change_nothing(store: Archive, lines: list[str], where: str) -> None:
    fill(store, (6,))
    before = lines_of(store)
    with pytest.raises(InputError, match=where):
        store.load(lines)
    assert lines_of(store) == before
