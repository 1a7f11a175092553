"""GDE026."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.calendar import long_date
from guidewarden.rules.decisions import about_entry
from guidewarden.rules.rule import AcceptanceContext, Hit, rule


@rule("GDE026", "expired-baseline-entry", severity=Severity.WARNING, phase="acceptance", since="0.1")
def expired_baseline_entry(context: AcceptanceContext) -> Iterator[Hit]:
    """An entry of the baseline has run out, and what it knows counts again.

    What it finds:
        Entries of baseline.yaml whose day `until` is past, and whose finding is still there.

    Why it matters:
        The finding fails a check again. Nobody should be surprised by that, and a list of exceptions that nobody
        looks at grows until it hides what is really gone.

    Bad:
        ```yaml
        # in: baseline.yaml
        # today: 2026-06-01
        findings:
          - {fingerprint: "840d26a05786d0d5", code: LNK010, guide: history, reason: Until spring., until: 2026-05-31}
        # guide: history
        - links:
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        # in: baseline.yaml
        # today: 2026-05-31
        findings:
          - {fingerprint: "840d26a05786d0d5", code: LNK010, guide: history, reason: Until spring., until: 2026-05-31}
        # guide: history
        - links:
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

        Without a day it does not run out:

        ```yaml
        # in: baseline.yaml
        # today: 2026-06-01
        findings:
          - {fingerprint: "840d26a05786d0d5", code: LNK010, guide: history, reason: It was so before.}
        # guide: history
        - links:
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

        One whose finding is gone is GDE025's:

        ```yaml
        # in: baseline.yaml
        # today: 2026-06-01
        findings:
          - {fingerprint: "0123456789abcdef", code: LNK010, guide: history, reason: Until spring., until: 2026-05-31}
        # guide: history
        - links:
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

    How to fix:
        Mend what it is about and remove the entry; or, if the reason still stands, decide again and give it a later day.
    """
    for judged in context.entries:
        entry = judged.entry
        if judged.expired and not judged.stale and entry.until is not None:
            message = f"The entry for {entry.code} ended on {long_date(entry.until)}: “{entry.reason}”"
            yield Hit.at(about_entry(judged), message)
