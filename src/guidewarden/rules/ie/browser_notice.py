"""IE002."""

import re
from collections.abc import Iterator
from itertools import pairwise

from guidewarden.markup.nodes import MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.notices import find_notice, may_hold_notice
from guidewarden.rules.prose import Line, is_quoted, visible_lines
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule
from guidewarden.rules.splicing import Splice, splice

_SENTENCE = re.compile(r"[.!?…][”\"')]?\s+")
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
    """
    if not may_hold_notice(context.lowered):
        return
    for markup in context.markups:
        if markup.is_quotation or not may_hold_notice(markup.lowered):
            continue
        notices = [
            (line, found)
            for line in visible_lines(markup.document)
            if (found := find_notice(line.text)) and not is_quoted(line, found.start())
        ]
        if not notices:
            continue
        line, found = notices[0]
        start, end = line.source_range(found.start(), found.end())
        served = markup.is_furniture or markup.route == "page"
        severity, message, advice = _SERVED if served else _PASTED
        mended = () if served or len(notices) > _MANY else notices
        pieces = [piece for line, found in mended for piece in _cut(markup, line, found)]
        yield Hit(
            # What a whole page's readers are told stands for itself, whoever wrote it.
            "page" if context.page and served else markup.route,
            message,
            advice,
            start,
            end,
            label=line.text[:80],
            severity=severity,
            fix=splice(context, markup, pieces, "Delete the notice"),
        )


def _cut(markup: Markup, line: Line, found: re.Match[str]) -> list[Splice]:
    """Cut a line's sentences from the first that is a notice to the last one after it that is.

    Nothing when that would cut through an element.
    """
    starts = [0, *(sentence.end() for sentence in _SENTENCE.finditer(line.text)), len(line.text)]
    first = max(begin for begin in starts if begin <= found.start())
    last = len(line.text)
    for begin, following in pairwise(starts):
        if begin > found.start() and begin >= found.end() and not find_notice(line.text[begin:following]):
            last = begin
            break
    start, end = line.source_range(first, last)
    if first == 0 and last == len(line.text):
        start, end = _with_wrappers(markup.document, start, end)
    return [Splice(start, end)] if _is_whole(markup.document, start, end) else []


def _with_wrappers(document: MarkupDocument, start: int, end: int) -> tuple[int, int]:
    """Take in the tags right around a range, such as those of the paragraph that is nothing but the notice."""
    for element in reversed(document.elements):
        if (
            element.syntax == "html"
            and element.close
            and element.start < start
            and not _INK.search(document.source, element.end, start)
            and not _INK.search(document.source, end, element.close[0])
        ):
            start, end = element.start, element.close[1]
    return start, end


def _is_whole(document: MarkupDocument, start: int, end: int) -> bool:
    """Whether a range holds every element that begins or ends in it, and cuts through no tag."""
    for element in document.elements:
        first, last = element.start, element.close[1] if element.close else element.end
        if last <= start or first >= end or (start <= first and last <= end):
            continue
        inner = (element.end, element.close[0]) if element.close else (first, last)
        if start < inner[0] or inner[1] < end or element.name == "a":
            return False
    return True
