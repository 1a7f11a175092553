"""The baseline: what is known does not fail, what is new does, and the file is easy to keep."""

import json
from pathlib import Path

import pytest
import yaml

from guidewarden.cli.main import main
from guidewarden.demo.server import Response
from projects import Folder
from webs import routes, serving

PAGE = Response.html("<title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path)


def tracked(name: str) -> str:
    return f"http://host.example/{name}?utm_source=mail"


def rows(folder: Folder) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = yaml.safe_load((folder.path / "baseline.yaml").read_text("utf-8"))[
        "findings"
    ]
    return listed


def test_what_is_known_passes_and_what_is_new_fails(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.guide([tracked("a"), tracked("b")])
    assert main(["lint", "--fail-on", "warning"]) == 1
    assert (
        main(["baseline", "update", "--reason", "From before", "--owner", "paula", "--until", "2999-01-31"])
        == 0
    )
    assert capsys.readouterr().err == "baseline.yaml: 2 entries, 2 new, 0 gone.\n"
    assert main(["lint", "--fail-on", "info"]) == 0
    out = capsys.readouterr().out
    assert "LNK010 known: " in out
    assert "    In the baseline by paula until 2999-01-31: From before\n" in out
    folder.guide(["https://host.example/", tracked("a"), tracked("b")])
    assert main(["lint", "--fail-on", "warning"]) == 0, "a moved line is not new"
    folder.guide([tracked("a"), tracked("c"), tracked("b")])
    capsys.readouterr()
    assert main(["lint", "--fail-on", "warning", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["url"] for one in found if "known" not in one] == [tracked("c")]
    assert found[0]["known"] == {"reason": "From before", "owner": "paula", "until": "2999-01-31"}


def test_an_update_is_sorted_keeps_decisions_and_drops_what_is_gone(folder: Folder) -> None:
    folder.guide([tracked("b"), tracked("a")])
    folder.guide([tracked("d")], "guides/alpha.yaml")
    assert main(["baseline", "update"]) == 0
    first = (folder.path / "baseline.yaml").read_text("utf-8")
    assert main(["baseline", "update"]) == 0
    assert (folder.path / "baseline.yaml").read_text("utf-8") == first
    assert [row["guide"] for row in rows(folder)] == ["alpha", "links", "links"]
    assert [row["about"][-16:] for row in rows(folder)[1:]] == [
        "a?utm_source=mail"[-16:],
        "b?utm_source=mail"[-16:],
    ]
    listed = rows(folder)
    listed[1] |= {"reason": "They insist: on it # really", "owner": "paula", "until": "2999-01-01"}
    folder.write("baseline.yaml", yaml.safe_dump({"findings": listed[::-1]}))
    folder.guide([tracked("a"), tracked("c")])
    assert main(["baseline", "update", "--reason", "Later"]) == 0
    after = rows(folder)
    assert [row["reason"] for row in after[1:]] == ["They insist: on it # really", "Later"]
    assert (after[1]["owner"], str(after[1]["until"])) == ("paula", "2999-01-01")
    assert len(after) == 3


def test_one_guide_alone_leaves_the_entries_of_others(folder: Folder) -> None:
    folder.guide([tracked("a")])
    folder.guide([tracked("d")], "guides/alpha.yaml")
    assert main(["baseline", "update"]) == 0
    folder.guide(["https://host.example/"])
    assert main(["baseline", "update", "guides/links.yaml"]) == 0
    assert [row["guide"] for row in rows(folder)] == ["alpha"]
    (folder.path / "guides/alpha.yaml").unlink()
    assert main(["baseline", "update"]) == 0
    assert rows(folder) == []


def test_stale_and_expired_entries_warn(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.guide([tracked("a"), tracked("b")])
    assert main(["baseline", "update", "--until", "2020-01-01"]) == 0
    folder.guide([tracked("a")])
    capsys.readouterr()
    assert main(["lint", "--fail-on", "warning", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert sorted(one["code"] for one in found) == ["GDE025", "GDE026", "LNK010"]
    assert {one["path"] for one in found if one["code"].startswith("GDE")} == {"baseline.yaml"}
    assert main(["baseline", "show"]) == 0
    shown = capsys.readouterr().out
    assert "this entry knows is gone" in shown
    assert "2 entries; 0 of what lint finds now is known; 2 expired.\n" in shown


def test_a_broken_link_is_entered_from_a_run_and_stays_while_nothing_is_known_of_it(folder: Folder) -> None:
    with serving(routes({"/a": PAGE})) as server:
        folder.serve(server)
        folder.guide(["http://host.example/a", "http://host.example/gone"])
        assert folder.run("run").returncode == 1
        assert folder.run("baseline", "update", "--results", "reports/results.json").returncode == 0
        (row,) = rows(folder)
        assert (row["code"], row["guide"], row["about"]) == ("LNK001", "links", "http://host.example/gone")
        known = folder.run("check")
        assert known.returncode == 0
        assert "LNK001 known: " in known.stdout
        assert folder.run("run").returncode == 0
        assert folder.run("baseline", "update").returncode == 0
        assert rows(folder) == [row], "lint alone knows nothing of links"
    folder.offline()
    offline = folder.run("check", "--format", "json")
    assert offline.returncode == 3
    assert "GDE025" not in {found["code"] for found in json.loads(offline.stdout)["findings"]}
    with serving(routes({"/a": PAGE, "/gone": PAGE})) as server:
        folder.serve(server)
        back = folder.run("check", "--format", "json")
        assert "GDE025" in {found["code"] for found in json.loads(back.stdout)["findings"]}
        folder.run("run")
    assert folder.run("baseline", "update", "--results", "reports/results.json").returncode == 0
    assert rows(folder) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("findings: {}\n", "baseline.yaml:1:11: "),
        ("findings:\n  - {code: LNK001, reason: x}\n", "`fingerprint`"),
        ("findings:\n  - {fingerprint: xyz, code: LNK001, reason: x}\n", "baseline.yaml:2:"),
        ("findings:\n  - {fingerprint: '0123456789abcdef', code: LNK001}\n", "`reason`"),
        (
            "findings:\n  - {fingerprint: '0123456789abcdef', code: A, reason: x, until: soon}\n",
            "baseline.yaml:2:",
        ),
        (
            "findings:\n" + "  - {fingerprint: '0123456789abcdef', code: A, reason: x}\n" * 2,
            "stands here twice",
        ),
        ("findnigs: []\n", "did you mean `findings`?"),
    ],
)
def test_a_baseline_that_cannot_be_read_is_two(
    folder: Folder, capsys: pytest.CaptureFixture[str], text: str, message: str
) -> None:
    folder.guide([tracked("a")])
    folder.write("baseline.yaml", text)
    assert main(["lint"]) == 2
    assert message in capsys.readouterr().err
    assert main(["baseline", "update"]) == 2
    assert (folder.path / "baseline.yaml").read_text() == text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--until", "31.12.2026"],
        ["--until", "2026-02-30"],
        ["--owner", "nobody"],
        ["--reason", " "],
        ["--results", "missing.json"],
        ["--results", "guides/links.yaml"],
        ["--results", "odd.json"],
    ],
)
def test_what_cannot_be_meant_is_two_and_writes_nothing(folder: Folder, arguments: list[str]) -> None:
    folder.guide([tracked("a")])
    folder.write("odd.json", '{"findings": [{"code": 1}], "results": []}')
    assert main(["baseline", "update", *arguments]) == 2
    assert not (folder.path / "baseline.yaml").exists()


def test_an_unreadable_guide_leaves_the_baseline_alone(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.guide([tracked("a")])
    assert main(["baseline", "update"]) == 0
    before = (folder.path / "baseline.yaml").read_bytes()
    folder.write("guides/bad.yaml", "title: [\n")
    assert main(["baseline", "update"]) == 2
    assert "left as it is" in capsys.readouterr().err
    assert (folder.path / "baseline.yaml").read_bytes() == before


def test_another_file_can_be_named_and_the_baseline_is_no_guide(folder: Folder) -> None:
    folder.guide([tracked("a")])
    assert main(["baseline", "update", "--baseline", "known/all.yaml"]) == 0
    assert main(["lint", "--fail-on", "warning"]) == 1
    assert main(["lint", "--fail-on", "warning", "--baseline", "known/all.yaml"]) == 0
    assert main(["baseline", "update"]) == 0
    (folder.path / "known/all.yaml").unlink()
    assert main(["lint", "--fail-on", "warning", "."]) == 0


def test_hostile_texts_come_back_as_they_were(folder: Folder) -> None:
    text = (
        "title: A guide\ndescription: A guide that exists for tests of strange texts in it.\nsections:\n  - title: Box\n    blocks:\n"
        '      - links:\n          - {url: "http://host.example/?utm_source=\\u202e\\x1b\\x85: #", label: "here", note: x}\n'
    )
    folder.write("guides/odd.yaml", text)
    assert main(["baseline", "update"]) == 0
    assert main(["lint", "--fail-on", "info"]) == 0
    (folder.path / "baseline.yaml").read_text("utf-8")
