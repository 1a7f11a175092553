"""IE008."""

import re
from collections.abc import Iterator

from guidewarden.model import Severity
from guidewarden.rules.notices import find_notice
from guidewarden.rules.prose import is_quoted, lowered, visible_lines
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
    r"\b(?:not|never|n['’]t|no longer|instead of|rather than|avoid|stop|nobody|who|those|used to)\b[^.!?]*$",
    re.IGNORECASE,
)


@rule("IE008", "dead-browser-advice", severity=Severity.WARNING, phase="static", since="0.2")
def dead_browser_advice(context: GuideContext) -> Iterator[Hit]:
    """Readers are sent to a browser that is no longer made.

    What it finds:
        “Best viewed in Netscape”, “requires Internet Explorer”, “upgrade to Internet Explorer 9”, “use Netscape”, “works only in IE 8”
        and the like, in text that readers see. Sentences that say not to, quotations, code and history are left
        alone, and a notice about the reader's own browser is IE002's.

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

    How to fix:
        Name what the source needs today, after trying it in a current browser, or delete the sentence.

        In LibGuides, open the box's rich text or the asset's description and change the sentence there.

    Source:
        Microsoft, “Internet Explorer 11 desktop app retirement FAQ”:
        https://techcommunity.microsoft.com/blog/windows-itpro-blog/internet-explorer-11-desktop-app-retirement-faq/2366549
    """
    for markup in context.markups:
        if markup.is_quotation or not _may_hold_advice(lowered(markup.document)):
            continue
        for line in visible_lines(markup.document):
            if not _may_hold_advice(line.text.lower()):
                continue
            for found in _ADVICE.finditer(line.text):
                if (
                    find_notice(line.text)
                    or is_quoted(line, found.start())
                    or _NOT.search(line.text[: found.start()])
                ):
                    continue
                start, end = line.source_range(found.start(), found.end())
                message = f"“{found[0]}”: no reader can use that browser any more"
                yield Hit(markup.route, message, start=start, end=end, label=found[0][:80])


def _may_hold_advice(lowered: str) -> bool:
    """Whether a text in lower case names one of these browsers: most pages are done with here."""
    return any(word in lowered for word in _WORDS) or _VERSION.search(lowered) is not None
