"""GDE025."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.decisions import about_entry
from guidewarden.rules.rule import AcceptanceContext, Hit, rule


@rule("GDE025", "stale-baseline-entry", severity=Severity.WARNING, phase="acceptance", since="0.1")
def stale_baseline_entry(context: AcceptanceContext) -> Iterator[Hit]:
    """An entry of the baseline knows something that is no longer there.

    What it finds:
        Entries of baseline.yaml whose finding is gone. What a rule says of checked links counts as gone only when the
        link was checked, and is there.

    Why it matters:
        It is good news: something was mended. But as long as the entry stands, the same mistake can come back and
        nothing will fail.

    Bad:
        ```yaml
        # in: baseline.yaml
        findings:
          - {fingerprint: "0123456789abcdef", code: LNK010, guide: history, reason: It was so before.}
        # guide: history
        - links:
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

    Good:
        ```yaml
        # in: baseline.yaml
        findings:
          - {fingerprint: "840d26a05786d0d5", code: LNK010, guide: history, reason: It was so before.}
        # guide: history
        - links:
            - {url: "https://example.org/?utm_source=mail", label: The archive, note: Finding aids.}
        ```

        Whether this link is still gone is not known tonight:

        ```yaml
        # in: baseline.yaml
        # verdict: https://example.org/archive unverifiable offline
        findings:
          - fingerprint: "0123456789abcdef"
            code: LNK001
            guide: history
            about: https://example.org/archive
            reason: They promised to bring it back.
        # guide: history
        - links:
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

        An empty baseline:

        ```yaml
        # in: baseline.yaml
        findings: []
        # guide: history
        - links:
            - {url: "https://example.org/archive", label: The archive, note: Finding aids.}
        ```

    How to fix:
        Remove the entry; `guidewarden baseline update` removes all that are stale.
    """
    for judged in context.entries:
        if judged.stale:
            entry = judged.entry
            where = f" in {entry.guide}" if entry.guide else ""
            yield Hit.at(
                about_entry(judged), f"The finding {entry.code}{where} that this entry knows is gone"
            )
