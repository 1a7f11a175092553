"""What rules say beyond the examples of their documentation: guides, pages, verdicts and citations for every other message."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from guidewarden.model import (
    ArchivedCopy,
    Cited,
    Finding,
    Kind,
    Occurrence,
    People,
    RecordAnswer,
    RecordOutcome,
    Result,
    Role,
    Settings,
    Span,
    State,
    Target,
    Verdict,
    Work,
)
from guidewarden.model.citing import Match, Notice, NoticeKind, NoticeRelation, Sameness
from guidewarden.rules import Project, all_rules, check_citations, check_verdicts
from rule_examples import NOW, TODAY, check_example, check_page, read_example

GUIDES = (
    ("sources:\n  smith:\n    type: article-journal\n    title: On words\n    container-title: Words\n"
    "    URL: https://www.jstor.org/stable/10.2307/1234\n"),
    "sources:\n  smith:\n    type: article-journal\n    title: On words\n    container-title: Words\n    issued: 2001\n",
    "sources:\n  smith:\n    type: book\n    title: On words\n    URL: https://link.springer.com/article/10.1007/s11192-016-1948-6\n",
    "owner: maria-rosi\neditors: [john-do, nobody-else]\n",
    "owner: zzz\n",
    "# today: 2026-01-15\nstatus: published\nupdated: 2024-01-01\n",
    "# today: 2026-01-15\nstatus: published\ncreated: 2024-01-01\n",
    "tags: [a]  # guidewarden: ignore[] why\n",
    "tags: [a]  # guidewarden: ignore[GDE022] why\n",
    ("# in: baseline.yaml\nfindings:\n  - {fingerprint: 0123456789abcdef, code: LNK999, reason: Known}\n"
    "# guide: example\ntags: [a]\n"),
    "- html: |\n    <table><tr><th></th><th></th></tr><tr><td>1</td><td>2</td></tr></table>\n",
    "- html: |\n    <p>1. One</p><p>2. Two</p><p>3. Three</p>\n",
    "- html: |\n    <!--[if IE]><p>Old</p><![endif]--><!--[if !IE]>--><p>New</p><!--<![endif]-->\n",
    "- html: |\n    <object classid=\"clsid:00000000-1111-2222-3333-444444444444\"><p>A text</p></object>\n",
    "- html: |\n    <meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\">\n",
    "- html: |\n    <style>@media (-ms-high-contrast: active) { p { color: red } } p { zoom: 1; *color: red; width: 1px\\9 }</style>\n",
    "- html: |\n    <bgsound src=\"a.wav\"><big>a</big><strike>b</strike><tt>c</tt><basefont size=\"2\"><nobr>d</nobr>\n",
    "- html: |\n    <v:rect></v:rect>\n",
    "- html: |\n    <script>swfobject.embedSWF(\"a.swf\");</script>\n",
    "- html: |\n    <p align=\"center\">One</p>\n",
    "# settings: markup.target=ie11\n- html: |\n    <main role=\"main\">Words</main>\n",
    ("# settings: markup.target=ie11\n- html: |\n"
    "    <p autocapitalize=\"on\" contextmenu=\"a\" enterkeyhint=\"go\" inputmode=\"text\" itemid=\"a\" itemprop=\"a\" itemref=\"a\"\n"
    "       itemscope itemtype=\"a\" slot=\"a\" exportparts=\"a\" autofocus>One</p>\n"
    "    <img src=\"a.png\" alt=\"A cat\" loading=\"lazy\" decoding=\"async\" fetchpriority=\"high\" referrerpolicy=\"origin\">\n"
    "    <iframe src=\"https://a.example/\" title=\"A\" allow=\"a\" loading=\"lazy\" referrerpolicy=\"origin\"></iframe>\n"),
    "# settings: markup.target=ie11\n- html: |\n    <style>p, a:is(h3, h4), li { color: red }</style>\n",
    ("# settings: markup.target=ie11\n- html: |\n"
    "    <style>p { accent-color: red; all: unset; appearance: none; backdrop-filter: none; caret-color: red;\n"
    "    color-scheme: dark; contain: none; content-visibility: auto; hyphenate-character: auto; isolation: auto;\n"
    "    mix-blend-mode: normal; overflow-anchor: none }</style>\n"),
    ("# settings: markup.target=ie11\n- html: |\n"
    "    <script>const a = (b = 1) => `x`; class C {} for (const d of [...a]) {} async function f() {}</script>\n"),
    "# settings: markup.target=ie11\n- html: |\n    <script>var a = words.includes(\"b\");</script>\n",
)  # fmt: skip

_FOUR = '<a href="/a">One page</a> <a href="/b">Two pages</a> <a href="/c">Three pages</a> <a href="/d">Four pages</a>'
PAGES = (
    (f'<!DOCTYPE html><html lang="en"><head><title>Archives</title></head><body><nav>{_FOUR}</nav>'
    '<a href="#main">Skip to main content</a><a href="#main">Skip to main content</a><div id="main">Words</div></body></html>'),
    ('<!DOCTYPE html><html lang="en"><head><meta http-equiv="X-UA-Compatible" content="IE=edge">'
    '<meta http-equiv="X-UA-Compatible" content="IE=edge"><title>Archives</title></head><body><main>Words'
    '<meta http-equiv="X-UA-Compatible" content="IE=edge"></main></body></html>'),
    ('<!DOCTYPE html><html lang="en"><head><title>Archives</title></head><body><main>Words'
    '<meta http-equiv="X-UA-Compatible" content="IE=edge"></main></body></html>'),
    ('<!DOCTYPE html><html lang="en"><head><title>Archives</title></head>'
    '<frameset cols="1,1"><frame src="a.html"><frame src="b.html" title="B"></frameset></html>'),
    ('<!DOCTYPE html><html lang="en"><head><title>Archives</title><meta name="progid" content="Word">'
    '<meta http-equiv="imagetoolbar" content="no"><script src="html5shiv.js"></script><!--[if IE]><p>x</p><![endif]-->'
    '<style>p { behavior: url(a.htc) }</style></head><body><center>One</center><marquee>Two</marquee>'
    '<img src="a.png"><img src="b.png"><iframe src="b.html"></iframe><div class="s-lib-box"><div class="s-lib-box-content">Words</div></div>'
    '</body></html>'),
)  # fmt: skip


def every_example(folder: Path) -> Iterator[Finding]:
    """Give what all rules say of all examples of theirs, and of those here."""
    documentations = [rule.documentation for rule in all_rules()]
    guides = [text for documentation in documentations for text in documentation.bad]
    for number, text in enumerate((*guides, *GUIDES)):
        place = folder / str(number)
        place.mkdir()
        yield from check_example(read_example(text), place)
    pages = [text for documentation in documentations for text in documentation.bad_pages]
    for text in (*pages, *PAGES):
        yield from check_page(text)
    project = Project((), People(), Settings(), TODAY)
    yield from check_verdicts(project, list(results()))
    yield from check_citations(project, citations())


def _place(label: str, written: str, line: int = 1) -> Occurrence:
    return Occurrence(
        "", "guide", "sections[0].url", label, Span("guide.yaml", line, 1, line, 9, 0, 8), written
    )


def _result(
    kind: Kind, state: str, reason: str, *, streak: int = 1, replacement: str | None = None, detail: str = "",
    label: str = "The minutes", written: str = "https://a.example/x", places: int = 1, copy: ArchivedCopy | None = None,
) -> Result:  # fmt: skip
    verdict = Verdict(State(state), reason, NOW, streak, replacement, detail)
    occurrences = tuple(_place(label, written, line) for line in range(1, places + 1))
    target = Target(f"{kind}:{written}", kind, written, "a.example", role=_ROLES.get(kind, Role.SOURCE))
    return Result(target, occurrences, verdict, copy=copy)


_ROLES: Mapping[Kind, Role] = {Kind.PAGE: Role.PROXY}
_TAKEN = ArchivedCopy("https://web.archive.org/web/20190303000000/https://a.example/x", dt.datetime(2019, 3, 3, tzinfo=dt.UTC))  # fmt: skip


def results() -> Iterator[Result]:
    """Links, DOIs and proxies in all the states that rules speak of, with and without labels, details and copies."""
    for label in ("The minutes", ""):
        for detail in ("", "status 404"):
            yield _result(Kind.LINK, "broken", "not-found", label=label, detail=detail)
        yield _result(Kind.LINK, "broken", "of-another-version", label=label)
    yield _result(Kind.LINK, "broken", "of-another-version", detail="status 404")
    yield _result(Kind.LINK, "broken", "not-found", copy=_TAKEN)
    yield _result(Kind.LINK, "broken", "of-another-version", copy=_TAKEN)
    yield _result(Kind.LINK, "failing", "timeout", streak=1204)
    yield _result(Kind.LINK, "moved", "permanent-redirect")
    yield _result(Kind.LINK, "moved", "permanent-redirect", replacement="https://a.example/new")
    hidden = "https://www-jstor-org.proxy.example.edu/stable/1"
    yield _result(
        Kind.LINK, "moved", "permanent-redirect", replacement="https://a.example/new", written=hidden
    )
    yield _result(Kind.DOI, "failing", "registry-no-answer", written="10.5555/x")
    for state, reason in (("broken", "timeout"), ("failing", "timeout"), ("unverifiable", "proxy-unclear")):
        for places in (1, 12):
            yield _result(Kind.PAGE, state, reason, places=places)
    broken = Target("link:https://b.example/", Kind.LINK, "https://b.example/", "b.example")
    # A verdict that there is not makes a rule of ours fail, which is told, too.
    yield Result(broken, (_place("The minutes", broken.url),), cast("Verdict", None))


def _cited(*notices: Notice, mark: str = "", sameness: Sameness = Sameness.SAME, **fields: object) -> Cited:
    work = Work("10.5555/x", "Crossref", titles=fields.pop("titles", ()), **fields)  # type: ignore[arg-type]
    answer = RecordAnswer(NOW, RecordOutcome.FOUND, "Crossref", work)
    match = Match(sameness, 1.0, notice_in_title=mark, notice=NoticeRelation.NONE)
    return Cited(_place("On words", "10.5555/x"), answer=answer, match=match, notices=notices)


def citations() -> Iterator[Cited]:
    """Works with notices of all kinds, with and without a date and a DOI, and DOIs of other works."""
    for kind in NoticeKind:
        yield _cited(Notice(kind, "something", "10.5555/n", "2011-02-01", ("publisher", "retraction-watch")))
    yield _cited(Notice(NoticeKind.RETRACTED, "retraction", "", "", ()))
    yield _cited(Notice(NoticeKind.RETRACTED, "retraction", "10.5555/n", "2011", ("publisher",)))
    yield _cited(mark="RETRACTED: ")
    yield _cited(mark="TEMPORARY REMOVAL: ")
    yield _cited(sameness=Sameness.DIFFERENT)
    yield _cited(sameness=Sameness.DIFFERENT, titles=("On numbers",))
    yield _cited(sameness=Sameness.DIFFERENT, titles=("On numbers",), dates=("2011-02-01",))
