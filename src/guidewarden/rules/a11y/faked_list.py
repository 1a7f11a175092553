"""A11Y009."""

import re
from collections.abc import Iterator

from guidewarden.markup.nodes import MarkupDocument
from guidewarden.markup.parts import is_within, ranges_of
from guidewarden.model import Severity
from guidewarden.rules.prose import Line, visible_lines
from guidewarden.rules.rule import GuideContext, Hit, rule

_BULLET = re.compile(
    r"([•·▪▫‣◦●○■□►➢»*-]|[–—](?=\s)|(\d{1,2})(?:\.(?!\d)|\))|\((\d{1,2})\)|\(?([a-z])\))\s*(?=\S)"
)
_FIRST = frozenset("•·▪▫‣◦●○■□►➢»*-–—(")
_NEEDS_SPACE = frozenset("-*·»")
_TALK = (".", "!", "?", "…")
_LEAST = 3
_UNMARKED = ("", 0, 0)
_LISTS = frozenset({"li", "pre", "code", "textarea", "dl"})


@rule("A11Y009", "faked-list", severity=Severity.WARNING, phase="static", since="0.2")
def faked_list(context: GuideContext) -> Iterator[Hit]:
    """A list is made of dashes, dots or numbers and line breaks.

    What it finds:
        Three or more lines in a row that begin with the same mark (`-`, `–`, `•`, `*`, `▪`, `»`), with 1, 2, 3 or
        with a), b), c), and are parted by line breaks or paragraphs instead of being items of a list. Talk in dashes
        (—, or – before whole sentences), code and lines of true lists are left alone.

    Why it matters:
        A screen reader announces “list, three items” and lets its user jump over it; of this one it reads
        “bullet”, or nothing, and runs the items together (WCAG 1.3.1).

    Bad:
        ```yaml
        - html: <p>- Archives<br>- Libraries<br>- Museums</p>
        ```

        ```yaml
        - html: <p>• Archives</p><p>• Libraries</p><p>• Museums</p>
        ```

        ```yaml
        - markdown: |
            • Archives
            • Libraries
            • Museums
        ```

        ```yaml
        - html: <p>a) Archives<br>b) Libraries<br>c) Museums</p>
        ```

        ```yaml
        - html: <p>(1) Archives<br>(2) Libraries<br>(3) Museums</p>
        ```

        ```yaml
        - html: <p>– Archives<br>– Libraries<br>– Museums</p><p>» Hours</p><p>» Rooms</p><p>» Staff</p>
        ```

    Good:
        ```yaml
        - html: <ul><li>Archives</li><li>Libraries</li><li>Museums</li></ul>
        ```

        ```yaml
        - markdown: |
            - Archives
            - Libraries
            - Museums
        ```

        ```yaml
        - html: <p>1989 – the wall<br>1990 – the talks<br>1997 – the act</p>
        ```

        ```yaml
        - html: <p>— And the promise?<br>— Which one?<br>— The one of 1990.</p>
        ```

        ```yaml
        - html: <p>– And the promise?<br>– Which one?<br>– The one of 1990.</p>
        ```

        ```yaml
        - html: <p>-5 degrees<br>-7 degrees<br>-9 degrees</p>
        ```

        ```yaml
        - html: <p>1.1 Scope<br>2.1 Terms<br>3.1 Use</p><p>1.5 litres of milk<br>2.25 kg of flour<br>3.5 g of salt</p>
        ```

        ```yaml
        - html: <p>»Krieg und Frieden«<br>»Anna Karenina«<br>»Auferstehung«</p>
        ```

    How to fix:
        Delete the marks, select the lines and make them a list.

        In LibGuides, select the lines in the box's rich text and click Insert/Remove Bulleted (or Numbered) List.

    Source:
        WCAG technique H48: https://www.w3.org/WAI/WCAG21/Techniques/html/H48; failure F2 is its counterpart
    """
    for markup in context.written:
        if markup.paragraph is not None:
            continue  # One line, which begins with a letter.
        run: list[tuple[str, int, int]] = []
        for mark, start, end in (*_marked(markup.document), _UNMARKED):
            if run and not _goes_on(run, mark):
                if len(run) >= _LEAST:
                    message = (
                        f"{len(run)} lines that begin with “{run[0][0]}” are meant to be a list, and are none"
                    )
                    if run[0][0].isalnum():
                        message = f"{len(run)} numbered lines are meant to be a list, and are none"
                    yield Hit(markup.route, message, start=run[0][1], end=run[0][2], label=run[0][0])
                run = []
            if mark and (run or not mark.isalnum() or mark == "a" or (mark.isdigit() and int(mark) == 1)):
                run.append((mark, start, end))


def _goes_on(run: list[tuple[str, int, int]], mark: str) -> bool:
    before = run[-1][0]
    if before.isdigit():
        return mark.isdigit() and int(mark) == int(before) + 1
    return ord(mark) == ord(before) + 1 if before.isalpha() and len(mark) == 1 else mark == before


def _marked(document: MarkupDocument) -> Iterator[tuple[str, int, int]]:
    """Give for each line its mark (a number or letter without its dot) and its range; for one that has none, `_UNMARKED`."""
    for line in visible_lines(document):
        first = line.text[0]
        may_begin = first in _FIRST or first.isdecimal() or line.text[1:2] == ")"
        if document.syntax == "html" and not may_begin:
            yield _UNMARKED
            continue
        for text, place in _pieces(document, line):
            found = _BULLET.match(text)
            unspaced = found is not None and found[1] in _NEEDS_SPACE and not text[1:2].isspace()
            # Talk ends like sentences; what is listed hardly does.
            if found is None or unspaced or found[1] == "—" or (found[1] == "–" and text.endswith(_TALK)):
                yield _UNMARKED
                continue
            start, end = place or line.place
            listed = is_within(document.once(_lists), start)
            mark = found[2] or found[3] or found[4] or found[1]
            yield _UNMARKED if listed else (mark, start, end)


def _lists(document: MarkupDocument) -> list[tuple[int, int]]:
    return ranges_of(document, lambda element: element.name in _LISTS)


def _pieces(document: MarkupDocument, line: Line) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Part a paragraph of Markdown at its line breaks, which are where its author saw lines end.

    A piece comes with its place, None for that of the whole line.
    """
    if document.syntax == "html" or "\n" not in document.source[slice(*line.place)]:
        yield line.text, None
        return
    begin, offsets = 0, line.offsets
    for position, offset in enumerate(offsets):
        if line.text[position] == " " and document.source[offset] == "\n":
            yield line.text[begin:position], (offsets[begin], offsets[position - 1] + 1)
            begin = position + 1
    yield line.text[begin:], (offsets[begin], offsets[-1] + 1)
