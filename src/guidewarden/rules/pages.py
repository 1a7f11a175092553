"""Published pages for the rules on markup: the author's part told from the platform's, which is said once."""

import re
from collections.abc import Iterable, Iterator

from guidewarden.markup import read_html
from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.markup.parts import split
from guidewarden.model import Guide, GuideDocument, Scalar, Severity, SourceText, TextMap
from guidewarden.rules.rule import GuideContext, Hit, Markup, Project, Rule

FAMILIES = ("IE", "A11Y")
"""The families whose rules read markup, wherever it stands."""

NOTES = 3
"""Kinds of things in the platform's part that are told one by one; what is left is one more note."""

_BOX_CLASSES = frozenset({"s-lib-box-content", "s-lib-box-title"})
_AUTHORED_IDS = frozenset({"s-lg-guide-name", "s-lg-guide-description"})
_GUIDE_ID = "s-lg-guide-main"
_PLATFORM_PREFIXES = ("s-lg-", "s-lib-")
_PAGE_ELEMENTS = ("html", "head", "body", "title", "frameset")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LATE = re.compile(rf"<html\s(?:[^<>]*\s)?lang\s*=\s*[\"']?({_LANGUAGE.pattern})(?=[\"'\s>])", re.IGNORECASE)
_TELL = "Nothing for authors to mend: tell your LibGuides administrator."


def read_page(source: SourceText, project: Project) -> GuideContext:
    """Make the context of a page. HTML without any element that makes a page is a fragment, all the author's."""
    document = read_html(source.text)
    parts = tuple(_parts(document))
    whole = Markup("page", "", document)
    routes = dict.fromkeys(("page", *(part.route for part in parts)), (0, len(source.text)))
    scalar = Scalar(source.text, 0, len(source.text), TextMap.identity(len(source.text)))
    guide = Guide(title=_title(document) or source.path, language=page_language(document) or "und")
    return GuideContext(
        GuideDocument(source.path, guide, source, dict.fromkeys(routes, scalar), {"": (0, 0), **routes}),
        project,
        parts,
        (),
        whole if _is_page(document) else None,
    )


def page_language(document: MarkupDocument) -> str | None:
    """Give the language that a page says it is in, None when it says none that can be one."""
    html = next(document.named("html"), None)
    if html is None:
        # After words that stand before it, the tag only adds what it says to the element that browsers have made.
        late = _LATE.search(document.source)
        return late[1] if late else None
    written = (html.get("lang") or "").strip()
    return written if _LANGUAGE.fullmatch(written) else None


def _is_page(document: MarkupDocument) -> bool:
    return bool(document.doctypes) or next(document.named(*_PAGE_ELEMENTS), None) is not None


def _title(document: MarkupDocument) -> str:
    return next((element.text for element in document.named("title") if element.text), "")


def _parts(document: MarkupDocument) -> Iterator[Markup]:
    identified = document.with_attribute("id")
    boxes = {each.index for each in document.with_attribute("class") if _is_box(each)}
    guides = {each.index for each in identified if each.values["id"] == _GUIDE_ID}
    if boxes:
        authored = boxes | {each.index for each in identified if each.values["id"] in _AUTHORED_IDS}
    elif guides:
        authored = guides
    elif any(each.values["id"].startswith(_PLATFORM_PREFIXES) for each in identified):
        authored = set()
    else:
        yield Markup("page", "", document)
        return
    author, platform = split(document, lambda element: element.index in authored)
    yield Markup("boxes", "", author)
    yield Markup("furniture", "", platform)


def _is_box(element: Element) -> bool:
    written = element.values["class"]
    return "s-lib-box" in written and not _BOX_CLASSES.isdisjoint(written.split())


def told_once(said: Iterable[tuple[Rule, Hit]]) -> Iterator[tuple[Rule, Hit]]:
    """Give what was said of a page, with all that is the platform's put into at most `NOTES` + 1 notes."""
    platform: dict[str, list[tuple[Rule, Hit]]] = {}
    for rule, hit in said:
        if hit.route == "furniture":
            platform.setdefault(rule.code, []).append((rule, hit))
        else:
            yield rule, hit
    groups = sorted(platform.values(), key=_gravity, reverse=True)
    for group in groups[:NOTES]:
        rule, first = group[0]
        more = f" (and {len(group) - 1} more like it)" if len(group) > 1 else ""
        yield rule, _note(first, f"The platform's: {_began_small(first.message)}{more}")
    rest = groups[NOTES:]
    if rest:
        rule, first = rest[0][0]
        names = ", ".join(group[0][0].code for group in rest)
        yield rule, _note(first, f"The platform's markup has more, which authors cannot mend: {names}")


def _gravity(group: list[tuple[Rule, Hit]]) -> int:
    return max((hit.severity or rule.severity).rank for rule, hit in group)


def _note(hit: Hit, message: str) -> Hit:
    return Hit(
        hit.route, message, _TELL, hit.start, hit.end, hit.label, written=hit.written, severity=Severity.INFO
    )


def _began_small(message: str) -> str:
    first, _, rest = message.partition(" ")
    return f"{first.lower()} {rest}" if first.istitle() and first != "Internet" else message
