"""All behaviours."""

from behaviours import access, gone, good, moved, odd, soft, titles, walls
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
)
