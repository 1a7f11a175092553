"""DOI001."""

from collections.abc import Iterator

from guidewarden.model import Kind, Severity, State
from guidewarden.rules.rule import Hit, VerdictContext, rule
from guidewarden.rules.verdicts import advice, report


@rule("DOI001", "unregistered-doi", severity=Severity.ERROR, phase="verdict", since="0.1")
def unregistered_doi(context: VerdictContext) -> Iterator[Hit]:
    """A DOI is not registered, was withdrawn, or is none.

    What it finds:
        DOIs of which the DOI registry itself says that it does not know them or that they were withdrawn, and
        values that cannot be DOIs. A publisher's page that refuses robots says nothing here: only the registry
        is asked.

    Why it matters:
        The DOI is what a reader needs to find the work when every address has changed. A wrong one, often a
        slip of copying, leads to “DOI not found”.

    Bad:
        ```yaml
        # verdict: 10.5555/12345679 broken doi-not-registered
        sources:
          psychoceramics:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            issued: "2008"
            DOI: 10.5555/12345679
        sections:
          - {title: Reading, blocks: [{citations: [psychoceramics]}]}
        ```

    Good:
        ```yaml
        # verdict: 10.5555/12345678 ok registered
        sources:
          psychoceramics:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [psychoceramics]}]}
        ```

        A registry that does not answer proves nothing:

        ```yaml
        # verdict: 10.5555/12345678 unverifiable registry-no-answer
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

        A page that refuses robots is no registry:

        ```yaml
        # verdict: 10.5555/12345678 failing server-error
        - markdown: See [the article](https://doi.org/10.5555/12345678) for a proof.
        ```

    How to fix:
        Compare the DOI with the one on the publisher's page, and correct it.

        Look at the end first: a full stop that belongs to the sentence, a missing last digit, or O for 0.

    Source:
        The DOI Handbook, and the registry's Handle API: https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation
    """
    if context.result.target.kind is Kind.DOI and context.result.verdict.state is State.BROKEN:
        yield Hit.at(context.occurrence, report(context, "cannot be found by its DOI"), advice(context))
