"""IE002."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.notices import find_notice
from guidewarden.rules.prose import is_quoted, visible_lines
from guidewarden.rules.rule import GuideContext, Hit, rule

_SERVED = (
    Severity.WARNING,
    "The platform shows the notice for old browsers to every reader",
    "Ask your system's administrator to show it to old browsers only, or to take it out of the template",
)
_PASTED = (
    Severity.ERROR,
    "A notice for old browsers was pasted into the text; every reader sees it",
    None,
)


@rule("IE002", "browser-notice", severity=Severity.ERROR, phase="static", since="0.1")
def browser_notice(context: GuideContext) -> Iterator[Hit]:
    """A notice for users of an old browser stands where every reader sees it.

    What it finds:
        “It looks like you're using Internet Explorer 11 or older…” and its relatives, by their words. In the
        author's text this is an error: it was pasted along with the page. In the platform's `furniture` it is a
        warning, when nothing hides it from readers with a modern browser. Quoted words, code, hidden elements and
        advice that begins with “if” are left alone.

    Why it matters:
        Readers with a good browser are told that theirs is out of date, and look for help with nothing. A screen
        reader reads it out first.

    Bad:
        ```yaml
        - markdown: |
            Skip the introduction. It looks like you're using Internet Explorer 11 or older. This website works best
            with modern browsers such as the latest versions of Chrome, Firefox, Safari, and Edge.
        ```

        ```yaml
        - html: <p>You are using an <strong>outdated</strong> browser. Please upgrade your browser.</p>
        ```

        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div role="alert">It looks like you're using Internet Explorer 11 or older.</div>
        ```

    Good:
        Advice about a database, not about this page:

        ```yaml
        - markdown: If you are using Internet Explorer 11 or older, the map server will refuse you.
        ```

        ```yaml
        - markdown: The archive's page still says “You are using Internet Explorer 11 or older” to everybody.
        ```

        Hidden until a script shows it:

        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div role="alert" hidden>It looks like you're using Internet Explorer 11 or older.</div>
        ```

        History:

        ```yaml
        - markdown: Internet Explorer 11 was retired on 15 June 2022; see the announcement.
        ```

    How to fix:
        Delete the notice from the text; the platform shows its own to those who need it.

        In LibGuides, open the box's rich text, select the notice and delete it. For the furniture, ask the
        system's administrator to take `{{obsolete_browser_alert}}` out of the template (Admin, Look & Feel).
    """
    for markup in context.markups:
        if markup.is_quotation:
            continue
        for line in visible_lines(markup.document):
            found = find_notice(line.text)
            if found and not is_quoted(line, found.start()):
                start, end = line.source_range(found.start(), found.end())
                severity, message, advice = _SERVED if markup.is_furniture else _PASTED
                yield Hit(markup.route, message, advice, start, end, label=line.text[:80], severity=severity)
                break
