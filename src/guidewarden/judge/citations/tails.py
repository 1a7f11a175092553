"""What stands before or behind a title on one side only: a subtitle left out, or what makes it another work.

``The Myth of a Pledge: A Reply`` is another work than ``The Myth of a Pledge``, and so is its second part; ``… [in Russian]``
is the same one. Words are those of `folding`: lower-case ASCII, in the languages whose articles it knows, and Russian.
"""

import re

from guidewarden.judge.citations.folding import ARTICLES, words

_ANSWERS = frozenset({
    "reply", "replies", "rejoinder", "rejoinders", "response", "responses", "rebuttal", "riposte", "answer", "answers",
    "antwort", "antworten", "erwiderung", "replik", "entgegnung", "duplik", "reponse", "replique", "respuesta", "replica",
    "contestacion", "risposta", "antwoord", "weerwoord", "repliek", "svar", "resposta", "otvet",
})  # fmt: skip
_COMMENTS = frozenset({
    "comment", "comments", "commentary", "critique", "criticism", "kommentar", "kommentare", "kritik", "commentaire", "commentaires",
    "comentario", "comentarios", "critica", "commento", "commenti", "commentaar", "kritiek", "kommentarii", "kommentariy",
})  # fmt: skip
_REVIEWS = frozenset({
    "review", "reviews", "rezension", "rezensionen", "besprechung", "buchbesprechung", "recension", "resena", "recensione",
    "recensie", "boekbespreking", "retsenziia", "retsenziya",
})  # fmt: skip
_CORRECTIONS = frozenset({
    "correction", "corrections", "erratum", "errata", "corrigendum", "corrigenda", "addendum", "addenda", "retraction", "retracted",
    "withdrawn", "withdrawal", "berichtigung", "korrektur", "rectificatif", "correccion", "correzione", "rectificatie", "correctie",
    "ispravlenie",
})  # fmt: skip
_SUPPLEMENTS = frozenset({
    "supplement", "supplements", "supplementary", "supplemental", "appendix", "appendices", "postscript", "suppl", "beilage", "anhang",
    "nachtrag", "annexe", "suplemento", "anexo", "supplemento", "appendice", "bijlage", "aanvulling", "prilozhenie",
})  # fmt: skip
_PARTS = frozenset({
    "part", "parts", "pt", "teil", "teile", "partie", "parte", "deel", "del", "chast", "volume", "vol", "band", "bd", "tome", "tom", "tomo",
    "book", "buch", "livre", "series", "serie", "ser", "section", "sektion",
})  # fmt: skip
_NUMBERED = frozenset({"no", "nr", "number", "nummer", "issue", "heft"})
_DIGITS = 3
SERIAL = re.compile(
    r"\d{1,3}|(?=[ivxl])[xl]{0,4}(?:i[xv]|v?i{0,3})|[a-h]|one|two|three|four|five|first|second|third|fourth|fifth"
    r"|eins|zwei|drei|erster|zweiter|dritter|un|deux|trois|premiere|deuxieme|troisieme|primera|segunda|prima|seconda"
)
"""What counts the parts of a work, or tells one series from another."""

_NAMING = _ANSWERS | _COMMENTS | _REVIEWS | _CORRECTIONS | _SUPPLEMENTS
_ABOUT = frozenset({"to", "on", "zu", "zur", "zum", "auf", "al", "aux", "sur", "sobre", "op", "aan", "na"})
_OF = _ABOUT | ARTICLES | {"of", "von", "an", "a", "de", "du", "di", "su", "k", "for"}
_BESIDE = frozenset({
    "book", "author", "authors", "editor", "editors", "editorial", "online", "material", "materials", "information", "data",
    "note", "notice", "essay", "article", "publisher", "publishers", "critical", "short", "brief", "further", "final",
})  # fmt: skip
"""Words beside those that name a kind: ``Book Review``, ``Author's Reply``, ``Supplementary Material``, ``A Brief Comment``."""

_PHRASES = (
    ("compte", "rendu"), ("comptes", "rendus"), ("fe", "de", "errata"), ("fe", "de", "erratas"), ("errata", "corrige"),
    ("expression", "of", "concern"), ("book", "review"), ("book", "reviews"),
)  # fmt: skip

_SILENT = re.compile(r"\s*[\[=/]")
"""What librarians put behind a title: a translation or a form in square brackets, a parallel title, who made it."""

_CARRIER = frozenset({"online", "print", "internet", "electronic", "web", "digital", "ed", "edition"})


def names_another_work(tail: str) -> bool:
    """Whether a tail of a title says that it is another work: a reply, a comment, a review, a part, a correction, a supplement."""
    parts = words(tail)
    while parts and parts[0] in ARTICLES:
        parts = parts[1:]
    if not parts:
        return False
    return _is_part(parts) or _is_kind(parts)


def heads_another_work(head: str) -> bool:
    """The same of what stands before a title: ``A Reply to``, ``Review of``, ``Part II:``."""
    parts = words(head)
    while parts and parts[-1] in _OF:
        parts = parts[:-1]
    return names_another_work(" ".join(parts))


def may_be_a_subtitle(tail: str) -> bool:
    """Whether a tail that names another work may as well be this one's own: surveys call themselves ``: a review``."""
    return tail.lstrip("[(").casefold().startswith("a ") and not _REVIEWS.isdisjoint(words(tail))


def counts(only: set[str]) -> bool:
    """Whether all that two titles do not share are numbers of parts."""
    return any(SERIAL.fullmatch(word) for word in only) and all(
        word in _PARTS or SERIAL.fullmatch(word) for word in only
    )


def is_silent(tail: str, separator: str) -> bool:
    """Whether a tail is none of the title's: what stands in square brackets, or after ``=`` or ``/``; or how it is carried."""
    return _SILENT.match(separator) is not None or set(words(tail)) <= _CARRIER


def _is_part(parts: tuple[str, ...]) -> bool:
    """``Part II``, ``Part Two: The Sequel``, ``Series B``, ``II``, ``2``."""
    if len(parts) == 1:
        return SERIAL.fullmatch(parts[0]) is not None
    if parts[0] in _NUMBERED:
        return parts[1].isdigit() and len(parts[1]) <= _DIGITS
    marked = (parts[0] in _PARTS and SERIAL.fullmatch(parts[1])) or (
        parts[1] in _PARTS and SERIAL.fullmatch(parts[0])
    )
    return bool(marked)


def _is_kind(parts: tuple[str, ...]) -> bool:
    """``Reply``, ``Author's Reply to Critics``, ``Comment on Smith``, ``Book Review``; never ``A Review of the Literature``."""
    if any(parts[: len(phrase)] == phrase for phrase in _PHRASES):
        return True
    place = next((place for place, word in enumerate(parts) if word not in _BESIDE), len(parts))
    if place == len(parts) or parts[place] not in _NAMING:
        return False
    rest = tuple(word for word in parts[place + 1 :] if word not in _BESIDE)
    if all(SERIAL.fullmatch(word) for word in rest):
        return True
    return parts[place] not in _REVIEWS and rest[0] in (*_ABOUT, "a", "an")
