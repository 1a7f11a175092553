"""The matcher: a citation and a registry's record, the same work or another, and where they differ.

After Crossref's matching of references (one of title, container and author strongly alike, and supporting fields
beside it), with what that leaves open: notices, neighbours in one issue, titles in another language, parts.
"""

from collections.abc import Iterable

from msgspec import Struct

from guidewarden.judge.citations.authors import compare_authors, compare_editors
from guidewarden.judge.citations.containers import compare_containers
from guidewarden.judge.citations.field import ABSENT, FieldResult, Outcome, yaml_title
from guidewarden.judge.citations.folding import words
from guidewarden.judge.citations.kinds import compare_language, compare_types, kind_of
from guidewarden.judge.citations.notices import TAKEN_BACK, is_notice, notices, parted
from guidewarden.judge.citations.numbers import compare_dates, compare_number, compare_pages, parted_volume
from guidewarden.judge.citations.publishers import compare_publishers
from guidewarden.judge.citations.standard_numbers import (
    compare_address,
    compare_isbn,
    compare_issn,
    isbn_keys,
)
from guidewarden.judge.citations.titles import (
    TitleGrade,
    TitleResult,
    compare_titles,
    has_title,
    is_generic,
    same_title,
)
from guidewarden.model import SourceRecord, Work
from guidewarden.model.citing import Difference, Match, NoticeRelation, Sameness, plain_title
from guidewarden.plan.doi import doi_key

_WEIGHTS = {
    "title": 0.42,
    "author": 0.2,
    "container": 0.1,
    "issued": 0.08,
    "volume": 0.06,
    "issue": 0.02,
    "page": 0.12,
}
_STRICT = 0.93
_JOURNALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_PARTS = frozenset({"article-journal", "chapter", "paper-conference"})
_BOOKS = frozenset({"book", "thesis"})
_NAMING = frozenset({"title", "author", "type"})
"""Fields in which a work that is to be suggested leaves nothing to look at."""


class _Compared(Struct, frozen=True):
    """All fields of a citation compared with the record's."""

    title: TitleResult | None
    author: FieldResult
    container: FieldResult
    issued: FieldResult
    volume: FieldResult
    issue: FieldResult
    page: FieldResult
    beside: tuple[FieldResult, ...]
    """What says nothing for or against the same work, but may be wrong: type, editors, publisher, numbers, language."""
    first_page: bool | None
    same_isbn: bool
    generic: bool
    crossed: bool
    """One is the whole book, the other a chapter of it; or one is a book, the other a review of it."""

    @property
    def others(self) -> tuple[FieldResult, ...]:
        """All fields but the title, in the order of a citation."""
        return (self.author, self.container, self.issued, self.volume, self.issue, self.page)

    @property
    def against(self) -> int:
        """How many independent fields speak against the same work; the issue goes with the volume."""
        parts = (self.author, self.container, self.issued, self.volume)
        return sum(part.outcome is Outcome.DIFFERS for part in parts) + (self.first_page is False)

    @property
    def support(self) -> int:
        """How many independent fields speak for it."""
        parts = (self.author, self.container, self.issued, self.volume)
        return sum(part.supports for part in parts) + (self.first_page is True) + self.same_isbn

    @property
    def grade(self) -> TitleGrade | None:
        """How alike the titles are; None when the record tells none."""
        return None if self.title is None else self.title.grade


def compare(source: SourceRecord, work: Work) -> Match:
    """Compare a citation with the registry's record of its DOI. Takes any text; raises nothing."""
    mark = next((parts.mark for title in work.titles if (parts := parted(title)).mark), "")
    relation = _relation(source, work)
    compared = _compared(source, work)
    sameness = _sameness(compared)
    score = _score(compared)
    if relation is NoticeRelation.CITES_NOTICE:
        # Its own pages and date are right for a notice: no field of the citation is wrong for that.
        return Match(Sameness.DIFFERENT, score, notice=relation, notice_in_title=mark)
    if work.is_garbled:
        return Match(Sameness.UNCERTAIN, 0.0, notice=relation, notice_in_title=mark)
    differences = _differences(source, compared, work)
    if relation is NoticeRelation.ONLY_OURS:
        return Match(Sameness.DIFFERENT, score, differences, (), relation, mark)
    return Match(sameness, score, differences, _notes(source, compared), relation, mark)


def candidate(source: SourceRecord, works: Iterable[Work]) -> Work | None:
    """Give the work of a bibliographic search that the citation is certainly of, None when none or several are.

    Strict, since the DOI is to be suggested: equal titles, a work of the same kind, nothing against, nothing to look at
    in titles and names, the author and two more fields for it (one more for a book), all of the record readable, and no
    notice unless the citation is of one.
    """
    found: dict[str, tuple[float, Work]] = {}
    for work in works:
        score = _certainty(source, work)
        if score >= _STRICT:
            found.setdefault(doi_key(work.doi), (score, work))
    best = sorted(found.values(), key=lambda each: -each[0])
    if not best or (len(best) > 1 and best[1][0] == best[0][0]):
        return None
    return best[0][1]


def _certainty(source: SourceRecord, work: Work) -> float:
    """Give the score of a record that may be suggested, else 0."""
    if work.unreadable or work.unread:
        return 0.0
    if _relation(source, work) not in {NoticeRelation.NONE, NoticeRelation.BOTH_NOTICES}:
        return 0.0
    if not has_title(work, source.title) or not compare_types(source, work).supports:
        return 0.0
    compared = _compared(source, work)
    if compared.against or not compared.author.supports or _sameness(compared) is not Sameness.SAME:
        return 0.0
    if any(each.ours for each in _differences(source, compared, work)):
        return 0.0
    if any(parted(title).mark for title in work.titles) and not parted(source.title).mark:
        return 0.0
    if any(each.field in _NAMING for each in _notes(source, compared)):
        return 0.0
    if compared.generic and not compared.first_page:
        return 0.0
    return _score(compared) if compared.support >= (2 if source.type in _BOOKS else 3) else 0.0


def _relation(source: SourceRecord, work: Work) -> NoticeRelation:
    ours, theirs = parted(source.title).is_notice, is_notice(work)
    if not theirs:
        return NoticeRelation.ONLY_OURS if ours and not _verbatim(source, work) else NoticeRelation.NONE
    if ours or (not work.updates and _verbatim(source, work)):
        return NoticeRelation.BOTH_NOTICES
    return NoticeRelation.CITES_NOTICE


def _verbatim(source: SourceRecord, work: Work) -> bool:
    """Whether our title is the record's to the word, mark included: ``Corrections to scaling`` can be a subject."""
    return any(words(source.title) == words(title) for title in work.titles)


def _compared(source: SourceRecord, work: Work) -> _Compared:
    volume, issue = parted_volume(source.volume or "", source.issue or "")
    their_volume, their_issue = parted_volume(work.volume, work.issue)
    page, first_page = compare_pages(source.page or "", work.page)
    in_volumes = source.type == "article-journal" or source.volume is not None
    in_pages = source.type in _PARTS or source.page is not None
    title = compare_titles(source.title, work)
    numbered = compare_number("volume", volume, their_volume) if in_volumes else ABSENT
    return _Compared(
        title,
        compare_authors(source, work),
        compare_containers(source, work),
        compare_dates(source.issued, work.dates),
        numbered,
        compare_number("issue", issue, their_issue) if in_volumes or issue else ABSENT,
        page if in_pages else ABSENT,
        (
            compare_types(source, work),
            compare_editors(source, work),
            compare_publishers(source.publisher, work.publisher),
            compare_issn(source.issn, work.issn),
            compare_isbn(source.isbn, work.isbn),
            compare_language(source.language, work.language, next(iter(work.titles), "")),
            compare_address(source.url, source.doi or "", work.doi),
        ),
        first_page,
        bool(isbn_keys((source.isbn or "",)) & isbn_keys(work.isbn)),
        is_generic(parted(source.title).title),
        _crossed(source, work, title),
    )


def _crossed(source: SourceRecord, work: Work, title: TitleResult | None) -> bool:
    unlike = title is not None and title.grade is not TitleGrade.EQUAL
    if (
        unlike
        and source.container_title
        and any(same_title(source.container_title, each) for each in work.titles)
    ):
        return True
    if unlike and any(same_title(source.title, plain_title(each)) for each in work.container_titles):
        return True
    kinds = {source.type, kind_of(work)}
    return bool(kinds & _JOURNALS) and bool(kinds & _BOOKS)


def _sameness(compared: _Compared) -> Sameness:
    match compared.grade:
        case None:
            return Sameness.UNCERTAIN if compared.against <= 1 else Sameness.DIFFERENT
        case TitleGrade.EQUAL:
            return _with_equal_title(compared)
        case TitleGrade.CLOSE | TitleGrade.PART:
            return _with_like_title(compared)
        case _:
            return _with_other_title(compared)


def _with_equal_title(compared: _Compared) -> Sameness:
    against, support = compared.against, compared.support
    wrong_author = compared.author.outcome is Outcome.DIFFERS
    if compared.crossed and wrong_author:
        return Sameness.DIFFERENT
    if compared.generic:
        if against >= 2 and against >= support:
            return Sameness.DIFFERENT
        # A journal's own author may write two notes of one name: the place decides.
        if compared.first_page is False and Outcome.DIFFERS in {
            compared.volume.outcome,
            compared.issued.outcome,
        }:
            return Sameness.DIFFERENT
        return Sameness.SAME if support > against else Sameness.UNCERTAIN
    if against <= 1:
        return Sameness.SAME
    if against >= 3 and wrong_author and support < against:
        return Sameness.DIFFERENT
    return Sameness.SAME if support >= against else Sameness.UNCERTAIN


def _with_like_title(compared: _Compared) -> Sameness:
    against, support = compared.against, compared.support
    title = compared.title
    wrong_author = compared.author.outcome is Outcome.DIFFERS
    if compared.crossed and not compared.author.supports:
        return Sameness.DIFFERENT
    if title is not None and title.another and compared.first_page is not True and (against or title.certain):
        return Sameness.DIFFERENT
    partial = compared.grade is TitleGrade.PART
    if against >= 2 or (against == 1 and (wrong_author or (partial and compared.first_page is False))):
        return Sameness.DIFFERENT if against >= support or wrong_author else Sameness.UNCERTAIN
    return Sameness.SAME if support > against else Sameness.UNCERTAIN


def _with_other_title(compared: _Compared) -> Sameness:
    """The titles are not alike: the same work under another title (another language, say) needs its exact place."""
    wrong_author = compared.author.outcome is Outcome.DIFFERS
    likeness = compared.title.likeness if compared.title else 0.0
    if compared.crossed or wrong_author or compared.first_page is False or compared.against >= 2:
        return Sameness.DIFFERENT
    if not (compared.against or compared.support):
        return Sameness.UNCERTAIN  # Never by the title alone.
    if compared.first_page or compared.same_isbn:
        return Sameness.SAME if compared.support >= 3 and not compared.against else Sameness.DIFFERENT
    # Without pages on either side, an author's two works of one year cannot be told apart but by their titles.
    if not compared.against and compared.author.supports and compared.support >= 2:
        return Sameness.SAME if likeness >= 0.7 else Sameness.UNCERTAIN
    return Sameness.DIFFERENT


def _score(compared: _Compared) -> float:
    parts = dict(zip(_WEIGHTS, (ABSENT, *compared.others), strict=True))
    if compared.title is not None:
        parts["title"] = FieldResult(Outcome.AGREES, compared.title.likeness)
    told = {name: part for name, part in parts.items() if part.outcome is not Outcome.ABSENT}
    weight = sum(_WEIGHTS[name] for name in told)
    return (
        round(sum(_WEIGHTS[name] * min(part.likeness, 1.0) for name, part in told.items()) / weight, 4)
        if weight
        else 0.0
    )


def _differences(source: SourceRecord, compared: _Compared, work: Work) -> tuple[Difference, ...]:
    found: list[Difference] = []
    title = compared.title
    if title is not None and title.grade is not TitleGrade.EQUAL:
        found.append(Difference("title", source.title, title.theirs, suggestion=yaml_title(title.better)))
    elif title is not None and _is_marked_alone(source, work):
        found.append(Difference("title", source.title, title.theirs, suggestion=yaml_title(title.theirs)))
    parts = (*compared.others, *compared.beside)
    found.extend(part.difference for part in parts if part.difference is not None)
    return tuple(found)


def _is_marked_alone(source: SourceRecord, work: Work) -> bool:
    """Whether our title calls a work retracted or withdrawn, of which the registry tells nothing such."""
    if not parted(source.title).mark or any(parted(title).mark for title in work.titles):
        return False
    return not any(notice.kind in TAKEN_BACK for notice in notices(work))


def _notes(source: SourceRecord, compared: _Compared) -> tuple[Difference, ...]:
    title = compared.title
    ours = (Difference("title", source.title, title.theirs),) if title is not None and title.noted else ()
    parts = (*compared.others, *compared.beside)
    return (*ours, *(part.note for part in parts if part.note is not None))
