"""Articles of any length, always the same ones: real pages are long, and length is evidence."""

import random
from html import escape

_WHO = (
    "The ministry", "The archive", "A later commission", "The library", "The delegation", "An early reviewer",
    "The committee", "The secretariat", "One of the translators", "The editor of the volume", "A retired diplomat",
    "The collector", "The reading room", "The national bibliography", "A student of the period", "The publisher",
)  # fmt: skip
_DID = (
    "kept the minutes of", "described at length", "published a short account of", "took little notice of",
    "returned again and again to", "gave a careful list of", "left marginal notes on", "disputed the date of",
    "compared three versions of", "asked for a copy of", "translated part of", "microfilmed nearly all of",
)  # fmt: skip
_WHAT = (
    "the negotiations of that spring", "the correspondence between the two capitals", "the unpublished memoranda",
    "the treaty and its annexes", "the debates in parliament", "the collection of pamphlets", "the maps and plans",
    "the letters that survived the fire", "the first printed edition", "the records of the council",
    "the speeches as they were delivered", "the photographs taken on the day", "the older catalogue on cards",
)  # fmt: skip
_HOW = (
    "although only half of it had been seen before", "in a form that readers could use without training",
    "and the index was finished two years later", "while the originals stayed in the strong room",
    "which explains the gaps in the numbering", "so that quotations can be checked against the source",
    "with an introduction that is still worth reading", "before the series was moved to its present home",
    "and a second copy went to the university", "because no other witness had written anything down",
    "at a time when paper was rationed", "whose consequences are discussed in the next part",
)  # fmt: skip
_HEADINGS = (
    "Origins of the collection", "What the sources say", "A disputed date", "How the text came down to us",
    "Readers and their questions", "Later editions", "Numbers and tables", "Notes on method", "What remains closed",
)  # fmt: skip


def sentences(seed: str, words: int) -> list[str]:
    """Give sentences of about ``words`` words in all."""
    pick = random.Random(seed)
    found: list[str] = []
    count = 0
    while count < words:
        year = pick.randrange(1871, 2019)
        line = f"{pick.choice(_WHO)} {pick.choice(_DID)} {pick.choice(_WHAT)} in {year}, {pick.choice(_HOW)}."
        found.append(line)
        count += len(line.split())
    return found


def paragraphs(seed: str, words: int) -> str:
    """Give HTML paragraphs of about ``words`` words in all, with a heading now and then in long texts."""
    pick = random.Random(seed + "paragraphs")
    lines = sentences(seed, words)
    parts: list[str] = []
    while lines:
        size = pick.randrange(3, 7)
        parts.append(f"<p>{escape(' '.join(lines[:size]))}</p>")
        del lines[:size]
        if len(parts) % 5 == 0 and lines:
            parts.append(f"<h2>{pick.choice(_HEADINGS)}</h2>")
    return "\n".join(parts)
