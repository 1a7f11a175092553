"""A11Y010."""

import re
from collections.abc import Iterator

from guidewarden.markup.parts import is_within, ranges_of
from guidewarden.model import QuoteBlock, Severity
from guidewarden.rules.prose import hidden, visible_lines
from guidewarden.rules.rule import GuideContext, Hit, Markup, rule
from guidewarden.rules.writing import foreign_script

_TAG = re.compile(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|[xX](?:-[A-Za-z0-9]{1,8})+|[iI]-[A-Za-z0-9]+)?")
_QUOTE = re.compile(r"sections\[(\d+)\]\.blocks\[(\d+)\]\.quote")


@rule("A11Y010", "language-of-parts", severity=Severity.INFO, phase="static", since="0.2")
def language_of_parts(context: GuideContext) -> Iterator[Hit]:
    """A passage in another language does not say which.

    What it finds:
        Passages of five words and thirty letters or more in a script that the guide's language is not written in
        (Cyrillic in an English guide, say), where no element around them has a `lang`; and `lang` attributes that
        name no language, such as `english` (a warning). Names and single words need none, and other languages of
        the same script cannot be told with certainty.

    Why it matters:
        A screen reader spells the passage out, or says it with the sounds of the wrong language (WCAG 3.1.2).

    Bad:
        ```yaml
        - markdown: "The act begins: Организация Североатлантического договора и Российская Федерация заявляют."
        ```

        ```yaml
        - html: <p lang="russian">Глава первая</p>
        ```

    Good:
        ```yaml
        - html: <p lang="ru">Организация Североатлантического договора и Российская Федерация заявляют о том.</p>
        ```

        ```yaml
        - markdown: The paper “Правда” (Pravda) reported on it.
        ```

        ```yaml
        language: ru
        sections:
          - title: Акт
            blocks:
              - markdown: Организация Североатлантического договора и Российская Федерация заявляют о том.
        ```

        ```yaml
        - markdown: The German text says that «die Allianz ihre Grenzen nicht verschieben werde und könne».
        ```

    How to fix:
        Put the passage into an element that names its language: <span lang="ru">…</span>.

        In LibGuides, open the box's rich text, click Source (`<>`) and add `lang="…"` to the paragraph's tag.

    Source:
        WCAG 2.1, 3.1.2 Language of Parts: https://www.w3.org/WAI/WCAG21/Understanding/language-of-parts;
        BCP 47: https://www.rfc-editor.org/info/bcp47
    """
    for markup in context.written_holding("@lang") if context.lowered.isascii() else context.written:
        yield from _malformed(markup)
        if _is_told_elsewhere(context, markup):
            continue
        if markup.lowered.isascii():
            continue
        told = ranges_of(
            markup.document, lambda element: element.name != "html" and bool(element.get("lang"))
        )
        for line in visible_lines(markup.document):
            found = foreign_script(line.text, context.document.guide.language)
            if found is None:
                continue
            script, first, last = found
            start, end = line.source_range(first, last)
            if not is_within(told, start):
                message = f"This passage in {script} letters does not say which language it is in"
                yield Hit(markup.route, message, start=start, end=end, label=line.text[first:last][:60])


def _malformed(markup: Markup) -> Iterator[Hit]:
    if markup.paragraph is not None:
        return
    unseen = hidden(markup.document)
    for element in markup.document.with_attribute("lang"):
        value = element.values["lang"].strip()
        written = element.attribute("lang")
        if written is None or element.name == "html" or unseen[element.index] or _TAG.fullmatch(value):
            continue
        yield Hit(
            markup.route,
            f"“{value}” is no language that programs know",
            "Write the language's code: en, fr, ru",
            written.start,
            written.end,
            label=value,
            severity=Severity.WARNING,
        )


def _is_told_elsewhere(context: GuideContext, markup: Markup) -> bool:
    """Whether a quotation's source says what language it is in."""
    found = _QUOTE.fullmatch(markup.route)
    if found is None:
        return False
    guide = context.document.guide
    block = guide.sections[int(found[1])].blocks[int(found[2])]
    source = guide.sources.get(block.source or "") if isinstance(block, QuoteBlock) else None
    return source is not None and source.language is not None
