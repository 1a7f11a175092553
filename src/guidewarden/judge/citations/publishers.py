"""Publishers compared: imprints, houses and the legal names that registries have for them."""

from guidewarden.judge.citations.field import ABSENT, AGREES, FieldResult, noted, yaml_text
from guidewarden.judge.citations.folding import ARTICLES, CONJUNCTIONS, words
from guidewarden.model.citing import plain_title

_SMALL = ARTICLES | CONJUNCTIONS | {
    "ag", "books", "business", "bv", "co", "company", "corp", "corporation", "for", "gmbh", "group", "inc", "informa",
    "international", "journals", "kg", "limited", "llc", "ltd", "media", "nv", "of", "on", "plc", "publications",
    "publisher", "publishers", "publishing", "pty", "sa", "science", "sons", "uk", "us", "usa", "verlag",
}  # fmt: skip
"""Words of firms' names that tell none from another."""

_COMMON = {"academic", "association", "center", "centre", "institute", "press", "society", "university"}

_HOUSES = tuple(
    frozenset(house.split(", "))
    for house in (
        "informa uk, taylor francis, routledge, frank cass, crc press, ashgate",
        "springer, springer nature, palgrave macmillan, macmillan, nature portfolio, nature research, kluwer academic, birkhauser",
        "elsevier, academic press, pergamon, cell press, north holland",
        "wiley, john wiley, blackwell, wiley blackwell, jossey bass",
        "brill, koninklijke brill, martinus nijhoff",
        "de gruyter, walter de gruyter, mouton, degruyter",
        "bloomsbury, bloomsbury academic, continuum, i b tauris, ib tauris",
        "sage, corwin",
        "oxford university press, oxford university, clarendon press, oup",
        "cambridge university press, cambridge university, cup",
        "mit press, massachusetts institute technology press",
    )
)
"""Houses and imprints; registries tell the house, or its legal name, where the book names the imprint."""


def compare_publishers(ours: str | None, theirs: str) -> FieldResult:
    """Compare who published it. Houses are bought and renamed, so another name is a note and never an error."""
    if not ours or not theirs:
        return ABSENT
    one, other = _name(ours), _name(theirs)
    kept, known = set(one.split()), set(other.split())
    shared = kept & known
    part = bool(shared - _COMMON) and shared in (kept, known)
    if one == other or part or any(_is_of(one, house) and _is_of(other, house) for house in _HOUSES):
        return AGREES
    return noted("publisher", ours, theirs, yaml_text(plain_title(theirs)))


def _name(text: str) -> str:
    """Give a firm's name without its legal form; where nothing else is left, all of it."""
    parts = words(text)
    return " ".join(part for part in parts if part not in _SMALL) or " ".join(parts)


def _is_of(name: str, house: frozenset[str]) -> bool:
    return name in house or any(f" {imprint} " in f" {name} " for imprint in house)
