from hypothesis import given, settings

from guidewarden.markup import read_html, read_markdown
from guidewarden.markup.embedded import read_scripts, read_styles, scripts, styles
from markup_texts import markup_texts


def test_styles_and_scripts_lead_back_to_their_source() -> None:
    html = "<style>a{color:red}</style><p style='color:blue' onclick=\"go()\">x</p><script>go2()</script>"
    document = read_html(html)
    found = [html[slice(*snippet.source_range(0, len(snippet.text)))] for snippet in styles(document)]
    assert found == ["a{color:red}", "color:blue"]
    assert [(snippet.text, snippet.attribute) for snippet in scripts(document)] == [
        ("go()", "onclick"), ("go2()", None)
    ]  # fmt: skip


def test_a_place_in_an_escaped_attribute_is_exact() -> None:
    html = "<p style='content: &quot;a&quot;; *zoom: 1'>x</p>"
    [style] = read_styles(read_html(html))
    content, zoom = style.sheet.declarations
    assert html[slice(*style.snippet.source_range(zoom.start, zoom.end))] == "*zoom: 1"
    assert html[slice(*style.snippet.source_range(content.start, content.end))] == "content: &quot;a&quot;"
    assert not style.snippet.exact


def test_a_handler_with_references_is_read_as_browsers_do() -> None:
    html = '<button onclick="a &amp;&amp; this.closest(&#39;b&#39;)">x</button>'
    [read] = read_scripts(read_html(html))
    [call] = read.script.calls
    assert call.path == "this.closest"
    assert html[slice(*read.snippet.source_range(call.start, call.end))] == "closest"


def test_style_in_markdown() -> None:
    text = "# A\n\n<style>\r\np { *zoom: 1 }\n</style>\n\nSee <b style='top: 0'>x</b>.\n"
    read = read_styles(read_markdown(text))
    found = [
        text[slice(*style.snippet.source_range(d.start, d.end))]
        for style in read
        for d in style.sheet.declarations
    ]
    assert found == ["*zoom: 1", "top: 0"]


def test_only_javascript_is_read() -> None:
    kinds = {
        "": True, " type=''": True, " type='text/JavaScript; charset=utf-8'": True, " type=module": True, " language=JScript": True,
        " type='application/ld+json'": False, " type='text/template'": False, " language=VBScript": False, " src=x": False,
    }  # fmt: skip
    for attributes, expected in kinds.items():
        document = read_html(f"<script{attributes}>go()</script>")
        assert bool(list(scripts(document))) is expected, attributes
    handlers = scripts(read_html("<p on=a on-two=b onclick='c'>x</p>"))
    assert [snippet.attribute for snippet in handlers] == ["onclick"]
    assert list(styles(read_html("<style type='text/less'>a{}</style>"))) == []


def test_what_says_the_same_is_read_once() -> None:
    first, second = read_styles(read_html("<p style='top: 0'>x</p><p style='top: 0'>y</p>"))
    assert first.sheet is second.sheet
    assert first.snippet != second.snippet


@settings(deadline=None)
@given(markup_texts)
def test_every_place_lies_in_its_document(piece: str) -> None:
    text = f"<p style='color:red;{piece}' onclick=\"go({piece})\">x</p><style>a{{b:c}}{piece}"
    for document in (read_html(piece), read_html(text), read_markdown(text)):
        places = [
            style.snippet.source_range(declaration.start, declaration.end)
            for style in read_styles(document)
            for declaration in style.sheet.declarations
        ]
        places += [
            script.snippet.source_range(call.start, call.end)
            for script in read_scripts(document)
            for call in script.script.calls
        ]
        for start, end in places:
            assert 0 <= start <= end <= len(document.source)
