"""LNK021."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.plan.proxied import is_ours
from guidewarden.rules.proxies import fix_by, proxied
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("LNK021", "proxy-wrong-host", severity=Severity.WARNING, phase="static", since="0.1")
def proxy_wrong_host(context: GuideContext) -> Iterator[Hit]:
    """A link goes through another library's proxy, or through one of the past.

    What it finds:
        Links through a proxy that is neither under `proxy.prefixes` nor under `proxy.suffixes` in guidewarden.yaml.
        It finds nothing while both are empty.

    Why it matters:
        Your readers have no account at another library's proxy. Such links come with text that was copied from
        another guide, or stay behind when the proxy got a new name.

    Bad:
        ```yaml
        # settings: proxy.prefixes=https://proxy.example.edu/login?url=
        - links:
            - {url: "https://ezproxy.example.org/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

        ```yaml
        # settings: proxy.suffixes=proxy.example.edu
        - markdown: Read [the article](https://www-jstor-org.ezproxy.example.org/stable/1) first.
        ```

    Good:
        ```yaml
        # settings: proxy.prefixes=https://proxy.example.edu/login?url=
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

        Without settings nobody can tell whose proxy it is:

        ```yaml
        - links:
            - {url: "https://ezproxy.example.org/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

        A link past all proxies:

        ```yaml
        # settings: proxy.prefixes=https://proxy.example.edu/login?url=
        - links:
            - {url: "https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

    How to fix:
        Write your own proxy's prefix, followed by the source's own address.

        If the proxy is yours too, add it under proxy.prefixes.
    """
    proxy = context.project.settings.proxy
    for found, unwrapped in proxied(context):
        if not is_ours(unwrapped, proxy):
            yield Hit.at(
                found.occurrence,
                f"This link goes through {unwrapped.proxy}, which is not your library's proxy",
                fix=fix_by("LNK021", found, context),
            )
