"""Where an address or DOI ends and the sentence around it goes on."""

_OPENING = {")": "(", "]": "[", "}": "{", ">": "<"}


def end_without_punctuation(text: str, sentence: str) -> int:
    """Tell where ``text`` ends without the sentence's punctuation: characters of ``sentence``, or white space.

    A closing bracket belongs to the sentence only when nothing in the text opens it:
    ``10.3319/TAO.2009.05.25.02(IWNOP)`` ends with its bracket. Takes time in proportion to the text.
    """
    spare = {close: text.count(close) - text.count(opening) for close, opening in _OPENING.items()}
    end = len(text)
    while end:
        last = text[end - 1]
        if spare.get(last, 0) > 0:
            spare[last] -= 1
        elif last not in sentence and not last.isspace():
            break
        end -= 1
    return end
