"""CIT001."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.plan import doi
from guidewarden.plan.proxied import unwrap
from guidewarden.rules.routes import source_route
from guidewarden.rules.rule import GuideContext, Hit, rule

# Crossref began in 2000; most journals have given DOIs to what they published since, and to only part
# of what is older.
_DOI_ERA = 2000


@rule("CIT001", "citation-without-doi", severity=Severity.WARNING, phase="static", since="0.1")
def citation_without_doi(context: GuideContext) -> Iterator[Hit]:
    """A journal article is cited without its DOI.

    What it finds:
        Sources of the type `article-journal` with neither a `DOI` nor an address that carries one: a warning
        for articles since 2000, when journals began to give DOIs to everything, and a note for older ones.

    Why it matters:
        With the DOI a reader finds the article on any platform and at any time, and guidewarden can check that
        it exists.

    Bad:
        ```yaml
        sources:
          kramer:
            type: article-journal
            title: The Myth of a No-NATO-Enlargement Pledge to Russia
            author: [{family: Kramer, given: Mark}]
            container-title: The Washington Quarterly
            issued: 2009-04
        sections:
          - {title: Reading, blocks: [{citations: [kramer]}]}
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

        The address is the DOI already:

        ```yaml
        sources:
          kramer:
            type: article-journal
            title: The Myth of a No-NATO-Enlargement Pledge to Russia
            author: [{family: Kramer, given: Mark}]
            container-title: The Washington Quarterly
            issued: 2009-04
            URL: https://doi.org/10.1080/01636600902773248
        sections:
          - {title: Reading, blocks: [{citations: [kramer]}]}
        ```

        Books and newspapers seldom have one:

        ```yaml
        sources:
          sarotte:
            type: book
            title: Not One Inch
            author: [{family: Sarotte, given: M. E.}]
            publisher: Yale University Press
            issued: "2021"
        sections:
          - {title: Reading, blocks: [{citations: [sarotte]}]}
        ```

    How to fix:
        Look the title up at https://search.crossref.org and put the DOI under `DOI`; if the journal gives none,
        leave it.
    """
    for key, source in context.document.guide.sources.items():
        if source.type != "article-journal" or source.doi:
            continue
        way = unwrap(source.url, context.project.settings.proxy) if source.url else None
        if doi.normalise((way and way.target) or source.url or ""):
            continue
        older = source.issued is not None and int(source.issued[:4]) < _DOI_ERA
        yield Hit(
            source_route(key),
            f"“{source.title}” is a journal article without a DOI",
            label=source.title,
            written=key,
            severity=Severity.INFO if older else None,
        )
