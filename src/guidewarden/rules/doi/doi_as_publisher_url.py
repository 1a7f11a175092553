"""DOI010."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.plan.doi import to_url
from guidewarden.rules.fixes import replace_written
from guidewarden.rules.publishers import publisher_doi
from guidewarden.rules.routes import source_key
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("DOI010", "doi-as-publisher-url", severity=Severity.INFO, phase="static", since="0.1")
def doi_as_publisher_url(context: GuideContext) -> Iterator[Hit]:
    """A link goes to a publisher's own address though that address carries the work's DOI.

    What it finds:
        Links of the form `…/doi/full/10.1080/…` at any publisher. Sources that give the DOI beside the address
        are left alone, and so are supplements, contents pages and other things a DOI does not open.

    Why it matters:
        Publishers change platforms and addresses; the DOI follows the work. It can also be checked: publishers
        refuse robots, the DOI registry answers them.

    Bad:
        ```yaml
        - links:
            - {url: https://www.tandfonline.com/doi/full/10.1080/01636600902773248, label: Kramer 2009, note: An article.}
        ```

        ```yaml
        - markdown: See [Kramer](https://www.tandfonline.com/doi/pdf/10.1080/01636600902773248?needAccess=true) on this.
        ```

    Good:
        ```yaml
        - links:
            - {url: https://doi.org/10.1080/01636600902773248, label: Kramer 2009, note: An article.}
        ```

        A publisher's address beside the DOI:

        ```yaml
        sources:
          kramer:
            type: article-journal
            title: The Myth of a No-NATO-Enlargement Pledge to Russia
            author: [{family: Kramer, given: Mark}]
            container-title: The Washington Quarterly
            issued: 2009-04
            DOI: 10.1080/01636600902773248
            URL: https://www.tandfonline.com/doi/full/10.1080/01636600902773248
        sections:
          - {title: Reading, blocks: [{citations: [kramer]}]}
        ```

        A supplement has no DOI of its own:

        ```yaml
        - links:
            - {url: https://www.example.org/doi/suppl/10.5555/12345678/data.csv, label: The data, note: As a table.}
        ```

        A journal's contents page:

        ```yaml
        - links:
            - {url: https://www.tandfonline.com/toc/rwaq20/32/2, label: Volume 32, note: Contents.}
        ```

    How to fix:
        Link to https://doi.org/ followed by the DOI; for a source, put the DOI under `DOI`.

        If readers come through your proxy, put the proxy's prefix before the DOI link.

    Source:
        Crossref's display guidelines: https://www.crossref.org/display-guidelines/
    """
    sources = context.document.guide.sources
    for found in context.found:
        occurrence = found.occurrence
        doi = publisher_doi(occurrence.written)
        if doi is None:
            continue
        key = source_key(occurrence.route) if occurrence.route.endswith(".URL") else None
        if key is not None and sources[key].doi:
            continue
        new = to_url(doi)
        yield Hit.at(
            occurrence,
            f"This publisher's address carries the DOI {doi}",
            f"Put {doi} under DOI" if key else f"Link to {new} instead",
            # Through a proxy, the DOI's address needs the proxy's prefix, which only the library knows.
            fix=None
            if found.proxied
            else replace_written(
                context.document, occurrence, new, safe=False, description=f"Link to the DOI: {new}"
            ),
        )
