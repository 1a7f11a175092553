"""Progress on standard error: a bar on a terminal, nothing where nobody watches."""

import sys
from typing import Any

from guidewarden.cli.terminal import say
from guidewarden.model import Evidence


class Quiet:
    """Shows nothing.

    ``taken_up`` tells that what is checked already comes from an interrupted run.
    """

    def __init__(self, *, taken_up: bool = True) -> None:
        self._taken_up = taken_up

    def started(self, total: int, already: int) -> None:
        """Say, even without a terminal, that an interrupted run is taken up: it explains the log."""
        if already and self._taken_up:
            say(f"Taking up the interrupted run: {already} of {total} are checked already.")

    def checked(self, evidence: Evidence) -> None:
        """Show nothing."""

    def finished(self) -> None:
        """Show nothing."""


class Bar(Quiet):
    """A progress bar with what is left and the address last checked."""

    def __init__(self, *, taken_up: bool = True) -> None:
        super().__init__(taken_up=taken_up)
        from rich.console import Console  # noqa: PLC0415 - costs start-up time that only terminals pay
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        self._progress: Any = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("[dim]{task.fields[last]}", markup=True),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: Any = None

    def started(self, total: int, already: int) -> None:
        """Draw the bar."""
        super().started(total, already)
        self._progress.start()
        self._task = self._progress.add_task("Checking", total=total, completed=already, last="")

    def checked(self, evidence: Evidence) -> None:
        """Move on by one."""
        last = evidence.target_key.partition(":")[2]
        shown = "".join(character for character in last if character.isprintable()).replace("[", "(")[:50]
        self._progress.update(self._task, advance=1, last=shown)

    def finished(self) -> None:
        """Take the bar away."""
        self._progress.stop()


def observer(*, taken_up: bool = True) -> Quiet:
    """Give a bar when standard error is a terminal."""
    return (Bar if sys.stderr.isatty() else Quiet)(taken_up=taken_up)
