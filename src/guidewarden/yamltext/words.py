"""How messages quote what stands in a file, and guess what was meant."""

import difflib
from collections.abc import Iterable

_LONGEST_GUESSED = 60


def shorten(text: str, length: int = 40) -> str:
    """Fold white space, cut to ``length`` characters, and make the unprintable visible as �."""
    folded = " ".join(text[: 4 * length].split())
    cut = folded if len(folded) <= length else folded[: length - 1] + "…"
    return "".join(character if character.isprintable() else "�" for character in cut)


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """Give the candidate that ``word`` is most likely a slip of, or None when none is near.

    Case, and ``_`` for ``-``, count for nothing.
    """
    if len(word) > _LONGEST_GUESSED:
        return None
    plain = {_plain(candidate): candidate for candidate in candidates}
    found = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[found[0]] if found else None


def did_you_mean(guess: str | None) -> str:
    """Word a guess as the end of a message: empty when there is none."""
    return f", did you mean `{guess}`?" if guess else ""


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-")
