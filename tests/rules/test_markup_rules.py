"""What the rules on markup say of things found in real guides: severity, place, and what they leave alone."""

from pathlib import Path
from textwrap import indent

import pytest

from guidewarden.model import Finding
from guidewarden.rules import check_static
from rule_examples import load_project, read_example

NOTICE = "It looks like you're using Internet Explorer 11 or older."


def html(text: str) -> str:
    return "- html: |\n" + indent(text, "    ") + "\n"


def found(fragment: str, folder: Path) -> list[Finding]:
    return check_static(load_project(read_example(fragment), folder))


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (html(f"<!--[if IE]><p>{NOTICE}</p><![endif]--><p>x</p>"), ["IE001 warning"]),
        (html("<!--[if lt IE 9]><script src='html5shiv.js'></script><![endif]--><p>x</p>"), ["IE001 warning"]),
        (html("<!--[if IE]><img src='x.png' alt='x'><![endif]--><p>x</p>"), ["IE001 error"]),
        (html("<p>x</p><![if !supportLists]>1<![endif]>"), ["IE001 warning"]),
        (html("<p>x</p>" + "<!--[if !supportLists]-->·<!--[endif]-->" * 9), ["IE001 warning"]),
        (html(f"<div style='display: none'>{NOTICE}</div><p>x</p>"), []),
        (html(f"<blockquote>{NOTICE}</blockquote>"), []),
        (html("<p>It looks like you&#39;re using <b>Internet\nExplorer</b> 11 or older.</p>"), ["IE002 error"]),
        (f"furniture: <a href='#main'>Skip to content</a><p>{NOTICE}</p>\n", ["IE002 warning"]),
        (html("<object classid='clsid:1'><a href='https://example.org/f'>The film</a></object>"), ["IE003 warning"]),
        (html("<p>x</p><script>new XMLHttpRequest || new ActiveXObject('x')</script>"), ["IE003 info"]),
        ("furniture: <meta http-equiv=X-UA-Compatible content='IE=edge'><a href='#main'>Skip to main</a>\n", ["IE004 info"]),
        (html("<p>x</p><meta http-equiv=X-UA-Compatible content='IE=edge'>"), ["IE004 warning"]),
        (html("<p style='*zoom:1;_height:1px;*zoom:1'>x</p>"), ["IE005 info", "IE005 info"]),
        (html("<p style='width:1px\\9'>x</p>"), ["IE005 info"]),
        (html("<font>a</font><FONT>b</FONT><blink>c</blink>"), ["IE006 warning", "IE006 error"]),
        (html("<svg role='img' aria-label='x'><font></font></svg><p>x</p>"), []),
        (html("<svg role='img' aria-label='x'><font color='red'>x</font></svg><p>x</p>"), ["IE006 warning"]),
        (html("<a href='https://example.org/x'><img src='x.png'></a>"), ["A11Y001 error"]),
        (html("<a href='https://example.org/x'><img src='x.png' alt=''></a>"), ["A11Y002 error"]),
        (html("<input type='image' src='x.png'><p>x</p>"), ["A11Y001 error"]),
        (html("<input type='text'><template><img src='x.png'></template><p>x</p>"), []),
        ("- markdown: See <https://example.org/x> on this.\n", ["A11Y002 info"]),
        ("- markdown: 'See [doi:10.1080/01636600902773248](https://doi.org/10.1080/01636600902773248).'\n", ["A11Y002 info"]),
        (html("<h3>A</h3>") + html("<h5>B</h5>"), ["A11Y003 warning"]),
        (html("<h4>A</h4>"), ["A11Y003 warning"]),
        (html("<p>x</p><script src='https://example.org/w.js'></script>"), []),
        (html("<script src='https://example.org/w.js'></script>"), []),
        ("- markdown: |\n    Skip to Main Content\n    The catalogue is open.\n", ["GDE010 warning"]),
        (html("<p id='s-lg-guide-main'>x</p>"), ["GDE010 warning"]),
        (html("<p><a href='#x'>Skip to main content</a> is what a skip link says.</p><p id=x>x</p>"), []),
        (html("<blockquote>" + "long words " * 9 + "</blockquote><p>Other</p>"), ["CIT002 info"]),
        (html("<figure><blockquote>" + "long words " * 9 + "</blockquote><figcaption>Kramer</figcaption></figure>"), []),
        (html("<blockquote>" + "long words " * 9 + "(Kramer 2009)</blockquote>"), []),
    ],
)  # fmt: skip
def test_severity_follows_what_a_reader_loses(fragment: str, expected: list[str], tmp_path: Path) -> None:
    said = [f"{finding.code} {finding.severity}" for finding in found(fragment, tmp_path)]
    assert said == expected


def test_the_text_of_a_whole_pasted_page_gives_its_furniture_away(tmp_path: Path) -> None:
    fragment = (
        "- markdown: |\n    Skip to Main Content\n    It looks like you're using Internet Explorer 11 or older.\n"
        "    This website works best with modern browsers.\n\n    The archives of the alliance are open.\n"
    )
    findings = found(fragment, tmp_path)
    assert [(f.code, f.occurrence.span.line) for f in findings] == [("GDE010", 8), ("IE002", 9)]


def test_what_is_mended_in_one_go_is_one_finding(tmp_path: Path) -> None:
    [finding] = found(html("<font>a</font> " * 12), tmp_path)
    assert finding.message.endswith("(12 times in this text)")
    [fewer] = found(html("<font>a</font> " * 3), tmp_path)
    assert fewer.fingerprint == finding.fingerprint


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org/a?id=1&UTM_Source=x&b=2#top", "https://example.org/a?id=1&b=2#top"),
        ("https://example.org/a?gclid=1&fbclid=2#x?utm_a=1", "https://example.org/a#x?utm_a=1"),
    ],
)
def test_tracking_parameters_are_cut_off_and_nothing_else(url: str, clean: str, tmp_path: Path) -> None:
    fragment = f"- links:\n    - {{url: '{url}', label: The page, note: A note.}}\n"
    [finding] = found(fragment, tmp_path)
    assert finding.code == "LNK010"
    assert finding.fix is not None
    assert (finding.fix.text, finding.fix.safe) == (clean, True)


@pytest.mark.parametrize(
    "text",
    [
        "<div>x" * 400,
        "<blockquote>" * 200 + "x",
        "<!--[if IE]>" * 50,
        "<p style='" + "*a:b;" * 200 + "'>x</p>",
        "<script>" + "'\"`/*" * 100,
        "\u202e<p>\u200b&#0;</p>",
    ],
)
def test_findings_in_odd_markup_stand_inside_the_value(text: str, tmp_path: Path) -> None:
    project = load_project(read_example(html(text)), tmp_path)
    [document] = project.documents
    for finding in check_static(project):
        whole, span = document.ranges[finding.occurrence.route], finding.occurrence.span
        # The last line break of a block scalar is part of its value, but not of its range.
        assert whole[0] <= span.start <= span.end <= whole[1] + 1
