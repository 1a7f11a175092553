"""LNK004."""

from collections.abc import Iterator

from guidewarden.model import Kind, Severity, State
from guidewarden.rules.rule import Hit, VerdictContext, rule
from guidewarden.rules.verdicts import advice, report


@rule("LNK004", "unchecked-link", severity=Severity.INFO, phase="verdict", since="0.1")
def unchecked_link(context: VerdictContext) -> Iterator[Hit]:
    """A link could not be checked; nothing is known of it, neither good nor bad.

    What it finds:
        Links without evidence either way: this machine was offline, the address leads into a private network,
        is of a kind that cannot be asked, or the run was stopped before it came to this one.

    Why it matters:
        “Could not check” is not “fine”. You should know which links nobody has looked at.

    Bad:
        ```yaml
        # verdict: https://example.org/page unverifiable offline
        - links:
            - {url: https://example.org/page, label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        # verdict: https://example.org/page ok reachable
        - links:
            - {url: https://example.org/page, label: The archive, note: Finding aids.}
        ```

        A link that you told guidewarden to skip was not asked for:

        ```yaml
        # verdict: https://example.org/page skipped ignored
        - links:
            - {url: https://example.org/page, label: The archive, note: Finding aids.}
        ```

        A page that is gone was checked:

        ```yaml
        # verdict: https://example.org/page broken not-found
        - links:
            - {url: https://example.org/page, label: The archive, note: Finding aids.}
        ```

    How to fix:
        Open the link yourself once, or run the check again when the cause is gone.
    """
    if context.result.target.kind is Kind.LINK and context.result.verdict.state is State.UNVERIFIABLE:
        yield Hit.at(context.occurrence, report(context, "could not be checked"), advice(context))
