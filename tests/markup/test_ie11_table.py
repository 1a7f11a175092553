"""The recipe by which the table of Internet Explorer 11 is made, on a few features made up for it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from scripts.ie11_table import REVIEWED, TableError, best, first_shipped, main, table

from guidewarden.markup.support import Support, ie11

BROWSERS = {
    "chrome": {
        "releases": {
            "1": {"release_date": "2008-12-11"},
            "30": {"release_date": "2013-10-01"},
            "31": {"release_date": "2013-11-12"},
        }
    },
    "ie": {"releases": {}},
}


def feature(ie: Any, chrome: Any = "1") -> dict[str, Any]:
    given = {"version_added": chrome} if isinstance(chrome, str | bool) else chrome
    return {"__compat": {"support": {"ie": ie, "chrome": given}}}


NO = {"version_added": False}


def data(version: str, elements: dict[str, Any]) -> dict[str, Any]:
    empty: dict[str, Any] = {"api": {}, "css": {}, "javascript": {}}
    return {"__meta": {"version": version}, "browsers": BROWSERS, **empty, "html": {"elements": elements}}


NEW = {
    "both": feature(NO),
    "contradicted": feature(NO),
    "young": feature(NO, "31"),
    "old": feature(NO, "30"),
    "old-reviewed": feature(NO, "30"),
    "wrong": feature(NO),
    "never": feature(NO, False),
    "flagged": feature(NO, {"version_added": "1", "flags": [{}]}),
    "known": feature({"version_added": "9"}),
    "unknown": feature({"version_added": None}),
    "partial": feature({"version_added": "9", "partial_implementation": True}),
    "prefixed": feature([{"version_added": "10", "prefix": "-ms-", "partial_implementation": True}, NO]),
    "removed": feature({"version_added": "5", "version_removed": "7"}),
    "parent": {**feature(NO), "child": feature(NO), "odd": feature({"version_added": "9", "partial_implementation": True})},
}  # fmt: skip
OLD = {
    name: feature(NO)
    for name in ("both", "wrong", "never", "flagged", "parent")
} | {"contradicted": feature({"version_added": "9"})}  # fmt: skip
OLD["parent"]["child"] = feature(NO)
DECIDED = {
    "supported": {"html.elements.wrong": "It is there."},
    "unsupported": {"html.elements.old-reviewed": "It is not."},
}


def made(reviewed: dict[str, dict[str, str]]) -> dict[str, Any]:
    return table(data("8.1.9", NEW), data("5.0.0", OLD), reviewed, dt.date(2026, 1, 15))


def test_the_recipe() -> None:
    found = made(DECIDED)
    names = {
        key: [name.removeprefix("html.elements.") for name in found[key]]
        for key in Support
        if key != Support.YES
    }
    assert names == {
        "no": ["both", "old-reviewed", "parent", "young"],
        "partial": ["parent.odd", "partial"],
        "prefixed": ["prefixed"],
        "removed": ["removed"],
        "flag": [],
    }
    assert found["prefixed"] == {"html.elements.prefixed": "-ms-"}
    assert found["provenance"]["generated"] == "2026-01-15"
    assert found["provenance"]["kept"] == 8
    assert found["provenance"]["judged"]["not trusted: supported"] == 2
    assert found["provenance"]["judged"]["never shipped"] == 2


def test_a_reviewed_key_must_be_in_the_data() -> None:
    with pytest.raises(TableError, match=r"html\.elements\.gone"):
        made({"supported": {"html.elements.gone": "?"}, "unsupported": {}})


def test_the_best_of_several_statements_counts() -> None:
    several = [
        {"version_added": "5", "version_removed": "7"},
        {"version_added": "10", "prefix": "-ms-"},
        {"version_added": "11", "partial_implementation": True},
    ]
    assert best({"ie": several}) == (Support.PARTIAL, "")
    assert best({"ie": several[:2]}) == (Support.PREFIXED, "-ms-")
    assert best({"ie": several[:1]}) == (Support.REMOVED, "")
    assert best({}) == (None, "")


def test_the_first_day_anywhere() -> None:
    assert (
        first_shipped({"chrome": [{"version_added": "31"}, {"version_added": "≤30"}]}, BROWSERS)
        == "2013-10-01"
    )
    assert first_shipped({"chrome": {"version_added": "preview"}, "other": NO}, BROWSERS) is None


def test_a_wrong_package_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path), "--date", "2026-01-15"]) == 1
    (tmp_path / "data.json").write_text(json.dumps(data("5.0.0", {})), encoding="utf-8")
    assert main([str(tmp_path), str(tmp_path), "--date", "2026-01-15"]) == 1
    said = capsys.readouterr().err
    assert "is not there" in said
    assert "is of release 5.0.0, not 8.1.9" in said


def test_every_reviewed_exception_has_its_reason_and_is_in_the_table() -> None:
    reviewed = yaml.safe_load(REVIEWED.read_text("utf-8"))
    assert set(reviewed) == {"supported", "unsupported"}
    for key, why in (reviewed["supported"] | reviewed["unsupported"]).items():
        assert why.endswith("."), key
    for key in reviewed["supported"]:
        assert ie11().support(key) is Support.YES
    for key in reviewed["unsupported"]:
        assert ie11().support(key) is Support.NO
