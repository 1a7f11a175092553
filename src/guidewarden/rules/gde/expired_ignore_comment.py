"""GDE022."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.calendar import long_date
from guidewarden.rules.decisions import about_comment
from guidewarden.rules.rule import AcceptanceContext, Hit, rule


@rule("GDE022", "expired-ignore-comment", severity=Severity.WARNING, phase="acceptance", since="0.1")
def expired_ignore_comment(context: AcceptanceContext) -> Iterator[Hit]:
    """A comment that ignores something in a guide has run out and no longer applies.

    What it finds:
        Comments `# guidewarden: ignore[…] until=…` whose day is past.

    Why it matters:
        What was left alone for a time is told again, and fails a check again. Nobody should be surprised by that.

    Bad:
        ```yaml
        # today: 2026-06-01
        - links:
            # guidewarden: ignore[LNK010] until=2026-05-31 Their shop needs it until they have moved
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        # today: 2026-05-31
        - links:
            # guidewarden: ignore[LNK010] until=2026-05-31 Their shop needs it until they have moved
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

        Without a day it holds for as long as there is something to ignore:

        ```yaml
        # today: 2026-06-01
        - links:
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Aids.} # guidewarden: ignore[LNK010] their wish
        ```

        Not a comment, but the text of the guide:

        ```yaml
        # today: 2026-06-01
        - markdown: |
            We write these comments so:
            # guidewarden: ignore[LNK010] until=2026-05-31 reason
        ```

    How to fix:
        Mend what was ignored and remove the comment; or, if the reason still stands, decide again and give it a later day.
    """
    for judged in context.comments:
        comment = judged.comment
        if judged.expired and not comment.problem and comment.until is not None:
            codes = ", ".join(comment.codes)
            message = f"The ignore of {codes} ended on {long_date(comment.until)}: “{comment.reason}”"
            yield Hit.at(about_comment(comment), message)
