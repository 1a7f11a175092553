"""IE130."""

from collections.abc import Iterator, Mapping

from guidewarden.markup.embedded import ScriptOf
from guidewarden.markup.script import ConstructKind
from guidewarden.model import Severity
from guidewarden.rules.ie11 import hit, is_module, markups
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule

_NAMES: Mapping[ConstructKind, str] = {
    "arrow-function": "arrow functions (=>)",
    "class": "classes",
    "template-literal": "template literals (`…`)",
    "spread": "spreading (...)",
    "rest": "rest parameters (...)",
    "default-value": "default values",
    "destructuring": "destructuring",
    "for-of": "for … of",
    "async": "async functions",
    "generator": "generators (function*)",
    "optional-chaining": "optional chaining (?.)",
    "nullish": "the ?? operator",
    "exponent": "the ** operator",
    "logical-assignment": "assignments such as ??=",
    "import-export": "import and export",
    "dynamic-import": "import()",
    "shorthand-method": "short methods in objects",
    "shorthand-property": "short properties in objects",
    "computed-key": "computed keys in objects",
    "optional-catch": "catch without a variable",
    "number": "new forms of numbers",
    "regular-expression": "new flags of regular expressions",
    "new-target": "new.target and import.meta",
}
_SHOWN = 3


@rule("IE130", "ie11-script-syntax", severity=Severity.ERROR, phase="static", since="0.2")
def ie11_script_syntax(context: GuideContext) -> Iterator[Hit]:
    """A script is written in a syntax that Internet Explorer 11 cannot read, so that none of it runs.

    What it finds:
        With `markup.target: ie11`: in inline scripts and event handlers, what came after ECMAScript 5: arrow functions,
        classes, template literals, spreading, default values, destructuring, `for … of`, `async`, generators, `?.`, `??`,
        `**`, `import` and others. One finding a script. `let`, `const`, getters and commas at the end are left alone,
        since it reads them, and so are `type="module"` (IE131) and scripts of other types.

    Why it matters:
        One character that it cannot read keeps the browser from running any of the script, also the parts before it.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <p id="n">Text</p><script>document.getElementById("n").onclick = () => alert("Hours");</script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <button onclick="this.form?.submit()">Send</button>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <p>Text</p>
            <script>var greeting = `Hello ${name}`; for (const day of days) { show({...day}); }</script>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: |
            <p>Text</p><script>let a = 1; const o = {get x() { return a; }, "y": [1, 2,],};</script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <p>Text</p>
            <script>/* (x) => x */ var s = "class A {} `t` a ?? b", r = /=>/g; // async () => {}
            </script>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <script type="module">import { go } from "./go.js"; go(() => 1);</script>
            <script nomodule>go(function () { return 1; });</script>
            <script type="application/json">{"a": "x => y"}</script>
        ```

    How to fix:
        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`), and write the script
        in the older syntax (`function () {…}`), which a tool such as Babel does by itself.

    Source:
        MDN browser-compat-data, javascript.functions.arrow_functions, javascript.classes, javascript.operators and others
    """
    for markup in markups(context):
        for each in markup.scripts:
            if not is_module(each.snippet.element):
                yield from _hits(markup, each)


def _hits(markup: Markup, each: ScriptOf) -> Iterator[Hit]:
    kinds = list(dict.fromkeys(construct.kind for construct in each.script.constructs))
    if kinds:
        more = f" and {len(kinds) - _SHOWN} more" if len(kinds) > _SHOWN else ""
        first = each.script.constructs[0]
        named = ", ".join(_NAMES[kind] for kind in kinds[:_SHOWN])
        yield hit(
            markup,
            f"Internet Explorer 11 runs nothing of this script: it cannot read {named}{more}",
            each.snippet.source_range(first.start, first.end),
            ", ".join(kinds),
            Severity.ERROR,
        )
