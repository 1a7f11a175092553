"""GDE009."""

from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.calendar import long_date
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("GDE009", "expired-but-published", severity=Severity.WARNING, phase="static", since="0.1")
def expired_but_published(context: GuideContext) -> Iterator[Hit]:
    """A guide is still published after the day it should have been withdrawn.

    What it finds:
        Guides of the status `published` whose `expires` lies before today.

    Why it matters:
        Whoever set the date knew why: a course ended, a trial ran out.

    Bad:
        ```yaml
        # today: 2026-06-01
        expires: 2026-05-31
        ```

    Good:
        ```yaml
        # today: 2026-06-01
        expires: 2026-06-01
        ```

        ```yaml
        # today: 2026-06-01
        status: archived
        expires: 2026-05-31
        ```

        ```yaml
        # today: 2026-06-01
        status: private
        expires: 2026-05-31
        ```

    How to fix:
        Set the status to archived, or a later date under `expires`.

        In LibGuides, set the guide's status to Unpublished.
    """
    guide = context.document.guide
    if guide.status == "published" and guide.expires is not None and guide.expires < context.today:
        yield Hit(
            "expires",
            f"“{guide.title}” expired on {long_date(guide.expires)} and is still published",
            label=guide.title,
        )
