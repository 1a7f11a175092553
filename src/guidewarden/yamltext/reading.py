"""Files → text, with one clear sentence for everything that can be wrong with a file."""

import os
import re
from pathlib import Path

from guidewarden.model import InputError, Problem, SourceText

MAX_BYTES = 1_000_000
"""The largest guide or settings file, in bytes."""

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_NO_CONTROL = bytes(number for number in range(256) if not _CONTROL.match(chr(number)))
_OLD_LINE_END = re.compile(r"\r(?!\n)")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(path: Path, shown: str, limit: int = MAX_BYTES) -> SourceText:
    r"""Read a UTF-8 text file of at most ``limit`` bytes; messages name it ``shown``.

    A byte-order mark at the start is left out; ``\r`` is kept, so that offsets are those of the file.

    Raises:
        InputError: with one problem, when the file is missing, not a file, unreadable, too large,
            not UTF-8, or holds control characters (which no text has).
    """
    if shown != printable_name(shown):
        raise _error(printable_name(shown), "the file's name is not UTF-8 text; rename it")
    data = _bytes(path, shown, limit)
    if data.startswith(_UTF16_MARKS):
        raise _error(shown, "the file is saved as UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        # Bytes before the bad one are sound, so its place can be counted in characters.
        good = SourceText(shown, data[: error.start].decode("utf-8").removeprefix(_BOM))
        bad = f"byte 0x{data[error.start]:02x} here is not UTF-8; save it as UTF-8"
        raise _error(shown, bad, *good.line_column(len(good.text))) from None
    source = SourceText(shown, text.removeprefix(_BOM))
    if (old := _OLD_LINE_END.search(source.text)) is not None:
        message = "this line ends as on old Macintoshes (CR alone); save the file with LF or CRLF line ends"
        raise _error(shown, message, *source.line_column(old.start()))
    # That there is none, as almost always, bytes tell eight times as fast.
    if data.translate(None, _NO_CONTROL) and (found := _CONTROL.search(source.text)):
        raise InputError([unwanted_character(source, found.start())])
    return source


def printable_name(name: str) -> str:
    """Give a file's name as it can be printed: bytes that are not UTF-8 become �."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def shown_path(path: Path, base: Path) -> str:
    """Give a path as messages show it: with ``/``, and relative to here or to ``base`` when inside."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  a link to a guide is shown by its own name
    for folder in (Path.cwd(), Path(os.path.abspath(base))):  # noqa: PTH100
        if whole.is_relative_to(folder):
            return whole.relative_to(folder).as_posix()
    return whole.as_posix()


def unwanted_character(source: SourceText, offset: int) -> Problem:
    """Say that the character at ``offset`` cannot stand in a text file."""
    line, column = source.line_column(offset)
    name = f"U+{ord(source.text[offset]):04X}"
    return Problem(
        source.path, line, column, f"the invisible control character {name} stands here; delete it"
    )


def _bytes(path: Path, shown: str, limit: int) -> bytes:
    """Give the file's bytes; never takes more than ``limit`` + 1 of them into memory."""
    try:
        if not path.is_file():
            raise _error(shown, _no_file(path))
        with path.open("rb") as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            raise _error(shown, f"the file is {size} large, and the limit is {limit / 1e6:g} MB; split it")
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _error(shown, f"the file cannot be read: {words[:1].lower()}{words[1:]}") from error
    return data


def _no_file(path: Path) -> str:
    """Say what a path leads to instead of a file."""
    if path.is_dir():
        return "this is a folder, and a file is needed here"
    if not path.exists():
        return "no such file; check the name and the folder"
    return "this is not an ordinary file"


def _error(shown: str, message: str, line: int = 0, column: int = 0) -> InputError:
    return InputError([Problem(shown, line, column, message)])
