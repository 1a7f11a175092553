"""Every field of the NATO guide's two articles, spoilt in every way a hand can spoil it: each is named. And what is no slip.

A corruption is named when the field stands among the differences, or among the notes (which rules show as notes),
with both values. Records are those of Crossref, with the names cut up in both ways that it has had.
"""

import string
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from guidewarden.judge.citations import compare
from guidewarden.judge.citations.folding import folded
from guidewarden.model import Name, SourceRecord
from guidewarden.model.citing import DifferenceKind
from natoarticles import KRAMER, RECORDS, SHIFRINSON, SOURCES, assert_named, cited, records_of


def slips(text: str) -> Iterator[str]:
    """Give a text with one letter left out, doubled, swapped with the next one, or hit beside: whatever reads otherwise."""
    for place, letter in enumerate(text):
        if not letter.isalpha():
            continue
        before, after = text[:place], text[place + 1 :]
        beside = "x" if letter.lower() != "x" else "y"
        for spoilt in (
            before + after,
            before + letter + letter + after,
            before + after[:1] + letter + after[1:],
            before + beside + after,
        ):
            if folded(spoilt) != folded(text) and folded(spoilt).replace(" ", "") != folded(text).replace(
                " ", ""
            ):
                yield spoilt


def rewordings(text: str) -> Iterator[str]:
    """Give a text with a word left out, written twice, replaced, or swapped with the next one."""
    words = text.split()
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        if place or word not in ("The", "A"):
            yield " ".join((*before, *after))
        yield " ".join((*before, word, word, *after))
        yield " ".join((*before, "Somewhat", *after))
        if after and word != after[0]:
            yield " ".join((*before, after[0], word, *after[1:]))


def same_but_for_form(one: str, other: str) -> bool:
    return folded(one) == folded(other)


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize("field", ["title", "container-title"])
def test_every_slip_and_rewording_of_a_title(key: str, field: str) -> None:
    text = SOURCES[key][field]
    spoilt = {*slips(text), *(each for each in rewordings(text) if not same_but_for_form(each, text))}
    assert len(spoilt) > 50
    for value in sorted(spoilt):
        assert_named(key, field, value)


OTHER_TITLES = {
    SHIFRINSON: ["Deal or No Deal? The Beginning of the Cold War", "No Deal or Deal", "Deal, or No Deal in the End", "Kuhhandel oder nicht?"],
    KRAMER: ["The Myth of a NATO-Enlargement Pledge to Russia", "The Myth of a No-NATO-Enlargement Pledge", "Der Mythos einer Zusage an Russland"],
}  # fmt: skip
OTHER_JOURNALS = {
    SHIFRINSON: ["International Studies", "Internation Security", "International", "Security", "International Security Review", "Security International", "European Security"],
    KRAMER: ["The Washingtonian Quarterly", "Washington", "The Wilson Quarterly", "The Washington Monthly", "The Washington Quarterly Review", "Quarterly", "The Washington Post"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        (key, field, value)
        for field, others in (("title", OTHER_TITLES), ("container-title", OTHER_JOURNALS))
        for key, values in others.items()
        for value in values
    ]
    + [(key, "container-title", SOURCES[key]["title"]) for key in RECORDS],
)
def test_another_title_or_journal(key: str, field: str, value: str) -> None:
    assert_named(key, field, value)


def numbers_beside(own: str) -> Iterator[str]:
    """Give all that can stand for a volume or an issue, and is another."""
    number = int(own)
    yield from (str(other) for other in range(100) if other != number)
    yield from (f"{own}{letter}" for letter in "ABab")
    yield from (f"{letter}{own}" for letter in "AS")
    yield from (f"{number}{mark}{number + 1}" for mark in ("-", "–", "/", ", ", " and "))
    yield from (f"{number - 1}{mark}{number}" for mark in ("-", "–", "/"))
    yield from (f"{number + 1}-{number + 2}", f"{number - 1}–{number + 1}")
    yield from (
        "Spring",
        "Spring 2016",
        "Special Issue",
        "Supplement",
        "Suppl. 1",
        "VI",
        "LX",
        "n/a",
        "?",
        "—",
        "forty",
    )
    yield from (f"{number}.5", f"{own}{own}", f"-{number + 1}", f"{number}({number + 1})", "2016", "2009")


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize("field", ["volume", "issue"])
def test_every_other_number(key: str, field: str) -> None:
    spoilt = list(numbers_beside(SOURCES[key][field]))
    assert len(spoilt) > 120
    for value in spoilt:
        assert_named(key, field, value)


def pages_beside(own: str) -> Iterator[str]:
    """Give all that can stand for pages, and is other pages than these."""
    first, last = map(int, own.split("–"))
    yield from (f"{start}–{last}" for start in range(1, last) if start != first)
    yield from (
        f"{first}–{end}" for end in range(first + 1, 130) if end != last and not f"{last}".endswith(f"{end}")
    )
    yield from (str(page) for page in range(1, last + 1))
    yield from (
        f"{first}, {last}",
        f"{first}; {last}",
        f"{first} and {last}",
        f"{last}–{first}",
        f"{first}{last}",
        f"{first} {last}",
    )
    yield from (
        f"{own}, {last + 6}",
        f"{own}–{last + 9}",
        f"{own}, {last + 1}–{last + 3}",
        f"{first}–{first}",
        f"{first} ff.",
        f"{first}f.",
    )
    yield from (
        f"S{own}",
        f"S{first}–S{last}",
        f"{first}a–{last}",
        f"{first}–{last}a",
        f"e{first}",
        "e0123456",
        "e1",
        "vii–xliv",
        "xx",
        "n.p.",
        "?",
        f"{first}–S{last}",
    )


@pytest.mark.parametrize("key", RECORDS)
def test_every_other_page(key: str) -> None:
    spoilt = list(pages_beside(SOURCES[key]["page"]))
    assert len(spoilt) > 150
    for value in spoilt:
        assert_named(key, "page", value)


TOLD = {SHIFRINSON: {"2016", "2016-04"}, KRAMER: {"2009", "2009-03", "2009-04", "2009-03-18"}}


@pytest.mark.parametrize("key", RECORDS)
def test_every_other_year_month_and_day(key: str) -> None:
    year = SOURCES[key]["issued"][:4]
    spoilt = [str(other) for other in range(1900, 2040)] + [f"{other}-04" for other in range(1990, 2030)]
    spoilt += [f"{year}-{month:02}" for month in range(1, 13)]
    spoilt += [f"{year}-{month:02}-{day:02}" for month in (3, 5, 12) for day in (1, 17, 19, 28)]
    # The day of a month of which the registry tells no day contradicts nothing.
    day_unknown = ("2016-04-",)
    for value in (each for each in spoilt if each not in TOLD[key] and not each.startswith(day_unknown)):
        assert_named(key, "issued", value)


FAMILIES = {SHIFRINSON: "Itzkowitz Shifrinson", KRAMER: "Kramer"}
GIVEN = {SHIFRINSON: "Joshua R.", KRAMER: "Mark"}


def people_beside(family: str, given_names: str) -> Iterator[list[dict[str, str]]]:
    """Give all lists of authors that a hand makes of one author."""
    right = {"family": family, "given": given_names}
    yield from ([{"family": spoilt, "given": given_names}] for spoilt in slips(family))
    first = given_names.split(maxsplit=1)[0]
    yield from ([right | {"given": given_names.replace(first, spoilt)}] for spoilt in slips(first))
    yield [{"family": given_names, "given": family}]
    yield [{"family": family}]
    yield [{"literal": "North Atlantic Treaty Organization"}]
    yield [{"family": "Petersen", "given": given_names}]
    yield [{"family": "Petersen", "given": "Ulla"}]
    yield from ([right | {"given": other}] for other in ("Ulla", "Q.", "John", f"{first}us", "Z. Q."))
    another = {"family": "Petersen", "given": "Ulla"}
    yield from ([right, another], [another, right], [right, right], [another])


@pytest.mark.parametrize("key", RECORDS)
def test_every_other_list_of_authors(key: str) -> None:
    spoilt = list(people_beside(FAMILIES[key], GIVEN[key]))
    assert len(spoilt) > 40
    for value in spoilt:
        assert_named(key, "author", value)


@pytest.mark.parametrize(
    "given_names",
    [*(f"Joshua {letter}." for letter in string.ascii_uppercase if letter not in "RI"), "J. B.", "Josh B.", "Josh R."],
)  # fmt: skip
def test_another_middle_initial(given_names: str) -> None:
    assert_named(SHIFRINSON, "author", [{"family": "Itzkowitz Shifrinson", "given": given_names}])


@pytest.mark.parametrize(
    "family", ["Itzkowitz Petersen", "Petersen Shifrinson", "Itzkowitz-Shiffrinson", "Shiffrinson"]
)
def test_a_double_family_name_that_is_another(family: str) -> None:
    assert_named(SHIFRINSON, "author", [{"family": family, "given": "Joshua R."}])


def test_the_parts_of_a_double_family_name_turned() -> None:
    names = [{"family": "Shifrinson Itzkowitz", "given": "Joshua R."}]
    (note,) = compare(cited(SHIFRINSON, author=names), RECORDS[SHIFRINSON]).notes
    assert (note.field, note.theirs) == ("author", "Itzkowitz Shifrinson, Joshua R.")


@pytest.mark.parametrize(
    ("family", "given_names"), [("ITZKOWITZ SHIFRINSON", "JR"), ("Itzkowitz Shifrinson", "Josh. R.")]
)
def test_given_names_cut_short(family: str, given_names: str) -> None:
    names = [{"family": family, "given": given_names}]
    assert compare(cited(SHIFRINSON, author=names), RECORDS[SHIFRINSON]).notes == ()


def test_authors_in_another_order_and_editors() -> None:
    pair = (Name(family="Kramer", given="Mark"), Name(family="Okonjo", given="Tomas"))
    record = replace(RECORDS[KRAMER], authors=pair)
    names = [{"family": "Okonjo", "given": "Tomas"}, {"family": "Kramer", "given": "M."}]
    (note,) = compare(cited(KRAMER, author=names), record).notes
    assert (note.field, note.ours) == ("author", "Okonjo, Tomas; Kramer, M.")
    assert note.suggestion == "[{family: Kramer, given: M.}, {family: Okonjo, given: Tomas}]"
    record = replace(RECORDS[KRAMER], editors=pair[1:])
    assert compare(cited(KRAMER, editor=names[:1]), record).notes == ()
    assert [each.field for each in compare(cited(KRAMER, editor=names[1:]), record).differences] == ["editor"]


def test_an_author_who_is_called_the_editor_is_missing() -> None:
    match = compare(cited(KRAMER, author=None, editor=SOURCES[KRAMER]["author"]), RECORDS[KRAMER])
    assert [(note.field, note.kind) for note in match.notes] == [("author", DifferenceKind.MISSING)]


TYPES = [kind for kind in get_args(SourceRecord.model_fields["type"].annotation) if kind != "article-journal"]


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize("kind", TYPES)
def test_every_other_type(key: str, kind: str) -> None:
    assert_named(key, "type", kind)
    wrong = {each.field for each in compare(cited(key, type=kind), RECORDS[key]).differences}
    assert (wrong == {"type"}) == (kind in {"book", "chapter", "dataset", "legislation", "thesis", "treaty"})


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize(
    ("field", "value"),
    [("language", each) for each in ("de", "fr", "ru", "eo", "de-AT", "zh-Hant", "ger")]
    + [("publisher", each) for each in ("Yale University Press", "MITT Press", "Press", "Roudledge", "Brookings", "NATO")]
    + [("ISSN", each) for each in ("0162-2888", "0020-8833", "0162-288", "0126-2889", "1531-4840", "0163-6601", "1530-9171", "ISSN")],
)  # fmt: skip
def test_other_languages_publishers_and_standard_numbers(key: str, field: str, value: str) -> None:
    assert_named(key, field, value)


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize("value", ["de", "fr", "ru", "de-AT", "zh-Hant", "ger"])
def test_another_language_than_that_of_the_title_where_the_record_tells_none(key: str, value: str) -> None:
    (note,) = compare(cited(key, language=value), replace(RECORDS[key], language="")).notes
    assert (note.field, note.ours, note.theirs, note.suggestion) == ("language", value, "en (title)", "en")


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize("value", ["en", "en-GB", "eng", None])
def test_the_language_of_the_title(key: str, value: str | None) -> None:
    assert compare(cited(key, language=value), replace(RECORDS[key], language="")).notes == ()


BOOK = replace(RECORDS[KRAMER], type="book", isbn=("9780306406157",))


@pytest.mark.parametrize(
    ("value", "certain"), [("978-0-306-40615-8", True), ("0-306-40615-3", True), ("0306", True), ("978-0-300-25993-3", False)]
)  # fmt: skip
def test_another_isbn(value: str, certain: bool) -> None:
    match = compare(cited(KRAMER, type="book", ISBN=value), BOOK)
    (told,) = match.differences if certain else match.notes
    assert (told.field, told.ours, told.suggestion) == ("ISBN", value, '"9780306406157"')


@pytest.mark.parametrize("value", ["978-0-306-40615-7", "0-306-40615-2", "9780306406157"])
def test_the_same_isbn(value: str) -> None:
    match = compare(cited(KRAMER, type="book", ISBN=value), BOOK)
    assert (match.differences, match.notes) == ((), ())


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize("field", ["author", "container-title", "volume", "issue", "page", "issued"])
def test_a_field_left_out(key: str, field: str) -> None:
    assert_named(key, field, None)


HARMLESS = [
    # As it is, in other letters.
    (SHIFRINSON, "title", "DEAL OR NO DEAL? THE END OF THE COLD WAR AND THE U.S. OFFER TO LIMIT NATO EXPANSION"),
    (SHIFRINSON, "title", "Deal or no deal? The end of the cold war and the US offer to limit NATO expansion."),
    (SHIFRINSON, "title", "Deal or No Deal?: The End of the Cold War and the U.S. Offer to Limit NATO Expansion"),
    (SHIFRINSON, "title", "Deal or No Deal? — The End of the Cold War & the U.S. Offer to Limit NATO Expansion"),
    (SHIFRINSON, "title", "Deal or No Deal?"),
    (SHIFRINSON, "title", "Déal or No Déal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion"),
    (KRAMER, "title", "The Myth of a No–NATO–Enlargement Pledge to Russia"),
    (KRAMER, "title", "“The Myth of a No-NATO Enlargement Pledge to Russia”"),
    (KRAMER, "title", "Myth of a No-NATO-Enlargement Pledge to Russia"),
    # Names in the ways that title pages and catalogues have them.
    *(
        (SHIFRINSON, "author", [name])
        for name in (
            {"family": "Shifrinson", "given": "Joshua R. Itzkowitz"},
            {"family": "Shifrinson", "given": "Joshua"},
            {"family": "Shifrinson", "given": "Joshua R."},
            {"family": "Itzkowitz Shifrinson", "given": "Joshua"},
            {"family": "Itzkowitz Shifrinson", "given": "J. R."},
            {"family": "Itzkowitz-Shifrinson", "given": "J."},
            {"family": "Ítzkowitz Shifrinson", "given": "Jóshua R."},
            {"literal": "Joshua R. Itzkowitz Shifrinson"},
            {"literal": "Itzkowitz Shifrinson, Joshua R."},
        )
    ),
    *(
        (KRAMER, "author", [name])
        for name in (
            {"family": "Kramer", "given": "M."},
            {"family": "KRAMER", "given": "MARK"},
            {"literal": "Mark Kramer"},
        )
    ),
    (SHIFRINSON, "container-title", "Int. Secur."),
    (SHIFRINSON, "container-title", "Int Secur"),
    (SHIFRINSON, "container-title", "INTERNATIONAL SECURITY"),
    (SHIFRINSON, "container-title", "International Security (Online)"),
    (KRAMER, "container-title", "Washington Quarterly"),
    (KRAMER, "container-title", "Wash. Q."),
    (KRAMER, "container-title", "Wash. Quart."),
    *((SHIFRINSON, "volume", each) for each in ("Vol. 40", "vol 40", "040", "XL", "Bd. 40", "40 ")),
    *((SHIFRINSON, "issue", each) for each in ("no. 4", "No 4", "04", "IV", "Issue 4", "4-4")),
    *((SHIFRINSON, "page", each) for each in ("7-44", "7—44", "7 – 44", "pp. 7–44", "p. 7-44", "7--44", "007–044")),
    *((KRAMER, "page", each) for each in ("39-61", "39–61.", "S. 39-61", "39−61")),
    *((KRAMER, "issued", each) for each in ("2009", "2009-03", "2009-03-18", "2009-04", "2009-04-01")),
    (SHIFRINSON, "issued", "2016-04"),
    *((SHIFRINSON, "language", each) for each in ("en-US", "en-GB", "eng", "EN", None)),
    *((SHIFRINSON, "publisher", each) for each in ("The MIT Press", "MIT Press Journals", "mit press", None)),
    *((KRAMER, "publisher", each) for each in ("Taylor & Francis", "Taylor and Francis Ltd.", "Informa UK Limited")),
    *((SHIFRINSON, "ISSN", each) for each in ("1531-4804", "01622889", "ISSN 0162-2889", None)),
    (KRAMER, "ISSN", "0163-660x"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "field", "value"), HARMLESS)
def test_what_is_no_slip_is_not_even_noted(key: str, field: str, value: Any) -> None:
    for record in records_of(key):
        match = compare(cited(key, **{field: value}), record)
        assert match.is_clean, match
        assert match.notes == ()


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [(KRAMER, "page", "425–37"), (KRAMER, "page", "425–437"), (KRAMER, "page", "425-7")],
)
def test_abbreviated_ranges(key: str, field: str, value: str) -> None:
    theirs = {"425–37": "425-437", "425–437": "425-37", "425-7": "425-427"}[value]
    match = compare(cited(key, **{field: value}), replace(RECORDS[key], page=theirs))
    assert match.is_clean
    assert match.notes == ()


TEXT = st.text(string.ascii_letters + string.digits + " -–/,;.()éЖ", min_size=1, max_size=12)


@settings(
    deadline=None, derandomize=True, database=None, max_examples=300, suppress_health_check=list(HealthCheck)
)
@given(st.sampled_from([SHIFRINSON, KRAMER]), st.sampled_from(["volume", "issue", "page"]), TEXT)
def test_whatever_is_written_for_a_number_is_it_or_is_named(key: str, field: str, value: str) -> None:
    digits = "".join(letter for letter in value if letter.isdigit())
    own = "".join(letter for letter in SOURCES[key][field] if letter.isdigit())
    assume(value.strip() and digits.lstrip("0") != own)
    assume(folded(value) not in {"iv", "ii", "xl", "xxxii"})
    assert_named(key, field, value)
