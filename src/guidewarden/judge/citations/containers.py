"""Journals and books that a work appeared in: full names, abbreviations, acronyms, earlier subtitles."""

import re
from enum import IntEnum

from rapidfuzz import fuzz

from guidewarden.judge.citations.field import (
    ABSENT,
    AGREES,
    FieldResult,
    Outcome,
    missing,
    noted,
    wrong,
    yaml_title,
)
from guidewarden.judge.citations.folding import ARTICLES, CONJUNCTIONS, folded, words
from guidewarden.judge.citations.standard_numbers import issn_keys
from guidewarden.judge.citations.tails import is_silent, names_another_work
from guidewarden.judge.citations.titles import same_text, same_without_section, tail_of
from guidewarden.model import SourceRecord, Work
from guidewarden.model.citing import plain_title

_SMALL = (
    ARTICLES
    | CONJUNCTIONS
    | {
        "of",
        "for",
        "in",
        "on",
        "to",
        "fur",
        "von",
        "zur",
        "du",
        "de",
        "den",
        "dem",
        "d",
        "des",
        "da",
        "do",
        "delle",
    }
)
_TYPO = 0.82
_LETTERS = (
    "journal",
    "quarterly",
    "zeitschrift",
    "comptes",
    "rendus",
    "new",
    "york",
    "zealand",
    "south",
    "north",
    "united",
    "states",
)
"""Words of which ISO 4's list, or everybody, leaves a single letter."""
_VOWELLED = frozenset({"sci", "annu", "nouv", "acta", "eco", "bio", "geo", "archaeo", "neuro", "socio"})
"""What ISO 4 cuts behind a vowel."""
_DIGRAPHS = frozenset({"ch", "ck", "gh", "ph", "qu", "sh", "th", "rh", "wh", "zh"})
"""Letters that sound as one, between which nobody cuts."""
_LONG = 8
"""Letters from which on a word is cut where a journal's name is."""
_PIECE = 5
"""Letters up to which a piece of a word is seen for one without a full stop: Int Secur."""
_TAIL = re.compile(r",?\s+(?:of the United States(?: of America)?|U\.?\s?S\.?\s?A?\.?)$", re.IGNORECASE)
"""What some lists add to the name of an academy's or society's journal."""


def compare_containers(source: SourceRecord, work: Work) -> FieldResult:
    """Compare the container's title with the record's full and short ones; an equal ISSN settles a journal."""
    theirs = [plain_title(title) for title in work.container_titles if title.strip()]
    if not theirs:
        return ABSENT
    ours = source.container_title
    if not ours:
        if source.type in {
            "article-journal",
            "article-magazine",
            "article-newspaper",
            "chapter",
            "paper-conference",
        }:
            return missing("container-title", theirs[0], yaml_title(theirs[0]))
        return ABSENT
    standing = max(_standing(ours, title, own=number > 0) for number, title in enumerate(theirs))
    if standing is Standing.SAME:
        return AGREES
    known = source.issn and issn_keys([source.issn]) & issn_keys(work.issn)
    if standing is Standing.NOTED or known:
        return noted("container-title", ours, theirs[0], yaml_title(theirs[0]))
    best = max(theirs, key=lambda title: fuzz.ratio(folded(ours), folded(title)))
    likeness = fuzz.ratio(folded(ours), folded(best)) / 100
    outcome = Outcome.NEAR if likeness >= _TYPO else Outcome.DIFFERS
    return wrong("container-title", ours, theirs[0], yaml_title(theirs[0]), outcome, likeness)


class Standing(IntEnum):
    """How our name of a journal or book stands to one of the record's, the best last."""

    OTHER = 0
    NOTED = 1
    """The same in all likelihood, and worth a look: another subtitle or place behind it, an acronym, an odd abbreviation."""
    SAME = 2


def _standing(ours: str, theirs: str, *, own: bool) -> Standing:
    """Compare with one of the record's names; ``own`` says that it is the short one, which is short in the registry's way."""
    if same_text(ours, theirs) or same_without_section(ours, theirs):
        return Standing.SAME
    for long, short in ((ours, theirs), (theirs, ours)):
        separator, tail = tail_of(long, short)
        if tail and names_another_work(tail):
            return Standing.OTHER
        if tail:
            return Standing.SAME if is_silent(tail, separator) else Standing.NOTED
    if _is_short_for(theirs, ours):
        return Standing.SAME  # The registry has no more than this.
    if _is_short_for(ours, theirs):
        return Standing.SAME if own or _is_standard(ours, theirs) else Standing.NOTED
    return Standing.OTHER


def same_container(ours: str, theirs: str) -> bool:
    """Whether two names may be one journal's or book's: equal but for form, subtitle, abbreviation or acronym."""
    return max(_standing(ours, theirs, own=False), _standing(theirs, ours, own=False)) is not Standing.OTHER


def _is_short_for(short: str, long: str) -> bool:
    letters = "".join(words(short))
    full = [word for word in words(long) if word not in _SMALL]
    if len(words(short)) == 1 and short.isupper() and len(letters) >= 2:
        initials = "".join(word[0] for word in full)
        every = "".join(word[0] for word in words(long))
        return letters in {initials, every} or (len(letters) >= 4 and initials.startswith(letters))
    parts = [
        (word, dotted) for word, dotted in _dotted(_TAIL.sub("", short)) if word not in _SMALL and word != "f"
    ]
    full = [word for word in words(_TAIL.sub("", long)) if word not in _SMALL]
    if not parts or len(parts) != len(full):
        return False
    pairs = [(part, word, dotted) for (part, dotted), word in zip(parts, full, strict=True)]
    if not any(part != word for part, word, _ in pairs):
        return False
    # Who cuts a long word without a full stop cuts them all (Am J Gastroenterol): else it is another word.
    loose = len(pairs) > 1 and all(part != word or len(word) < _LONG for part, word, _ in pairs)
    return all(_abbreviates(part, word, dotted=dotted, loose=loose) for part, word, dotted in pairs)


def _is_standard(short: str, full: str) -> bool:
    """Whether a short name is one as ISO 4 has them, and no acronym nor a cut at will: each word is cut behind a consonant."""
    parts = [word for word, _ in _dotted(_TAIL.sub("", short)) if word not in _SMALL and word != "f"]
    whole = [word for word in words(_TAIL.sub("", full)) if word not in _SMALL]
    return len(parts) == len(whole) and all(
        part == word or _is_cut_well(part, word) for part, word in zip(parts, whole, strict=True)
    )


def _is_cut_well(part: str, word: str) -> bool:
    if len(part) == 1:
        return word.startswith(_LETTERS)
    if not word.startswith(part):
        return True  # A contraction: Natl.
    if part in _VOWELLED:
        return True
    return part[-1] not in "aeiou" and word[len(part) - 1 : len(part) + 1] not in _DIGRAPHS


def _dotted(text: str) -> list[tuple[str, bool]]:
    """Give the words, each with whether a full stop follows it."""
    return [
        (word, piece.endswith("."))
        for piece in re.split(r"(?<=\.)(?=\S)|\s+", plain_title(text))
        for word in words(piece.replace(".", " "))
    ]


def _abbreviates(part: str, word: str, *, dotted: bool, loose: bool) -> bool:
    """Whether a word is short for another; without a full stop only a short piece, unless ``loose``."""
    if part == word:
        return True
    if not word.startswith(part[0]) or len(part) >= len(word):
        return False
    if len(part) > _PIECE and not (dotted or loose):
        return False
    if word.startswith(part):
        return dotted or len(part) == 1 or len(word) - len(part) >= 3
    # Contractions keep the last letter: Natl, Intl, Univ. Qtly.
    remaining = iter(word)
    return part[-1] == word[-1] and len(word) - len(part) >= 3 and all(letter in remaining for letter in part)
