"""The type and the language of a cited work compared with what the registry tells of them."""

from guidewarden.judge.citations.field import ABSENT, AGREES, FieldResult, noted, wrong
from guidewarden.judge.citations.tongues import language_of
from guidewarden.model import SourceRecord, Work
from guidewarden.model.works import CSL_TYPES

_SAME = {
    "article-journal": {"article-journal"},
    "article": {"article", "document", "manuscript", "post-weblog", "report", "webpage"},
    "book": {"book", "document", "report"},
    "chapter": {"chapter", "entry-encyclopedia", "paper-conference"},
    "dataset": {"dataset"},
    "entry-encyclopedia": {"chapter", "entry-encyclopedia"},
    "paper-conference": {"chapter", "paper-conference"},
    "report": {"book", "document", "report"},
    "thesis": {"thesis"},
}
"""What a citation may call a work that the registry has under a type: registries have fewer types than citations."""

_OTHER = {
    "article-journal": {"book", "chapter", "dataset", "legislation", "thesis", "treaty"},
    "book": {"article-journal", "article-magazine", "article-newspaper", "chapter", "dataset", "post-weblog"},
    "chapter": {"article-journal", "article-magazine", "article-newspaper", "dataset", "thesis"},
    "dataset": {"article-journal", "book", "chapter", "thesis"},
    "thesis": {"article-journal", "article-magazine", "article-newspaper", "chapter", "dataset"},
}
"""What such a work certainly is not. All that is in neither table is a matter for a look."""

# ISO 639-2 codes, which some registries use, for the two letters of BCP 47.
_SHORT = {
    "ara": "ar", "chi": "zh", "zho": "zh", "cze": "cs", "ces": "cs", "dut": "nl", "nld": "nl", "eng": "en", "fre": "fr",
    "fra": "fr", "ger": "de", "deu": "de", "gre": "el", "ell": "el", "ita": "it", "jpn": "ja", "pol": "pl", "por": "pt",
    "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk",
}  # fmt: skip


def kind_of(work: Work) -> str:
    """Give the type of a record in CSL-JSON's words."""
    return CSL_TYPES.get(work.type, work.type)


def compare_types(source: SourceRecord, work: Work) -> FieldResult:
    """Compare what kind of work it is. An article beside a book is wrong, a report beside an article is to be looked at."""
    theirs = kind_of(work)
    if theirs not in _SAME:
        return ABSENT
    if source.type in _SAME[theirs]:
        return AGREES
    judged = wrong if source.type in _OTHER.get(theirs, ()) else noted
    return judged("type", source.type, theirs, theirs)


def compare_language(ours: str | None, theirs: str, title: str) -> FieldResult:
    """Compare languages, regions apart. Publishers leave a default standing, so another one is a note.

    Where the record tells none, the words of its ``title`` may.
    """
    if not ours:
        return ABSENT
    if not theirs:
        read = language_of(title)
        differs = bool(read) and _primary(ours) != read
        return noted("language", ours, f"{read} (title)", read) if differs else ABSENT
    one, other = _primary(ours), _primary(theirs)
    if not (2 <= len(other) <= 3 and other.isascii() and other.isalpha()):
        return ABSENT
    return AGREES if one == other else noted("language", ours, theirs, other)


def _primary(language: str) -> str:
    first = language.strip().replace("_", "-").partition("-")[0].lower()
    return _SHORT.get(first, first)
