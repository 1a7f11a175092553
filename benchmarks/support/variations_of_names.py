"""Harmless variations of names: the same people and bodies, written and cut up in other ways."""

import re
from collections.abc import Callable

from anyascii import anyascii
from benchmarks.support.cases import Case, Varied, dumped, variation
from benchmarks.support.corpus import changed
from msgspec.structs import replace

from guidewarden.model import Name


def _with_authors(
    case: Case, ours: Callable[[Name], Name] | None, theirs: Callable[[Name], Name] | None
) -> Varied:
    authors = case.source.author
    if not any(author.family and author.given for author in authors):
        return None
    source = changed(
        case.source,
        author=[
            (ours(name) if ours and name.family else name).model_dump(exclude_none=True) for name in authors
        ],
    )
    work = replace(
        case.work,
        authors=tuple(theirs(name) if theirs and name.family else name for name in case.work.authors),
    )
    return (source, work) if (source, work) != (case.source, case.work) else None


@variation
def initials(case: Case) -> Varied:
    style = case.random.choice(["{}.", "{}"])
    return _with_authors(
        case,
        lambda name: Name(
            family=name.family,
            given=" ".join(style.format(part[0]) for part in re.split(r"[\s-]+", name.given or "X")),
        ),
        None,
    )


@variation
def initials_theirs(case: Case) -> Varied:
    return _with_authors(
        case,
        None,
        lambda name: Name(
            family=name.family,
            given="".join(part[0] for part in (name.given or "X").replace(".", " ").split()),
        ),
    )


@variation
def family_and_given_swapped(case: Case) -> Varied:
    return _with_authors(
        case, None, lambda name: Name(family=name.given, given=name.family) if name.given else name
    )


@variation
def double_family_cut(case: Case) -> Varied:
    def cut(name: Name) -> Name:
        first, _, last = (name.family or "").rpartition(" ")
        return Name(family=last, given=f"{name.given} {first}".strip())

    return (
        _with_authors(case, None, cut)
        if any(" " in (each.family or "") for each in case.source.author)
        else None
    )


@variation
def double_family_short(case: Case) -> Varied:
    if not any(re.search(r"[ -]", each.family or "") for each in case.source.author):
        return None
    return _with_authors(
        case, lambda name: Name(family=re.split(r"[ -]", name.family or "")[-1], given=name.given), None
    )


@variation
def names_in_one_piece(case: Case) -> Varied:
    return _with_authors(case, None, lambda name: Name(literal=f"{name.given or ''} {name.family}".strip()))


@variation
def names_with_a_comma(case: Case) -> Varied:
    return _with_authors(
        case, None, lambda name: Name(literal=f"{name.family}, {name.given}" if name.given else name.family)
    )


@variation
def names_in_capitals(case: Case) -> Varied:
    return _with_authors(case, None, lambda name: Name(family=(name.family or "").upper(), given=name.given))


@variation
def without_accents(case: Case) -> Varied:
    source, work = case.source, case.work
    if (
        all(author.family is None or author.family.isascii() for author in source.author)
        or work.language == "ru"
    ):
        return None
    plain = [
        Name(family=anyascii(n.family), given=anyascii(n.given or "") or None) if n.family else n
        for n in source.author
    ]
    return changed(source, author=dumped(plain), title=anyascii(source.title)), work


@variation
def umlauts_in_two_letters(case: Case) -> Varied:
    table = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ü": "Ue", "Ö": "Oe"})
    source = case.source
    if source.title.translate(table) == source.title and all(
        (n.family or "").translate(table) == n.family for n in source.author
    ):
        return None
    names = [Name(family=n.family.translate(table), given=n.given) if n.family else n for n in source.author]
    return changed(source, title=source.title.translate(table), author=dumped(names)), case.work


_ROMANISED = (
    ("Горбачёв", ("Gorbachev", "Gorbachyov", "Gorbatschow", "Gorbatchev", "Gorbačëv"), "Mikhail"),
    ("Бахтин", ("Bakhtin", "Bachtin", "Bakhtine", "Bahtin"), "Mikhail"), ("Лотман", ("Lotman",), "Yuri"),
    ("Колмогоров", ("Kolmogorov", "Kolmogorow", "Kolmogoroff"), "Andrei"), ("Менделеев", ("Mendeleev", "Mendeleyev", "Mendelejew"), "Dmitri"),
    ("Ландау", ("Landau",), "Lev"), ("Щербаков", ("Shcherbakov", "Schtscherbakow", "Ščerbakov", "Chtcherbakov"), "Yury"),
    ("Жукова", ("Zhukova", "Schukowa", "Žukova", "Joukova"), "Elena"),
)  # fmt: skip


@variation
def romanised(case: Case) -> Varied:
    if case.work.language != "ru":
        return None
    spellings = {family: (case.random.choice(ways), given) for family, ways, given in _ROMANISED}
    names = [
        dict(zip(("family", "given"), spellings[n.family or ""], strict=True)) for n in case.source.author
    ]
    title = case.work.titles[1] if len(case.work.titles) > 1 else anyascii(case.source.title)
    return changed(
        case.source,
        author=names,
        title=title,
        container_title=anyascii(case.source.container_title or "") or None,
    ), case.work


@variation
def romanised_twice(case: Case) -> Varied:
    if case.work.language != "ru":
        return None
    spellings = {family: (ways, given) for family, ways, given in _ROMANISED}
    names = [
        [
            Name(family=case.random.choice(spellings[n.family or ""][0]), given=spellings[n.family or ""][1])
            for n in case.work.authors
        ]
        for _ in "ab"
    ]
    return changed(case.source, author=dumped(names[0])), replace(case.work, authors=tuple(names[1]))


@variation
def et_al(case: Case) -> Varied:
    if len(case.source.author) < 3:
        return None
    keep = [n.model_dump(exclude_none=True) for n in case.source.author[:1]]
    return changed(case.source, author=[*keep, *case.random.choice([[], [{"literal": "et al."}]])]), case.work


@variation
def one_author_missing(case: Case) -> Varied:
    names = list(case.source.author)
    if len(names) < 3:
        return None
    names.pop(case.random.randrange(1, len(names)))
    return changed(case.source, author=dumped(names)), case.work


@variation
def editors_as_authors(case: Case) -> Varied:
    if case.work.authors or not case.work.editors:
        return None
    return case.source, replace(case.work, authors=case.work.editors, editors=())


@variation
def body_otherwise(case: Case) -> Varied:
    literal = case.source.author[0].literal if case.source.author else None
    words = [word for word in (literal or "").split() if word[0].isupper()]
    if len(words) < 2 or not literal:
        return None
    other = case.random.choice([f"The {literal}", "".join(word[0] for word in words), literal.upper()])
    return changed(case.source, author=[{"literal": other}]), case.work
