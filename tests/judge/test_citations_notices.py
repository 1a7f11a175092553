"""Notices: classified, merged, and told from the works they are about."""

import pytest

from guidewarden.judge.citations import is_notice, notices
from guidewarden.judge.citations.notices import parted
from guidewarden.model import Update, Work
from guidewarden.model.citing import NoticeKind


def work(
    *updated_by: Update,
    doi: str = "10.5555/work",
    title: str = "A Work",
    updates: tuple[Update, ...] = (),
    kind: str = "article-journal",
) -> Work:
    return Work(doi, "Crossref", kind, titles=(title,), updated_by=updated_by, updates=updates)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("retraction", NoticeKind.RETRACTED), ("Retraction", NoticeKind.RETRACTED), ("withdrawal", NoticeKind.WITHDRAWN),
        ("removal", NoticeKind.REMOVED), ("partial_retraction", NoticeKind.PARTLY_RETRACTED), ("partial-retraction", NoticeKind.PARTLY_RETRACTED),
        ("expression_of_concern", NoticeKind.CONCERN), ("Expression of concern", NoticeKind.CONCERN), ("correction", NoticeKind.CORRECTED),
        ("erratum", NoticeKind.CORRECTED), ("corrigendum", NoticeKind.CORRECTED), ("addendum", NoticeKind.CORRECTED),
        ("clarification", NoticeKind.CORRECTED), ("new_version", NoticeKind.SUPERSEDED), ("new_edition", NoticeKind.SUPERSEDED),
        ("temporary_removal", NoticeKind.TEMPORARILY_REMOVED), ("Temporary removal", NoticeKind.TEMPORARILY_REMOVED),
        ("reinstatement", NoticeKind.REINSTATED), ("editorial_warning", NoticeKind.OTHER), ("", NoticeKind.OTHER),
    ],
)  # fmt: skip
def test_kinds(word: str, kind: NoticeKind) -> None:
    found = notices(work(Update(word, "10.5555/notice", "publisher", "2019-07-26")))
    assert [(notice.kind, notice.type, notice.date) for notice in found] == [(kind, word, "2019-07-26")]


def test_publisher_and_retraction_watch_are_one_notice() -> None:
    found = notices(
        work(
            Update("retraction", "10.1016/S0140-6736(10)60175-4", "publisher", "2010-02-06"),
            Update("retraction", "10.1016/s0140-6736(10)60175-4", "retraction-watch", "2010-02-02"),
            Update("retraction", "https://doi.org/10.1016/S0140-6736(10)60175-4", "publisher"),
            Update("retraction", "", "retraction-watch", "2010-02-02"),
        )
    )
    assert [(notice.doi, notice.date, notice.sources) for notice in found] == [
        ("10.1016/S0140-6736(10)60175-4", "2010-02-02", ("publisher", "retraction-watch"))
    ]


def test_a_notice_without_a_doi_stays_when_it_could_belong_to_several() -> None:
    found = notices(
        work(Update("correction", "10.5555/a"), Update("correction", "10.5555/b"), Update("correction", ""))
    )
    assert [notice.doi for notice in found] == ["", "10.5555/a", "10.5555/b"]


def test_what_names_the_work_itself_is_dropped() -> None:
    plos = work(
        Update("new_version", "10.1371/JOURNAL.PPAT.1008184", "publisher"), doi="10.1371/journal.ppat.1008184"
    )
    assert notices(plos) == []


@pytest.mark.parametrize(
    "word", ["retraction", "withdrawal", "removal", "temporary_removal", "expression_of_concern"]
)
def test_a_work_taken_back_in_place_has_a_notice_without_a_doi(word: str) -> None:
    (notice,) = notices(work(Update(word, "10.5555/WORK", "publisher", "2020")))
    assert (notice.type, notice.doi, notice.date) == (word, "", "2020")


@pytest.mark.parametrize(
    ("retracted", "back", "kinds"),
    [
        ("2011-02-01", "2012-06-30", ["reinstated"]),
        ("2011-02", "2011-03-05", ["reinstated"]),
        ("2011", "2012-06", ["reinstated"]),
        ("2012-06-30", "2011-02-01", ["retracted", "reinstated"]),
        ("2011-02-01", "2011-02-01", ["retracted", "reinstated"]),
        ("2011", "2011-06", ["retracted", "reinstated"]),
        ("", "2012", ["retracted", "reinstated"]),
        ("2011", "", ["retracted", "reinstated"]),
    ],
)
def test_a_reinstatement_lifts_what_was_certainly_before_it(
    retracted: str, back: str, kinds: list[str]
) -> None:
    found = notices(
        work(Update("retraction", "10.5555/n", "", retracted), Update("reinstatement", "10.5555/b", "", back))
    )
    assert [notice.kind.value for notice in found] == kinds


def test_a_second_retraction_and_a_correction_stay() -> None:
    found = notices(
        work(
            Update("retraction", "10.5555/n", "publisher", "2011-02-06"),
            Update("retraction", "10.5555/n", "retraction-watch", "2011-02-02"),
            Update("reinstatement", "10.5555/b", "", "2012"),
            Update("retraction", "10.5555/m", "", "2013"),
            Update("correction", "10.5555/c", "", "2010"),
        )
    )
    assert [(notice.kind.value, notice.doi) for notice in found] == [
        ("retracted", "10.5555/m"),
        ("corrected", "10.5555/c"),
        ("reinstated", "10.5555/b"),
    ]


def test_the_gravest_comes_first() -> None:
    found = notices(
        work(Update("erratum", "10.5555/a", "", "1999"), Update("retraction", "10.5555/b", "", "2010"))
    )
    assert [notice.kind for notice in found] == [NoticeKind.RETRACTED, NoticeKind.CORRECTED]


def test_a_notice_has_the_notices_about_itself_only() -> None:
    notice = work(
        Update("correction", "10.5555/c"),
        title="Retraction: A Work",
        updates=(Update("retraction", "10.5555/work"),),
        doi="10.5555/n",
    )
    assert is_notice(notice)
    assert [each.kind for each in notices(notice)] == [NoticeKind.CORRECTED]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (work(), False),
        (work(title="RETRACTED: A Work"), False),
        (work(Update("retraction", "10.5555/n")), False),
        (work(title="Retraction: A Work"), True),
        (work(title="A Work", updates=(Update("erratum", "10.5555/other"),)), True),
        (work(title="A Work", updates=(Update("erratum", "10.5555/WORK"),)), False),
        (work(title="A Work", updates=(Update("new_edition", "10.5555/other"),)), False),
        (work(title="Withdrawal: Reassessing a War"), False),
        (work(kind="erratum"), True),
        (Work("10.5555/x", "Crossref"), False),
    ],
)
def test_is_notice(record: Work, expected: bool) -> None:
    assert is_notice(record) is expected


@pytest.mark.parametrize(
    ("title", "bare", "mark", "notice"),
    [
        ("RETRACTED: Ileal hyperplasia", "Ileal hyperplasia", "RETRACTED:", False),
        ("RETRACTED ARTICLE: Ileal hyperplasia", "Ileal hyperplasia", "RETRACTED ARTICLE:", False),
        ("[Retracted] Ileal hyperplasia", "Ileal hyperplasia", "[Retracted]", False),
        ("WITHDRAWN: Ileal hyperplasia", "Ileal hyperplasia", "WITHDRAWN:", False),
        ("TEMPORARY REMOVAL: Ileal hyperplasia", "Ileal hyperplasia", "TEMPORARY REMOVAL:", False),
        ("REMOVED: Ileal hyperplasia", "Ileal hyperplasia", "REMOVED:", False),
        ("Reinstated Article: Ileal hyperplasia", "Ileal hyperplasia", "Reinstated Article:", False),
        ("Temporary removal of kidney stones", "Temporary removal of kidney stones", "", False),
        ("Ileal hyperplasia (Retracted article)", "Ileal hyperplasia", "(Retracted article)", False),
        ("Retraction—Ileal hyperplasia", "Ileal hyperplasia", "Retraction—", True),
        ("Retraction notice to “Ileal hyperplasia”", "Ileal hyperplasia", "Retraction notice to", True),
        ("Erratum: Ileal hyperplasia", "Ileal hyperplasia", "Erratum:", True),
        ("Erratum to: Ileal hyperplasia", "Ileal hyperplasia", "Erratum to:", True),
        ("Correction to Ileal Hyperplasia", "Ileal Hyperplasia", "Correction to", True),
        ("Author Correction: Ileal hyperplasia", "Ileal hyperplasia", "Author Correction:", True),
        (
            "<i>Expression of Concern</i>: Ileal hyperplasia",
            "Ileal hyperplasia",
            "Expression of Concern:",
            True,
        ),
        ("Corrigendum", "", "Corrigendum", True),
        ("Correction of astigmatism", "Correction of astigmatism", "", False),
        ("Corrections to scaling", "Corrections to scaling", "", False),
        ("Retracted knees in infants", "Retracted knees in infants", "", False),
        ("The Retraction", "The Retraction", "", False),
        ("", "", "", False),
    ],
)
def test_marks_of_titles(title: str, bare: str, mark: str, notice: bool) -> None:
    assert parted(title) == (bare, mark, notice)
