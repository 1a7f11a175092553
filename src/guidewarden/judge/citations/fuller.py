"""Names that say more than the registry's: one person most likely, and worth a look.

Citations shorten names, and that is no slip: ``Shifrinson, J.`` for ``Itzkowitz Shifrinson, Joshua R.``. What a citation
has and the registry has not came from somewhere else, or is somebody else: ``Kramer-Smith``, ``Kramer III``, ``Mark Q.``
"""

from functools import lru_cache

from guidewarden.judge.citations.folding import in_two_letters, slavic_key
from guidewarden.judge.citations.names import Person, initials_of, is_body, person, without_elision
from guidewarden.model import Name


@lru_cache(maxsize=4096)
def says_more(ours: Name, theirs: Name) -> bool:
    """Whether a name that is the registry's has words that the registry's has not, or begins with another of its words."""
    if is_body(theirs):
        return False
    spellings = (
        (ours, theirs),
        (ours, theirs.model_copy(update={"family": without_elision(theirs.family or "") or None})),
        (_in_two_letters(ours), _in_two_letters(theirs)),
    )
    return not any(_is_within(person(one), person(other)) for one, other in spellings)


def _in_two_letters(name: Name) -> Name:
    """Write ä as ae, as many catalogues do."""
    return Name(**{field: in_two_letters(text) for field, text in name.model_dump(exclude_none=True).items()})


def _is_within(one: Person, other: Person) -> bool:
    """Whether all words of our name are among the registry's, in full or as initials, and the first one stands for its first."""
    slavic = one.slavic or other.slavic
    ours, theirs = (initials_of(each) or each.given for each in (one, other))
    # Written together on one side only: Vanderberg, Jeanpaul.
    family = _joined(one.whole_family) == _joined(other.whole_family)
    given = _joined(one.given) == _joined(other.given)
    within = (
        _are_among((*one.whole_family, *ours), (*other.whole_family, *theirs), slavic=slavic)
        or (family and (given or _are_among(ours, theirs, slavic=slavic)))
        or (given and _are_among(one.whole_family, other.whole_family, slavic=slavic))
    )
    if not (one.family and other.family and ours and theirs):
        return within
    return within and (given or _begin_alike(ours[0], theirs, slavic=slavic))


def _begin_alike(first: str, theirs: tuple[str, ...], *, slavic: bool) -> bool:
    """Whether a first given name is the registry's, or the one it tells in full behind an initial: ``Edgar`` for J. Edgar."""
    if _pairs(first, theirs[0], slavic=slavic):
        return True
    known = {_key(each, slavic=slavic) for each in theirs}
    return len(theirs[0]) == 1 < len(first) and _key(first, slavic=slavic) in known


def _are_among(ours: tuple[str, ...], theirs: tuple[str, ...], *, slavic: bool) -> bool:
    """Whether each of our words has a partner of its own: the same one first, then one that is cut short or an initial."""
    left, unmatched = list(theirs), list[str]()
    for word in ours:
        if word in left:
            left.remove(word)
        else:
            unmatched.append(word)
    for word in sorted(unmatched, key=len, reverse=True):
        partner = next((each for each in left if _pairs(word, each, slavic=slavic)), None)
        if partner is None:
            return False
        left.remove(partner)
    return True


def _pairs(one: str, other: str, *, slavic: bool) -> bool:
    one, other = _key(one, slavic=slavic), _key(other, slavic=slavic)
    return one.startswith(other) or other.startswith(one)


def _key(word: str, *, slavic: bool) -> str:
    return (slavic_key(word) or word) if slavic else word


def _joined(parts: tuple[str, ...]) -> str:
    return "".join(parts)
