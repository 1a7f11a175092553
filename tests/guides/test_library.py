"""Loading folders of guides: order, paths, people, and one bad guide that hides no other."""

from pathlib import Path

import pytest

from guidewarden.guides import Library, load_library
from guidewarden.model import InputError

GOOD = "title: Good\n"
CITED = """\
title: Cited
sources:
  shifrinson-2016: {type: article-journal, title: Deal or No Deal?}
sections:
  - title: Box
    blocks:
      - quote: Not one inch
        source: shifrinson-2015
      - citations: [shifrinson-2016, kramer]
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path()


def write(base: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def ids(library: Library) -> list[str]:
    return [document.id for document in library.documents]


def lines(library: Library) -> list[str]:
    return [str(problem) for problem in library.problems]


def test_a_folder_gives_its_guides_by_name(base: Path) -> None:
    write(base, {
        "guides/b.yaml": GOOD, "guides/a.yml": GOOD, "guides/sub/c.yaml": GOOD, "guides/notes.txt": "x",
        "guides/.hidden.yaml": "x", "guides/.git/d.yaml": "x", "guides/people.yaml": "x", "guidewarden.yaml": "x",
    })  # fmt: skip
    (base / "guides" / "folder.yaml").mkdir()
    library = load_library([Path("guides")], base)
    assert ids(library) == ["a", "b", "c"]
    assert [document.path for document in library.documents] == [
        "guides/a.yml",
        "guides/b.yaml",
        "guides/sub/c.yaml",
    ]
    assert library.problems == ()


def test_files_come_in_the_order_asked_for_and_once(base: Path) -> None:
    write(base, {"guides/a.yaml": GOOD, "guides/b.yaml": GOOD})
    asked = [Path("guides/b.yaml"), Path("guides"), base.absolute() / "guides" / "a.yaml"]
    assert ids(load_library(asked, base)) == ["b", "a"]


def test_no_paths_and_an_empty_folder_give_no_guides(base: Path) -> None:
    (base / "guides").mkdir()
    assert load_library([], base).documents == ()
    assert load_library([Path("guides")], base).documents == ()


def test_a_document_knows_its_places(base: Path) -> None:
    write(base, {"guides/a.yaml": "title: Good 😀 guide\r\nurl: https://example.org/\r\n"})
    (document,) = load_library([Path("guides")], base).documents
    span = document.span("url")
    assert str(span) == "guides/a.yaml:2:6"
    assert document.source.text[span.start : span.end] == "https://example.org/"


def test_one_bad_guide_hides_no_other(base: Path) -> None:
    write(
        base,
        {
            "guides/a.yaml": GOOD,
            "guides/b.yaml": "titel: x\n",
            "guides/c.yaml": "a: [",
            "guides/d.yaml": GOOD,
        },
    )
    library = load_library([Path("guides")], base)
    assert ids(library) == ["a", "d"]
    assert lines(library) == [
        "guides/b.yaml:1:1: unknown key `titel`, did you mean `title`?",
        "guides/c.yaml:1:5: the text ends here, and a value or a closing bracket is missing",
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_guide_is_told_how_to_begin(base: Path, text: str) -> None:
    write(base, {"guides/a.yaml": text})
    (line,) = lines(load_library([Path("guides")], base))
    assert line.startswith("guides/a.yaml: the guide is empty; start with `title: …`")


def test_missing_paths_are_told_at_once(base: Path) -> None:
    write(base, {"guides/a.yaml": GOOD})
    with pytest.raises(InputError) as caught:
        load_library([Path("guidse"), Path("guides"), Path("no.yaml")], base)
    assert str(caught.value).splitlines() == [
        "guidse: no such file or folder; give the path of a guide, or of a folder with guides in it",
        "no.yaml: no such file or folder; give the path of a guide, or of a folder with guides in it",
    ]


def test_a_broken_link_in_the_file_system_is_a_problem_of_that_guide(base: Path) -> None:
    write(base, {"guides/a.yaml": GOOD})
    (base / "guides" / "b.yaml").symlink_to("nowhere.yaml")
    library = load_library([Path("guides")], base)
    assert ids(library) == ["a"]
    assert lines(library) == ["guides/b.yaml: no such file; check the name and the folder"]


def test_a_folder_that_links_to_itself_ends(base: Path) -> None:
    write(base, {"guides/a.yaml": GOOD})
    (base / "guides" / "again").symlink_to(base.absolute() / "guides", target_is_directory=True)
    assert ids(load_library([Path("guides")], base)) == ["a"]


def test_two_guides_of_one_name_are_a_problem(base: Path) -> None:
    write(base, {"guides/x/nato.yaml": GOOD, "guides/y/nato.yml": GOOD})
    library = load_library([Path("guides")], base)
    assert ids(library) == ["nato"]
    (line,) = lines(library)
    assert line.startswith(
        "guides/y/nato.yml: the id `nato` (the file's name without its ending) is that of "
    )
    assert line.endswith(" guides/x/nato.yaml already; rename one of them")


def test_people_are_read_beside_the_settings(base: Path) -> None:
    write(
        base,
        {"people.yaml": "people:\n  ann: {name: Ann Lee, email: ann@example.org}\n", "guides/a.yaml": GOOD},
    )
    library = load_library([Path("guides")], base)
    assert library.people.people["ann"].name == "Ann Lee"
    assert load_library([Path("guides")], base / "guides").people.people == {}


@pytest.mark.parametrize("text", ["", "people:\n  ann: {name: Ann}\n"])
def test_people_may_be_empty(base: Path, text: str) -> None:
    write(base, {"people.yaml": text})
    assert load_library([], base).problems == ()


def test_problems_of_people_hide_no_guide(base: Path) -> None:
    write(base, {"people.yaml": "people:\n  ann: {name: Ann, email: nobody}\n", "guides/a.yaml": GOOD})
    library = load_library([Path("guides")], base)
    assert ids(library) == ["a"]
    assert lines(library) == [
        "people.yaml:2:27: `email`: expected what fits “Where mail goes”; found “nobody”"
    ]


def test_cited_works_must_stand_under_sources(base: Path) -> None:
    write(base, {"guides/a.yaml": CITED, "guides/b.yaml": GOOD})
    library = load_library([Path("guides")], base)
    assert ids(library) == ["b"]
    assert lines(library) == [
        "guides/a.yaml:8:17: no source has the key `shifrinson-2015`, did you mean `shifrinson-2016`?",
        "guides/a.yaml:9:38: no source has the key `kramer`; add it under `sources:`",
    ]


def test_paths_are_shown_relative_to_the_base_from_elsewhere(tmp_path: Path) -> None:
    write(tmp_path, {"guides/a.yaml": GOOD})
    (document,) = load_library([tmp_path / "guides"], tmp_path).documents
    assert document.path == "guides/a.yaml"


def test_the_guides_of_this_project_load() -> None:
    root = Path(__file__).parents[2]
    library = load_library([root / "guides"], root)
    assert lines(library) == []
    assert len(library.documents) >= 2
