"""LNK023."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.plan.proxied import Flaw
from guidewarden.rules.proxies import fix_by, proxied
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("LNK023", "proxy-host-form-typed", severity=Severity.WARNING, phase="static", since="0.1")
def proxy_host_form_typed(context: GuideContext) -> Iterator[Hit]:
    """A link was copied from the browser while the proxy stood between it and the source.

    What it finds:
        Addresses whose host a proxy made of the source's and its own (`www-jstor-org.proxy.example.edu`,
        `www.jstor.org.proxy.example.edu`, `0-www.jstor.org.lib.example.edu`), and addresses of one reader's session
        (`/connect?session=…`).

    Why it matters:
        They are made for a visit under way. Readers who come fresh may get an error or a warning about the certificate,
        and all such links break when the proxy changes its name.

    Bad:
        ```yaml
        # settings: proxy.prefixes=https://proxy.example.edu/login?url=
        - links:
            - {url: "https://www-jstor-org.proxy.example.edu/stable/1", label: The article, note: Full text.}
        ```

        ```yaml
        - links:
            - {url: "http://0-www.jstor.org.lib.example.edu/stable/1", label: The article, note: Full text.}
        ```

        ```yaml
        - markdown: Read [the article](https://proxy.example.edu/connect?session=s7Q2x&url=https://www.jstor.org/stable/1) first.
        ```

        The host of such a visit, with the prefix before it:

        ```yaml
        - markdown: Read [the article](https://proxy.example.edu/login?url=https://www-jstor-org.proxy.example.edu/stable/1).
        ```

    Good:
        ```yaml
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

        A host that only looks alike:

        ```yaml
        - links:
            - {url: "https://open-access.proxy-studies.example.org/", label: Proxy studies, note: A journal.}
        ```

        The source's own host:

        ```yaml
        - links:
            - {url: "https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

    How to fix:
        Write the proxy's prefix, followed by the source's own address.

        Most sources show a permanent link to copy; the browser's address bar shows the proxy's.
    """
    for found, unwrapped in proxied(context):
        if Flaw.HOST_FORM in unwrapped.flaws:
            yield Hit.at(
                found.occurrence,
                f"This address was made by {unwrapped.proxy} for one visit; the source's own is probably {unwrapped.target}",
                fix=fix_by("LNK023", found, context),
            )
