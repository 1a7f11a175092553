"""What is left of somebody's markup: allowed elements in allowed places, and every word that readers could see."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guidewarden.markup import MarkupDocument, markdown_to_html, read_html
from guidewarden.page import allowed
from guidewarden.page.sanitise import sanitise
from guidewarden.page.text import seen

ELEMENTS = allowed.INLINE | allowed.VOID | allowed.FLOW | set(allowed.INSIDE) | {"div", "span"}
ATTRIBUTES = {
    "alt", "aria-label", "class", "colspan", "datetime", "dir", "height", "href", "hreflang", "lang", "role", "rowspan",
    "scope", "src", "start", "tabindex", "title", "type", "value", "width",
}  # fmt: skip


def clean(html: str) -> str:
    return str(sanitise(read_html(html)).html)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Words", "<p>Words</p>"),
        ("<p>a<p>b", "<p>a</p>\n<p>b</p>"),
        ("<div>one</div>two", "<p>one</p>\n<p>two</p>"),
        ("<p>&nbsp;</p><p><br></p><div><b> </b></div>", ""),
        ("<p> a \n b<br></p>", "<p>a b</p>"),
        ("<b>a <i>b</b>", "<p><strong>a <em>b</em></strong></p>"),
        ("<font face=Arial>a</font> <center><blink>b</blink></center>", "<p>a</p>\n<p>b</p>"),
        ("<p style='color:red' class=x id=y onclick=z()>a", "<p>a</p>"),
        ("<script>alert(1)</script><style>*{}</style>a", "<p>a</p>"),
        ("<!--[if IE]>x<![endif]--><![if !IE]>a<![endif]>", "<p>a</p>"),
        ("<xml><w:View>Normal</w:View></xml><w:x>q</w:x><o:p>a</o:p>", "<p>a</p>"),
        ("<p hidden>x</p><p style='display: none'>y</p>a", "<p>a</p>"),
        ("<h1>a</h1><h4>b</h4><h2>c</h2>", "<h3>a</h3>\n<h4>b</h4>\n<h4>c</h4>"),
        ("<h2>a</h2><h1>b</h1><h6>c</h6>", "<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>"),
        ("<ul>a<li>b</li>c <em>d</em></ul>", "<ul><li>a</li><li>b</li><li>c <em>d</em></li></ul>"),
        ("<ul><li>a</li><ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a<p>b</ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<ul></ul><table></table><blockquote> </blockquote>", ""),
        ("<li>a</li><td>b</td><dd>c", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<dl>a<dt>b<dd>c</dl>", "<dl><dd>a</dd><dt>b</dt><dd>c</dd></dl>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<figure><img src=a.png alt=a><figcaption>b</figcaption></figure>",
         '<figure><img src="a.png" alt="a"><figcaption>b</figcaption></figure>'),
        ("<pre>\n\n a\n  b</pre>", "<pre>\n\n a\n  b</pre>"),
        ("<details><summary>a</summary>b</details>", "<p>a</p>\n<p>b</p>"),
        ("<div lang=ru>да</div>", '<p><span lang="ru">да</span></p>'),
        ("<p lang='x y' dir=RTL>a", '<p dir="rtl">a</p>'),
        ("<ol start=3 type=a><li value=x>a</ol>", '<ol start="3" type="a"><li>a</li></ol>'),
        ("<abbr title='a\nb'>c</abbr>", '<p><abbr title="a b">c</abbr></p>'),
    ],
)  # fmt: skip
def test_what_is_kept(written: str, shown: str) -> None:
    assert clean(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<a href='https://x.org/?a=1&amp;b=2' target=_blank rel=x onclick=y>a</a>", '<a href="https://x.org/?a=1&amp;b=2">a</a>'),
        ("<a href=' HTTP://X.org/\n'>a</a>", '<a href="HTTP://X.org/">a</a>'),
        ("<a href=//x.org/>a</a>", '<a href="https://x.org/">a</a>'),
        ("<a href='mailto:a@x.org?subject=b'>a</a>", '<a href="mailto:a@x.org?subject=b">a</a>'),
        ("<a href='mailto:a@x.org,b@x.org'>a</a>", "a"),
        ("<a href='java\nscript:alert(1)'>a</a>", "a"),
        ("<a href=' \x01javascript:alert(1)'>a</a>", "a"),
        ("<a href='data:text/html,x'>a</a>", "a"),
        ("<a href=vbscript:x>a</a> <a href=file:///etc/passwd>b</a> <a href=#c>c</a> <a name=d>d</a>", "a b c d"),
        ("<a href=https://x.org/></a>a", "a"),
        ("<a href=https://x.org/><a href=https://y.org/>a</a></a>", '<a href="https://y.org/">a</a>'),
        ("<img src=https://x.org/a.png alt=a width=100% height=20 onerror=x srcset=y>",
         '<img src="https://x.org/a.png" alt="a" height="20">'),
        ("<a href=https://x.org/><img src=a.png></a>", '<a href="https://x.org/"><img src="a.png" alt="x.org"></a>'),
        ("<img src=a.png>", '<img src="a.png" alt="">'),
        ("<img src=http://x.org/a.png alt='A map'>", '<a href="http://x.org/a.png">A map</a>'),
        ("<img src='data:image/png;base64,x' alt='A map'>", "A map"),
        ("<img src='javascript:x' alt=''>a", "a"),
        ("<iframe src=https://x.org/v title='A film'>no</iframe>", '<a href="https://x.org/v">A film</a>'),
        ("<iframe src=https://x.org/v></iframe>", '<a href="https://x.org/v">x.org</a>'),
        ("<iframe srcdoc='<script>x</script>'></iframe>a", "a"),
        ("<object classid=clsid:1><param name=a><a href=https://x.org/>a</a></object>", '<a href="https://x.org/">a</a>'),
    ],
)  # fmt: skip
def test_where_things_lead(written: str, shown: str) -> None:
    assert clean(written) == f"<p>{shown}</p>"


def test_a_link_around_blocks_becomes_one_in_each() -> None:
    assert clean("<a href=https://x.org/><h4>a</h4><p>b</p></a>").count('<a href="https://x.org/">') == 2


def test_tables_have_scopes_and_a_frame_that_scrolls() -> None:
    shown = clean(
        "<table border=1><caption>Years</caption>stray<thead><tr><th>a<th>b</thead>"
        "<tr><th>c<td bgcolor=red colspan=2>d</table>"
    )
    assert shown == (
        '<p>stray</p>\n<div class="scroll" role="group" aria-label="Years" tabindex="0"><table>'
        '<caption>Years</caption><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        '<tr><th scope="row">c</th><td colspan="2">d</td></tr></table></div>'
    )


def test_a_mark_stands_after_the_link() -> None:
    found = sanitise(read_html("<a href=https://x.org/>a</a>."), mark=lambda address: f"<{address[8:9]}>")
    assert found.html == '<p><a href="https://x.org/">a</a> <span class="word">&lt;x&gt;</span>.</p>'


def test_headings_of_a_note_are_bold_paragraphs() -> None:
    assert sanitise(read_html("<h2>a</h2>b"), top_heading=None).html == "<p><strong>a</strong></p>\n<p>b</p>"


def test_origins_of_pictures_are_told_exactly() -> None:
    found = sanitise(read_html("<img src=https://X.org:8443/a?b#c><img src=d.png><img src=https://x.org/>"))
    assert found.origins == {"https://x.org:8443", "https://x.org", "'self'"}


def test_markdown_comes_through_whole() -> None:
    text = "a[^1]  \nb `<i>`\n\n3. x\n4. y\n\n---\n\n|p|q|\n|-|-|\n|1|2|\n\n[^1]: note"
    assert clean(markdown_to_html(text)) == (
        '<p>a<sup>1</sup><br>b <code>&lt;i&gt;</code></p>\n<ol start="3"><li>x</li><li>y</li></ol>\n<hr>\n'
        '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">p</th>'
        '<th scope="col">q</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>\n'
        "<p><sup>1</sup> note</p>"
    )


def test_however_deep_it_nests_it_is_read() -> None:
    for name in ("div", "blockquote", "ul><li", "b", "a href=https://x.org/"):
        assert "words" in clean(f"<{name}>" * 3000 + "words")


NAMES = sorted(
    ELEMENTS | set(allowed.ALIASES) | set(allowed.EMBEDDED) | allowed.WITHOUT_CONTENT | allowed.BOUNDARIES
    | {"font", "svg", "math", "select", "textarea", "plaintext", "col", "o:p", "w:x", "input", "param", "frameset"}
)  # fmt: skip
VALUES = st.sampled_from(
    [
        "",
        "a",
        "ru",
        "2",
        "javascript:x",
        "https://x.org/a b",
        "//x.org",
        "a.png",
        "mailto:a@b",
        "display:none",
        '"><i>',
    ]
)
TAGS = st.builds(
    lambda name, attributes: f"<{name}{''.join(attributes)}>",
    st.sampled_from(NAMES),
    st.lists(
        st.builds(
            lambda name, value: f" {name}='{value}'",
            st.sampled_from(["href", "src", "alt", "title", "lang", "dir", "style", "id", "onclick", "colspan", "data"]),
            VALUES,
        ),
        max_size=2,
    ),
)  # fmt: skip
PIECES = st.one_of(
    TAGS,
    st.sampled_from(NAMES).map(lambda name: f"</{name}>"),
    st.sampled_from([" ", "\n", "&nbsp;", "&lt;b&gt;", "&amp;amp;", "<!--c-->", "<![if IE]>", "<", "\x00", "\u202e", "a"]),
    st.text(alphabet=st.characters(exclude_characters="<>&"), max_size=4),
)  # fmt: skip
MARKUPS = st.lists(PIECES, max_size=14).map("".join)


@given(MARKUPS)
def test_only_what_is_allowed_is_left(markup: str) -> None:
    left = read_html(clean(markup))
    assert not left.comments
    for element in left.elements:
        assert element.name in ELEMENTS
        assert {attribute.name for attribute in element.attributes} <= ATTRIBUTES
        for name, schemes in (("href", ("http:", "https:", "mailto:")), ("src", ("https:",))):
            address = (element.get(name) or "").lower()
            assert address.startswith(schemes) or ":" not in address.partition("/")[0]


@given(MARKUPS)
@example("&nbsp;<abbr>\x00</abbr>0")
def test_clean_markup_stays_as_it_is(markup: str) -> None:
    once = clean(markup)
    assert clean(once) == once


@given(MARKUPS)
def test_every_word_that_could_be_seen_is_left(markup: str) -> None:
    before, after = (read_html(text) for text in (markup, clean(markup)))
    assert not words(before) - words(after)


def words(document: MarkupDocument) -> Counter[str]:
    """Count the characters that are to be seen."""
    shown: Counter[str] = Counter()
    for run in document.texts:
        if not any(allowed.is_unseen(element) for element in document.ancestors(run.parent)):
            shown.update(character for character in seen(run.data) if not character.isspace())
    return shown
