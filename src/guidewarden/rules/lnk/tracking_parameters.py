"""LNK010."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from guidewarden.model import Severity
from guidewarden.rules.fixes import replace_written
from guidewarden.rules.rule import GuideContext, Hit, rule

_TRACKING = re.compile(
    r"(?:utm_[a-z]+|fbclid|gclid|dclid|msclkid|gbraid|wbraid|yclid|twclid|igshid|mc_eid|mc_cid)(?:=|$)",
    re.IGNORECASE,
)


@rule("LNK010", "tracking-parameters", severity=Severity.WARNING, phase="static", since="0.1")
def tracking_parameters(context: GuideContext) -> Iterator[Hit]:
    """A link carries parameters that only tell advertisers where its reader came from.

    What it finds:
        `utm_…`, `fbclid`, `gclid`, `msclkid` and their like in the query of an address. Parameters that a site
        needs to find the page (`id=`, `q=`, `source=`) are left alone.

    Why it matters:
        Libraries promise readers privacy; these parameters report them to advertisers. They also make one page
        look like many, and the address hard to read.

    Bad:
        ```yaml
        - links:
            - url: https://example.org/report?id=7&utm_source=newsletter&utm_medium=email
              label: The report
              note: The full text.
        ```

        ```yaml
        - markdown: Read [the interview](https://example.org/talk?fbclid=IwAR0abc) first.
        ```

    Good:
        ```yaml
        - links:
            - {url: "https://example.org/report?id=7", label: The report, note: The full text.}
        ```

        A page about such parameters, with one in its path:

        ```yaml
        - links:
            - {url: https://example.org/help/utm_source, label: What utm_source means, note: A glossary.}
        ```

        A parameter whose name only begins alike:

        ```yaml
        - links:
            - {url: "https://example.org/map?utm=33N&utmost=1", label: The map, note: UTM coordinates.}
        ```

        A parameter inside another address, which a proxy must pass on unchanged:

        ```yaml
        - links:
            - {url: "https://example.org/search?q=utm_source%3Dx", label: A search, note: Results.}
        ```

    How to fix:
        Cut the parameters off and open the shortened address once to see that it works.

        In the guide file, cut the address where the message says. In LibGuides, edit the link and paste the short address.
    """
    for occurrence in (found.occurrence for found in context.found):
        written = occurrence.written
        names, clean = without_tracking(written)
        if names:
            fix = replace_written(
                context.document, occurrence, clean, safe=True, description="Cut off the tracking parameters"
            )
            yield Hit.at(
                occurrence,
                f"This address carries tracking parameters: {', '.join(names)}",
                f"Use {clean} instead",
                fix=fix,
            )


def without_tracking(url: str) -> tuple[list[str], str]:
    """Give the names of an address's tracking parameters, and the address without them, else unchanged."""
    head, mark, rest = url.partition("?")
    if not mark or not _is_web(url):
        return [], url
    query, hash_mark, fragment = rest.partition("#")
    parts = re.split(r"(&amp;|&)", query)
    names = [part.partition("=")[0] for part in parts[::2] if _TRACKING.match(part)]
    if not names:
        return [], url
    kept = [part for part in parts[::2] if not _TRACKING.match(part)]
    joined = (parts[1] if len(parts) > 1 else "&").join(kept)
    return names, head + (f"?{joined}" if joined else "") + hash_mark + fragment


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in {"http", "https"}
    except ValueError:
        return False
