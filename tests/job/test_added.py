"""What was added since another commit: on real repositories, by git's plumbing."""

from pathlib import Path

import pytest

from guidewarden.guides import load_library
from guidewarden.guides.revisions import Repository as Revisions
from guidewarden.job.added import Scope, found_since
from guidewarden.model import InputError, Proxy
from guidewarden.plan import read_list
from guidewarden.yamltext import read
from repositories import Repository


def url(name: str) -> str:
    return f"http://host.example/{name}"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    project = Repository(tmp_path)
    project.begin()
    project.guide([url("a"), url("b")], "guides/one.yaml")
    project.guide([url("c"), url("d"), url("d")], "guides/two.yaml")
    project.commit()
    project.branch("work")
    return project


def added(project: Repository, *paths: str, proxy: Proxy | None = None) -> list[str]:
    """The last parts of the addresses added since main, in their order, with the guide of each."""
    here = [project.path / path for path in paths or ("guides",)]
    lists = [path for path in here if path.suffix == ".txt"]
    guides = [path for path in here if path not in lists]
    library = load_library(guides, project.path)
    assert library.problems == ()
    revisions = Revisions.around(here[0])
    found = found_since(
        Scope.of(revisions, guides, lists),
        revisions.merge_base("main"),
        {library.files[document.id]: document for document in library.documents},
        {path: read_list(read(path, path.name), ".txt")[0] for path in lists},
        proxy or Proxy(),
    )
    return [f"{one.occurrence.guide}:{one.target.url.rpartition('/')[2]}" for one in found]


def test_what_is_not_committed_counts_too(repository: Repository) -> None:
    repository.guide([url("e")], "guides/three.yaml")
    assert added(repository) == ["three:e"]


def test_a_link_that_only_moved_is_not_added(repository: Repository) -> None:
    repository.guide([url("b"), url("a")], "guides/one.yaml")
    repository.guide([url("d"), url("d")], "guides/two.yaml")
    repository.guide([url("c"), url("e")], "guides/three.yaml")
    repository.commit()
    assert added(repository) == ["three:e"]


def test_a_renamed_and_moved_guide_adds_nothing_but_what_is_new_in_it(repository: Repository) -> None:
    repository.git("mv", "guides/one.yaml", "guides/other.yaml")
    repository.commit()
    assert added(repository) == []
    (repository.path / "material").mkdir()
    repository.git("mv", "guides/two.yaml", "material/two.yaml")
    text = (repository.path / "material/two.yaml").read_text()
    repository.write("material/two.yaml", text.replace(url("c"), url("f")))
    repository.commit()
    assert added(repository, "guides", "material") == ["two:f"]
    assert added(repository, "material") == ["two:f"]
    assert added(repository, "material/two.yaml") == ["two:f"]


def test_a_second_place_of_a_link_is_added(repository: Repository) -> None:
    repository.guide([url("a"), url("b"), url("c")], "guides/one.yaml")
    repository.commit()
    assert added(repository) == ["one:c"]
    repository.guide([url("a"), url("b"), url("b")], "guides/one.yaml")
    assert added(repository) == ["one:b"]


def test_what_came_to_main_meanwhile_is_not_ours(repository: Repository) -> None:
    repository.guide([url("a"), url("b"), url("e")], "guides/one.yaml")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.guide([url("g")], "guides/main.yaml")
    repository.commit()
    repository.git("switch", "--quiet", "work")
    repository.git("merge", "--quiet", "--no-edit", "main")
    assert added(repository) == ["one:e"]
    repository.git("checkout", "--quiet", "--detach")
    assert added(repository) == ["one:e"]


def test_one_guide_alone_is_compared_with_all_of_its_folder(repository: Repository) -> None:
    repository.guide([url("a"), url("b"), url("c"), url("e")], "guides/one.yaml")
    repository.guide([url("d"), url("f")], "guides/two.yaml")
    repository.commit()
    assert added(repository, "guides/one.yaml") == ["one:e"]
    assert added(repository, "guides/two.yaml") == ["two:f"]


def test_lists_of_links_are_compared_too(repository: Repository) -> None:
    repository.write("links.txt", f"{url('a')}\n")
    repository.commit()
    repository.git("branch", "--force", "main")
    repository.write("links.txt", f"{url('e')}\n{url('a')}\n")
    assert added(repository, "links.txt") == [":e"]


def test_a_link_that_now_leads_through_a_proxy_is_added(repository: Repository) -> None:
    prefix = "https://proxy.example.edu/login?url="
    repository.guide([f"{prefix}{url('a')}", url("b")], "guides/one.yaml")
    assert added(repository, proxy=Proxy(prefixes=(prefix,))) == ["one:a"]


def test_a_link_that_moved_out_of_an_unreadable_guide_is_not_taken_for_gone(repository: Repository) -> None:
    repository.write("guides/two.yaml", "title: [\n")
    repository.guide([url("a"), url("b"), url("c")], "guides/one.yaml")
    assert added(repository, "guides/one.yaml") == ["one:c"]


def test_links_in_the_tree_are_not_followed(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "outside.yaml"
    repository.git("switch", "--quiet", "main")
    (repository.path / "guides/link.yaml").symlink_to(outside)
    repository.commit()
    repository.git("switch", "--quiet", "--create", "other")
    (repository.path / "guides/link.yaml").unlink()
    repository.guide([url("e")], "guides/three.yaml")
    assert added(repository) == ["three:e"]
    assert not outside.exists()


def test_what_git_cannot_tell_is_said(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(InputError, match="lies outside the git repository"):
        Revisions.around(repository.path).name_of(Path("/etc/hosts"))
    with pytest.raises(InputError, match="in no git repository"):
        Revisions.around(tmp_path_factory.mktemp("plain"))
    with pytest.raises(InputError, match="diff-index failed"):
        Revisions.around(repository.path).renamed_since("0" * 40)
