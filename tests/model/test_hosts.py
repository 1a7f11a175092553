"""Patterns of hosts, and which of them wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidewarden.model import HostSettings, HostTable
from guidewarden.model.hosts import host_name, pattern_name, patterns_of, reference

LABEL = st.from_regex(r"[a-z]([a-z0-9]{0,6}[a-z0-9])?", fullmatch=True).filter(
    lambda label: not label.startswith("xn")
)
HOST = st.lists(LABEL, min_size=1, max_size=5).map(".".join)


def table(*patterns: str) -> HostTable:
    """A table whose settings are told apart by their concurrency: 1 for the first pattern, and so on."""
    return HostTable(
        {pattern: HostSettings(concurrency=number) for number, pattern in enumerate(patterns, 1)}
    )


@pytest.mark.parametrize(
    ("host", "winner"),
    [
        ("www.example.org", "www.example.org"),
        ("WWW.Example.ORG.", "www.example.org"),
        ("a.example.org", "*.example.org"),
        ("a.b.example.org", "*.b.example.org"),
        ("x.a.b.example.org", "*.b.example.org"),
        ("b.example.org", "*.example.org"),
        ("example.org", None),
        ("notexample.org", None),
        ("example.org.evil.example", None),
        ("xn--mnchen-3ya.example", "münchen.example"),
        ("münchen.example", "münchen.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("::1", "::1"),
        ("", None),
    ],
)
def test_the_most_specific_pattern_wins(host: str, winner: str | None) -> None:
    patterns = (
        "*.example.org", "*.b.example.org", "www.example.org", "münchen.example", "127.0.0.1", "::1",
    )  # fmt: skip
    found = table(*patterns)
    assert found.pattern(host) == winner
    assert found.find(host).concurrency == (patterns.index(winner) + 1 if winner else None)


def test_without_patterns_all_hosts_are_as_usual() -> None:
    assert HostTable().find("www.example.org") == HostSettings()


@pytest.mark.parametrize(
    "pattern", ["", "*", "*.", "a*.example", "*.*.example", "http://example.org", "example.org/path",
                "example.org:80", "a b", "u@example.org", "*.10.0.0.1", "*.::1", "%2e"],
)  # fmt: skip
def test_what_is_no_pattern_is_told(pattern: str) -> None:
    assert pattern_name(pattern) is None


@given(HOST, st.lists(HOST, max_size=8), st.lists(HOST, max_size=8))
def test_what_wins_matches_and_nothing_that_matches_is_more_specific(
    host: str, names: list[str], domains: list[str]
) -> None:
    written = [*names, *(f"*.{domain}" for domain in domains)]
    winner = HostTable(dict.fromkeys(written, HostSettings())).pattern(host)
    matching = [
        pattern
        for pattern in written
        if pattern == host or (pattern.startswith("*.") and host.endswith(pattern[1:]))
    ]
    if winner is None:
        assert matching == []
    else:
        assert winner in matching
        assert winner == host or host not in matching
        assert all(len(winner) >= len(pattern) for pattern in matching if pattern.startswith("*."))


@given(HOST)
def test_every_host_matches_itself_and_every_domain_above_it(host: str) -> None:
    labels = host.split(".")
    above = ["*." + ".".join(labels[number:]) for number in range(1, len(labels))]
    assert list(patterns_of(host)) == [host, *above]


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    name = host_name(text)
    assert name is None or host_name(name) == name
    assert pattern_name(text) is None or HostTable({text: HostSettings()}).find("example.org") is not None
    list(patterns_of(text))


@pytest.mark.parametrize(
    ("value", "name"), [("$KEY", "KEY"), ("$key_1", "key_1"), ("$", None), ("$1", None), ("KEY", None),
                        ("$KEY ", None), ("Bearer $KEY", None)],
)  # fmt: skip
def test_references_to_the_environment(value: str, name: str | None) -> None:
    assert reference(value) == name
