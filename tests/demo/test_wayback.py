"""The Wayback Machine's double: its answers have the shape of the API's."""

import json

from guidewarden.demo.server import Request
from guidewarden.demo.wayback import Wayback

WAYBACK = Wayback({"https://www.a.example/b": ("20190303101512", "20230814060744")})


def ask(query: str, path: str = "/wayback/available") -> tuple[int, object]:
    answer = WAYBACK.respond(
        Request("GET", f"{path}?{query}", path, query, {}, "archive.org", tls=True, at=0.0)
    )
    return answer.status, json.loads(answer.body) if answer.body else None


def test_a_copy() -> None:
    assert ask("url=http%3A%2F%2Fa.example%2Fb&timestamp=20190101") == (
        200,
        {
            "url": "http://a.example/b",
            "archived_snapshots": {
                "closest": {
                    "status": "200",
                    "available": True,
                    "url": "http://web.archive.org/web/20190303101512/https://www.a.example/b",
                    "timestamp": "20190303101512",
                }
            },
            "timestamp": "20190101",
        },
    )


def test_none_is_an_empty_object_and_still_200() -> None:
    assert ask("url=http%3A%2F%2Fa.example%2Fother") == (
        200,
        {"url": "http://a.example/other", "archived_snapshots": {}},
    )


def test_other_paths_are_not_there() -> None:
    assert ask("", "/details/a")[0] == 404
