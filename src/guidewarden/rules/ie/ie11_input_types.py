"""IE108."""

from collections.abc import Iterator

from guidewarden.markup.support import ie11
from guidewarden.model import Severity
from guidewarden.rules.ie11 import at, elements, has_script, hit, markups
from guidewarden.rules.rule import GuideContext, Hit, rule

_FORMS = {
    "color": "#RRGGBB",
    "date": "YYYY-MM-DD",
    "datetime-local": "YYYY-MM-DDThh:mm",
    "month": "YYYY-MM",
    "time": "hh:mm",
    "week": "YYYY-Www",
}
_POLYFILLS = ("polyfill", "flatpickr", "pikaday", "jquery-ui", "jquery.ui", "datepicker", "webshim")


@rule("IE108", "ie11-input-types", severity=Severity.WARNING, phase="static", since="0.2")
def ie11_input_types(context: GuideContext) -> Iterator[Hit]:
    r"""A form field is a plain line of text in Internet Explorer 11.

    What it finds:
        With `markup.target: ie11`: `<input>` of the types color, date, datetime-local, month, time and week, unless a
        `placeholder`, a `title` or a `pattern` says what to write, or a script with a date picker is loaded.

    Why it matters:
        Readers see an empty line instead of a calendar, and cannot know in which form the date is wanted.

    Bad:
        ```yaml
        # settings: markup.target=ie11
        - html: <label>Visit on <input type="date" name="day"></label>
        ```

    Good:
        ```yaml
        # settings: markup.target=ie11
        - html: <label>Visit on <input type="date" name="day" placeholder="YYYY-MM-DD" pattern="\d{4}-\d{2}-\d{2}"></label>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: <label>Mail <input type="email"></label> <label>Date <input type="text" name="date"></label>
        ```

        ```yaml
        # settings: markup.target=ie11
        - html: |
            <script src="https://cdn.example.org/flatpickr.min.js"></script>
            <label>Visit on <input type="date" name="day"></label>
        ```

    How to fix:
        In LibGuides, edit the widget or open the box's rich text, click Source (`<>`), and add a `placeholder` such as
        YYYY-MM-DD to the field.

    Source:
        MDN browser-compat-data, html.elements.input.type_date and its relatives
    """
    polyfilled = has_script(context, *_POLYFILLS)
    for markup in () if polyfilled else markups(context):
        for element in elements(markup, "input"):
            kind = (element.get("type") or "").strip().lower()
            helped = any((element.get(name) or "").strip() for name in ("placeholder", "title", "pattern"))
            if kind in _FORMS and ie11().lacks(f"html.elements.input.type_{kind}") and not helped:
                message = f"Internet Explorer 11 has no field for “{kind}”; readers must guess to write {_FORMS[kind]}"
                yield hit(markup, message, at(element, "type"), f"type={kind}")
