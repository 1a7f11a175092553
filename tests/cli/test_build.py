"""``guidewarden build``, as a process."""

import json
from pathlib import Path

import pytest

from projects import Folder

GUIDE = """\
title: {title}
status: {status}
owner: paula
subjects: [Tests]
sections:
  - title: Links
    blocks:
      - links:
          - {{url: "https://gated.example/", label: Gated, note: Articles.}}
  - title: Hidden
    hidden: true
    blocks:
      - markdown: Not for readers.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.write("people.yaml", "people:\n  paula: {name: Paula Tester, email: paula@example.org}\n")
    add(folder, "one")
    return folder


def add(folder: Folder, name: str, status: str = "published") -> None:
    folder.write(f"guides/{name}.yaml", GUIDE.format(title=f"Guide {name}", status=status))


def pages(folder: Folder, directory: str = "site") -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (folder.path / directory).iterdir()}


def test_published_guides_become_pages_and_an_index(folder: Folder) -> None:
    for status in ("draft", "private", "archived"):
        add(folder, status, status)
    done = folder.run("build")
    assert (done.returncode, done.stdout) == (0, "")
    built = pages(folder)
    assert sorted(built) == ["index.html", "one.html"], "and nothing half-written"
    assert (
        'Kept by <a href="mailto:paula@example.org?subject=Guide%20one"><bdi>Paula Tester</bdi></a>'
        in built["one.html"]
    )
    assert "Not for readers" not in built["one.html"]
    assert '<a href="one.html" lang="en" hreflang="en">Guide one</a>' in built["index.html"]
    assert done.stderr.splitlines() == [
        "Not built: guides/archived.yaml is archived.",
        "Not built: guides/draft.yaml is a draft.",
        "Left out of guides/one.yaml: 1 hidden box.",
        "Not built: guides/private.yaml is private.",
        "Built 1 page and the index: site/index.html (open it in a browser)",
    ]


def test_building_again_changes_nothing(folder: Folder) -> None:
    folder.run("build")
    first = pages(folder)
    assert folder.run("build").returncode == 0
    assert pages(folder) == first


def test_settings_name_the_folder_the_site_and_its_address(folder: Folder) -> None:
    folder.settings["build"] = {
        "directory": "www",
        "title": "Test Library",
        "base_url": "https://guides.example.org/",
    }
    assert folder.run("build").returncode == 0
    built = pages(folder, "www")
    assert '<link rel="canonical" href="https://guides.example.org/one.html">' in built["one.html"]
    assert '<link rel="canonical" href="https://guides.example.org/">' in built["index.html"]
    assert "<title>Guide one · Test Library</title>" in built["one.html"]
    assert folder.run("build", "--output", "elsewhere").returncode == 0
    assert sorted(pages(folder, "elsewhere")) == ["index.html", "one.html"]


def test_a_base_url_that_is_none_is_refused(folder: Folder) -> None:
    folder.settings["build"] = {"base_url": "guides.example.org"}
    done = folder.run("build")
    assert done.returncode == 2
    assert "`build.base_url`: expected a web address" in done.stderr
    assert not (folder.path / "site").exists()


def test_one_guide_leaves_the_index_alone(folder: Folder) -> None:
    add(folder, "two")
    folder.run("build")
    index = pages(folder)["index.html"]
    add(folder, "two", "published # changed")
    done = folder.run("build", "guides/two.yaml")
    assert done.returncode == 0
    assert "The index was left as it is: it lists whole folders of guides." in done.stderr
    assert pages(folder)["index.html"] == index


def test_a_guide_that_cannot_be_read_hides_no_other(folder: Folder) -> None:
    folder.write("guides/bad.yaml", "title: [\n")
    done = folder.run("build")
    assert done.returncode == 2
    assert "guides/bad.yaml:2:1:" in done.stderr
    assert "The index was left as it is: some guides could not be read." in done.stderr
    assert list(pages(folder)) == ["one.html"]


def test_old_pages_are_told_and_kept(folder: Folder) -> None:
    add(folder, "two")
    folder.run("build")
    add(folder, "two", "draft")
    folder.write("site/about.html", "<!doctype html><title>Ours</title>")
    done = folder.run("build")
    assert done.returncode == 0
    assert "An old page is still there: site/two.html. No published guide makes it any more" in done.stderr
    assert "about.html" not in done.stderr
    assert sorted(pages(folder)) == ["about.html", "index.html", "one.html", "two.html"]


def test_what_the_last_run_found_behind_a_login_is_marked(folder: Folder) -> None:
    results = [
        {"url": "https://gated.example/", "kind": "link", "state": "restricted"},
        {"url": "https://other.example/", "kind": "link", "state": "broken"},
    ]
    folder.write("results.json", json.dumps({"results": results}))
    assert folder.run("build", "--results", "results.json").returncode == 0
    assert '>Gated</a> <span class="word">log-in needed</span>' in pages(folder)["one.html"]
    folder.run("build")
    assert "log-in" not in pages(folder)["one.html"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "results.json: cannot be read: it is no JSON"),
        ("[]", "results.json: is no results.json of a run"),
        ('{"results": [1]}', "results.json: is no results.json of a run"),
        (None, "results.json: cannot be read: no such file or directory"),
    ],
)
def test_results_that_are_none_are_refused(folder: Folder, text: str | None, words: str) -> None:
    if text is not None:
        folder.write("results.json", text)
    done = folder.run("build", "--results", "results.json")
    assert done.returncode == 2
    assert words in done.stderr
    assert not (folder.path / "site").exists()


@pytest.mark.parametrize("names", [("index",), ("Two", "two")])
def test_pages_never_overwrite_one_another(folder: Folder, names: tuple[str, ...]) -> None:
    for name in names:
        add(folder, name)
    done = folder.run("build")
    assert done.returncode == 2
    assert f"guides/{names[-1]}.yaml: its page {names[-1]}.html would overwrite" in done.stderr
    assert not (folder.path / "site").exists()


def test_without_published_guides_there_is_nothing_to_build(folder: Folder) -> None:
    add(folder, "one", "draft")
    done = folder.run("build")
    assert done.returncode == 4
    assert "nothing to build" in done.stderr
    assert not (folder.path / "site").exists()


def test_a_file_in_the_way_of_the_folder_is_told(folder: Folder) -> None:
    folder.write("site", "a file")
    done = folder.run("build")
    assert done.returncode == 2
    assert "a folder is needed here" in done.stderr


def test_the_help_has_examples(folder: Folder) -> None:
    done = folder.run("build", "--help")
    assert done.returncode == 0
    assert "guidewarden build --output /srv/www/guides" in done.stdout
