from itertools import product
from pathlib import Path
from time import process_time
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.model import Proxy
from guidewarden.plan.proxied import Flaw, ProxyForm, Unwrapped, is_ours, rewrap, unwrap, wrap

VECTORS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "proxied_vectors.yaml").read_text("utf-8")
)
PREFIXES = (
    "https://proxy.example.edu/login?url=",
    "https://proxy.example.edu:2048/login?url=",
    "https://gate.example.edu/go?to=",
    "https://proxy.example.edu/login?qurl=",
    "https://go.openathens.net/redirector/example.edu?url=",
)


def test_there_are_enough_vectors() -> None:
    named = [(vector["url"], str(vector.get("settings"))) for vector in VECTORS]
    assert len(set(named)) == len(VECTORS) >= 60
    assert {vector["form"] for vector in VECTORS if vector["form"]} == set(ProxyForm)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: repr(vector["url"]))
def test_where_an_address_leads(vector: dict[str, Any]) -> None:
    found = unwrap(vector["url"], Proxy.model_validate(vector.get("settings", {})))
    if vector["form"] is None:
        assert found is None
        return
    assert found is not None
    assert (found.form.value, found.proxy, found.target, found.certain, sorted(found.flaws)) == (
        vector["form"],
        vector["proxy"],
        vector.get("target"),
        vector.get("certain", True),
        vector.get("flaws", []),
    )


_SEGMENT = st.text(st.sampled_from("abcXYZ019-._~&=?/%+;,:@!$'()*é語 "), max_size=30)
_HOSTS = st.sampled_from(["www.jstor.org", "x.org", "search.e-library.example.com", "doi.org"])
_TARGETS = st.builds(lambda scheme, host, rest: f"{scheme}://{host}/{rest.rstrip()}", st.sampled_from(["http", "https"]), _HOSTS, _SEGMENT)  # fmt: skip


@settings(deadline=None)
@given(_TARGETS, st.sampled_from(PREFIXES))
def test_what_is_wrapped_is_unwrapped_as_it_was(target: str, prefix: str) -> None:
    proxy = Proxy(prefixes=(prefix,))
    found = unwrap(wrap(target, prefix), proxy)
    assert found is not None
    assert (found.target, found.certain, found.flaws) == (target, True, frozenset())
    assert is_ours(found, proxy)


@settings(deadline=None)
@given(_TARGETS)
def test_without_settings_the_usual_prefixes_are_known(target: str) -> None:
    for prefix in PREFIXES:
        if "gate." not in prefix:
            found = unwrap(wrap(target, prefix))
            assert found is not None
            assert found.target == target


_LABELS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(
    lambda label: len(label) < 16 and not label.startswith("xn-")
)
_NAMES = st.lists(_LABELS, min_size=1, max_size=3).map(lambda labels: ".".join([*labels, "org"]))


@settings(deadline=None)
@given(_NAMES, _SEGMENT)
def test_a_rewritten_host_comes_back_where_its_hyphens_are_doubled_or_it_is_known(
    host: str, rest: str
) -> None:
    rest = rest.rstrip()
    doubled = host.replace("-", "--").replace(".", "-")
    plain = host.replace(".", "-")
    known = Proxy(suffixes=("proxy.example.edu",), hosts=(host,))
    for proxy, label in ((known, doubled), (known, plain), (known, host), (Proxy(), host)):
        if len(label) < 64 or "." in label:
            found = unwrap(f"https://{label}.proxy.example.edu/{rest}", proxy)
            assert found is not None
            # A first label such as "0-x" is WAM's where nobody has said otherwise.
            if proxy == known or found.form is ProxyForm.HOST_DOTS:
                assert (found.target, found.certain) == (f"https://{host}/{rest}", True)
            assert found.flaws == {Flaw.HOST_FORM}


@settings(deadline=None)
@given(_TARGETS, st.sampled_from(PREFIXES[:2]), st.integers(2, 4))
def test_however_often_it_is_wrapped_the_target_is_found(target: str, prefix: str, times: int) -> None:
    url = target
    for _ in range(times):
        url = wrap(url, prefix)
    found = unwrap(url)
    assert found is not None
    assert found.target == target
    assert found.flaws == {Flaw.DOUBLE_PREFIX}
    assert found.inside is not None
    assert prefix + found.inside == url


@settings(deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(["https://", "proxy.", "u.edu", "/login?", "url=", "qurl=", "%3A%2F%2F", "0-", "www-x-org.", ":2048", "&", "#", "go.openathens.net/redirector/u?"])
    ).map("".join)
)  # fmt: skip
def test_any_text_can_be_asked_and_a_target_is_a_web_address(text: str) -> None:
    found = unwrap(text)
    if found is not None and found.target is not None:
        assert found.target.lower().startswith(("http://", "https://"))
        assert found.form is not ProxyForm.OPAQUE
    rewrap(text, "https://x.org/", Proxy())


@pytest.mark.parametrize(
    ("written", "new"),
    [
        ("https://x.org/old", "https://x.org/new"),
        ("https://proxy.u.edu/login?url=https://x.org/old", "https://proxy.u.edu/login?url=https://x.org/new"),
        ("https://proxy.u.edu/login?qurl=https%3A%2F%2Fx.org%2Fold", None),
        ("https://x-org.proxy.u.edu/old", None),
        ("https://proxy.u.edu/login/x", None),
        ("https://proxy.u.edu/login?url=https://proxy.u.edu/login?url=https://x.org/old", None),
    ],
)  # fmt: skip
def test_a_new_target_in_the_same_wrapper(written: str, new: str | None) -> None:
    assert rewrap(written, "https://x.org/new", Proxy()) == new


@pytest.mark.parametrize(
    ("url", "known", "ours"),
    [
        ("https://proxy.u.edu/login?url=https://x.org/", {}, True),
        ("https://proxy.u.edu/login?url=https://x.org/", {"prefixes": ["http://proxy.u.edu/login?url="]}, True),
        ("https://proxy.u.edu:2048/login?url=https://x.org/", {"prefixes": ["https://proxy.u.edu/login?url="]}, True),
        ("https://login.proxy.u.edu/login?url=https://x.org/", {"suffixes": ["proxy.u.edu"]}, True),
        ("https://login.proxy.u.edu/login?url=https://x.org/", {"prefixes": ["https://proxy.u.edu/login?url="]}, True),
        ("https://x-org.proxy.u.edu/", {"prefixes": ["https://login.proxy.u.edu/login?url="]}, True),
        ("https://x-org.proxy.u.edu/", {"suffixes": ["proxy.u.edu"]}, True),
        ("https://proxy.v.edu/login?url=https://x.org/", {"prefixes": ["https://proxy.u.edu/login?url="]}, False),
        ("https://x-org.proxy.v.edu/", {"suffixes": ["proxy.u.edu"]}, False),
        ("https://notproxy.v.edu:2048/login?url=https://x.org/", {"suffixes": ["proxy.v.edu"]}, False),
        ("https://go.openathens.net/redirector/u.edu?url=https://x.org/", {"prefixes": ["https://go.openathens.net/redirector/u.edu?url="]}, True),
        ("https://go.openathens.net/redirector/v.edu?url=https://x.org/", {"prefixes": ["https://go.openathens.net/redirector/u.edu?url="]}, False),
    ],
)  # fmt: skip
def test_whose_proxy_it_is(url: str, known: dict[str, list[str]], ours: bool) -> None:
    proxy = Proxy.model_validate(known)
    found = unwrap(url, proxy)
    assert found is not None
    assert is_ours(found, proxy) is ours


def test_the_flaws_of_a_chain_are_those_of_all_its_wrappers() -> None:
    inner = quote("https://www-x-org.proxy.u.edu/a", safe="")
    found = unwrap(f"https://proxy.u.edu/login?url=https://proxy.u.edu/login?qurl={inner}")
    assert found == Unwrapped(
        ProxyForm.LOGIN_URL,
        "proxy.u.edu",
        "proxy.u.edu",
        "https://www.x.org/a",
        f"https://proxy.u.edu/login?qurl={inner}",
        certain=False,
        flaws=frozenset({Flaw.DOUBLE_PREFIX, Flaw.HOST_FORM}),
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://proxy.u.edu/login?url=" * 5000 + "https://x.org/",
        "https://" + "a-" * 50_000 + ".proxy.u.edu/",
        "https://0-" + "a." * 50_000 + "org.u.edu/",
        "https://proxy.u.edu/login?" + "&url" * 50_000,
    ],
)
def test_hostile_addresses_take_no_time(url: str) -> None:
    begin = process_time()
    unwrap(url)
    assert process_time() - begin < 1


_BEGINNINGS = ("https://", "http:\\\\", "HTTP://", "//", "ftp://", "https://user@", "ht\ttps://")
_SUSPECTS = ("proxy.u.edu", "PROXY.u.edu", "ｐroxy.u.edu", "x.ezp1.u.edu", "www-x-org.ezp.u.edu", "www-x-org.proxy.u.edu", "www.x.org.ezproxy.u.edu", "0-www.x.org.u.edu", "12-x.org.a.u.edu", "login.openathens.net", "go.openathens.net", "www-x-org.u.idm.oclc.org", "u.idm.oclc.org", "www.x.org", "10.0.0.1", "www.x.org:2048", "www.x.org:2443")  # fmt: skip
_PATHS = ("", "/login?url=https://x.org/", "/login?qurl=https%3A%2F%2Fx.org%2F", "/LOGIN?url=https://x.org/", "/l\togin?url=https://x.org", "/login/x", "/connect?session=1&url=https://x.org/", "/auth/x", "/redirector/u?url=https://x.org/", "/https/77726476706e69737468656265737421abcd/", "/HTTP-80/77726476706e69737468656265737421/", "/+CSCO+1/", "/a?b#c")  # fmt: skip


def test_what_is_told_at_a_glance_is_what_looking_closer_tells() -> None:
    # Where the settings name a proxy, every address is looked at closer; this one is nobody's.
    closer = Proxy(suffixes=("nobody.invalid",))
    forms = set[ProxyForm]()
    for parts in product(_BEGINNINGS, _SUSPECTS, _PATHS):
        found = unwrap("".join(parts))
        assert found == unwrap("".join(parts), closer)
        if found is not None:
            forms.add(found.form)
    assert forms == set(ProxyForm) - {ProxyForm.PREFIX}
