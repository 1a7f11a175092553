from collections.abc import Callable
from itertools import product
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.guides import load_library
from guidewarden.markup import MarkupDocument, read_html, read_markdown
from guidewarden.model import Guide, GuideDocument, Kind, Scalar, SourceText, TextMap
from guidewarden.plan import Found, extract, make_plan
from guidewarden.plan.markup_places import may_hold_places, places_in_markup
from markup_texts import markup_texts


def markdown_guide(text: str) -> GuideDocument:
    """Make a guide of one Markdown block whose value is the whole file."""
    route = "sections[0].blocks[0].markdown"
    guide = Guide.model_validate({"title": "T", "sections": [{"title": "S", "blocks": [{"markdown": text}]}]})
    scalar = Scalar(text, 0, len(text), TextMap.identity(len(text)))
    return GuideDocument("g", guide, SourceText("g.yaml", text), {route: scalar}, {})


def written(found: tuple[Found, ...]) -> list[str]:
    return [item.occurrence.written for item in found]


def html_keys(text: str) -> list[str]:
    return [place.target.key for place in places_in_markup(read_html(text))]


GUIDE = """\
title: NATO and Russia
description: >-
  Sources in the open, such as
  https://www.nato.int/a and others.
url: https://www.natolibguides.info/russia
furniture: |
  <a id="skip" class="alert-info" href="#main">Skip</a>
  <img src='https://x.org/logo.png' alt="Logo">
sources:
  kramer-2009:
    type: article-journal
    title: "The Myth of a \\"No-NATO\\" Pledge"
    DOI: "10.1080/01636600902773248"
    URL: 'https://www.tandfonline.com/doi/abs/10.1080/01636600902773248'
    note: See also [the \\_archive\\_](<https://nsarchive.gwu.edu> "NSA").
  a.b: {type: book, title: Other, DOI: not a doi}
sections:
  - title: Pages
    blocks:
      - title: NATO pages
        links:
          - url: "https://www.nato.int/\\u0063ps/x?a=1&b=2"
            label: Relations
            note: "Also\\thttps://x.org/\\u00e9 here"
          - {url: www.nato.int, label: "NATO, at www.nato.int"}
          - url: mailto:library@example.org
            label: Write
          - url: "#top"
            label: Up
      - markdown: |
          # Café https://x.org/h

          [One](https://x.org/one), <https://x.org/two>,
          https://x.org/three_3 and `https://x.org/code`.

          > [Ref][r] ![Map](//x.org/map.png)

          [r]: https://doi.org/10.1162/ISEC_a_00236
      - html: |-
          <p>Bare http://x.org/?a=1&amp;b=2,
            <a href="https://x.org/a?b&amp;c">  the
            link </a></p>
      - quote: "Not one inch (doi:10.1000/182)."
        source: kramer-2009
        locator: p. 39, https://x.org/p39
"""


@pytest.fixture
def library(tmp_path: Path) -> GuideDocument:
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "nato.yaml").write_bytes(GUIDE.replace("\n", "\r\n").encode())
    library = load_library([tmp_path / "guides"], tmp_path)
    assert not library.problems
    (document,) = library.documents
    return document


def test_every_link_of_a_guide_with_its_place(library: GuideDocument) -> None:
    found = [
        (
            f"{item.occurrence.span.line}:{item.occurrence.span.column}",
            item.occurrence.route,
            item.target.key,
            item.occurrence.label,
        )
        for item in extract(library)
    ]
    block = "sections[0].blocks"
    tandf = "https://www.tandfonline.com/doi/abs/10.1080/01636600902773248"
    pledge = 'The Myth of a "No-NATO" Pledge'
    assert found == [
        ("4:3", "description", "link:https://www.nato.int/a", "https://www.nato.int/a"),
        ("5:6", "url", "link:https://www.natolibguides.info/russia", "NATO and Russia"),
        ("8:13", "furniture", "link:https://x.org/logo.png", "Logo"),
        ("13:11", "sources.kramer-2009.DOI", "doi:10.1080/01636600902773248", pledge),
        ("14:11", "sources.kramer-2009.URL", f"link:{tandf}", pledge),
        ("15:39", "sources.kramer-2009.note", "link:https://nsarchive.gwu.edu/", "the _archive_"),
        ("16:40", 'sources["a.b"].DOI', "doi:not a doi", "Other"),
        ("22:19", f"{block}[0].links[0].url", "link:https://www.nato.int/cps/x?a=1&b=2", "Relations"),
        ("24:26", f"{block}[0].links[0].note", "link:https://x.org/%C3%A9", "https://x.org/é"),
        ("25:19", f"{block}[0].links[1].url", "link:www.nato.int", "NATO, at www.nato.int"),
        ("31:18", f"{block}[1].markdown", "link:https://x.org/h", "https://x.org/h"),
        ("33:17", f"{block}[1].markdown", "link:https://x.org/one", "One"),
        ("33:38", f"{block}[1].markdown", "link:https://x.org/two", "https://x.org/two"),
        ("34:11", f"{block}[1].markdown", "link:https://x.org/three_3", "https://x.org/three_3"),
        ("36:29", f"{block}[1].markdown", "link:https://x.org/map.png", "Map"),
        ("38:16", f"{block}[1].markdown", "doi:10.1162/isec_a_00236", "Ref"),
        ("40:19", f"{block}[2].html", "link:http://x.org/?a=1&b=2", "http://x.org/?a=1&b=2"),
        ("41:22", f"{block}[2].html", "link:https://x.org/a?b&c", "the link"),
        ("43:31", f"{block}[3].quote", "doi:10.1000/182", "doi:10.1000/182"),
        ("45:25", f"{block}[3].locator", "link:https://x.org/p39", "https://x.org/p39"),
    ]


def test_an_occurrence_says_what_is_written_and_where(library: GuideDocument) -> None:
    lines = GUIDE.split("\n")
    for item in extract(library):
        place = item.occurrence
        assert (place.guide, place.span.path) == ("nato", library.path)
        assert place.target_key == item.target.key
        assert place.section == ("Pages" if place.route.startswith("sections") else "")
        shown = lines[place.span.line - 1][place.span.column - 1 : place.span.end_column - 1]
        assert place.span.line == place.span.end_line
        if "\\u" not in shown:
            assert shown == place.written


def test_targets_say_what_is_requested(library: GuideDocument) -> None:
    targets = {item.target.key: item.target for item in extract(library)}
    doi = targets["doi:10.1162/isec_a_00236"]
    assert (doi.kind, doi.doi, doi.host) == (Kind.DOI, "10.1162/ISEC_a_00236", "doi.org")
    assert doi.url == "https://doi.org/10.1162/ISEC_a_00236"
    malformed = targets["doi:not a doi"]
    assert (malformed.kind, malformed.doi, malformed.url) == (Kind.DOI, None, "not a doi")
    nowhere = targets["link:www.nato.int"]
    assert (nowhere.kind, nowhere.url, nowhere.host) == (Kind.LINK, "www.nato.int", "")
    image = targets["link:https://x.org/map.png"]
    assert (image.url, image.host) == ("https://x.org/map.png", "x.org")
    assert targets["link:http://x.org/?a=1&b=2"].url == "http://x.org/?a=1&b=2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[https://x.org/](https://x.org/)", ["https://x.org/"]),
        ("[www.x.org](https://www.x.org/)", ["https://www.x.org/"]),
        ("[https://x.org/a/…](https://x.org/a/b)", ["https://x.org/a/b"]),
        ("<https://x.org/>", ["https://x.org/"]),
        ("<a href='https://x.org/'>https://x.org</a>", ["https://x.org/"]),
        ("[doi:10.1000/182](https://doi.org/10.1000/182)", ["https://doi.org/10.1000/182"]),
        ("[10.1000/182](https://p.org/doi/10.1000/182)", ["10.1000/182", "https://p.org/doi/10.1000/182"]),
        ("[https://x.org/](https://y.org/)", ["https://x.org/", "https://y.org/"]),
        ("[a][r] [b][r] [a][r]\n\n[r]: https://x.org/", ["https://x.org/", "https://x.org/"]),
        ("![i](https://x.org/i.png)", ["https://x.org/i.png"]),
        ("[![i](https://x.org/i.png)](https://x.org/)", ["https://x.org/i.png", "https://x.org/"]),
        ("`https://x.org/`\n\n    https://x.org/\n\n<code>https://x.org/</code>", []),
        ("<!-- https://x.org/ <a href=https://x.org/> -->", []),
        ("https://x.org/_a_/b and *https://x.org/c*", ["https://x.org/_a_/b", "https://x.org/c"]),
        (r"https://x.org/a\_b*c*d", [r"https://x.org/a\_b*c*d"]),
        ("[a](/b) [c](#d) [e](mailto:f@g.org) [h](javascript:i) [j](k.html) [l](data:,m) [n](tel:1)", []),
        ("[a](file:///C:/b) <ftp://x.org/>", ["file:///C:/b", "ftp://x.org/"]),
        ("[a](http://x:99999/)", ["http://x:99999/"]),
        ("| https://x.org/ | [b](https://y.org/) |\n|---|---|\n", ["https://x.org/", "https://y.org/"]),
        ("See[^1].\n\n[^1]: At https://x.org/.\n", ["https://x.org/"]),
        ("[doi](doi:10.1000/182) [urn](urn:doi:10.1000/182)", ["doi:10.1000/182", "urn:doi:10.1000/182"]),
    ],
)
def test_what_counts_in_markdown(text: str, expected: list[str]) -> None:
    assert written(extract(markdown_guide(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<img srcset='https://x.org/a 1x, https://x.org/b,c 2x,//x.org/d'>", ["https://x.org/a", "https://x.org/b,c", "https://x.org/d"]),
        ("<blockquote cite=https://x.org/a>b</blockquote>", ["https://x.org/a"]),
        ("<form action=https://x.org/a><button formaction=https://x.org/b>", ["https://x.org/a", "https://x.org/b"]),
        ("<form method=POST action=https://x.org/a>", []),
        ("<object data=https://x.org/a><param name=movie value=https://x.org/b><param name=x value=https://x.org/c>", ["https://x.org/a", "https://x.org/b"]),
        ("<video poster=https://x.org/a src=https://x.org/b>", ["https://x.org/a", "https://x.org/b"]),
        ("<body background=https://x.org/a><img longdesc=https://x.org/b>", ["https://x.org/a", "https://x.org/b"]),
        ("<svg><a xlink:href=https://x.org/a>", ["https://x.org/a"]),
        ("<meta http-equiv=refresh content='0; URL=\"https://x.org/a\"'>", ["https://x.org/a"]),
        ("<meta name=x content='https://x.org/a'>", []),
        ("<base href=https://x.org/><link rel='preconnect' href=https://x.org/><link rel=stylesheet href=https://x.org/a>", ["https://x.org/a"]),
        ("<script>'https://x.org/a'</script><textarea>https://x.org/b</textarea>", []),
        ("<a href='\n https://x.org/a '>x</a>", ["https://x.org/a"]),
        ("<a href='https://doi.org/10.1000%2F182'>x</a>", ["10.1000/182"]),
    ],
)  # fmt: skip
def test_addresses_in_attributes(text: str, expected: list[str]) -> None:
    assert [key.split(":", 1)[1] for key in html_keys(text)] == expected


def test_a_part_of_an_attribute_has_its_own_place() -> None:
    text = "<img srcset='https://x.org/?a&amp;b 1x, https://x.org/c 2x'>"
    places = places_in_markup(read_html(text))
    assert [text[place.start : place.end] for place in places] == [
        "https://x.org/?a&amp;b",
        "https://x.org/c",
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("<a href=https://x.org/> a\n <b>b</b></a>", "a b"),
        ("<a href=https://x.org/><img alt='a  b'><img alt=c></a>", "a b"),
        ("<a href=https://x.org/ aria-label=a></a>", "a"),
        ("<iframe src=https://x.org/ title=a></iframe>", "a"),
        ("<a href=https://x.org/></a>", ""),
    ],
)
def test_labels_are_what_readers_see(text: str, label: str) -> None:
    assert [place.label for place in places_in_markup(read_html(text))] == [label]


def test_a_plan_has_each_target_once_and_requests_its_first_writing() -> None:
    found = extract(
        markdown_guide("[a](HTTPS://x.org) [b](https://x.org/) <https://y.org/> 10.1000/A 10.1000/a")
    )
    plan = make_plan(found)
    assert [target.url for target in plan.targets] == [
        "HTTPS://x.org",
        "https://y.org/",
        "https://doi.org/10.1000/A",
    ]
    assert [len(plan.occurrences[target.key]) for target in plan.targets] == [2, 1, 2]
    assert make_plan(found) == plan


@settings(deadline=None)
@given(markup_texts)
def test_every_place_says_what_is_written(text: str) -> None:
    for document in (read_html(text), read_markdown(text)):
        before = 0
        for place in places_in_markup(document):
            assert before <= place.start <= place.end <= len(text)
            before = place.start
            assert place.target.key.startswith(("link:", "doi:"))


_URLS = st.text("abcé_/?&=.-~:%+(), '", min_size=1, max_size=12).map(
    lambda end: f"https://x.org/{end.strip()}z"
)


@settings(deadline=None)
@given(url=_URLS, style=st.sampled_from(["[a](<{}>)", '<a href="{}">a</a>']))
def test_a_link_is_found_exactly_as_written(url: str, style: str) -> None:
    (item,) = extract(markdown_guide("é " + style.format(url)))
    assert item.occurrence.written == url
    assert item.occurrence.label == "a"


def test_plain_and_block_scalars_place_alike(tmp_path: Path) -> None:
    styles = {
        "plain": "description: see https://x.org/a ok",
        "single": "description: 'it''s https://x.org/a ok'",
        "double": 'description: "\\"\\u00e9\\" https://x.org/a ok"',
        "folded": "description: >\n  one\n  two https://x.org/a ok",
        "literal": "description: |+\n    one\n\n    https://x.org/a ok\n\n",
        "wrapped": "description: one\n  two\n  https://x.org/a ok",
    }
    for name, style in styles.items():
        text = f"title: T\n{style}\n"
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, "utf-8")
        library = load_library([path], tmp_path)
        (item,) = extract(library.documents[0])
        offset = text.index("https")
        assert (item.occurrence.span.start, item.occurrence.span.end) == (offset, offset + 15), name


@pytest.mark.parametrize(
    "text",
    [
        "<img srcset='" + "http://x/&amp; 1x, " * 2_000 + "'>",
        "<meta http-equiv=refresh content='" + " " * 50_000 + "'>",
        "http://x.org/_a_" * 10_000,
        "http://x.org/10.1000/a" + "/full" * 40_000,
        "<div>" * 10_000 + "http://x.org/ " * 100,
        "[http://x.org/](http://x.org/) " * 2_000,
    ],
    ids=lambda text: text[:20],
)
def test_hostile_texts_take_no_long_time(text: str) -> None:
    start = process_time()
    places_in_markup(read_markdown(text))
    assert process_time() - start < 3


@pytest.mark.parametrize(
    "text",
    ["*10.1000/b*", "**10.1000/b**.", "_10.1000/b_", "~~10.1000/b~~", "*See https://doi.org/10.1000/b*"],
)
def test_the_marks_that_end_an_emphasis_are_no_part_of_a_doi(text: str) -> None:
    assert [place.target.key for place in places_in_markup(read_markdown(text))] == ["doi:10.1000/b"]


_ADDRESSES = (
    "https://x.org/a",
    "www.x.org/a",
    "doi.org/10/ab12",
    "10.1162/ISEC_a_00236",
    "HTTP://X.ORG",
    "//x.org/a",
    "mailto:a@b.c",
)
_CHANGES: tuple[Callable[[str], str], ...] = (
    lambda it: f"&#{ord(it)};", lambda it: f"&#x{ord(it):x};", lambda it: f"\\{it}", lambda it: f"*{it}*", lambda it: f"_{it}",
    lambda it: f"`{it}`", lambda it: f"{it}\n", lambda it: f"{it}\0", lambda it: f"<b>{it}</b>", lambda it: f"<{it}", lambda it: f"[{it}](b)",
    lambda it: f"\n> {it}", lambda it: f"{it}&nbsp;", lambda it: it,
)  # fmt: skip


def test_what_need_not_be_read_for_links_holds_none_however_it_is_written() -> None:
    for address, before, after in product(
        _ADDRESSES, ("", "See ", "[a]: ", "[a](", "<a href=", "- "), ("", ">", ")")
    ):
        for (at, character), change in product(enumerate(address), _CHANGES):
            text = before + address[:at] + change(character) + address[at + 1 :] + after
            if not may_hold_places(text):
                assert places_in_markup(read_markdown(text)) == (), text


@settings(deadline=None)
@given(markup_texts)
def test_what_need_not_be_read_for_links_holds_none(text: str) -> None:
    if not may_hold_places(text):
        assert places_in_markup(read_markdown(text)) == ()


def test_a_plain_note_is_not_read_for_links() -> None:
    reads: list[str] = []

    def read(syntax: str, text: str) -> MarkupDocument:
        reads.append(text)
        return read_markdown(text)

    assert len(extract(markdown_guide("See *https://example.org/a* first."), read=read)) == 1
    assert extract(markdown_guide("Records of *the* talks, 1990–1991."), read=read) == ()
    assert reads == ["See *https://example.org/a* first."]
