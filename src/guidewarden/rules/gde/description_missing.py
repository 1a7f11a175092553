"""GDE002."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.prose import fold
from guidewarden.rules.rule import GuideContext, Hit, rule

_WORDS = 5
_CHARACTERS = 12
# Scripts that are written without spaces: there, characters are counted.
_UNSPACED = r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"  # compiled when first needed: it takes 2 ms


@rule("GDE002", "description-missing", severity=Severity.WARNING, phase="static", since="0.1")
def description_missing(context: GuideContext) -> Iterator[Hit]:
    """A guide does not say what it offers.

    What it finds:
        Guides without a `description` (a warning), and with one of fewer than five words or one that only repeats
        the title (a note).

    Why it matters:
        The description is what readers see in lists of guides and in search results, before they open one.

    Bad:
        ```yaml
        description: null
        ```

        ```yaml
        title: NATO-Russia Relations
        description: NATO-Russia relations.
        ```

        ```yaml
        description: A guide.
        ```

    Good:
        ```yaml
        description: Sources for research on the relations of NATO and Russia since 1990.
        ```

        ```yaml
        description: Where to begin with NATO.
        ```

        A language without spaces:

        ```yaml
        language: ja
        description: 一九九〇年以降のNATOとロシアの関係に関する資料。
        ```

    How to fix:
        Say in one or two sentences what the guide offers, and for whom.
    """
    guide = context.document.guide
    if not (guide.description or "").strip():
        yield Hit("description", f"“{guide.title}” has no description", label=guide.title)
        return
    description = guide.description or ""
    if fold(description) == fold(guide.title):
        message = "The description only repeats the title"
    elif _is_short(description):
        message = "The description is very short"
    else:
        return
    yield Hit("description", message, label=description, severity=Severity.INFO)


def _is_short(text: str) -> bool:
    if re.search(_UNSPACED, text):
        return len(text.strip()) < _CHARACTERS
    return len(text.split()) < _WORDS
