"""What stands before or behind a title, or a journal's name, on one side only."""

from typing import Any

import pytest
from msgspec.structs import replace

from guidewarden.judge.citations import candidate, compare
from guidewarden.judge.citations.tails import heads_another_work, names_another_work
from guidewarden.model import Name, SourceRecord, Update, Work
from guidewarden.model.citing import Match, NoticeRelation, Sameness
from natoarticles import KRAMER, RECORDS, SHIFRINSON, SOURCES, cited

TITLE, LONG = SOURCES[KRAMER]["title"], SOURCES[SHIFRINSON]["title"]

OTHERS = [
    ": A Reply", " – Reply", ". Reply to Critics", ": Author’s Reply", ": A Rejoinder", ": Response to Kramer", ": A Critique", ": Comment", ": Comments on Kramer",
    ": Part II", ": Part Two: The Sequel", ": II", ": 2", ": No. 3", ": Volume 2", ": Second Part", " (review)", " [Book Review]", ": Review",
    ": Correction", ": Erratum to Table 1", ": Supplement", ": Supplementary Material", ": Appendix B", ": Postscript",
    ": Eine Erwiderung auf Kramer", ": Antwort an Kramer", ": Kommentar", " (Rezension)", ": Teil 2", ": Nachtrag", ": Réponse à Kramer", ": Réplique", ": Compte rendu", ": Deuxième partie",
    ": Respuesta", " (reseña)", ": Segunda parte", ": Fe de erratas", ": Risposta a Kramer", ": Recensione", ": Een antwoord", ": Deel 2", ": Ответ", ": Часть II", " (рецензия)",
]  # fmt: skip
OWN = [
    ": Evidence from Paris", ": A Review of the Literature", ": An Introduction", ": 1990–1995", ": 1990", ": Questions and Answers", ": No One Left", ": Parts of a Whole Story",
    ": Kritik der reinen Vernunft", ": Responses of Three Governments", ": Volume and Intensity", ": Critique of a Tradition",
]  # fmt: skip
HEADS = ["Reply: ", "A Reply to ", "Rejoinder to “", "Review of ", "Comment on ", "Part II: ", "Erwiderung auf ", "Réponse à ", "Supplement to "]  # fmt: skip


@pytest.mark.parametrize("tail", OTHERS)
def test_tails_of_another_work(tail: str) -> None:
    assert names_another_work(tail)


@pytest.mark.parametrize("tail", [*OWN, "", ": ", ": The", "?"])
def test_tails_that_are_a_work_s_own(tail: str) -> None:
    assert not names_another_work(tail)


@pytest.mark.parametrize("head", HEADS)
def test_heads_of_another_work(head: str) -> None:
    assert heads_another_work(head)
    assert not heads_another_work("On the Origin of ")


def ours(title: str, **changes: Any) -> Match:
    return compare(cited(KRAMER, title=title, **changes), RECORDS[KRAMER])


def theirs(title: str, **changes: Any) -> Match:
    return compare(cited(KRAMER, **changes), replace(RECORDS[KRAMER], titles=(title,)))


@pytest.mark.parametrize(
    "title", [*(f"{TITLE}{tail}" for tail in OTHERS), *(f"{head}{TITLE}" for head in HEADS)]
)
def test_another_work_on_either_side_is_a_difference(title: str) -> None:
    for match in (ours(title), theirs(title)):
        if match.notice is NoticeRelation.NONE:  # The very page agrees: a slip in the title.
            assert (match.sameness, match.differences[0].field) == (Sameness.SAME, "title")
            assert title in (match.differences[0].ours, match.differences[0].theirs)


@pytest.mark.parametrize("tail", [": A Reply", ": Part II", " (review)", ": Supplement"])
def test_without_the_page_it_is_another_work(tail: str) -> None:
    assert ours(TITLE + tail, page=None).sameness is Sameness.DIFFERENT
    assert theirs(TITLE + tail, page=None).sameness is Sameness.DIFFERENT
    assert theirs(TITLE + tail, page="99–103").sameness is Sameness.DIFFERENT


def test_a_survey_may_call_itself_a_review() -> None:
    match = theirs(f"{TITLE}: A Review", page=None)
    assert (match.sameness, match.differences[0].field) == (Sameness.SAME, "title")


@pytest.mark.parametrize("tail", OWN)
def test_a_subtitle_that_the_record_does_not_tell_is_noted(tail: str) -> None:
    match = ours(TITLE + tail)
    assert match.is_clean
    assert [(note.field, note.theirs) for note in match.notes] == [("title", TITLE)]
    # A citation may leave a subtitle out.
    assert theirs(TITLE + tail).notes == ()
    assert theirs(TITLE + tail).is_clean


@pytest.mark.parametrize("tail", [": Evidence from Paris", ": A Rejoinder", ". Reply to Trachtenberg"])
def test_beside_a_subtitle_a_second_one_is_a_difference(tail: str) -> None:
    longer = replace(RECORDS[SHIFRINSON], titles=(LONG + tail,))
    for match in (
        compare(cited(SHIFRINSON, title=LONG + tail), RECORDS[SHIFRINSON]),
        compare(cited(SHIFRINSON), longer),
    ):
        assert [each.field for each in match.differences] == ["title"]
        assert match.differences[0].theirs in (LONG, LONG + tail)
    assert compare(cited(SHIFRINSON, title="Deal or No Deal?"), RECORDS[SHIFRINSON]).notes == ()


@pytest.mark.parametrize(
    "tail",
    [" [Der Mythos einer Zusage]", " = Der Mythos einer Zusage", " / Mark Kramer", " (Online)", ".", "!"],
)
def test_what_cataloguers_add_is_nothing(tail: str) -> None:
    for match in (ours(TITLE + tail), theirs(TITLE + tail)):
        assert (match.is_clean, match.notes) == (True, ())


@pytest.mark.parametrize(
    ("subtitle", "title", "named"),
    [
        ("A Reply to Critics", TITLE, True),
        ("A Reply to Critics", f"{TITLE}: A Reply to Critics", False),
        ("Evidence from Paris", TITLE, False),
        ("Evidence from Paris", f"{TITLE}: Evidence from Paris", False),
        ("Evidence from Paris", f"{TITLE}: Evidence from Rome", True),
        ("Evidence from Paris", f"{TITLE}: Evidence from Paris: A Story", True),
    ],
)
@pytest.mark.parametrize("twice", [False, True])
def test_a_subtitle_told_apart(subtitle: str, title: str, named: bool, twice: bool) -> None:
    whole = f"{TITLE}: {subtitle}"
    record = replace(RECORDS[KRAMER], titles=(whole if twice else TITLE,), subtitles=(subtitle,))
    match = compare(cited(KRAMER, title=title), record)
    assert [each.field for each in match.differences] == (["title"] if named else [])
    assert match.notes == ()
    if named:
        assert match.differences[0].theirs == whole


def test_a_subtitle_that_cannot_be_read_is_not_compared() -> None:
    record = replace(RECORDS[KRAMER], unreadable=("subtitle",))
    assert compare(cited(KRAMER, title=f"{TITLE}: Evidence from Paris"), record).notes == ()


def test_a_work_that_only_we_call_retracted() -> None:
    title = f"Retracted: {TITLE}"
    assert [each.field for each in ours(title).differences] == ["title"]
    for record in (
        replace(RECORDS[KRAMER], updated_by=(Update("retraction", "10.5555/n"),)),
        replace(RECORDS[KRAMER], titles=(f"RETRACTED: {TITLE}",)),
    ):
        assert compare(cited(KRAMER, title=title), record).differences == ()


JOURNALS: dict[str, list[tuple[str, str]]] = {
    "note": [(SHIFRINSON, each) for each in ("International Security: Europe", "International Security (London)", "International Security (Cambridge, Mass.)", "IS", "I. Security")]
    + [(KRAMER, each) for each in ("TWQ", "WQ", "W. Q.", "Was. Qua.", "The Washington Quarterly: A Review of Strategic Issues")],
    "difference": [(SHIFRINSON, each) for each in ("International Security. Series B", "International Security: Supplement", "International Security, Part A", "In Security", "Int. Stud.")]
    + [(KRAMER, each) for each in ("Washington Quarterly: Supplement", "The Wash. Quarter", "Walla Q.")],
    "": [(SHIFRINSON, each) for each in ("Int. Secur.", "Int Secur", "Int. Security", "International Security [Print]", "International Security (Online)", "The International Security")]
    + [(KRAMER, each) for each in ("Wash. Q.", "Washington Q.", "Wash Q")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "key", "value"), [(kind, *pair) for kind, pairs in JOURNALS.items() for pair in pairs]
)
def test_names_of_journals(kind: str, key: str, value: str) -> None:
    match = compare(cited(key, **{"container-title": value, "ISSN": None}), RECORDS[key])
    found = ["difference"] * bool(match.differences) + ["note"] * bool(match.notes)
    assert found == [kind] * bool(kind)
    assert all(each.field == "container-title" for each in (*match.differences, *match.notes))


@pytest.mark.parametrize("short", ["TWQ", "Was. Qua.", "Washington Quarterly Wash."])
def test_the_registry_s_own_short_title_is_as_good_as_the_full_one(short: str) -> None:
    record = replace(RECORDS[KRAMER], container_titles=("The Washington Quarterly", short))
    match = compare(cited(KRAMER, **{"container-title": short}), record)
    assert (match.differences, match.notes) == ((), ())


WITHOUT_PAGES = {"page": None, "DOI": None, "publisher": None, "ISSN": None}
FOUND = RECORDS[KRAMER]


def searched(record: Work, **changes: Any) -> Work | None:
    return candidate(cited(KRAMER, **WITHOUT_PAGES | changes), [record])


def test_the_work_itself_is_suggested() -> None:
    assert searched(FOUND) is FOUND
    with_subtitle = replace(FOUND, subtitles=("Evidence from Paris",))
    assert searched(with_subtitle) is with_subtitle


@pytest.mark.parametrize(
    "changes",
    [
        *({"titles": (f"{TITLE}{tail}",)} for tail in (": A Reply", ": Part II", " (review)", ": Erratum", ", Part II")),
        *({"titles": (f"{head}{TITLE}",)} for head in ("Reply to ", "Review of ", "RETRACTED: ", "Erratum to ")),
        {"subtitles": ("A Reply to Critics",)},
        *({"type": kind} for kind in ("book", "dataset", "peer-review", "component", "article", "chapter", "")),
        {"authors": (Name(family="Kramer", given="Martin"),)},
        {"authors": (Name(family="Kramer", given="Mark"), Name(family="Okonjo", given="Tomas"))},
        {"container_titles": ("The Washington Quarterly: Supplement",)},
        {"unread": ("“updated-by” is a text and no list",)},
        {"unreadable": ("issued",)},
    ],
)  # fmt: skip
def test_what_is_not_certainly_the_work_is_not_suggested(changes: dict[str, Any]) -> None:
    assert searched(replace(FOUND, **changes)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"title": f"{TITLE}: Evidence from Paris"},
        {"title": f"Retracted: {TITLE}"},
        {"author": [{"family": "Kramer-Smith", "given": "Mark"}]},
        {"author": [{"family": "Kramer", "given": "Mark N."}]},
        {"type": "article-magazine"},
    ],
)
def test_nothing_is_suggested_to_a_citation_that_needs_a_look(changes: dict[str, Any]) -> None:
    assert searched(FOUND, **changes) is None


def test_a_garbled_record_is_compared_with_nothing() -> None:
    match = compare(
        SourceRecord(type="book", title="B"), Work("10.5555/x", "Crossref", volume="3", unreadable=("title",))
    )
    assert (match.sameness, match.differences, match.notes) == (Sameness.UNCERTAIN, (), ())
