"""IE016."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule
from guidewarden.rules.snippets import scripts
from guidewarden.rules.splicing import Splice, splice

_WORDS = re.compile(
    r"/\*@(?:cc_on|if|set|elif|else|end)\b.*?(?:@\*/|\*/)|//@(?:cc_on|if|set|end)\b[^\n]*", re.DOTALL
)
_CODE = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(?P<comment>/\*.*?(?:\*/|\Z)|//[^\n]*)""",
    re.DOTALL,
)


@rule("IE016", "conditional-compilation", severity=Severity.WARNING, phase="static", since="0.2")
def conditional_compilation(context: GuideContext) -> Iterator[Hit]:
    """A script holds code that only Internet Explorer's conditional compilation switched on.

    What it finds:
        Comments such as `/*@cc_on … @*/` and `//@cc_on` in inline scripts. Ordinary comments, strings and other
        marks (`@license`, `@preserve`) are left alone.

    Why it matters:
        To every browser of today the code is a comment; the next editor takes it for something that works.

    Bad:
        ```yaml
        - html: <p>Text</p><script>var old = false; /*@cc_on old = true; @*/</script>
        ```

    Good:
        ```yaml
        - html: <p>Text</p><script>/*@license MIT @*/ /* cc_on was Internet Explorer's */ var old = false;</script>
        ```

        ```yaml
        - html: <p>Text</p><script>var mark = "/*@cc_on @*/";</script>
        ```

        ```yaml
        - html: <p>Scripts held <code>/*@cc_on @*/</code> for Internet Explorer.</p>
        ```

    How to fix:
        Delete the comment.

        In LibGuides, edit the Media / Widget asset, or open the box's rich text and click Source (`<>`).

    Source:
        Microsoft, “Conditional compilation (JavaScript)” (no longer supported from Internet Explorer 11 on):
        https://learn.microsoft.com/en-us/previous-versions/visualstudio/visual-studio-2010/121hztk3(v=vs.100)
    """
    for markup in context.scripted:
        for script in scripts(markup.document):
            for found in _CODE.finditer(script.text):
                if found["comment"] and _WORDS.match(found["comment"]):
                    start, end = script.source_range(found.start(), found.end())
                    cut = [Splice(start, end)] if script.exact else []
                    yield Hit(
                        markup.route,
                        "No browser runs what stands in this comment",
                        start=start,
                        end=end,
                        label=found[0][:60],
                        fix=splice(context, markup, cut, "Delete the comment"),
                    )
