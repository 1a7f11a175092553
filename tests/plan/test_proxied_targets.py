"""Proxied links in guides and lists: their targets, their places, and what is asked of the proxy."""

from pathlib import Path

import pytest

from guidewarden.guides import load_library
from guidewarden.model import Kind, Proxy, Role, SourceText
from guidewarden.plan import Found, extract, make_plan, read_list

LOGIN = "https://proxy.example.edu/login?url="


def read(text: str, proxy: Proxy | None = None, suffix: str = ".txt") -> tuple[Found, ...]:
    found, problems = read_list(SourceText("links" + suffix, text), suffix, proxy)
    assert not problems
    return found


def test_with_and_without_the_proxy_it_is_one_target() -> None:
    url = "https://www.jstor.org/stable/1"
    plan = make_plan(read(f"{LOGIN}{url}\n{url}\nhttps://ezproxy.example.org/login?url={url}\n"))
    assert [(target.key, target.kind, target.role) for target in plan.targets] == [
        (f"link:{url}", Kind.LINK, Role.SOURCE),
        ("page:proxy.example.edu", Kind.PAGE, Role.PROXY),
        ("page:proxy.example.edu+www.jstor.org", Kind.PAGE, Role.ADMISSION),
        ("page:ezproxy.example.org", Kind.PAGE, Role.PROXY),
        ("page:ezproxy.example.org+www.jstor.org", Kind.PAGE, Role.ADMISSION),
    ]
    places = plan.occurrences[f"link:{url}"]
    assert [place.written for place in places] == [
        LOGIN + url,
        url,
        f"https://ezproxy.example.org/login?url={url}",
    ]
    assert {place.target_key for place in places} == {f"link:{url}"}
    (place,) = plan.occurrences["page:proxy.example.edu+www.jstor.org"]
    assert (place.target_key, place.label, place.written) == (
        "page:proxy.example.edu+www.jstor.org",
        "www.jstor.org through proxy.example.edu",
        LOGIN + url,
    )


def test_the_proxy_is_asked_once_and_once_for_each_host() -> None:
    plan = make_plan(read("\n".join(f"{LOGIN}https://host{n % 3}.example/{n}" for n in range(30))))
    pages = [target for target in plan.targets if target.kind is Kind.PAGE]
    assert [target.role for target in pages] == [Role.PROXY] + [Role.ADMISSION] * 3
    assert pages[0].url == f"{LOGIN}https://host0.example/0"
    assert len(plan.occurrences[pages[0].key]) == 30
    assert {target.host for target in pages} == {"proxy.example.edu"}


def test_a_doi_behind_a_proxy_is_a_doi() -> None:
    for written in (
        f"{LOGIN}https://doi.org/10.1162/ISEC_a_00236",
        "https://proxy.example.edu/login?qurl=https%3A%2F%2Fdoi.org%2F10.1162%2FISEC_a_00236",
        "https://doi-org.proxy.example.edu/10.1162/ISEC_a_00236",
    ):
        (found,) = read(written)
        assert (found.target.key, found.target.doi) == ("doi:10.1162/isec_a_00236", "10.1162/ISEC_a_00236")
        assert found.target.role is Role.SOURCE


def test_a_hidden_target_asks_nothing_of_anybody() -> None:
    (found,) = read("https://login.openathens.net/auth/example.edu/o/1?t=%2Fx")
    assert (found.target.role, found.target.kind, found.wrappers) == (Role.OPAQUE, Kind.LINK, ())


def test_an_address_that_somebody_wrote_out_is_no_guess() -> None:
    guess, url = "https://www-jstor-org.proxy.example.edu/stable/1", "https://www.jstor.org/stable/1"
    assert make_plan(read(guess)).targets[0].role is Role.GUESS
    for text in (f"{guess}\n{url}", f"{url}\n{guess}"):
        (role,) = {t.role for t in make_plan(read(text)).targets if t.kind is Kind.LINK}
        assert role is Role.SOURCE
    (known,) = read(guess, Proxy(hosts=("www.jstor.org",)))
    assert known.target.role is Role.SOURCE


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f'<a href="{LOGIN}https://x.org/a?b=1&amp;c=2">A</a>', ["link:https://x.org/a?b=1&c=2"]),
        (f'<a href="{LOGIN}https://doi.org/10.1000/182">doi:10.1000/182</a>', ["doi:10.1000/182"]),
        ('<a href="https://proxy.example.edu/login?qurl=https%3A%2F%2Fx.org%2Fa">https://x.org/a</a>', ["link:https://x.org/a"]),
        (f"<p>See {LOGIN}https://x.org/a.</p>", ["link:https://x.org/a"]),
    ],
)  # fmt: skip
def test_proxied_links_in_markup(text: str, keys: list[str]) -> None:
    assert [found.target.key for found in read(text, suffix=".html")] == keys


def test_a_guide_gives_places_as_written_and_targets_behind_the_proxy(tmp_path: Path) -> None:
    (tmp_path / "guide.yaml").write_text(
        "title: T\n"
        "sources:\n"
        f"  a: {{type: book, title: A, DOI: '{LOGIN}https://doi.org/10.1000/182'}}\n"
        "sections:\n"
        "  - title: S\n"
        "    blocks:\n"
        "      - links: [{url: 'https://lib.example.edu/go?to=https://x.org/a', label: A}]\n",
        encoding="utf-8",
    )
    (document,) = load_library([tmp_path / "guide.yaml"], tmp_path).documents
    found = extract(document, Proxy(prefixes=("https://lib.example.edu/go?to=",)))
    assert [(item.target.key, item.occurrence.written) for item in found] == [
        ("doi:10.1000/182", f"{LOGIN}https://doi.org/10.1000/182"),
        ("link:https://x.org/a", "https://lib.example.edu/go?to=https://x.org/a"),
    ]
    assert [item.target.key for item in extract(document)][
        1
    ] == "link:https://lib.example.edu/go?to=https://x.org/a"
