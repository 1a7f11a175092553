import ada_url
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.plan.urls import Form, form_of, host_of, link_key, parse, trim


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("https://www.nato.int/", Form.WEB),
        ("  HTTP://x  ", Form.WEB),
        ("http:/x", Form.WEB),
        ("ht\ntp://x", Form.WEB),
        ("http://", Form.INVALID),
        ("http://a b/", Form.INVALID),
        ("http://x:99999/", Form.INVALID),
        ("http://[::1", Form.INVALID),
        ("htp:/x", Form.OTHER),
        ("file:///C:/x", Form.OTHER),
        ("ftp://x/", Form.OTHER),
        ("MAILTO:a@b", Form.ACTION),
        ("tel:+32", Form.ACTION),
        ("java\tscript:alert(1)", Form.ACTION),
        ("data:,x", Form.ACTION),
        ("www.nato.int", Form.RELATIVE),
        ("//www.nato.int/", Form.RELATIVE),
        ("#top", Form.RELATIVE),
        ("/a:b", Form.RELATIVE),
        ("", Form.RELATIVE),
    ],
)
def test_forms(written: str, form: Form) -> None:
    assert form_of(written) is form


def test_an_address_taken_apart() -> None:
    address = parse(" HTTP://User@BÜCHER.example:80/a/../ü?q=1#ä ")
    assert address is not None
    assert (address.scheme, address.host, address.port) == ("http", "xn--bcher-kva.example", 80)
    assert (address.path, address.query, address.fragment) == ("/%C3%BC", "q=1", "%C3%A4")


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("https://Www.NATO.int:8443/x", "www.nato.int"),
        ("http://[::1]/", "[::1]"),
        ("mailto:x@y", ""),
        ("x", ""),
    ],
)
def test_hosts(written: str, host: str) -> None:
    assert host_of(written) == host


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.org", "HTTP://X.org:80/"),
        ("https://x.org/%c3%bc", "https://x.org/%C3%BC"),
        ("https://x.org/ü", "https://x.org/%C3%BC"),
        (" https://x.org/a ", "https://x.org/b/../a"),
        ("https://bücher.example/", "https://xn--bcher-kva.example"),
    ],
)
def test_writings_of_one_address_have_one_key(one: str, other: str) -> None:
    assert link_key(one) == link_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.org/", "https://x.org/"),
        ("http://x.org/", "http://www.x.org/"),
        ("http://x.org/a", "http://x.org/a/"),
        ("http://x.org/a", "http://x.org/A"),
        ("http://x.org/a", "http://x.org/a?"),
        ("http://x.org/a;b", "http://x.org/a"),
        ("http://x.org/?a&b", "http://x.org/?b&a"),
        ("http://x.org/login?url=http://a", "http://x.org/login?url=http://b"),
        ("http://x.org/#a", "http://x.org/#b"),
        ("http://x.org:81/", "http://x.org/"),
    ],
)
def test_addresses_that_may_differ_have_two_keys(one: str, other: str) -> None:
    assert link_key(one) != link_key(other)


_PARTS = st.lists(
    st.sampled_from(["http", "https", "HTTPS", ":", "/", "//", "x.org", "[::1]", "ü", "%", "%c3", "%C3", "#", "?", "@", " ", "\n", "\ud800", "..", "\\", ":80", "\0"])
)  # fmt: skip


@settings(deadline=None)
@given(_PARTS.map("".join) | st.text())
def test_nothing_is_raised_and_a_key_is_its_own_key(written: str) -> None:
    form_of(written)
    host_of(written)
    key = link_key(written)
    assert link_key(key) == key
    address = parse(written)
    if address is not None:
        again = parse(address.href)
        assert again is not None
        assert link_key(address.href) == key
        assert address.host == address.host.lower()


@settings(deadline=None)
@given(st.text())
def test_trimming_leaves_what_browsers_read(written: str) -> None:
    assert parse(trim(written)) == parse(written)


@settings(max_examples=300)
@given(
    st.sampled_from(
        ["http://", "HTTPS://", "http:/", "http://[::1]", "https://u:p@", "ftp://", "file:///", "mailto:"]
    ),
    st.text(alphabet=st.sampled_from("aZ09.-_~:/?#[]@!&=+%;\\ |^é\u0660\u00a0"), max_size=30),
)
def test_an_address_is_taken_apart_as_browsers_do(scheme: str, rest: str) -> None:
    address = parse(scheme + rest)
    if address is None:
        assert not ada_url.URL.can_parse(scheme + rest)
        return
    url = ada_url.URL(scheme + rest)
    assert (address.href, f"{address.scheme}:", address.host) == (url.href, url.protocol, url.hostname)
    assert (address.path, address.query, address.fragment) == (url.pathname, url.search[1:], url.hash[1:])
    assert address.port == (int(url.port) if url.port else {"http": 80, "https": 443}.get(address.scheme))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["https://a.org/", "http://www.a-b.example/a/b", "https://a.co.uk", "https://", "http://10.0.0.7/", "https://a.org:8080/"]),
    st.lists(
        st.sampled_from(
            [*"/.%?#&=-_~'(@:|^\"\\ é1aA\t\n[]{}`<>", "//", "..", "/.", "%2e", "xn--", ".org", "a.b", "0x1", ":443", ":80", ":8080", ":65536", ":0", "127.1", "/1.2.3.4", "256", ".1"]
        ),
        max_size=6,
    ),
)  # fmt: skip
def test_an_address_written_as_browsers_write_it_is_taken_apart_alike(start: str, rest: list[str]) -> None:
    written = start + "".join(rest)
    address = parse(written)
    if address is None:
        assert not ada_url.URL.can_parse(written)
        return
    url = ada_url.URL(written)
    assert (address.href, address.host, address.path) == (url.href, url.hostname, url.pathname)
    assert (address.query, address.fragment) == (url.search[1:], url.hash[1:])
    assert address.port == int(url.port or {"http": 80, "https": 443}[address.scheme])
