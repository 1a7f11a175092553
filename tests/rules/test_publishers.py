import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.rules.publishers import publisher_doi


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://www.tandfonline.com/doi/full/10.1080/01636600902773248", "10.1080/01636600902773248"),
        ("https://www.tandfonline.com/doi/abs/10.1080/01636600902773248?journalCode=rwaq20", "10.1080/01636600902773248"),
        ("https://onlinelibrary.wiley.com/doi/10.1111/j.1468-2346.2008.00715.x/abstract", "10.1111/j.1468-2346.2008.00715.x"),
        ("https://journals.sagepub.com/doi/10.1177/0022343316681864#sec", "10.1177/0022343316681864"),
        ("https://link.springer.com/content/pdf/10.1057/s41311-020-00235-7.pdf", "10.1057/s41311-020-00235-7"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0185809", "10.1371/journal.pone.0185809"),
        ("https://example.org/doi/suppl/10.1080/01636600902773248/file.pdf", None),
        ("https://doi.org/10.1080/01636600902773248", None),
        ("https://api.crossref.org/works/10.1080/01636600902773248", None),
        ("https://search.example.org/?q=10.1080/01636600902773248", None),
        ("https://web.archive.org/web/2020/https://www.tandfonline.com/doi/10.1080/01636600902773248", None),
        ("https://direct.mit.edu/isec/article/40/4/7/12126", None),
        ("https://www.jstor.org/stable/43828314", None),
        ("ftp://example.org/doi/10.1080/1", None),
        ("https://[broken/doi/10.1080/1", None),
    ],
)  # fmt: skip
def test_addresses_of_works_give_their_doi_and_others_none(url: str, doi: str | None) -> None:
    assert publisher_doi(url) == doi


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    found = publisher_doi(f"https://example.org/doi/{text}")
    assert found is None or found.startswith("10")
