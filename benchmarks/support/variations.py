"""Harmless variations of titles, containers, dates and numbers: a right citation and a right record that differ on paper."""

import re

from benchmarks.support.cases import Case, Varied, variation
from benchmarks.support.corpus import changed
from msgspec.structs import replace

from guidewarden.model import Work


def _with_title(case: Case, ours: str | None = None, **theirs: tuple[str, ...]) -> Varied:
    source = changed(case.source, title=ours) if ours else case.source
    work = replace(
        case.work,
        titles=theirs.get("titles", case.work.titles),
        subtitles=theirs.get("subtitles", case.work.subtitles),
    )
    return source, work


@variation
def as_it_is(case: Case) -> Varied:
    return case.source, case.work


@variation
def subtitle_only_theirs(case: Case) -> Varied:
    return _with_title(case, case.work.titles[0]) if case.work.subtitles else None


@variation
def subtitle_only_ours(case: Case) -> Varied:
    return _with_title(case, subtitles=()) if case.work.subtitles else None


@variation
def subtitle_joined(case: Case) -> Varied:
    if not case.work.subtitles:
        return None
    joint = case.random.choice([": ", " – ", "—", ". ", " - ", " : "])
    title = case.work.titles[0]
    if title.endswith("?"):
        joint = " "
    return _with_title(
        case, titles=(f"{title}{joint}{case.work.subtitles[0]}", *case.work.titles[1:]), subtitles=()
    )


@variation
def dashes_and_quotes(case: Case) -> Varied:
    title = case.source.title.translate(str.maketrans("'\"-–—", "’”–—-"))
    return _with_title(case, title) if title != case.source.title else None


@variation
def tags_and_entities(case: Case) -> Varied:
    words = case.work.titles[0].split(" ")
    place = case.random.randrange(len(words))
    before, after = case.random.choice(
        [("<i>", "</i>"), ("<jats:italic>", "</jats:italic>"), ("<b><sup>", "</sup></b>"), ("\n  ", "\n")]
    )
    words[place] = f"{before}{words[place]}{after}"
    title = " ".join(words).replace("’", "&rsquo;").replace("'", "&amp;#39;").replace("–", "&#x2013;")
    return _with_title(case, titles=(title, *case.work.titles[1:]))


@variation
def capitals(case: Case) -> Varied:
    return _with_title(case, titles=(case.work.titles[0].upper(), *case.work.titles[1:]))


@variation
def small_letters(case: Case) -> Varied:
    return _with_title(case, case.source.title.lower())


@variation
def full_stop_at_the_end(case: Case) -> Varied:
    return _with_title(case, case.source.title.rstrip(".?!") + ".")


@variation
def hyphens_as_spaces(case: Case) -> Varied:
    return _with_title(case, case.source.title.replace("-", " ")) if "-" in case.source.title else None


@variation
def leading_article(case: Case) -> Varied:
    container = case.source.container_title
    if not container or case.work.language != "en":
        return None
    other = container[4:] if container.startswith("The ") else f"The {container}"
    return changed(case.source, container_title=other), case.work


@variation
def ampersand(case: Case) -> Varied:
    if " and " not in f"{case.source.title}{case.source.container_title}":
        return None
    source = changed(case.source, title=case.source.title.replace(" and ", " & "))
    if source.container_title:
        source = changed(source, container_title=source.container_title.replace(" and ", " & "))
    return source, case.work


@variation
def year_online(case: Case) -> Varied:
    year = int(max(case.work.dates)[:4])
    return changed(case.source, issued=str(year - 1)), replace(
        case.work, dates=(*case.work.dates, f"{year - 1}-11-03")
    )


@variation
def year_of_print_not_told(case: Case) -> Varied:
    year = int(min(case.work.dates)[:4])
    return changed(case.source, issued=str(year + 1)), replace(case.work, dates=(f"{year}-09-14",))


@variation
def year_only(case: Case) -> Varied:
    return case.source, replace(case.work, dates=(case.work.dates[-1][:4],))


@variation
def month_told(case: Case) -> Varied:
    month = case.work.dates[-1][:7]
    return (changed(case.source, issued=month), case.work) if len(month) == 7 else None


@variation
def season_as_issue(case: Case) -> Varied:
    if not case.work.issue:
        return None
    season = case.random.choice(["Spring 2016", "Winter", "Summer/Fall", "Special Issue", "October"])
    return changed(case.source, issue=season), case.work


@variation
def season_as_issue_theirs(case: Case) -> Varied:
    return (case.source, replace(case.work, issue="Spring")) if case.work.issue else None


@variation
def double_issue(case: Case) -> Varied:
    if not case.work.issue.isdigit():
        return None
    first = int(case.work.issue)
    written = case.random.choice(["{}-{}", "{}/{}", "{}–{}"]).format(first, first + 1)
    return case.source, replace(case.work, issue=written)


def _range(work: Work) -> tuple[str, str] | None:
    found = re.fullmatch(r"(\d+)-(\d+)", work.page)
    return (found[1], found[2]) if found else None


@variation
def pages_shortened(case: Case) -> Varied:
    pages = _range(case.work)
    if pages is None or len(pages[0]) != len(pages[1]) or len(pages[0]) < 2:
        return None
    first, last = pages
    same = next(place for place in range(len(first)) if first[place] != last[place])
    short = f"{first}-{last[same:]}"
    side = case.random.randrange(2)
    return (
        (changed(case.source, page=short.replace("-", "–")), case.work)
        if side
        else (case.source, replace(case.work, page=short))
    )


@variation
def pages_with_a_word(case: Case) -> Varied:
    return (
        (
            changed(case.source, page=f"{case.random.choice(['pp. ', 'p.', 'pages '])}{case.source.page}"),
            case.work,
        )
        if case.source.page
        else None
    )


@variation
def first_page_only_theirs(case: Case) -> Varied:
    pages = _range(case.work)
    return (case.source, replace(case.work, page=pages[0])) if pages else None


@variation
def first_page_only_ours(case: Case) -> Varied:
    pages = _range(case.work)
    return (changed(case.source, page=pages[0]), case.work) if pages else None


@variation
def article_number_beside_pages(case: Case) -> Varied:
    if not case.source.page or case.source.type != "article-journal":
        return None
    return changed(case.source, page="1–14"), replace(case.work, page="e0173402")


@variation
def container_abbreviated(case: Case) -> Varied:
    return (changed(case.source, container_title=case.entry.short), case.work) if case.entry.short else None


@variation
def container_short_name_theirs(case: Case) -> Varied:
    return (
        (case.source, replace(case.work, container_titles=(case.entry.short,))) if case.entry.short else None
    )


@variation
def same_issn(case: Case) -> Varied:
    if not case.work.issn:
        return None
    source = changed(case.source, ISSN=case.work.issn[0].replace("-", case.random.choice(["", "-"])))
    return source, replace(case.work, container_titles=("Review Formerly Known by Another Name",))


@variation
def volume_with_a_word(case: Case) -> Varied:
    if not case.source.volume:
        return None
    return changed(
        case.source,
        volume=f"{case.random.choice(['Vol. ', 'vol ', 'Volume ', 'Bd. ', 'tome '])}{case.source.volume}",
    ), case.work


@variation
def volume_and_issue_together(case: Case) -> Varied:
    if not (case.source.volume and case.source.issue):
        return None
    return changed(case.source, volume=f"{case.source.volume}({case.source.issue})", issue=None), case.work


@variation
def publisher_otherwise(case: Case) -> Varied:
    if not case.source.publisher:
        return None
    return changed(
        case.source, publisher=case.source.publisher.replace("University Press", "UP") + " & Co."
    ), case.work


@variation
def other_title_first(case: Case) -> Varied:
    if len(case.work.titles) < 2:
        return None
    return case.random.choice(
        [
            (changed(case.source, title=case.work.titles[1]), case.work),
            (case.source, replace(case.work, titles=case.work.titles[::-1], subtitles=())),
        ]
    )


@variation
def translation_in_brackets(case: Case) -> Varied:
    if not case.entry.other_title:
        return None
    return _with_title(case, titles=(f"{case.source.title} [{case.entry.other_title}]",), subtitles=())


@variation
def marked_as_retracted(case: Case) -> Varied:
    mark = case.random.choice(
        ["RETRACTED: {}", "RETRACTED ARTICLE: {}", "[Retracted] {}", "WITHDRAWN: {}", "{} [RETRACTED]"]
    )
    return _with_title(case, titles=(mark.format(case.source.title),), subtitles=())
