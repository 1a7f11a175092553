"""Writing files so that a reader, or a killed process, never leaves half of one behind."""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from guidewarden.model import InputError, Problem

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""What is wrong with a disk and not with a place that somebody chose; it may be well again without any change here."""


def make_folder(folder: Path) -> None:
    """Make a folder and prove that files can be written into it, before work that would be in vain.

    Raises `InputError`, or `OSError` with an errno of `FULL`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from error


def write_atomically(path: Path, text: str) -> None:
    """Write a text as UTF-8, all or nothing. Raises as `make_folder` does."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError | ValueError) -> InputError | OSError:
    if isinstance(error, OSError) and error.errno in FULL:
        return OSError(error.errno, error.strerror, str(path))
    if isinstance(error, FileExistsError):
        return InputError(
            [Problem(str(path), 0, 0, "a folder is needed here, and a file of this name is in the way")]
        )
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return InputError([Problem(str(path), 0, 0, f"cannot be written: {words[:1].lower()}{words[1:]}")])
