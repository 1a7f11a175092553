"""Accessibility that authors own: what is found, how grave it is, and the near misses."""

from pathlib import Path
from textwrap import indent

import pytest

from guidewarden.rules import check_static
from guidewarden.rules.writing import foreign_script
from rule_examples import check_page, load_project, read_example


def said(text: str, folder: Path) -> list[str]:
    fragment = "- html: |\n" + indent(text, "    ") + "\n"
    findings = check_static(load_project(read_example(fragment), folder))
    return [f"{found.code} {found.severity}" for found in findings if found.code.startswith("A11Y")]


A = "<a href='https://example.org/a'>"
B = "<a href='https://example.org/b'>"
LONG = "words " * 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<img src=x.png alt='image'>", ["A11Y001 warning"]),
        ("<img src=x.png alt='DSC_0042'>", ["A11Y001 warning"]),
        ("<img src=x.png alt='Screenshot 2024-01-02 at 10.00'>", ["A11Y001 warning"]),
        ("<img src=x.png alt='Image of the treaty'>", ["A11Y006 info"]),
        ("<img src=x.png alt='Imagery of the treaty'>", []),
        (f"<p>{A}Minutes</a> {B}minutes.</a></p>", ["A11Y007 info"]),
        (f"<p>{A}Minutes</a> {A}Minutes</a></p>", []),
        (f"<ul><li>One {A}PDF</a></li><li>Two {B}PDF</a></li></ul>", []),
        (f"<p>{A}PDF</a> {B}PDF</a></p>", ["A11Y007 info"]),
        (f"<ul><li>{A}The archive</a></li><li>{B}The archive</a></li></ul>", ["A11Y007 info"]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", ["A11Y008 warning"]),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", []),
        ("<table><tr><th><th><tr><td>c<td>d</table>", ["A11Y008 warning"]),
        (f"<table><tr><td>{LONG}<td>b<tr><td>c<td>d</table>", []),
        ("<table><tr><td>a<tr><td>b<tr><td>c</table>", []),
        ("<table><tr><td><table><tr><td>a</table><td>b<tr><td>c<td>d</table>", []),
        ("<table><tr><td><img src=a.png alt=''><td><tr><td><img src=b.png alt=''><td>x</table>", []),
        ("<p>1. One<br>2. Two<br>3. Three</p>", ["A11Y009 warning"]),
        ("<p>1. One<br>3. Three<br>5. Five</p>", []),
        ("<p>1990. One<br>1991. Two<br>1992. Three</p>", []),
        ("<p>- One<br>- Two</p>", []),
        ("<p>- One<br>- Two<br>Text<br>- Three</p>", []),
        ("<ul><li>- One</li><li>- Two</li><li>- Three</li></ul>", []),
        ("<p>\u2022 One</p><p>\u2022 Two</p><p>\u2022 Three</p>", ["A11Y009 warning"]),
        ("<pre>- One\n- Two\n- Three</pre>", []),
        ("<p lang=xx-invalid->x</p>", ["A11Y010 warning"]),
        ("<p lang=zh-Hans>x</p><p lang=''>y</p>", []),
        ("<video src=a.mp4></video><p>x</p>", ["A11Y011 warning"]),
        ("<video src=a.mp4><track src=a.vtt></video><p>x</p>", []),
        ("<video id=later></video><p>x</p>", []),
        ("<p style='color:#999;background:#fff'>x</p>", ["A11Y012 warning"]),
        ("<p style='color:#999;background:#fff'><b>x</b></p>", ["A11Y012 warning"]),
        ("<p style='color:#999;background:#fff'>x<b>y</b></p>", ["A11Y012 warning"]),
        ("<p style='color:#999;background:#fff'><a href='https://example.org/a'>The act</a></p>", []),
        ("<p style='color:#999;background:rgba(255,255,255,.5)'>x</p>", []),
        ("<p style='color:var(--c);background:#fff'>x</p>", []),
        ("<p style='color:#999;background:#fff;display:none'>x</p><p>y</p>", []),
        ("<h2 style='color:#888;background:#fff'>x</h2><p>y</p>", []),
        ("<p style='background:#fff;color:#999;color:#000'>x</p>", []),
        ("<p style='background-color:#000;background:white;color:#fff'>x</p>", ["A11Y012 warning"]),
        ("<p id=a>x</p><p id=a>y</p>", ["A11Y013 info"]),
        ("<p id=a>x</p><p id=a>y</p><a href='#a'>To the note</a>", ["A11Y013 warning"]),
        ("<label for=a>x</label><input id=a><input id=a>", ["A11Y013 warning"]),
    ],
)  # fmt: skip
def test_severity_follows_what_a_reader_loses(text: str, expected: list[str], tmp_path: Path) -> None:
    assert said(text, tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("Организация Североатлантического договора и Российская Федерация", "en", "Cyrillic"),
        ("Организация Североатлантического договора и Российская Федерация", "ru-RU", None),
        ("Организация Североатлантического договора и Российская Федерация", "sr-Latn", None),
        ("Организация Североатлантического договора и Российская Федерация", "und", None),
        ("Михаил Сергеевич Горбачёв", "en", None),
        ("北大西洋公約組織與俄羅斯聯邦關於相互關係合作與安全的基本文件全文如下所述云云", "en", "Chinese"),
        ("北大西洋公約", "en", None),
        ("Die Allianz und die Russische Föderation erklären gemeinsam, dass sie einander nicht als Gegner sehen", "en", None),
    ],
)  # fmt: skip
def test_a_passage_is_foreign_when_its_letters_are(text: str, language: str, script: str | None) -> None:
    found = foreign_script(f"It says: {text}.", language)
    assert (found[0] if found else None) == script
    if found:
        assert f"It says: {text}."[found[1] : found[2]] == text


def test_a_quotation_whose_source_says_its_language_is_left_alone(tmp_path: Path) -> None:
    fragment = (
        "sources:\n  akt: {type: treaty, title: Акт, author: [{literal: NATO}], issued: '1997', language: ru}\n"
        "sections:\n  - title: Reading\n    blocks:\n"
        "      - {quote: Организация Североатлантического договора и Российская Федерация, source: akt}\n"
    )
    findings = check_static(load_project(read_example(fragment), tmp_path))
    assert [found.code for found in findings if found.code == "A11Y010"] == []
    without = fragment.replace(", language: ru", "")
    assert "A11Y010" in [f.code for f in check_static(load_project(read_example(without), tmp_path))]


PAGE = (
    "<!DOCTYPE html><html lang=en><head><title>Archives</title></head><body>{}"
    "<nav><a href=/>Home</a><a href=/az>A-Z</a><a href=/ask>Ask</a></nav>"
    "<main id=main><h1>Archives</h1><div id=deep>x</div></main></body></html>"
)
SKIP = "<a href='#main'>Skip to main content</a>"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (SKIP, []),
        ("", ["error"]),
        ("<a href='#nowhere'>Skip to main content</a>", ["error"]),
        ("<a href='#main' hidden>Skip to main content</a>", ["error"]),
        ("<a href='#main' tabindex='-1'>Skip to main content</a>", ["error"]),
        ("<a href='#main' class='sr-only'>Skip to main content</a>", []),
        ("<a href='/login'>Log in</a>" + SKIP, ["warning"]),
        (SKIP + "<a href='#main'>Jump to content</a>", ["warning"]),
        (SKIP + "<a href='#deep'>Skip to the list of content</a>", ["info"]),
        ("<a href='#main'>Zum Inhalt</a><a href='#main' aria-label='Skip to main content'>»</a>", []),
    ],
)
def test_the_skip_link_of_a_page(before: str, expected: list[str]) -> None:
    assert [
        found.severity for found in check_page(PAGE.format(before)) if found.code == "A11Y005"
    ] == expected
