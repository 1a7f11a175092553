"""Which ignores are about which targets."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.model import Ignore, Proxy, Target
from guidewarden.plan.ignores import IgnoreTable
from guidewarden.plan.targets import doi_target, link_target

UNTIL = dt.date(2027, 1, 31)


def url(pattern: str) -> Ignore:
    return Ignore(url=pattern, reason="Because.", until=UNTIL)


def link(address: str) -> Target:
    target = link_target(address)
    assert target is not None
    return target


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("https://a.example/x", ["https://a.example/x", "HTTPS://A.example:443/x"],
         ["https://a.example/x/", "https://a.example/xy", "http://a.example/x", "https://a.example/x?q"]),
        ("https://a.example", ["https://a.example/"], ["https://a.example/x"]),
        ("https://a.example/x*", ["https://a.example/x", "https://a.example/xyz", "https://a.example/x?q#f"],
         ["https://a.example/", "https://b.example/x", "http://a.example/x"]),
        ("https://a.example*", ["https://a.example/", "https://a.example/x"], ["https://a.example.evil.test/"]),
        ("a.example", ["https://a.example/x", "http://a.example:8080/"], ["https://b.a.example/"]),
        ("*.a.example", ["https://b.a.example/", "https://c.b.a.example/"], ["https://a.example/"]),
        ("MÜNCHEN.example", ["https://münchen.example/x"], ["https://munchen.example/x"]),
        ("https://doi.org/10.1234/AB", ["https://doi.org/10.1234/ab", "https://dx.doi.org/10.1234/AB"],
         ["https://doi.org/10.1234/abc"]),
        ("https://doi.org/10.1234/*", ["https://doi.org/10.1234/ab"], ["https://doi.org/10.12345/ab"]),
    ],
)  # fmt: skip
def test_addresses_beginnings_and_hosts(pattern: str, matching: list[str], other: list[str]) -> None:
    table = IgnoreTable([url(pattern)])
    assert [address for address in matching if not table.matching(link(address))] == []
    assert [address for address in other if table.matching(link(address))] == []


def test_an_address_through_the_proxy_is_about_what_lies_behind() -> None:
    wrapped = "https://proxy.library.example/login?url=https://a.example/x?y=1&z=2"
    table = IgnoreTable([url(wrapped)], Proxy(prefixes=("https://proxy.library.example/login?url=",)))
    assert table.matching(link("https://a.example/x?y=1&z=2")) == [0]
    assert table.matching(link("https://a.example/x?y=1")) == []


def test_dois_in_any_case() -> None:
    table = IgnoreTable([Ignore(doi="10.1162/ISEC_a_00236", reason="Because.", until=UNTIL)])
    assert table.matching(doi_target("10.1162/isec_A_00236", "")) == [0]
    assert table.matching(doi_target("10.1162/isec_a_00237", "")) == []


def test_several_in_the_order_of_the_file() -> None:
    table = IgnoreTable(
        [url("b.example"), url("https://a.example/*"), url("a.example"), url("https://a.example/x")]
    )
    assert table.matching(link("https://a.example/x")) == [1, 2, 3]
    assert table.matching(link("https://c.example/x")) == []


@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_no_text_makes_it_fail(pattern: str, path: str) -> None:
    table = IgnoreTable([url(pattern), url(f"https://{pattern}"), url(f"https://a.example/{pattern}*")])
    assert set(table.matching(link("https://a.example/" + path))) <= {0, 1, 2}


@given(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), st.from_regex(r"[a-z0-9/-]{0,12}", fullmatch=True))
def test_a_beginning_matches_what_goes_on_from_it(beginning: str, rest: str) -> None:
    table = IgnoreTable([url(f"https://a.example/{beginning}*")])
    assert table.matching(link(f"https://a.example/{beginning}{rest}")) == [0]
    assert table.matching(link(f"https://a.example/_{beginning}{rest}")) == []
