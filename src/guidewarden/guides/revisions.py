"""Guides as they were at another revision, by git's plumbing. Nothing in the repository or its work tree is changed.

git is started with a list of arguments, never through a shell; what a user or a branch is called reaches it only
where it cannot be taken for an option.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from guidewarden.model import InputError, Problem

_SECONDS = 120
_REGULAR = (b"100644", b"100755")
_DEEPER = "in a CI job, check out with `fetch-depth: 0`; elsewhere run `git fetch --unshallow`"


class Repository(Struct, frozen=True):
    """A git repository: the folder its work tree begins at, and how git is called for it."""

    root: Path

    @classmethod
    def around(cls, path: Path) -> "Repository":
        """Find the repository that a file or folder lies in. Raises `InputError` when there is none, or no git."""
        folder = path if path.is_dir() else path.parent
        done = _git(folder, "rev-parse", "--show-toplevel")
        if done.returncode:
            raise _error(f"{path} is in no git repository that can be read: {_last_line(done.stderr)}")
        return cls(Path(os.fsdecode(done.stdout.removesuffix(b"\n"))))

    def merge_base(self, ref: str) -> str:
        """Give the commit at which the present one left ``ref``. Raises `InputError` when there is none."""
        wanted = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if wanted.returncode:
            raise _error(f"git knows no commit called “{ref}” here; fetch it first ({_DEEPER})")
        commit = wanted.stdout.decode().strip()
        base = _git(self.root, "merge-base", commit, "HEAD")
        if base.returncode == 1:
            raise _error(
                f"“{ref}” and the present commit have no common ancestor here, so nobody can tell what was added. "
                f"Most likely not enough of the history was fetched: {_DEEPER}"
            )
        if base.returncode:
            raise _error(f"git cannot compare with “{ref}”: {_last_line(base.stderr)}")
        return base.stdout.decode().split()[0]

    def name_of(self, path: Path) -> str:
        """Give a path as git writes it, relative to the root. Raises `InputError` when it is outside."""
        whole, root = _real(path), _real(self.root)
        if not whole.is_relative_to(root):
            raise _error(f"{path} lies outside the git repository {self.root}")
        return whole.relative_to(root).as_posix()

    def files_at(self, commit: str) -> dict[str, str]:
        """Give all ordinary files of a commit: name → the object that holds the text."""
        done = self._plumbing("ls-tree", "-r", "-z", "--full-tree", commit)
        files = {}
        for entry in done.split(b"\0"):
            head, tab, name = entry.partition(b"\t")
            if tab and head.split(b" ")[0] in _REGULAR and _is_plain(name):
                files[os.fsdecode(name)] = head.split(b" ")[2].decode()
        return files

    def renamed_since(self, commit: str) -> dict[str, str]:
        """Give the files that git takes for renamed between a commit and the work tree: new name → old name."""
        # Plumbing, which writes no index: `git diff` would.
        done = self._plumbing(
            "diff-index", "--find-renames", "--diff-filter=R", "--name-status", "-z", commit, "--"
        )
        parts = iter(done.split(b"\0"))
        return {os.fsdecode(new): os.fsdecode(old) for _, old, new in zip(parts, parts, parts, strict=False)}

    def write_files(self, files: Mapping[str, str], folder: Path) -> None:
        """Write the texts of these files (name → object) into a folder, under their names."""
        if not files:
            return
        names = list(files)
        asked = "".join(f"{files[name]}\n" for name in names).encode()
        answer = self._plumbing("cat-file", "--batch", given=asked)
        for name, text in zip(names, _batch(answer), strict=True):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)

    def _plumbing(self, *arguments: str, given: bytes = b"") -> bytes:
        done = _git(self.root, *arguments, given=given)
        if done.returncode:
            raise _error(f"git {arguments[0]} failed: {_last_line(done.stderr)}")
        return done.stdout


def below(names: Iterable[str], folders: Sequence[str]) -> list[str]:
    """Give the names that lie in one of these folders, or are one of them; ``.`` is the root."""
    return [
        name
        for name in names
        if any(folder == "." or PurePosixPath(name).is_relative_to(folder) for folder in folders)
    ]


def _git(folder: Path, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    # No hook and no watcher that the repository's settings name is started, and no lock is taken.
    safe = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "core.quotePath=false")
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(  # noqa: S603 - a list of arguments, no shell
            ["git", *safe, *arguments],  # noqa: S607 - git is where the user's PATH says
            cwd=folder,
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        raise _error("git is not installed, and is needed to see what was added") from None
    except (OSError, ValueError) as error:
        raise _error(f"git cannot be started: {error}") from error
    except subprocess.TimeoutExpired:
        raise _error(f"git {arguments[0]} gave no answer within {_SECONDS} seconds") from None


def _batch(answer: bytes) -> Iterator[bytes]:
    """Take apart what ``cat-file --batch`` says: a line with the size, the text, and a line break, for each object."""
    position = 0
    while position < len(answer):
        end = answer.index(b"\n", position)
        size = int(answer[position:end].split(b" ")[2])
        yield answer[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def _is_plain(name: bytes) -> bool:
    """Whether a name stays inside the folder it is written into: a made-up tree could say otherwise."""
    return not name.startswith(b"/") and not {b"..", b".", b""} & set(name.split(b"/"))


def _real(path: Path) -> Path:
    """Give a path with the links in its folders resolved, but not the last one: git keeps that as it is."""
    return path.parent.resolve() / path.name if path.name else path.resolve()


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines else "it gave no reason"


def _error(message: str) -> InputError:
    return InputError([Problem("--changed-since", 0, 0, message)])
