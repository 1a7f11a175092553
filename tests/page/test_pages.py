"""A guide's page and the index: what stands in them, for readers and for machines."""

import datetime as dt
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from guidetexts import PEOPLE, document, document_of, document_with_links
from guidewarden.guides import load_library
from guidewarden.markup import Element, MarkupDocument, read_html
from guidewarden.model import Proxy, Settings
from guidewarden.page import Site, published, render_guide, render_index
from guidewarden.page.citing import in_text
from guidewarden.page.site import canonical
from guidewarden.plan.targets import link_target
from guidewarden.rules import Project, check_static

ROOT = Path(__file__).parents[2]
SITE = Site(people=PEOPLE)
WORKS = """
title: Two works
language: en
sources:
  kramer-2009:
    type: article-journal
    title: "The Myth of a <Pledge>"
    author: [{family: Kramer, given: Mark}]
    container-title: The Washington Quarterly
    volume: "32"
    issued: "2009-04"
    DOI: 10.1080/01636600902773248
    note: Reads the *records*.
  akt:
    type: document
    title: Заключительный акт
    author: [{literal: OSCE}]
    issued: "1975"
    language: ru
    URL: https://www.osce.org/helsinki-final-act
  unused: {type: book, title: Never cited}
  concealed: {type: book, title: Cited in a hidden box}
sections:
  - title: Reading
    blocks:
      - quote: No *such* pledge.
        source: kramer-2009
        locator: p. 39
      - quote: The right to belong.
        source: akt
      - title: Articles
        citations: [kramer-2009]
  - title: Reading
    blocks:
      - citations: [kramer-2009]
  - title: Secret
    hidden: true
    blocks:
      - {quote: Whispered, source: concealed}
"""


def page_of(*blocks: dict[str, object], site: Site = SITE, **values: object) -> str:
    return render_guide(document_of(*blocks, **values), site)


def one(page: MarkupDocument, name: str, **attributes: str) -> Element:
    """Give the only element of this name with these attributes."""
    (found,) = [
        element
        for element in page.named(name)
        if all(element.get(key.strip("_").replace("_", "-")) == value for key, value in attributes.items())
    ]
    return found


@pytest.fixture(scope="module")
def works() -> str:
    return render_guide(document(WORKS), SITE)


def test_landmarks_stand_in_order_and_the_skip_link_leads_to_main(works: str) -> None:
    page = read_html(works)
    order = [element.name for element in page.named("header", "nav", "main", "footer")]
    assert order == ["header", "nav", "main", "footer"]
    first = next(page.named("a"))
    main = one(page, "main")
    assert (first.get("href"), first.text) == (f"#{main.get('id')}", "Skip to main content")
    assert main.get("tabindex") == "-1"


def test_every_place_a_link_names_is_there_once(works: str) -> None:
    page = read_html(works)
    ids = [value for element in page.elements if (value := element.get("id"))]
    assert len(ids) == len(set(ids))
    inner = {href[1:] for link in page.named("a") if (href := link.get("href") or "").startswith("#")}
    assert inner == {"main", "reading", "reading-2", "sources", "source-kramer-2009", "source-akt"}
    assert inner <= set(ids)


def test_a_quotation_cites_its_work_where_it_is_listed(works: str) -> None:
    page = read_html(works)
    captions = [caption.text for caption in page.named("figcaption")]
    assert captions == ["Kramer 2009, p. 39", "OSCE 1975"]
    assert "<blockquote><p>No <em>such</em> pledge.</p></blockquote>" in works
    listed = one(page, "li", id="source-kramer-2009").text
    assert listed.startswith("Kramer, Mark. 2009. “The Myth of a <Pledge>.” The Washington Quarterly 32")
    assert works.count('id="source-kramer-2009"') == 1
    assert listed.endswith("Reads the records.")


def test_quoted_works_that_no_box_lists_come_last(works: str) -> None:
    page = read_html(works)
    headings = [heading.text for heading in page.named("h1", "h2", "h3")]
    assert headings == [
        "Two works",
        "On this page",
        "Reading",
        "Articles",
        "Reading",
        "Sources of the quotations",
    ]
    assert one(page, "li", id="source-akt").text.endswith(
        "https://www.osce.org/helsinki-final-act in Russian"
    )
    assert "Never cited" not in works


def test_dois_are_links_whose_name_tells_the_work(works: str) -> None:
    address = "https://doi.org/10.1080/01636600902773248"
    links = [link for link in read_html(works).named("a") if link.get("href") == address]
    assert {(link.text, link.get("aria-label")) for link in links} == {
        (address, f"The Myth of a <Pledge>, {address}")
    }


def test_hidden_boxes_leave_no_trace(works: str) -> None:
    for word in ("Secret", "Whispered", "Cited in a hidden box", "concealed"):
        assert word not in works


def test_drafts_private_and_archived_guides_are_not_published() -> None:
    statuses = ("draft", "published", "private", "archived")
    documents = [document(f"{{title: T, status: {status}}}", status) for status in statuses]
    assert [each.id for each in published(documents)] == ["published"]


@pytest.mark.parametrize(
    ("authors", "cited"),
    [
        ([], "A title n.d."),
        ([{"given": "Plato"}], "Plato n.d."),
        ([{"family": "A"}, {"literal": "B Institute"}], "A and B Institute n.d."),
        ([{"family": name} for name in "ABC"], "A, B, and C n.d."),
        ([{"family": name} for name in "ABCD"], "A et al. n.d."),
    ],
)
def test_citing_in_passing(authors: list[dict[str, str]], cited: str) -> None:
    guide = document_of(sources={"x": {"type": "book", "title": "A title", "author": authors}}).guide
    assert in_text(guide.sources["x"]) == cited


LINKS = [
    {"url": "https://proxy.example.edu/login?url=https://www.jstor.org/", "label": "JSTOR"},
    {"url": "https://gated.example/", "label": "Gated"},
    {"url": "https://open.example/", "label": "Open", "language": "de-AT", "note": "A **note**."},
    {"url": "https://same.example/", "label": "Same", "language": "en-GB"},
    {"url": "javascript:alert(1)", "label": "Script"},
]


def test_readers_are_told_what_they_must_know_and_no_more() -> None:
    gated = link_target("https://gated.example/")
    assert gated is not None
    site = Site(
        people=PEOPLE,
        proxy=Proxy(prefixes=("https://proxy.example.edu/login?url=",)),
        restricted=frozenset({gated.key}),
    )
    page = read_html(page_of({"links": LINKS}, {"markdown": "See [it](https://gated.example/)."}, site=site))
    entries = [element.text for element in page.named("li") if not element.text.startswith("A box")]
    assert entries == [
        "JSTOR log-in needed",
        "Gated log-in needed",
        "Open in German A note.",
        "Same",
        "Script",
    ]
    assert one(page, "a", href="https://open.example/").get("hreflang") == "de-AT"
    assert one(page, "div", class_="prose").text == "See it log-in needed."
    assert not [link for link in page.named("a") if link.text == "Script"]
    assert "log-in" not in page_of({"links": LINKS[1:2]})


def test_links_open_where_the_reader_is() -> None:
    page = read_html(page_of({"links": LINKS}))
    assert not [link for link in page.named("a") if link.get("target") or link.get("rel")]


def test_who_keeps_the_guide_and_when_it_was_read() -> None:
    page = page_of(
        {"markdown": "a"}, owner="paula", reviewed=dt.date(2026, 9, 4), updated=dt.date(2026, 10, 1)
    )
    assert "Kept by Paula Tester, last reviewed on 4 September 2026" in read_html(page).elements[0].text
    assert page.count('href="mailto:paula@example.org?subject=A%20guide"') == 2
    assert '<time datetime="2026-10-01">1 October 2026</time>' in page
    assert "mailto:" not in page_of({"markdown": "a"}, owner="quentin")
    assert "Kept by" not in page_of({"markdown": "a"}, owner="nobody")


def test_machines_are_told_the_same() -> None:
    guide = document(
        WORKS + "owner: paula\neditors: [quentin]\nsubjects: [History]\ntags: [nato]\ncreated: 2020-01-02\n"
        "updated: 2026-03-04\nreviewed: 2026-05-06\ndescription: What *it* is.\nurl: https://guides.example.org/two\n"
    )
    page = read_html(render_guide(guide, SITE))
    metas = [(meta.get("name") or meta.get("property"), meta.get("content")) for meta in page.named("meta")]
    for expected in (
        ("DC.title", "Two works"), ("DC.creator", "Paula Tester"), ("DC.contributor", "Quentin Tester"),
        ("DC.subject", "History"), ("DC.subject", "nato"), ("DC.description", "What it is."), ("DC.date", "2026-05-06"),
        ("DCTERMS.created", "2020-01-02"), ("DCTERMS.modified", "2026-03-04"), ("DC.language", "en"),
        ("DC.identifier", "https://guides.example.org/two"), ("description", "What it is."),
        ("og:title", "Two works"), ("og:url", "https://guides.example.org/two"),
    ):  # fmt: skip
        assert expected in metas
    assert one(page, "link", rel="canonical").get("href") == "https://guides.example.org/two"
    script = one(page, "script")
    data = json.loads(next(run.data for run in page.texts if run.parent == script.index))
    assert data["@type"] == ["LearningResource", "CollectionPage"]
    assert (data["author"]["name"], data["lastReviewed"], data["about"]) == (
        "Paula Tester",
        "2026-05-06",
        ["History"],
    )
    assert [work["name"] for work in data["citation"]] == ["The Myth of a <Pledge>", "Заключительный акт"]
    assert data["citation"][0] == {
        "@type": "ScholarlyArticle", "name": "The Myth of a <Pledge>", "datePublished": "2009-04",
        "author": [{"@type": "Person", "name": "Mark Kramer", "givenName": "Mark", "familyName": "Kramer"}],
        "isPartOf": {"@type": "CreativeWork", "name": "The Washington Quarterly"},
        "url": "https://doi.org/10.1080/01636600902773248",
    }  # fmt: skip


def test_the_canonical_address_is_the_guides_own_or_else_the_sites() -> None:
    site = Site(base_url="https://guides.example.org/")
    assert canonical(document("{title: T, url: 'https://a.example/b'}"), site) == "https://a.example/b"
    assert (
        canonical(document("{title: T, url: 'javascript:x'}", "ü #1"), site)
        == "https://guides.example.org/%C3%BC%20%231.html"
    )
    assert canonical(document("title: T"), SITE) == ""
    assert "canonical" not in render_guide(document("title: T"), SITE)


def test_our_words_are_english_on_pages_in_other_languages() -> None:
    page = render_guide(
        document(
            "{title: دليل, language: ar, sections: [{title: أ, blocks: [{markdown: ب}]}, {title: ج, blocks: [{markdown: د}]}]}"
        ),
        SITE,
    )
    assert '<html lang="ar" dir="rtl">' in page
    assert '<a class="skip" href="#main" lang="en" dir="ltr">' in page
    assert '<h2 id="contents" lang="en" dir="ltr">On this page</h2>' in page
    assert 'lang="en" dir' not in render_guide(document("title: T"), SITE)


def test_nothing_is_loaded_and_no_script_runs() -> None:
    page = page_of(
        {"html": "<img src='https://pics.example/a.png' alt='A'><img src=b.png alt=B><script>x</script>"}
    )
    policy = one(read_html(page), "meta", http_equiv="Content-Security-Policy").get("content") or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "; img-src data: 'self' https://pics.example; base-uri 'none'; form-action 'none'" in policy
    assert "img-src data:;" in page_of({"markdown": "a"})
    assert not re.search(r"@import|url\(|<script(?! type=\"application/ld)", page)


def test_the_index_lists_guides_by_subject() -> None:
    documents = [
        document(
            "{title: Zebra, subjects: [Beasts], description: 'On *zebras*.', reviewed: 2026-01-02}", "z"
        ),
        document("{title: ant, subjects: [Beasts, Age], language: fr}", "a b"),
        document("title: <Odd>", "odd"),
    ]
    page = render_index(documents, SITE)
    nodes = read_html(page)
    listed = [(element.name, element.text) for element in nodes.named("h2", "a")][1:]
    assert listed[4:] == [
        ("h2", "Age"), ("a", "ant"), ("h2", "Beasts"), ("a", "ant"), ("a", "Zebra"), ("h2", "Other guides"), ("a", "<Odd>"),
    ]  # fmt: skip
    assert '<a href="a%20b.html" lang="fr" hreflang="fr">ant</a>' in page
    assert '<p lang="en">On zebras.</p>' in page
    assert '<time datetime="2026-01-02">2 January 2026</time>' in page


HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title></style></script><b>", "{{ 7*7 }}",
    "javascript:alert(1)", "\u202eevil\u2066", "a\x00b\x1b[31m", "&lt;i&gt;", "A" * 400,
)  # fmt: skip


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_text_wherever_it_stands(evil: str) -> None:
    blocks = [
        {"markdown": evil}, {"html": evil}, {"quote": evil, "source": "x", "locator": evil},
        {"title": evil, "links": [{"url": evil, "label": evil, "note": evil}, {"url": f"https://x.org/{evil}", "label": evil}]},
        {"title": evil, "citations": ["x"]},
    ]  # fmt: skip
    guide = document_of().guide.model_validate(
        {
            "title": evil, "description": evil, "subjects": [evil], "tags": [evil], "url": evil, "owner": "paula",
            "sources": {"x": {"type": "book", "title": evil, "author": [{"literal": evil}], "DOI": evil, "URL": evil, "note": evil}},
            "sections": [{"title": evil, "blocks": blocks}],
        }
    )  # fmt: skip
    hostile = document_of()
    hostile = type(hostile)("x", guide, hostile.source, {}, {})
    for text in (
        render_guide(hostile, Site(title=evil, people=PEOPLE)),
        render_index([hostile], Site(title=evil)),
    ):
        text.encode()
        page = read_html(text)
        assert {script.get("type") for script in page.named("script")} <= {"application/ld+json"}
        assert not [
            element
            for element in page.elements
            if any(each.name.startswith("on") for each in element.attributes)
        ]
        for link in page.named("a"):
            assert (link.get("href") or "").startswith(("#", "https://", "mailto:", "index.html", "x.html"))
        assert (
            len(list(page.named("style")))
            == len(list(page.named("title")))
            == len(list(page.named("h1")))
            == 1
        )
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)


DEBRIS = """<!--[if IE]><p>Use <a href="https://x.org/">this</a></p><![endif]--><p class=MsoNormal style="*zoom:1;filter:progid:x()">
<font color=red>Sources</font><o:p></o:p></p><marquee>News</marquee><object classid="clsid:6BF52A52-394A-11D3-B153-00C04F79FAA6"></object>
<h1>Loud</h1><h5>Small</h5><h4>&nbsp;</h4><img src="https://x.org/a.png"><iframe src="https://x.org/film"></iframe>
<meta http-equiv="X-UA-Compatible" content="IE=8"><table border=1><tr><th>Year<td>1990</table><script>document.all</script>"""


@pytest.mark.parametrize("which", ["debris", "works", "index", "guides"])
def test_our_own_rules_find_nothing_on_a_page(which: str, works: str) -> None:
    library = load_library([ROOT / "guides"], ROOT)
    pages = {
        "debris": [page_of({"html": DEBRIS}, {"markdown": DEBRIS}, owner="paula")],
        "works": [works],
        "index": [render_index(library.documents, SITE)],
        "guides": [render_guide(each, Site(people=library.people)) for each in library.documents],
    }[which]
    for text in pages:
        boxed = document_of({"html": text})
        furnished = document_of({"markdown": "Words."}, furniture=text)
        project = Project((boxed, furnished), PEOPLE, Settings(), dt.date(2026, 1, 1))
        findings = [finding for finding in check_static(project) if finding.code[:2] in ("IE", "A1")]
        assert findings == []


def test_a_page_is_small_and_its_time_grows_with_its_links() -> None:
    guide = document_with_links(100)
    assert len(render_guide(guide, SITE).encode()) < 100_000
    four_times = document_with_links(400)
    assert quickest(lambda: render_guide(four_times, SITE)) < 8 * quickest(lambda: render_guide(guide, SITE))


def quickest(work: Callable[[], object]) -> float:
    """Give the least processor time of five: what else the machine does only ever adds."""
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
