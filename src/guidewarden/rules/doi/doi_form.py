"""DOI011."""

import re
from collections.abc import Iterator

from guidewarden.model import Occurrence, Severity
from guidewarden.plan.doi import RESOLVER, from_address, normalise
from guidewarden.rules.fixes import replace_written
from guidewarden.rules.rule import GuideContext, Hit, rule

_OLD_RESOLVER = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/", re.IGNORECASE)


@rule("DOI011", "doi-form", severity=Severity.INFO, phase="static", since="0.1")
def doi_form(context: GuideContext) -> Iterator[Hit]:
    """A DOI is not written in its one recommended form.

    What it finds:
        A `DOI` field that holds an address or a prefix (`doi:10.…`, `https://doi.org/10.…`) instead of the bare
        DOI, and links through an old resolver address: `http://`, `dx.doi.org` or `www.doi.org`.

    Why it matters:
        All forms open today. One form is easier to compare, copy and check, and `https://doi.org/` keeps what
        readers look up private.

    Bad:
        ```yaml
        sources:
          kramer:
            type: article-journal
            title: The Myth of a No-NATO-Enlargement Pledge to Russia
            author: [{family: Kramer, given: Mark}]
            container-title: The Washington Quarterly
            issued: 2009-04
            DOI: https://doi.org/10.1080/01636600902773248
        sections:
          - {title: Reading, blocks: [{citations: [kramer]}]}
        ```

        ```yaml
        - markdown: See [Kramer](http://dx.doi.org/10.1080/01636600902773248) on this.
        ```

    Good:
        ```yaml
        sources:
          kramer:
            type: article-journal
            title: The Myth of a No-NATO-Enlargement Pledge to Russia
            author: [{family: Kramer, given: Mark}]
            container-title: The Washington Quarterly
            issued: 2009-04
            DOI: 10.1080/01636600902773248
        sections:
          - {title: Reading, blocks: [{citations: [kramer]}]}
        ```

        ```yaml
        - markdown: See [Kramer](https://doi.org/10.1080/01636600902773248) on this.
        ```

        The DOI Foundation's own pages are no DOIs:

        ```yaml
        - links:
            - {url: "https://www.doi.org/the-identifier/what-is-a-doi/", label: What is a DOI?, note: An introduction.}
        ```

    How to fix:
        In a `DOI` field write the DOI alone, beginning with 10.; in a link write https://doi.org/ before it.

    Source:
        Crossref's display guidelines: https://www.crossref.org/display-guidelines/
    """
    for occurrence in (found.occurrence for found in context.found):
        new = _better(occurrence)
        if new is not None and new != occurrence.written:
            yield Hit.at(
                occurrence,
                f"The recommended form of this DOI is {new}",
                f"Write {new} instead",
                fix=replace_written(
                    context.document, occurrence, new, safe=True, description=f"Write the DOI as {new}"
                ),
            )


def _better(occurrence: Occurrence) -> str | None:
    written = occurrence.written
    if occurrence.route.endswith(".DOI"):
        return normalise(written)
    named = from_address(written) if _OLD_RESOLVER.match(written) else None
    if named is None or named.doi is None:
        return None
    return _OLD_RESOLVER.sub(f"{RESOLVER}/", written, count=1)
