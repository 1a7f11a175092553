"""Changes as a unified diff, which ``git apply`` and ``patch`` take."""

import difflib
import sys

from guidewarden.report.words import one_line, printable

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_NO_END = "\\ No newline at end of file\n"


def unified(path: str, old: str, new: str, *, mark: bool = False, context: int = 3) -> str:
    """Give the difference of two texts of a file, "" when there is none; ``mark`` tells of a byte-order mark.

    Lines end with LF alone, so that a CR shows as a change of its own.
    """
    before, after = (_lines(_BOM + text if mark else text) for text in (old, new))
    name = one_line(path)
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", n=context)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in lines)


def write(diff: str) -> None:
    """Write a diff to standard output: byte by byte for programs, its control characters made visible for people."""
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        sys.stdout.write("".join(f"{printable(line)}\n" for line in diff.split("\n")[:-1]))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(diff.encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
