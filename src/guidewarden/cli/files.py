"""Writing files so that a reader, or a killed process, never leaves half of one behind."""

import contextlib
import os
import tempfile
from pathlib import Path

from guidewarden.model import InputError, Problem


def write_atomically(path: Path, text: str) -> None:
    """Write a text as UTF-8, all or nothing. Raises `InputError` when the place cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(
            [Problem(str(path), 0, 0, f"cannot be written: {error.strerror or error}")]
        ) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise InputError(
            [Problem(str(path), 0, 0, f"cannot be written: {error.strerror or error}")]
        ) from error
