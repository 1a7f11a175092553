"""A run as each owner sees it: their guides alone, each with a page of its own."""

import hashlib
import re
import unicodedata

from msgspec import Struct
from msgspec.structs import replace

from guidewarden.model import RunView, State


class OwnerView(Struct, frozen=True):
    """One owner's part of a run: what the owner is called, a name for files, and the view of their guides."""

    name: str
    slug: str
    view: RunView

    @property
    def broken(self) -> int:
        """How many broken links the owner's guides hold."""
        return self.view.counts[State.BROKEN]


def owner_views(view: RunView) -> tuple[OwnerView, ...]:
    """Give the part of each owner, by name; guides that nobody keeps have none.

    Owners of one name are told apart by their mail address.
    """
    people = sorted({(guide.owner, guide.email) for guide in view.guides if guide.owner})
    plain = [slug(name) for name, _ in people]
    return tuple(
        OwnerView(
            name,
            plain[number] if plain.count(plain[number]) == 1 else f"{plain[number]}-{_mark(name, email)}",
            _part(view, name, email),
        )
        for number, (name, email) in enumerate(people)
    )


def slug(name: str) -> str:
    """Make a file's name of a person's: ``Jürgen Weiß`` becomes ``jurgen-weiss``; never empty."""
    folded = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-") or f"owner-{_mark(name)}"


def _mark(*names: str) -> str:
    return hashlib.sha256("\0".join(names).encode("utf-8", "replace")).hexdigest()[:6]


def _part(view: RunView, name: str, email: str) -> RunView:
    """Keep what stands in one owner's guides, and of a shared link the places in them."""
    guides = tuple(guide for guide in view.guides if (guide.owner, guide.email) == (name, email))
    own, paths = {guide.id for guide in guides}, {guide.path for guide in guides}
    return replace(
        view,
        guides=guides,
        results=tuple(
            replace(result, occurrences=places)
            for result in view.results
            if (places := tuple(place for place in result.occurrences if place.guide in own))
        ),
        findings=tuple(finding for finding in view.findings if finding.occurrence.guide in own),
        gone=tuple(finding for finding in view.gone if finding.occurrence.guide in own),
        problems=tuple(problem for problem in view.problems if problem.path in paths),
        citations=tuple(cited for cited in view.citations if cited.occurrence.guide in own),
        trend=(),
    )
