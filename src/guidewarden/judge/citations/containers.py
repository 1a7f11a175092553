"""Journals and books that a work appeared in: full names, abbreviations, acronyms, earlier subtitles."""

import re

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
from guidewarden.judge.citations.titles import same_title
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
    if any(same_container(ours, title) for title in theirs):
        return AGREES
    if source.issn and issn_keys([source.issn]) & issn_keys(work.issn):
        return noted("container-title", ours, theirs[0], yaml_title(theirs[0]))
    best = max(theirs, key=lambda title: fuzz.ratio(folded(ours), folded(title)))
    likeness = fuzz.ratio(folded(ours), folded(best)) / 100
    outcome = Outcome.NEAR if likeness >= _TYPO else Outcome.DIFFERS
    return wrong("container-title", ours, theirs[0], yaml_title(theirs[0]), outcome, likeness)


def same_container(ours: str, theirs: str) -> bool:
    """Whether two names are one journal's or book's: equal but for form, subtitle, abbreviation or acronym."""
    if same_title(ours, theirs):
        return True
    return _is_short_for(ours, theirs) or _is_short_for(theirs, ours)


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
