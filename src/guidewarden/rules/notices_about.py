"""Notices about cited works, in words."""

from collections.abc import Iterable, Iterator

from guidewarden.model import Cited
from guidewarden.model.citing import Notice, NoticeKind
from guidewarden.rules.citations import registry_of
from guidewarden.rules.rule import CitationContext, Hit

VERBS = {
    NoticeKind.RETRACTED: "was retracted",
    NoticeKind.WITHDRAWN: "was withdrawn",
    NoticeKind.REMOVED: "was removed by its publisher",
    NoticeKind.PARTLY_RETRACTED: "was retracted in part",
    NoticeKind.CONCERN: "is under an expression of concern",
    NoticeKind.CORRECTED: "was corrected",
    NoticeKind.SUPERSEDED: "has a newer version",
    NoticeKind.TEMPORARILY_REMOVED: "was taken down for the time being",
    NoticeKind.REINSTATED: "was reinstated after it had been taken back",
    NoticeKind.OTHER: "has a notice of a kind that is not known here",
}

_SOURCES = {"publisher": "the publisher", "retraction-watch": "Retraction Watch"}


def gravest(cited: Cited, *kinds: NoticeKind) -> Notice | None:
    """Give the gravest notice of these kinds."""
    return next((notice for notice in cited.notices if notice.kind in kinds), None)


def hits_of(context: CitationContext, kind: NoticeKind) -> Iterator[Hit]:
    """Tell of the notice of one kind about a cited work; a notice cited for itself is none about a work."""
    cited = context.cited
    found = gravest(cited, kind)
    if found is not None and not cited.is_notice:
        yield Hit.at(cited.occurrence, f"“{cited.name}” {VERBS[found.kind]}: {told_of(cited, found)}")


def told_of(cited: Cited, notice: Notice) -> str:
    """Say when, by which notice and by whose word; where that is not told, the registry's: see `told_by`."""
    return told_by(notice.date, notice.doi, notice.sources or (registry_of(cited),))


def told_by(date: str, doi: str, sources: Iterable[str]) -> str:
    """Say when, by which notice and by whose word: on 2011-02-01, notice 10.5555/x (the publisher)."""
    when = f"on {date}" if date else "date not told"
    which = f"notice {doi}" if doi else "no DOI of the notice told"
    return f"{when}, {which} ({' and '.join(_SOURCES.get(source, source) for source in sources)})"


def marks_retraction(mark: str) -> bool:
    """Whether the mark on a title says that the work itself was taken back."""
    return (
        mark.casefold()
        .strip(" [(")
        .startswith(("retracted", "withdrawn", "article withdrawn", "removed", "partly", "partially"))
    )
