"""Legacy debris as it stands on real pages: how grave, with what fallback, and what is left alone."""

from pathlib import Path
from textwrap import indent

import pytest

from guidewarden.markup import read_html
from guidewarden.rules import check_static
from guidewarden.rules.ie._doctypes import Mode, mode_of
from rule_examples import check_page, load_project, read_example


def said(text: str, folder: Path, *families: str) -> list[str]:
    fragment = "- html: |\n" + indent(text, "    ") + "\n"
    findings = check_static(load_project(read_example(fragment), folder))
    return [
        f"{found.code} {found.severity}" for found in findings if found.code.startswith(families or "IE0")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!--[if IE]><p>Old</p><![endif]--><!--[if !IE]><!--><p>New</p><!--<![endif]-->", ["IE001 warning", "IE001 warning"]),
        ("<!--[if !IE]><!--><p>New</p><!--<![endif]-->\n<!--[if IE]><p>Old</p><![endif]-->", ["IE001 warning", "IE001 warning"]),
        ("<!--[if IE]><p>Old</p><![endif]--><p>x</p><!--[if !IE]><!--><p>New</p><!--<![endif]-->", ["IE001 error", "IE001 warning"]),
        ("<!--[if !IE]><!--><p>New</p><!--<![endif]-->x<!--[if IE]><p>Old</p><![endif]-->", ["IE001 warning", "IE001 error"]),
        ("<!--[if !IE]><!--><p>New</p><!--[if IE]><p>Old</p><![endif]--><!--<![endif]-->", ["IE001 warning", "IE001 error"]),
        ("<!--[if IE]><p>Old</p><![endif]--><!--[if !IE]><!--><hr><!--<![endif]--><p>x</p>", ["IE001 error", "IE001 warning"]),
        ("<!--[if IE]><p>Old</p><![endif]--><p>x</p><!--[if !supportLists]-->·<!--[endif]-->", ["IE001 error", "IE001 warning"]),
        ("<!--[if lte IE 8]><link rel=stylesheet href=ie.css><![endif]--><p>x</p>", ["IE001 warning"]),
        ("<!-- [if you can] come early --><p>x</p>", []),
        ("<object classid='clsid:D27CDB6E-AE6D-11cf-96B8-444553540000'><embed src='t.swf'></object>", ["IE017 error"]),
        ("<object classid='clsid:D27CDB6E-AE6D-11cf-96B8-444553540000'><a href='https://example.org/t.mp4'>The film</a></object>", ["IE017 warning"]),
        ("<embed src='https://www.youtube.com/v/abc' type='application/x-shockwave-flash'>", ["IE017 error"]),
        ("<iframe src='https://www.youtube.com/embed/abc' title='x'></iframe>", []),
        ("<p>x</p><object data='a.pdf' type='application/pdf'></object>", []),
        ("<p>x</p><script>swfobject.embedSWF('a.swf', 'x');</script>", ["IE017 warning"]),
        ("<script src='//html5shiv.googlecode.com/svn/trunk/html5.js'></script><p>x</p>", ["IE020 warning"]),
        ("<script src='https://example.org/excanvas.compiled.js'></script><p>x</p>", []),
        ("<script src='https://example.org/js/excanvas.min.js?v=2'></script><p>x</p>", ["IE020 warning"]),
        ("<p>x</p><script>el.attachEvent('onclick', f); el.addEventListener('click', f)</script>", []),
        ("<p>x</p><script>var s = document.all('x')</script>", ["IE013 warning"]),
        ("<p>x</p><script>var e = event || window.event;</script>", []),
        ("<p>x</p><script>var ie = document.documentMode;</script>", ["IE015 info"]),
        ("<p>x</p><script>var a = 'MSIE';</script>", []),
        ("<p>x</p><script>var isIE = /MSIE|Trident/.test(navigator.userAgent);</script>", ["IE015 info"]),
        ("<p>x</p><script>//@cc_on\nvar a;</script>", ["IE016 warning"]),
        ("<v:rect style='width:9px'></v:rect><p>x</p>", ["IE010 warning"]),
        ("<v:shape><v:imagedata src='a.png'></v:imagedata><img src='a.png' alt='a'></v:shape>", ["IE010 warning"]),
        ("<p align=center>x</p><p align=center>y</p>", ["IE019 info"]),
        ("<td align=left>loose</td><p>x</p>", []),
        ("<p onclick='vbscript:MsgBox 1'>x</p>", ["IE011 error"]),
        ("<p>x</p><bgsound src=a.mid>", ["IE006 warning"]),
        ("<p>Microsoft says: use Edge rather than Internet Explorer 11.</p>", []),
        ("<p>To read the scans, install Internet Explorer.</p>", ["IE008 warning"]),
        ("<p>Those who used to install Internet Explorer remember.</p>", []),
    ],
)  # fmt: skip
def test_severity_follows_what_a_reader_loses(text: str, expected: list[str], tmp_path: Path) -> None:
    assert said(text, tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("<p>a</p><!--[if IE]><script src=x></script><![endif]--><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p><!--[if !supportLists]-->·<!--[endif]--> a</p>", "<p>· a</p>"),
        ("<!--[if !IE]><!--><p>a</p><!--<![endif]--><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>x</p><center><font size=2>a <b>b</b></font></center>", "<p>x</p><div style=text-align:center><font size=2>a <b>b</b></font></div>"),
        ("<p><font color=red>a</font> and <font>b</font></p>", "<p>a and b</p>"),
        ("<p><tt>a</tt> <tt class=x>b</tt></p>", "<p><code>a</code> <code>b</code></p>"),
        ("<p>x</p><meta http-equiv=X-UA-Compatible content='IE=8'>", "<p>x</p>"),
        ("<p>Books. You are using an outdated browser. Please upgrade your browser. More.</p>", "<p>Books. More.</p>"),
        ("<p>x</p><div class=a><p>You are using an <b>old</b> browser.</p></div>", "<p>x</p>"),
        ("<p>a<o:p></o:p></p>", "<p>a</p>"),
    ],
)  # fmt: skip
def test_a_fix_cuts_just_the_debris(text: str, mended: str, tmp_path: Path) -> None:
    fragment = "- html: |\n" + indent(text, "    ") + "\n"
    project = load_project(read_example(fragment), tmp_path)
    [document] = project.documents
    fix = next(found.fix for found in check_static(project) if found.fix)
    source = document.source.text
    assert fix.safe
    assert indent(mended, "    ") + "\n" in source[: fix.start] + fix.text + source[fix.end :]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Books. <b>You are using an outdated browser. More</b> books.</p>",
        "<p>You are using an outdated browser.</p>",
        "<p>See <a href='https://example.org/a'>You are using an outdated browser. Really</a></p>",
    ],
)
def test_a_notice_that_cannot_be_cut_cleanly_has_no_unsound_fix(text: str, tmp_path: Path) -> None:
    fragment = "- html: |\n" + indent(text, "    ") + "\n"
    project = load_project(read_example(fragment), tmp_path)
    [found] = [found for found in check_static(project) if found.code == "IE002"]
    if found.fix is not None:
        source = project.documents[0].source.text
        mended = source[: found.fix.start] + found.fix.text + source[found.fix.end :]
        assert mended.count("<b>") == mended.count("</b>")
        assert "Books." in mended
        assert "books." in mended


@pytest.mark.parametrize(
    ("doctype", "mode"),
    [
        ("<!DOCTYPE html>", Mode.STANDARDS),
        ("<!doctype HTML>", Mode.STANDARDS),
        ('<!DOCTYPE html SYSTEM "about:legacy-compat">', Mode.STANDARDS),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">', Mode.STANDARDS),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x">', Mode.LIMITED),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Frameset//EN">', Mode.LIMITED),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">', Mode.LIMITED),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">', Mode.QUIRKS),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Frameset//EN">', Mode.QUIRKS),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN" "x">', Mode.QUIRKS),
        ('<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML//EN">', Mode.QUIRKS),
        ('<!DOCTYPE HTML PUBLIC "HTML">', Mode.QUIRKS),
        ('<!DOCTYPE html SYSTEM "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd">', Mode.QUIRKS),
        ("<!DOCTYPE html PUBLIC>", Mode.QUIRKS),
        ("<!DOCTYPE html bogus>", Mode.QUIRKS),
        ("<!DOCTYPE svg>", Mode.QUIRKS),
        ("<!DOCTYPE>", Mode.QUIRKS),
        ("<!DOCTYPE html", Mode.QUIRKS),
    ],
)  # fmt: skip
def test_document_types_bring_the_modes_of_the_standard(doctype: str, mode: Mode) -> None:
    [found] = read_html(doctype).doctypes
    assert mode_of(found, doctype[found.start : found.end]) is mode


HEAD = "<!DOCTYPE html><html lang=en><head><title>Archives</title>{}</head><body>{}<main><p>x</p></main></body></html>"
EDGE = "<meta http-equiv='X-UA-Compatible' content='IE=edge'>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (HEAD.format(EDGE, ""), ["info"]),
        (HEAD.format("<meta charset=utf-8>" + EDGE, ""), ["info"]),
        (HEAD.format("<script src=a.js></script>" + EDGE, ""), ["warning"]),
        (HEAD.format(EDGE + EDGE, ""), ["info", "warning"]),
        (HEAD.format("", EDGE), ["warning"]),
        (HEAD.format(EDGE.replace("edge", "EmulateIE8"), ""), ["error"]),
        (HEAD.format(EDGE.replace("edge", "edge,chrome=1"), ""), ["info"]),
        (HEAD.format("", ""), []),
    ],
)
def test_the_mode_tag_is_judged_by_its_place(page: str, expected: list[str]) -> None:
    assert [found.severity for found in check_page(page) if found.code == "IE004"] == expected
