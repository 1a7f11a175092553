"""What came of comparing a citation with a registry's record, and the notices about a work."""

import html
import re
from enum import StrEnum

from msgspec import Struct

# Letters after "<" make a tag, so that "p < 0.05" stays; a tag that a record cut short is none.
_INLINE = re.compile(
    r"</?(?:mml:|jats:)?(?:i|b|em|strong|sub|sup|u|sc|italic|bold|underline|monospace|scp|small|span|font|roman|tt"
    r"|m[a-z]+|inline-formula|tex-math|alternatives|named-content|styled-content|a|xref|ext-link)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:!--.*?--|[/!?]?[a-z][^<>]*)>", re.IGNORECASE | re.DOTALL)
_TEX = re.compile(r"<(?:jats:)?tex-math\b[^>]*>.*?</(?:jats:)?tex-math\s*>", re.IGNORECASE | re.DOTALL)


class Sameness(StrEnum):
    """Whether a citation and a registry's record are about one work."""

    SAME = "same"
    DIFFERENT = "different"
    UNCERTAIN = "uncertain"
    """Too little to compare, or as much for as against: no ground for a finding that says "wrong"."""


class DifferenceKind(StrEnum):
    """What is wrong with a field of a citation, if the registry is right."""

    DIFFERS = "differs"
    MISSING = "missing"
    """The registry tells what the citation leaves out."""


class NoticeRelation(StrEnum):
    """How a citation and a record stand when one of them is a notice (a retraction, an erratum, …)."""

    NONE = "none"
    CITES_NOTICE = "cites-notice"
    """The record is a notice, while the citation names a work."""
    BOTH_NOTICES = "both-notices"
    """The citation is honestly of the notice."""
    ONLY_OURS = "only-ours"
    """The citation is of a notice, while the record is the work."""


class NoticeKind(StrEnum):
    """What a notice means for a reader, the gravest first."""

    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    PARTLY_RETRACTED = "partly-retracted"
    CONCERN = "concern"
    TEMPORARILY_REMOVED = "temporarily-removed"
    OTHER = "other"
    """The registry's word is not one that is known here: it may mean anything."""
    CORRECTED = "corrected"
    SUPERSEDED = "superseded"
    REINSTATED = "reinstated"
    """A retraction before it no longer holds."""


class Difference(Struct, frozen=True):
    """One field (CSL-JSON name) in which citation and record differ; both values as a reader would write them.

    ``suggestion`` is the exact YAML of the field's value in a guide, empty when the registry's value is not
    better than ours. Texts are the registry's: escape them where they are shown.
    """

    field: str
    ours: str
    theirs: str
    kind: DifferenceKind = DifferenceKind.DIFFERS
    suggestion: str = ""


class Match(Struct, frozen=True):
    """A citation compared with a record.

    ``score`` (0 to 1) weighs the likeness of the fields that both tell. ``differences`` are errors to look at;
    ``notes`` are differences that are usual between good citations and registries (an author left out, a year that
    may be the online one). ``notice_in_title`` is the word, as the registry's title has it, that marks a
    retracted work or a notice (``RETRACTED:``, ``Erratum to:``).
    """

    sameness: Sameness
    score: float
    differences: tuple[Difference, ...] = ()
    notes: tuple[Difference, ...] = ()
    notice: NoticeRelation = NoticeRelation.NONE
    notice_in_title: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether the citation is of the record's work and nothing in it needs a look."""
        return (
            self.sameness is Sameness.SAME
            and not self.differences
            and self.notice in {NoticeRelation.NONE, NoticeRelation.BOTH_NOTICES}
        )


class Notice(Struct, frozen=True):
    """A notice about a work. ``type`` is the registry's word, ``doi`` the notice's own (empty when not told).

    ``date`` is the earliest told; ``sources`` are all who recorded it, in order.
    """

    kind: NoticeKind
    type: str
    doi: str
    date: str
    sources: tuple[str, ...]


def plain_title(text: str) -> str:
    """Give the words of a registry's title: HTML, JATS and MathML tags and entities read, spaces single.

    Crossref's titles hold face markup, MathML beside TeX, and entities that were escaped twice.
    """
    for _ in range(2):
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _INLINE.sub("", _TEX.sub("", text)))
    return " ".join(text.split())
