"""Pages made to hang or break a reader: every rule gets through them, in time that grows with their length."""

import datetime as dt
import gc
from collections.abc import Callable
from time import process_time

import pytest

from guidewarden.model import Finding, People, Settings, SourceText
from guidewarden.rules import Project, check_static

PAGE = "<!DOCTYPE html><html lang=en><head><title>Archives of 1990</title></head><body>"
NOTICE = "It looks like you're using Internet Explorer 11 or older."
SETTINGS = Settings.model_validate({"markup": {"target": "ie11"}})
"""With this target, all rules on markup have a look."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "nested and never closed": lambda n: "<div>" * n + "x",
    "nested links and words": lambda n: "<a href=/x>the x<b>" * n,
    "nested tables": lambda n: "<table><tr><td>" * n,
    "nested objects": lambda n: "<object><param name=movie value=x.swf>" * n,
    "nested headings": lambda n: "<h2><span>" * n,
    "nested videos": lambda n: "<video src=x>" * n,
    "nested VML": lambda n: "<v:shape>" * n + "<v:imagedata>",
    "many tables": lambda n: "<table><tr><td>a<td>b<tr><td>c<td>d</table>" * n,
    "deep pictures": lambda n: "<span>" * n + "<img src=x alt=y>" * n,
    "deep links": lambda n: "<span>" * n + '<a href="http://a.b/1">PDF</a><a href="http://a.b/2">PDF</a>' * n,
    "deep colours": lambda n: "<i>" * n + '<b style="color:#888;background:#fff">x</b>' * n,
    "tags that cross": lambda n: "<a><b></a></b>" * n,
    "many attributes": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(9 * n)) + ">x",
    "a long alt": lambda n: f"<img src=x alt='{'.' * 90 * n}'>",
    "a long address": lambda n: f"<script src='html5{'.1' * 90 * n}'></script>",
    "a long class": lambda n: (
        f"<style>.x{{display:none}}</style><a class='{'x ' * 30 * n}' href='#x'>Skip to content</a>"
    ),
    "links that read the same": lambda n: "".join(f"<a href='http://a.b/{i}'>the text</a>" for i in range(n)),
    "a comment without end": lambda n: "<!--[if IE]>" + "x" * 90 * n,
    "a condition of numbers": lambda n: "<!--[if " + "1." * 40 * n + "x]><p>x</p><![endif]-->",
    "conditions in conditions": lambda n: (
        "<!--[if IE]>see x<![endif]-->" + "<![if x]>" * n + "<![endif]>" * n
    ),
    "CDATA without end": lambda n: "<![CDATA[" * 9 * n,
    "NULs": lambda n: "<\0a\0 b\0=\0>\0" * n,
    "lone surrogates": lambda n: "\ud800<p title='\ud800'>" * n,
    "metas": lambda n: '<meta http-equiv="X-UA-Compatible" content="IE=7">' * n,
    "notices": lambda n: f"<div class=s-lib-box-content>{f'<p>{NOTICE}</p>' * n}",
    "hidden notices": lambda n: "<div>" * n + f"<div hidden>{NOTICE}</div>" * n,
    "advice in one line": lambda n: "<p>" + "not use netscape. “use netscape " * n,
    "media queries": lambda n: "<style>@media " + "(-ms-high-contrast " * n + "{a{}}",
    "styles": lambda n: "<style>" + ".a{color:var(--x);*zoom:1}" * n + "</style>",
    "skip links": lambda n: (
        "<style>.b{display:none}</style>" + "<a class=b href='#x'>Skip to content</a>" * n
    ),
    "scripts": lambda n: "<script>window.event.x;document.all.x;fetch('x')</script>" * n,
    "main elements": lambda n: "<main class=x>" * n + "<style>" + ".y{display:block}" * n,
}


def lint(text: str) -> list[Finding]:
    page = SourceText("page.html", text)
    return check_static(Project((), People(), SETTINGS, dt.date(2026, 1, 15), pages=(page,)))


def seconds(text: str) -> float:
    best = 1e9
    for _ in range(2):
        start = process_time()
        findings = lint(text)
        best = min(best, process_time() - start)
        assert not [found.message for found in findings if "could not apply" in found.message]
    return best


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE.keys())
def test_eight_times_the_page_takes_no_more_than_a_good_eight_times_as_long(
    made: Callable[[int], str],
) -> None:
    gc.collect()
    gc.freeze()
    try:
        few = max(seconds(PAGE + made(60)), 0.004)
        assert seconds(PAGE + made(480)) < 24 * few
    finally:
        gc.unfreeze()


def test_a_document_type_without_end() -> None:
    assert seconds('<!DOCTYPE html PUBLIC "x"' + " " * 200_000) < 2


def test_ten_thousand_nested_tags_and_attributes_of_a_million_characters() -> None:
    long = "x" * 1_000_000
    findings = lint(f'{PAGE}<p style="{long}" title="{long}"><img src={long}>' + "<div><b>" * 10_000)
    assert "A11Y001" in {found.code for found in findings}
    assert not [found.message for found in findings if "could not apply" in found.message]
