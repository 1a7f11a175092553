"""What anybody can send or write, thrown at whatever reads it: one property a reader, for Hypothesis and atheris.

Each value of `PROPERTIES` is a Hypothesis test; `fuzz/run.py` runs them for as long as it is told, the
suite for a moment. A property fails by raising, by breaking what its reader promises, or by taking longer
than `SECONDS`, which no reader needs for so little.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import ada_url
from hypothesis import given
from hypothesis import strategies as st

from evidences import NIGHT
from guidewarden.check.addressing import location_text, read_address
from guidewarden.check.bodies import Body
from guidewarden.check.cookies import CookieJar
from guidewarden.check.failures import NoAnswer
from guidewarden.check.handles import read_answer as read_handle
from guidewarden.check.headers import kept_headers
from guidewarden.check.http1 import read_head
from guidewarden.check.pages import IDENTIFIERS, RESOURCES, TEXT_START, TITLE_LIMIT, read_page, refresh_target
from guidewarden.check.siblings import sibling_address
from guidewarden.check.walk import Answer
from guidewarden.check.wayback import read_answer as read_copy
from guidewarden.judge import follow_up, judge
from guidewarden.markup import read_html, read_markdown
from guidewarden.model import (
    REASONS,
    Attempt,
    ErrorKind,
    Evidence,
    Failure,
    Guide,
    HandleAnswer,
    Hop,
    HopVia,
    InputError,
    Kind,
    Page,
    PastVerdict,
    SourceText,
    State,
    Target,
)
from guidewarden.plan import doi
from guidewarden.plan.markup_places import places_in_markup, places_in_text
from guidewarden.plan.targets import entry_target, field_target, link_target
from guidewarden.plan.urls import Form, form_of, host_of, link_key, parse
from guidewarden.yamltext import load, validate

SECONDS = 2.0

Property = Callable[[], None]


@contextmanager
def _quick() -> Iterator[None]:
    begin = time.process_time()
    yield
    taken = time.process_time() - begin
    assert taken < SECONDS, f"it took {taken:.1f} s"


def _mixed(*pieces: str, most: int = 30) -> st.SearchStrategy[str]:
    """Texts made of pieces that mean something, of any characters, and of both."""
    piece = st.sampled_from(pieces)
    return st.lists(piece | st.text(max_size=4), max_size=most).map("".join) | st.text(max_size=200)


URL_PIECES = (
    "http:", "https:", "HTTP:", "ftp:", "file:", "mailto:", "javascript:", "foo:", "//", "/", "\\", "@", ":", "::", "[", "]",
    "[::1]", "?", "#", ";", "&", "=", ".", "..", "%2e", "%", "%2", "%zz", "%c3%bc", "%FC", "%00", "|", "^", "'", '"', "<", ">", "`",
    "{", "}", " ", "\t", "\n", "\r", "\0", "\x7f", "\xa0", "\xad", "\u200b", "\u200d", "\u202e", "ü", "ß", "İ", "。", "．", "①", "💩",
    "\ud800", "\udfff", "\ufffd", "a.example", "a", "xn--", "0x7f", "0177", "127.1", "256", "4294967296", ":80", ":443", ":65536",
    "doi.org", "dx.doi.org", "doi:", "DOI 10.", "info:doi/", "urn:doi:", "10.1162/ISEC_a_00236", "10.1/", "10/p54k", "10.2023/11.2023",
    "(sici)1<1::aid>3.0;2-#", "/full", ".pdf", ";jsessionid=", "login?url=", "login?qurl=", "0-www.", ".proxy.u.edu", "http%3A%2F%2F",
)  # fmt: skip
URLS = _mixed(*URL_PIECES, most=14)


@given(URLS)
def addresses(written: str) -> None:
    """Addresses and DOIs as authors write them."""
    with _quick():
        form, key, address = form_of(written), link_key(written), parse(written)
        host_of(written)
        targets = [link_target(written), entry_target(written), field_target(written)]
        for start, end, found in doi.find(written):
            assert 0 <= start < end <= len(written)
            assert doi.normalise(found) is not None
            assert parse(doi.to_url(found)) is not None
        doi.carried_by(written)
        places = list(places_in_text(written))
    assert link_key(key) == key
    assert (form is Form.INVALID) <= (address is None)
    if address is not None:
        assert parse(address.href) == address
    assert all(target.key.partition(":")[0] == target.kind.value for target in targets if target is not None)
    assert all(0 <= place.start < place.end <= len(written) for place in places)
    try:
        asked = read_address(written)
    except NoAnswer:
        assert form is not Form.WEB or ".onion" in str(address)
        return
    assert form is Form.WEB
    assert not set(asked.target + asked.shown) & set(" \t\r\n\0")
    assert (asked.target + asked.shown).isascii()
    assert "@" not in asked.shown
    assert read_address(asked.href).href == asked.href
    sibling = sibling_address(written)
    assert sibling is not None
    assert parse(sibling) is not None


HERE = read_address("https://a.example/b/c?d#e")
HEADER_PIECES = (
    "HTTP/1.1 ", "HTTP/1.0 ", "HTTP/2 ", "200 OK", "301", "404", "999", "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", ":", ",", ";", "=", "\0",
    "Location: ", "Refresh: ", "Set-Cookie: ", "Content-Type: text/html", "Content-Length: ", "Content-Length: 5", "+5", "0x5", "²",
    "Transfer-Encoding: chunked", "gzip", "Connection: close", "Domain=", "Path=/", "Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Max-Age=",
    "-1", "99999999999999999999", "Secure", "0;url=", "5; URL='", '"', "é",
)  # fmt: skip


def _bytes(*pieces: str) -> st.SearchStrategy[bytes]:
    return _mixed(*pieces).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=200)


@given(_bytes(*HEADER_PIECES, *URL_PIECES))
def headers(data: bytes) -> None:
    """Heads of answers: redirects, refreshes, cookies, and heads that are none."""
    with _quick():
        try:
            there = read_address(location_text(data), HERE)
        except NoAnswer:
            pass
        else:
            assert read_address(there.href).href == there.href
        target = refresh_target(location_text(data), HERE.href)
        assert target is None or ada_url.URL(target).href == target
        pairs = [(b"location", data), (b"set-cookie", data), (data.lower(), data), (b"server", data)]
        kept = kept_headers(pairs)
        jar = CookieJar()
        jar.store(HERE.href, [data.decode("latin-1"), data.decode("utf-8", "replace")], NIGHT)
        cookie = jar.header(HERE.href)
        try:
            head = read_head(b"HTTP/1.1 200 OK\r\n" + data + b"\r\n\r\n")
        except NoAnswer as error:
            assert error.failure.kind is ErrorKind.PROTOCOL  # noqa: PT017 - a property, not a test of raising
        else:
            assert head.length is None or head.length >= 0
        with suppress(NoAnswer):
            read_head(data)
    assert all(name == name.lower() and len(value) <= 2000 for name, value in kept.items())
    assert not set(cookie) & set("\r\n\0")


HTML_PIECES = (
    "<!doctype html>", "<html lang=en>", "<title>", "</title>", "<h1>", "</h1>", "<p>", "</p>", "<a href='/x'>", "<a name=x id=y>", "</a>",
    "<meta http-equiv=refresh content='0;url=/next'>", "<meta charset=utf-16>", "<meta charset=", "<base href='//b.example/'>", "<base href='http://['>", "<script>",
    "location.href='/x'", 'location.replace("//', "</script>", "<script src=/a.js>", "<noscript>", "<template>", "<svg>", "<math>", "<input type=password>",
    "<form action=/login>", "<iframe src=", "<table>", "<td>", "<!--", "-->", "<!--[if IE]>", "<![endif]-->", "<![CDATA[", "&amp;", "&#x110000;", "&nosuch;", "<", ">",
    "'", '"', "=", "\0", "\ufeff", "ü", "\ud800", "404", "Not found", "[label](", "![", "](http://a.example)", "<http://a.example>", "```", "    ", "- ", "# ", "| a | b |\n|-|-|\n",
    "[ref]: http://a.example\n", "\\", "*", "_", "\n\n", "\r\n", "\t",
)  # fmt: skip
TYPES = st.sampled_from(
    ["", "text/html", "TEXT/HTML; charset=utf-8", "text/html; charset=utf-16", "text/html;charset=nosuch", "text/html; charset=utf-7", "text/plain",
     "text/html; charset=iso-2022-jp", "application/xhtml+xml", "application/json; charset=idna", "application/xml", "image/png", "text/html; charset=\0"]
)  # fmt: skip


@given(_bytes(*HTML_PIECES, *URL_PIECES), TYPES | st.text(max_size=30), st.booleans())
def pages(data: bytes, content_type: str, truncated: bool) -> None:
    """Bodies of answers."""
    for url in ("https://a.example/b#c", "http://[::1]:8080/"):
        with _quick():
            page = read_page(data, content_type, url=url, truncated=truncated, with_identifiers=True)
        assert len(page.title) <= TITLE_LIMIT
        assert len(page.text_start) <= min(TEXT_START, page.text_length)
        assert len(page.resources) <= RESOURCES
        assert len(page.identifiers) <= IDENTIFIERS
        for found in (page.refresh_url, page.script_url):
            assert found is None or ada_url.URL(found).href == found


@given(_mixed(*HTML_PIECES, *URL_PIECES))
def markup(text: str) -> None:
    """HTML and Markdown as authors paste it."""
    for read in (read_html, read_markdown):
        with _quick():
            document = read(text)
            places = places_in_markup(document)
        assert all(0 <= each.start <= each.end <= len(text) for each in document.elements)
        assert all(each.parent is None or each.parent < each.index for each in document.elements)
        assert all(0 <= place.start < place.end <= len(text) for place in places)


JSON_PIECES = (
    "{", "}", "[", "]", ":", ",", '"', "null", "true", "1", "-1", "1e999", "NaN", '"responseCode":', '"handle":"10.1/x"', '"values":[', '"type":"URL"',
    '"HS_ALIAS"', '"data":{"value":', '"archived_snapshots":{', '"closest":{', '"available":true', '"status":"200"', '"timestamp":"20190303101512"',
    '"url":"http://web.archive.org/web/20190303101512/http://a.example/"', "\\u0000", "\\ud800", "\xff",
)  # fmt: skip
ARCHIVED = "http://a.example/"


@given(_bytes(*JSON_PIECES), st.integers(100, 599))
def registries(data: bytes, status: int) -> None:
    """Answers of registries and archives, or of what stands before them."""
    answer = Answer(status, [], Body(data))
    with _quick():
        read_handle(answer, "10.1/x")
        copy = read_copy(answer, ARCHIVED).copy
    assert copy is None or copy.url.startswith("https://web.archive.org/web/")


YAML_PIECES = (
    "title", ": ", ":\n", "\n", "\n  ", "\n    - ", "- ", "sections", "blocks", "links", "url", "label", "markdown", "html", "sources", "{", "}", "[", "]",
    ",", "|\n  ", ">-\n  ", "'", '"', "\\u00fc", "\\ud800", "\\x", "#", "&a", "*a", "!!str", "!", "<<", "? ", "---", "...", "%YAML 1.2\n", "\t", "\r\n", "\x85",
    "\u2028", "\ufeff", "~", "null", "2026-01-01", "created", "x", "ü", "💩", "@", "`",
)  # fmt: skip


@given(_mixed(*YAML_PIECES, most=40))
def yamltext(text: str) -> None:
    """Guide files."""
    source = SourceText("guide.yaml", text)
    with _quick():
        try:
            tree = load(source)
        except InputError as error:
            assert error.problems  # noqa: PT017 - a property, not a test of raising
            return
        for start, end in (*tree.ranges.values(), *tree.keys.values()):
            assert 0 <= start <= end <= len(text)
        for scalar in tree.scalars.values():
            assert 0 <= scalar.start <= scalar.end <= len(text)
            first, last = scalar.map.source_range(0, len(scalar.value))
            assert scalar.start <= first <= last <= len(text)  # The last line break stands after a block.
        try:
            validate(tree, source, Guide)
        except InputError as error:
            assert all(problem.line >= 0 for problem in error.problems)  # noqa: PT017 - as above


def _href(written: str) -> str | None:
    try:
        return read_address(written).href
    except NoAnswer:
        return None


SEEN_URLS = (
    st.one_of(URLS, URLS.map(lambda text: "https://a.example/" + text), URLS.map(lambda text: "http://" + text))
    .map(_href)
    .filter(lambda href: href is not None)
    | st.sampled_from(["https://a.example/", "https://a.example/404", "https://a.example/b/c?d=e", "https://login.a.example/sso"])
)  # fmt: skip
WORDS = st.sampled_from(
    [
        "",
        "Not found",
        "404",
        "Page introuvable",
        "This domain is for sale",
        "Just a moment...",
        "Sign in",
        "The minutes of 1990",
        "Ü\u202e",
    ]
) | st.text(max_size=20)
SEEN_HEADERS: st.SearchStrategy[Mapping[str, str]] = st.dictionaries(
    st.sampled_from(["location", "server", "content-type", "cf-mitigated", "retry-after", "set-cookie", "www-authenticate", "x-datadome"]),
    st.sampled_from(["challenge", "cloudflare", "text/html", "1", "²", "/", "x" * 500]) | st.text(max_size=10),
    max_size=3,
)  # fmt: skip
HOPS = st.builds(
    Hop,
    url=SEEN_URLS,
    via=st.sampled_from(HopVia),
    status=st.none() | st.sampled_from([200, 301, 302, 401, 403, 404, 410, 429, 500, 503, 999]) | st.integers(100, 999),
    headers=SEEN_HEADERS,
)  # fmt: skip
SEEN_PAGES = st.builds(
    Page,
    media_type=st.sampled_from(["", "text/html", "application/pdf", "text/plain"]),
    bytes_read=st.integers(0, 70_000),
    title=WORDS,
    headings=st.lists(WORDS, max_size=2).map(tuple),
    language=st.sampled_from(["", "en", "de", "zz-"]),
    text_length=st.integers(0, 70_000),
    text_start=WORDS,
    links=st.integers(0, 50),
    scripts=st.integers(0, 5),
    password_fields=st.integers(0, 1),
    refresh_url=st.none() | SEEN_URLS,
    script_url=st.none() | SEEN_URLS,
    resources=st.lists(URLS, max_size=2).map(tuple),
)
ATTEMPTS = st.builds(
    Attempt,
    started=st.just(NIGHT),
    hops=st.lists(HOPS, max_size=3).map(tuple),
    page=st.none() | SEEN_PAGES,
    failure=st.none() | st.builds(Failure, st.sampled_from(ErrorKind), st.text(max_size=5)),
).filter(lambda seen: bool(seen.hops) or seen.failure is not None)
EVIDENCE = st.builds(
    Evidence,
    target_key=st.just("link:x"),
    started=st.just(NIGHT),
    attempts=st.lists(ATTEMPTS, max_size=3).map(tuple),
    sibling=st.none() | ATTEMPTS,
    handle=st.none()
    | st.builds(
        HandleAnswer,
        st.none() | st.integers(100, 599),
        st.none() | st.sampled_from([1, 2, 100, 200]),
        st.none() | st.text(max_size=10),
        st.none() | st.text(max_size=10),
    ),
)
PAST = st.lists(
    st.builds(
        PastVerdict, st.datetimes(timezones=st.just(dt.UTC)), st.sampled_from(State), st.sampled_from(sorted(REASONS))
    ),
    max_size=4,
).map(tuple)  # fmt: skip


@given(EVIDENCE, PAST, st.sampled_from(Kind), SEEN_URLS, st.booleans())
def evidence(seen: Evidence, past: Any, kind: Kind, url: str, offline: bool) -> None:
    """Whatever may have been seen of a target."""
    target = Target(f"{kind}:x", kind, url, host_of(url), "10.1/x" if kind is Kind.DOI else None)
    with _quick():
        follow_up(target, seen, 1)
        verdict = judge(target, seen, past, NIGHT, offline=offline)
    assert verdict.state in REASONS[verdict.reason].states
    assert verdict.streak >= 1
    last = seen.last
    if kind is Kind.LINK and last is not None and last.failure is None and last.status in {401, 403, 429}:
        assert verdict.state is not State.BROKEN


PROPERTIES: Mapping[str, Property] = {
    each.__name__: each for each in (addresses, headers, pages, markup, registries, yamltext, evidence)
}
