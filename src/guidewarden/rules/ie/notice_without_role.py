"""IE009."""

from collections.abc import Iterator, Sequence

from guidewarden.markup.nodes import Element, MarkupDocument
from guidewarden.model import Severity
from guidewarden.rules.ie._hidden_notices import hidden_notices
from guidewarden.rules.nesting import first_inside, indexes
from guidewarden.rules.prose import inherited
from guidewarden.rules.rule import GuideContext, Hit, rule

_ANNOUNCED = frozenset({"alert", "status", "alertdialog", "log"})


@rule("IE009", "notice-without-role", severity=Severity.INFO, phase="static", since="0.2")
def notice_without_role(context: GuideContext) -> Iterator[Hit]:
    """The notice for old browsers appears without a screen reader saying so.

    What it finds:
        In the platform's part: a notice that is hidden until a script shows it, and that neither itself, nor what
        holds it, nor what is in it has `role="alert"`, `role="status"` or `aria-live`. A notice that everybody sees
        is IE002's.

    Why it matters:
        Text that appears later is not read out, so that of all readers those with a screen reader never hear of it
        (WCAG 4.1.3).

    Bad:
        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div id="old" style="display:none">It looks like you're using Internet Explorer 11 or older.</div>
        ```

    Good:
        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div role="alert" hidden>It looks like you're using Internet Explorer 11 or older.</div>
        ```

        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div hidden><p aria-live="polite">It looks like you're using Internet Explorer 11 or older.</p></div>
        ```

        Another hidden part, which is no notice:

        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div hidden>Ask a librarian about Internet Explorer 11.</div>
        ```

    How to fix:
        Give the notice's element role="alert".

        In LibGuides, the system's administrator finds it in the template, as `{{obsolete_browser_alert}}` (Admin,
        Look & Feel).

    Source:
        WCAG 2.1, 4.1.3 Status Messages: https://www.w3.org/WAI/WCAG21/Understanding/status-messages
    """
    for markup, element in hidden_notices(context):
        if not _is_announced(markup.document, element):
            message = "The notice for old browsers is not read out when it appears"
            yield Hit(markup.route, message, start=element.start, end=element.end, label=element.text[:80])


def _is_announced(document: MarkupDocument, element: Element) -> bool:
    within = document.once(_within_announced)[element.index]
    return within or first_inside(document, element, document.once(_announced)) is not None


def _within_announced(document: MarkupDocument) -> Sequence[bool]:
    return inherited(document, (document.numbered[index] for index in document.once(_announced)))


def _announced(document: MarkupDocument) -> Sequence[int]:
    return indexes(
        each
        for each in document.with_attribute("role", "aria-live")
        if (each.get("role") or "").strip().lower() in _ANNOUNCED
        or (each.get("aria-live") or "").strip().lower() in {"polite", "assertive"}
    )
