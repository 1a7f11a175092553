import json

from msgspec.structs import replace

from golden import friendly_view, golden_view, offline_view
from guidewarden.model import RunState, State
from guidewarden.report import results_json
from hostile import HOSTILE


def test_the_contract_key_by_key_and_in_order() -> None:
    view = golden_view()
    document = json.loads(results_json.render(view))
    assert list(document) == ["schema", "run", "counts", "results", "findings"]
    assert document["schema"] == 1
    assert document["run"] == {
        "started": "2026-11-24T03:15:00Z",
        "finished": "2026-11-24T03:19:00Z",
        "state": "complete",
    }
    assert document["counts"] == {state.value: view.counts[state] for state in State}
    result = document["results"][0]
    assert list(result) == [
        "url", "kind", "state", "reason", "status", "final_url", "replacement", "redirects",
        "checked_at", "elapsed_ms", "attempts", "occurrences",
    ]  # fmt: skip
    assert list(result["occurrences"][0]) == ["guide", "path", "line", "column", "label", "route"]
    assert list(document["findings"][0]) == [
        "code", "name", "severity", "message", "advice", "url", "path", "line", "column", "end_line",
        "end_column", "fingerprint", "fix",
    ]  # fmt: skip


def test_a_result_in_full() -> None:
    results = json.loads(results_json.render(friendly_view()))["results"]
    moved = next(result for result in results if result["state"] == "moved")
    places = moved.pop("occurrences")
    assert moved == {
        "url": "https://data.example/old",
        "kind": "link",
        "state": "moved",
        "reason": "permanent-redirect",
        "status": 200,
        "final_url": "https://data.example/new",
        "replacement": "https://data.example/new",
        "redirects": [{"url": "https://data.example/old", "status": 301}],
        "checked_at": "2026-11-24T03:15:00Z",
        "elapsed_ms": 240,
        "attempts": 1,
    }
    assert [(one["path"], one["line"], one["label"]) for one in places] == [
        ("guides/open-data.yaml", 12, "Data catalogue"),
        ("guides/open-data.yaml", 52, "the catalogue"),
    ]


def test_addresses_are_as_written() -> None:
    document = json.loads(results_json.render(golden_view()))
    assert "10.1162/ISEC_a_00999" in [result["url"] for result in document["results"]]
    urls = {result["url"] for result in document["results"]}
    assert {one.occurrences[0].written for one in golden_view().results} == urls


def test_hostile_text_comes_back_exactly_and_can_be_encoded() -> None:
    text = results_json.render(golden_view())
    document = json.loads(text.encode())
    messages = {finding["message"] for finding in document["findings"]}
    assert {f"Message {hostile}" for hostile in HOSTILE} <= messages


def test_without_evidence_nothing_is_made_up() -> None:
    view = offline_view()
    document = json.loads(results_json.render(view))
    assert document["run"]["state"] == "offline"
    for result in document["results"]:
        assert (result["status"], result["checked_at"], result["elapsed_ms"], result["attempts"]) == (
            None,
            None,
            None,
            0,
        )
        assert result["redirects"] == []


def test_a_run_that_never_ended_is_interrupted() -> None:
    view = friendly_view()
    running = replace(view, run=replace(view.run, state=RunState.RUNNING, finished=None))
    run = json.loads(results_json.render(running))["run"]
    assert run == {"started": "2026-11-24T03:15:00Z", "finished": None, "state": "interrupted"}


def test_a_fix_is_carried_along() -> None:
    findings = json.loads(results_json.render(friendly_view()))["findings"]
    assert [finding["fix"] for finding in findings if finding["code"] == "IE001"] == [
        {"start": 10, "end": 40, "text": "", "safe": True, "description": "remove the conditional comment"}
    ]


def test_the_same_run_gives_the_same_bytes() -> None:
    assert results_json.render(golden_view()) == results_json.render(golden_view())
