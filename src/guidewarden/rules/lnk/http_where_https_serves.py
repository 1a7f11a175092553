"""LNK011."""

from collections.abc import Iterator

from guidewarden.model import Attempt, Kind, Role, Severity, State
from guidewarden.plan.proxied import rewrap
from guidewarden.plan.urls import host_of, link_key
from guidewarden.rules.fixes import replace_written
from guidewarden.rules.rule import Hit, VerdictContext, rule

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@rule("LNK011", "http-where-https-serves", severity=Severity.INFO, phase="verdict", since="0.1")
def http_where_https_serves(context: VerdictContext) -> Iterator[Hit]:
    """A link is written with http, and its site sends readers on to the same address with https.

    What it finds:
        Links that begin with `http://` whose site was seen to redirect them to the very same address with `https://`, and
        to serve the page from there. That a site might have https is never guessed.

    Why it matters:
        The first request travels in the open: whoever is on the same network sees which page a reader wants, and can
        put another in its place. Browsers warn of such links more and more.

    Bad:
        ```yaml
        # verdict: http://example.org/page ok reachable
        # hops: http://example.org/page https://example.org/page
        - links:
            - {url: http://example.org/page, label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        # verdict: https://example.org/page ok reachable
        # hops: https://example.org/page
        - links:
            - {url: https://example.org/page, label: The archive, note: Finding aids.}
        ```

        A site that answers with http alone:

        ```yaml
        # verdict: http://example.org/page ok reachable
        # hops: http://example.org/page
        - links:
            - {url: http://example.org/page, label: The archive, note: Finding aids.}
        ```

        A site that sends readers to another page, which may not be the same:

        ```yaml
        # verdict: http://example.org/page ok reachable
        # hops: http://example.org/page https://example.org/start
        - links:
            - {url: http://example.org/page, label: The archive, note: Finding aids.}
        ```

        A page that is gone has no better address:

        ```yaml
        # verdict: http://example.org/page broken not-found
        # hops: http://example.org/page https://example.org/page
        - links:
            - {url: http://example.org/page, label: The archive, note: Finding aids.}
        ```

    How to fix:
        Write https instead of http.
    """
    target, verdict, evidence = context.result.target, context.result.verdict, context.result.evidence
    if target.kind is not Kind.LINK or target.role is not Role.SOURCE or verdict.ignored is not None:
        return
    if verdict.state not in {State.OK, State.RESTRICTED} or evidence is None or evidence.last is None:
        return
    if target.url[:7].lower() != "http://" or not _serves(evidence.last, f"https{target.url[4:]}"):
        return
    whole = rewrap(context.occurrence.written, f"https{target.url[4:]}", context.project.settings.proxy)
    fix = whole and replace_written(
        context.document, context.occurrence, whole, safe=True, description=f"Write {whole}"
    )
    name = context.occurrence.label or context.occurrence.written or target.url
    yield Hit.at(
        context.occurrence,
        f"“{name}” is linked with http, and {host_of(target.url)} sends readers on to the same address with https",
        f"Replace the address by {whole}" if whole else None,
        fix=fix or None,
    )


def _serves(attempt: Attempt, address: str) -> bool:
    """Tell whether redirects led to this address, but for its fragment, and nothing after it left https."""
    if not any(hop.url.startswith("https:") for hop in attempt.hops):
        return False
    wanted = link_key(address.partition("#")[0])
    for number, hop in enumerate(attempt.hops):
        if link_key(hop.url.partition("#")[0]) == wanted:
            after = attempt.hops[number:]
            return all(each.url.lower().startswith("https://") for each in after)
        if hop.status not in _REDIRECTS:
            return False
    return False
