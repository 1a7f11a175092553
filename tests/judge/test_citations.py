"""The matcher on single cases: what must come out clean, and what must be found."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from guidewarden.judge.citations import candidate, compare
from guidewarden.model import Name, SourceRecord, Update, Work
from guidewarden.model.citing import Difference, DifferenceKind, Match, NoticeRelation, Sameness

GUIDE = Path(__file__).parents[2] / "guides" / "nato-russia-relations.yaml"

SHIFRINSON = Work(
    doi="10.1162/isec_a_00236",
    agency="Crossref",
    type="article-journal",
    titles=("Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion",),
    container_titles=("International Security",),
    authors=(Name(family="Itzkowitz Shifrinson", given="Joshua R."),),
    dates=("2016-04",),
    volume="40",
    issue="4",
    page="7-44",
    issn=("0162-2889", "1531-4804"),
    language="en",
)
KRAMER = Work(
    doi="10.1080/01636600902773248",
    agency="Crossref",
    type="article-journal",
    titles=("The Myth of a No-NATO-Enlargement Pledge to Russia",),
    container_titles=("The Washington Quarterly",),
    authors=(Name(family="Kramer", given="Mark"),),
    dates=("2009-03", "2009-04"),
    volume="32",
    issue="2",
    page="39-61",
    issn=("0163-660X", "1530-9177"),
    language="en",
)


def cited(key: str, **changes: Any) -> SourceRecord:
    """Give a source of the guide with fields replaced; None leaves one out."""
    raw = yaml.safe_load(GUIDE.read_text("utf-8"))["sources"][key]
    raw |= {name.replace("_", "-"): value for name, value in changes.items()}
    return SourceRecord.model_validate({name: value for name, value in raw.items() if value is not None})


def shifrinson(**changes: Any) -> SourceRecord:
    return cited("shifrinson-2016", **changes)


def kramer(**changes: Any) -> SourceRecord:
    return cited("kramer-2009", **changes)


def only(match: Match) -> Difference:
    assert match.sameness is Sameness.SAME, match
    assert len(match.differences) == 1, match
    return match.differences[0]


@pytest.mark.parametrize(
    "record",
    [
        SHIFRINSON,
        replace(SHIFRINSON, titles=("Deal or No Deal?",), subtitles=("The End of the Cold War and the U.S. Offer to Limit NATO Expansion",)),
        replace(SHIFRINSON, titles=("Deal or No Deal?",)),
        replace(SHIFRINSON, authors=(Name(family="Shifrinson", given="Joshua R. Itzkowitz"),)),
        replace(SHIFRINSON, authors=(Name(literal="Joshua R. Itzkowitz Shifrinson"),)),
        replace(SHIFRINSON, authors=()),
        replace(SHIFRINSON, page="7"),
        replace(SHIFRINSON, issue="Spring"),
        replace(SHIFRINSON, container_titles=("Int. Secur.",)),
        replace(SHIFRINSON, dates=("2016-04-01", "2016-05")),
    ],
)  # fmt: skip
def test_the_guide_s_first_article_is_clean(record: Work) -> None:
    match = compare(shifrinson(), record)
    assert match.is_clean, match
    assert match.score == 1.0


@pytest.mark.parametrize(
    "record",
    [
        KRAMER,
        replace(KRAMER, titles=("The Myth of a No‐NATO‐Enlargement Pledge to Russia",)),
        replace(KRAMER, titles=("THE MYTH OF A NO-NATO-ENLARGEMENT PLEDGE TO RUSSIA",)),
        replace(KRAMER, container_titles=("Washington Quarterly", "Wash. Q.")),
        replace(KRAMER, dates=("2009-03-23", "2009-04")),
        replace(KRAMER, page="39–61"),
    ],
)  # fmt: skip
def test_the_guide_s_second_article_is_clean(record: Work) -> None:
    assert compare(kramer(), record).is_clean


@pytest.mark.parametrize(
    ("field", "value", "suggestion"),
    [
        ("title", "Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansoin", '"Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion"'),
        ("title", "Deal or No Meal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion", '"Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion"'),
        ("title", "Deal or No Deal? The End of the Cold War", '"Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion"'),
        ("title", "Kuhhandel oder nicht? Das Ende des Kalten Krieges", '"Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion"'),
        ("author", [{"family": "Itzkowitz Shiffrinson", "given": "Joshua R."}], "[{family: Itzkowitz Shifrinson, given: Joshua R.}]"),
        ("author", [{"family": "Itzkowitz Shifrinson", "given": "Joshau R."}], "[{family: Itzkowitz Shifrinson, given: Joshua R.}]"),
        ("author", [{"family": "Petersen", "given": "Ulla"}], "[{family: Itzkowitz Shifrinson, given: Joshua R.}]"),
        ("container-title", "International Studies", "International Security"),
        ("container-title", "Internatonal Security", "International Security"),
        ("volume", "41", '"40"'),
        ("volume", "4", '"40"'),
        ("issue", "3", '"4"'),
        ("page", "8–44", "7–44"),
        ("page", "7–45", "7–44"),
        ("page", "7–4", "7–44"),
        ("issued", "2014", '"2016"'),
        ("issued", "2018", '"2016"'),
        ("issued", "2006", '"2016"'),
    ],
)  # fmt: skip
def test_each_corrupted_field_of_the_first_article_is_found(field: str, value: Any, suggestion: str) -> None:
    difference = only(compare(shifrinson(**{field: value}), SHIFRINSON))
    assert difference.field == field
    assert difference.kind is DifferenceKind.DIFFERS
    assert difference.suggestion == suggestion
    fixed = shifrinson(**{field: yaml.safe_load(suggestion)})
    assert compare(fixed, SHIFRINSON).is_clean


@pytest.mark.parametrize(
    ("field", "value", "suggestion"),
    [
        ("title", "The Myth of a No-NATO-Enlargment Pledge to Russia", "The Myth of a No-NATO-Enlargement Pledge to Russia"),
        ("title", "The Myth of a NATO-Enlargement Pledge to Russia", "The Myth of a No-NATO-Enlargement Pledge to Russia"),
        ("title", "The Myth of a No-NATO-Enlargement", "The Myth of a No-NATO-Enlargement Pledge to Russia"),
        ("author", [{"family": "Cramer", "given": "Mark"}], "[{family: Kramer, given: Mark}]"),
        ("author", [{"family": "Kramer", "given": "Marc"}], "[{family: Kramer, given: Mark}]"),
        ("container-title", "The Wilson Quarterly", "The Washington Quarterly"),
        ("volume", "23", '"32"'),
        ("issue", "1", '"2"'),
        ("page", "93–61", "39–61"),
        ("page", "39–60", "39–61"),
        ("issued", "2008", '"2009"'),
        ("issued", "2010", '"2009"'),
        ("issued", "2008-04", '"2009-04"'),
        ("issued", "1999-04", '"2009-04"'),
    ],
)  # fmt: skip
def test_each_corrupted_field_of_the_second_article_is_found(field: str, value: Any, suggestion: str) -> None:
    difference = only(compare(kramer(**{field: value}), KRAMER))
    assert (difference.field, difference.suggestion) == (field, suggestion)
    assert compare(kramer(**{field: yaml.safe_load(suggestion)}), KRAMER).is_clean


@pytest.mark.parametrize(
    ("field", "suggestion"),
    [
        ("author", "[{family: Kramer, given: Mark}]"),
        ("container-title", "The Washington Quarterly"),
        ("volume", '"32"'),
        ("issue", '"2"'),
        ("page", "39–61"),
        ("issued", '"2009-04"'),
    ],
)
def test_a_field_left_out_is_missing(field: str, suggestion: str) -> None:
    difference = only(compare(kramer(**{field: None}), KRAMER))
    assert (difference.field, difference.kind) == (field, DifferenceKind.MISSING)
    assert (difference.ours, difference.suggestion) == ("", suggestion)


def test_swapped_dois_of_the_two_articles_are_another_work() -> None:
    assert compare(shifrinson(), KRAMER).sameness is Sameness.DIFFERENT
    assert compare(kramer(), SHIFRINSON).sameness is Sameness.DIFFERENT


@pytest.mark.parametrize(
    "changes",
    [
        {"titles": ("Book Reviews",), "page": "62-70", "authors": (Name(family="Ahlgren", given="Petra"),)},
        {"titles": ("Rethinking Missile Defence",), "page": "62-70"},
        {
            "titles": ("The Myth of a Nuclear Pledge to Russia",),
            "page": "190-201",
            "volume": "36",
            "dates": ("2013",),
        },
    ],
)
def test_a_neighbour_by_the_same_author_or_in_the_same_issue_is_another_work(changes: dict[str, Any]) -> None:
    assert compare(kramer(), replace(KRAMER, **changes)).sameness is Sameness.DIFFERENT


def test_parts_of_one_series_are_different_works() -> None:
    source = kramer(title="Ask for Information Retrieval: Part I", page="61–71")
    record = replace(KRAMER, titles=("ASK for Information Retrieval: Part II",), page="145-164", issue="3")
    assert compare(source, record).sameness is Sameness.DIFFERENT


def test_a_title_in_another_language_at_the_very_place_is_the_same_work() -> None:
    match = compare(kramer(title="Der Mythos einer Zusage an Russland"), KRAMER)
    assert only(match).field == "title"


def test_a_book_s_title_in_another_language_is_not_called_another_work() -> None:
    source = SourceRecord.model_validate(
        {"type": "book", "title": "Eine Theorie der Gerechtigkeit", "author": [{"family": "Rawls", "given": "John"}], "issued": "1971"}
    )  # fmt: skip
    record = Work(
        "10.5555/rawls",
        "Crossref",
        "book",
        ("A Theory of Justice",),
        authors=(Name(family="Rawls", given="John"),),
        dates=("1971",),
    )
    assert compare(source, record).sameness is Sameness.UNCERTAIN


def test_an_empty_record_says_nothing() -> None:
    match = compare(kramer(), Work("10.5555/empty", "DataCite"))
    assert (match.sameness, match.score, match.differences) == (Sameness.UNCERTAIN, 0.0, ())


def test_a_reprint_elsewhere_is_uncertain() -> None:
    record = replace(
        KRAMER, container_titles=("A Reader on NATO",), volume="", issue="", page="200-222", dates=("2015",)
    )
    match = compare(kramer(), record)
    assert match.sameness is Sameness.UNCERTAIN
    assert {each.field for each in match.differences} == {"container-title", "page", "issued"}


def test_a_year_beside_the_only_date_is_noted_and_no_error() -> None:
    match = compare(shifrinson(issued="2017"), SHIFRINSON)
    assert match.is_clean
    assert [note.field for note in match.notes] == ["issued"]


def test_an_author_missing_of_several_is_noted() -> None:
    record = replace(
        KRAMER,
        authors=(*KRAMER.authors, Name(family="Okonjo", given="Tomas"), Name(family="Brandt", given="Aiko")),
    )
    match = compare(kramer(), record)
    assert match.is_clean
    assert (
        match.notes[0].suggestion
        == "[{family: Kramer, given: Mark}, {family: Okonjo, given: Tomas}, {family: Brandt, given: Aiko}]"
    )


def test_only_the_misspelt_name_of_several_is_replaced() -> None:
    record = replace(
        KRAMER, authors=(Name(family="Kramer", given="Mark"), Name(family="OKONJO", given="Tomas"))
    )
    match = compare(
        kramer(author=[{"family": "Kramer", "given": "M."}, {"family": "Okonyo", "given": "Tomas"}]), record
    )
    assert only(match).suggestion == "[{family: Kramer, given: M.}, {family: Okonjo, given: Tomas}]"


@pytest.mark.parametrize(
    ("title", "updates", "expected"),
    [
        ("Retraction—{}", True, NoticeRelation.CITES_NOTICE),
        ("{}", True, NoticeRelation.CITES_NOTICE),
        ("Correction to: {}", False, NoticeRelation.CITES_NOTICE),
        ("Erratum", True, NoticeRelation.CITES_NOTICE),
        ("RETRACTED: {}", False, NoticeRelation.NONE),
    ],
)
def test_citing_the_notice_instead_of_the_work(title: str, updates: bool, expected: NoticeRelation) -> None:
    record = replace(
        KRAMER,
        titles=(title.format(KRAMER.titles[0]),),
        updates=(Update("correction", "10.1080/01636600902773248"),) if updates else (),
        doi="10.5555/notice",
        page="120",
    )
    match = compare(kramer(), record)
    assert match.notice is expected
    if expected is NoticeRelation.CITES_NOTICE:
        assert (match.sameness, match.differences) == (Sameness.DIFFERENT, ())


def test_a_retracted_work_is_itself_and_its_mark_is_told() -> None:
    match = compare(kramer(), replace(KRAMER, titles=(f"RETRACTED: {KRAMER.titles[0]}",)))
    assert match.is_clean
    assert match.notice_in_title == "RETRACTED:"


def test_an_honest_citation_of_a_notice() -> None:
    notice = replace(
        KRAMER,
        doi="10.5555/n",
        titles=(f"Retraction: {KRAMER.titles[0]}",),
        updates=(Update("retraction", KRAMER.doi),),
    )
    source = kramer(title=f"Retraction: {KRAMER.titles[0]}")
    assert compare(source, notice).notice is NoticeRelation.BOTH_NOTICES
    assert compare(source, notice).is_clean
    assert compare(source, KRAMER).notice is NoticeRelation.ONLY_OURS


def test_a_new_version_is_no_notice() -> None:
    record = replace(KRAMER, updates=(Update("new_version", "10.5555/v1"),))
    assert compare(kramer(), record).is_clean


def test_a_study_of_corrections_is_no_correction() -> None:
    title = "Corrections to scaling in the Ising model"
    assert compare(kramer(title=title), replace(KRAMER, titles=(title,))).notice is NoticeRelation.NONE


def test_candidates_are_strict() -> None:
    other = replace(KRAMER, doi="10.5555/other", titles=("The Myth of the Pledge",))
    retraction = replace(KRAMER, doi="10.5555/n", titles=(f"Retraction: {KRAMER.titles[0]}",))
    working_paper = replace(
        KRAMER, doi="10.5555/wp", container_titles=(), volume="", issue="", page="", dates=("2005",)
    )
    source = kramer(DOI=None)
    assert candidate(source, [other, retraction, working_paper, KRAMER]) is KRAMER
    assert candidate(source, [other, retraction, working_paper]) is None
    assert candidate(kramer(volume="31", DOI=None), [KRAMER]) is None
    assert candidate(kramer(author=None, DOI=None), [KRAMER]) is None
    assert candidate(source, []) is None


def test_two_equal_candidates_are_none() -> None:
    assert candidate(kramer(), [KRAMER, replace(KRAMER, doi="10.5555/twin")]) is None
    assert candidate(kramer(), [KRAMER, replace(KRAMER, doi=KRAMER.doi.upper())]) is KRAMER


def test_a_review_is_no_candidate_for_the_book() -> None:
    source = SourceRecord.model_validate(
        {"type": "book", "title": "Not One Inch", "author": [{"family": "Sarotte", "given": "M. E."}], "publisher": "Yale University Press", "issued": "2021"}
    )  # fmt: skip
    book = Work("10.5555/book", "Crossref", "book", ("Not One Inch",), ("America, Russia, and the Making of Post-Cold War Stalemate",), authors=(Name(family="Sarotte", given="M. E."),), dates=("2021",), publisher="Yale University Press")  # fmt: skip
    review = replace(
        book,
        doi="10.5555/review",
        type="article-journal",
        authors=(Name(family="Ahlgren", given="Petra"),),
        container_titles=("Journal of Reviews",),
    )
    assert candidate(source, [review]) is None
    assert candidate(source, [review, book]) is book
    assert compare(source, review).sameness is Sameness.DIFFERENT


def test_dates_are_plain_text_in_every_shape() -> None:
    for date in ("2009", "2009-04", "2009-04-31", dt.date(2009, 4, 1).isoformat(), "2009-13", "n.d.", ""):
        assert compare(kramer(), replace(KRAMER, dates=(date,))).sameness is Sameness.SAME
