"""Results that are only counted, as columns: thousands of them stay small and are drawn on demand."""

import re
from collections.abc import Iterable
from typing import Any

from guidewarden.model import Result
from guidewarden.report.digest import Digest
from guidewarden.report.words import STATE_WORDS, address, printable, why

_SITE = re.compile(r"[^/]*//[^/?#]*")


class _Names:
    """Numbers names in the order they come, each once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


def columns(results: Iterable[Result], sorted_run: Digest) -> dict[str, Any]:
    """Give parallel lists, one entry a result, and the names that numbers in them stand for.

    ``site`` and ``rest`` make the address, ``label`` what readers see; ``guide``, ``file`` and ``line``
    tell the first place and ``places`` how many there are; ``state`` and ``why`` are words.
    """
    sites, guides, files, states, reasons = _Names(), _Names(), _Names(), _Names(), _Names()
    table: dict[str, Any] = {
        name: [] for name in ("site", "rest", "label", "guide", "file", "line", "places", "state", "why")
    }
    for result in results:
        written = printable(address(result))
        match = _SITE.match(written)
        split = match.end() if match else 0
        place = result.occurrences[0] if result.occurrences else None
        entry = (
            sites.number(written[:split]),
            written[split:],
            printable(place.label) if place else "",
            guides.number(printable(sorted_run.guide(place.guide if place else "").title)),
            files.number(printable(place.span.path if place else "")),
            place.span.line if place else 0,
            len(result.occurrences),
            states.number(STATE_WORDS[result.verdict.state]),
            reasons.number(printable(why(result.verdict))),
        )
        for column, value in zip(table.values(), entry, strict=True):
            column.append(value)
    names = {"sites": sites, "guides": guides, "files": files, "states": states, "whys": reasons}
    return table | {name: list(kept.numbers) for name, kept in names.items()}
