"""A11Y013."""

import re
from collections.abc import Iterator

from guidewarden.markup.nodes import Element
from guidewarden.model import Severity
from guidewarden.rules.prose import inherited
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers")
_SPACE = re.compile(r"\s")


@rule("A11Y013", "duplicate-id", severity=Severity.WARNING, phase="static", since="0.2")
def duplicate_id(context: GuideContext) -> Iterator[Hit]:
    """Two elements of one page have the same id.

    What it finds:
        An `id` that stands twice in a guide, whose boxes are all on one page, or on a published page: a warning
        where a link, a label or an `aria-` attribute refers to it, otherwise a note.

    Why it matters:
        The link or label leads to the first of the two, never to the second. It is also the mark of a box that was
        pasted twice.

    Bad:
        ```yaml
        - html: <p><a href="#hours">Hours</a></p><h3 id="hours">Reading room</h3><p>9–17</p>
        - html: <h3 id="hours">Archive</h3><p>10–16</p>
        ```

        ```yaml
        - html: <p id="note">Open daily</p><p id="note">Closed on Sundays</p>
        ```

    Good:
        ```yaml
        - html: <h3 id="hours-reading">Reading room</h3><p>9–17</p>
        - html: <h3 id="hours-archive">Archive</h3><p>10–16</p>
        ```

        ```yaml
        - html: <p id="note">Open daily</p><p id="Note">Ids know small and capital letters.</p>
        ```

        ```yaml
        - html: <p id="note">Open daily</p><template><p id="note">Closed</p></template>
        ```

        ```yaml
        - html: <p id="">Open daily</p><p id="">Closed on Sundays</p>
        ```

    How to fix:
        Give one of the two another id, or delete it when nothing refers to it.

        In LibGuides, open the box's rich text and click Source (`<>`); if the whole box stands there twice, delete
        one of them.

    Source:
        HTML standard, the `id` attribute: https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute
    """
    seen: set[str] = set()
    wanted = _references(context)
    # The platform's own elements first: where an author's box repeats one of them, the box is what can be mended.
    for markup in sorted(context.holding("@id"), key=lambda markup: not markup.is_furniture):
        for element in _live(markup):
            identifier = element.values["id"]
            attribute = element.attribute("id") if identifier in seen else None
            if attribute is not None and identifier and not _SPACE.search(identifier):
                yield Hit(
                    markup.route,
                    f"The id “{identifier}” stands on this page already"
                    + ("; what refers to it finds the other one" if identifier in wanted else ""),
                    start=attribute.start,
                    end=attribute.end,
                    label=identifier,
                    severity=Severity.WARNING if identifier in wanted else Severity.INFO,
                )
            seen.add(identifier)


def _live(markup: Markup) -> Iterator[Element]:
    """Give the elements with an id that are on the page: a template's are not, until a script puts them there."""
    apart = inherited(markup.document, markup.document.named("template", "noscript"))
    for element in markup.document.with_attribute("id"):
        if not apart[element.index]:
            yield element


def _references(context: GuideContext) -> set[str]:
    found: set[str] = set()
    for markup in context.holding("@href", "label", *(f"@{name}" for name in _LISTS)):
        document = markup.document
        addresses = (element.values["href"] for element in document.with_attribute("href"))
        found.update(address[1:] for address in addresses if address.startswith("#"))
        found.update(label.get("for") or "" for label in document.named("label"))
        for name in _LISTS:
            for element in document.with_attribute(name):
                found.update(element.values[name].split())
    return found
