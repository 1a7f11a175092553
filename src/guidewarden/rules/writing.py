"""Which script a passage is written in, where that alone tells that its language is another."""

import re

_RANGES = {
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f",
    "Armenian": "\u0531-\u058f",
    "Hebrew": "\u0590-\u05ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f",
    "Devanagari": "\u0900-\u097f",
    "Thai": "\u0e00-\u0e7f",
    "Georgian": "\u10a0-\u10ff",
    "Japanese": "\u3040-\u30ff",
    "Chinese": "\u4e00-\u9fff",
    "Korean": "\uac00-\ud7af",
}
_USED = {
    "Greek": {"el", "grc"},
    "Cyrillic": {"ru", "uk", "be", "bg", "mk", "sr", "sh", "bs", "kk", "ky", "mn", "tg", "tt", "ba", "cv", "ce", "os", "ab", "uz", "az", "cu", "rue"},
    "Armenian": {"hy"},
    "Hebrew": {"he", "iw", "yi", "lad"},
    "Arabic": {"ar", "fa", "ur", "ps", "ckb", "ku", "sd", "ug", "ks", "az", "ms", "pa"},
    "Devanagari": {"hi", "mr", "ne", "sa", "kok", "mai", "bho", "sd", "ks"},
    "Thai": {"th"},
    "Georgian": {"ka"},
    "Japanese": {"ja"},
    "Chinese": {"zh", "ja", "yue", "ko", "lzh", "wuu"},
    "Korean": {"ko"},
}  # fmt: skip
_LETTERS = 30
_WORDS = 5
_UNSPACED = frozenset({"Thai", "Japanese", "Chinese"})
_PASSAGES = {
    script: re.compile(rf"[{letters}](?:[\s\d\W]*[{letters}])*") for script, letters in _RANGES.items()
}


def foreign_script(text: str, language: str) -> tuple[str, int, int] | None:
    """Find a passage in a script that ``language`` (BCP 47) is not written in, long enough to be no name.

    Gives the script's name and the passage's place in the text. The undetermined language (``und``) has no
    foreign ones.
    """
    if text.isascii():
        return None
    primary = language.partition("-")[0].lower()
    if primary in {"und", "mul", "zxx"}:
        return None
    for script, pattern in _PASSAGES.items():
        if primary in _USED[script]:
            continue
        for found in pattern.finditer(text):
            letters = sum(character.isalpha() for character in found[0])
            if letters >= _LETTERS and (script in _UNSPACED or len(found[0].split()) >= _WORDS):
                return script, found.start(), found.end()
    return None
