"""GDE008."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from guidewarden.model import GuideDocument, Severity
from guidewarden.rules.examined import Mentioned
from guidewarden.rules.prose import fold
from guidewarden.rules.routes import is_entry
from guidewarden.rules.rule import Hit, LibraryContext, rule


@rule("GDE008", "label-differs", severity=Severity.INFO, phase="library", since="0.1")
def label_differs(context: LibraryContext) -> Iterator[Hit]:
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
    named: defaultdict[tuple[str, str], list[tuple[GuideDocument, Mentioned]]] = defaultdict(list)
    for document, mentioned in context.guides:
        for each in mentioned:
            if is_entry(each.route):
                named[each.key, document.guide.language].append((document, each))
    for alike in named.values():
        if len({each.label for _, each in alike}) > 1:
            yield from _odd_ones(alike)


def _odd_ones(alike: Sequence[tuple[GuideDocument, Mentioned]]) -> Iterator[Hit]:
    """Tell which of the places of one target are called otherwise than most."""
    labels = [fold(each.label) for _, each in alike]
    usual, _ = Counter(labels).most_common(1)[0]
    guide, example = alike[labels.index(usual)]
    for (document, each), label in zip(alike, labels, strict=True):
        if label != usual and guide is not document:
            yield Hit.at(
                each.occurrence(document),
                f"“{each.label}” is called “{example.label}” in {guide.path}",
                f"Call it “{example.label}” here too, or rename it there",
            )
