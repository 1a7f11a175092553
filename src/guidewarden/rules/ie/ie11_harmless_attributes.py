"""IE111."""

from collections import Counter
from collections.abc import Iterator

from guidewarden.markup.support import ie11
from guidewarden.model import Severity
from guidewarden.rules.ie11 import at, hit, markups, with_attribute
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_SHOWN = 8
# IE101 to IE110 and IE131 speak of these; sizes goes with srcset, and nomodule is there for Internet Explorer.
_TOLD_ELSEWHERE = frozenset({"download", "inert", "nomodule", "popover", "srcdoc", "srcset", "sizes"})
# Of no effect on what anybody sees; the data lists them because one browser or another does something about them.
_NO_MATTER = frozenset(
    {"charset", "coords", "shape", "form", "is", "nonce", "part", "translate", "type", "usemap"}
)


@rule("IE111", "ie11-harmless-attributes", severity=Severity.INFO, phase="static", since="0.2")
def ie11_harmless_attributes(context: GuideContext) -> Iterator[Hit]:
    """Internet Explorer 11 ignores some attributes, and readers lose nothing.

    What it finds:
        With `markup.target: ie11`: attributes such as `loading`, `integrity`, `allow`, `enterkeyhint` or
        `referrerpolicy`, all in one note a text, however often they stand there.

    Why it matters:
        Nothing is wrong: pictures load at once instead of late, and that is all. The note is there so that nobody needs
        to look it up.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <img src="a.jpg" alt="A" loading="lazy"><img src="b.jpg" alt="B" loading="lazy" decoding="async">
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <img src="a.jpg" alt="A" width="300" height="200" data-loading="lazy" title="loading">
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <p aria-label="loading=lazy"><code>loading="lazy"</code></p><!-- <img loading="lazy"> -->
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <script nomodule src="https://example.org/old.js"></script><p dir="ltr" lang="en" hidden>Text</p>
        ```

    How to fix:
        In LibGuides, nothing needs to be changed: the box may stay as it is.

    Source:
        MDN browser-compat-data, html.elements and html.global_attributes
    """
    for markup in markups(context):
        yield from _note(markup)


def _note(markup: Markup) -> Iterator[Hit]:
    counted: Counter[str] = Counter()
    first: tuple[int, int] | None = None
    document = markup.document
    kinds = document.names()
    names = [name for name in document.attribute_names() if any(_is_ignored(kind, name) for kind in kinds)]
    for element in with_attribute(markup, *names):
        for name in element.values:
            if _is_ignored(element.name, name):
                counted[name] += 1
                first = first or at(element, name)
    if first is not None:
        named = [f"{name} ({count} times)" if count > 1 else name for name, count in sorted(counted.items())]
        more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
        message = f"Internet Explorer 11 ignores, without harm: {', '.join(named[:_SHOWN])}{more}"
        yield hit(markup, message, first, "harmless attributes")


def _is_ignored(kind: str, name: str) -> bool:
    """Whether it ignores an attribute of this name on elements of this kind."""
    if name in _TOLD_ELSEWHERE or name in _NO_MATTER or "." in name:
        return False
    states = ie11().states
    return f"html.elements.{kind}.{name}" in states or f"html.global_attributes.{name}" in states
