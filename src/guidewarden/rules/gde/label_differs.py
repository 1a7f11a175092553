"""GDE008."""

from collections import Counter
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.prose import fold
from guidewarden.rules.routes import is_entry
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("GDE008", "label-differs", severity=Severity.INFO, phase="static", since="0.1")
def label_differs(context: GuideContext) -> Iterator[Hit]:
    """The same page goes by different names in different guides.

    What it finds:
        Entries of link lists whose label is not the one most used for the same address in the link lists of other
        guides (the first one, where several are used as often). Case and punctuation do not count, nor do guides
        in another language.

    Why it matters:
        Readers who use two guides take it for two sources. In LibGuides it usually means two copies of an asset,
        of which only one will be mended.

    Bad:
        ```yaml
        # guide: first
        sections:
          - title: Archives
            blocks:
              - links: [{url: "https://example.org/archive", label: Archive of the Alliance, note: Files.}]
        # guide: second
        sections:
          - title: Archives
            blocks:
              - links: [{url: "https://example.org/archive", label: NATO papers, note: Files.}]
        ```

    Good:
        ```yaml
        # guide: first
        sections:
          - title: Archives
            blocks:
              - links: [{url: "https://example.org/archive", label: Archive of the Alliance, note: Files.}]
        # guide: second
        sections:
          - title: Archives
            blocks:
              - links: [{url: "https://example.org/archive", label: "Archive of the alliance:", note: Files.}]
        ```

        A sentence needs other words than a list:

        ```yaml
        # guide: first
        sections:
          - title: Archives
            blocks:
              - links: [{url: "https://example.org/archive", label: Archive of the Alliance, note: Files.}]
        # guide: second
        sections:
          - {title: Archives, blocks: [{markdown: "See [its papers](https://example.org/archive)."}]}
        ```

        A guide in another language:

        ```yaml
        # guide: first
        sections:
          - title: Archives
            blocks:
              - links: [{url: "https://example.org/archive", label: Archive of the Alliance, note: Files.}]
        # guide: second
        language: fr
        sections:
          - title: Archives
            blocks:
              - links: [{url: "https://example.org/archive", label: Archives de l'Alliance, note: Dossiers.}]
        ```

    How to fix:
        Choose one name and use it in all guides.

        In LibGuides, reuse the existing link asset instead of making a copy.
    """
    languages = {document.id: document.guide.language for document in context.project.documents}
    mine = context.document
    for found in context.found:
        occurrence = found.occurrence
        if not is_entry(occurrence):
            continue
        alike = [
            other
            for other in context.occurrences[found.target.key]
            if is_entry(other) and languages.get(other.guide) == mine.guide.language
        ]
        usual, _ = Counter(fold(other.label) for other in alike).most_common(1)[0]
        example = next(other for other in alike if fold(other.label) == usual)
        if fold(occurrence.label) != usual and example.guide != mine.id:
            yield Hit.at(
                occurrence,
                f"“{occurrence.label}” is called “{example.label}” in {example.span.path}",
                f"Call it “{example.label}” here too, or rename it there",
            )
