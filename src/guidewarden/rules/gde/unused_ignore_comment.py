"""GDE023."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.decisions import about_comment
from guidewarden.rules.rule import AcceptanceContext, Hit, rule


@rule("GDE023", "unused-ignore-comment", severity=Severity.WARNING, phase="acceptance", since="0.1")
def unused_ignore_comment(context: AcceptanceContext) -> Iterator[Hit]:
    """A comment ignores something that is not there.

    What it finds:
        Comments `# guidewarden: ignore[…]` of which a code meets nothing on the line they are about. A rule that needs
        the links to be checked counts only when those on the line were, and their outcome is certain.

    Why it matters:
        A leftover hides what comes later: the next mistake on that line would pass without a word.

    Bad:
        ```yaml
        - links:
            # guidewarden: ignore[LNK010] their shop needs it
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

        The link works again:

        ```yaml
        # verdict: https://example.org/archive ok reachable
        - links:
            - {url: "https://example.org/archive", label: The archive, note: Aids.} # guidewarden: ignore[LNK001] they are moving
        ```

    Good:
        ```yaml
        - links:
            # guidewarden: ignore[LNK010] their shop needs it
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

        A text over several lines is meant as a whole:

        ```yaml
        - markdown: |  # guidewarden: ignore[A11Y002] we say so on purpose
            Sources for all years.

            Read about it [here](https://example.org/archive).
        ```

        Whether this link is gone is not known tonight:

        ```yaml
        # verdict: https://example.org/archive unverifiable offline
        - links:
            - {url: "https://example.org/archive", label: The archive, note: Aids.} # guidewarden: ignore[LNK001] they are moving
        ```

        One whose day is past is GDE022's:

        ```yaml
        # today: 2026-06-01
        - links:
            # guidewarden: ignore[LNK010] until=2026-05-31 their shop needs it
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

    How to fix:
        Remove the code from the comment, or the comment.
    """
    for judged in context.comments:
        if judged.unused and not judged.expired:
            codes = ", ".join(judged.unused)
            yield Hit.at(about_comment(judged.comment), f"Nothing here is to be ignored for {codes}")
