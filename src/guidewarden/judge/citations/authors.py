"""The authors, or the editors, of a citation compared with a record's."""

from collections.abc import Sequence

from guidewarden.judge.citations.field import (
    ABSENT,
    AGREES,
    FieldResult,
    Outcome,
    missing,
    noted,
    wrong,
    yaml_names,
)
from guidewarden.judge.citations.fuller import says_more
from guidewarden.judge.citations.names import Likeness, is_body, is_others, person, shown, sorted_out
from guidewarden.model import Name, SourceRecord, Work
from guidewarden.model.citing import plain_title

# Lists of collaborations run to thousands of names; the first hundred say enough.
_MOST = 100

_IN_BOOKS = frozenset({"chapter", "paper-conference", "entry-encyclopedia"})
"""What stands in a book has authors of its own; the editors are the book's."""


def compare_authors(source: SourceRecord, work: Work) -> FieldResult:
    """Compare who made the work. Editors stand for authors where a side has only those."""
    if not source.author and (not source.editor or source.type in _IN_BOOKS):
        if work.authors:
            names = tuple(map(_plain, work.authors))
            return missing("author", shown(names[:_MOST]), yaml_names(names))
        if not source.editor:
            return ABSENT
    field = "author" if source.author else "editor"
    ours = source.author or source.editor
    sides = [names for names in (work.authors, work.editors) if names]
    if not sides:
        return ABSENT
    results = [_compared(field, ours, theirs) for theirs in sides]
    # An author who is only among the editors, or the other way round, is still the same person.
    best = max(results, key=lambda result: (result.supports, result.likeness))
    if best is AGREES and field == "editor" and not work.editors and source.type.startswith("article"):
        names = tuple(map(_plain, work.authors))
        told = missing("author", shown(names[:_MOST]), yaml_names(names)).difference
        return FieldResult(Outcome.AGREES, note=told)  # Whoever wrote an article is its author.
    return best


def compare_editors(source: SourceRecord, work: Work) -> FieldResult:
    """Compare the editors of a work that has authors, too."""
    both = source.author and source.editor and work.authors and work.editors
    return _compared("editor", source.editor, work.editors) if both else ABSENT


def _compared(field: str, ours: Sequence[Name], theirs: Sequence[Name]) -> FieldResult:
    cut = any(map(is_others, (*ours, *theirs)))
    mine = [name for name in ours if not is_others(name)][:_MOST]
    others = [_plain(name) for name in theirs if not is_others(name)][:_MOST]
    if not mine or not others:
        return ABSENT
    pairs, left, unmatched = sorted_out(mine, others)
    if not pairs:
        if all(is_body(name) for name in mine) != all(is_body(name) for name in others):
            # A body that published what people wrote, or people a registry does not name.
            return FieldResult(Outcome.ABSENT, 0.0, note=noted(field, shown(mine), shown(others)).note)
        return wrong(field, shown(mine), shown(others), yaml_names(others))
    misspelt = [pair for pair in pairs if pair[2] in {Likeness.NEAR, Likeness.GIVEN_NEAR}]
    other_given = [pair for pair in pairs if pair[2] is Likeness.GIVEN_DIFFERS]
    share = sum(
        0.5 if pair[2] is Likeness.GIVEN_DIFFERS else 0.9 if pair in misspelt else 1.0 for pair in pairs
    )
    likeness = share / min(len(mine), len(others))
    replaced = left and unmatched and not cut
    if misspelt or replaced:
        mended = list(mine)
        for place, spot, _ in misspelt:
            mended[place] = others[spot]
        for place, spot in zip(left, unmatched, strict=False):
            mended[place] = others[spot]
        outcome = Outcome.NEAR if likeness > 0.4 else Outcome.DIFFERS
        return wrong(field, shown(mine), shown(others), yaml_names(mended), outcome, likeness)
    if other_given:
        outcome = Outcome.AGREES if likeness > 0.5 else Outcome.ABSENT
        better = "" if cut else yaml_names(others)
        return FieldResult(outcome, likeness, note=noted(field, shown(mine), shown(others), better).note)
    if left or unmatched:
        return noted(field, shown(mine), shown(others), "" if cut or left else yaml_names(others), likeness)
    ordered = _in_their_order(pairs, mine, others)
    if ordered is None and any(map(is_others, ours)) and not any(map(is_others, theirs)):
        ordered = mine  # There are no others.
        mine = list(ours)
    return (
        AGREES if ordered is None else noted(field, shown(mine), shown(others), yaml_names(ordered), likeness)
    )


def _in_their_order(
    pairs: Sequence[tuple[int, int, Likeness]], mine: Sequence[Name], others: Sequence[Name]
) -> list[Name] | None:
    """Give our names as they should be, None when they are: the registry's where ours vary, in the registry's order."""
    varied = {
        place
        for place, spot, likeness in pairs
        if likeness in {Likeness.GIVEN_VARIES, Likeness.TURNED}
        or _lacks_given(mine[place], others[spot])
        or says_more(mine[place], others[spot])
    }
    turned = sorted(pairs, key=lambda pair: pair[1])
    if not varied and turned == sorted(pairs):
        return None
    return [others[spot] if place in varied else mine[place] for place, spot, _ in turned]


def _lacks_given(ours: Name, theirs: Name) -> bool:
    """Whether we give no more than a family name of somebody whose given names the registry tells."""
    one, other = person(ours), person(theirs)
    return bool(one.family and other.family and other.given) and not one.given


def _plain(name: Name) -> Name:
    """Give a registry's name without tags and entities, and without capitals throughout."""

    def clean(text: str | None) -> str | None:
        return (plain_title(text) or None) if text else None

    family, given = clean(name.family), clean(name.given)
    if family and len(family) > 3 and family.isupper() and not clean(name.literal):
        family = family.title()
    return Name(family=family, given=given, literal=clean(name.literal))
