"""IE132."""

from collections.abc import Iterator

from guidewarden.markup.embedded import ScriptOf
from guidewarden.model import Severity
from guidewarden.rules.grouping import once_per_text
from guidewarden.rules.ie11 import hit, is_module, markups, script_addresses
from guidewarden.rules.ie11_scripts import is_polyfilled, missing
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule


@rule("IE132", "ie11-script-apis", severity=Severity.ERROR, phase="static", since="0.2")
def ie11_script_apis(context: GuideContext) -> Iterator[Hit]:
    """A script calls something that is not there in Internet Explorer 11.

    What it finds:
        With `markup.target: ie11`: `fetch()`, `new Promise()`, `URLSearchParams`, `IntersectionObserver`,
        `new CustomEvent()`, `Object.assign()`, `closest()` of an element, `forEach()` of what `querySelectorAll()` gives,
        and others, in inline scripts and event handlers. Left alone is what a script of the guide tests for
        (`if (window.fetch)`) or defines, what stands in a `try`, and what a polyfill brings, by its address. A warning
        where only the method's name tells (`x.includes()`). jQuery's methods of the same name are not meant.

    Why it matters:
        The script stops at this line, and what comes after does not happen.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <p id="hours">Our hours</p>
            <script>fetch("/hours.json").then(function (answer) { show(answer); });</script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <p>Text</p>
            <script>
              var links = document.querySelectorAll("a");
              links.forEach(function (link) { link.target = "_top"; });
            </script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <button onclick="this.closest('form').submit()">Send</button>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <p>Text</p>
            <script>if (window.fetch && "IntersectionObserver" in window) { fetch("/x"); new IntersectionObserver(go); }</script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <script src="https://cdn.example.org/es6-promise.auto.min.js"></script>
            <p>Text</p>
            <script>new Promise(function (done) { done(); });</script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <p>Text</p>
            <script>
              $(this).closest("form").submit(); [1, 2].forEach(go);
              if (!Element.prototype.closest) { Element.prototype.closest = function () {}; }
              document.getElementById("a").closest("form");
              var event; try { event = new CustomEvent("x"); } catch (error) { event = document.createEvent("Event"); }
            </script>
        ```

    How to fix:
        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`), and load a polyfill
        for it before the script, or write an older call (`XMLHttpRequest`, a loop).

    Source:
        MDN browser-compat-data, api and javascript.builtins
    """
    addresses = frozenset(script_addresses(context.holding("script")))
    read = [each for markup in markups(context) for each in markup.scripts]
    known = {name for each in read for name in each.script.tested | each.script.defined}
    for markup in markups(context):
        yield from once_per_text(
            found for each in markup.scripts for found in _hits(markup, each, known, addresses)
        )


def _hits(markup: Markup, each: ScriptOf, known: set[str], addresses: frozenset[str]) -> Iterator[Hit]:
    # What it cannot read does not run at all: IE130 and IE131 say so.
    if each.script.constructs or is_module(each.snippet.element):
        return
    for call in each.script.calls:
        if call.guarded or call.name in known:
            continue
        found = missing(call, this_is_element=each.snippet.attribute is not None)
        if found and not is_polyfilled(call.path, addresses):
            what, certain = found
            yield hit(
                markup,
                f"Internet Explorer 11 has no {what}"
                + ("" if certain else ", if this is what it seems to be"),
                each.snippet.source_range(call.start, call.end),
                what,
                Severity.ERROR if certain else Severity.WARNING,
            )
