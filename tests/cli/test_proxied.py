"""Links through a library's proxy, from the guide to the report, with a proxy that answers in its own words."""

import json
from collections import Counter
from pathlib import Path

import pytest

from guidewarden.demo.server import Reply, Request, Response
from projects import Folder, closed_port
from webs import serving

ARTICLE = Response.html(
    "<html lang=en><title>A source</title><h1>A source</h1><p>" + "Words of substance. " * 200
)
LOGIN = Response.html(
    "<title>Library Proxy Login</title><h2>Off-campus access</h2><form action=/login method=post>"
    "<p>Card: <input name=user><p>PIN: <input type=password name=pass></form>"
)
# EZproxy's needhost.htm, as it is shipped: with status 200.
NEEDHOST = Response.html(
    "<title>Database unavailable</title><p>To allow this host to be used with EZproxy, a line must be added to config.txt"
)
HANDLE = json.dumps(
    {"responseCode": 1, "handle": "10.5555/1", "values": [{"index": 1, "type": "URL", "data": {"format": "string", "value": "https://x.example/"}}]}
)  # fmt: skip
PREFIX = "http://proxy.example.edu/login?url="


def respond(request: Request) -> Reply:
    if request.host == "proxy.example.edu":
        return NEEDHOST if "refused.example" in request.target else LOGIN
    if request.host == "registry.example":
        return Response(headers={"Content-Type": "application/json"}, body=HANDLE.encode())
    return (
        ARTICLE
        if request.path in {"/article", "/a", "/b", "/"} or request.path.startswith("/source/")
        else Response.html("<title>Not found</title><h1>Not found</h1>", 404)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.settings["proxy"] = {"prefixes": [PREFIX]}
    return folder


def test_the_target_is_checked_and_the_proxy_apart_from_it(folder: Folder) -> None:
    direct = "http://www.journal.example/article?page=2&view=full"
    urls = [
        PREFIX + direct,
        direct,
        PREFIX + "http://www.journal.example/gone",
        PREFIX + "http://www.refused.example/a",
        PREFIX + "http://www.refused.example/b",
        PREFIX + "https://doi.org/10.5555/1",
        "http://proxy.example.edu/login/label",
    ]
    with serving(respond) as server:
        folder.serve(server)
        folder.guide(urls)
        done = folder.run("run")
    assert done.returncode == 1, done.stderr
    data = folder.results()

    links = {result["url"]: result for result in data["results"] if result["kind"] != "page"}
    assert {url: (found["kind"], found["state"], found["reason"]) for url, found in links.items()} == {
        urls[0]: ("link", "ok", "reachable"),
        urls[2]: ("link", "broken", "not-found"),
        urls[3]: ("link", "ok", "reachable"),
        urls[4]: ("link", "ok", "reachable"),
        urls[5]: ("doi", "ok", "registered"),
        urls[6]: ("link", "unverifiable", "opaque-proxy"),
    }
    assert [place["label"] for place in links[urls[0]]["occurrences"]] == ["Source 1", "Source 2"]
    assert links[urls[0]]["final_url"] == direct
    assert (links[urls[6]]["attempts"], links[urls[6]]["status"]) == (0, None)

    pages = {found["occurrences"][0]["label"]: found for found in data["results"] if found["kind"] == "page"}
    assert {
        label: (found["state"], found["reason"], len(found["occurrences"])) for label, found in pages.items()
    } == {
        "The proxy proxy.example.edu": ("restricted", "login-required", 5),
        "www.journal.example through proxy.example.edu": ("restricted", "login-required", 2),
        "www.refused.example through proxy.example.edu": ("broken", "proxy-refused", 2),
        "doi.org through proxy.example.edu": ("restricted", "login-required", 1),
    }

    codes = Counter(finding["code"] for finding in data["findings"])
    assert (codes["LNK001"], codes["LNK025"], codes["LNK004"]) == (1, 1, 1)
    refused = next(finding for finding in data["findings"] if finding["code"] == "LNK025")
    assert refused["url"] == urls[3]
    assert "www.refused.example" in refused["message"]
    assert "2 links" in refused["message"]
    assert "not set up for this source" in folder.report()

    asked = Counter(request.host for request in server.log)
    assert sum(request.target == "/article?page=2&view=full" for request in server.log) == 1
    # One for the proxy, and one for each host behind it.
    assert asked["proxy.example.edu"] == 1 + 3
    assert not any("label" in request.target for request in server.log)


def test_a_dead_proxy_is_said_once_however_many_links_go_through_it(folder: Folder) -> None:
    urls = [f"{PREFIX}http://host{number % 5}.example/source/{number}" for number in range(30)]
    with serving(respond) as server:
        folder.serve(server)
        folder.settings["network"]["connect_to"]["proxy.example.edu:80"] = f"127.0.0.1:{closed_port()}"
        folder.guide(urls)
        done = folder.run("run", "--fail-on", "warning")
    assert done.returncode == 1, done.stdout + done.stderr
    data = folder.results()
    assert [(finding["code"], finding["severity"]) for finding in data["findings"]] == [("LNK025", "warning")]
    assert "The proxy proxy.example.edu" in data["findings"][0]["message"]
    assert "30 links" in data["findings"][0]["message"]
    assert {state: number for state, number in data["counts"].items() if number} == {
        "ok": 30,
        "failing": 1,
        "unverifiable": 5,
    }
    assert {found["reason"] for found in data["results"] if found["state"] == "unverifiable"} == {
        "proxy-no-answer"
    }
    assert data["counts"]["broken"] == 0
    # So it is everywhere: a line on the terminal, a row in the table beside one for each host behind it.
    assert done.stdout.count("guides/links.yaml:") == 1
    table = (folder.path / "reports" / "findings.csv").read_text("utf-8-sig").splitlines()
    assert [line.count("failing") for line in table].count(1) == 1
    assert len(table) == 1 + 1 + 5


def test_a_list_of_links_is_unwrapped_too(folder: Folder) -> None:
    with serving(respond) as server:
        folder.serve(server)
        folder.write("links.txt", f"{PREFIX}http://www.refused.example/a\n")
        done = folder.run("check", "links.txt", "--format", "json")
    assert done.returncode == 1, done.stderr
    states = [(found["kind"], found["state"]) for found in json.loads(done.stdout)["results"]]
    assert states == [("link", "ok"), ("page", "ok"), ("page", "broken")]


def test_what_a_settings_file_says_of_the_proxy_counts_for_lint(folder: Folder) -> None:
    folder.settings["proxy"]["open"] = ["arxiv.org"]
    folder.guide(
        [PREFIX + "https://arxiv.org/abs/1", "https://ezproxy.example.org/login?url=https://x.org/a"]
    )
    done = folder.run("lint", "--format", "json")
    found = {finding["code"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert set(found) == {"LNK021", "LNK022"}
    assert found["LNK022"]["fix"]["text"] == "https://arxiv.org/abs/1"
    assert found["LNK021"]["fix"] | {"start": 0, "end": 0} == {
        "start": 0,
        "end": 0,
        "text": PREFIX + "https://x.org/a",
        "safe": False,
        "description": f"Write {PREFIX}https://x.org/a",
    }
