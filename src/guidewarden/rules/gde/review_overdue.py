"""GDE003."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.calendar import add_months, long_date
from guidewarden.rules.rule import GuideContext, Hit, rule

_COURSE_MONTHS = 6
_MONTHS = 12


@rule("GDE003", "review-overdue", severity=Severity.WARNING, phase="static", since="0.1")
def review_overdue(context: GuideContext) -> Iterator[Hit]:
    """Nobody has read all of a published guide for too long.

    What it finds:
        Published guides whose last review is more than 12 months ago, or 6 for the type `course`. A guide that
        says nothing of reviews is counted from its last change, or from when it was made; one without any date is
        left alone.

    Why it matters:
        Links can be checked every night. Whether a guide still says the right things, only a person can tell.

    Bad:
        ```yaml
        # today: 2026-06-01
        reviewed: 2025-05-31
        ```

        ```yaml
        # today: 2026-06-01
        type: course
        reviewed: 2025-11-30
        ```

    Good:
        ```yaml
        # today: 2026-06-01
        reviewed: 2025-06-01
        ```

        ```yaml
        # today: 2026-06-01
        type: course
        reviewed: 2025-12-01
        ```

        A draft is not read by anybody yet:

        ```yaml
        # today: 2026-06-01
        status: draft
        reviewed: 2020-01-01
        ```

    How to fix:
        Read the guide once, mend what is out of date, and put today's date under `reviewed`.
    """
    guide = context.document.guide
    if guide.status != "published":
        return
    field, last = next(
        (
            (name, day)
            for name, day in (
                ("reviewed", guide.reviewed),
                ("updated", guide.updated),
                ("created", guide.created),
            )
            if day is not None
        ),
        ("", None),
    )
    if last is None:
        return
    due = add_months(last, _COURSE_MONTHS if guide.type == "course" else _MONTHS)
    if due < context.today:
        what = {"reviewed": "last reviewed", "updated": "last changed", "created": "made"}[field]
        yield Hit(
            field,
            f"“{guide.title}” was {what} on {long_date(last)}; its review was due on {long_date(due)}",
            label=guide.title,
        )
