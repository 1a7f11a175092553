"""CIT013."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.citations import insert_field
from guidewarden.rules.rule import CitationContext, Hit, rule

_TAME = re.compile(r"10\.[A-Za-z0-9./()_;-]*[A-Za-z0-9)]")
"""DOIs that are the same text in YAML without quotes."""


@rule("CIT013", "doi-found", severity=Severity.INFO, phase="citation", since="0.1")
def doi_found(context: CitationContext) -> Iterator[Hit]:
    """A work is cited without its DOI, and a search has found it.

    What it finds:
        Sources without a DOI for which Crossref's search gives a work of the same kind that agrees in title, author, year and
        whatever else both tell. Anything less certain is not offered: no reply, no second part, no review of it, no author with another name more.

    Why it matters:
        With the DOI a reader finds the work on any platform and at any time, and guidewarden can watch over it.

    Bad:
        ```yaml
        # search: carberry 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

    Good:
        ```yaml
        # record: 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        Like it, but by somebody else and of another year:

        ```yaml
        # search: carberry 10.5555/12345678 {agency: Crossref, type: journal-article, titles: [Toward a Unified Theory of High-Energy Metaphysics],
        #   authors: [{family: Potter, given: Ada}], container_titles: [Kiln Review],
        #   volume: "80", dates: ["1999"]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        Only a reply to the work was found:

        ```yaml
        # search: carberry 10.5555/12345678 {agency: Crossref, type: journal-article, titles: ["Toward a Unified Theory of High-Energy Metaphysics: A Reply"],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

        Only a notice about the work was found:

        ```yaml
        # search: carberry 10.5555/12345678 {agency: Crossref, type: journal-article, titles: ["Retraction—Toward a Unified Theory of High-Energy Metaphysics"],
        #   authors: [{family: Carberry, given: Josiah}], container_titles: [Journal of Psychoceramics],
        #   volume: "5", dates: ["2008-08-13"], updates: [{type: retraction, doi: 10.5555/87654321, date: "2011-02-01"}]}
        sources:
          carberry:
            type: article-journal
            title: Toward a Unified Theory of High-Energy Metaphysics
            author: [{family: Carberry, given: Josiah}]
            container-title: Journal of Psychoceramics
            volume: "5"
            issued: "2008"
        sections:
          - {title: Reading, blocks: [{citations: [carberry]}]}
        ```

    How to fix:
        Compare the suggested work with the citation, and add its DOI.

    Source:
        Crossref's bibliographic search (`query.bibliographic`), held to guidewarden's own comparison.
    """
    cited, work = context.cited, context.cited.candidate
    if work is None or context.document is None:
        return
    line = f"DOI: {work.doi}"
    plain = _TAME.fullmatch(work.doi) is not None
    yield Hit.at(
        cited.occurrence,
        f"“{cited.name}” has a DOI, which the guide leaves out: {work.doi}",
        f"Compare https://doi.org/{work.doi} with the citation, and add the line {line}",
        fix=insert_field(context.document, cited.key, line) if plain else None,
    )
