"""LNK001."""

from collections.abc import Iterator

from guidewarden.model import Kind, Severity, State
from guidewarden.rules.rule import Hit, VerdictContext, rule
from guidewarden.rules.verdicts import advice, report


@rule("LNK001", "dead-link", severity=Severity.ERROR, phase="verdict", since="0.1")
def dead_link(context: VerdictContext) -> Iterator[Hit]:
    """A link leads nowhere any more.

    What it finds:
        Links whose target is gone for certain: the site says “not found” or “gone”, shows a “not found”
        page under a good status, has sold its domain, has no name any more, redirects in a circle, or has
        failed for at least three checks over three days. A page that refuses robots, asks for a login or
        fails tonight only is *not* dead, and this rule never says so.

    Why it matters:
        A reader who follows the link gets nothing, and trusts the rest of the guide less.

    Bad:
        ```yaml
        # verdict: https://example.org/gone broken not-found
        - links:
            - {url: https://example.org/gone, label: Minutes of the conference, note: Scans of all sessions.}
        ```

    Good:
        A site that refuses robots opens for readers:

        ```yaml
        # verdict: https://example.org/journal blocked forbidden
        - links:
            - {url: https://example.org/journal, label: The journal, note: All issues.}
        ```

        A site that did not answer tonight may answer tomorrow:

        ```yaml
        # verdict: https://example.org/slow failing timeout
        - links:
            - {url: https://example.org/slow, label: The archive, note: Finding aids.}
        ```

        ```yaml
        # verdict: https://example.org/fine ok reachable
        - links:
            - {url: https://example.org/fine, label: The archive, note: Finding aids.}
        ```

    How to fix:
        Find the page's new address and replace the link, or remove it.

        Where the Wayback Machine has a copy of the page, the advice names the one nearest to the day the link was added.
        Look at it first: its title and author help to find the source's new home, and it may itself be the best link left.

        The report shows what was seen. In LibGuides, open the
        box, click the pencil beside the link (or the link in the rich text, then the chain button), and
        replace the address. If you use a link in several guides, mend the shared asset once.
    """
    if context.result.target.kind is Kind.LINK and context.result.verdict.state is State.BROKEN:
        yield Hit.at(context.occurrence, report(context, "leads nowhere"), advice(context))
