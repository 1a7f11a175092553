"""Settings of hosts and ignores: what is read, and what is wrong in words."""

import datetime as dt
from pathlib import Path

import pytest

from guidewarden.config import load_settings
from guidewarden.model import Expected, InputError

FULL = """\
hosts:
  www.example.org:
    headers: {X-Key: $EXAMPLE_KEY, Accept-Language: de}
    concurrency: 1
    per_second: 0.5
    method: HEAD
    certificate: certs/own.pem
    accept: [403, 404]
    robots: true
    timeout: 30
  "*.example.org": {}
ignore:
  - url: https://www.example.org/a*
    reason: It moves
    until: 2027-01-31
    owner: maria-rossi
    expect: {state: broken, reason: not-found}
  - {doi: 10.1234/ab.c, reason: Told them, until: 2026-12-31}
"""


def load(folder: Path, text: str) -> None:
    (folder / "guidewarden.yaml").write_text(text, encoding="utf-8")
    load_settings(None, folder)


def test_everything_is_read_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "certs").mkdir()
    (tmp_path / "certs" / "own.pem").touch()
    (tmp_path / "guidewarden.yaml").write_text(FULL, encoding="utf-8")
    settings = load_settings(None, tmp_path)
    host = settings.hosts["www.example.org"]
    assert host.headers == {"X-Key": "$EXAMPLE_KEY", "Accept-Language": "de"}
    assert (host.concurrency, host.per_second, host.method, host.timeout) == (1, 0.5, "HEAD", 30)
    assert (host.accept, host.robots) == ((403, 404), True)
    assert host.certificate == str(tmp_path / "certs" / "own.pem")
    first, second = settings.ignore
    assert first.until == dt.date(2027, 1, 31)
    assert first.expect == Expected(state="broken", reason="not-found")
    assert second.pattern == "10.1234/ab.c"
    place = settings.place("ignore[1]")
    assert (place.path, place.line, place.column) == ("guidewarden.yaml", 18, 5)
    assert settings.place("ignore[0]").end_line == 13
    assert settings.place(settings.host_route("www.example.org")).line == 3
    assert settings.place("no.such.route").line == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hosts: {'https://a.example/': {}}", "`https://a.example/` is no host; write www.example.org, or"),
        ("hosts: {A.example: {}, a.example: {}}", "`a.example` is the same host as `A.example`; keep one"),
        ("hosts: {a.example: {header: {}}}", "unknown key `hosts[\"a.example\"].header`, did you mean"),
        ("hosts: {a.example: {headers: {'X Y': z}}}", "`X Y`: expected the name of a request header"),
        ("hosts: {a.example: {headers: {Host: z}}}", "`Host`: guidewarden sets this header itself"),
        ("hosts: {a.example: {headers: {X: $1}}}", "`X`: after `$`, expected the name of an environment variable"),
        ('hosts: {a.example: {headers: {X: "a\\nB: c"}}}', "`X`: expected one line of plain text (ASCII)"),
        ("hosts: {a.example: {headers: {X-Api-Key: s3cret}}}", "`X-Api-Key`: a secret must not stand in a file"),
        ("hosts: {a.example: {headers: {authorization: Basic x}}}", "`authorization`: a secret must not stand"),
        ("hosts: {a.example: {concurrency: 0}}", "concurrency`: expected at least 1; found “0”"),
        ("hosts: {a.example: {per_second: inf}}", "`per_second`: expected a finite number"),
        ("hosts: {a.example: {method: POST}}", "expected one of GET, HEAD; found “POST”"),
        ("hosts: {a.example: {certificate: no.pem}}", "`certificate`: there is no file “no.pem” beside"),
        ("hosts: {a.example: {accept: [200]}}", "expected at least 300; found “200”"),
        ("hosts: {a.example: {robots: maybe}}", "expected true or false; found “maybe”"),
        ("ignore: [{url: a.example, reason: x}]", "missing key `until`: The last day it applies"),
        ("ignore: [{url: a.example, until: 2027-01-31}]", "missing key `reason`: Why, in a few words"),
        ("ignore: [{url: a.example, reason: x, until: soon}]", "expected a date such as 2026-03-31"),
        ("ignore: [{reason: x, until: 2027-01-31}]", "`ignore[0]`: write one of `url` and `doi`"),
        ("ignore: [{url: a.example, doi: 10.1234/a, reason: x, until: 2027-01-31}]", "write one of `url` and `doi`"),
        ("ignore: [{url: 'a*b', reason: x, until: 2027-01-31}]", "`ignore[0].url`: expected an address"),
        ("ignore: [{url: 'ftp://a.example/', reason: x, until: 2027-01-31}]", "expected a web address such as"),
        ("ignore: [{url: 'https://*', reason: x, until: 2027-01-31}]", "expected a web address such as"),
        ("ignore: [{doi: 'https://doi.org/10.1/x', reason: x, until: 2027-01-31}]", "A bare DOI, such as"),
        ("ignore: [{url: a.example, reason: x, until: 2027-01-31, expect: {}}]", "write `state`, `reason` or both"),
        ("ignore: [{url: a.example, reason: x, until: 2027-01-31, expect: {state: ok}}]", "expected one of moved"),
        (
            "ignore: [{url: a.example, reason: x, until: 2027-01-31, expect: {reason: not-fond}}]",
            "no reason is called “not-fond”, did you mean `not-found`?",
        ),
        (
            "ignore: [{url: a.example, reason: x, until: 2027-01-31, expect: {state: moved, reason: gone}}]",
            "gone is never moved, but failing or broken",
        ),
    ],
)  # fmt: skip
def test_what_cannot_work_is_told_in_words(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(InputError) as caught:
        load(tmp_path, text)
    (problem,) = caught.value.problems
    assert line in problem.message
    assert problem.line == 1
    assert problem.column > 1
