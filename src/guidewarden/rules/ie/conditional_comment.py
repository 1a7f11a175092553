"""IE001."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from guidewarden.markup import read_html
from guidewarden.markup.nodes import Comment, MarkupDocument
from guidewarden.model import Fix, Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.notices import is_notice
from guidewarden.rules.prose import visible_lines
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule
from guidewarden.rules.splicing import Splice, splice

# What can be asked for; "[if you can]" is the beginning of an ordinary comment.
_CONDITION = re.compile(
    r"\s*\[\s*if\b((?:[\s!()&|]|\b(?:IE|mso|vml|ppt|true|false|[gl]te?|WindowsEdition|support\w+|\d++(?:\.\d++)*+)\b)++)\]\s*(>?)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\b(?:mso|vml|supportLists|supportFields|supportEmptyParas)\b", re.IGNORECASE)
_END_INSIDE = re.compile(r"<!\s*\[\s*endif\s*\]\s*$", re.IGNORECASE)
_END = re.compile(r"\s*(?:<!\s*)?\[\s*endif\s*\](?:--)?\s*", re.IGNORECASE)
_BROWSER = re.compile(r"\bIE\b", re.IGNORECASE)
_INK = re.compile(r"\S")
_LOST = "No reader sees what stands here:"
_SHOWN = frozenset({"a", "img", "iframe", "video", "audio", "object", "embed", "picture", "svg"})


@rule("IE001", "conditional-comment", severity=Severity.WARNING, phase="static", since="0.1")
def conditional_comment(context: GuideContext) -> Iterator[Hit]:
    """A comment meant for Internet Explorer hides its content from everybody, or is dead weight.

    What it finds:
        `<!--[if IE]>…<![endif]-->`. No browser reads these any more, not even Internet Explorer 10 and 11. Where
        links, pictures or words for readers stand inside, this is an error: nobody sees them. Around scripts,
        styles, Microsoft Word's settings or the browser notice it is a warning, and so it is where an alternative
        for all other browsers (`<!--[if !IE]><!-->…<!--<![endif]-->`) stands right before or after it. The bare form `<![if !IE]>`
        was never HTML (an error), though its content shows. Ordinary comments are left alone.

    Why it matters:
        What an author put there for some readers is lost for all of them; and the next editor takes it for
        something that works.

    Bad:
        ```yaml
        - html: >-
            <!--[if IE]><p>Use <a href="https://example.org/pdf">the PDF</a> instead.</p><![endif]-->
        ```

        ```yaml
        - html: <p>Text</p><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->
        ```

        ```yaml
        - html: <![if !IE]><p>The catalogue is open.</p><![endif]>
        ```

        ```yaml
        - html: |
            <!--[if lt IE 9]><script src="https://example.org/shiv.js"></script><![endif]-->
            <!--[if !IE]><!--><p>The catalogue is open.</p><!--<![endif]-->
        ```

    Good:
        ```yaml
        - html: <!-- If IE asks, see the archive --><p>The catalogue is open.</p>
        ```

        ```yaml
        - html: <p>Write <code>&lt;!--[if IE]&gt;</code> to reach Internet Explorer 9.</p>
        ```

        ```yaml
        - markdown: Older pages used `<!--[if IE]>` comments; see the archive.
        ```

    How to fix:
        Take the content out of the comment if readers need it, and delete the comment.

        In LibGuides, open the box's rich text, click Source (`<>`), and delete everything from `<!--[if` to
        `<![endif]-->`.

    Source:
        Microsoft, “Conditional comments are no longer supported”:
        https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/compatibility/hh801214(v=vs.85)
    """
    for markup in context.holding("<!--"):
        ends = markup.document.once(_ends)
        hits = list(_hits(markup))

        def fix(
            group: Sequence[Hit], markup: Markup = markup, ends: Mapping[int, Comment] = ends
        ) -> Fix | None:
            pieces = [
                Splice(start, end)
                for hit in group
                for start, end in ((hit.start or 0, hit.end or 0), _place(ends.get(hit.start or 0)))
                if end
            ]
            return splice(context, markup, pieces, "Delete the dead condition, and nothing that readers see")

        yield from (hit for hit in hits if _loses(hit))
        yield from once_per_text((hit for hit in hits if not _loses(hit)), fix)


def _loses(hit: Hit) -> bool:
    return hit.message.startswith(_LOST)


def _place(comment: Comment | None) -> tuple[int, int]:
    return (comment.start, comment.end) if comment else (0, 0)


def _ends(document: MarkupDocument) -> dict[int, Comment]:
    """Give for each condition that its own comment does not end, by its start, the comment that does."""
    ends: dict[int, Comment] = {}
    opened: list[int] = []
    for comment in document.comments:
        found = _CONDITION.match(comment.data)
        if found is not None and not _END_INSIDE.search(comment.data):
            opened.append(comment.start)
        elif found is None and _END.fullmatch(comment.data) and opened:
            ends[opened.pop()] = comment
    return ends


def _excused(document: MarkupDocument) -> frozenset[int]:
    """Give where comments begin that hide what they hold, with an alternative that readers see right before or after."""
    opening, ending = _alternatives(document)
    excused = set[int]()
    for one, other in pairwise(document.comments):
        if one.end > other.start or _INK.search(document.source, one.end, other.start):
            continue
        if other.start in opening:
            excused.add(one.start)
        if one.start in ending:
            excused.add(other.start)
    return frozenset(excused)


def _alternatives(document: MarkupDocument) -> tuple[set[int], set[int]]:
    """Give where the comments begin that open, and that end, what readers see under a condition about the browser."""
    opening, ending = set[int](), set[int]()
    passed: list[tuple[int, int, bool]] = []
    for start, comment in sorted(document.once(_ends).items(), reverse=True):
        end, position, pieces, holds = comment.start, start, list[str](), False
        # Those inside of it have been read already: either they have something for readers, or nothing.
        while passed and passed[-1][0] < end:
            first, last, inner = passed.pop()
            pieces.append(document.source[position:first])
            position, holds = last, holds or inner
        holds = holds or _has_content("".join((*pieces, document.source[position:end])))
        passed.append((start, end, holds))
        found = _CONDITION.match(document.source, start + len("<!--"))
        if holds and found is not None and _BROWSER.search(found[1]) and not _WORD.search(found[1]):
            opening.add(start)
            ending.add(end)
    return opening, ending


def _hits(markup: Markup) -> Iterator[Hit]:
    for comment in markup.document.comments:
        found = _CONDITION.match(comment.data)
        if found is None:
            continue
        severity, message = _judge(markup.document, comment, found)
        yield Hit(
            markup.route,
            message,
            start=comment.start,
            end=comment.end,
            label=comment.data[:60],
            severity=severity,
        )


def _judge(document: MarkupDocument, comment: Comment, found: re.Match[str]) -> tuple[Severity, str]:
    condition = " ".join(found[1].split())
    if _WORD.search(condition):
        return Severity.WARNING, "Microsoft Word left settings here that no browser reads"
    if not document.source.startswith("<!--", comment.start):
        return Severity.ERROR, f"“<![if {condition}]>” was never HTML; browsers skip it and show what follows"
    if found[2] and _has_content(comment.data[found.end() :]):
        if comment.start in document.once(_excused):
            return (
                Severity.WARNING,
                f"No browser reads what stands under “if {condition}”; the alternative beside it is what readers see",
            )
        return (
            Severity.ERROR,
            f"{_LOST} to browsers “if {condition}” and all that follows is a comment",
        )
    return Severity.WARNING, f"No browser reads the condition “if {condition}” any more; it is dead weight"


def _has_content(inside: str) -> bool:
    document = read_html(re.sub(r"<!\[endif\]\s*$", "", inside, flags=re.IGNORECASE))
    words = " ".join(line.text for line in visible_lines(document))
    if is_notice(words):
        return False
    return bool(words) or any(element.name in _SHOWN for element in document.elements)
