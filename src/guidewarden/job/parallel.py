"""Guides loaded and examined by several processes at once, where there is enough to do for it.

The others are forked before anything is loaded, so that nothing need be handed to them. Each process, the first one too,
takes guides from a common queue until it is empty; then the others hand over what they have read and found. Nothing
depends on them: what one did not hand over, because it came to an end too early, is loaded and examined as if there had
been no others. What compares guides with each other is done afterwards, by the first one.
"""

import contextlib
import gc
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.guides.library import guide_of, load_guide
from guidewarden.model import GuideDocument, InputError, Problem, SourceText
from guidewarden.rules import Examined, Project, all_rules, examine
from guidewarden.yamltext import Value, load, read, shown_path, tree_again

WORTHWHILE = 300_000
"""So many bytes of guides, a tenth of a second's work, are worth another process."""

_MOST = 8
_AT_ONCE = 2
"""Guides that a process takes from the queue together, at least."""
_NUMBER = 4
"""Bytes of a number in the queue."""
_QUEUE = 16_000
"""Numbers that a pipe holds at once (Linux: 65,536 bytes)."""


def size_of(files: Sequence[Path]) -> int:
    """Give how many bytes these files hold together, as far as that can be told."""
    size = 0
    for file in files:
        with contextlib.suppress(OSError, ValueError):
            size += os.stat(file).st_size  # noqa: PTH116 - half the time of Path's
    return size


def processes_for(size: int) -> int:
    """Tell how many processes so many bytes of guides are worth: at most one for each processor that may be used."""
    if not hasattr(os, "sched_getaffinity") or threading.active_count() > 1:
        return 1  # Elsewhere than on Linux, or beside threads, a fork is not safe.
    return max(1, min(len(os.sched_getaffinity(0)), size // WORTHWHILE, _MOST))


class _Look(Struct, frozen=True):
    """What somebody saw in a file: what it says and what the rules say of it, or the problems with it.

    Where each value stands is left out: that is most of what there would be to hand over, and hardly ever asked for again.
    """

    read: tuple[SourceText, Value] | None = None
    examined: Examined | None = None
    problems: tuple[Problem, ...] = ()


_Looks = list[tuple[str, _Look]]
"""Looks at files, by their paths as messages show them."""


class Examiners:
    """Processes that load and examine guides together. To be used in a ``with``, which none of the others outlives."""

    def __init__(self, files: Sequence[Path], base: Path, project: Project, processes: int) -> None:
        """Begin with so many processes, this one included; ``project`` is what is known before guides are loaded."""
        self._files, self._base, self._project = files, base, project
        self._count = processes - 1
        self._at_once = max(_AT_ONCE, -(-len(files) // _QUEUE))
        self._others: list[tuple[int, int]] = []  # the process, and the pipe through which it hands over
        self._queue = -1
        self._looks: dict[str, _Look] = {}
        self._documents: dict[str, GuideDocument] = {}

    def __enter__(self) -> Self:
        if self._count < 1:
            return self
        all_rules()  # Loaded once, for all.
        self._queue, end = os.pipe()
        # Whoever presses Ctrl-C interrupts this process, which then ends the others.
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            for _ in range(self._count):
                self._others.append(self._fork(end))
        except OSError:
            pass  # No more processes are to be had: these will do.
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        for number in range(0, len(self._files), self._at_once):
            os.write(end, number.to_bytes(_NUMBER, "little"))
        os.close(end)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._queue >= 0:
            os.close(self._queue)
        for process, end in self._others:
            os.close(end)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(process, 0)

    def work(self) -> None:
        """Take part in it, and take over what the others have found."""
        self._looks.update(self._look_at_each())
        for _, end in self._others:
            self._looks.update(_handed_over(end))

    def load(self, file: Path, shown: str) -> GuideDocument:
        """Give a guide that somebody has loaded, or load it. Raises `InputError`."""
        look = self._looks.get(shown, _Look())
        if look.problems:
            raise InputError(look.problems)
        if shown not in self._documents:
            self._documents[shown] = (
                guide_of(file.stem, look.read[0], tree_again(*look.read))
                if look.read
                else load_guide(file, shown)
            )
        return self._documents[shown]

    def examined(self, documents: Sequence[GuideDocument]) -> dict[str, Examined]:
        """Give by the guides' ids what is known of these documents."""
        looks = [(document.id, self._looks.get(document.path, _Look())) for document in documents]
        return {name: look.examined for name, look in looks if look.examined is not None}

    def _fork(self, filling: int) -> tuple[int, int]:
        """Begin another process; give its number and the end of a pipe where it hands over.

        ``filling`` is the end of the queue that is none of its business.
        """
        mine, its = os.pipe()
        process = os.fork()
        if process:
            os.close(its)
            return process, mine
        # Nothing of what this process would do at its end is the other's to do: it ends right here.
        try:
            gc.freeze()
            os.close(filling)
            with os.fdopen(its, "wb") as pipe:
                pipe.write(_packed(list(self._look_at_each())))
        finally:
            os._exit(0)

    def _look_at_each(self) -> Iterator[tuple[str, _Look]]:
        """Look at one guide after another, as long as whoever began this process is there to take them over."""
        parent = os.getppid()
        for file in self._taken():
            if os.getppid() != parent:
                return
            shown = shown_path(file, self._base)
            yield shown, self._look_at(file, shown)

    def _look_at(self, file: Path, shown: str) -> _Look:
        try:
            source = read(file, shown)
            tree = load(source)
            document = guide_of(file.stem, source, tree)
        except InputError as error:
            return _Look(problems=error.problems)
        places = tree_again(source, tree.value)
        self._documents[shown] = replace(document, scalars=places.scalars, ranges=places.ranges)
        return _Look((source, tree.value), examine(document, self._project))

    def _taken(self) -> Iterator[Path]:
        """Take guides from the queue until it is empty. A process reads whole numbers: a pipe gives what it has at once."""
        if self._queue < 0:
            yield from self._files
            return
        while number := os.read(self._queue, _NUMBER):
            first = int.from_bytes(number, "little")
            yield from self._files[first : first + self._at_once]


def _packed(handed: _Looks) -> bytes:
    import pickle  # noqa: PLC0415 - one guide alone needs none of it

    return pickle.dumps(handed, pickle.HIGHEST_PROTOCOL)


def _handed_over(end: int) -> _Looks:
    """Read what a process hands over: nothing where it ended before it was done."""
    import pickle  # noqa: PLC0415

    with os.fdopen(end, "rb", closefd=False) as pipe:
        data = pipe.read()
    try:
        # It comes from a process of our own, through a pipe that nobody else has.
        handed: _Looks = pickle.loads(data)  # noqa: S301
    except (EOFError, pickle.UnpicklingError):
        return []
    return handed
