"""What stands on standard error, in each of its forms."""

import json
import logging

import pytest

from guidewarden.cli import logs
from guidewarden.cli.terminal import prepare, say

HOSTILE = "a\x1b[31m\u202eb\r\nINFO forged line\ud83d"


@pytest.fixture(autouse=True)
def as_before() -> object:
    yield
    prepare()


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_without_a_format_people_are_told_what_is_said_and_what_is_amiss(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure(None, verbose=False)
    say("Report: here\nand there")
    log = logging.getLogger("guidewarden.somewhere")
    log.info("a decision")
    log.warning("amiss")
    assert lines(capsys) == ["Report: here", "and there", "amiss"]


def test_text_lines_have_time_level_and_run_and_nothing_in_them_acts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("text", verbose=False)
    logging.getLogger("guidewarden.x").info("%s", HOSTILE, extra={"facts": {"run": "4f2a"}})
    logging.getLogger("guidewarden.x").debug("unheard")
    (line,) = lines(capsys)
    assert line[21:] == "INFO run=4f2a a\\x1b[31m\\u202eb\\x0d\\nINFO forged line\\ud83d"


def test_json_lines_are_one_object_each(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("json", verbose=True)
    say(HOSTILE)
    facts = {"event": "e", "run": "1"}
    logging.getLogger("guidewarden.x").debug(
        "failed", exc_info=ZeroDivisionError("oh"), extra={"facts": facts}
    )
    first, second = map(json.loads, lines(capsys))
    assert first["message"] == HOSTILE
    assert first["level"] == "info"
    assert (second["event"], second["run"], second["logger"]) == ("e", "1", "guidewarden.x")
    assert "ZeroDivisionError: oh" in second["traceback"]


def test_configuring_twice_says_things_once(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("text", verbose=False)
    logs.configure(None, verbose=False)
    say("once")
    assert lines(capsys) == ["once"]
