"""The GitHub issue, over a server on loopback that answers as the REST API does."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from msgspec.structs import replace

from golden import friendly_view, golden_view
from guidewarden.demo.server import Request, Response, Server
from guidewarden.model import GITHUB_TOKEN, RunState, RunView, Severity
from guidewarden.notify.issue import LABEL, MARKER, code, issue_text
from hostile import HOSTILE, HOSTILE_URLS
from notifyhelp import Notes, notifier
from webs import serving

TOKEN = "ghp_sesame"


@dataclass
class GitHubDouble:
    """A repository's issues, with the rules of the real API that matter here."""

    issues: list[dict[str, Any]] = field(default_factory=list)
    refuse: int = 0

    def __call__(self, request: Request) -> Response:
        if self.refuse:
            return _json({"message": "no"}, self.refuse)
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return _json({"message": "Bad credentials"}, 401)
        found = re.fullmatch(r"/api/repos/lib/guides/issues(?:/(\d+))?", request.path)
        assert found is not None, request.path
        if request.method == "GET":
            page = int(re.search(r"[?&]page=(\d+)", request.target)[1])  # type: ignore[index]
            labelled = [one for one in self.issues if LABEL in one["labels"]]
            return _json(labelled[(page - 1) * 100 : page * 100])
        value = json.loads(request.body)
        assert len(value["body"]) <= 65_536
        if request.method == "POST":
            self.issues.append({"number": len(self.issues) + 1, "state": "open", **value})
            return _json(self.issues[-1], 201)
        assert request.method == "PATCH"
        self.issues[int(found[1]) - 1].update(value)
        return _json(self.issues[int(found[1]) - 1])


def _json(value: Any, status: int = 200) -> Response:
    return Response(status, [("Content-Type", "application/json")], json.dumps(value).encode())


@contextmanager
def repository(double: GitHubDouble) -> Iterator[Server]:
    with serving(double) as server:
        yield server


def tell(server: Server, view: RunView, token: str = TOKEN) -> None:
    settings = {"github": {"repository": "lib/guides", "api": f"{server.url}/api/"}}
    notifier(settings, {GITHUB_TOKEN: token}).finished(view, Notes())


def clean(view: RunView) -> RunView:
    return replace(view, findings=tuple(one for one in view.findings if one.severity is not Severity.ERROR))


def test_one_issue_is_made_kept_closed_and_opened_again() -> None:
    double, view = GitHubDouble(), friendly_view()
    errors = sum(one.severity is Severity.ERROR for one in view.findings)
    with repository(double) as server:
        tell(server, clean(view))
        assert double.issues == []
        tell(server, view)
        (issue,) = double.issues
        assert issue["title"] == f"Research guides: {errors} things to mend"
        assert issue["body"].startswith(MARKER)
        assert issue["labels"] == [LABEL]
        requests = len(server.log)
        tell(server, view)
        assert [request.method for request in server.log[requests:]] == ["GET"]
        fewer = replace(view, findings=view.findings[:-1], run=replace(view.run, id="later"))
        tell(server, replace(fewer, findings=clean(view).findings[:0] + tuple(one for one in view.findings if one.severity is Severity.ERROR)[:1]))  # fmt: skip
        assert double.issues[0]["title"] == "Research guides: 1 thing to mend"
        tell(server, clean(view))
        assert (double.issues[0]["state"], double.issues[0]["state_reason"]) == ("closed", "completed")
        requests = len(server.log)
        tell(server, clean(view))
        assert [request.method for request in server.log[requests:]] == ["GET"]
        tell(server, view)
        assert (double.issues[0]["state"], double.issues[0]["state_reason"]) == ("open", "reopened")
    assert len(double.issues) == 1


def test_only_an_issue_with_label_and_marker_is_ours_and_pull_requests_are_not() -> None:
    def issue(number: int, **more: Any) -> dict[str, Any]:
        return {"number": number, "state": "open", "title": "t", "labels": [LABEL], "body": MARKER, **more}

    others = [
        issue(1, labels=[]),
        issue(2, body="I saw " + MARKER),
        issue(3, pull_request={}),
        issue(4, body=None),
        *(issue(number, body="x") for number in range(5, 130)),
    ]
    double = GitHubDouble([*others, issue(130)])
    with repository(double) as server:
        tell(server, friendly_view())
    assert [one["number"] for one in double.issues if one["title"] != "t"] == [130]


@pytest.mark.parametrize("state", [RunState.INTERRUPTED, RunState.OFFLINE, RunState.INCONCLUSIVE])
def test_only_complete_runs_change_it(state: RunState) -> None:
    view = friendly_view()
    with repository(GitHubDouble()) as server:
        tell(server, replace(view, run=replace(view.run, state=state)))
        assert server.log == []


@pytest.mark.parametrize(("refuse", "token"), [(403, TOKEN), (500, TOKEN), (0, "wrong-sesame"), (0, "")])
def test_a_refusal_is_a_line_in_the_log_without_the_token(
    refuse: int, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with repository(GitHubDouble(refuse=refuse)) as server:
        tell(server, friendly_view(), token)
    assert "github: not told: " in caplog.text
    assert "sesame" not in caplog.text


def test_an_answer_that_is_no_list_of_issues_is_told(caplog: pytest.LogCaptureFixture) -> None:
    for body in (b"<html>", b'{"a": 1}'):
        with serving(lambda request, body=body: Response(200, body=body)) as server:  # type: ignore[misc]
            tell(server, friendly_view())
    assert caplog.text.count("github: not told: ") == 2


def test_hostile_texts_stand_in_code_and_nowhere_else() -> None:
    view = golden_view()
    base = view.findings[0]
    texts = (
        *HOSTILE,
        *HOSTILE_URLS,
        "@everyone `@team` fixes #1 ``x``",
        "--> <!-- guidewarden:report -->",
        "`",
    )
    findings = tuple(
        replace(base, severity=Severity.ERROR, message=text, fingerprint=f"{number:016}")
        for number, text in enumerate(texts)
    )
    _, body, _ = issue_text(replace(view, findings=findings), None)
    outside = re.sub(r"(?<!`)(`+) .*? \1(?!`)", "", body)
    assert body.count("\n- **") == len(texts)
    for bad in ("@", "<", "#1", "`", "(", "\x1b", "javascript"):
        assert bad not in outside.removeprefix(MARKER).replace("###", ""), bad
    assert "\n" not in code("a\nb\r\nc")


def test_a_long_body_is_cut_before_githubs_limit() -> None:
    view = friendly_view()
    base = next(one for one in view.findings if one.severity is Severity.ERROR)
    many = tuple(replace(base, message="ü`" * 400, fingerprint=f"{number:016}") for number in range(5000))
    _, body, is_open = issue_text(replace(view, findings=many), "https://guides.example/report.html")
    assert is_open
    assert len(body) < 65_536
    assert "others; the report has them all." in body
