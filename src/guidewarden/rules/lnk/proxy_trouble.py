"""LNK025."""

from collections.abc import Iterator

from guidewarden.model import Kind, Role, Severity, State
from guidewarden.rules.rule import Hit, VerdictContext, rule
from guidewarden.rules.verdicts import advice, report

_SEVERITY = {
    State.BROKEN: Severity.ERROR,
    State.FAILING: Severity.WARNING,
    State.UNVERIFIABLE: Severity.INFO,
}
_WHAT = {
    State.BROKEN: "does not work",
    State.FAILING: "does not work for now",
    State.UNVERIFIABLE: "could not be checked",
}


@rule("LNK025", "proxy-trouble", severity=Severity.ERROR, phase="verdict", since="0.1")
def proxy_trouble(context: VerdictContext) -> Iterator[Hit]:
    """A library's proxy does not work, or does not serve a source that is linked through it.

    What it finds:
        Proxies that are gone (an error), do not answer for now (a warning) or could not be judged (a note), and hosts
        of which a proxy itself says that it is not set up for them (an error). The sources behind it are checked
        apart from it. It is said once, at the first link, however many links there are.

    Why it matters:
        The source may be fine, and still no reader gets there by the link.

    Bad:
        ```yaml
        # verdict: page:proxy.example.edu broken dns-no-such-host
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/2", label: The reply, note: Full text.}
        ```

        ```yaml
        # verdict: page:proxy.example.edu+www.jstor.org broken proxy-refused
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

    Good:
        A source that is gone is no fault of the proxy:

        ```yaml
        # verdict: https://www.jstor.org/stable/1 broken not-found
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

        While the proxy does not answer, nothing is said of the hosts behind it:

        ```yaml
        # verdict: page:proxy.example.edu+www.jstor.org unverifiable proxy-no-answer
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

        ```yaml
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The article, note: Full text.}
        ```

    How to fix:
        Tell whoever keeps the proxy, with the address shown.

        If the library has a new proxy, replace the prefix in all links.
    """
    result, state = context.result, context.result.verdict.state
    if result.target.kind is not Kind.PAGE or state not in _SEVERITY:
        return
    unknown = result.target.role is Role.ADMISSION and state is State.UNVERIFIABLE
    if unknown or context.occurrence != result.occurrences[0]:
        return
    links = len(result.occurrences)
    many = f" ({links} links go there)" if links > 1 else ""
    yield Hit.at(
        context.occurrence,
        f"{report(context, _WHAT[state])}{many}",
        advice(context),
        severity=_SEVERITY[state],
    )
