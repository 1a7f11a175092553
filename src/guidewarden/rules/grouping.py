"""One finding for what stands many times in one text and is mended in one go."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from guidewarden.model import Fix, Severity
from guidewarden.rules.rule import Hit


def once_per_text(
    hits: Iterable[Hit], fix: Callable[[Sequence[Hit]], Fix | None] | None = None
) -> Iterator[Hit]:
    """Give the first of all hits that say the same of the same text, with how many there are.

    ``fix`` makes one fix for all of a group; without it, the first one's stays.
    """
    groups: dict[tuple[str, str, Severity | None], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.route, hit.message, hit.severity), []).append(hit)
    for group in groups.values():
        first = group[0] if fix is None else replace(group[0], fix=fix(group))
        if len(group) > 1:
            yield replace(first, message=f"{first.message} ({len(group)} times in this text)")
        else:
            yield first
