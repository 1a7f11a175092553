"""Citations as readers see them."""

from typing import Any

import pytest

from guidewarden.bibliography import Part, of_source, of_work, plain_text
from guidewarden.model import Name, SourceRecord, Work


def source(**fields: Any) -> SourceRecord:
    return SourceRecord.model_validate({key.replace("_", "-"): value for key, value in fields.items()})


def person(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given}


KRAMER: dict[str, Any] = {
    "type": "article-journal", "title": "The Myth of a No-NATO-Enlargement Pledge to Russia", "author": [person("Kramer", "Mark")],
    "container-title": "The Washington Quarterly", "volume": "32", "issue": "2", "page": "39–61", "issued": "2009-04", "DOI": "10.1080/01636600902773248",
}  # fmt: skip


def test_a_journal_article_in_parts() -> None:
    assert of_source(source(**KRAMER)) == (
        Part("Kramer, Mark. 2009. “The Myth of a No-NATO-Enlargement Pledge to Russia.” "),
        Part("The Washington Quarterly", "italic"),
        Part(" 32 (2): 39–61. "),
        Part("https://doi.org/10.1080/01636600902773248", href="https://doi.org/10.1080/01636600902773248"),
    )


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        (("DOI",), "Kramer, Mark. 2009. “The Myth of a No-NATO-Enlargement Pledge to Russia.” The Washington Quarterly 32 (2): 39–61."),
        (("DOI", "page"), "Kramer, Mark. 2009. “The Myth of a No-NATO-Enlargement Pledge to Russia.” The Washington Quarterly 32 (2)."),
        (("DOI", "issue"), "Kramer, Mark. 2009. “The Myth of a No-NATO-Enlargement Pledge to Russia.” The Washington Quarterly 32: 39–61."),
        (("DOI", "volume"), "Kramer, Mark. 2009. “The Myth of a No-NATO-Enlargement Pledge to Russia.” The Washington Quarterly, no. 2: 39–61."),
        (("DOI", "volume", "issue"), "Kramer, Mark. 2009. “The Myth of a No-NATO-Enlargement Pledge to Russia.” The Washington Quarterly, 39–61."),
        (("DOI", "volume", "issue", "page"), "Kramer, Mark. 2009. “The Myth of a No-NATO-Enlargement Pledge to Russia.” The Washington Quarterly."),
        (("DOI", "issued"), "Kramer, Mark. n.d. “The Myth of a No-NATO-Enlargement Pledge to Russia.” The Washington Quarterly 32 (2): 39–61."),
        (("DOI", "author"), "“The Myth of a No-NATO-Enlargement Pledge to Russia.” 2009. The Washington Quarterly 32 (2): 39–61."),
        (("DOI", "container-title"), "Kramer, Mark. 2009. “The Myth of a No-NATO-Enlargement Pledge to Russia.” Vol. 32. 39–61."),
    ],
)  # fmt: skip
def test_fields_left_out(left_out: tuple[str, ...], expected: str) -> None:
    assert (
        plain_text(of_source(source(**{key: value for key, value in KRAMER.items() if key not in left_out})))
        == expected
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "book", "title": "Not One Inch", "author": [person("Sarotte", "M. E.")], "publisher": "Yale University Press", "issued": "2021"},
         "Sarotte, M. E. 2021. Not One Inch. Yale University Press."),
        ({"type": "book", "title": "Marxism", "editor": [person("Nelson", "Cary"), person("Grossberg", "Lawrence")], "issued": "1988"},
         "Nelson, Cary, and Lawrence Grossberg, eds. 1988. Marxism."),
        ({"type": "book", "title": "Letters", "author": [person("A", "B.")], "editor": [person("C", "D.")], "volume": "2", "publisher": "Press"},
         "A, B. n.d. Letters. Edited by D. C. Vol. 2. Press."),
        ({"type": "chapter", "title": "Can the Subaltern Speak?", "author": [person("Spivak", "G.")], "editor": [person("Nelson", "Cary")], "container-title": "Marxism", "page": "271-313", "publisher": "University of Illinois Press", "issued": "1988"},
         "Spivak, G. 1988. “Can the Subaltern Speak?” In Marxism, edited by Cary Nelson, 271–313. University of Illinois Press."),
        ({"type": "chapter", "title": "Alone"}, "“Alone.” n.d."),
        ({"type": "chapter", "title": "Entry", "editor": [person("Nelson", "Cary")], "container-title": "Marxism"}, "Nelson, Cary, ed. n.d. “Entry.” In Marxism."),
        ({"type": "paper-conference", "title": "Counting", "author": [person("A", "B.")], "container-title": "Proceedings", "issued": "2018-07"}, "A, B. 2018. “Counting.” In Proceedings."),
        ({"type": "article-newspaper", "title": "Vergangenheit", "author": [person("Nolte", "Ernst")], "container-title": "FAZ", "page": "25", "issued": "1986-06-06"},
         "Nolte, Ernst. 1986. “Vergangenheit.” FAZ, 6 June, 25."),
        ({"type": "article-magazine", "title": "As We May Think", "author": [person("Bush", "V.")], "container-title": "The Atlantic", "issued": "1945-07"},
         "Bush, V. 1945. “As We May Think.” The Atlantic, July."),
        ({"type": "document", "title": "Final Act", "author": [{"literal": "CSCE"}], "issued": "1975-08-01", "URL": "https://www.osce.org/x"}, "CSCE. 1975. Final Act. https://www.osce.org/x"),
        ({"type": "thesis", "title": "Marginalia", "author": [person("W", "E.")], "publisher": "Harbour University", "issued": "2009"}, "W, E. 2009. “Marginalia.” Thesis. Harbour University."),
        ({"type": "webpage", "title": "Relations with Russia", "container-title": "NATO", "issued": "2024-03-01"}, "“Relations with Russia.” 2024. NATO, 1 March."),
        ({"type": "dataset", "title": "Opening Hours", "author": [{"literal": "Institute"}], "publisher": "Archive", "issued": "2021"}, "Institute. 2021. Opening Hours. Data set. Archive."),
        ({"type": "treaty", "title": "Charter", "issued": "1945-06-26"}, "Charter. 1945. 26 June."),
        ({"type": "report", "title": "State of Libraries", "author": [{"literal": "Group Ltd."}], "issued": "1999"}, "Group Ltd. 1999. State of Libraries."),
        ({"type": "article", "title": "“Lemons” and Markets", "author": [person("A", "B.")]}, "A, B. n.d. “‘Lemons’ and Markets.”"),
        ({"type": "article", "title": "The “Lemons”", "author": [person("A", "B.")]}, "A, B. n.d. “The ‘Lemons.’”"),
        ({"type": "book", "title": "Why?", "author": [person("A", "B.")], "publisher": "P & Co."}, "A, B. n.d. Why? P & Co."),
    ],
)  # fmt: skip
def test_types(fields: dict[str, Any], expected: str) -> None:
    assert plain_text(of_source(source(**fields))) == expected


@pytest.mark.parametrize("kind", [
    "article-journal", "article-magazine", "article-newspaper", "article", "book", "chapter", "dataset", "document", "entry-encyclopedia", "interview", "legislation",
    "manuscript", "paper-conference", "post-weblog", "report", "speech", "thesis", "treaty", "webpage",
])  # fmt: skip
def test_every_type_has_clean_punctuation(kind: str) -> None:
    names = {"author": [person("A", "B.")], "editor": [person("C", "D.")]}
    rest = {
        "container-title": "Container",
        "publisher": "Press",
        "volume": "1",
        "issue": "2",
        "page": "3-4",
        "issued": "2001-02-03",
        "DOI": "10.5555/x",
    }
    everything = {**names, **rest}
    for number in range(2 ** len(everything)):
        chosen = {key: value for place, (key, value) in enumerate(everything.items()) if number >> place & 1}
        text = plain_text(of_source(source(type=kind, title="Title", **chosen)))
        assert "Title" in text
        for wrong in ("..", " .", " ,", ",,", ",.", "  ", "()", "::", ": .", ". ,", ".:"):
            assert wrong not in text, text
        assert text.endswith((".", "”", "10.5555/x")), text
        assert text == text.strip()


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "A0, B. n.d."),
        (2, "A0, B., and B. A1. n.d."),
        (3, "A0, B., B. A1, and B. A2. n.d."),
        (11, "A0, B., B. A1, B. A2, B. A3, B. A4, B. A5, B. A6, et al. n.d."),
    ],
)
def test_many_authors(count: int, expected: str) -> None:
    names = [person(f"A{number}", "B.") for number in range(count)]
    assert plain_text(of_source(source(type="article", title="T", author=names))) == f"{expected} “T.”"


def test_two_bodies_need_no_comma() -> None:
    text = plain_text(
        of_source(
            source(type="report", title="T", author=[{"literal": "NATO"}, {"literal": "OSCE"}], issued="1999")
        )
    )
    assert text == "NATO and OSCE. 1999. T."


def test_a_record_s_tags_and_subtitle() -> None:
    work = Work(
        "10.5555/A<b>", "Crossref", "article-journal", ("Effects of H<sub>2</sub>O &amp;amp; <i>heat</i>",), ("A <b>Study</b>",), ("Preservation &amp; Climate",),
        (Name(family="Østergård", given="Bjørn"),), dates=("2003-05", "2003-06"), volume="3", issue="1", page="12-18",
    )  # fmt: skip
    parts = of_work(work)
    assert (
        plain_text(parts)
        == "Østergård, Bjørn. 2003. “Effects of H2O & heat: A Study.” Preservation & Climate 3 (1): 12–18. https://doi.org/10.5555/A%3Cb%3E"
    )
    assert parts[1] == Part("Preservation & Climate", "italic")


def test_an_empty_record_has_no_loose_punctuation() -> None:
    assert plain_text(of_work(Work("", "Crossref"))) == "n.d."


def test_markup_stays_text_and_only_web_addresses_are_links() -> None:
    hostile = source(type="webpage", title="<script>alert(1)</script>", URL="javascript:alert(1)")
    parts = of_source(hostile)
    assert parts[0].text.startswith("“<script>alert(1)</script>.”")
    assert all(part.href == "" for part in parts)
    assert (
        of_source(source(type="webpage", title="T", URL="https://example.org/x"))[-1].href
        == "https://example.org/x"
    )
