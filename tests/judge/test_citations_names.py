"""Names that say more than the registry's are worth a look; what says the same, or less, is not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from guidewarden.judge.citations import compare
from guidewarden.judge.citations.fuller import says_more
from guidewarden.model import Name
from natoarticles import KRAMER, RECORDS, SHIFRINSON, assert_named, cited


def name(text: str) -> Name:
    family, comma, given_names = text.partition(", ")
    return Name(family=family, given=given_names) if comma else Name(literal=text)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Kramer-Smith, Mark", "Kramer, Mark"),
        ("Smith-Kramer, Mark", "Kramer, Mark"),
        ("Kramer Smith, Mark", "Kramer, Mark"),
        ("de Kramer, Mark", "Kramer, Mark"),
        ("von Kramer, Mark", "Kramer, Mark"),
        ("d’Aubigny, Hélène", "Aubigny, Hélène"),
        ("Kramer III, Mark", "Kramer, Mark"),
        ("Kramer, Mark III", "Kramer, Mark"),
        ("Kramer Jr., Mark", "Kramer, Mark"),
        ("Kramer, Mark Kramer", "Kramer, Mark"),
        ("Kramer, Mark Quentin", "Kramer, Mark"),
        ("Kramer, Mark Q. X.", "Kramer, Mark"),
        ("Kramer, M. Z.", "Kramer, Mark"),
        ("Kramer, MZ", "Kramer, Mark"),
        ("Kramer, Mark et al.", "Kramer, Mark"),
        ("Kramer, Professor Mark", "Kramer, Mark"),
        ("Mark Smith Kramer", "Kramer, Mark"),
        ("Professor Mark Quentin X. Kramer", "Kramer, Mark"),
        ("Kramer, Mark Q.", "Mark Kramer"),
        ("Müller-Schmidt, Jörg", "Mueller, Joerg"),
        ("Горбачёв, Михаил Сергеевич", "Gorbachev, Mikhail"),
        ("Itzkowitz Shifrinson, Joshua R. S.", "Shifrinson, Joshua R. Itzkowitz"),
        # Begins with another of the registry's words.
        ("Shifrinson, R.", "Itzkowitz Shifrinson, Joshua R."),
        ("Shifrinson, Itzkowitz", "Itzkowitz Shifrinson, Joshua R."),
        ("Shifrinson, Itzkowitz", "Shifrinson, Joshua R. Itzkowitz"),
        ("Hoover, Edgar", "Hoover, John Edgar"),
        ("Itzkowitz, R. Shifrinson", "Itzkowitz Shifrinson, Joshua R."),
    ],
)
def test_more_than_the_registry_tells(ours: str, theirs: str) -> None:
    assert says_more(name(ours), name(theirs))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Kramer, M.", "Kramer, Mark"),
        ("Kramer, Mark", "Kramer, M."),
        ("Kramer, Mark", "Kramer, Mark Quentin, III"),
        ("Kramer", "Kramer, Mark"),
        ("Mark Kramer", "Kramer, Mark"),
        ("Krämer, Mark", "Kramer, Mark"),
        ("Müller, Jörg", "Mueller, Joerg"),
        ("Mueller, Joerg", "Müller, Jörg"),
        ("Muller, J.", "Müller, Jörg"),
        ("Aubigny, Hélène", "d’Aubigny, Hélène"),
        ("Vanderberg, Jan", "van der Berg, Jan"),
        ("Berg, Jan van der", "van der Berg, Jan"),
        ("Berg, Jan", "van der Berg, Jan"),
        ("Jospin, Jeanpaul", "Jospin, Jean-Paul"),
        ("Huntington, SP", "Huntington, Samuel Phillips"),
        ("Huntington, Samuel P.", "HUNTINGTON, SP"),
        ("Huntington, Sam. P.", "Huntington, Samuel Phillips"),
        ("Hoover, Edgar", "Hoover, J. Edgar"),
        ("Gorbatschow, Michail", "Горбачёв, Михаил Сергеевич"),
        ("García, Gabriel", "García Márquez, Gabriel"),
        ("Itzkowitz Shifrinson, Joshua R.", "Shifrinson, Joshua R. Itzkowitz"),
        ("Shifrinson, J. R. I.", "Itzkowitz Shifrinson, Joshua R."),
        ("The North Atlantic Treaty Organization", "NATO"),
    ],
)
def test_no_more_than_the_registry_tells(ours: str, theirs: str) -> None:
    assert not says_more(name(ours), name(theirs))


def people(text: str) -> list[dict[str, Any]]:
    return [name(each).model_dump(exclude_none=True) for each in text.split("; ")]


@pytest.mark.parametrize(
    ("key", "authors"),
    [
        (KRAMER, "Kramer-Smith, Mark"),
        (KRAMER, "Kramer, Mark N."),
        (KRAMER, "von Kramer, Mark"),
        (KRAMER, "Kramer III, Mark"),
        (KRAMER, "Professor Mark Kramer"),
        (KRAMER, "Kramer, Mark; et al."),
        (SHIFRINSON, "Shifrinson, R."),
        (SHIFRINSON, "Shifrinson, Itzkowitz"),
    ],
)
def test_it_is_noted_with_the_registry_s_name(key: str, authors: str) -> None:
    assert_named(key, "author", people(authors))
    match = compare(cited(key, author=people(authors)), RECORDS[key])
    assert match.is_clean
    family = "Kramer" if key == KRAMER else "Itzkowitz Shifrinson"
    assert match.notes[0].suggestion.startswith(f"[{{family: {family}, given: ")


def test_others_that_the_registry_names_are_no_more() -> None:
    record = replace(RECORDS[KRAMER], authors=(*RECORDS[KRAMER].authors, Name(literal="et al.")))
    assert compare(cited(KRAMER, author=people("Kramer, Mark; et al.")), record).notes == ()


TEXT = st.text("abcéüñЖщ北 -.,'’1IV", max_size=14).filter(bool)
NAMES = st.builds(Name, family=st.none() | TEXT, given=st.none() | TEXT, literal=st.none() | TEXT)


@settings(deadline=None, derandomize=True, database=None)
@given(NAMES, NAMES)
def test_any_names(ours: Name, theirs: Name) -> None:
    assert says_more(ours, theirs) in {True, False}
    assert not says_more(ours, ours)
