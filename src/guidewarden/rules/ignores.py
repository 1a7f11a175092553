"""Where a finding about an entry under ``ignore`` stands."""

from guidewarden.model import Occurrence
from guidewarden.rules.rule import Project


def about(project: Project, index: int) -> Occurrence:
    """Make the place of an ignore: in the settings' file, and in no guide."""
    ignore = project.settings.ignore[index]
    person = project.people.people.get(ignore.owner or "")
    route = f"ignore[{index}]"
    label = f"{ignore.pattern} ({person.name})" if person else ignore.pattern
    return Occurrence("", "", route, label, project.settings.place(route), ignore.pattern)
