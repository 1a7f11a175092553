"""The table of behaviours: matching, nights, and the shipped rows."""

import pytest
from pydantic import ValidationError

from guidewarden.demo import practice_guide
from guidewarden.demo.server import Flaw
from guidewarden.demo.table import Behaviour, Row, Table, with_path


def row(url: str, *nights: str, to: str | None = None) -> Row:
    return Row.model_validate({"url": url, "nights": nights, "to": to})


@pytest.mark.parametrize(
    ("pattern", "url", "matches"),
    [
        ("https://a.example", "https://a.example/", True),
        ("https://a.example/", "https://a.example", True),
        ("https://a.example/", "https://a.example/x", False),
        ("https://a.example/x?y=1", "https://a.example/x?y=1", True),
        ("https://a.example/x", "https://a.example/x?y=1", False),
        ("https://a.example/*", "https://a.example/x?y=1", True),
        ("https://*.example/x", "https://b.a.example/x", True),
        ("https://a.example/[x].htm", "https://a.example/[x].htm", True),
        ("https://a.example/[x].htm", "https://a.example/x.htm", False),
    ],
)
def test_matching(pattern: str, url: str, matches: bool) -> None:
    assert row(pattern, "gone").matches(url) is matches


def test_the_last_night_goes_on() -> None:
    two = row("https://a.example", "good", "gone")
    assert [two.tonight(night) for night in (1, 2, 3)] == ["good", "gone", "gone"]


def test_the_first_row_decides_and_none_means_good() -> None:
    table = Table([row("https://a.example/x", "gone"), row("https://a.example/*", "moved", to="/y")])
    assert table.find("https://a.example/x", 1) == (Behaviour.GONE, None)
    assert table.find("https://a.example/z", 1) == (Behaviour.MOVED, "/y")
    assert table.find("https://b.example/", 1) == (Behaviour.GOOD, None)


def test_flaws_belong_to_hosts() -> None:
    table = Table([row("https://a.example/x", "gone"), row("https://a.example/y", "tls-expired", "good")])
    assert table.flaw("A.example", 1) is Flaw.EXPIRED
    assert table.flaw("a.example", 2) is None
    assert table.flaw("b.example", 1) is None


def test_what_a_host_does_when_it_has_no_such_page() -> None:
    table = Table([row("https://a.example/x", "soft-404", "good"), row("https://b.example/x", "gone")])
    assert [table.missing("A.example", night) for night in (1, 2)] == [
        Behaviour.SOFT_404,
        Behaviour.NOT_FOUND,
    ]
    assert table.missing("b.example", 1) is Behaviour.NOT_FOUND


def test_every_flaw_has_its_behaviour() -> None:
    assert {behaviour.flaw for behaviour in Behaviour} == {*Flaw, None}


@pytest.mark.parametrize(
    "bad",
    [
        {"url": "https://a.example", "nights": ["moved"]},
        {"url": "https://a.example", "nights": ["good"], "to": "/x"},
        {"url": "https://a.example", "nights": []},
        {"url": "a.example", "nights": ["good"]},
        {"url": "https://a.example", "nights": ["explode"]},
        {"url": "https://a.example", "nights": ["good"], "night": 1},
    ],
)
def test_bad_rows_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Row.model_validate(bad)


def test_the_shipped_table_shows_every_behaviour() -> None:
    shown = {night for row in Table.shipped().rows for night in row.nights}
    assert shown == set(Behaviour)


def test_with_path_keeps_queries_and_drops_fragments() -> None:
    assert with_path("https://a.example?x#y") == "https://a.example/?x"
    assert with_path("https://a.example/b#y") == "https://a.example/b"


def test_every_practice_row_has_its_place_in_the_practice_guide() -> None:
    guide = practice_guide()
    rows = [row.url.rstrip("*") for row in Table.shipped().rows if ".practice.example" in row.url]
    assert [url for url in rows if url not in guide] == []
    assert len(rows) > 5
