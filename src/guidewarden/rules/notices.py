"""The words of the notices that platforms show to users of old browsers, however they were pasted."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

_IE = r"(?:microsoft )?(?:internet explorer|msie|ie ?(?:[5-9]|1[01]))\b"
_OLD = r"(?:old|older|outdated|obsolete|unsupported|out[- ]of[- ]date)"
_STARTS = r"(?:\b|(?<=(?-i:[a-z\d)]))(?=(?-i:[A-Z])))"
"""Where a word begins, also one that was pasted right behind another: “startYou are using”."""
_YOU_ARE = rf"{_STARTS}you(?:['’ʼ]re| are| seem to be| appear to be) (?:currently |still )?"
_YOU = rf"{_YOU_ARE}(?:using|running|browsing with) (?:an? )?"
_HERE = r"(?:this|our) (?:web ?)?(?:site|page)\b"
_GONE = r"is (?:no longer|not) supported"
_SWITCH = r"(?:please )?(?:switch|change|upgrade|update|use)\b"
_NOTICE = re.compile(
    "|".join(
        (
            rf"{_YOU}(?:{_OLD} )?(?:version of )?{_IE}",
            rf"{_YOU}{_OLD} (?:web )?browser\b",
            rf"{_YOU_ARE}(?:viewing|visiting|browsing) {_HERE} (?:in|with|using|on) (?:an? )?(?:{_OLD} (?:web )?browser\b|{_IE})",
            rf"{_STARTS}this (?:web ?)?(?:site|page) works best with modern browsers\b",
            rf"{_STARTS}if you continue with this browser, you may see unexpected results\b",
            rf"{_STARTS}please (?:upgrade|update) your (?:web )?browser(?!['’]s)\b",
            rf"{_STARTS}your (?:web )?browser(?:, [^.,!?]{{1,40}},| \([^()]{{1,40}}\))? is (?:no longer supported|not supported|{_OLD})",
            # Without what follows, these tell history.
            rf"{_STARTS}{_IE} {_GONE}(?: (?:by|on) {_HERE}|[.!;:,]? {_SWITCH}[^.!?]{{1,80}} {_HERE})",
            rf"{_STARTS}this (?:web )?browser {_GONE}(?: (?:by|on) {_HERE}|[.!;:,]? {_SWITCH})",
            rf"{_STARTS}(?:best viewed|viewed best) (?:in|with|using|on) {_IE}",
            rf"{_STARTS}(?:we|this (?:web ?)?(?:site|page)|libguides) (?:no longer supports?|do(?:es)? not support|do(?:es)?n['’]t support) {_IE}",
        )
    ),
    re.IGNORECASE,
)
# "If you are using…" is advice about a database, and "JSTOR says that your browser…" is about what another site shows.
_REPORTED = re.compile(
    r"\b(?:if|when(?:ever)?|while|unless|until|whether|in case|"
    r"says?|said|saying|tells?|told|telling|claim(?:s|ed|ing)|warn(?:s|ed)|complain(?:s|ed|ing)|reported|believes|thinks|"
    r"(?:message|notice|warning|banner|error|alert|pop-?up)s? (?:that|about))\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…][”\"')]?\s|\bit (?:looks|seems|appears) ", re.IGNORECASE)
_VERSION = re.compile(r"ie ?[1-9]")


def may_hold_notice(lowered: str) -> bool:
    """Whether a text in lower case has one of the words that every notice has: most pages are done with here."""
    return "browser" in lowered or "explorer" in lowered or _VERSION.search(lowered) is not None


def find_notice(line: str) -> re.Match[str] | None:
    """Find a browser notice in a line of visible text; what a sentence reports, or makes a condition of, is none."""
    return next(find_notices(line), None)


def find_notices(line: str, starts: Sequence[int] = ()) -> Iterator[re.Match[str]]:
    """Find all browser notices in a line of visible text.

    ``starts`` are where a line of the source begins with a sentence of its own: what stands before is not said of it.
    """
    if not may_hold_notice(line.lower()):
        return
    found = _NOTICE.search(line)
    if found is None:
        return
    words = [word.end() for word in _REPORTED.finditer(line)]
    stops = sorted([*starts, *(stop.end() for stop in _STOP.finditer(line))]) if words else []
    for one in _NOTICE.finditer(line, found.start()):
        if not _is_reported(one.start(), words, stops):
            yield one


def count_notices(line: str) -> int:
    """Count a line's browser notices, those too that a sentence reports."""
    return sum(1 for _ in _NOTICE.finditer(line))


def _is_reported(place: int, words: Sequence[int], stops: Sequence[int]) -> bool:
    """Whether the sentence says before a place that what follows is another's word, or a condition."""
    word, stop = bisect_right(words, place), bisect_right(stops, place)
    return word > 0 and (stop == 0 or words[word - 1] > stops[stop - 1])


def is_notice(text: str) -> bool:
    """Whether a text is, or holds, a browser notice."""
    return find_notice(text) is not None
