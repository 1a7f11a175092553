"""LNK020."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.plan.proxied import Flaw
from guidewarden.rules.proxies import fix_by, proxied
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("LNK020", "proxy-double-prefix", severity=Severity.ERROR, phase="static", since="0.1")
def proxy_double_prefix(context: GuideContext) -> Iterator[Hit]:
    """A proxy's prefix stands before an address that has one already.

    What it finds:
        Links that lead through a library's proxy twice, such as
        `https://proxy.example.edu/login?url=https://proxy.example.edu/login?url=…`.

    Why it matters:
        The proxy is asked to serve itself and refuses; readers get its error page, often only after they have
        logged in.

    Bad:
        ```yaml
        - links:
            - url: https://proxy.example.edu/login?url=https://proxy.example.edu/login?url=https://www.jstor.org/stable/1
              label: The article
              note: Full text.
        ```

        ```yaml
        - links:
            - url: https://ezproxy.example.edu/login?url=https://ezproxy.example.org/login?url=https://www.jstor.org/stable/1
              label: The article
              note: Full text, through the proxies of two libraries.
        ```

    Good:
        ```yaml
        - links:
            - url: https://proxy.example.edu/login?url=https://www.jstor.org/stable/1
              label: The article
              note: Full text.
        ```

        An ordinary site's log-in that leads on to a page of its own:

        ```yaml
        - links:
            - url: https://www.example.org/login?url=https://www.example.org/login?url=https://www.example.org/desk
              label: Your account
              note: Loans and renewals.
        ```

        A source whose own address has another in it:

        ```yaml
        - links:
            - url: https://proxy.example.edu/login?url=https://search.example.com/open?url=https://www.jstor.org/stable/1
              label: The article
              note: Full text.
        ```

    How to fix:
        Keep one prefix and delete the other.

        In LibGuides this comes of pasting an address with the prefix into an asset whose “Use Proxy” is on: paste the
        source's own address instead.
    """
    for found, unwrapped in proxied(context):
        if Flaw.DOUBLE_PREFIX in unwrapped.flaws:
            yield Hit.at(
                found.occurrence,
                f"This link goes through a proxy twice ({unwrapped.proxy})",
                fix=fix_by("LNK020", found, context),
            )
