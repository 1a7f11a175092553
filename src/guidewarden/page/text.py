"""Text on its way to readers: nothing in it may act, and dates and languages are said in words."""

import datetime as dt
import re

# C0 and C1 controls except tab and line feed, line separators, bidi embeddings, overrides and isolates (they
# would turn the rest of the page around), the byte-order mark, and lone surrogates (UTF-8 cannot carry them).
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})
_LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bs": "Bosnian", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "ko": "Korean", "la": "Latin", "lb": "Luxembourgish", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "mt": "Maltese", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "yi": "Yiddish", "zh": "Chinese",
}  # fmt: skip


def seen(text: str) -> str:
    """Leave out the characters that would act instead of being read; tab and line feed stay."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str | None) -> str:
    """Give a text on one line, as titles and attributes want it."""
    return " ".join(seen(text or "").split())


def day_in_words(day: dt.date) -> str:
    """Say a day: 14 September 2026."""
    return f"{day.day} {day:%B %Y}"


def is_language(tag: str) -> bool:
    """Tell whether a text has the form of a language tag (BCP 47)."""
    return _TAG.fullmatch(tag) is not None


def primary(tag: str) -> str:
    """Give the language of a tag without its script or region."""
    return tag.partition("-")[0].lower()


def language_name(tag: str) -> str:
    """Name a language in English; one that is not known is named by its tag."""
    return _LANGUAGES.get(primary(tag), tag)


def direction(tag: str) -> str:
    """Give the direction a language is written in, for the ``dir`` attribute."""
    return "rtl" if primary(tag) in _RIGHT_TO_LEFT else "ltr"
