"""A scratch git repository around a project folder."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from projects import Folder

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Paula Tester",
    "GIT_AUTHOR_EMAIL": "paula@example.org", "GIT_COMMITTER_NAME": "Paula Tester",
    "GIT_COMMITTER_EMAIL": "paula@example.org", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}  # fmt: skip


@dataclass
class Repository(Folder):
    """A project folder that is a git repository; ``main`` is its branch."""

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        """Run git, which must succeed."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=cwd or self.path,
            env={**os.environ, **ENVIRONMENT},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def begin(self) -> None:
        """Make the repository."""
        self.git("init", "--quiet", "--initial-branch=main")
        self.write(".gitignore", "guidewarden.yaml\nreports/\n")

    def commit(self, message: str = "A change") -> str:
        """Commit all there is."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message={message}")
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str) -> None:
        """Begin a branch here."""
        self.git("switch", "--quiet", "--create", name)
