"""What git says of a file, so that nothing is changed that could not be told apart from somebody's own work."""

import subprocess
from pathlib import Path

_SECONDS = 30.0
_WORDS = {"?": "is not in git yet", "!": ""}


def uncommitted(path: Path) -> str:
    """Say in what way a file's text is not safe in git; "" when it is, or when no git keeps watch over it.

    Nothing that the repository's settings name is run. Where git is there but gives no answer, that is said too.
    """
    real = path.resolve()
    # A file system monitor is a program that a repository's own settings name.
    command = ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-C", str(real.parent)]
    try:
        # `git` is the one on the user's path, as everywhere.
        inside = _ask([*command, "rev-parse", "--is-inside-work-tree"])
        if inside.returncode or inside.stdout.strip() != b"true":
            return ""
        status = _ask(
            [*command, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--", f"./{real.name}"]
        )
    except FileNotFoundError:
        return ""
    except (OSError, subprocess.TimeoutExpired):
        return "could not be looked up in git"
    if status.returncode:
        return "could not be looked up in git"
    if not status.stdout:
        return ""
    return _WORDS.get(status.stdout[:1].decode("ascii", "replace"), "has changes that are not committed")


def _ask(command: list[str]) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(  # noqa: S603 - a fixed command without a shell; the file's name comes after "--"
        command, capture_output=True, check=False, timeout=_SECONDS, stdin=subprocess.DEVNULL
    )
