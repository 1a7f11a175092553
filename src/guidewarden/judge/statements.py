"""What a page says in its own words: that the source is gone, that something stands in the way, or facts of a work.

"Not found" alone says little: programs miss their classes, sites their visitors' cookies, and books are called so. A
*statement* says it of a thing that can be a source, or says nothing else; and what stands between readers and whatever
they came for (an outage, a licence, a country, a robot's challenge) takes the weight from every statement beside it.
"""

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from guidewarden.judge.signatures import all_words, fold, load_signatures, read_words, word_list
from guidewarden.judge.wordlist import WordList
from guidewarden.model import Attempt, Page, Sign

_NAMES, _SENTENCES = 3, 3
"""Headings that name a page, and sentences in which it says what it is."""
_FAR = 400
"""Characters of a page's own text in which a hindrance is looked for."""
_WORDS_OF_RECORDS = 2
_LITTLE_ELSE = 0.25
"""Of a statement's letters, those that may be other words."""
_SHORTEST_ECHO = 3
_PARTS = re.compile(r"\s[-–—|·»:]\s|\s*[|｜]\s*")
_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？؟।።])\s*|\n+")
_PROGRAM = re.compile(
    r"\.\w{2,4}\W{1,2}(?:on |at )?line \d|\.(?:php|pl|cgi|py|rb|java|jsp|asp|cfm)[:(]\d|/(?:srv|var|usr)/\w|\w\.\w+exception\b|\[microsoft\]"
)
"""Lines and folders of programs, as failing programs show them."""
_SUPPOSED = re.compile(
    r"\?$|^(?:if|when|whenever|where|wenn|falls|si|lorsque|quand|cuando|se|quando|als|jeśli|gdy|если|когда)\b"
)
"""Questions and suppositions, as in advice on what was not found."""
_YEAR = re.compile(r"(?<![\d©-])(?<!© )(?<!\(c\) )(?:1[4-9]|20)\d\d(?![\d-])")
_EXTENT = re.compile(
    r"\b\d+ ?(?:pages|p|pp|seiten|páginas|pagine|s|leaves|prints|cm|min|f|с|стр|頁|页|쪽)(?:\b|\.)"
)


class _Words(Struct, frozen=True):
    """Words to read pages by. They are many: read and compiled only when the first page is doubted."""

    gone: WordList
    gone_in_text: WordList
    removed: WordList
    things: WordList
    fillers: re.Pattern[str]
    beside_the_point: WordList
    hindrances: WordList
    members: WordList
    facts: WordList


@cache
def _load_words() -> _Words:
    data, removed = read_words(), all_words("removed_words")
    gone = (*all_words("not_found_words"), *removed)
    return _Words(
        gone=word_list(gone),
        gone_in_text=word_list(word for word in gone if not word.isdigit()),
        removed=word_list(removed),
        things=word_list(data["things"]),
        fillers=re.compile(rf"\b(?:{'|'.join(data['fillers'])})\b"),
        beside_the_point=word_list(data["beside_the_point"]),
        hindrances=word_list(all_words("hindrances")),
        members=word_list(data["hindrances"]["access"]),
        facts=word_list(data["facts"]),
    )


class OwnWords(Struct, frozen=True):
    """What a page says that another page of its site does not say as well, in lower case.

    ``titles`` are the parts of its title, ``headings`` its first ones, ``sentences`` what its matter begins with
    besides; ``described`` tells whether its head describes a work.
    """

    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    described: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, in its title and its headings."""
        return (*self.titles, *self.headings)

    @property
    def opening(self) -> tuple[str, ...]:
        """Its names and first sentences, each once: where it says what it is."""
        return tuple(dict.fromkeys((*self.names, *self.sentences[:_SENTENCES])))

    def says_gone(self) -> bool:
        """Tell whether it says that the source is gone."""
        return self.is_named_gone() or any(map(_is_statement, self.sentences[:_SENTENCES]))

    def is_named_gone(self) -> bool:
        """Tell whether it says so in its names."""
        return any(_is_statement(name, named=True) for name in self.names)

    def is_titled_gone(self) -> bool:
        """Tell whether it says so in its title, which no script has to show or hide, or has no title."""
        return not self.titles or any(_is_statement(name, named=True) for name in self.titles)

    def insists(self) -> bool:
        """Tell whether it says in two ways that the source was taken away: a name alone may be that of a work."""
        doubts, removals = load_signatures().doubtful, _load_words().removed
        doubtful = [text for text in self.opening if doubts.is_in(text) and not _SUPPOSED.search(text)]
        named = [text for text in doubtful if text in self.names]
        # A title often goes on where its heading ends: that is one and the same.
        longer = {text for text in named for other in named if other in text and other != text}
        removed = (text for text in doubtful if removals.is_in(text))
        return bool(named) and len(doubtful) - len(longer) > 1 and any(map(_is_statement, removed))

    def is_hindered(self) -> bool:
        """Tell whether it speaks of an outage, of members, of countries, of consent or of robots."""
        text = " \n ".join((*self.names, *self.sentences))[:_FAR]
        words = _load_words()
        plain = words.beside_the_point.without(text)
        return words.hindrances.is_in(plain) or _PROGRAM.search(plain) is not None

    def shows_a_program(self) -> bool:
        """Tell whether a program that failed shows its insides."""
        return any(map(_PROGRAM.search, self.opening))

    def asks_members(self) -> tuple[bool, bool]:
        """Tell whether it asks for a log-in or a licence in its names, and in its sentences."""
        asks = _load_words().members.is_in
        names = (name for name in self.names if not _SUPPOSED.search(name))
        return any(map(asks, names)), any(map(asks, self.sentences[:_SENTENCES]))

    def has_facts(self) -> bool:
        """Tell whether it says of a work what records say: who, when, how long, where it stands."""
        if self.described:
            return True
        words = _load_words()
        rest = " \n ".join(text for text in self.sentences if not words.gone.is_in(text))
        return (
            _YEAR.search(rest) is not None
            or _EXTENT.search(rest) is not None
            or len(set(words.facts.all_in(rest))) >= _WORDS_OF_RECORDS
        )


def own_words(attempt: Attempt, page: Page, beside: Page | None) -> OwnWords:
    """Read a page's own words: without those of ``beside``, and without the address that was asked for."""
    bare = _without_address(attempt)
    known = {"", fold(page.site_name)}
    shared: set[str] = set()
    if beside is not None:
        known |= {fold(name) for name in (*_titles(beside), *beside.headings[:_NAMES])}
        shared = set(_END.split(fold(beside.opening)))
    headings = [fold(heading) for heading in page.headings]
    text = _unshared(page.opening, beside.opening if beside is not None else "")
    for heading in page.headings:
        text = text.replace(heading, "\n")  # Records repeat their titles, capitals and all.
    titles = (fold(part) for part in _titles(page))
    return OwnWords(
        tuple(filter(None, (bare(name) for name in titles if name not in known))),
        tuple(filter(None, (bare(name) for name in headings[:_NAMES] if name not in known))),
        tuple(filter(None, (bare(part) for part in _END.split(fold(text)) if part not in shared))),
        Sign.DESCRIBED in page.signs and (beside is None or Sign.DESCRIBED not in beside.signs),
    )


def _titles(page: Page) -> list[str]:
    return [part.strip() for part in _PARTS.split(page.title)]


def _unshared(text: str, other: str) -> str:
    """Leave out the words that two texts begin with."""
    words, others = text.split(), other.split()
    shared = next(
        (n for n, (one, two) in enumerate(zip(words, others, strict=False)) if one != two),
        min(len(words), len(others)),
    )
    return " ".join(words[shared:])


def _without_address(attempt: Attempt) -> Callable[[str], str]:
    """Give what takes the address out of a text. What is one plain word goes only where it is all of the text."""
    path = fold(unquote(urlsplit(attempt.hops[0].url).path))
    last = path.rstrip("/").rpartition("/")[2]
    echoes = [part for part in (path, last, last.rpartition(".")[0]) if len(part) >= _SHORTEST_ECHO]

    def bare(text: str) -> str:
        for echo in echoes:
            if not echo.isalpha() or text == echo:
                text = text.replace(echo, "")
        return text.strip()

    return bare


def _is_statement(text: str, *, named: bool = False) -> bool:
    """Tell whether words of "gone" are said of a thing, or are all that is said."""
    words = _load_words()
    gone = words.gone if named else words.gone_in_text
    if not gone.is_in(text) or _SUPPOSED.search(text):
        return False
    return words.things.is_in(text) or _says_little_else(text, gone, words)


def _says_little_else(text: str, gone: WordList, words: _Words) -> bool:
    rest = words.fillers.sub("", gone.without(text))
    return sum(map(str.isalpha, rest)) <= _LITTLE_ELSE * sum(map(str.isalpha, text))
