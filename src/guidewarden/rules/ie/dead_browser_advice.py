"""IE008."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from guidewarden.model import Severity
from guidewarden.rules.ie._hidden_notices import hidden_notices
from guidewarden.rules.notices import find_notice
from guidewarden.rules.prose import quotes, visible_lines
from guidewarden.rules.rule import GuideContext, Hit, rule

_DEAD = (
    r"(?:(?:microsoft )?internet explorer|msie|ie ?(?:[5-9]|1[01])|netscape(?: navigator)?|"
    r"firefox [1-9](?:\.\d+)?(?![\d.])|opera (?:[1-9]|1[0-2])(?:\.\d+)?(?![\d.])|safari [1-5](?:\.\d+)?(?![\d.])|"
    r"microsoft edge legacy|mosaic)"
)
_WORDS = (
    "internet explorer", "msie", "netscape", "firefox ", "opera ", "safari ", "microsoft edge legacy", "mosaic",
)  # fmt: skip
_VERSION = re.compile(r"ie ?[1-9]")
_LIST = rf"(?:[\w.]+(?: [\w.+]+){{0,3}}(?:,| or| and|, or|, and) ){{0,4}}(?:an? |the )?(?:latest versions? of )?{_DEAD}"
_ADVICE = re.compile(
    "|".join(
        (
            rf"\b(?:best|optimally) (?:viewed|seen|experienced) (?:in|with|using|on) {_LIST}",
            rf"\b(?:upgrade|update|switch) (?:to|your browser to) {_LIST}",
            rf"\b(?:please )?(?:use|open this (?:page|link|site|file) (?:in|with)|download|install) {_LIST}\b(?! only if|['’]s)",
            rf"\bmodern browsers?,? (?:such as|like|including|e\.g\.,?) (?:the latest versions? of )?{_LIST}",
            rf"\b(?:requires?|only works (?:in|with)|works (?:best|only) (?:in|with)) {_LIST}",
        )
    ),
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|n['’]t|no longer|instead of|rather than|avoid|stop|nobody|who|those|used to)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?]")


@rule("IE008", "dead-browser-advice", severity=Severity.WARNING, phase="static", since="0.2")
def dead_browser_advice(context: GuideContext) -> Iterator[Hit]:
    """Readers are sent to a browser that is no longer made.

    What it finds:
        “Best viewed in Netscape”, “requires Internet Explorer”, “upgrade to Internet Explorer 9”, “use Netscape”, “works only in IE 8”
        and the like, in text that readers see, and in the platform's notice that a script shows to readers with an old
        browser. Sentences that say not to, quotations, code and history are left alone; a notice about the reader's
        own browser that everybody sees is IE002's.

    Why it matters:
        Nobody can follow the advice: Internet Explorer was switched off in February 2023. Who tries ends with a
        browser that is not safe, or gives up.

    Bad:
        ```yaml
        - markdown: The map server requires Internet Explorer 8.
        ```

        ```yaml
        - html: <p>To open the scans, please upgrade to <b>Netscape</b> 7.</p>
        ```

        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div role="alert" hidden>You are using an outdated browser. Please upgrade to Internet Explorer 9.</div>
        ```

    Good:
        ```yaml
        - markdown: The map server is best viewed in Firefox 128 or Safari 17.
        ```

        ```yaml
        - markdown: Please do not use Internet Explorer for the scans.
        ```

        ```yaml
        - markdown: "In 1998 a page would say “best viewed in Netscape”; the archive keeps many."
        ```

        ```yaml
        - markdown: Microsoft retired Internet Explorer on 15 June 2022, and Edge took its place.
        ```

        ```yaml
        furniture: >-
          <a href="#s-lg-guide-main">Skip to Main Content</a>
          <div role="alert" hidden>You are using Internet Explorer 11 or older. Please upgrade to Firefox or Edge.</div>
        ```

    How to fix:
        Name what the source needs today, after trying it in a current browser, or delete the sentence.

        In LibGuides, open the box's rich text or the asset's description and change the sentence there.

    Source:
        Microsoft, “Internet Explorer 11 desktop app retirement FAQ”:
        https://techcommunity.microsoft.com/blog/windows-itpro-blog/internet-explorer-11-desktop-app-retirement-faq/2366549
    """
    yield from _in_hidden_notices(context)
    if not _may_hold_advice(context.lowered):
        return
    for markup in context.markups:
        if markup.is_quotation or not _may_hold_advice(markup.lowered):
            continue
        for line in visible_lines(markup.document):
            if not _may_hold_advice(line.text.lower()):
                continue
            advice = list(_ADVICE.finditer(line.text))
            if not advice or find_notice(line.text):
                continue
            told_off, is_quoted, offsets = _told_off(line.text), quotes(line), line.offsets
            for found in advice:
                if not (is_quoted(found.start()) or told_off(found.start())):
                    message = f"“{found[0]}”: no reader can use that browser any more"
                    start, end = offsets[found.start()], offsets[found.end() - 1] + 1
                    yield Hit(markup.route, message, start=start, end=end, label=found[0][:80])


def _in_hidden_notices(context: GuideContext) -> Iterator[Hit]:
    for markup, element in hidden_notices(context):
        found = _ADVICE.search(element.text)
        if found and not _told_off(element.text)(found.start()):
            message = (
                f"The notice for old browsers says “{found[0]}”: no reader can use that browser any more"
            )
            yield Hit(markup.route, message, start=element.start, end=element.end, label=found[0][:80])


def _told_off(text: str) -> Callable[[int], bool]:
    """Give what tells whether a word such as “not” stands in the same sentence before a place."""
    words = [(word.start(), word.end()) for word in _NOT.finditer(text)]
    stops = [stop.start() for stop in _STOP.finditer(text)]

    def told_off(place: int) -> bool:
        last = bisect_right(words, place, key=lambda word: word[1]) - 1
        stop = bisect_left(stops, place) - 1
        return last >= 0 and (stop < 0 or words[last][0] > stops[stop])

    return told_off


def _may_hold_advice(lowered: str) -> bool:
    """Whether a text in lower case names one of these browsers: most pages are done with here."""
    return any(word in lowered for word in _WORDS) or _VERSION.search(lowered) is not None
