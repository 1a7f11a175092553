"""DOI003."""

from collections.abc import Iterator

from guidewarden.model import REASONS, Kind, Severity, State
from guidewarden.rules.rule import Hit, VerdictContext, rule

_REGISTERED = (State.OK, State.MOVED)


@rule("DOI003", "landing-page", severity=Severity.WARNING, phase="verdict", since="0.1")
def landing_page(context: VerdictContext) -> Iterator[Hit]:
    """A DOI is registered, but the page it leads to is broken.

    What it finds:
        DOIs that the registry knows, whose address at the publisher is gone: it was not found when asked twice, or the
        site's name no longer exists. A publisher that turns robots away, asks for a login, or fails for one night gives
        no finding.

    Why it matters:
        The citation is right, and the DOI stays the best thing to cite; but today its readers end at an error page.
        Only the publisher can mend that, and many do not know of it.

    Bad:
        ```yaml
        # verdict: 10.5555/12345678 ok registered
        # landing: 10.5555/12345678 broken not-found
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

    Good:
        A refusal says nothing about readers:

        ```yaml
        # verdict: 10.5555/12345678 ok registered
        # landing: 10.5555/12345678 blocked forbidden
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

        ```yaml
        # verdict: 10.5555/12345678 ok registered
        # landing: 10.5555/12345678 failing server-error
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

        ```yaml
        # verdict: 10.5555/12345678 ok registered
        # landing: 10.5555/12345678 ok reachable
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

    How to fix:
        Leave the DOI as it is, and tell the publisher, or report the broken page at https://www.crossref.org/contact/.

        Until it is mended, a second address in the source's note helps readers, such as that of an archived copy.
    """
    result = context.result
    landing = result.landing
    if result.target.kind is not Kind.DOI or landing is None or landing.state is not State.BROKEN:
        return
    if result.verdict.state not in _REGISTERED:
        return
    place = context.occurrence
    name = f"“{place.label}”" if place.label else place.written
    reason = REASONS.get(landing.reason)
    words = f" {reason.words}" if reason else ""
    yield Hit.at(place, f"{name} has a registered DOI, but the page it leads to is broken.{words}")
