"""Simple paragraphs of Markdown are read a quicker way: nobody may see a difference."""

from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from guidewarden.markup import MarkupDocument, is_plain, read_markdown
from guidewarden.markup.markdown import _read
from guidewarden.markup.paragraphs import read_paragraph


def seen(document: MarkupDocument) -> tuple[object, ...]:
    elements = [
        (
            each.name,
            each.start,
            each.end,
            each.close,
            each.index,
            each.parent,
            each.text,
            tuple(each.attributes),
        )
        for each in document.elements
    ]
    return document.syntax, document.source, elements, document.texts, document.comments, document.doctypes


@given(st.text(alphabet="aé図1 ,.;:?!()\"'“”–—/%-\n", max_size=40))
@example("A title: what is there, (for whom?) and “why” – 10.1000/182, at http://a.example/b.\n")
@example("Www.example.org! 1. 2) -- == --- http://a.example/?")
@example("a -")
@example("a: b")
@example("É\n")
def test_a_plain_paragraph_is_what_the_parser_makes_of_it(text: str) -> None:
    assert seen(read_markdown(text)) == seen(_read(text))


_STRESSABLE = ("*", "**", "***", " ", "a", "1", ".", "(", ")", "'", "word", "“", "-", "_", "\n")


@given(st.lists(st.sampled_from(_STRESSABLE), max_size=14).map("".join))
@example("Some *stressed words*, **more** of them (*here*) and *there*.\n")
@example("*Ask* for it")
@example("a *b** c")
@example("a *b *c* d*")
@example("a **b* c*")
def test_stressed_words_are_what_the_parser_makes_of_them(text: str) -> None:
    assert seen(read_markdown(text)) == seen(_read(text))


def test_stress_in_every_surrounding() -> None:
    quick = 0
    for before, opened, inner, closed, after in product(
        ("", "a", "a ", "a (", "a. ", "a“", "a-", "1 ", " ", "a\u00a0"), ("*", "**"), ("b", "b c", "1", "b, c", " b", "b ", "(b)", "b-", ""),
        ("*", "**"), ("", " c", ". C", ", c", ")", "c", "-c", "“", "\n", " ", " *d*", " *d", "*d*", "\u00a0c"),
    ):  # fmt: skip
        text = before + opened + inner + closed + after
        quick += read_paragraph(text) is not None
        assert seen(read_markdown(text)) == seen(_read(text)), text
    assert quick > 200


@given(st.text(max_size=60))
def test_any_text_is_what_the_parser_makes_of_it(text: str) -> None:
    assert seen(read_markdown(text)) == seen(_read(text))


def test_most_annotations_are_plain() -> None:
    assert is_plain("Treaty texts and status lists, kept by the United Nations (in six languages).")
    for other in ("- a list", "two\nlines", "some *stress*"):
        assert not is_plain(other)
    assert read_paragraph("some *stress* and **more**") is not None
    for other in (
        "- a list",
        "* a *list*",
        "two\n*lines*",
        "some _stress_",
        "a * b * c",
        "[a *b* c](d)",
        "***a***",
    ):
        assert read_paragraph(other) is None
