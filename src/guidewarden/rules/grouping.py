"""One finding for what stands many times in one text and is mended in one go."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from guidewarden.model import Severity
from guidewarden.rules.rule import Hit


def once_per_text(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Give the first of all hits that say the same of the same text, with how many there are."""
    groups: dict[tuple[str, str, Severity | None], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.route, hit.message, hit.severity), []).append(hit)
    for first, *others in groups.values():
        if others:
            yield replace(first, message=f"{first.message} ({len(others) + 1} times in this text)")
        else:
            yield first
