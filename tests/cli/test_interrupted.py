"""A signal at any moment of a command is three and one line, never a traceback and never a clean end."""

import signal
from pathlib import Path

import pytest

from guidewarden.cli.entry import INTERRUPTED
from projects import Folder, signalled
from webs import routes, serving

# Loading one module takes so long that the signal comes then; in `exec`, as dataclasses are made.
SLOWLY = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # What runs in the background ignores it.

class Slow:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == slow:
            print("now", flush=True)
            exec("time.sleep(20)")

slow = sys.argv.pop(1)
sys.meta_path.insert(0, Slow)
from guidewarden.cli.entry import entry
entry()
"""
BOTH = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.guide(["http://host.example/a?utm_source=mail"])
    return folder


def interrupted(folder: Folder, number: signal.Signals, slow: str, *arguments: str) -> tuple[int, str, str]:
    """Run the program and send it a signal while it loads a module."""
    process = folder.start_python("-c", SLOWLY, slow, *arguments)
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    out, err = signalled(process, number)
    return process.returncode, out, err


@BOTH
@pytest.mark.parametrize(
    ("slow", "arguments"),
    [
        ("guidewarden.cli.main", ["lint"]),
        ("guidewarden.cli.commands.lint", ["lint"]),
        ("guidewarden.report.sarif", ["lint", "--format", "sarif"]),
        ("guidewarden.cli.commands.fix", ["fix", "--diff"]),
        ("guidewarden.cli.commands.run", ["run"]),
        ("guidewarden.cli.commands.check", ["check"]),
        ("guidewarden.cli.commands.build", ["build"]),
    ],
)
def test_a_signal_is_three_and_one_line(
    folder: Folder, number: signal.Signals, slow: str, arguments: list[str]
) -> None:
    assert interrupted(folder, number, slow, *arguments) == (3, "", f"{INTERRUPTED}\n")


@BOTH
def test_so_it_is_after_the_network(folder: Folder, number: signal.Signals) -> None:
    with serving(routes({})) as server:
        folder.serve(server)
        code, out, err = interrupted(folder, number, "guidewarden.report.sarif", "check", "--format", "sarif")
        assert server.log
    assert (code, out) == (3, "")
    assert err.endswith(f"{INTERRUPTED}\n")
    assert "Traceback" not in err


def test_what_the_shell_has_it_ignore_is_ignored(folder: Folder) -> None:
    start = SLOWLY.replace("signal.default_int_handler", "signal.SIG_IGN").replace("sleep(20)", "sleep(1)")
    process = folder.start_python("-c", start, "guidewarden.cli.main", "lint")
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    signalled(process, signal.SIGINT)
    assert process.returncode == 0
