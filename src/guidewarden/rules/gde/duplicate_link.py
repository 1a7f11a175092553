"""GDE007."""

from collections import defaultdict
from collections.abc import Iterator

from guidewarden.model import Occurrence, Severity
from guidewarden.rules.routes import is_entry
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("GDE007", "duplicate-link", severity=Severity.INFO, phase="static", since="0.1")
def duplicate_link(context: GuideContext) -> Iterator[Hit]:
    """The same page stands in a guide's link lists more than once.

    What it finds:
        Entries of link lists whose address, compared as a browser would, is that of an earlier entry. Two places
        of one page (`#part-1`, `#part-2`) are different, and a link in the text beside its entry is fine.

    Why it matters:
        Readers open the second one expecting something new, and one of the two is forgotten at the next change.

    Bad:
        ```yaml
        - links:
            - {url: https://example.org/archive, label: The archive, note: Files.}
            - {url: HTTPS://EXAMPLE.ORG/archive, label: Archive of the ministry, note: Files.}
        ```

    Good:
        ```yaml
        - links:
            - {url: https://example.org/archive, label: The archive, note: Files.}
            - {url: https://example.org/archive/maps, label: Its maps, note: Maps.}
        ```

        ```yaml
        - links:
            - {url: "https://example.org/list#a", label: Archives under A, note: Files.}
            - {url: "https://example.org/list#b", label: Archives under B, note: Files.}
        ```

        ```yaml
        - markdown: Begin with [the archive](https://example.org/archive).
        - links:
            - {url: https://example.org/archive, label: The archive, note: Files.}
        ```

        ```yaml
        - links:
            - {url: "https://example.org/search?q=a", label: Search for A, note: Files.}
            - {url: "https://example.org/search?q=b", label: Search for B, note: Files.}
        ```

    How to fix:
        Keep the better entry and delete the other.
    """
    places: defaultdict[str, list[Occurrence]] = defaultdict(list)
    for found in context.found:
        if is_entry(found.occurrence.route):
            places[found.target.key].append(found.occurrence)
    for first, *others in places.values():
        for other in others:
            where = f" under “{first.section}”" if first.section else ""
            yield Hit.at(
                other,
                f"“{other.label}” opens the same page as “{first.label}”{where} (line {first.span.line})",
            )
