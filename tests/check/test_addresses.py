import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.check.addresses import AddressPolicy, literal

REFUSED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.8.9.10", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254", "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:db8::1", "3fff::1",
    "2002:7f00:1::", "2002:c0a8:101::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1",
    "ff02::1", "4000::1", "5f00::1",
]  # fmt: skip
ALLOWED = [
    "1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1",
    "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "64:ff9b::1.1.1.1",
    "2002:101:101::1",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_the_public_internet_is_refused(address: str) -> None:
    assert AddressPolicy().refusal("some.example", address)


@pytest.mark.parametrize("address", ALLOWED)
def test_public_addresses_may_be_connected_to(address: str) -> None:
    assert AddressPolicy().refusal("some.example", address) is None


def test_a_refusal_says_what_the_address_is() -> None:
    assert AddressPolicy().refusal("x", "169.254.169.254") == "169.254.169.254 is a link-local address"


@pytest.mark.parametrize(
    ("allow", "host", "address"),
    [
        ("127.0.0.0/8", "x", "127.0.0.1"),
        ("127.0.0.1", "x", "127.0.0.1"),
        ("127.0.0.0/8", "x", "::ffff:127.0.0.1"),
        ("10.0.0.0/8", "x", "64:ff9b::10.0.0.1"),
        ("::1", "x", "::1"),
        ("[::1]", "x", "::1"),
        ("10.1.2.3/8", "x", "10.9.9.9"),
        ("Intranet.Example", "intranet.example", "10.1.2.3"),
        ("intranet.example", "INTRANET.example.", "10.1.2.3"),
    ],
)
def test_allowing(allow: str, host: str, address: str) -> None:
    assert AddressPolicy([allow]).refusal(host, address) is None


@pytest.mark.parametrize(
    ("allow", "host", "address"),
    [
        ("127.0.0.0/8", "x", "10.0.0.1"),
        ("intranet.example", "evil.intranet.example", "10.1.2.3"),
        ("intranet.example", "intranet.example.evil", "10.1.2.3"),
        ("127.0.0.1", "x", "127.0.0.2"),
    ],
)
def test_allowing_no_more_than_was_said(allow: str, host: str, address: str) -> None:
    assert AddressPolicy([allow]).refusal(host, address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_fares_no_better_inside_an_ipv6_one(address: ipaddress.IPv4Address) -> None:
    policy = AddressPolicy()
    if policy.refusal("x", str(address)):
        number = int(address)
        for wrapped in (
            ipaddress.IPv6Address((0xFFFF << 32) | number),
            ipaddress.IPv6Address((0x64FF9B << 96) | number),
            ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
            ipaddress.IPv6Address(number),
        ):
            assert policy.refusal("x", str(wrapped))


@given(st.ip_addresses())
def test_every_public_answer_agrees_with_the_standard_library(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if AddressPolicy().refusal("x", str(address)) is None:
        assert not address.is_loopback
        assert not address.is_link_local
        assert not address.is_multicast
        assert not address.is_unspecified


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("::1", "::1"),
        ("a.example", None),
        ("", None),
        ("[x]", None),
    ],
)
def test_literal(host: str, address: str | None) -> None:
    assert literal(host) == address
