from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guidewarden.plan import doi

VECTORS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "doi_vectors.yaml").read_text("utf-8")
)


def test_there_are_enough_vectors() -> None:
    assert len({vector["text"] for vector in VECTORS}) == len(VECTORS) >= 150


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: repr(vector["text"]))
def test_the_doi_a_text_says(vector: dict[str, Any]) -> None:
    assert doi.normalise(vector["text"]) == vector["doi"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: repr(vector["text"]))
def test_the_doi_a_link_names(vector: dict[str, Any]) -> None:
    expected = vector.get("address", vector["doi"])
    named = doi.from_address(vector["text"])
    if expected == "link":
        assert named is None
    else:
        assert named == doi.Identifier(None if expected == "malformed" else expected)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("10.1162/ISEC_a_00236", "https://doi.org/10.1162/ISEC_a_00236"),
        ('10.1/a%b"c#d e?f', "https://doi.org/10.1/a%25b%22c%23d%20e%3Ff"),
        (r"10.1/<>{}^[]`|\+", "https://doi.org/10.1/%3C%3E%7B%7D%5E%5B%5D%60%7C%5C%2B"),
        ("10.1002/(SICI)1:4;2-X,a'b", "https://doi.org/10.1002/(SICI)1:4;2-X,a'b"),
        ("10.1/é", "https://doi.org/10.1/%C3%A9"),
    ],
)
def test_a_doi_written_as_an_address(name: str, url: str) -> None:
    assert doi.to_url(name) == url


def test_another_resolver() -> None:
    assert doi.to_url("10.1/x", "http://127.0.0.1:8000/") == "http://127.0.0.1:8000/10.1/x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See doi:10.1000/182.", [("doi:10.1000/182", "10.1000/182")]),
        ("(10.1000/182), 10.1000/183; 10.1000/184", [("10.1000/182",) * 2, ("10.1000/183",) * 2, ("10.1000/184",) * 2]),
        ("10.1000/182,10.1000/183;doi:10.1000/184", [("10.1000/182",) * 2, ("10.1000/183",) * 2, ("doi:10.1000/184", "10.1000/184")]),
        ("at https://doi.org/10.1000%2F182!", [("https://doi.org/10.1000%2F182", "10.1000/182")]) ,
        ("at doi.org/10.1000/182", [("doi.org/10.1000/182", "10.1000/182")]),
        ("at https://doi.org/g8r7pm.", [("https://doi.org/g8r7pm", "10/g8r7pm")]),
        ("at https://doi.org/about", []),
        ("10.1002/(SICI)1097-4636(199823)43:4<371::AID-JBM3>3.0.CO;2-X <b>", [("10.1002/(SICI)1097-4636(199823)43:4<371::AID-JBM3>3.0.CO;2-X",) * 2]),
        ("(see 10.3319/TAO.2009.05.25.02(IWNOP)).", [("10.3319/TAO.2009.05.25.02(IWNOP)",) * 2]),
        ("https://www.tandfonline.com/doi/abs/10.1080/01636600902773248", []),
        ("Termine 10.2023/11.2023, Version 1.10.1234/5", []),
        ("DOI 10.1000/182", [("10.1000/182",) * 2]),
        ("doi:10.1000/182's second part", [("doi:10.1000/182", "10.1000/182")]),
        ("of (10.1177/0022343319847025's).", [("10.1177/0022343319847025",) * 2]),
        ("of '10.1000/182's'", [("10.1000/182",) * 2]),
        ("10.1000/182’s second part", [("10.1000/182",) * 2]),
        ("10.1000/it's-all and 10.1000/authors'", [("10.1000/it's-all",) * 2, ("10.1000/authors",) * 2]),
        ("doi10.1234/abc, DOI10.1234/def and doi.10.1234/ghi", [("doi10.1234/abc", "10.1234/abc"), ("DOI10.1234/def", "10.1234/def"), ("doi.10.1234/ghi", "10.1234/ghi")]),
        ("paradoi10.1234/abc and doi10.12/3", []),
        ("10.1000/abcを参照", [("10.1000/abc",) * 2]),
        ("10.12/3 and 10.1234 / 5", []),
    ],
)  # fmt: skip
def test_dois_in_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[start:end], name) for start, end, name in doi.find(text)] == expected


_SUFFIX = st.text(
    st.characters(exclude_categories=("C", "Z")) | st.sampled_from(" %#?/.()<>\"'+\\"), min_size=1
)
_NAMES = st.builds("10.{}/{}".format, st.integers(1000, 999_999_999), _SUFFIX)


@settings(deadline=None)
@given(st.text() | _NAMES | st.sampled_from(VECTORS).map(lambda vector: str(vector["text"])))
@example("10.1000%2F")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    name = doi.normalise(text)
    if name is not None:
        assert doi.normalise(name) == name


@settings(deadline=None)
@given(_NAMES)
def test_a_doi_survives_the_way_through_an_address(name: str) -> None:
    # Browsers resolve the dots in a path, so a DOI with such a part cannot be linked to at all.
    if not {".", ".."}.intersection(name.replace("\\", "/").split("/")):
        assert doi.from_address(doi.to_url(name)) == doi.Identifier(name)
        assert doi.to_url(name).isascii()


@settings(deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(["10.1000/", "a", "doi:", "https://doi.org/", ",", ")", "(", " ", "%2F", "10/", "é"])
    ).map("".join)
)
def test_what_is_found_is_a_doi_in_order(text: str) -> None:
    before = 0
    for start, end, name in doi.find(text):
        assert before <= start < end <= len(text)
        before = end
        assert doi.normalise(text[start:end]) == name


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_address_can_be_asked(text: str, other: str) -> None:
    doi.from_address(text)
    doi.carried_by(f"https://x.org/{text}?{other}")
    doi.from_address(f"https://doi.org/{text}")


def test_only_ascii_is_folded() -> None:
    assert doi.doi_key("10.1000/ÄBCİ") == "10.1000/Äbcİ"


def test_a_short_doi_is_told_apart() -> None:
    assert doi.is_short("10/p54k")
    assert not doi.is_short("10.1000/182")
