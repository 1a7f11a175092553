"""Changing a guide's text: nothing but the meant characters, and proof that nothing else reads otherwise.

A change is a `Fix`, made by a rule. `edited` puts changes into the text, reads it again, and compares: every key and
value must stand where it stood, moved by what was put in before it, and read as it did, except inside the changes.
What a change would do beyond that, swallowing a comment or losing a value, makes it an `EditError`.

`replace_file` writes all or nothing: who is killed in the midst of it leaves the old file or the new one.
"""

import contextlib
import os
import stat
import tempfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from guidewarden.guides.library import read_guide
from guidewarden.model import Fix, GuideDocument, InputError, Problem, SourceText

_BOM = b"\xef\xbb\xbf"


class EditError(Exception):
    """A change would do something else than was meant. The text says what, as the end of a sentence."""


def edited(document: GuideDocument, fixes: Iterable[Fix]) -> GuideDocument:
    r"""Make these changes, which may not overlap, and prove that they change their own places alone.

    Line breaks that a change brings are written as the file writes its own (``\n`` or ``\r\n``).

    Raises:
        EditError: when the text would not be a guide any more, or another value, key or comment would change.
    """
    changes = [with_line_ends(document.source.text, fix) for fix in sorted(fixes, key=_place)]
    if any(one.end > other.start or one.start == other.start for one, other in pairwise(changes)):
        raise EditError("it overlaps another change")
    if any(not 0 <= each.start <= each.end <= len(document.source.text) for each in changes):
        raise EditError("its place is not in the file any more")
    text = _applied(document.source.text, changes)
    try:
        new = read_guide(document.id, SourceText(document.path, text))
    except InputError as error:
        first = error.problems[0]
        raise EditError(f"the file could not be read any more: {first.message} (line {first.line})") from None
    _Proof(document, new, changes).check()
    return new


def with_line_ends(text: str, fix: Fix) -> Fix:
    r"""Write the line breaks that a change brings as its neighbours in the text are written (``\n`` or ``\r\n``)."""
    end = text.find("\n", fix.start)
    end = text.rfind("\n", 0, fix.start) if end < 0 else end
    if end < 1 or text[end - 1] != "\r":
        return fix
    whole = fix.text.replace("\r\n", "\n").replace("\n", "\r\n")
    return Fix(fix.start, fix.end, whole, fix.safe, fix.description)


def replace_file(path: Path, old: SourceText, new: str) -> None:
    """Write ``new`` in the place of what was read as ``old``, all or nothing; a byte-order mark and the mode stay.

    Of a symbolic link, the file it leads to is replaced.

    Raises:
        InputError: when the file is not what was read any more, or cannot be written.
    """
    real = Path(os.path.realpath(path))
    try:
        data = real.read_bytes()
        mark = _BOM if data.startswith(_BOM) else b""
        if data[len(mark) :] != old.text.encode():
            message = "it was changed by somebody else in the meantime; nothing was written, start again"
            raise InputError([Problem(old.path, 0, 0, message)])
        mode = stat.S_IMODE(real.stat().st_mode)
        if not os.access(real, os.W_OK):
            raise InputError([Problem(old.path, 0, 0, "it may not be written; nothing was changed")])
        _replace(real, mark + new.encode(), mode)
    except OSError as error:
        words = error.strerror or str(error)
        message = f"cannot be written: {words[:1].lower()}{words[1:]}; nothing was changed"
        raise InputError([Problem(old.path, 0, 0, message)]) from error


def has_byte_order_mark(path: Path) -> bool:
    """Tell whether a file begins with a byte-order mark, which its text leaves out. Raises `OSError`."""
    with path.open("rb") as file:
        return file.read(len(_BOM)) == _BOM


def _replace(path: Path, data: bytes, mode: int) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _place(fix: Fix) -> tuple[int, int]:
    return fix.start, fix.end


def _applied(text: str, changes: Sequence[Fix]) -> str:
    pieces, position = [], 0
    for each in changes:
        pieces += [text[position : each.start], each.text]
        position = each.end
    return "".join([*pieces, text[position:]])


class _Proof:
    """Compares a guide before and after its changes, route by route.

    A route is *replaced* when all of it lies inside a change: a whole value, or a list with all in it.
    """

    def __init__(self, old: GuideDocument, new: GuideDocument, changes: Sequence[Fix]) -> None:
        self._old, self._new, self._changes = old, new, changes
        self._starts = [each.start for each in changes]
        self._ends = [each.end for each in changes]
        self._shifts = [0]  # how far what follows so many changes is moved
        for each in changes:
            self._shifts.append(self._shifts[-1] + len(each.text) - (each.end - each.start))
        self._brought = [each.start + shift for each, shift in zip(changes, self._shifts, strict=False)]

    def check(self) -> None:
        """Raise `EditError` when anything outside the changes reads otherwise."""
        replaced = {
            route for route, (start, end) in self._old.ranges.items() if self._is_replaced(start, end)
        }
        for route in self._old.ranges:
            parent = route[: max(route.rfind("."), route.rfind("["), 0)]
            if route not in replaced:
                self._check_kept(route)
            # What is in a replaced list or mapping may go with it, but the change must be all of that one's new value.
            elif parent not in replaced and not (
                self._is_all_there_was(route) and self._is_brought(route, whole=True)
            ):
                raise EditError(f"`{route}` would not become what was meant")
        for route in self._new.ranges:
            if route not in self._old.ranges and not self._is_brought(route):
                raise EditError(f"something else would be read as `{route}`")

    def _check_kept(self, route: str) -> None:
        if route not in self._new.ranges:
            raise EditError(f"`{route}` would be lost")
        start, end = self._old.ranges[route]
        new_start, new_end = self._new.ranges[route]
        before, after = self._old.scalars.get(route), self._new.scalars.get(route)
        if (before is None) != (after is None):
            raise EditError(f"`{route}` would be something else than it is")
        # What is put in right where a value begins belongs to it, when that value changes.
        same = before is None or after is None or before.value == after.value
        if new_start != start + self._moved(start, inserted=same):
            raise EditError(f"`{route}` would begin in another place")
        if before is None or after is None:
            return
        if before.value == after.value:
            if new_end not in (end + self._moved(end, inserted=False), end + self._moved(end)):
                raise EditError(f"`{route}` would end in another place")
            return
        # The line break and the blank lines below a block of text belong to it, and not to its range.
        rest = self._old.source.text[end:]
        end += len(rest) - len(rest.lstrip())
        if not self._is_touched(start, end):
            raise EditError(f"`{route}` would change as well")
        low, high = sorted((new_end, end + self._moved(end)))
        if self._new.source.text[low:high].strip():
            raise EditError(f"`{route}` would end in another place")

    def _moved(self, offset: int, *, inserted: bool = True) -> int:
        """Tell by how much what stood at ``offset`` is moved; ``inserted`` counts what is put in right there."""
        number = bisect_right(self._ends, offset)
        if number and not inserted and self._starts[number - 1] == offset:
            number -= 1
        return self._shifts[number]

    def _is_replaced(self, start: int, end: int) -> bool:
        number = bisect_right(self._starts, start) - 1
        return number >= 0 and start < end <= self._ends[number]

    def _is_all_there_was(self, route: str) -> bool:
        """Tell whether the change that replaces a route takes nothing else away: no comment, no key."""
        start, end = self._old.ranges[route]
        change = self._changes[bisect_right(self._starts, start) - 1]
        text = self._old.source.text
        return text[change.start : change.end].strip() == text[start:end].strip()

    def _is_touched(self, start: int, end: int) -> bool:
        number = bisect_left(self._starts, start)
        return number < len(self._changes) and self._ends[number] <= end

    def _is_brought(self, route: str, *, whole: bool = False) -> bool:
        """Tell whether a route lies inside what a change has brought, or is all of it."""
        start, end = self._new.ranges.get(route, (-1, -1))
        number = bisect_right(self._brought, start) - 1
        if number < 0:
            return False
        low, text = self._brought[number], self._changes[number].text
        inside = end <= low + len(text)
        return inside and (not whole or text.strip() == self._new.source.text[start:end].strip())
