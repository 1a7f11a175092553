"""GDE021."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.plan.ignores import IgnoreTable
from guidewarden.rules.ignores import about
from guidewarden.rules.rule import Hit, SettingsContext, rule


@rule("GDE021", "unused-ignore", severity=Severity.INFO, phase="settings", since="0.1")
def unused_ignore(context: SettingsContext) -> Iterator[Hit]:
    """An entry under `ignore` is about no link and no DOI of any guide.

    What it finds:
        Entries under `ignore` in guidewarden.yaml that match nothing in the guides. It is looked for only when
        whole folders of guides are read, and all of them could be.

    Why it matters:
        Either the link has gone from the guides, and the entry is a leftover that may hide a later link; or the
        entry is misspelt, and what was meant is not ignored.

    Bad:
        ```yaml
        # in: guidewarden.yaml
        ignore:
          - url: https://exmaple.org/*
            reason: The archive refuses robots.
            until: 2027-01-31
        # guide: history
        - links:
            - {url: https://example.org/archive, label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        # in: guidewarden.yaml
        ignore:
          - url: https://example.org/*
            reason: The archive refuses robots.
            until: 2027-01-31
        # guide: history
        - links:
            - {url: https://example.org/archive, label: The archive, note: Finding aids.}
        ```

        A whole host, of which one page is linked:

        ```yaml
        # in: guidewarden.yaml
        ignore:
          - url: https://www.example.org/*
            reason: The archive refuses robots.
            until: 2027-01-31
        # guide: history
        - links:
            - {url: https://www.example.org/archive, label: The archive, note: Finding aids.}
        ```

        One that has expired is GDE020's:

        ```yaml
        # in: guidewarden.yaml
        # today: 2026-06-01
        ignore:
          - url: https://example.com/*
            reason: The archive refuses robots.
            until: 2026-05-31
        # guide: history
        - links:
            - {url: https://example.org/archive, label: The archive, note: Finding aids.}
        ```

    How to fix:
        Remove the entry, or correct its address.
    """
    project = context.project
    if not project.whole or not project.settings.ignore:
        return
    table = IgnoreTable(project.settings.ignore, project.settings.proxy)
    used = {index for target in context.targets for index in table.matching(target)}
    for index, ignore in enumerate(project.settings.ignore):
        if index not in used and project.today <= ignore.until:
            yield Hit.at(
                about(project, index), f"The ignore of {ignore.pattern} is about no link of any guide"
            )
