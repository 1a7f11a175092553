"""ISSN and ISBN compared, standard numbers with a digit that checks the others (ISO 3297, ISO 2108); and DOIs in addresses."""

import re
from collections.abc import Callable, Iterable, Sequence

from guidewarden.judge.citations.field import ABSENT, AGREES, FieldResult, noted, wrong, yaml_text
from guidewarden.plan.doi import doi_key, from_address, normalise, to_url


def compare_issn(ours: str | None, theirs: Sequence[str]) -> FieldResult:
    """Compare an ISSN with a journal's. Where the registry tells both, of print and online, no third one is right."""
    known = issn_keys(theirs)
    if not ours or not known:
        return ABSENT
    mine = issn_keys([ours])
    if mine & known:
        return AGREES
    better = next(_hyphened(key) for key in map(_bare, theirs) if key in known)
    certain = not any(map(_is_issn, mine)) or len(known) > 1
    return _differing("ISSN", ours, theirs, better, certain=certain)


def compare_isbn(ours: str | None, theirs: Sequence[str]) -> FieldResult:
    """Compare an ISBN with a book's. Each binding has its own, and registries seldom tell all."""
    known = isbn_keys(theirs)
    if not ours or not known:
        return ABSENT
    if isbn_keys([ours]) & known and _is_isbn(_bare(ours)):
        return AGREES
    better = next(isbn for isbn in theirs if isbn_keys([isbn]))
    return _differing("ISBN", ours, theirs, better, certain=not _is_isbn(_bare(ours)))


def compare_address(ours: str | None, doi: str, known: str) -> FieldResult:
    """Compare the DOI that a publisher's address carries with the work's, ``known`` in the registry or cited as ``doi``.

    Another one may be that of the whole book, or of a preprint. An address of the resolver's is a citation by itself.
    """
    carried = normalise(ours) if ours and from_address(ours) is None else None
    if ours is None or carried is None:
        return ABSENT
    same = doi_key(carried) in {doi_key(doi), doi_key(known)}
    return AGREES if same else noted("URL", ours, to_url(known))


def _differing(field: str, ours: str, theirs: Sequence[str], better: str, *, certain: bool) -> FieldResult:
    say: Callable[[str, str, str, str], FieldResult] = wrong if certain else noted
    return say(field, ours, ", ".join(theirs), yaml_text(better))


def issn_keys(written: Iterable[str]) -> set[str]:
    """Give ISSNs as eight characters; what has another length is none."""
    return {issn for issn in map(_bare, written) if len(issn) == 8}


def isbn_keys(written: Iterable[str]) -> set[str]:
    """Give ISBNs as their nine digits of substance, so that ten and thirteen digits are one."""
    found = map(_bare, written)
    return {isbn[3:12] if len(isbn) == 13 else isbn[:9] for isbn in found if len(isbn) in {10, 13}}


def _bare(text: str) -> str:
    return re.sub(r"[^0-9X]", "", text.upper())


def _hyphened(issn: str) -> str:
    return f"{issn[:4]}-{issn[4:]}"


def _is_issn(issn: str) -> bool:
    return len(issn) == 8 and _weighed(issn, range(8, 0, -1)) % 11 == 0


def _is_isbn(isbn: str) -> bool:
    if len(isbn) == 10:
        return _weighed(isbn, range(10, 0, -1)) % 11 == 0
    return len(isbn) == 13 and _weighed(isbn, (1, 3) * 6 + (1,)) % 10 == 0


def _weighed(number: str, weights: Iterable[int]) -> int:
    return sum(
        weight * (10 if digit == "X" else int(digit)) for digit, weight in zip(number, weights, strict=True)
    )
