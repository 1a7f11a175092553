"""`guidewarden check` of guides in which nothing stands to be checked, but a work to be searched for."""

import json
from pathlib import Path
from typing import Any

from guidewarden.demo.server import Reply, Request, Response
from projects import Folder
from recordhelp import as_json
from webs import serving

SOURCE = """\
title: A guide
description: A guide that cites one work without its DOI.
sources:
  kramer-2009:
    type: article-journal
    title: The Myth of a No-NATO-Enlargement Pledge to Russia
    author: [{family: Kramer, given: Mark}]
    container-title: The Washington Quarterly
    issued: "2009"
sections:
  - {title: Reading, blocks: [{citations: [kramer-2009]}]}
"""
FOUND: dict[str, Any] = {
    "DOI": "10.1080/01636600902773248",
    "type": "journal-article",
    "title": ["The Myth of a No-NATO-Enlargement Pledge to Russia"],
    "author": [{"family": "Kramer", "given": "Mark"}],
    "container-title": ["The Washington Quarterly"],
    "issued": {"date-parts": [[2009, 4]]},
}


def respond(request: Request) -> Reply:
    if request.path == "/works":
        message = {"items": [FOUND], "total-results": 1}
        return as_json({"status": "ok", "message-type": "work-list", "message": message})
    return Response.html("<title>A control</title>")


def check(folder: Folder, suggest: bool) -> tuple[int, str, str, int]:
    """Check the guide; give the exit code, both outputs, and how often Crossref was searched."""
    with serving(respond) as server:
        folder.settings["citations"] = {"records": True, "suggest": suggest, "landing": False}
        folder.serve(server)
        folder.settings["registries"]["crossref"] = "http://crossref.example"
        folder.write("guides/a.yaml", SOURCE)
        done = folder.run("check", "--format", "json")
        return done.returncode, done.stdout, done.stderr, len(server.times("crossref.example"))


def test_the_work_is_searched_for(tmp_path: Path) -> None:
    code, out, err, searches = check(Folder(tmp_path), suggest=True)
    assert (code, searches) == (0, 1), err
    assert [
        (found["code"], found["line"]) for found in json.loads(out)["findings"] if found["code"] == "CIT013"
    ] == [("CIT013", 6)]
    assert FOUND["DOI"] in out


def test_without_searches_there_is_nothing_to_check(tmp_path: Path) -> None:
    code, out, err, searches = check(Folder(tmp_path), suggest=False)
    assert (code, out, searches) == (4, "", 0)
    assert "no links or DOIs in guides" in err
