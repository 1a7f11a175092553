"""LNK024."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.proxies import fix_by, in_source, proxied
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("LNK024", "hard-coded-proxy", severity=Severity.INFO, phase="static", since="0.1")
def hard_coded_proxy(context: GuideContext) -> Iterator[Hit]:
    """A cited source's address is written with the library's proxy in it.

    What it finds:
        Proxied addresses in the `URL` or `DOI` of a source. Proxied links in link lists and prose are left alone:
        there the proxy is how your readers get in.

    Why it matters:
        A citation is copied into papers and other catalogues, whose readers cannot pass your proxy; and it names
        the work wrongly once the proxy has another name.

    Bad:
        ```yaml
        sources:
          sarotte:
            type: book
            title: Not One Inch
            author: [{family: Sarotte, given: M. E.}]
            publisher: Yale University Press
            issued: "2021"
            URL: https://proxy.example.edu/login?url=https://www.jstor.org/stable/1
        sections:
          - {title: Reading, blocks: [{citations: [sarotte]}]}
        ```

        ```yaml
        sources:
          kramer:
            type: article-journal
            title: The Myth of a No-NATO-Enlargement Pledge to Russia
            author: [{family: Kramer, given: Mark}]
            container-title: The Washington Quarterly
            issued: 2009-04
            DOI: https://proxy.example.edu/login?url=https://doi.org/10.1080/01636600902773248
        sections:
          - {title: Reading, blocks: [{citations: [kramer]}]}
        ```

    Good:
        ```yaml
        sources:
          sarotte:
            type: book
            title: Not One Inch
            author: [{family: Sarotte, given: M. E.}]
            publisher: Yale University Press
            issued: "2021"
            URL: https://www.jstor.org/stable/1
        sections:
          - {title: Reading, blocks: [{citations: [sarotte]}]}
        ```

        ```yaml
        - links:
            - {url: "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1", label: The book, note: For members.}
        ```

        ```yaml
        - markdown: Read [the book](https://proxy.example.edu/login?url=https://www.jstor.org/stable/1) first.
        ```

    How to fix:
        Write the source's own address or its DOI.
    """
    for found, unwrapped in proxied(context):
        if in_source(found):
            yield Hit.at(
                found.occurrence,
                f"This source is cited with the proxy {unwrapped.proxy} in its address",
                fix=fix_by("LNK024", found, context),
            )
