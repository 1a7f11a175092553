"""Notices: what a registry says happened to a work, and how titles name notices and retracted works."""

import re
from typing import NamedTuple

from guidewarden.model import Update, Work
from guidewarden.model.citing import Notice, NoticeKind, plain_title
from guidewarden.plan.doi import doi_key, normalise

# Crossref's types of update (Crossmark documentation) and Retraction Watch's words for them.
KINDS = {
    "retraction": NoticeKind.RETRACTED,
    "retracted": NoticeKind.RETRACTED,
    "retract_and_replace": NoticeKind.RETRACTED,
    "retraction_and_replacement": NoticeKind.RETRACTED,
    "partial_retraction": NoticeKind.PARTLY_RETRACTED,
    "withdrawal": NoticeKind.WITHDRAWN,
    "withdrawn": NoticeKind.WITHDRAWN,
    "removal": NoticeKind.REMOVED,
    "removed": NoticeKind.REMOVED,
    "temporary_removal": NoticeKind.TEMPORARILY_REMOVED,
    "temporarily_removed": NoticeKind.TEMPORARILY_REMOVED,
    "expression_of_concern": NoticeKind.CONCERN,
    "concern": NoticeKind.CONCERN,
    "correction": NoticeKind.CORRECTED,
    "erratum": NoticeKind.CORRECTED,
    "corrigendum": NoticeKind.CORRECTED,
    "addendum": NoticeKind.CORRECTED,
    "clarification": NoticeKind.CORRECTED,
    "new_version": NoticeKind.SUPERSEDED,
    "new_edition": NoticeKind.SUPERSEDED,
    "reinstatement": NoticeKind.REINSTATED,
    "reinstated": NoticeKind.REINSTATED,
}

TAKEN_BACK = frozenset(
    {
        NoticeKind.RETRACTED,
        NoticeKind.WITHDRAWN,
        NoticeKind.REMOVED,
        NoticeKind.PARTLY_RETRACTED,
        NoticeKind.TEMPORARILY_REMOVED,
    }
)
"""What a later reinstatement lifts."""

_GRAVITY = {kind: place for place, kind in enumerate(NoticeKind)}

_ABOUT = r"(?:\s*(?:[:.—–]|\s-\s)\s*|\s+(?:to|of|for|on|zu|à|a|al)\s*:\s*|\s+(?:to|for|zu)\s+)"
_NOTICE_WORD = (
    r"(?:(?:editorial\s+)?expression\s+of\s+concern|notice\s+of\s+(?:retraction|withdrawal|removal|concern)"
    r"|statement\s+of\s+retraction|(?:partial\s+)?retraction(?:\s+(?:note|notice|statement))?"
    r"|withdrawal\s+notice|errat(?:um|a)|corrigend(?:um|a)|addend(?:um|a)"
    r"|(?:publisher|author)(?:'s|s)?\s+correction|corrections?|correction\s+notice"
    r"|berichtigung|rectificatif|fe\s+de\s+erratas?)"
)
_NOTICE_START = re.compile(rf"[\[(\"“]?\s*{_NOTICE_WORD}[\])]?(?:{_ABOUT}|$)", re.IGNORECASE)
_MARKED_START = re.compile(
    r"[\[(]?\s*(?:(?:partly\s+|partially\s+)?retracted(?:\s+(?:article|chapter|paper))?|(?:article\s+)?withdrawn(?:\s+article)?"
    r"|(?:temporarily\s+)?removed(?:\s+article)?|temporary\s+removal|reinstated(?:\s+article)?)\s*(?:[\])]\s*[:.—–]?|[:—–]|\s-\s|\.\s)\s*",
    re.IGNORECASE,
)
_MARKED_END = re.compile(
    r"\s*[\[(]\s*(?:retracted(?:\s+article)?|withdrawn)\b[^\])]*[\])]\s*$", re.IGNORECASE
)
_NOTICE_END = re.compile(
    r"\s*(?:[\[(]\s*(?:retraction|erratum|corrigendum|correction|addendum)\b[^\])]*[\])]|[—–:]\s*(?:retraction|erratum|corrigendum|addendum))\s*$",
    re.IGNORECASE,
)


_CORRECTIONS = re.compile(r"corrections?\s+(?:to|for)\s+", re.IGNORECASE)


class TitleParts(NamedTuple):
    """A title without its mark; the mark as written; and whether the mark says "I am a notice"."""

    title: str
    mark: str
    is_notice: bool


def parted(title: str) -> TitleParts:
    """Take the mark of a notice or of a retracted work off a title, wherever it stands.

    ``RETRACTED: Ileal hyperplasia`` is the work itself, renamed; ``Retraction—Ileal hyperplasia`` a notice.
    """
    plain = plain_title(title)
    for pattern, is_notice in ((_MARKED_START, False), (_NOTICE_START, True)):
        found = pattern.match(plain)
        if found and not _is_subject(found[0], plain[found.end() :]):
            return TitleParts(plain[found.end() :].strip(' "“”'), plain[: found.end()].strip(), is_notice)
    for pattern, is_notice in ((_MARKED_END, False), (_NOTICE_END, True)):
        found = pattern.search(plain)
        if found and found.start():
            return TitleParts(plain[: found.start()].strip(' "“”'), found[0].strip(), is_notice)
    return TitleParts(plain, "", False)


def _is_subject(mark: str, rest: str) -> bool:
    """Whether the title treats of corrections instead of being one: ``Corrections to scaling in the Ising model``."""
    return _CORRECTIONS.fullmatch(mark) is not None and (
        mark.casefold().startswith("corrections") or rest[:1].islower()
    )


def is_notice(work: Work) -> bool:
    """Whether a record is a notice about another work: it says so itself, or its title does.

    A new version or edition of a work is none. Nor is a record that only updates itself.
    """
    if any(
        _kind(update) is not NoticeKind.SUPERSEDED and not _same(update.doi, work.doi)
        for update in work.updates
    ):
        return True
    if work.type.replace("_", "-") in {"retraction", "erratum", "correction", "corrigendum"}:
        return True
    return any(parted(title).is_notice for title in work.titles[:1])


def notices(work: Work) -> list[Notice]:
    """Give the notices about a work, the gravest first, then the earliest.

    One event recorded by the publisher and by Retraction Watch is one notice. A correction or new version that names
    the work itself is dropped (PLOS records carry such a ``new_version``); a work that was retracted in place has a
    notice without a DOI of its own. What a reinstatement came after is dropped: the work is back. Without the
    dates that show it, both stay. A notice's own record has notices about itself only, never those of the work it is
    about.
    """
    merged: dict[tuple[NoticeKind, str], list[Update]] = {}
    for update in work.updated_by:
        kind, own = _kind(update), _same(update.doi, work.doi)
        if own and kind in {NoticeKind.CORRECTED, NoticeKind.SUPERSEDED}:
            continue
        merged.setdefault((kind, "" if own else _key(update.doi)), []).append(update)
    _join_unnamed(merged)
    _lift(merged)
    found = [
        Notice(
            kind,
            next((update.type for update in updates if update.type), ""),
            next((update.doi for update in updates if update.doi and not _same(update.doi, work.doi)), ""),
            min((update.date for update in updates if update.date), default=""),
            tuple(dict.fromkeys(update.source for update in updates if update.source)),
        )
        for (kind, _), updates in merged.items()
    ]
    return sorted(found, key=lambda notice: (_GRAVITY[notice.kind], notice.date or "9999", notice.doi))


def _join_unnamed(merged: dict[tuple[NoticeKind, str], list[Update]]) -> None:
    """Count a notice without a DOI to the one of its kind that has one, where there is exactly one."""
    for kind, doi in list(merged):
        named = [key for key in merged if key[0] is kind and key[1]]
        if not doi and len(named) == 1:
            merged[named[0]].extend(merged.pop((kind, doi)))


def _lift(merged: dict[tuple[NoticeKind, str], list[Update]]) -> None:
    """Leave out what a later reinstatement lifted."""
    back = max(
        (
            update.date
            for (kind, _), updates in merged.items()
            for update in updates
            if kind is NoticeKind.REINSTATED
        ),
        default="",
    )
    for kind, doi in list(merged):
        dates = [update.date for update in merged[kind, doi]]
        if kind in TAKEN_BACK and all(dates) and all(_is_later(back, date) for date in dates):
            del merged[kind, doi]


def _is_later(date: str, other: str) -> bool:
    """Whether a date is certainly after another: ``2012`` is after ``2011-05``, and not after ``2012-05``."""
    told = min(len(date), len(other))
    return date[:told] > other[:told]


def _kind(update: Update) -> NoticeKind:
    word = re.sub(r"[\s-]+", "_", update.type.strip().casefold())
    return KINDS.get(word, NoticeKind.OTHER)


def _key(doi: str) -> str:
    return doi_key(normalise(doi) or doi)


def _same(one: str, other: str) -> bool:
    return bool(one) and bool(other) and _key(one) == _key(other)
