"""The language of a title by its small words, for records that do not tell one: Crossref's lists never do."""

import re
from collections.abc import Mapping
from functools import cache

_ENOUGH = 2
"""Different small words of one language that a title has at least, with none of another: one may be a name's."""

_SMALL: Mapping[str, str] = {
    "en": "the of and to in on for with from by at is are was were how what why this that its their not between toward towards",
    "fr": "le la les des du et en au aux dans sur pour par une est sont qui que ou entre vers leur ses l d",
    "de": "der die das und den dem des von zu zur zum im in auf mit für ein eine einer ist sind nicht zwischen nach bei am",
    "es": "el la los las del y en al por para con una un es son que entre hacia su sus o",
    "it": "il lo la gli le di del della dei delle e in al alla per con una un è sono che tra fra nel nella dell",
    "pt": "o os as do da dos das e em nos nas ao para por com uma um é são que entre seu sua",
    "nl": "het een van voor met op naar bij is zijn niet tussen door uit aan tot over",
    "sv": "den det ett en och av i på för med till från är inte mellan om som vid",
    "da": "den det et en og af i på for med til fra er ikke mellem om som ved",
    "pl": "i w na z do o od po dla przez oraz jest nie się czy między",
}
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _telling() -> Mapping[str, str]:
    """Give the small words that only one of the languages has, and which it is."""
    owners: dict[str, list[str]] = {}
    for language, words in _SMALL.items():
        for word in words.split():
            owners.setdefault(word, []).append(language)
    return {word: languages[0] for word, languages in owners.items() if len(languages) == 1}


def language_of(title: str) -> str:
    """Give the language of a title as its two letters; empty where its words do not tell it for certain."""
    telling = _telling()
    found = {word: telling[word] for word in _WORD.findall(title.casefold()) if word in telling}
    languages = set(found.values())
    return languages.pop() if len(languages) == 1 and len(found) >= _ENOUGH else ""
