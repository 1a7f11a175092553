"""GDE005."""

import datetime as dt
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.calendar import long_date
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("GDE005", "dates-out-of-order", severity=Severity.WARNING, phase="static", since="0.1")
def dates_out_of_order(context: GuideContext) -> Iterator[Hit]:
    """A guide's dates contradict each other, or lie in the future.

    What it finds:
        `updated`, `reviewed` or `expires` before `created`, and `created`, `updated` or `reviewed` after today (one
        day is allowed for time zones): warnings. A guide that changed after its last review is a note.

    Why it matters:
        Reviews are planned by these dates; a slip in the year hides a guide from the list for good.

    Bad:
        ```yaml
        # today: 2026-06-01
        created: 2026-03-01
        updated: 2025-03-01
        reviewed: 2026-05-01
        ```

        ```yaml
        # today: 2026-06-01
        reviewed: 2062-05-01
        ```

        ```yaml
        # today: 2026-06-01
        created: 2024-03-01
        updated: 2026-05-02
        reviewed: 2026-05-01
        ```

    Good:
        ```yaml
        # today: 2026-06-01
        created: 2024-03-01
        updated: 2026-05-01
        reviewed: 2026-05-01
        ```

        ```yaml
        # today: 2026-06-01
        created: 2024-03-01
        reviewed: 2026-06-02
        ```

        ```yaml
        # today: 2026-06-01
        created: 2026-03-01
        expires: 2027-03-01
        ```

    How to fix:
        Correct the date that is wrong; if the guide changed since, review it and date the review.
    """
    guide = context.document.guide
    day_ahead = dt.timedelta(days=1)  # somewhere it is tomorrow already
    for name in ("created", "updated", "reviewed"):
        day = getattr(guide, name)
        if day is not None and day - context.today > day_ahead:
            yield Hit(name, f"The date under “{name}”, {long_date(day)}, lies in the future", label=name)
    for name in ("updated", "reviewed", "expires"):
        day = getattr(guide, name)
        if day is not None and guide.created is not None and day < guide.created:
            message = f"“{name}” ({long_date(day)}) lies before “created” ({long_date(guide.created)})"
            yield Hit(name, message, label=name)
    if (
        guide.updated
        and guide.reviewed
        and (guide.created or guide.reviewed) <= guide.reviewed < guide.updated
    ):
        yield Hit(
            "reviewed",
            f"The guide changed on {long_date(guide.updated)}, after its last review on {long_date(guide.reviewed)}",
            "Look at what changed, and date the review",
            label="reviewed",
            severity=Severity.INFO,
        )
