from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.markup.javascript import read_script

PIECES = (
    "a", "b.c", "(", ")", "{", "}", "[", "]", "=>", "=", "==", ";", ",", "...", "?.", "??", "**", "`", "${", "'", '"', "/", "/*", "*/",
    "//", "\n", "\r\n", "\u2028", "\0", " ", "é", "\U0001f600", "\ud800", "\ufeff", "class ", "function ", "function* ", "async ",
    "await ", "new ", "for(const a of b)", "if(", "try{", "}catch{", "}catch(e){", "typeof ", "import ", "export ", "import(", "get ",
    "1n", "1_0", "0b1", "/x/u", "new.target", "fetch(", "window.fetch", "'x' in y", "&&", "||", "!", "?", ":", "var a=", "let b=",
    "Object.defineProperty(a,'b',", "<!--", "return ", "\\u0061",
)  # fmt: skip
scripts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("var f = x => x", [("arrow-function", "=>")]),
        ("class A extends B { m() {} }", [("class", "class")]),
        ("var A = class {}", [("class", "class")]),
        ("f(`a ${b}`)", [("template-literal", "`a ${b}`")]),
        ("f(...a)", [("spread", "...")]),
        ("function f(...a) {}", [("rest", "...")]),
        ("function f(a = 1) {}", [("default-value", "=")]),
        ("var {a, b: [c]} = d", [("destructuring", "{a, b: [c]}"), ("destructuring", "[c]")]),
        ("for (var a of b) {}", [("for-of", "of")]),
        ("async function f() { await g() }", [("async", "async")]),
        ("function* f() { yield 1 }", [("generator", "*")]),
        ("a?.b", [("optional-chaining", "?.")]),
        ("a ?? b", [("nullish", "??")]),
        ("a ** b; a **= b", [("exponent", "**"), ("exponent", "**=")]),
        ("a ||= b", [("logical-assignment", "||=")]),
        ("import a from 'b'; export default a", [("import-export", "import"), ("import-export", "export")]),
        ("import('a')", [("dynamic-import", "import")]),
        ("a = {b, [c]: 1, d() {}}", [("shorthand-property", "b"), ("computed-key", "[c]"), ("shorthand-method", "d")]),
        ("try { a() } catch { b() }", [("optional-catch", "catch")]),
        ("a = 1_000 + 0b1 + 2n", [("number", "1_000"), ("number", "0b1"), ("number", "2n")]),
        ("/a/u.test(b)", [("regular-expression", "u")]),
        ("function F() { new.target }", [("new-target", "new.target")]),
    ],
)  # fmt: skip
def test_what_came_after_ecmascript_5(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.kind, text[found.start : found.end]) for found in read_script(text).constructs] == expected


@pytest.mark.parametrize(
    "text",
    [
        "let a = 1; const b = {get c() { return 1 }, set c(v) {}, 'd': [1, 2,],};",
        "// x => x\n/* class A {} */ var s = 'a ?? b', r = /=>/gim, t = 0x1f + 1e5 + .5;",
        "for (var i in o) { if (a > b) { a = b ? c : d } } try { f() } catch (e) {} finally {}",
        "var async = 1, of = 2, get = 3; async = of; label: while (1) break label",
        "<!-- an old way to hide a script\nf()\n//-->",
        "return false",
        "",
    ],
)
def test_ecmascript_5_is_left_alone(text: str) -> None:
    assert read_script(text).constructs == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fetch(a)", ["fetch"]),
        ("window.fetch(a); self.fetch(a)", ["fetch", "fetch"]),
        ("new Promise(a)", ["new Promise"]),
        ("new URL(a).searchParams.get(b)", ["new URL", "new URL().searchParams.get"]),
        ("Object.assign({}, a)", ["Object.assign"]),
        ("document.querySelectorAll('a').forEach(b)", ["document.querySelectorAll", "document.querySelectorAll().forEach"]),
        ("var a = document.querySelectorAll('a'); a.forEach(b)", ["document.querySelectorAll", "document.querySelectorAll().forEach"]),
        ("var a = f(); a = g(); a.forEach(b)", ["f", "g", "a.forEach"]),
        ("function f(a) { a.forEach(b) } var a = g()", ["a.forEach", "g"]),
        ("$(this).closest('a')", ["$", "$().closest"]),
        ("this.closest('a')", ["this.closest"]),
        ("'x'.includes(a); [1].includes(a); (a || b).includes(c)", ['"".includes', "[].includes", "?.includes"]),
        ("a[0].closest(b)", ["a[].closest"]),
        ("(function () {})()", ["?"]),
        ("Ωδός.κλείσε()", ["Ωδός.κλείσε"]),
    ],
)  # fmt: skip
def test_calls(text: str, expected: list[str]) -> None:
    found = [("new " if call.new else "") + call.path for call in read_script(text).calls]
    assert found == expected


def test_a_call_is_placed_at_its_last_name() -> None:
    text = "é('ü'); document.body.closest('a')"
    assert [text[call.start : call.end] for call in read_script(text).calls] == ["é", "closest"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("if (window.fetch) {}", {"fetch"}),
        ("if ('fetch' in window) {}", {"fetch"}),
        ("if (!Element.prototype.closest) {}", {"closest"}),
        ("if (typeof Promise === 'undefined') {}", {"Promise"}),
        ("window.fetch && go()", {"fetch"}),
        ("var f = window.fetch ? a : b", {"fetch"}),
        ("if (fetch(a)) {}", set()),
        ("if (el.closest('a')) {}", set()),
        ("!function () { fetch(a); Promise.all }()", set()),
        ("fetch(a)", set()),
    ],
)
def test_what_a_script_tests_for(text: str, names: set[str]) -> None:
    wanted = {"fetch", "closest", "Promise"}
    assert set(read_script(text).tested) & wanted == names


def test_what_a_script_defines() -> None:
    text = (
        "function fetch() {} var Promise = 1; window.URL = 2; NodeList.prototype.forEach = 3; Symbol = 4;"
        "Object.defineProperty(Element.prototype, 'closest', {}); class Proxy {} (function (Reflect) {})()"
    )
    assert read_script(text).defined >= {
        "fetch", "Promise", "URL", "forEach", "Symbol", "closest", "Proxy", "Reflect"
    }  # fmt: skip


def test_a_try_guards_what_it_holds() -> None:
    script = read_script("try { new A() } catch (e) { new B() } try { new C() } finally { }")
    assert [(call.path, call.guarded) for call in script.calls] == [("A", True), ("B", False), ("C", False)]


def test_what_is_no_javascript_is_left_out() -> None:
    script = read_script("f(1); ) ( => ?? ] g(x => 1)")
    assert (script.constructs, [call.path for call in script.calls]) == ((), ["f"])


@settings(deadline=None)
@given(scripts)
def test_any_text_is_read_and_every_range_lies_in_it(text: str) -> None:
    script = read_script(text)
    assert script.text == text
    for start, end in [(found.start, found.end) for found in script.constructs] + [
        (found.start, found.end) for found in script.calls
    ]:
        assert 0 <= start < end <= len(text)
    for call in script.calls:
        if call.name.isidentifier() and call.receiver and len(call.name) < 50:
            assert text[call.start : call.end].endswith(call.name) or call.path.startswith("new ")
    assert [found.start for found in script.constructs] == sorted(found.start for found in script.constructs)


@pytest.mark.parametrize(
    "piece",
    [
        "!function(e,t){for(var n=0;n<t.length;n++)e[t[n]]=d.f('div').g(x);if(e.x&&!t.y){r=e?t:n}};", "(", "[", "{", "a(", "`${", "/*",
        '"', "function(){", "a?.", "x=>", "<a>", "/a", "a.b().", "if(a){", "a=", "var a=b;", "!", "try{", "a||", "}", "new ", "é", "{a",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """Eight times the text takes about eight times as long; a quadratic reader would take 64."""

    def seconds(times: int) -> float:
        best = 1e9
        for _ in range(3):
            start = process_time()
            read_script(piece * times)
            best = min(best, process_time() - start)
        return best

    times = 1_000 // len(piece)
    assert seconds(8 * times) < 24 * max(seconds(times), 0.001)


def test_hostile_sizes() -> None:
    for piece in ("(", "[", "{", "a(", "!", "a.b(", "function(){"):
        read_script(piece * 10_000)
    long = read_script("var " + "x" * 300_000 + "=document.querySelector();" + "x()." * 1_000)
    assert max(len(call.path) for call in long.calls) < 1_000
    minified = "var a=function(b){return b.map(function(c){return c+1})};" * 3_000
    assert len(read_script(minified).calls) == 3_000
