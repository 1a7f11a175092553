"""GDE024."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.accepting import problem_of
from guidewarden.rules.decisions import about_comment
from guidewarden.rules.rule import AcceptanceContext, Hit, rule


@rule("GDE024", "unclear-ignore-comment", severity=Severity.WARNING, phase="acceptance", since="0.1")
def unclear_ignore_comment(context: AcceptanceContext) -> Iterator[Hit]:
    """A comment to guidewarden cannot be understood, so it ignores nothing.

    What it finds:
        Comments that begin with `# guidewarden:` and are not of the form
        `# guidewarden: ignore[LNK001] until=2027-01-31 why`. There must be a reason; several codes are separated by
        commas; the day may be left out.

    Why it matters:
        Whoever wrote it believes that something is ignored. And a decision without a reason is one that nobody can
        look at again later.

    Bad:
        ```yaml
        - links:
            # guidewarden: ignore LNK010
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

        ```yaml
        - links:
            # guidewarden: ignore[LNK010]
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

        ```yaml
        - links:
            # guidewarden: ignore[LNK999] the archive is moving
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

        ```yaml
        - links:
            # guidewarden: ignore[LNK010] until=31.12.2026 the archive is moving
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        - links:
            # guidewarden: ignore[LNK010] until=2026-12-31 the archive is moving
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

        A rule's name says the same as its code:

        ```yaml
        - links:
            # guidewarden: ignore[tracking-parameters] the archive is moving
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

        Any other comment:

        ```yaml
        - links:
            # Maren asked guidewarden: it is fine
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

    How to fix:
        Write `# guidewarden: ignore[CODE] until=YYYY-MM-DD why`; `guidewarden rules` lists the codes.
    """
    for judged in context.comments:
        if problem := problem_of(judged.comment):
            yield Hit.at(about_comment(judged.comment), f"This comment ignores nothing: {problem}")
