"""GDE001."""

import difflib
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.rule import GuideContext, Hit, rule


@rule("GDE001", "owner-unknown", severity=Severity.WARNING, phase="static", since="0.1")
def owner_unknown(context: GuideContext) -> Iterator[Hit]:
    """Nobody is known to keep the guide.

    What it finds:
        Guides without an `owner`, and owners or editors whose key is not in people.yaml. Archived guides need no
        owner.

    Why it matters:
        The report is sorted by owner; what is wrong in a guide that nobody owns is mended by nobody.

    Bad:
        ```yaml
        owner: maria-rossy
        ```

        ```yaml
        owner: null
        ```

    Good:
        ```yaml
        owner: maria-rossi
        ```

        ```yaml
        owner: maria-rossi
        editors: [john-doe]
        ```

        ```yaml
        status: archived
        owner: null
        ```

    How to fix:
        Put the owner's key into the guide, and the person into people.yaml.
    """
    guide = context.document.guide
    people = context.project.people.people
    if guide.owner is None:
        if guide.status != "archived":
            yield Hit("owner", f"Nobody is named as owner of “{guide.title}”", label=guide.title)
    elif guide.owner not in people:
        yield _unknown("owner", "owner", guide.owner, list(people))
    for index, editor in enumerate(guide.editors):
        if editor not in people:
            yield _unknown(f"editors[{index}]", "editor", editor, list(people))


def _unknown(route: str, role: str, key: str, people: list[str]) -> Hit:
    near = difflib.get_close_matches(key, people, n=1)
    return Hit(
        route,
        f"The {role} “{key}” is not in people.yaml" + (f"; did you mean “{near[0]}”?" if near else ""),
        f"Write {near[0]}, or add {key} to people.yaml" if near else f"Add {key} to people.yaml",
        label=key,
        written=key,
    )
