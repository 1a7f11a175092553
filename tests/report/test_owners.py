"""What each owner sees: their guides, the places in them, and nothing of the others'."""

import pytest
from msgspec.structs import replace

from golden import GUIDES, friendly_view, golden_view
from guidewarden.model import GuideSummary, Problem, State
from guidewarden.report import html
from guidewarden.report.options import Options
from guidewarden.report.owners import owner_views, slug


def test_each_owner_has_the_places_of_their_own_guides() -> None:
    view = friendly_view()
    ada, jurgen = owner_views(view)
    assert [(one.name, one.slug) for one in (ada, jurgen)] == [
        ("Ada Okafor", "ada-okafor"),
        ("Jürgen Weiß", "jurgen-weiss"),
    ]
    for owner, guide in ((ada, "nato-russia"), (jurgen, "open-data")):
        assert {place.guide for result in owner.view.results for place in result.occurrences} == {guide}
        assert {finding.occurrence.guide for finding in owner.view.findings} == {guide}
        assert [one.id for one in owner.view.guides] == [guide]
        assert owner.broken == owner.view.counts[State.BROKEN] > 0
    shared = next(result for result in view.results if len({place.guide for place in result.occurrences}) > 1)
    parts = [result for one in (ada, jurgen) for result in one.view.results if result.target == shared.target]
    assert sorted(place.span.line for result in parts for place in result.occurrences) == [12, 31, 48]


def test_nothing_of_a_kept_guide_is_lost() -> None:
    view = golden_view()
    parts = [owner.view for owner in owner_views(view)]
    assert {result.target for part in parts for result in part.results} == {
        result.target for result in view.results
    }
    assert sum(len(part.findings) for part in parts) == len(view.findings)
    assert sum(len(part.gone) for part in parts) == len(view.gone)


def test_an_owners_page_is_theirs() -> None:
    ada, _ = owner_views(friendly_view())
    page = html.render(ada.view, Options(owner=ada.name, whole="../report.html", runs="../index.html"))
    assert "The report for Ada Okafor" in page
    assert "<h1><bdi>NATO–Russia relations</bdi></h1>" in page
    assert '<a href="../report.html">The whole report</a>' in page
    assert "Open research data" not in page
    assert "juergen@library.example" not in page


def test_people_of_one_name_have_pages_of_their_own_and_guides_of_nobody_have_none() -> None:
    guides = (
        GUIDES[0],
        replace(GUIDES[1], owner="Ada Okafor", email="other@library.example"),
        GuideSummary("nobodys", "Nobody's", "guides/nobodys.yaml"),
    )
    found = owner_views(replace(friendly_view(), guides=guides))
    assert [one.name for one in found] == ["Ada Okafor", "Ada Okafor"]
    assert len({one.slug for one in found}) == 2


def test_what_could_not_be_read_stays_with_its_guide() -> None:
    view = replace(friendly_view(), problems=(Problem(GUIDES[1].path, 3, 1, "not YAML"),))
    assert [len(one.view.problems) for one in owner_views(view)] == [0, 1]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ada Okafor", "ada-okafor"),
        ("../../etc/passwd", "etc-passwd"),
        ("O'Brien <script>alert(1)</script>", "o-brien-script-alert-1-script"),
        ("Élise Moreau", "elise-moreau"),
        ("x" * 90, "x" * 60),
    ],
)
def test_names_of_files(name: str, plain: str) -> None:
    assert slug(name) == plain


def test_a_name_in_another_script_still_names_a_file() -> None:
    assert slug("محمد").startswith("owner-")
    assert slug("محمد") != slug("李娜")
    assert slug("\ud83d").isascii()
