"""Names, titles, containers, numbers and dates: variations that are none, and errors that are."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidewarden.bibliography import of_source, of_work, plain_text
from guidewarden.judge.citations import compare
from guidewarden.judge.citations.containers import same_container
from guidewarden.judge.citations.field import Outcome, yaml_names, yaml_text
from guidewarden.judge.citations.folding import folded, slavic_key
from guidewarden.judge.citations.names import Likeness, likeness
from guidewarden.judge.citations.notices import parted
from guidewarden.judge.citations.numbers import compare_dates, compare_number, compare_pages, page_value
from guidewarden.judge.citations.titles import same_title
from guidewarden.model import Name, SourceRecord, Work
from guidewarden.model.citing import Sameness, plain_title


def name(text: str) -> Name:
    family, comma, given_names = text.partition(", ")
    return Name(family=family, given=given_names or None) if comma else Name(literal=text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Itzkowitz Shifrinson, Joshua R.", "Shifrinson, Joshua R. Itzkowitz"),
        ("Itzkowitz Shifrinson, Joshua R.", "Shifrinson, Joshua"),
        ("Itzkowitz Shifrinson, Joshua R.", "Shifrinson, J. R. I."),
        ("Itzkowitz Shifrinson, Joshua R.", "SHIFRINSON, Joshua"),
        ("García Márquez, Gabriel", "García, Gabriel"),
        ("García Márquez, Gabriel", "Garcia Marquez, G."),
        ("van der Berg, Jan", "Berg, Jan van der"),
        ("van der Berg, Jan", "Vanderberg, Jan"),
        ("d’Aubigny, Hélène", "Aubigny, Hélène"),
        ("Müller, Jörg", "Mueller, Joerg"),
        ("Müller, Jörg", "Muller, J."),
        ("Łukasiewicz, Paweł", "Lukasiewicz, Pawel"),
        ("Wakefield, A. J.", "Wakefield, AJ"),
        ("Huntington, Samuel P.", "Huntington, SP"),
        ("Huntington, Sam. P.", "Huntington, Samuel Phillips"),
        ("Hoover, J. Edgar", "Hoover, Edgar"),
        ("Mao, Zedong", "毛, 泽东"),
        ("Kramer, Mark", "Mark Kramer"),
        ("Kramer, Mark", "M. Kramer"),
        ("O'Brien, Máire", "OBrien, Maire"),
        ("Goldgeier, Jim", "Goldgeier, Jim, Jr."),
        ("North Atlantic Treaty Organization", "The North Atlantic Treaty Organisation"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("Горбачёв, Михаил", "Gorbachev, Mikhail"),
        ("Горбачёв, Михаил", "Gorbachyov, M. S."),
        ("Gorbatschow, Michail", "Gorbachev, Mikhail"),
        ("Ельцин, Борис", "Yeltsin, Boris"),
        ("Щербаков, Юрий", "Shcherbakov, Yuri"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert likeness(name(one), name(other)) is Likeness.SAME
    assert likeness(name(other), name(one)) is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Kramer, Mark", "Cramer, Mark", Likeness.NEAR),
        ("Shifrinson, Joshua", "Shiffrinson, Joshua", Likeness.NEAR),
        ("Kramer, Mark", "Kramer, Marc", Likeness.GIVEN_NEAR),
        ("Kramer, Mark", "Kramer, John", Likeness.GIVEN_DIFFERS),
        ("Kramer, Mark", "Mark, Kramer", Likeness.TURNED),
        ("Mao, Zedong", "Zedong, Mao", Likeness.TURNED),
        ("Ельцин, Борис", "Boris, Yeltsin", Likeness.TURNED),
        ("García Márquez, Gabriel", "Márquez García, Gabriel", Likeness.TURNED),
        ("Shifrinson, Joshua R.", "Shifrinson, Joshua B.", Likeness.GIVEN_VARIES),
        ("Shifrinson, J. R.", "Shifrinson, Joshua B.", Likeness.GIVEN_VARIES),
        ("Shifrinson, Josh", "Shifrinson, Joshua", Likeness.GIVEN_VARIES),
        ("Hoover, John Edgar", "Hoover, Edgar Clyde", Likeness.GIVEN_VARIES),
        ("Smith, John", "James, Smith", Likeness.UNLIKE),
        ("Kramer, Mark", "Petersen, Ulla", Likeness.UNLIKE),
        ("Li, Wei", "Lu, Min", Likeness.UNLIKE),
        ("Kramer, Mark", "NATO", Likeness.UNLIKE),
        ("World Bank", "World Health Organization", Likeness.UNLIKE),
    ],
)
def test_other_people(one: str, other: str, expected: Likeness) -> None:
    assert likeness(name(one), name(other)) is expected
    assert likeness(name(other), name(one)) is expected


@pytest.mark.parametrize("spelling", ["Хрущёв", "Khrushchev", "Chruschtschow", "Chruščëv", "Khrouchtchev"])
def test_one_key_for_all_romanisations(spelling: str) -> None:
    assert slavic_key(spelling) == slavic_key("Khrushchev")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deal or No Deal?", "Deal or No Deal? The End of the Cold War"),
        ("After Hegemony: Cooperation and Discord", "After Hegemony — Cooperation & Discord"),
        ("The Helsinki Effect", "Helsinki Effect"),
        ("Co-operation under Anarchy", "Cooperation Under Anarchy."),
        ("Readers&amp;#39; voices", "Readers’ Voices"),
        ("Effects of H<sub>2</sub>O", "Effects of H2O"),
        ("<mml:math><mml:mi>α</mml:mi></mml:math> decay", "Alpha decay"),
        ("The U.S. Offer", "The US offer"),
        ("Duerer in Nuernberg", "D&uuml;rer in Nürnberg"),
        ("Международная политика", "Mezhdunarodnaia politika"),
        ("Forum: The Pledge and the Myth", "The Pledge and the Myth"),
    ],
)
def test_one_title(one: str, other: str) -> None:
    assert same_title(one, other)
    assert same_title(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The End of the Cold War", "The End of the Cold War and the U.S. Offer"),
        ("The End of the Cold War the U.S. Offer", "The End of the Cold War and the U.S. Offer"),
        ("Part I", "Part II"),
        ("The End of the Cold War and the U.S.", "The End of the Cold War and the U.S. Offer"),
        ("Systeme", "Systeme I"),
        ("北京的历史", "上海的历史"),
    ],
)
def test_two_titles(one: str, other: str) -> None:
    assert not same_title(one, other)
    assert not same_title(other, one)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Int. Secur.", "International Security"),
        ("Int Secur", "International Security"),
        ("Am. Polit. Sci. Rev.", "The American Political Science Review"),
        ("Proc. Natl. Acad. Sci. U.S.A.", "Proceedings of the National Academy of Sciences"),
        ("PNAS", "Proceedings of the National Academy of Sciences"),
        ("JAMA", "Journal of the American Medical Association"),
        ("Washington Quarterly", "The Washington Quarterly"),
        ("Philosophy & Public Affairs", "Philosophy and Public Affairs"),
        ("Ann. Phys.", "Annales de Physique"),
        ("Am J Gastroenterol", "The American Journal of Gastroenterology"),
        ("Foreign Aff", "Foreign Affairs"),
        ("Intl Org", "International Organization"),
        ("Foreign Affairs", "Foreign Affairs (Council on Foreign Relations)"),
    ],
)
def test_one_journal(short: str, full: str) -> None:
    assert same_container(short, full)
    assert same_container(full, short)


@pytest.mark.parametrize(
    ("one", "other"),
    [("International Security", "International Studies"), ("Nature", "Nature Physics"), ("Internationa Security", "International Security"), ("Foreign Affairs", "Foreign Policy"), ("Washington Quarterly", "Washingtonian Quarterly"),
     ("Philosophy and Public Affairs", "Philosophy Public Affairs"), ("Wasgton Quarterly", "Washington Quarterly")],
)  # fmt: skip
def test_two_journals(one: str, other: str) -> None:
    assert not same_container(one, other)
    assert not same_container(other, one)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("7–44", "7-44"), ("425–437", "425-37"), ("425–7", "425-427"), ("1291–303", "1291-1303"), ("S12–S18", "S12-S18"), ("S12–18", "S12-S18"),
        ("ix–xii", "ix-xii"), ("iii", "iii"), ("e0123456", "e0123456"), ("124301", "124301"), ("pp. 7–44", "7-44"), ("153", "153"), ("153–171", "153"),
        ("153", "153-171"), ("7–44", "7 - 44"), ("7–44", "7—44"), ("7–44, 50", "7-44"), ("12 ff.", "12-18"), ("0061102", "061102"),
    ],
)  # fmt: skip
def test_the_same_pages(ours: str, theirs: str) -> None:
    for pair in ((ours, theirs), (theirs, ours)):
        result, first = compare_pages(*pair)
        assert result.difference is None
        assert first is True


@pytest.mark.parametrize(
    ("ours", "theirs", "first"),
    [("8–44", "7-44", False), ("7–45", "7-44", True), ("7–4", "7-44", True), ("44–7", "7-44", False), ("ix–xii", "9-12", False), ("S12–S18", "E12-E18", False), ("124301", "124310", False)],
)  # fmt: skip
def test_other_pages(ours: str, theirs: str, first: bool) -> None:
    result, first_agrees = compare_pages(ours, theirs)
    assert result.difference is not None
    assert first_agrees is first


def test_an_article_number_beside_pages_says_nothing() -> None:
    assert compare_pages("1–14", "e0173402") == compare_pages("e0173402", "1-14")


@pytest.mark.parametrize(
    ("written", "value"),
    [("7-44", "7–44"), ("425-37", "425–437"), ("S12-S18", "S12–S18"), ("ix-xii", "ix–xii"), ("e124", "e124"), ("pp. 7-44", "7–44"), ("3-5, 9", "3–5, 9"), ("12", "12")],
)  # fmt: skip
def test_pages_as_guides_write_them(written: str, value: str) -> None:
    assert page_value(written) == value


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("40", "Vol. 40"), ("LIX", "59"), ("XXIV", "24"), ("04", "4"), ("3-4", "3/4"), ("3", "3-4"), ("3", "2-4"), ("Suppl 1", "S1"), ("38", "38-38"),
        ("37A", "37"), ("Spring 2016", "4"), ("Winter", "1"), ("Bd. 8", "8"), ("s2-42", "s2-42"), ("46/47", "46"),
    ],
)  # fmt: skip
def test_the_same_number(ours: str, theirs: str) -> None:
    for pair in ((ours, theirs), (theirs, ours)):
        assert compare_number("volume", *pair).difference is None


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("40", "41"), ("32", "23"), ("LIX", "58"), ("3", "4-5"), ("1-2", "3-4"), ("S1", "S2")],
)
def test_other_numbers(ours: str, theirs: str) -> None:
    for pair in ((ours, theirs), (theirs, ours)):
        assert compare_number("volume", *pair).outcome is Outcome.DIFFERS


@pytest.mark.parametrize(
    ("ours", "dates"),
    [
        ("2009", ("2009-03", "2009-04")), ("2015", ("2015-11-03", "2016-04")), ("2016", ("2015-11-03", "2016-04")), ("2016", ("2015-09-14",)), ("2015", ("2016-02",)),
        ("2016", ("2015",)), ("2015", ("2016",)), ("2016", ("2015-11", "2015-12")), ("2015", ("2016-01", "2016-02")), ("2015-12", ("2016-04",)), ("2009", ()), ("2009", ("soon",)),
    ],
)  # fmt: skip
def test_years_that_may_be_right(ours: str, dates: tuple[str, ...]) -> None:
    assert compare_dates(ours, dates).difference is None


@pytest.mark.parametrize(
    ("ours", "dates"),
    [("2007", ("2009",)), ("2008", ("2009-03", "2009-04")), ("2010", ("2009-03", "2009-04")), ("2008-04", ("2009-04",)), ("2015", ("2016-11",)), ("1957", ("2007-01", "2007-02"))],
)  # fmt: skip
def test_years_that_are_wrong(ours: str, dates: tuple[str, ...]) -> None:
    assert compare_dates(ours, dates).difference is not None


@pytest.mark.parametrize(
    "text",
    ["plain words", "yes", "No", "null", "a: b", "# x", "- x", "7–44", "1e5", "0x1f", "e0123", "12", "2009-04", "[x]", "{x}", "it's", '"x"', "x\ty", "", "~", "a #b", "Kant, I.", "5", "x:", "\u202ex", "ends "],
)  # fmt: skip
def test_yaml_reads_back_what_was_written(text: str) -> None:
    assert yaml.safe_load(f"[{yaml_text(text)}]") == [text]
    assert yaml.safe_load(f"key: {yaml_text(text)}") == {"key": text}


STEADY = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
WORDS = st.text(st.sampled_from("abcdeéüñЖщ北0123456789 -–—:?.,;()[]<>&'\"/IVXpS"), max_size=40)
ANY = TEXT | WORDS
OPTIONAL = st.none() | ANY.filter(bool)
NAMES = st.lists(st.builds(Name, family=OPTIONAL, given=OPTIONAL, literal=OPTIONAL), max_size=4).map(tuple)
SOURCES = st.builds(
    lambda **fields: SourceRecord.model_validate({key.replace("_", "-"): value for key, value in fields.items()}),
    type=st.sampled_from(["article-journal", "book", "chapter", "webpage", "article-newspaper"]),
    title=ANY.filter(bool), author=NAMES, editor=NAMES, container_title=OPTIONAL, publisher=OPTIONAL, volume=OPTIONAL, issue=OPTIONAL, page=OPTIONAL,
    issued=st.none() | st.dates().map(str) | st.from_regex(r"\A[0-9]{4}(-0[1-9])?\Z"), ISSN=OPTIONAL, ISBN=OPTIONAL, DOI=OPTIONAL, URL=OPTIONAL,
)  # fmt: skip
TEXTS = st.lists(ANY, max_size=3).map(tuple)
RECORDS = st.builds(
    Work, doi=ANY, agency=st.just("Crossref"), type=st.sampled_from(["article-journal", "book", "chapter", "", "erratum"]), titles=TEXTS, subtitles=TEXTS,
    container_titles=TEXTS, authors=NAMES, editors=NAMES, dates=TEXTS, volume=ANY, issue=ANY, page=ANY, publisher=ANY, issn=TEXTS, isbn=TEXTS,
)  # fmt: skip


@settings(STEADY, max_examples=300)
@given(SOURCES, RECORDS)
def test_no_text_makes_the_matcher_or_the_formatter_raise(source: SourceRecord, record: Work) -> None:
    match = compare(source, record)
    assert 0 <= match.score <= 1
    for difference in (*match.differences, *match.notes):
        if difference.suggestion:
            yaml.safe_load(f"key: {difference.suggestion}")
    for parts in (of_source(source), of_work(record)):
        assert all(part.text for part in parts), parts
        assert plain_text(parts) == "".join(part.text for part in parts)


@STEADY
@given(NAMES, NAMES)
def test_likeness_of_names_is_symmetrical(ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> None:
    for one in ours:
        for other in theirs:
            assert likeness(one, other) is likeness(other, one)
    assert isinstance(yaml.safe_load(yaml_names(ours)), list)


@STEADY
@given(ANY, ANY)
def test_likeness_of_titles_and_journals_is_symmetrical(one: str, other: str) -> None:
    assert same_title(one, other) == same_title(other, one)
    assert same_container(one, other) == same_container(other, one)
    assert same_title(one, one)
    assert folded(folded(one)) == folded(one)


@STEADY
@given(ANY, ANY)
def test_pages_and_numbers_agree_with_themselves_and_either_way(one: str, other: str) -> None:
    for result, turned, with_itself in (
        (compare_pages(one, other)[0], compare_pages(other, one)[0], compare_pages(one, one)[0]),
        (
            compare_number("issue", one, other),
            compare_number("issue", other, one),
            compare_number("issue", one, one),
        ),
    ):
        assert with_itself.difference is None
        if one and other:
            assert (result.difference is None) == (turned.difference is None)


@STEADY
@given(ANY)
def test_marks_come_off_once(title: str) -> None:
    assert len(parted(title).title) <= len(plain_title(title))


@STEADY
@given(RECORDS)
def test_yaml_text_is_safe(record: Work) -> None:
    for text in (*record.titles, record.page, record.volume):
        assert yaml.safe_load(f"[{yaml_text(text)}]") == [text]


def test_a_work_is_never_another_than_itself() -> None:
    record = Work("10.5555/x", "Crossref", "book", ("Editorial",))
    assert compare(SourceRecord(type="book", title="Editorial"), record).sameness is not Sameness.DIFFERENT
