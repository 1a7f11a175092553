"""All behaviours."""

from behaviours import (
    access,
    doubtful,
    gone,
    good,
    moved,
    named,
    notices,
    odd,
    soft,
    systems,
    templates,
    titles,
    walls,
)
from behaviours.model import Behaviour

BEHAVIOURS: tuple[Behaviour, ...] = (
    *good.BEHAVIOURS,
    *titles.BEHAVIOURS,
    *soft.BEHAVIOURS,
    *gone.BEHAVIOURS,
    *moved.BEHAVIOURS,
    *access.BEHAVIOURS,
    *walls.BEHAVIOURS,
    *odd.BEHAVIOURS,
    *doubtful.BEHAVIOURS,
    *systems.BEHAVIOURS,
    *templates.BEHAVIOURS,
    *notices.BEHAVIOURS,
    *named.BEHAVIOURS,
)
