"""Settings: defaults, unknown keys, and values that could never work."""

from pathlib import Path
from typing import Any

import pytest

from guidewarden.config import load_settings, settings_schema
from guidewarden.model import InputError, Settings

FULL = """\
network:
  contact: library@example.org
  allow: [127.0.0.0/8, "::1", "fd00::/8", intranet.example.org, localhost, 10.1.2.3, münchen.example]
  timeout: 2.5
  retries: 0
  controls: ["http://127.0.0.1:8000/ok"]
  connect_to: {"example.org:443": "127.0.0.1:8443", "*:80": "[::1]:8080", "[2001:db8::1]:80": "localhost:1"}
pace: {concurrency: 4, per_second: 10, total: 256}
registries:
  doi: https://doi.org
  crossref: http://127.0.0.1:9000/crossref/
store: postgresql+psycopg://guidewarden@db.example.org/guidewarden
report: {directory: out}
schedule: {cron: "*/15 1,3-5 1-31/2 jan-mar mon-fri", timezone: Europe/Brussels}
markup: {target: ie11}
proxy:
  prefixes: ["https://proxy.example.edu/login?url=", "https://go.openathens.net/redirector/example.edu?url="]
  suffixes: [proxy.example.edu]
  hosts: [www.jstor.org, www.e-library.example.org]
  open: [arxiv.org]
"""


def lines_of(folder: Path, text: str) -> list[str]:
    path = folder / "guidewarden.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_settings(path, folder)
    return [str(problem).removeprefix("guidewarden.yaml:") for problem in caught.value.problems]


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(None, tmp_path) == Settings()


def test_the_file_in_the_base_is_found(tmp_path: Path) -> None:
    (tmp_path / "guidewarden.yaml").write_text("pace: {total: 7}\n", encoding="utf-8")
    assert load_settings(None, tmp_path).pace.total == 7


def test_an_asked_for_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"other\.yaml: no such file; check the name and the folder"):
        load_settings(tmp_path / "other.yaml", tmp_path)


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}\n"])
def test_an_empty_file_means_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "guidewarden.yaml").write_text(text, encoding="utf-8")
    assert load_settings(None, tmp_path) == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "guidewarden.yaml").write_text(FULL, encoding="utf-8")
    settings = load_settings(None, tmp_path)
    assert settings.network.timeout == 2.5
    assert settings.network.allow[-1] == "münchen.example"
    assert settings.network.connect_to["*:80"] == "[::1]:8080"
    assert settings.registries.crossref == "http://127.0.0.1:9000/crossref/"
    assert settings.schedule.timezone == "Europe/Brussels"
    assert settings.markup.target == "ie11"
    assert settings.proxy.prefixes[0] == "https://proxy.example.edu/login?url="
    assert (settings.proxy.suffixes, settings.proxy.open) == (("proxy.example.edu",), ("arxiv.org",))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("network:\n  alow: []\n", "2:3: unknown key `network.alow`, did you mean `network.allow`?"),
        ("timeout: 3\n", "1:1: unknown key `timeout`, did you mean `network.timeout`?"),
        ("pace:\n  timezone: UTC\n", "2:3: unknown key `pace.timezone`, did you mean `schedule.timezone`?"),
        (
            "network:\n",
            "1:1: `network` has no value; write keys and values (`key: value`), or remove the key",
        ),
        ("network: {timeout: 0}\n", "1:20: `network.timeout`: expected at least 0.1; found “0”"),
        ("network: {timeout: inf}\n", "1:20: `network.timeout`: expected at most 600; found “inf”"),
        ("pace: {per_second: .nan}\n", "1:20: `pace.per_second`: expected a number; found “.nan”"),
        ("pace: {concurrency: 2.5}\n", "1:21: `pace.concurrency`: expected a whole number; found “2.5”"),
        ("- network\n", "1:1: the file: expected keys and values (`key: value`); found a list"),
    ],
)
def test_wrong_keys_and_types(tmp_path: Path, text: str, line: str) -> None:
    assert lines_of(tmp_path, text) == [line]


# Values of the right type that cannot work, by the place they stand at, and what the line says of them.
MISFITS = [
    ("network.contact", '"a@b\\r\\nX-Injected: 1"', "expected a mail address; found “a@b X-Injected: 1”"),
    ("network.contact", "nobody", "expected a mail address; found “nobody”"),
    ("network.allow[0]", "[127.0.0.1/33]", "expected a network such as 127.0.0.0/8, or a host name"),
    ("network.allow[0]", "[10.0.0.7/8]", "10.0.0.7/8 names one address inside a network; write 10.0.0.0/8"),
    (
        "network.allow[0]",
        "[127.0.0]",
        "expected a network such as 127.0.0.0/8, or a host name; found “127.0.0”",
    ),
    ("network.allow[1]", "[localhost, 'http://x.org']", "found “http://x.org”"),
    ("network.allow[0]", "['*.example.org']", "found “*.example.org”"),
    ("network.allow[0]", "['']", "found “”"),
    ("network.controls[0]", "[ftp://example.org]", "expected a web address such as https://doi.org"),
    (
        'network.connect_to["example.org"]',
        '{"example.org": "127.0.0.1:80"}',
        "expected `host:port` (or `*:port`)",
    ),
    (
        'network.connect_to["a.b:443"]',
        '{"a.b:443": "127.0.0.1"}',
        "expected `address:port`, such as 127.0.0.1:8443",
    ),
    ('network.connect_to["a.b:443"]', '{"a.b:443": "127.0.0.1:70000"}', "found “127.0.0.1:70000”"),
    ("proxy.prefixes[0]", "[proxy.example.edu]", "expected a web address such as https://doi.org"),
    ("proxy.prefixes[1]", "['https://a.b/login?url=', 'ftp://a.b/']", "expected a web address"),
    ("proxy.prefixes[0]", "['https://me:secret@a.b/login?url=']", "a name and password must not stand"),
    ("proxy.suffixes[0]", "['https://proxy.example.edu']", "expected a host name such as proxy.example.edu"),
    ("proxy.suffixes[0]", "['.proxy.example.edu']", "found “.proxy.example.edu”"),
    ("proxy.hosts[0]", "['*.jstor.org']", "found “*.jstor.org”"),
    ("proxy.open[1]", "[arxiv.org, localhost]", "found “localhost”"),
    ("registries.doi", "doi.org", "expected a web address such as https://doi.org; found “doi.org”"),
    ("registries.doi", "'https://'", "expected a web address"),
    ("registries.doi", "'https://[::1'", "expected a web address"),
    ("registries.doi", "'https://doi.org:99999'", "expected a web address"),
    (
        "registries.wayback",
        "https://me:secret@archive.org",
        "a name and password must not stand in a web address",
    ),
    ("store", "guidewarden.db", "expected a database URL such as sqlite:///reports/guidewarden.db"),
    (
        "store",
        "postgresql://me:secret@db/x",
        "a password must not stand in a file; leave it out, and set PGPASSWORD",
    ),
    ("report.directory", "' '", "expected the name of a folder; found empty text"),
    ("report.edit_url", "https://x.example/{pth}", "`{pth}` stands for nothing, did you mean `path`?"),
    ("report.edit_url", "https://x.example/edit", "nothing in it names the guide"),
    ("report.edit_url", "'https://x.example/{path}{'", "a brace is left alone"),
    ("report.edit_url", "'javascript:{path}'", "expected a web address"),
    ("report.language", "tlh", "report.language"),
    (
        "schedule.cron",
        "'15 3 * *'",
        "a cron expression has 5 fields (minute hour day month weekday), and this has 4",
    ),
    ("schedule.cron", "'60 3 * * *'", "“60” is no minute (0-59"),
    ("schedule.cron", "'0 24 * * *'", "“24” is no hour (0-23"),
    ("schedule.cron", "'0 0 0 * *'", "“0” is no day of the month (1-31"),
    ("schedule.cron", "'0 0 * 5-2 *'", "“5-2” is no month (1-12"),
    ("schedule.cron", "'0 0 * * someday'", "“someday” is no day of the week (0-7"),
    ("schedule.cron", "'*/0 0 * * *'", "“*/0” is no minute"),
    ("schedule.cron", "'1,,2 0 * * *'", "“1,,2” is no minute"),
    (
        "schedule.timezone",
        "Europe/Brusels",
        "no time zone is called “Europe/Brusels”, did you mean `Europe/Brussels`?",
    ),
    ("schedule.timezone", "../../etc/passwd", "no time zone is called “../../etc/passwd”; write one such as"),
    ("schedule.timezone", "Europe", "no time zone is called “Europe”"),
]


@pytest.mark.parametrize(("route", "value", "words"), MISFITS)
def test_values_that_cannot_work_are_placed_and_explained(
    tmp_path: Path, route: str, value: str, words: str
) -> None:
    group, _, key = route.partition("[")[0].partition(".")
    text = f"{group}: {value}\n" if not key else f"{group}:\n  {key}: {value}\n"
    (line,) = lines_of(tmp_path, text)
    assert f"`{route}`: " in line
    assert words in line
    assert line.startswith(("1:", "2:"))
    assert "secret" not in line


def test_all_misfits_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = lines_of(
        tmp_path, "store: x\nschedule:\n  cron: x\n  timezone: y\nnetwork: {allow: [1, a.b, 2]}\n"
    )
    assert [line.split(": ")[0] for line in lines] == ["1:8", "3:9", "4:13", "5:19", "5:27"]


def test_the_schema_is_for_editors() -> None:
    schema: dict[str, Any] = settings_schema()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert set(schema["properties"]) == set(Settings.model_fields)
    assert schema["additionalProperties"] is False
    assert schema["definitions"]["Pace"]["properties"]["per_second"]["exclusiveMinimum"] == 0
