"""An archived copy from the question to the report, as a user runs it."""

import json
from pathlib import Path

from guidewarden.demo.server import Reply, Request, Response
from guidewarden.demo.wayback import Wayback
from projects import Folder
from webs import serving

GONE = "http://library.example/gone"


def test_a_dead_link_comes_with_its_copy_and_is_asked_about_once(tmp_path: Path) -> None:
    wayback = Wayback({GONE: ("20190303101512",)})

    def respond(request: Request) -> Reply:
        if request.host == "archive.example":
            return wayback.respond(request)
        return Response.html("<title>Not found</title>", 404 if request.path == "/gone" else 200)

    folder = Folder(tmp_path)
    with serving(respond) as server:
        folder.serve(server, archive=True)
        folder.settings["registries"]["wayback"] = "http://archive.example"
        folder.guide([GONE])
        runs = [folder.run("run") for _ in range(2)]
        checked = folder.run("check", "--format", "json")
    copy = f"https://web.archive.org/web/20190303101512/{GONE}"
    assert [done.returncode for done in runs] == [1, 1]
    assert all(f"An archived copy of 2019-03-03: {copy}" in done.stdout for done in runs)
    assert folder.results()["results"][0]["replacement"] == copy
    assert "An archived copy from 3 March 2019" in folder.report()
    assert json.loads(checked.stdout)["results"][0]["replacement"] == copy
    assert len(server.times("archive.example")) == 2  # once for both runs, once for the check without a store
