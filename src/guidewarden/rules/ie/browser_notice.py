"""IE002."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guidewarden.markup.nodes import MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.notice_words import begun_anew, own_sentences, sentence_starts
from guidewarden.rules.notices import count_notices, find_notices, may_hold_notice
from guidewarden.rules.prose import INLINE, Line, quotes, visible_lines
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.splicing import Splice, splice

_SPACE = re.compile(" ")
_MARKS = re.compile(r"\s*(?:(?:[-*+>]|\d{1,9}[.)]|#{1,6})\s*)*")
_MARK = re.compile(r"\s*(?:[-*+>#=|~`:]|\d{1,9}[.)])")
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*(?:\n|$)")
_PLAIN = INLINE - {"a", "q", "code", "kbd", "samp", "cite", "data", "del", "ins", "label", "time"}
_WRAPPERS = frozenset(
    {"p", "div", "section", "aside", "center", "header", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_INK = re.compile(r"\S")
_MANY = 20
"""How many notices in one text are mended at once."""
_SERVED = (
    Severity.WARNING,
    "The platform shows the notice for old browsers to every reader",
    "Ask your system's administrator to show it to old browsers only, or to take it out of the template",
)
_PASTED = (
    Severity.ERROR,
    "A notice for old browsers was pasted into the text; every reader sees it",
    None,
)


@rule("IE002", "browser-notice", severity=Severity.ERROR, phase="static", since="0.1")
def browser_notice(context: GuideContext) -> Iterator[Hit]:
    """A notice for users of an old browser stands where every reader sees it.

    What it finds:
        “It looks like you're using Internet Explorer 11 or older…” and its relatives, by their words. In the
        author's text this is an error: it was pasted along with the page. In the platform's `furniture`, or on a
        page whose author cannot be told from its platform, it is a warning, when nothing hides it from readers with
        a modern browser. Quoted words, code, hidden elements, advice that begins with “if” or “when” and what another
        site is reported to say are left alone.

    Why it matters:
        Readers with a good browser are told that theirs is out of date, and look for help with nothing. A screen
        reader reads it out first.

    Bad:
        ```yaml
        - markdown: |
            Skip the introduction. It looks like you're using Internet Explorer 11 or older. This website works best
            with modern browsers such as the latest versions of Chrome, Firefox, Safari, and Edge.
        ```

        ```yaml
        - html: <p>You are using an <strong>outdated</strong> browser. Please upgrade your browser.</p>
        ```

        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div role="alert">It looks like you're using Internet Explorer 11 or older.</div>
        ```

        ```yaml
        - html: |
            <p>The catalogue is open.</p>
            <div class="alert"><p>Please upgrade your browser. If you continue with this browser, you may see
            unexpected results.</p></div>
        ```

        ```yaml
        - html: >-
            <p>Internet Explorer is no longer supported. Please switch to Chrome, Firefox or Edge to use this site.</p>
            <p>The catalogue is open.</p>
        ```

        ```yaml
        - html: <p>The catalogue is open.</p><p>You're viewing this page in an unsupported browser.</p>
        ```

    Good:
        Advice about a database, not about this page:

        ```yaml
        - markdown: If you are using Internet Explorer 11 or older, the map server will refuse you.
        ```

        ```yaml
        - markdown: The archive's page still says “You are using Internet Explorer 11 or older” to everybody.
        ```

        ```yaml
        - markdown: JSTOR may tell you that your browser is not supported; ignore it.
        ```

        ```yaml
        - markdown: When the map opens, a message says you are using an outdated browser.
        ```

        Hidden until a script shows it:

        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div role="alert" hidden>It looks like you're using Internet Explorer 11 or older.</div>
        ```

        History:

        ```yaml
        - markdown: Internet Explorer 11 was retired on 15 June 2022; see the announcement.
        ```

    How to fix:
        Delete the notice from the text; the platform shows its own to those who need it.

        In LibGuides, open the box's rich text, select the notice and delete it. For the furniture, ask the
        system's administrator to take `{{obsolete_browser_alert}}` out of the template (Admin, Look & Feel).

        `guidewarden fix` cuts whole sentences that hold no word but a notice's own. One with a link, an address, a
        telephone number or words of yours in it, or on one line of the file with such words and no full stop between,
        is left for you to cut.
    """
    if not may_hold_notice(context.lowered):
        return
    for markup in context.markups:
        if markup.is_quotation or not may_hold_notice(markup.lowered):
            continue
        lines = visible_lines(markup.document)
        held = [_in_line(markup.document, line) for line in lines if may_hold_notice(line.text.lower())]
        notices = [notice for notice in held if notice.places]
        if not notices:
            continue
        served = markup.is_furniture or markup.route == "page"
        # What a whole page's readers are told stands for itself, whoever wrote it.
        route = "page" if context.page and served else markup.route
        cuts = [
            ()
            if served or sum(len(each.places) for each in notices) > _MANY
            else _cuts(markup.document, each)
            for each in notices
        ]
        fix = splice(context, markup, [piece for cut in cuts for piece in cut], "Delete the notice")
        severity, message, advice = _SERVED if served else _PASTED
        for is_mended in (True, False):
            some = [one for one, cut in zip(notices, cuts, strict=True) if bool(cut and fix) is is_mended]
            if some:
                start, end = some[0].line.source_range(*some[0].places[0])
                label = some[0].line.text[:80]
                offered = fix if is_mended else None
                yield Hit(route, message, advice, start, end, label=label, severity=severity, fix=offered)


class _Notice(NamedTuple):
    """A line, the places in it that are a notice's, and where its sentences begin and last where it ends."""

    line: Line
    places: Sequence[tuple[int, int]]
    starts: Sequence[int]


def _in_line(document: MarkupDocument, line: Line) -> _Notice:
    breaks = _breaks(document, line)
    starts = sentence_starts(line.text, breaks)
    quoted = quotes(line)
    found = find_notices(line.text, begun_anew(line.text, starts, breaks))
    return _Notice(line, [each.span() for each in found if not quoted(each.start())], starts)


def _breaks(document: MarkupDocument, line: Line) -> Sequence[int]:
    """Tell where in a line a new line of the source begins."""
    if document.source.find("\n", *line.place) < 0:
        return ()
    offsets = line.offsets
    return [
        space.end()
        for space in _SPACE.finditer(line.text)
        if document.source.find("\n", offsets[space.start()], offsets[space.end()]) >= 0
    ]


def _cuts(document: MarkupDocument, notice: _Notice) -> Sequence[Splice]:
    """Cut a line's sentences that are the notice's own; nothing when one of them holds other words as well."""
    if count_notices(notice.line.text) != len(notice.places):
        return ()  # What is left would be taken for what the words before it report.
    ranges: list[tuple[int, int]] = []
    for place in notice.places:
        own = own_sentences(notice.line.text, notice.starts, *place)
        if own is None:
            return ()
        if ranges and own[0] <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(own[1], ranges[-1][1]))
        else:
            ranges.append(own)
    cuts = [_cut(document, notice.line, *each) for each in ranges]
    return [cut for cut in cuts if cut] if all(cuts) else ()


def _cut(document: MarkupDocument, line: Line, first: int, last: int) -> Splice | None:
    """Cut ``[first, last)`` of a line; None when the source holds more there than the words, or would be left in pieces."""
    source, text = document.source, line.text
    inked = len(text[:last].rstrip())
    start, end = line.source_range(first, inked)
    if source[start] != text[first] or source[end - 1] != text[inked - 1]:
        return None  # A character written as an entity.
    is_whole = first == 0 and last == len(text)
    start, end = _with_wrappers(document, start, end, blocks=is_whole)
    if not is_whole:
        start, end = _with_space(source, start, end, opens=first == 0, closes=last == len(text))
    if document.syntax == "markdown" and _leaves_marks(source, start, end):
        return None
    return Splice(start, end) if _is_words_alone(document, line, start, end) else None


def _with_space(source: str, start: int, end: int, *, opens: bool, closes: bool) -> tuple[int, int]:
    """Take in the white space that would be left over: before what ends its line of the source, otherwise after it."""
    before, after = len(source[:start].rstrip()), len(source) - len(source[end:].lstrip())
    if opens or not (closes or "\n" in source[end:after]):
        return start, after
    broken = source.rfind("\n", before, start)
    return (before if broken < 0 else broken), end


def _leaves_marks(source: str, start: int, end: int) -> bool:
    """Whether a cut in Markdown leaves the marks of a list or heading alone, or makes such marks of what follows."""
    head = source[source.rfind("\n", 0, start) + 1 : start]
    stop = source.find("\n", end)
    tail, following = (source[end:], "") if stop < 0 else (source[end:stop], source[stop + 1 :])
    if not _MARKS.fullmatch(head):
        return False
    if tail.strip():
        return _MARK.match(tail) is not None
    return bool(head.strip()) or _UNDERLINE.match(following) is not None


def _with_wrappers(document: MarkupDocument, start: int, end: int, *, blocks: bool) -> tuple[int, int]:
    """Take in the tags right around a range, such as those of the paragraph that is nothing but the notice."""
    for element in reversed(document.elements):
        if (
            (blocks and element.syntax == "html" and element.name in _WRAPPERS) or element.name in _PLAIN
        ) and (
            element.close
            and element.start < start
            and not _INK.search(document.source, element.end, start)
            and not _INK.search(document.source, end, element.close[0])
        ):
            start, end = element.start, element.close[1]
    return start, end


def _is_words_alone(document: MarkupDocument, line: Line, start: int, end: int) -> bool:
    """Whether a range holds a line's words and plain elements alone, each whole: no link, picture, comment or hidden word."""
    for element in document.elements:
        first, last = element.start, element.close[1] if element.close else element.end
        if last <= start or first >= end:
            continue
        if start <= first and last <= end:
            if element.name not in _PLAIN and element.name not in _WRAPPERS:
                return False
            continue
        inner = (element.end, element.close[0]) if element.close else (first, last)
        if start < inner[0] or inner[1] < end or element.name == "a":
            return False
    return not any(each.start < end and start < each.end for each in document.comments) and all(
        run in line.runs for run in document.texts if run.start < end and start < run.end and run.data.strip()
    )
