"""CIT004."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.routes import source_route
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("CIT004", "incomplete-citation", severity=Severity.WARNING, phase="static", since="0.1")
def incomplete_citation(context: GuideContext) -> Iterator[Hit]:
    """A journal article is cited without its author, journal or date.

    What it finds:
        Sources of the type `article-journal` that lack `author`, `container-title` (the journal) or `issued`
        (the date). A missing author alone is a note, since editorials and notices have none.

    Why it matters:
        A reader cannot find an article again by its title alone, and guidewarden cannot compare the citation
        with what the registry holds for its DOI.

    Bad:
        ```yaml
        sources:
          kramer:
            type: article-journal
            title: The Myth of a No-NATO-Enlargement Pledge to Russia
            DOI: 10.1080/01636600902773248
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

        Written by a body:

        ```yaml
        sources:
          report:
            type: article-journal
            title: The Year in Review
            author: [{literal: Editorial Board}]
            container-title: The Washington Quarterly
            issued: "2009"
            DOI: 10.5555/12345678
        sections:
          - {title: Reading, blocks: [{citations: [report]}]}
        ```

        A web page has no journal:

        ```yaml
        sources:
          page: {type: webpage, title: Relations with Russia, URL: "https://example.org/russia"}
        sections:
          - {title: Reading, blocks: [{citations: [page]}]}
        ```

    How to fix:
        Add what is missing; the article's first page and https://search.crossref.org have it.
    """
    for key, source in context.document.guide.sources.items():
        if source.type != "article-journal":
            continue
        missing = [
            name
            for name, value in (
                ("author", source.author),
                ("container-title", source.container_title),
                ("issued", source.issued),
            )
            if not value
        ]
        if missing:
            yield Hit(
                source_route(key),
                f"The citation of “{source.title}” lacks {' and '.join(missing)}",
                label=source.title,
                written=key,
                severity=Severity.INFO if missing == ["author"] else None,
            )
