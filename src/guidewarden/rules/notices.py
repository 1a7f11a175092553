"""The words of the notices that platforms show to users of old browsers, however they were pasted."""

import re

_IE = r"(?:microsoft )?(?:internet explorer|msie|ie ?(?:[5-9]|1[01]))\b"
_OLD = r"(?:old|older|outdated|obsolete|unsupported|out[- ]of[- ]date)"
# "If you are using…" is advice about a database, not the notice.
_YOU = (
    r"(?<!if )(?<!when )(?<!while )(?<!unless )\byou(?:['’ʼ]re| are| seem to be| appear to be) "
    r"(?:currently |still )?(?:using|running|browsing with) (?:an? )?"
)
_NOTICE = re.compile(
    "|".join(
        (
            rf"{_YOU}(?:{_OLD} )?(?:version of )?{_IE}",
            rf"{_YOU}{_OLD} (?:web )?browser\b",
            r"\bthis (?:web ?)?(?:site|page) works best with modern browsers\b",
            r"\bif you continue with this browser, you may see unexpected results\b",
            r"\bplease (?:upgrade|update) your (?:web )?browser(?!['’]s)\b",
            rf"\byour (?:web )?browser is (?:no longer supported|not supported|{_OLD})",
            rf"\b(?:best viewed|viewed best) (?:in|with|using|on) {_IE}",
            rf"\b(?:we|this (?:web ?)?(?:site|page)|libguides) (?:no longer supports?|do(?:es)? not support|do(?:es)?n['’]t support) {_IE}",
        )
    ),
    re.IGNORECASE,
)


_VERSION = re.compile(r"ie ?[1-9]")


def may_hold_notice(lowered: str) -> bool:
    """Whether a text in lower case has one of the words that every notice has: most pages are done with here."""
    return "browser" in lowered or "explorer" in lowered or _VERSION.search(lowered) is not None


def find_notice(line: str) -> re.Match[str] | None:
    """Find a browser notice in a line of visible text."""
    return _NOTICE.search(line) if may_hold_notice(line.lower()) else None


def is_notice(text: str) -> bool:
    """Whether a text is, or holds, a browser notice."""
    return find_notice(text) is not None
