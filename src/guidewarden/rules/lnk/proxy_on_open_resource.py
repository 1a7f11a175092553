"""LNK022."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.plan.urls import host_of
from guidewarden.rules.proxies import fix_by, is_open, proxied
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("LNK022", "proxy-on-open-resource", severity=Severity.INFO, phase="static", since="0.1")
def proxy_on_open_resource(context: GuideContext) -> Iterator[Hit]:
    """A source that anybody can read is linked through the proxy.

    What it finds:
        Links through a proxy to a host under `proxy.open` in guidewarden.yaml, or below one. It finds nothing while
        that list is empty.

    Why it matters:
        Readers without an account are turned away from what is free for all, and those with one log in for
        nothing.

    Bad:
        ```yaml
        # settings: proxy.open=arxiv.org
        - links:
            - {url: "https://proxy.example.edu/login?url=https://arxiv.org/abs/2101.00001", label: The preprint, note: Full text.}
        ```

        ```yaml
        # settings: proxy.open=arxiv.org
        - markdown: Read [the preprint](https://proxy.example.edu/login?qurl=https%3A%2F%2Fexport.arxiv.org%2Fabs%2F2101.00001) first.
        ```

    Good:
        ```yaml
        # settings: proxy.open=arxiv.org
        - links:
            - {url: "https://arxiv.org/abs/2101.00001", label: The preprint, note: Full text.}
        ```

        ```yaml
        # settings: proxy.open=arxiv.org
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

        A host whose name only ends alike:

        ```yaml
        # settings: proxy.open=arxiv.org
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.notarxiv.org/1", label: The article, note: Full text.}
        ```

    How to fix:
        Link to the source's own address.
    """
    proxy = context.project.settings.proxy
    for found, unwrapped in proxied(context):
        if is_open(unwrapped, proxy):
            host = host_of(unwrapped.target or "")
            yield Hit.at(
                found.occurrence,
                f"{host} is open to everybody and needs no proxy",
                f"Link to {unwrapped.target} instead",
                fix=fix_by("LNK022", found, context),
            )
