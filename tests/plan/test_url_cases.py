"""How browsers read addresses, case by case (url_cases.yaml), and what must hold of every address."""

import string
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.plan.targets import entry_target, link_target
from guidewarden.plan.urls import Form, form_of, host_of, link_key, parse

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "url_cases.yaml").read_text("utf-8"))
_TRIMMED = "".join(map(chr, range(0x21)))
ALONE = [case for case in CASES if "base" not in case]


def test_the_table_is_sound() -> None:
    assert len(CASES) >= 150
    assert all(("href" in case) != ("fail" in case) for case in CASES)
    assert all("href" in case for case in CASES if "wire" in case)
    assert len({(case["in"], case.get("base")) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", ALONE, ids=lambda case: ascii(case["in"]))
def test_it_is_read_as_browsers_read_it(case: dict[str, Any]) -> None:
    address = parse(case["in"])
    assert (None if address is None else address.href) == case.get("href")


@pytest.mark.parametrize(
    "case", [case for case in ALONE if "href" in case], ids=lambda case: ascii(case["in"])
)
def test_both_writings_have_one_key_and_host(case: dict[str, Any]) -> None:
    assert link_key(case["in"]) == link_key(case["href"])
    assert host_of(case["in"]) == host_of(case["href"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.org/%%36%31", "http://x.org/a"),
        ("http://x.org/%3%36", "http://x.org/6"),
        ("http://x.org/%2Fa", "http://x.org//a"),
        ("http://x.org/%3B", "http://x.org/;"),
        ("http://x.org/%FC", "http://x.org/%C3%BC"),
    ],
)
def test_no_key_decodes_what_another_address_says(one: str, other: str) -> None:
    assert link_key(one) != link_key(other)
    assert link_key(link_key(one)) == link_key(one)


@pytest.mark.parametrize("case", ALONE, ids=lambda case: ascii(case["in"]))
def test_what_no_browser_reads_is_invalid_or_has_no_scheme(case: dict[str, Any]) -> None:
    readable = form_of(case["in"]) in {Form.WEB, Form.OTHER, Form.ACTION}
    assert readable == ("href" in case)


# Pieces that mean something somewhere in an address, so that odd meetings of them are common.
PIECES = st.sampled_from(
    ["http:", "https:", "HTTP:", "ftp:", "file:", "mailto:", "foo:", "//", "/", "\\", "@", ":", "::", "[", "]", "[::1]", "?",
     "#", ";", "&", "=", ".", "..", "%2e", "%2E%2e", "%", "%2", "%zz", "%c3%bc", "%FC", "%00", "|", "^", "'", '"', "<", ">",
     "`", "{", "}", " ", "\t", "\n", "\0", "\x7f", "\xa0", "\xad", "\u200b", "\u200d", "ü", "ß", "İ", "。", "．", "①", "💩", "\ud800",
     "\ufffd", "a.example", "b", "xn--", "xn--bcher-kva", "0x7f", "0177", "127.1", "256", "4294967296", "1.2.3.4", ":80", ":443",
     ":65536", ":08", "doi.org", "10.1/x"]
)  # fmt: skip
WRITTEN = st.lists(PIECES, max_size=12).map("".join) | st.text(string.printable) | st.text()


@settings(deadline=None, max_examples=300)
@given(WRITTEN)
def test_what_was_read_reads_as_itself(written: str) -> None:
    address = parse(written)
    if address is not None:
        assert parse(address.href) == address


@settings(deadline=None, max_examples=300)
@given(WRITTEN)
def test_a_key_is_for_comparing_and_never_for_asking(written: str) -> None:
    for target in (link_target(written), entry_target(written)):
        if target is None:
            continue
        assert target.key.startswith(("link:", "doi:"))
        asked, key = parse(target.url), parse(target.key.partition(":")[2])
        if target.key.startswith("link:") and asked is not None:
            assert asked == parse(written) or written.lstrip(_TRIMMED).startswith("//")
            # The key says what the address says: only how percent-encodings are written may differ.
            assert key is not None
            assert unquote_to_bytes(key.href) == unquote_to_bytes(asked.href)


@settings(deadline=None, max_examples=300)
@given(WRITTEN, WRITTEN)
def test_one_key_means_one_request(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    if first is not None and second is not None and link_key(one) == link_key(other):
        assert first.host == second.host
        assert unquote_to_bytes(first.path) == unquote_to_bytes(second.path)
        assert unquote_to_bytes(first.query) == unquote_to_bytes(second.query)
