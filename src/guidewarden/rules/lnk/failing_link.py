"""LNK002."""

from collections.abc import Iterator

from guidewarden.model import Kind, Severity, State
from guidewarden.rules.rule import Hit, VerdictContext, rule
from guidewarden.rules.verdicts import advice, report


@rule("LNK002", "failing-link", severity=Severity.WARNING, phase="verdict", since="0.1")
def failing_link(context: VerdictContext) -> Iterator[Hit]:
    """A link did not work at the last check, in a way that often heals by itself.

    What it finds:
        Links whose site timed out, refused or dropped the connection, reported an error of its own, or could
        not be looked up for now. After three such checks over at least three days it becomes LNK001.

    Why it matters:
        Most such failures are gone the next night; reporting them as dead would teach everybody to ignore
        the report. The ones that stay are watched here until they are certain.

    Bad:
        ```yaml
        # verdict: https://example.org/slow failing timeout
        - links:
            - {url: https://example.org/slow, label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        # verdict: https://example.org/gone broken gone
        - links:
            - {url: https://example.org/gone, label: Minutes of the conference, note: Scans of all sessions.}
        ```

        ```yaml
        # verdict: https://example.org/members restricted login-required
        - links:
            - {url: https://example.org/members, label: The database, note: For members.}
        ```

        ```yaml
        # verdict: https://example.org/page ok reachable
        - links:
            - {url: https://example.org/page, label: The archive, note: Finding aids.}
        ```

    How to fix:
        Nothing yet: the link is tried again every night.

        If you know that the site is gone for good, replace the link now.
    """
    verdict = context.result.verdict
    if context.result.target.kind is Kind.LINK and verdict.state is State.FAILING:
        times = "" if verdict.streak < 2 else f", {verdict.streak} checks in a row"
        yield Hit.at(context.occurrence, report(context, f"does not work for now{times}"), advice(context))
