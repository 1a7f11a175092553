"""The rules on Internet Explorer 11: what they say of things found in real guides, and when they hold their tongue."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from time import process_time

import pytest

from guidewarden.markup import read_html
from guidewarden.model import Finding, Guide, GuideDocument, People, Settings, Severity, SourceText
from guidewarden.rules import Project, Rule, all_rules, check_static
from guidewarden.rules.rule import GuideContext, Markup, StaticRule
from rule_examples import TODAY, check_example, load_project, read_example

RULES = [rule for rule in all_rules() if re.fullmatch(r"IE1\d\d", rule.code)]
TARGET = "# settings: markup.target=ie11\n"


def html(text: str) -> str:
    return TARGET + "- html: |\n" + indent(text, "    ") + "\n"


def found(fragment: str, folder: Path) -> list[Finding]:
    findings = check_static(load_project(read_example(fragment), folder))
    return [finding for finding in findings if finding.code.startswith("IE1")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_nothing_is_said_where_the_target_is_not_set(rule: Rule, tmp_path: Path) -> None:
    for number, text in enumerate(rule.documentation.bad):
        folder = tmp_path / str(number)
        folder.mkdir()
        findings = check_example(read_example(text.replace(TARGET, "")), folder)
        assert [finding.code for finding in findings if finding.code.startswith("IE1")] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_in_one_sentence_where_to_click(rule: Rule) -> None:
    advice = rule.documentation.advice
    assert advice.startswith("In LibGuides, ")
    assert re.search(r"\bopen the box|\bedit the\b|\bnothing needs|\buse a Tabbed box", advice)
    assert advice.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", advice)
    assert rule.documentation.source
    assert all(TARGET in text for text in rule.documentation.bad)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Elements
        ("<template><p>x</p></template>", ["IE101 error"]),
        ("<template></template><p>x</p>", []),
        ("<dialog style='display:NONE'>x</dialog><p>y</p>", []),
        ("<template><img srcset='a.webp 1x' alt='x' loading=lazy></template><p>y</p>", ["IE101 error"]),
        ("<details><summary>x</summary><p>y</p></details>", ["IE102 warning"]),
        ("<picture><img src='a.png' alt='x'></picture>", []),
        ("<picture><source srcset=a.jpg><p><img src='a.png' alt='x'></p></picture>", ["IE103 error"]),
        ("<picture><source media=print srcset=a.jpg><source media=x srcset=b.jpg><img src=c.jpg alt=x></picture>", ["IE103 info"]),
        ("<video><source media=x src=a.mp4></video><p>y</p>", []),
        ("<img src='x.webp' alt=x>", ["IE104 error"]),
        ("<img src='data:image/avif;base64,AA' alt=x>", ["IE104 error"]),
        ("<img src='webp.png?x=.webp' alt=x>", []),
        ("<video poster=a.webp src=b.mp4></video><p>x</p>", ["IE104 error"]),
        ("<style>.a{background:url('a.webp')}</style><p class=a>x</p>", ["IE104 warning"]),
        ("<style>.a{background:url(a.png)} .a{background:url(a.webp)}</style><p class=a>x</p>", []),
        ("<p><svg><use xlink:href='x.svg#a'/></svg> y</p>", ["IE105 warning"]),
        ("<button><svg><use href='#a'/></svg></button><p>x</p>", ["IE105 error"]),
        ("<main role=main><p>x</p></main>", ["IE106 warning"]),
        ("<style>#a{display:block}</style><main id=a role=main>x</main>", []),
        ("<style>main.a{display:flex}</style><main class='b a' role=main>x</main>", []),
        ("<style>@supports (x:y){main{display:block}} main{display:block}</style><main role=main>x</main>", []),
        ("<meter value=1>60 %</meter>", ["IE107 info"]),
        ("<slot>x</slot><slot>y</slot>", ["IE107 warning"]),
        ("<x-map></x-map><p>x</p>", ["IE107 warning"]),
        ("<input type=date aria-label=x><p>y</p>", ["IE108 warning"]),
        ("<input type=DATE aria-label=x title='YYYY-MM-DD'><p>y</p>", []),
        ("<iframe title=x srcdoc='y'></iframe><p>x</p>", ["IE109 error"]),
        ("<div popover>x</div><p>y</p>", ["IE110 error"]),
        ("<p><a href='https://example.org/x' download=y>The table</a></p>", ["IE110 info"]),
        ("<img src=a.png alt=x loading=lazy>" * 30, ["IE111 info"]),
        ("<iframe title=x src='https://example.org/x' allow=fullscreen loading=lazy referrerpolicy=origin></iframe>", ["IE111 info"]),
        # CSS
        ("<p style='display:grid'>x</p>", ["IE120 warning"]),
        ("<p style='display:inline-block;display:inline-grid'>x</p>", []),
        ("<style>.a{display:grid;grid-gap:1em;gap:1em}</style><p class=a>x</p>", ["IE120 warning"]),
        ("<p style='color:var(--a)'>x</p><p style='color:var(--b)'>y</p>", ["IE121 warning"]),
        ("<p style='color:red;COLOR:VAR(--a)'>x</p>", []),
        ("<p style='background-color:red;background:var(--a)'>x</p>", []),
        ("<p style='color:var(--a);color:min(1px)'>x</p>", ["IE121 warning", "IE123 warning"]),
        ("<style>.a{color:red} @media print{.a{color:var(--b)}}</style><p class=a>x</p>", ["IE121 warning"]),
        ("<style>a,b:is(c){top:0}</style><p>x</p>", ["IE122 warning"]),
        ("<style>b:has(c){top:0}</style><p>x</p>", ["IE122 info"]),
        ("<style>a:not(.b,.c){top:0}</style><p>x</p>", ["IE122 info"]),
        ("<style>a:not(.b){top:0} a::selection{top:0} input:-ms-input-placeholder{top:0}</style><p>x</p>", []),
        ("<style>a,::-moz-selection{top:0}</style><p>x</p>", []),
        ("<p style='position:sticky;top:0'>x</p>", ["IE123 info"]),
        ("<p style='position:fixed;position:sticky;top:0'>x</p>", []),
        ("<p style='color:rgb(0 0 0 / 50%)'>x</p>", ["IE123 warning"]),
        ("<p style='color:rgb(0,0,0);background:#fffc;background:#fff'>x</p>", []),
        ("<p style='width:fit-content'>x</p>", ["IE123 warning"]),
        ("<p style='height:100vh;width:calc(1px + 2em);transform:rotate(3deg)'>x</p>", []),
        ("<p style='height:100dvh'>x</p>", ["IE123 warning"]),
        ("<p style='background:linear-gradient(red,blue)'>x</p>", []),
        ("<p style='background:conic-gradient(red,blue)'>x</p>", ["IE123 warning"]),
        ("<p style='display:flex;gap:1em'>x</p>", ["IE124 warning"]),
        ("<p style='display:grid;display:block;gap:1em'>x</p>", []),
        ("<p style='inset:0'>x</p>", ["IE124 warning"]),
        ("<style>@layer a{.b{top:0}} .b{left:0}</style><p class=b>x</p>", []),
        ("<style>@container (x){.b{top:0}}</style><p class=b>x</p>", ["IE125 warning"]),
        ("<style>@supports (gap:1em){.b{gap:1em}}</style><p class=b>x</p>", ["IE125 info"]),
        ("<style>@supports (x:y){@layer z{.b{top:0}}}</style><p class=b>x</p>", ["IE125 info"]),
        ("<p style='accent-color:red;color-scheme:dark'>x</p><p style='accent-color:blue'>x</p>", ["IE126 info"]),
        ("<p style='user-select:none'>x</p>", ["IE126 info"]),
        ("<p style='-ms-user-select:none;user-select:none'>x</p>", []),
        ("<style>.a{top:0;.b{top:1px}&:hover{top:2px}}</style><p class=a>x</p>", ["IE127 warning"]),
        ("<style>@media print{a{top:0}}</style><p>x</p>", []),
        # Scripts
        ("<p>x</p><script>let f = x => `${x}`; fetch(y)</script>", ["IE130 error"]),
        ("<p>x</p><script type=module>let f = x => x</script>", ["IE131 error"]),
        ("<p>x</p><script>new Event('x'); new CustomEvent('y'); document.createEvent('z')</script>", ["IE132 error", "IE132 error"]),
        ("<p>x</p><script>var c = {}; c.fetch(); my.Promise.all(); isPromise()</script>", []),
        ("<p>x</p><script>$.includes(1); _.includes(2); $('a').closest('b').append('c')</script>", []),
        ("<p>x</p><script>title.includes('x')</script>", ["IE132 warning"]),
        ("<p>x</p><script>document.getElementById('x').remove()</script>", ["IE132 error"]),
        ("<p>x</p><script>function fetch() {} fetch()</script>", []),
        ("<p>x</p><script>if (!window.Promise) { load() }</script><script>new Promise(f)</script>", []),
        ("<script src='https://polyfill.example.org/v3/polyfill.min.js'></script><p>x</p><script>fetch('x')</script>", []),
        ("<script src='https://cdn.example.org/whatwg-fetch/fetch.umd.js'></script><p>x</p><script>fetch('x')</script>", []),
        ("<p>x</p><script type='application/ld+json'>{\"a\": \"fetch(`x`)\"}</script>", []),
        ("<p>x</p><script>/* fetch() */ var s = 'new Promise()'</script>", []),
        ("<p>x</p><script>Object.keys(a); Array.isArray(b); JSON.parse(c); new Map(); new XMLHttpRequest()</script>", []),
        ("<script src='https://cdn.example.org/bootstrap/5.3.0/js/bootstrap.min.js'></script><p>x</p>", ["IE140 warning"]),
        ("<script src='https://cdn.example.org/ajax/jquery/3.6.0/jquery.min.js'></script><p>x</p>", []),
    ],
)  # fmt: skip
def test_severity_follows_what_a_reader_loses(text: str, expected: list[str], tmp_path: Path) -> None:
    assert [f"{finding.code} {finding.severity}" for finding in found(html(text), tmp_path)] == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("<p style='color: var(--a)'>x</p>", "color: var(--a)"),
        ("<p style='content: &quot;é&quot;; color: var(--a)'>x</p>", "color: var(--a)"),
        ("<style>\n  a, b:is(c) { top: 0 }\n</style><p>x</p>", "b:is(c)"),
        ("<p>x</p><script>\n  var f = function () { };\n  fetch(1);\n</script>", "fetch"),
        ("<button onclick='a &amp;&amp; this.closest(&quot;b&quot;)'>x</button>", "closest"),
        ("<p>é</p><script>var é = 'ü', f = (x) => x</script>", "=>"),
        ("<p>x</p><style>@layer a { .b { top: 0 } }</style>", "@layer a"),
        ("<p>x</p><img alt=x srcset='a 1x' src='a.webp'>", "src='a.webp'"),
    ],
)
def test_findings_stand_where_things_are_written(text: str, marked: str, tmp_path: Path) -> None:
    project = load_project(read_example(html(text)), tmp_path)
    [finding] = [finding for finding in check_static(project) if finding.code.startswith("IE1")]
    span = finding.occurrence.span
    assert project.documents[0].source.text[span.start : span.end] == marked


def test_what_authors_cannot_mend_is_never_an_error(tmp_path: Path) -> None:
    furniture = (
        "<a href='#m'>Skip to main content</a><template><p>x</p></template><img alt=x src='a.webp'>"
        "<script>let f = x => x</script><script type='module' src='x.js'></script><iframe title=x srcdoc=y></iframe>"
    )
    findings = found(TARGET + "furniture: >-\n  " + furniture + "\n", tmp_path)
    assert len(findings) == 5
    assert {finding.severity for finding in findings} == {Severity.WARNING}


def test_a_guide_without_style_and_script_pays_for_no_parser_of_them() -> None:
    code = (
        "import sys, datetime\n"
        "from guidewarden.model import *\n"
        "from guidewarden.rules import Project, check_static\n"
        "settings = Settings.model_validate({'markup': {'target': sys.argv[1]}})\n"
        "page = SourceText('x.html', sys.argv[2])\n"
        "check_static(Project((), People(), settings, datetime.date(2026, 1, 15), pages=(page,)))\n"
        "print(*sorted({'tinycss2', 'tree_sitter'} & set(sys.modules)))\n"
    )

    def loaded(target: str, text: str) -> list[str]:
        command = [sys.executable, "-c", code, target, text]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    plain = "<h2>Maps</h2><p>See <a href='https://example.org/x'>the maps of the archive</a>.</p>"
    assert loaded("ie11", plain) == []
    assert loaded("modern", plain + "<script>go()</script><p style='margin: 0'>x</p>") == []
    assert loaded("ie11", plain + "<script>go()</script><p style='margin: 0'>x</p>") == [
        "tinycss2",
        "tree_sitter",
    ]


def test_harmless_attributes_are_one_note_a_text(tmp_path: Path) -> None:
    images = "<img src=a.png alt=x loading=lazy decoding=async>" * 40
    fragment = html(images) + html(images).replace(TARGET, "")
    findings = found(fragment, tmp_path)
    assert [finding.message for finding in findings] == [
        "Internet Explorer 11 ignores, without harm: decoding (40 times), loading (40 times)"
    ] * 2


HOSTILE = (
    "<div style='color:var(--a)'>", "<div style='display:flex;gap:1em;inset:0'>x", "<a onclick='this.closest(1)'>", "<template>",
    "<picture>", "<img srcset=a>", "<use href=x>", "<main>", "<x-a>", "<style>a{b:c}</style>", "<script>fetch(1)</script>",
    "<style>@media x{a{b:var(--c)}", "<style>a{", "<style>@layer a{b{c:d}", "<style>a:is(b,", "<script>(((", "<script>a=>",
    "<p style='--a-b-c-d-e-f:g'>", "<script src='bootstrap@5'></script>", "<p a b c d e loading>",
)  # fmt: skip


def context(text: str) -> GuideContext:
    """Make the context of one text, so that only the rules' own time is measured with its reading."""
    settings = Settings.model_validate({"markup": {"target": "ie11"}})
    document = GuideDocument("x", Guide(title="x"), SourceText("x", text), {}, {})
    project = Project((document,), People(), settings, TODAY)
    return GuideContext(document, project, (Markup("x", "", read_html(text)),), ())


def run(text: str) -> Iterator[object]:
    looked_at = context(text)
    for rule in RULES:
        assert isinstance(rule, StaticRule)
        yield from rule.check(looked_at)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """Eight times the text takes about eight times as long; a quadratic rule would take 64."""

    def seconds(times: int) -> float:
        best = 1e9
        for _ in range(2):
            start = process_time()
            list(run(piece * times))
            best = min(best, process_time() - start)
        return best

    times = 1_500 // len(piece)
    assert seconds(8 * times) < 24 * max(seconds(times), 0.002)


@pytest.mark.parametrize(
    "text",
    [
        "<p style='" + "border-color:var(--a);" * 3_000 + "'>",
        "<p style='color:" + "rgb(0 0 0)," * 5_000 + "'>",
        "<p style='" + "a-" * 20_000 + "b:var(--c)'>",
        "<style>a" + ":not(" * 5_000 + "b" + ")" * 5_000 + "{c:d}</style>",
        "<style>" + "@media x{" * 2_000 + "a{b:var(--c)}" * 2_000,
        "<style>" + "a{b:c;" * 3_000,
        "<main " + "a " * 10_000 + ">",
        "<p loading='" + "x" * 1_000_000 + "'>",
        "<script>var a" + "=document.querySelector()" * 2_000,
        "<script src='" + "bootstrap" * 50_000 + "'>",
        "<style>a{b:\0c}\0</style><script>\0fetch(\0)</script>",
    ],
)
def test_hostile_texts_are_answered_within_a_second_or_two(text: str) -> None:
    start = process_time()
    list(run(text))
    assert process_time() - start < 4
