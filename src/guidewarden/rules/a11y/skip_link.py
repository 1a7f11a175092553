"""A11Y005."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from guidewarden.markup.nodes import Element, in_source_order
from guidewarden.model import Severity
from guidewarden.rules.a11y._style_hidden import hidden_by_style
from guidewarden.rules.prose import hidden, inherited
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_FOCUSABLE = frozenset({"a", "button", "iframe", "input", "select", "summary", "textarea"})
_WORTH_SKIPPING = 3
_SKIP = re.compile(r"\b(?:skip|jump)\b.*\b(?:to|over|past|navigation|content|main)\b", re.IGNORECASE)
# What platforms call the element around the guide; it stands on the page, not in the guide file.
_PLATFORM_TARGETS = frozenset(
    {"s-lg-guide-main", "s-lg-content", "main", "main-content", "maincontent", "content"}
)


@rule("A11Y005", "skip-link", severity=Severity.ERROR, phase="static", since="0.1")
def skip_link(context: GuideContext) -> Iterator[Hit]:
    """The page around the guide has no skip link, or one that leads nowhere.

    What it finds:
        Where `furniture` is given, and on whole pages with a menu: no link to a place in the page with a text such
        as “Skip to Main Content”, one whose target is nowhere on the page, or one that is hidden even from the
        keyboard, by its own attributes or by a style in the page (errors); one that stands there twice, or is not the first thing a keyboard reaches (warnings); a
        target that takes no focus, which stops some browsers (a note). For guides, the names that platforms give
        the guide's own element, such as `s-lg-guide-main`, are known.

    Why it matters:
        Without it people who use a keyboard go through the whole menu on every page before they reach the guide
        (WCAG 2.4.1).

    Bad:
        ```yaml
        furniture: <a href="#s-lg-guide-mian">Skip to Main Content</a>
        ```

        ```yaml
        furniture: <nav><a href="https://example.org/">Home</a></nav>
        ```

        ```yaml
        furniture: <a href="#">Skip to Main Content</a>
        ```

        ```yaml
        furniture: <a href="#main" style="display:none">Skip to Main Content</a>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head><body>
        <header><a href="/">Home</a> <a href="/az">A–Z</a> <a href="/ask">Ask</a></header>
        <main><h1>Archives</h1><p>The catalogue is open.</p></main></body></html>
        ```

        What is not displayed takes no focus, so this one never comes up:

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title>
        <style>.skip { display: none } .skip:focus { display: block }</style></head><body>
        <a class="skip" href="#main">Skip to content</a>
        <main id="main"><h1>Archives</h1><p>The catalogue is open.</p></main></body></html>
        ```

    Good:
        ```yaml
        furniture: <a id="s-lg-public-skiplink" class="alert-info" href="#s-lg-guide-main">Skip to Main Content</a>
        ```

        ```yaml
        furniture: <a href="#guide">Skip to content</a><nav>Menu</nav><div id="guide" tabindex="-1"></div>
        ```

        Out of sight until it is reached:

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title>
        <style>.skip { position: absolute; left: -999em } .skip:focus { left: 0 } @media print { .skip { display: none } }</style>
        </head><body><a class="skip" href="#main">Skip to content</a>
        <main id="main"><h1>Archives</h1><p>The catalogue is open.</p></main></body></html>
        ```

        The target may be in the guide:

        ```yaml
        furniture: <a href="#start">Skip navigation</a>
        sections:
          - title: Reading
            blocks:
              - html: <p id="start" tabindex="-1">The catalogue is open.</p>
        ```

        Nothing to skip:

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head><body>
        <main><h1>Archives</h1><p>The <a href="/catalogue">catalogue</a> is open.</p></main></body></html>
        ```

        ```html
        <!DOCTYPE html>
        <html lang="en"><head><title>Archives</title></head><body>
        <a href="#main">Skip to content</a>
        <header><a href="/">Home</a> <a href="/az">A–Z</a> <a href="/ask">Ask</a></header>
        <main id="main"><h1>Archives</h1><p>The catalogue is open.</p></main></body></html>
        ```

        No furniture is given, so nothing is known:

        ```yaml
        title: A guide without furniture
        ```

    How to fix:
        Let the link's href be # and the id of the element that holds the guide.

        In LibGuides, the system's administrator restores `{{skip_link}}` in the template (Admin, Look & Feel).

    Source:
        WCAG 2.1, 2.4.1 Bypass Blocks: https://www.w3.org/WAI/WCAG21/Understanding/bypass-blocks
    """
    if context.page is not None:
        yield from _check(context.page, [context.page], known=frozenset(), missing=_menu)
        return
    furniture = next((markup for markup in context.markups if markup.is_furniture), None)
    if furniture is not None:
        yield from _check(furniture, context.markups, known=_PLATFORM_TARGETS, missing=lambda _: True)


def _check(
    markup: Markup, among: Sequence[Markup], *, known: frozenset[str], missing: Callable[[Markup], bool]
) -> Iterator[Hit]:
    """Check the skip links in the text around a guide; ``missing`` tells whether there should be one."""
    unseen = hidden(markup.document)
    written = _skip_links(markup)
    styled = hidden_by_style(markup.document, written)
    links = [
        link
        for link in written
        if not unseen[link.index] and link.index not in styled and link.get("tabindex") != "-1"
    ]
    if written and not links:
        yield _hit(markup, written[0], "The skip link is hidden for good: no key reaches it", Severity.ERROR)
    elif not links and missing(markup):
        body = next(markup.document.named("body"), None)
        yield Hit(
            markup.route,
            "The page has no skip link: people with a keyboard go through the whole menu first",
            "Put a link “Skip to Main Content” first on the page",
            body.start if body else None,
            body.end if body else None,
        )
    targets = _identified(among, {_target(link) for link in links})
    seen: set[str] = set()
    for link in links:
        target = _target(link)
        if target not in targets and target not in known:
            message = f"The skip link leads nowhere: nothing on the page has the id “{target}”"
            yield _hit(markup, link, message, Severity.ERROR)
        elif target in seen:
            yield _hit(markup, link, "The skip link stands on the page a second time", Severity.WARNING)
        elif target in targets and not _takes_focus(targets[target]):
            message = f"Some browsers do not move the keyboard to “{target}”, which takes no focus"
            yield _hit(markup, link, message, Severity.INFO, 'Give its target tabindex="-1"')
        seen.add(target)
    before = _before(markup, links[0], unseen) if links else None
    if before is not None:
        message = f"The skip link is not the first thing a keyboard reaches: <{before.name}> comes before it"
        yield _hit(
            markup, links[0], message, Severity.WARNING, "Move the skip link to the beginning of the page"
        )


def _hit(markup: Markup, link: Element, message: str, severity: Severity, advice: str | None = None) -> Hit:
    return Hit(
        markup.route, message, advice, start=link.start, end=link.end, label=link.text, severity=severity
    )


def _identified(markups: Iterable[Markup], wanted: Container[str]) -> Mapping[str, Element]:
    """Give the elements that these ids lead to, the first of each."""
    found: dict[str, Element] = {}
    for markup in markups:
        for element in () if markup.paragraph else markup.document.with_attribute("id", "name"):
            for identifier in (element.get("id"), element.get("name") if element.name == "a" else None):
                if identifier and identifier in wanted:
                    found.setdefault(identifier, element)
    return found


def _target(link: Element) -> str:
    return unquote((link.get("href") or "").strip().removeprefix("#"))


def _skip_links(markup: Markup) -> list[Element]:
    return [
        element
        for element in markup.document.named("a")
        if (element.get("href") or "").strip().startswith("#")
        and _SKIP.search(element.get("aria-label") or element.text)
    ]


def _takes_focus(element: Element) -> bool:
    """Whether a target takes the focus, or is the landmark that browsers know what to do with."""
    return (
        element.attribute("tabindex") is not None
        or element.name in _FOCUSABLE | {"main"}
        or (element.get("role") or "") == "main"
    )


def _is_stop(element: Element) -> bool:
    """Whether the Tab key stops at an element."""
    tabindex = (element.get("tabindex") or "").strip()
    if tabindex.startswith("-") or element.attribute("disabled") is not None:
        return False
    if element.name == "a":
        return element.attribute("href") is not None or bool(tabindex)
    if element.name == "input":
        return (element.get("type") or "").lower() != "hidden"
    return element.name in _FOCUSABLE or tabindex.isdigit()


def _before(markup: Markup, link: Element, unseen: Sequence[bool]) -> Element | None:
    """Give the first stop before the first skip link, unless it skips something itself."""
    for element in markup.document.elements[: link.index]:
        if (
            _is_stop(element)
            and not unseen[element.index]
            and not (element.get("href") or "").startswith("#")
        ):
            return element
    return None


def _menu(page: Markup) -> bool:
    """Whether there is something to skip: some stops before the page's matter, or in its menu."""
    document, unseen = page.document, hidden(page.document)
    matter = next((each for each in document.elements if _is_matter(each)), None)
    menus = in_source_order(document.named("nav", "header"), document.with_attribute("role"))
    in_menu = inherited(document, filter(_is_menu, menus))
    stops = 0
    for element in document.elements:
        if matter is not None and element.index >= matter.index:
            break
        held = matter is not None or in_menu[element.index]
        stops += held and _is_stop(element) and not unseen[element.index]
    return stops >= _WORTH_SKIPPING


def _is_matter(element: Element) -> bool:
    return (
        element.name == "main"
        or (element.get("role") or "") == "main"
        or element.get("id") in _PLATFORM_TARGETS
    )


def _is_menu(element: Element) -> bool:
    return element.name in {"nav", "header"} or (element.get("role") or "") in {"navigation", "banner"}
