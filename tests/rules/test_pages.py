"""Published pages: the author's part apart from the platform's, which is said once and in a few notes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.model import People, Settings, Severity, SourceText
from guidewarden.rules import Project, check_static
from guidewarden.rules.pages import NOTES, read_page
from rule_examples import TODAY, check_page

CLEAN = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>NATO-Russia relations – Research guides</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="style.css">
<script src="app.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><nav aria-label="Main"><ul>
<li><a href="/">Home</a></li><li><a href="/az">Databases A–Z</a></li><li><a href="/ask">Ask us</a></li>
</ul></nav></header>
<main id="main">
<h1>NATO-Russia relations</h1>
<p>Read <a href="https://www.nato.int/x">the founding act</a>.</p>
<h2>Pages</h2>
<img src="a.png" alt="Map of the treaty area" loading="lazy" width="10" height="10">
<picture><source srcset="a.webp" type="image/webp"><img src="b.png" alt=""></picture>
<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<video controls src="v.mp4"><track kind="captions" src="v.vtt" srclang="en"></video>
<iframe src="https://www.youtube-nocookie.com/embed/x" title="The talks" loading="lazy"></iframe>
</main>
<script>const find = () => document.querySelector("#main")?.focus();</script>
</body>
</html>
"""

NOTICE = (
    "It looks like you're using Internet Explorer 11 or older. This website works best with modern browsers."
)

PLATFORM = """\
<!DOCTYPE html>
<html lang="en"><head>
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<title>NATO-Russia Relations - LibGuides</title>
<!--[if lt IE 9]><script src="https://example.org/html5shiv.js"></script><![endif]-->
<script>if (navigator.userAgent.indexOf("MSIE") > 0) {{ var old = 1; }}</script>
</head>
<body class="s-lg-guide-body">
<a id="s-lg-public-skiplink" class="alert-info" href="#s-lg-guide-main">Skip to Main Content</a>
{notice}
<div id="s-lg-guide-tabs"><a href="/a">More</a><a href="/b">Here</a>{images}</div>
<table bgcolor="white"><tr><td align="left">a</td></tr></table>
<iframe src="/chat"></iframe><p id="twice">a</p><p id="twice">b</p>
<div id="s-lg-guide-main"><div class="s-lib-box"><h2 class="s-lib-box-title">About</h2>
<div class="s-lib-box-content">{box}</div></div></div>
</body></html>
"""
IMAGES = '<img src="x.png" loading="lazy">' * 90


def platform(box: str = "<p>The archives are open.</p>", notice: str = "") -> str:
    return PLATFORM.format(notice=notice, images=IMAGES, box=box)


def test_a_clean_page_of_today_has_no_finding() -> None:
    assert check_page(CLEAN) == []


def test_the_platforms_own_markup_is_a_handful_of_notes() -> None:
    findings = check_page(platform())
    assert 1 <= len(findings) <= NOTES + 2
    assert {found.severity for found in findings} == {Severity.INFO}
    told = [found for found in findings if "LibGuides administrator" in found.advice]
    assert len(told) == NOTES + 1
    [images] = [found for found in told if found.code == "A11Y001"]
    assert images.message.startswith("The platform's: this picture has no text")
    assert images.message.endswith("(and 89 more like it)")


def test_a_page_of_furniture_alone_is_all_the_platforms() -> None:
    page = (
        platform().partition('<div id="s-lg-guide-main">')[0].replace("#s-lg-guide-main", "#s-lg-guide-tabs")
        + "</body></html>"
    )
    assert {found.severity for found in check_page(page)} == {Severity.INFO}


def test_the_authors_boxes_are_judged_as_in_a_guide() -> None:
    box = '<p><font color="red">New</font></p>\n<img src="map.png">\n<h5>Deep</h5>'
    page = platform(box)
    mine = [found for found in check_page(page) if found.severity is not Severity.INFO]
    assert [(found.code, found.severity) for found in mine] == [
        ("IE006", "warning"), ("A11Y001", "error"), ("A11Y003", "warning"),
    ]  # fmt: skip
    for found, written in zip(mine, ("<font", '<img src="map.png"', "<h5>"), strict=True):
        span = found.occurrence.span
        assert page.startswith(written, span.start)
        assert page.split("\n")[span.line - 1].startswith(written, span.column - 1)
        assert span.path == "page.html"


@pytest.mark.parametrize(
    ("page", "severity"),
    [
        (platform(notice=f'<div role="alert">{NOTICE}</div>'), Severity.WARNING),
        (platform(box=f"<p>{NOTICE}</p><p>Text</p>"), Severity.ERROR),
        (CLEAN.replace("<h2>", f"<p>{NOTICE}</p><h2>"), Severity.WARNING),
        (platform(notice=f'<div role="alert" hidden>{NOTICE}</div>'), None),
    ],
)
def test_the_notice_is_judged_by_whose_it_is(page: str, severity: Severity | None) -> None:
    found = [finding.severity for finding in check_page(page) if finding.code == "IE002"]
    assert found == ([] if severity is None else [severity])


@pytest.mark.parametrize("text", ["", "<p>Text</p>", "<h2>Archives</h2><ul><li>One</li></ul>", "Only words"])
def test_a_fragment_is_no_page(text: str) -> None:
    assert check_page(text) == []


def test_pages_stand_beside_guides_and_are_told_apart() -> None:
    bad = CLEAN.replace(' alt="Map of the treaty area"', "")
    pages = (SourceText("a.html", bad), SourceText("b.html", bad))
    project = Project((), People(), Settings(), TODAY, whole=False, pages=pages)
    findings = check_static(project)
    assert [(found.code, found.occurrence.span.path) for found in findings] == [
        ("A11Y001", "a.html"), ("A11Y001", "b.html"),
    ]  # fmt: skip
    assert len({found.fingerprint for found in findings}) == 2


def test_a_page_says_its_title_and_language() -> None:
    project = Project((), People(), Settings(), TODAY)
    context = read_page(SourceText("a.html", CLEAN), project)
    assert context.document.guide.title == "NATO-Russia relations – Research guides"
    assert context.document.guide.language == "en"
    nameless = read_page(SourceText("a.html", "<html lang='english?'>"), project)
    assert (nameless.document.guide.title, nameless.document.guide.language) == ("a.html", "und")


PIECES = st.sampled_from(
    [
        "<!DOCTYPE html>", "<?xml version='1.0'?>", "<html lang=en>", "<html>", "<head>", "<title>T</title>", "<body>", "<main id=main>",
        "<frameset><frame src=a>", "<a href='#main'>Skip to main content</a>", "<a href='https://example.org/[x'>Here</a>",
        "<div id=s-lg-guide-main>", "<div class=s-lib-box-content>", "</div>", "<p id=a style='color:#eee;background:#fff;*zoom:1'>",
        "<!--[if IE]>", "<!--[if !IE]><!-->", "<!--<![endif]-->", "<![if IE]>", "<![endif]>", "-->", "<font color=red>", "</font>", "<center>",
        "<meta http-equiv=x-ua-compatible content=IE=7>", "<o:p>", "<v:shape><v:imagedata>", "<object classid=clsid:1>", "<embed src=a.swf>",
        "<script>if(document.all)x.attachEvent('MSIE')/*@cc_on", "</script>", "<style>* html{zoom:1}</style>", "<table><tr><td>a<td>b<tr><td>c<td>d",
        "<video src=a>", "<img>", "- one<br>- two<br>- three", "You are using an old browser. ", "\r\n", "\0", "&amp;", "текст на русском языке",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_rule_fails_and_every_finding_stands_on_the_page(page: str) -> None:
    for found in check_page(page):
        assert "could not apply" not in found.message, found.message
        span = found.occurrence.span
        assert 0 <= span.start <= span.end <= len(page)
        if found.fix is not None:
            assert 0 <= found.fix.start <= found.fix.end <= len(page)
