"""Errors that people make in citations, one at a time."""

import re
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.support.cases import Case, Wrong, dumped, error
from benchmarks.support.corpus import Entry, changed
from msgspec.structs import replace

from guidewarden.model import Name, Update

_LETTERS = "abcdefghijklmnoprstuvwz"
_CYRILLIC = "абвгдзклмнопрсту"


def typo(word: str, random: Random) -> str:
    """Change one letter inside a word: doubled letters, case and accents aside, so that the word truly differs."""
    while True:
        place = random.randrange(1, len(word))
        kind = random.randrange(4)
        letter = random.choice(_CYRILLIC if word.lower()[0] in _CYRILLIC else _LETTERS)
        if kind == 0:
            made = word[:place] + letter + word[place + 1 :]
        elif kind == 1:
            made = word[:place] + letter + word[place:]
        elif kind == 2:
            made = word[:place] + word[place + 1 :]
        else:
            made = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
        if made.casefold() != word.casefold():
            return made


def _typo_in(text: str, random: Random, count: int = 1) -> str | None:
    words = text.split(" ")
    places = [
        place for place, word in enumerate(words) if len(re.sub(r"\W", "", word)) >= 5 and word.isalpha()
    ]
    if not places:
        return None
    for _ in range(count):
        place = random.choice(places)
        words[place] = typo(words[place], random)
    return " ".join(words)


@error
def one_letter_in_the_title(case: Case) -> Wrong:
    title = _typo_in(case.source.title, case.random)
    return (changed(case.source, title=title), case.work, "title") if title else None


@error
def two_letters_in_the_title(case: Case) -> Wrong:
    title = _typo_in(case.source.title, case.random, 2)
    return (
        (changed(case.source, title=title), case.work, "title")
        if title and title != case.source.title
        else None
    )


@error
def wrong_word(case: Case) -> Wrong:
    words = case.source.title.split(" ")
    places = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= 4]
    if not places or len(words) < 3:
        return None
    words[case.random.choice(places)] = case.random.choice(
        ["Question", "Future", "Origins", "Security", "Memory", "Limits"]
    )
    title = " ".join(words)
    return (
        (changed(case.source, title=title), case.work, "title")
        if title.casefold() != case.source.title.casefold()
        else None
    )


@error
def word_left_out(case: Case) -> Wrong:
    words = case.source.title.split(" ")
    places = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= 4][:-1]
    if len(words) < 5 or not places:
        return None
    words.pop(case.random.choice(places))
    return changed(case.source, title=" ".join(words)), case.work, "title"


@error
def title_cut_short(case: Case) -> Wrong:
    words = case.source.title.split(" ")
    # Cut where no subtitle begins: that would be the title without its subtitle.
    places = [
        place
        for place in range(2, len(words))
        if words[place - 1][-1:].isalnum() and len(words[place - 1]) > 2 and words[place][:1].isalpha()
    ]
    return (
        (changed(case.source, title=" ".join(words[: case.random.choice(places)])), case.work, "title")
        if places
        else None
    )


@error
def title_in_another_language(case: Case) -> Wrong:
    return (
        (changed(case.source, title=case.entry.other_title), case.work, "title")
        if case.entry.other_title
        else None
    )


@error
def wrong_year(case: Case) -> Wrong:
    year = int(max(case.work.dates)[:4])
    wrong = year + case.random.choice([-20, -10, -9, -5, -4, -3, -2, 2, 3, 4, 5, 9, 10])
    return changed(case.source, issued=str(wrong)), case.work, "issued"


@error
def year_beside_two_known_dates(case: Case) -> Wrong:
    year = int(max(case.work.dates)[:4])
    work = replace(case.work, dates=(f"{year}-05-04", f"{year}-07"))
    return changed(case.source, issued=str(year + case.random.choice([-1, 1]))), work, "issued"


@error
def month_of_another_year(case: Case) -> Wrong:
    date = case.work.dates[-1]
    if len(date) < 7:
        return None
    return (
        changed(case.source, issued=f"{int(date[:4]) - 1}{date[4:7]}"),
        replace(case.work, dates=(date,)),
        "issued",
    )


def _other_number(number: str, random: Random) -> str:
    if len(number) > 1 and random.random() < 0.4:
        swapped = number[:-2] + number[-1] + number[-2]
        if int(swapped) not in {0, int(number)}:
            return swapped
    return (
        str(max(1, int(number) + random.choice([-2, -1, 1, 2, 3, 10])))
        if int(number) > 2
        else str(int(number) + random.choice([1, 2, 9]))
    )


@error
def wrong_volume(case: Case) -> Wrong:
    volume = case.source.volume
    return (
        (changed(case.source, volume=_other_number(volume, case.random)), case.work, "volume")
        if volume and volume.isdigit()
        else None
    )


@error
def wrong_issue(case: Case) -> Wrong:
    issue = case.source.issue
    return (
        (changed(case.source, issue=_other_number(issue, case.random)), case.work, "issue")
        if issue and issue.isdigit()
        else None
    )


@error
def volume_and_issue_swapped(case: Case) -> Wrong:
    volume, issue = case.source.volume, case.source.issue
    if not volume or not issue or not volume.isdigit() or not issue.isdigit() or volume == issue:
        return None
    return changed(case.source, volume=issue, issue=volume), case.work, "volume"


def _pages(case: Case) -> tuple[str, str] | None:
    found = re.fullmatch(r"(\d+)-(\d+)", case.work.page)
    return (found[1], found[2]) if found else None


@error
def wrong_first_page(case: Case) -> Wrong:
    pages = _pages(case)
    if pages is None:
        return None
    first = _other_number(pages[0], case.random)
    return (
        (changed(case.source, page=f"{first}–{pages[1]}"), case.work, "page")
        if int(first) <= int(pages[1])
        else None
    )


@error
def wrong_last_page(case: Case) -> Wrong:
    pages = _pages(case)
    if pages is None:
        return None
    last = _other_number(pages[1], case.random)
    return (
        (changed(case.source, page=f"{pages[0]}–{last}"), case.work, "page")
        if int(last) > int(pages[0])
        else None
    )


def _renamed(case: Case, rename: Callable[[Name], Name | None]) -> Wrong:
    names = list(case.source.author)
    places = [
        place
        for place, name in enumerate(names)
        if name.family and len(name.family) >= 4 and name.family.isalpha() and name.family.isascii()
    ]
    if not places:
        return None
    place = case.random.choice(places)
    name = rename(names[place])
    if name is None:
        return None
    names[place] = name
    return (
        changed(case.source, author=dumped(names)),
        case.work,
        "author",
    )


@error
def family_name_misspelt(case: Case) -> Wrong:
    return _renamed(case, lambda name: Name(family=typo(name.family or "", case.random), given=name.given))


@error
def another_author(case: Case) -> Wrong:
    return _renamed(
        case,
        lambda _: Name(family=case.random.choice(["Petersen", "Okafor", "Lindholm"]), given="Ulla"),
    )


@error
def given_name_misspelt(case: Case) -> Wrong:
    def rename(name: Name) -> Name | None:
        first, _, rest = (name.given or "").partition(" ")
        if len(first) < 5 or not first.isalpha() or not first.isascii():
            return None
        made = (
            first[:2] + case.random.choice([letter for letter in _LETTERS if letter != first[2]]) + first[3:]
        )
        return Name(family=name.family, given=f"{made} {rest}".strip())

    return _renamed(case, rename)


@error
def another_journal(case: Case) -> Wrong:
    ours = case.source.container_title
    names = [
        each.source.container_title
        for each in case.others
        if each.source.container_title
        and each.source.container_title.removeprefix("The ") != (ours or "").removeprefix("The ")
    ]
    return (
        (changed(case.source, container_title=case.random.choice(names)), case.work, "container-title")
        if ours
        else None
    )


@error
def journal_misspelt(case: Case) -> Wrong:
    name = _typo_in(case.source.container_title or "", case.random)
    return (changed(case.source, container_title=name), case.work, "container-title") if name else None


@error
def field_left_out(case: Case) -> Wrong:
    present = [
        field
        for field in ("volume", "issue", "page")
        if getattr(case.work, field) and case.source.type == "article-journal"
    ]
    field = case.random.choice([*present, "issued", "author"])
    if field == "author" and not case.source.author:
        return None
    return changed(case.source, **{field: () if field == "author" else None}), case.work, field


def _another(case: Case, others: Sequence[Entry]) -> Entry:
    return case.random.choice([each for each in others if each.work.doi != case.work.doi])


@error
def doi_of_another_work(case: Case) -> Wrong:
    return case.source, _another(case, case.others).work, "work"


def _shifted(page: str, random: Random) -> str:
    numbers = [int(number) for number in re.findall(r"\d+", page)]
    if not numbers:
        return f"{random.randrange(20, 200)}"
    start = numbers[-1] + random.choice([1, 2, 20])
    return f"{start}-{start + random.randrange(4, 30)}"


@error
def doi_of_a_neighbour_in_the_issue(case: Case) -> Wrong:
    if not case.work.container_titles or not case.work.page:
        return None
    other = _another(case, [each for each in case.others if each.work.authors != case.work.authors]).work
    work = replace(
        case.work,
        titles=other.titles,
        subtitles=other.subtitles,
        authors=other.authors,
        page=_shifted(case.work.page, case.random),
    )
    return case.source, work, "work"


@error
def doi_of_the_same_author_elsewhere(case: Case) -> Wrong:
    other = _another(
        case,
        [each for each in case.others if each.work.dates[-1][:4] != case.work.dates[-1][:4]],
    ).work
    return case.source, replace(other, authors=case.work.authors, editors=()), "work"


@error
def doi_of_the_same_author_in_the_journal(case: Case) -> Wrong:
    if not case.work.container_titles or not case.work.page:
        return None
    other = _another(case, case.others).work
    work = replace(
        case.work, titles=other.titles, subtitles=other.subtitles, page=_shifted(case.work.page, case.random)
    )
    if case.random.random() < 0.5 and work.volume.isdigit():
        year = str(int(work.dates[-1][:4]) + 1)
        work = replace(work, volume=str(int(work.volume) + 1), dates=(year,))
    return case.source, work, "work"


@error
def doi_of_the_next_part(case: Case) -> Wrong:
    if not case.work.page or not case.work.container_titles:
        return None
    source = changed(case.source, title=f"{case.source.title}, Part I")
    work = replace(
        case.work,
        titles=(f"{case.source.title}, Part II",),
        subtitles=(),
        page=_shifted(case.work.page, case.random),
    )
    return source, work, "work"


@error
def doi_of_a_review_of_the_book(case: Case) -> Wrong:
    if case.work.type != "book":
        return None
    work = replace(
        case.work, type="article-journal", authors=(Name(family="Hallström", given="Ebba"),), editors=(), container_titles=("Journal of Reviews",), volume="9", issue="1",
        page="101-103", titles=(case.random.choice(["{}", "Review of {}", "{}. By {}"]).format(case.source.title, "the Author"),), subtitles=(), publisher="",
    )  # fmt: skip
    return case.source, work, "work"


@error
def doi_of_the_whole_book(case: Case) -> Wrong:
    if case.work.type != "chapter":
        return None
    work = replace(
        case.work, type="book", titles=case.work.container_titles, container_titles=(), page="", authors=()
    )
    return case.source, work, "work"


@error
def doi_of_the_notice(case: Case) -> Wrong:
    title, kind = case.random.choice([
        ("Retraction—{}", "retraction"), ("Retraction: {}", "retraction"), ("Erratum: {}", "erratum"), ("Correction to: {}", "correction"),
        ("Corrigendum to “{}”", "corrigendum"), ("Expression of Concern: {}", "expression_of_concern"), ("{}", "erratum"), ("Notice of Retraction", "retraction"),
        ("Retraction notice to “{}”", "retraction"), ("Addendum: {}", "addendum"), ("{} (Erratum)", ""), ("Erratum to: {}", ""), ("Correction", ""),
    ])  # fmt: skip
    work = replace(
        case.work, doi="10.5555/notice", titles=(title.format(case.source.title),), subtitles=(), page=_shifted(case.work.page, case.random),
        updates=(Update(kind, case.work.doi, "publisher"),) if kind else (),
    )  # fmt: skip
    return case.source, work, "notice"
