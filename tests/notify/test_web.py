"""The webhook and the dead man's switch, over real servers on loopback."""

import hashlib
import hmac
import json
import time

import pytest
from msgspec.structs import replace

from golden import friendly_view, golden_view
from guidewarden.demo.server import Raw, Reply, Request, Response
from guidewarden.model import WEBHOOK_SECRET, RunState
from guidewarden.notify.pings import ping_url
from guidewarden.notify.webhook import LISTED, run_payload
from notifyhelp import Notes, notifier
from projects import wait_until
from webs import drip, empty, hang, reset_connection, serving


def test_the_webhook_is_told_of_a_run_and_can_tell_who_says_it() -> None:
    view = golden_view()
    with serving(lambda request: Response(204)) as server:
        notifier({"webhook": {"url": f"{server.url}/hook"}}, {WEBHOOK_SECRET: "sesame"}).finished(
            view, Notes()
        )
        (request,) = server.log
    assert (request.method, request.target) == ("POST", "/hook")
    signature = hmac.new(b"sesame", request.body, hashlib.sha256).hexdigest()
    assert request.headers["x-guidewarden-signature"] == f"sha256={signature}"
    told = json.loads(request.body)
    assert told["schema"] == 1
    assert told["run"]["id"] == view.run.id
    assert told["run"]["state"] == "complete"
    assert told["counts"] == {state.value: number for state, number in view.counts.items()}
    known = view.known or {}
    assert len(told["new"]) == sum(found.fingerprint not in known for found in view.findings)
    assert [found["code"] for found in told["mended"]] == [found.code for found in view.gone]


def test_a_long_list_is_cut_and_says_so() -> None:
    view = friendly_view()
    many = tuple(
        replace(view.findings[0], fingerprint=f"{number:016}", message="x") for number in range(LISTED + 5)
    )
    told = run_payload(replace(view, findings=many, gone=()), None)
    assert (len(told["new"]), told["omitted"]) == (LISTED, 5)


def test_an_address_may_stand_in_the_environment(caplog: pytest.LogCaptureFixture) -> None:
    with serving(lambda request: Response(200)) as server:
        settings = {"webhook": {"url": "$HOOK"}, "ping": {"url": "$PING"}}
        notifier(settings, {"HOOK": f"{server.url}/secret-hook"}).finished(friendly_view(), Notes())
        assert server.paths() == ["/secret-hook"]
    assert "ping: not told: the environment variable PING is not set" in caplog.text


def test_a_server_in_trouble_is_asked_twice_and_one_that_refuses_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answers = iter([Response(503), Response(200), Response(403)])
    with serving(lambda request: next(answers)) as server:
        tell = notifier({"webhook": {"url": f"{server.url}/hidden"}})
        tell.finished(friendly_view(), Notes())
        assert len(server.log) == 2
        assert "not told" not in caplog.text
        tell.finished(friendly_view(), Notes())
        assert len(server.log) == 3
    assert "webhook: not told: status 403" in caplog.text
    assert "hidden" not in caplog.text


@pytest.mark.parametrize(
    "reply", [empty(), hang(), hang(b"HTTP/1.1 200 OK\r\n"), reset_connection(), drip(b"HTTP/1.1 200 OK\r\n\r\n"), Response.redirect("http://127.0.0.1:1/")],
)  # fmt: skip
def test_no_server_fails_or_holds_up_a_run(reply: Reply, caplog: pytest.LogCaptureFixture) -> None:
    with serving(lambda request: reply) as server:
        tell = notifier(
            {"webhook": {"url": f"{server.url}/secret"}, "ping": {"url": f"{server.url}/secret"}}, seconds=0.7
        )
        begun = time.monotonic()
        tell.started()
        assert time.monotonic() - begun < 0.5
        tell.finished(friendly_view(), Notes())
        assert time.monotonic() - begun < 5
        assert isinstance(reply, Raw | Response)
    assert "webhook: " in caplog.text
    assert "secret" not in caplog.text


def test_nobody_listening_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    notifier({"ping": {"url": "http://127.0.0.1:1/uuid"}}).troubled("x")
    assert "ping (fail): not told: 127.0.0.1 gave no answer (ConnectError)" in caplog.text


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RunState.COMPLETE, ["/p/uuid"]),
        (RunState.OFFLINE, ["/p/uuid/fail"]),
        (RunState.INCONCLUSIVE, ["/p/uuid/fail"]),
        (RunState.INTERRUPTED, []),
    ],
)
def test_signs_of_life_follow_the_run(state: RunState, expected: list[str]) -> None:
    view = friendly_view()
    seen: list[Request] = []

    def respond(request: Request) -> Response:
        seen.append(request)
        return Response(200, body=b"OK")

    with serving(respond) as server:
        tell = notifier({"ping": {"url": f"{server.url}/p/uuid"}})
        tell.started()
        wait_until(lambda: server.paths() == ["/p/uuid/start"])
        tell.finished(replace(view, run=replace(view.run, state=state)), Notes())
        assert server.paths()[1:] == expected
    if expected:
        assert seen[1].body.decode() == f"run {view.run.id}: {state}."


def test_a_query_stays_behind_the_sign() -> None:
    assert (
        ping_url("https://hc.example/p/uuid/?create=1", "fail") == "https://hc.example/p/uuid/fail?create=1"
    )
    assert ping_url("https://hc.example/p/uuid", "success") == "https://hc.example/p/uuid"
