"""The practice web, asked through its own settings: any name answers, and the nights differ."""

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

import pytest
import yaml

from guidewarden.demo import PracticeWeb, practice_guide
from guidewarden.demo.table import Row, Table
from guidewarden.demo.works import shipped
from guidewarden.model import Guide, Settings


@pytest.fixture(name="web", scope="module")
def _web() -> Iterator[PracticeWeb]:
    with PracticeWeb() as web:
        yield web


class Pinned(HTTPSConnection):
    """Connects to the practice web whatever the name, and verifies the name's certificate."""

    def __init__(self, name: str, web: PracticeWeb) -> None:
        self._context = ssl.create_default_context(cafile=str(web.ca_file))
        self._port = web.secure.port
        super().__init__(name, timeout=5, context=self._context)

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self._port), timeout=5)
        try:
            self.sock = self._context.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def get(web: PracticeWeb, url: str, night: int = 1) -> tuple[HTTPResponse, str]:
    web.night = night
    parts = urlsplit(url)
    with closing(Pinned(parts.hostname or "", web)) as client:
        client.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        answer = client.getresponse()
        return answer, answer.read().decode()


def test_the_overrides_are_settings(web: PracticeWeb) -> None:
    settings = Settings.model_validate(web.settings_overrides())
    assert settings.network.connect_to["*:443"] == f"127.0.0.1:{web.secure.port}"
    assert settings.network.contact == "practice@example.org"
    for control in settings.network.controls:
        assert get(web, control)[0].status == 200


def test_any_host_name_has_a_page(web: PracticeWeb) -> None:
    answer, text = get(web, "https://never-heard-of.example/a/lovely-page?x=1")
    assert answer.status == 200
    assert "<h1>Lovely page</h1>" in text
    assert "it is not the real never-heard-of.example" in text


def test_addresses_that_nobody_cites_are_not_found_once_it_is_told_what_to_have() -> None:
    with PracticeWeb() as web:
        web.have(["https://A.example/one?x=ü#part", "https://www.osce.org/mc/39516", "no address"])
        for url in ("https://a.example/one?x=%C3%BC", "https://a.example/", "https://b.example/any",
                    "https://library.practice.example/guides/practice", "https://journal.practice.example/articles/prime"):  # fmt: skip
            assert get(web, url)[0].status == 200, url
        for url in ("https://a.example/one", "https://journal.practice.example/articles/other"):
            assert get(web, url)[0].status == 404, url
        answer, _ = get(web, "https://www.osce.org/mc/99000000")
        assert (answer.status, answer.headers["Location"]) == (302, "/")


def test_plain_http_leads_to_https(web: PracticeWeb) -> None:
    with closing(HTTPConnection("127.0.0.1", web.plain.port, timeout=5)) as client:
        client.request("GET", "/a?b", headers={"Host": "a.example"})
        answer = client.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, "https://a.example/a?b")


def test_the_authority_gives_the_certificate_that_is_left_out(web: PracticeWeb) -> None:
    with closing(HTTPConnection("127.0.0.1", web.plain.port, timeout=5)) as client:
        client.request("GET", "/intermediate.cer", headers={"Host": "authority.practice.example"})
        der = client.getresponse().read()
    with pytest.raises(ssl.SSLCertVerificationError, match="unable to get local issuer"):
        get(web, "https://incomplete.practice.example/handbook")
    context = ssl.create_default_context(cafile=str(web.ca_file))
    context.load_verify_locations(cadata=der)
    plain = socket.create_connection(("127.0.0.1", web.secure.port), timeout=5)
    with context.wrap_socket(plain, server_hostname="incomplete.practice.example") as connection:
        assert connection.version()


@pytest.mark.parametrize(
    ("url", "status", "title", "header"),
    [
        ("https://library.practice.example/lost", 404, "Page not found", None),
        ("https://www.osce.org/mc/39569", 410, "Gone", None),
        ("https://nsarchive2.gwu.edu/NSAEBB/NSAEBB261/index.htm", 200, "Page not found", None),
        ("https://library.practice.example/old/guide", 301, None, ("Location", "https://library.practice.example/guides/practice")),
        ("https://www.osce.org/mc/39516", 302, None, ("Location", "/")),
        ("https://www.cia.gov/readingroom/", 403, "Just a moment...", ("CF-Mitigated", "challenge")),
        ("https://press.practice.example/articles/1", 200, "Client Challenge", None),
        ("https://archives.nato.int", 302, None, ("Location", "/login?return=/")),
        ("https://archives.nato.int/login", 200, "Log in", None),
        ("https://members.practice.example/reports", 401, "For members", ("WWW-Authenticate", 'Basic realm="Members"')),
        ("https://statistics.practice.example/tables", 429, "Too many requests", ("Retry-After", "1")),
        ("https://old-journal.practice.example/issues/1", 200, "this domain is for sale", None),
    ],
)  # fmt: skip
def test_behaviours(
    web: PracticeWeb, url: str, status: int, title: str | None, header: tuple[str, str] | None
) -> None:
    answer, text = get(web, url)
    assert answer.status == status
    if title:
        assert title in text.partition("</title>")[0]
    if header:
        assert answer.headers[header[0]] == header[1]


@pytest.mark.parametrize(
    ("url", "first", "second"),
    [
        ("https://www.nato.int/cps/us/natohq/topics_120438.htm", 200, 404),
        ("https://www.osce.org/mc/39569", 410, 200),
        ("https://phpisn.ethz.ch/", 200, 503),
        ("https://library.practice.example/lost", 404, 404),
    ],
)
def test_nights_differ_as_the_table_says(web: PracticeWeb, url: str, first: int, second: int) -> None:
    assert [get(web, url, night)[0].status for night in (1, 2, 3)] == [first, second, second]


def test_a_hiccup_is_over_at_the_second_try_of_each_night() -> None:
    table = Table([Row.model_validate({"url": "https://a.example/*", "nights": ["hiccup"]})])
    with PracticeWeb(table) as web:
        seen = [get(web, f"https://a.example/{page}", night)[0].status for night in (1, 2) for page in "xxyx"]
    assert seen == [503, 200, 503, 200] * 2


def test_a_reset_and_a_certificate_that_is_renewed(web: PracticeWeb) -> None:
    with pytest.raises(OSError, match=r"closed|reset|EOF"):
        get(web, "https://www.gorby.ru/en/")
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        get(web, "https://expired.practice.example/handbook")
    assert get(web, "https://expired.practice.example/handbook", night=2)[0].status == 200


def test_a_slow_page_outlasts_the_timeout(web: PracticeWeb) -> None:
    network = Settings.model_validate(web.settings_overrides()).network
    table = Table([Row.model_validate({"url": "https://a.example/", "nights": ["slow"]})])
    with PracticeWeb(table) as slow, closing(Pinned("a.example", slow)) as client:
        client.request("GET", "/")
        assert client.sock is not None
        client.sock.settimeout(network.timeout)
        with pytest.raises(TimeoutError):
            client.getresponse()


def test_the_registry_answers_at_doi_org(web: PracticeWeb) -> None:
    answer, text = get(web, "https://doi.org/api/handles/10.1162/ISEC_a_00236")
    assert (answer.status, json.loads(text)["responseCode"]) == (200, 1)


def crossref_record(web: PracticeWeb, doi: str, night: int = 1) -> tuple[int, str]:
    answer, text = get(web, f"https://api.crossref.org/works/{doi}", night)
    return answer.status, text


def test_crossref_and_datacite_answer_under_their_names(web: PracticeWeb) -> None:
    status, text = crossref_record(web, "10.1162/ISEC_a_00236")
    assert (status, json.loads(text)["message"]["page"]) == (200, "7-44")
    answer, text = get(web, "https://api.datacite.org/dois/10.5072/practice.minutes")
    assert (answer.status, json.loads(text)["data"]["attributes"]["publicationYear"]) == (200, 2021)
    assert web.datacite.seen.count() == 1


def test_the_second_night_brings_news_of_a_work(web: PracticeWeb) -> None:
    nights = [json.loads(crossref_record(web, "10.5555/practice.notebook", night)[1]) for night in (1, 2)]
    assert "updated-by" not in nights[0]["message"]
    assert [notice["type"] for notice in nights[1]["message"]["updated-by"]] == ["expression_of_concern"]


def test_one_record_cannot_be_had(web: PracticeWeb) -> None:
    assert crossref_record(web, "10.5555/practice(2013)17,203")[0] == 503
    assert crossref_record(web, "10.5555/practice(2013)17%2C203", night=2)[0] == 503


def test_the_ca_file_goes_when_the_web_does() -> None:
    with PracticeWeb() as web:
        assert web.ca_file.read_text().startswith("-----BEGIN CERTIFICATE-----")
    assert not web.ca_file.exists()


def test_the_practice_guide_is_a_guide() -> None:
    guide = Guide.model_validate(yaml.safe_load(practice_guide()))
    assert guide.title == "Practice guide"
    cited = {source.doi for source in guide.sources.values() if source.doi}
    registered = {work.doi for work in shipped()}
    assert cited - registered == {"10.5555/practice.unregistered"}
