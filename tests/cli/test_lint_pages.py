"""``guidewarden lint`` of published pages: files of HTML, and addresses on a loopback server."""

import json
from pathlib import Path
from typing import Any

import pytest

from guidewarden.demo.server import Response
from projects import Folder
from webs import routes, serving

PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><title>Archives</title></head>
<body><main><h1>Archives</h1>
<p>{}</p></main></body></html>
"""
GOOD = PAGE.format("The catalogue is open.")
BAD = PAGE.format('A map: <img src="map.png">')


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def findings(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["findings"]
    return found


def test_a_file_of_html_is_read_with_its_own_lines_and_columns(folder: Folder) -> None:
    folder.write("page.html", BAD)
    done = folder.run("lint", "page.html")
    assert done.returncode == 1
    assert "page.html:5:11: A11Y001 error: " in done.stdout
    [found] = findings(folder.run("lint", "page.html", "--format", "json").stdout)
    assert (found["path"], found["line"], found["column"]) == ("page.html", 5, 11)


def test_a_clean_page_is_clean(folder: Folder) -> None:
    folder.write("page.HTM", GOOD)
    done = folder.run("lint", "page.HTM")
    assert (done.returncode, done.stdout) == (0, "Nothing to report.\n")


def test_pages_and_guides_are_read_in_one_go(folder: Folder) -> None:
    folder.guide(["https://example.org/"])
    folder.write("page.html", BAD)
    done = folder.run("lint", "guides", "page.html", "--format", "json")
    assert done.returncode == 1
    assert {found["path"] for found in findings(done.stdout)} >= {"page.html"}


def test_a_page_in_another_encoding_keeps_its_columns(folder: Folder) -> None:
    text = PAGE.format('Gebäude: <img src="map.png">').replace(
        "<head>", '<head><meta charset="windows-1252">'
    )
    folder.write("page.html", text.encode("cp1252"))
    [found] = findings(folder.run("lint", "page.html", "--format", "json").stdout)
    assert (found["code"], found["line"], found["column"]) == ("A11Y001", 5, 13)


def test_a_page_that_cannot_be_read_does_not_hide_the_others(folder: Folder) -> None:
    folder.write("page.html", BAD)
    (folder.path / "folder.html").mkdir()
    done = folder.run("lint", "missing.html", "folder.html", "page.html")
    assert done.returncode == 2
    assert "missing.html: the file cannot be read" in done.stderr
    assert "folder.html: the file cannot be read" in done.stderr
    assert "A11Y001" in done.stdout


def test_an_address_is_fetched_by_way_of_its_redirects_and_read(folder: Folder) -> None:
    table = {
        "/old": Response(301, [("Location", "/page")]),
        "/page": Response.html(BAD),
    }
    with serving(routes(table)) as server:
        folder.serve(server)
        done = folder.run("lint", "http://guides.example/old")
    assert done.returncode == 1, done.stderr
    assert "http://guides.example/old:5:11: A11Y001 error: " in done.stdout


def test_a_long_page_is_read_to_its_end(folder: Folder) -> None:
    text = PAGE.format("Words of substance.</p>\n<p>" * 8000 + '<img src="map.png">')
    with serving(routes({"/page": Response.html(text)})) as server:
        folder.serve(server)
        done = folder.run("lint", "http://guides.example/page", "--format", "json")
        assert len(server.log) == 2
    assert [(found["code"], found["line"]) for found in findings(done.stdout)] == [("A11Y001", 8005)]


def test_what_is_no_page_is_told_and_never_called_clean(folder: Folder) -> None:
    pdf = Response(200, [("Content-Type", "application/pdf")], b"%PDF-1.7")
    with serving(routes({"/page": Response.html(GOOD), "/a.pdf": pdf})) as server:
        folder.serve(server)
        addresses = [f"http://guides.example/{name}" for name in ("page", "gone", "a.pdf")]
        done = folder.run("lint", *addresses)
    assert done.returncode == 3
    assert "http://guides.example/gone: the site answered 404 instead of the page" in done.stderr
    assert "http://guides.example/a.pdf: this is no page" in done.stderr
    assert "guides.example/page" not in done.stderr


def test_private_addresses_are_refused_as_for_links(folder: Folder) -> None:
    with serving(routes({"/": Response.html(GOOD)})) as server:
        done = folder.run("lint", f"http://127.0.0.1:{server.port}/")
        assert server.log == []
    assert done.returncode == 3
    assert "could not be fetched" in done.stderr


def test_nobody_there_is_not_clean(folder: Folder) -> None:
    folder.offline()
    done = folder.run("lint", "http://guides.example/")
    assert done.returncode == 3
    assert done.stdout.startswith("1 file could not be read")
