"""Which ignore applies to which target tonight, and what of that is to be remembered."""

import datetime as dt
from collections.abc import Iterable

from guidewarden.judge import applies
from guidewarden.model import Ignore, Result, Settings, Standing, Target
from guidewarden.plan.ignores import IgnoreTable


class Ignoring:
    """The ignores that have not expired, found by target; where several match, the first in the file counts."""

    def __init__(self, settings: Settings, today: dt.date) -> None:
        self._ignores = [ignore for ignore in settings.ignore if applies(ignore, today)]
        self._table = IgnoreTable(self._ignores, settings.proxy)

    @property
    def marks(self) -> list[str]:
        """The marks of all of them, by which the store remembers what their targets were."""
        return [ignore.mark for ignore in self._ignores]

    def find(self, target: Target) -> Ignore | None:
        """Give the ignore that applies to a target, None when none does."""
        matching = self._table.matching(target) if self._ignores else ()
        return self._ignores[matching[0]] if matching else None

    def standings(self, results: Iterable[Result]) -> dict[tuple[str, str], Standing]:
        """Give what the ignored targets are, by the ignore's mark and the target's key."""
        return {
            (ignore.mark, result.target.key): result.verdict.ignored
            for result in results
            if result.verdict.ignored is not None and (ignore := self.find(result.target)) is not None
        }
