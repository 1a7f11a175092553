"""The rules about proxied links together: which speaks of a link, and the one fix that is offered for it."""

from pathlib import Path

import pytest

from guidewarden.model import Finding
from rule_examples import check_example, read_example

LOGIN = "https://proxy.example.edu/login?url="
OTHER = "https://ezproxy.example.org/login?url="
SETTINGS = f"""\
# settings: proxy.prefixes={LOGIN}
# settings: proxy.suffixes=proxy.example.edu
# settings: proxy.hosts=www.jstor.org
# settings: proxy.open=arxiv.org
"""


def findings(url: str, folder: Path, settings: str = SETTINGS, verdict: str = "") -> list[Finding]:
    entry = f'- links:\n    - {{url: "{url}", label: The article, note: Full text.}}\n'
    return check_example(read_example(settings + verdict + entry), folder)


@pytest.mark.parametrize(
    ("url", "codes", "text", "safe"),
    [
        (f"{LOGIN}https://www.jstor.org/stable/1", [], None, False),
        (f"{LOGIN}{LOGIN}https://www.jstor.org/stable/1", ["LNK020"], f"{LOGIN}https://www.jstor.org/stable/1", True),
        (f"{LOGIN}{OTHER}https://www.jstor.org/stable/1", ["LNK020"], None, False),
        (f"{OTHER}https://www.jstor.org/stable/1?a=1&b=2", ["LNK021"], f"{LOGIN}https://www.jstor.org/stable/1?a=1&b=2", False),
        (f"{LOGIN}https://arxiv.org/abs/1", ["LNK022"], "https://arxiv.org/abs/1", True),
        (f"{OTHER}https://arxiv.org/abs/1", ["LNK021", "LNK022"], "https://arxiv.org/abs/1", True),
        (f"{LOGIN}{LOGIN}https://arxiv.org/abs/1", ["LNK020", "LNK022"], "https://arxiv.org/abs/1", True),
        ("https://www-jstor-org.proxy.example.edu/stable/1", ["LNK023"], f"{LOGIN}https://www.jstor.org/stable/1", True),
        ("https://www-e-library-org.proxy.example.edu/a", ["LNK023"], f"{LOGIN}https://www.e.library.org/a", False),
        ("https://www-jstor-org.ezproxy.example.org/stable/1", ["LNK021", "LNK023"], f"{LOGIN}https://www.jstor.org/stable/1", False),
        ("https://login.openathens.net/auth/example.edu/o/1", [], None, False),
    ],
)  # fmt: skip
def test_each_link_has_at_most_one_fix(
    url: str, codes: list[str], text: str | None, safe: bool, tmp_path: Path
) -> None:
    found = findings(url, tmp_path)
    assert [finding.code for finding in found] == codes
    fixes = [finding.fix for finding in found if finding.fix]
    assert [(fix.text, fix.safe) for fix in fixes] == ([(text, safe)] if text else [])
    assert {finding.occurrence.written for finding in found} <= {url}


def test_with_several_prefixes_nobody_knows_which_to_write(tmp_path: Path) -> None:
    (found,) = findings("https://www-jstor-org.proxy.example.edu/stable/1", tmp_path, settings="")
    assert (found.code, found.fix) == ("LNK023", None)


def test_what_moved_behind_the_proxy_stays_behind_it(tmp_path: Path) -> None:
    new = "https://www.jstor.org/stable/2"
    old = f"{LOGIN}https://www.jstor.org/stable/1"
    (found,) = findings(old, tmp_path, verdict=f"# verdict: {old} moved permanent-redirect {new}\n")
    assert found.code == "LNK003"
    assert found.fix is not None
    assert found.fix.text == LOGIN + new


def test_what_moved_behind_an_encoded_link_is_not_put_in_its_place(tmp_path: Path) -> None:
    new = "https://www.jstor.org/stable/2"
    old = "https://proxy.example.edu/login?qurl=https%3A%2F%2Fwww.jstor.org%2Fstable%2F1"
    (found,) = findings(old, tmp_path, verdict=f"# verdict: {old} moved permanent-redirect {new}\n")
    assert (found.code, found.fix) == ("LNK003", None)
    assert "inside the proxy" in found.advice


def test_a_prime_doi_keeps_the_prefix(tmp_path: Path) -> None:
    old = f"{LOGIN}https://doi.org/10.5555/old"
    (found,) = findings(old, tmp_path, verdict=f"# verdict: {old} moved doi-alias 10.5555/new\n")
    assert found.code == "DOI002"
    assert found.fix is not None
    assert found.fix.text == f"{LOGIN}https://doi.org/10.5555/new"


def test_a_publisher_address_behind_a_proxy_is_not_replaced_by_one_without_it(tmp_path: Path) -> None:
    url = "https://www-tandfonline-com.proxy.example.edu/doi/full/10.1080/01636600902773248"
    fixes = {finding.code: finding.fix for finding in findings(url, tmp_path, settings="")}
    assert fixes["DOI010"] is None


def test_a_journal_article_cited_with_a_proxied_doi_has_one(tmp_path: Path) -> None:
    text = f"""\
sources:
  kramer:
    type: article-journal
    title: The Myth of a No-NATO-Enlargement Pledge to Russia
    author: [{{family: Kramer, given: Mark}}]
    container-title: The Washington Quarterly
    issued: 2009-04
    URL: {LOGIN}https://doi.org/10.1080/01636600902773248
sections:
  - {{title: Reading, blocks: [{{citations: [kramer]}}]}}
"""
    found = check_example(read_example(text), tmp_path)
    assert [(finding.code, finding.fix and finding.fix.text) for finding in found] == [
        ("LNK024", "https://doi.org/10.1080/01636600902773248")
    ]
