"""Lists of words and phrases that texts are searched for, all of a list at once (Aho and Corasick, 1975)."""

from collections.abc import Iterable, Iterator

import ahocorasick

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_SHORT_WORD = 5


class WordList:
    """Finds any of the words in texts in lower case; of words that begin at one place, the one listed first.

    A Latin letter or digit may not touch a word's beginning, nor a short word's end. Longer words may go on, since
    endings differ ("no encontrad" finds "no encontrada").
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = ahocorasick.Automaton()
        for rank, word in enumerate(dict.fromkeys(words)):
            bounded = len(word) <= _SHORT_WORD and word.isascii()
            self._words.add_word(word, (rank, len(word), bounded))
        self._words.make_automaton()

    def is_in(self, text: str) -> bool:
        """Tell whether any of the words is in the text."""
        return next(self._found(text), None) is not None

    def all_in(self, text: str) -> list[str]:
        """Give the words in the text from its beginning to its end; they do not overlap."""
        return [text[start:end] for start, end in self._apart(text)]

    def without(self, text: str) -> str:
        """Leave the words out of a text."""
        kept, position = [], 0
        for start, end in self._apart(text):
            kept.append(text[position:start])
            position = end
        return "".join((*kept, text[position:]))

    def _apart(self, text: str) -> Iterator[tuple[int, int]]:
        """Give where words that do not overlap begin and end."""
        position = 0
        for start, _, end in sorted(self._found(text)):
            if start >= position:
                yield start, end
                position = end

    def _found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Give the beginning, rank and end of each place that a word is at."""
        for last, (rank, length, bounded) in self._words.iter(text):
            start, end = last + 1 - length, last + 1
            if start and text[start - 1] in _LETTERS:
                continue
            if not bounded or end == len(text) or not (text[end].isalnum() or text[end] == "_"):
                yield start, rank, end
