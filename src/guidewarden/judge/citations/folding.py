"""Text made comparable: tags, case, accents, scripts, dashes and spelling habits folded away."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from guidewarden.model.citing import plain_title

ARTICLES = frozenset({
    "the", "a", "an", "le", "la", "les", "l", "un", "une", "una", "der", "die", "das", "ein", "eine",
    "el", "los", "las", "lo", "il", "gli", "het", "een",
})  # fmt: skip
CONJUNCTIONS = frozenset({"and", "und", "et", "y", "og", "och"})

_WORD = re.compile(r"[^\W_]+")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|er|es|ing|ation|ations|ational)\b)")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_GREEK = re.compile(r"(?<![\u0370-\u03ff\u1f00-\u1fff])[\u0391-\u03c9](?![\u0370-\u03ff\u1f00-\u1fff])")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u201b\u02bc\u02b9\u02ba\u02bb`\u00b4'\u2032]")
# Romanisations differ by language (Gorbachyov, Gorbatschow, Gorbatchev); sounds that any of them mixes up fall together.
_SLAVIC = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"shch|schtsch|chtch|stch", "sh"),
        (r"tsch|tch|ch|kh|cz|ts|tz|(?<=[lnr])z(?=[aeiouy])|x|c", "h"),
        (r"sch|sh|zh|sz|z", "s"),
        (r"jou", "su"),
        (r"[yji]o|[yji]e", "e"),
        (r"[yji]u|ou", "u"),
        (r"[yji]a", "a"),
        (r"w|ff|f$", "v"),
        (r"[iyj]+", "i"),
        (r"(?<=[hs])[eo]v(?=a?$)", "ev"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[hkt])ine$", "in"),
    )
)
_SLAVIC_ENDING = re.compile(
    r"(?:[aeoy]v|[eoy]va|off|eff|[eo]w|tsine?|kin|nin|htine?|sk[iy]|sky|sk[iy][iyj]|skaya|skaia|enko|chuk|tchev|tschow|ich|itch)$"
)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Give a text as lower-case ASCII words with single spaces: what differs only in form becomes equal."""
    return " ".join(words(text))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Give a text's words in lower-case ASCII. Apostrophes and full stops of abbreviations part no word."""
    return _words(plain_title(text))


@lru_cache(maxsize=4096)
def german_words(text: str) -> tuple[str, ...]:
    """The same, with ä, ö, ü, ø and å written as two letters, as many catalogues do."""
    return _words(in_two_letters(plain_title(text)))


def in_two_letters(text: str) -> str:
    """Write ä, ö, ü, ø and å as two letters, all in lower case."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_GERMAN)


def _words(text: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", text)
    text = _GREEK.sub(lambda letter: f" {unicodedata.name(letter[0], letter[0]).rpartition(' ')[2]} ", text)
    text = _APOSTROPHES.sub("", text).replace("&", " and ")
    text = re.sub(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)", "", text)
    ascii_text = anyascii(text).casefold().replace("'", "")
    ascii_text = _ISE.sub("iz", ascii_text)
    return tuple(_WORD.findall(ascii_text))


def squashed(parts: tuple[str, ...]) -> str:
    """Give words written together, without a leading article, "and" in any language as "&": hyphens then do not matter."""
    kept = parts[1:] if len(parts) > 1 and parts[0] in ARTICLES else parts
    return "".join("&" if part in CONJUNCTIONS else part for part in kept)


@lru_cache(maxsize=8192)
def keys(text: str) -> frozenset[str]:
    """Give the ways a text may be written together; two texts are alike when they share one."""
    return frozenset({squashed(words(text)), squashed(german_words(text))} - {""})


@lru_cache(maxsize=8192)
def has_cyrillic(text: str) -> bool:
    """Whether a text holds a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u052f" for letter in text)


def slavic_key(word: str) -> str:
    """Give one spelling for all romanisations of a Slavic name (``Gorbachyov``, ``Gorbatschow``, ``Gorbachev``)."""
    key = "".join(words(word))
    for pattern, new in _SLAVIC:
        key = pattern.sub(new, key)
    return key


def looks_slavic(word: str) -> bool:
    """Whether a family name looks like a romanised Slavic one."""
    return has_cyrillic(word) or _SLAVIC_ENDING.search("".join(words(word))) is not None
