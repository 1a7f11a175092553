"""Results that are only counted, as columns: thousands of them stay small and are drawn on demand."""

import re
from collections.abc import Hashable, Iterable
from typing import Any

from guidewarden.report.catalogue import Words
from guidewarden.report.digest import Digest, Row
from guidewarden.report.words import address, printable

_SITE = re.compile(r"[^/]*//[^/?#]*")


class _Names:
    """Numbers names in the order they come, each once."""

    def __init__(self) -> None:
        self.numbers: dict[Hashable, int] = {}

    def number(self, name: Hashable) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


def columns(rows: Iterable[Row], sorted_run: Digest, words: Words) -> dict[str, Any]:
    """Give parallel lists, one entry a row with a result, and the names that numbers in them stand for.

    ``site`` and ``rest`` make the address, ``label`` is what readers see; ``home`` (guide, file and owner) and
    ``line`` tell the first place, ``more`` how many others there are, by row; ``why`` is the state, in words
    and as it is called in filters, and the reason.
    """
    sites, homes, whys = _Names(), _Names(), _Names()
    table: dict[str, list[Any]] = {name: [] for name in ("site", "rest", "label", "home", "line", "why")}
    more: dict[int, int] = {}
    results = ((row, row.result) for row in rows if row.result)
    for number, (row, result) in enumerate(results):
        written = printable(address(result))
        match = _SITE.match(written)
        split = match.end() if match else 0
        place = row.occurrences[0] if row.occurrences else None
        guide = sorted_run.guide(place.guide if place else "")
        verdict = result.verdict
        table["site"].append(sites.number(written[:split]))
        table["rest"].append(written[split:])
        table["label"].append(printable(place.label) if place else "")
        table["home"].append(
            homes.number(
                tuple(
                    printable(text) for text in (guide.title, place.span.path if place else "", guide.owner)
                )
            )
        )
        table["line"].append(place.span.line if place else 0)
        why = (words.state(verdict.state), printable(words.why(verdict)), verdict.state.value)
        table["why"].append(whys.number(why))
        if len(row.occurrences) > 1:
            more[number] = len(row.occurrences) - 1
    names = {"sites": sites, "homes": homes, "whys": whys}
    return table | {"more": more} | {name: list(kept.numbers) for name, kept in names.items()}
