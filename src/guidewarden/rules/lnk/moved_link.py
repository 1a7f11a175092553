"""LNK003."""

from collections.abc import Iterator

from guidewarden.model import Kind, Severity, State
from guidewarden.plan.proxied import rewrap
from guidewarden.rules.fixes import replace_written
from guidewarden.rules.rule import Hit, VerdictContext, rule
from guidewarden.rules.verdicts import report


@rule("LNK003", "moved-link", severity=Severity.INFO, phase="verdict", since="0.1")
def moved_link(context: VerdictContext) -> Iterator[Hit]:
    """A link still works, but its site says that the page has moved for good.

    What it finds:
        Links that a site redirects permanently to another address which works. Redirects to log-in pages and
        temporary ones are not reported.

    Why it matters:
        Sites drop old redirects sooner or later, and then the link is dead. Today the new address is known.

    Bad:
        ```yaml
        # verdict: http://example.org/old moved permanent-redirect https://example.org/new
        - links:
            - {url: http://example.org/old, label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        # verdict: https://example.org/new ok reachable
        - links:
            - {url: https://example.org/new, label: The archive, note: Finding aids.}
        ```

        ```yaml
        # verdict: https://example.org/members restricted login-required
        - links:
            - {url: https://example.org/members, label: The database, note: For members.}
        ```

        A page that is gone has no new address:

        ```yaml
        # verdict: https://example.org/old broken not-found
        - links:
            - {url: https://example.org/old, label: The archive, note: Finding aids.}
        ```

    How to fix:
        Replace the address by the new one.

        In the guide file, replace the address. In LibGuides, edit the link and paste the new address.
    """
    verdict = context.result.verdict
    if context.result.target.kind is not Kind.LINK or verdict.state is not State.MOVED:
        return
    new = verdict.replacement
    if new is None:
        yield Hit.at(context.occurrence, report(context, "has moved"))
        return
    whole = rewrap(context.occurrence.written, new, context.project.settings.proxy)
    if whole is None:
        what, fix = f"Replace the address inside the proxy's link by {new}", None
    else:
        what = f"Replace the address by {whole}"
        fix = replace_written(
            context.document,
            context.occurrence,
            whole,
            safe=verdict.reason == "permanent-redirect",
            description=what,
        )
    yield Hit.at(context.occurrence, report(context, f"has moved to {new}"), what, fix=fix)
