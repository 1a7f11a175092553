"""GDE006."""

from collections.abc import Iterator

from guidewarden.model import LinksBlock, Severity
from guidewarden.rules.rule import GuideContext, Hit, rule

_MANY = 3


@rule("GDE006", "bare-link-list", severity=Severity.INFO, phase="static", since="0.1")
def bare_link_list(context: GuideContext) -> Iterator[Hit]:
    """A list of links says nothing about any of them.

    What it finds:
        Lists of three or more links of which not one has a `note`.

    Why it matters:
        A list of names is what a search engine gives. What is there, for whom, and where to begin is what a
        librarian adds.

    Bad:
        ```yaml
        - links:
            - {url: https://example.org/1, label: The national archives}
            - {url: https://example.org/2, label: The foreign ministry}
            - {url: https://example.org/3, label: The university}
        ```

    Good:
        ```yaml
        - links:
            - {url: https://example.org/1, label: The national archives, note: Begin here.}
            - {url: https://example.org/2, label: The foreign ministry}
            - {url: https://example.org/3, label: The university}
        ```

        ```yaml
        - links:
            - {url: https://example.org/1, label: The national archives}
            - {url: https://example.org/2, label: The foreign ministry}
        ```

        ```yaml
        - links:
            - {url: https://example.org/1, label: The national archives, note: Files from 1949.}
            - {url: https://example.org/2, label: The foreign ministry, note: Treaties.}
            - {url: https://example.org/3, label: The university, note: Theses.}
        ```

    How to fix:
        Add a `note` to the links: what is there, and for whom.

        In LibGuides, edit the link asset and fill in “Description”.
    """
    for number, section in enumerate(context.document.guide.sections):
        for index, block in enumerate(section.blocks):
            if (
                isinstance(block, LinksBlock)
                and len(block.links) >= _MANY
                and not any(link.note for link in block.links)
            ):
                yield Hit(
                    f"sections[{number}].blocks[{index}].links",
                    f"None of the {len(block.links)} links of this list is annotated",
                    label=block.title or section.title,
                )
