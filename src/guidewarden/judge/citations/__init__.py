"""Does a citation match the registry's record of its DOI? Pure functions of both.

Never decided by the title alone: short titles repeat, notices carry the title of the work they are about,
and neighbours in one issue share all the rest.
"""

from guidewarden.judge.citations.matcher import candidate, compare
from guidewarden.judge.citations.notices import is_notice, notices

__all__ = ["candidate", "compare", "is_notice", "notices"]
