"""Plain paragraphs of Markdown are read a quicker way: nobody may see a difference."""

from hypothesis import example, given
from hypothesis import strategies as st

from guidewarden.markup import MarkupDocument, read_markdown
from guidewarden.markup.markdown import _PLAIN, _read


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


@given(st.text(max_size=60))
def test_any_text_is_what_the_parser_makes_of_it(text: str) -> None:
    assert seen(read_markdown(text)) == seen(_read(text))


def test_most_annotations_are_plain() -> None:
    assert _PLAIN.fullmatch("Treaty texts and status lists, kept by the United Nations (in six languages).")
    assert not _PLAIN.fullmatch("- a list")
    assert not _PLAIN.fullmatch("two\nlines")
    assert not _PLAIN.fullmatch("some *stress*")
