"""GDE020."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.ignores import about
from guidewarden.rules.rule import Hit, SettingsContext, rule


@rule("GDE020", "expired-ignore", severity=Severity.WARNING, phase="settings", since="0.1")
def expired_ignore(context: SettingsContext) -> Iterator[Hit]:
    """An entry under `ignore` has run out and no longer applies.

    What it finds:
        Entries under `ignore` in guidewarden.yaml whose day `until` is past.

    Why it matters:
        What was left alone for a time is checked and told again. Nobody should be surprised by that, and a list of
        exceptions that nobody looks at grows until it hides what is really gone.

    Bad:
        ```yaml
        # in: guidewarden.yaml
        # today: 2026-06-01
        ignore:
          - url: https://example.org/*
            reason: Their server moves house in spring.
            until: 2026-05-31
        ```

    Good:
        ```yaml
        # in: guidewarden.yaml
        # today: 2026-05-31
        ignore:
          - url: https://example.org/*
            reason: Their server moves house in spring.
            until: 2026-05-31
        ```

        ```yaml
        # in: guidewarden.yaml
        # today: 2026-02-28
        ignore:
          - url: https://example.org/*
            reason: Their server moves house in spring.
            until: 2026-12-31
        ```

        No ignores, nothing to expire:

        ```yaml
        # in: guidewarden.yaml
        # today: 2026-06-01
        ignore: []
        ```

    How to fix:
        Remove the entry; or, if the reason still stands, decide again and give it a later day.
    """
    for index, ignore in enumerate(context.project.settings.ignore):
        if context.project.today > ignore.until:
            place = about(context.project, index)
            yield Hit.at(place, f"The ignore of {ignore.pattern} ended on {ignore.until}: “{ignore.reason}”")
