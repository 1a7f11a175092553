import base64
import datetime as dt
import hashlib
import itertools
import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from golden import (
    BEFORE,
    GUIDES,
    NOW,
    first_view,
    friendly_view,
    golden_view,
    link,
    offline_view,
    past,
    place,
    verdict,
)
from guidewarden.model import Acceptance, AcceptedBy, Problem, Result, Run, RunState, RunView, State
from guidewarden.report import html
from guidewarden.report.catalogue import words
from guidewarden.report.digest import digest
from guidewarden.report.headline import lead, then
from guidewarden.report.html.links import host_of, mail_href, target_href, web_href
from guidewarden.report.options import Options
from manylinks import many

VOID = {"meta", "link", "input", "br", "img", "hr", "use", "path", "circle", "rect"}


class Outline(HTMLParser):
    """Checks that tags nest, and collects what tests ask for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), "no attribute twice"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(golden_view())


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def headings(view: RunView) -> list[str]:
    found = re.findall(r"<h2[^>]*>.*?</svg>(.*?)</h2>", html.render(view))
    return [" ".join(re.sub(r"<[^>]*>", " ", heading).split()) for heading in found]


def test_sections_in_the_order_a_reader_needs_them() -> None:
    assert headings(friendly_view()) == [
        "New since last run 2", "Still broken 2", "Fixed since last run 2", "Watching 1", "Moved 1",
        "Citations and DOIs 2", "Markup and browsers 1", "Accessibility 4", "Guide policy and link hygiene 3",
        "Check by hand 1", "Could not check 1", "Fine, behind a login, or skipped 8",
        "Links that stand in several guides 1", "The last 6 runs", "The sites behind the guides", "What the codes mean",
    ]  # fmt: skip


def test_without_an_earlier_run_new_is_just_broken() -> None:
    assert headings(first_view())[:2] == ["Broken 4", "Watching 1"]
    assert "since last run" not in html.render(first_view())


def test_headings_never_skip_a_level(outline: Outline) -> None:
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_every_inner_link_leads_somewhere(outline: Outline) -> None:
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {str(a["href"])[1:] for a in outline.all("a") if str(a.get("href", "")).startswith("#")}
    assert inner <= set(ids)
    assert {str(use["href"])[1:] for use in outline.all("use")} <= set(ids)


def test_only_web_addresses_are_links(outline: Outline) -> None:
    for anchor in outline.all("a"):
        href = str(anchor["href"])
        assert re.match(r"https?://|mailto:|#", href), href
        if href.startswith("http"):
            assert anchor["rel"] == "noreferrer noopener"


def test_nothing_is_loaded_from_outside(page: str, outline: Outline) -> None:
    assert not outline.all("img")
    assert not outline.all("iframe")
    assert [one["href"] for one in outline.all("link")] == ["data:,"]
    assert all("src" not in script for script in outline.all("script"))
    assert "url(" not in page[page.index("<style>") : page.index("</style>")]
    assert "@import" not in page


def test_the_policy_allows_our_script_and_style_and_nothing_else(page: str, outline: Outline) -> None:
    policy = next(str(meta["content"]) for meta in outline.all("meta") if meta.get("http-equiv"))
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    start = page.rindex("<script>") + 8
    script = page[start : page.index("</script>", start)]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not [name for _, attributes in outline.tags for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in outline.tags if "style" in attributes]
    assert len(style) + len(script) <= 60_000


def test_hostile_text_stays_text(page: str, outline: Outline) -> None:
    assert [one.get("type") for one in outline.all("script")] == [
        "application/json",
        "application/json",
        None,
    ]
    assert "<svg onload" not in page
    assert "<b onmouseover" not in page
    assert "{{ 7 * 7 }}" in page
    shown = re.sub(r' (?:href|data-copy)="[^"]*"', "", page)
    for character in ("\x1b", "\x07", "\u202e", "\ufeff"):
        assert character not in shown
    page.encode()


def test_the_reader_sees_what_to_do() -> None:
    page = html.render(friendly_view())
    row = page[page.index('<li class="row"') :]
    row = row[: row.index("</div></li>")]
    for said in (
        "Relations with Russia",
        'href="https://www.nato.int/cps/en/natohq/topics_50090.htm" rel="noreferrer noopener"',
        "The site says this page does not exist. (status 404)",
        "<b>What to do:</b> Find the page&#39;s new address, or remove the link.",
        "Fix once, fixes 2 guides (3 places)",
        '<span class="word w-broken">broken</span>',
        '<a href="mailto:juergen@library.example"><bdi>Jürgen Weiß</bdi></a>',
        "<code>guides/nato-russia.yaml:48</code>",
        '<a class="code" href="#rule-LNK001" title="dead-link">LNK001</a>',
        "<b>404</b> <span>this address</span> <small>server: nginx</small>",
        "120 ms: the same",
        '<i class="n-ok">✓✓✓</i><i class="n-broken">✕</i>',
        "Earlier checks: 3 × fine; this time broken",
    ):
        assert said in row
    assert "Not working for 12 days, since Thursday 12 November." in page
    assert "2 failures in a row, since Sunday 22 November." in page


@pytest.mark.parametrize(
    ("state", "days", "streak", "earlier", "sentence"),
    [
        (State.BROKEN, 0, 1, (State.OK,), "First seen in this run."),
        (State.BROKEN, 3, 4, (State.FAILING,), "Not working for 3 days, since Saturday 21 November."),
        (State.BROKEN, 1, 2, (State.BROKEN,), "Not working for 1 day, since Monday 23 November."),
        (State.BROKEN, 0, 2, (State.BROKEN,), "Not working since Tuesday 24 November."),
        (State.FAILING, 0, 1, (State.OK,), "First failure, on Tuesday 24 November."),
        (State.FAILING, 1, 2, (State.FAILING,), "2 failures in a row, since Monday 23 November."),
    ],
)
def test_since_when(state: State, days: int, streak: int, earlier: tuple[State, ...], sentence: str) -> None:
    target, places = link("https://a.example/", place(0, 1, "x", "https://a.example/"))
    result = Result(
        target, places, verdict(state, "timeout", days, streak), past=past(*earlier, reason="timeout")
    )
    page = html.render(replace(run_view(), results=(result,)))
    assert f'<p class="meta">{sentence} <span class="nights">' in page


def test_a_doi_leads_to_its_resolver_not_to_the_registry() -> None:
    page = html.render(friendly_view())
    assert (
        '<a href="https://doi.org/10.1162/isec_a_00999" rel="noreferrer noopener">10.1162/ISEC_a_00999</a>'
        in page
    )


def run_view(*states: State, new: int = 0, previous: dt.datetime | None = BEFORE) -> RunView:
    results = []
    for number, state in enumerate(states):
        target, places = link(f"https://{number}.example/", place(0, number + 1, "x", "x"))
        earlier = past(State.BROKEN) if number >= new else ()
        results.append(Result(target, places, verdict(state, "not-found"), past=earlier))
    before = Run("before", previous, previous, RunState.COMPLETE) if previous else None
    return RunView(Run("now", NOW, NOW, RunState.COMPLETE), GUIDES[:1], tuple(results), (), before)


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (run_view(), "No link was checked in this run."),
        (run_view(State.OK), "No link needs you; 1 is fine."),
        (
            run_view(State.BROKEN, new=1),
            "1 link needs you, and it is new since Monday 23 November; 0 are fine.",
        ),
        (run_view(State.BROKEN), "1 link needs you, not new since Monday 23 November; 0 are fine."),
        (
            run_view(State.BROKEN, State.BROKEN, State.OK, new=1),
            "2 links need you, 1 of them new since Monday 23 November; 1 is fine.",
        ),
        (
            run_view(State.BROKEN, State.BROKEN, new=2),
            "2 links need you, all of them new since Monday 23 November; 0 are fine.",
        ),
        (
            run_view(State.BROKEN, State.BROKEN),
            "2 links need you, none of them new since Monday 23 November; 0 are fine.",
        ),
        (
            run_view(State.BROKEN, State.BROKEN, new=1, previous=NOW - dt.timedelta(hours=2)),
            "2 links need you, 1 of them new since the run of 01:15 UTC; 0 are fine.",
        ),
        (run_view(State.BROKEN, State.OK, State.OK, previous=None), "1 link needs you; 2 are fine."),
        (offline_view(), "No link could be checked."),
    ],
)
def test_one_sentence_says_it(view: RunView, sentence: str) -> None:
    assert lead(view, digest(view), words()) == sentence
    assert f'<p class="lead">{sentence}</p>' in html.render(view)


@pytest.mark.parametrize(
    ("states", "new", "english", "french"),
    [
        ((State.BROKEN,), 1, "and it is new since", "et c’est nouveau depuis"),
        ((State.BROKEN,), 0, "not new since", "sans rien de nouveau depuis"),
        ((State.BROKEN,) * 2, 0, "none of them new since", "sans rien de nouveau depuis"),
        ((State.BROKEN,) * 2, 1, "1 of them new since", "dont 1 depuis"),
        ((State.BROKEN,) * 2, 2, "all of them new since", "et tout est nouveau depuis"),
    ],
)
def test_since_when_in_both_languages(states: tuple[State, ...], new: int, english: str, french: str) -> None:
    today = run_view(*states, new=new, previous=NOW - dt.timedelta(hours=2))
    assert f", {english} the run of 01:15 UTC; " in lead(today, digest(today), words())
    for view, since in (
        (run_view(*states, new=new), "lundi 23 novembre"),
        (today, "la vérification de 01:15 UTC"),
    ):
        sentence = lead(view, digest(view), words("fr")).replace("\u00a0", " ")
        assert f", {french} {since} ; 0 est en ordre." in sentence


def test_what_no_longer_holds_is_told_as_past() -> None:
    page = html.render(friendly_view())
    fixed = page[page.index('<section id="fixed"') :]
    fixed = fixed[: fixed.index("</section>")]
    assert "<b>It was: <bdi>A heading level was skipped.</bdi></b>" in fixed
    assert fixed.count("It was:") == 1, "a link's own text is what it was and is"
    assert "<b>C’était\u00a0: " in html.render(friendly_view(), Options(words("fr")))


def test_what_else_there_is_to_do() -> None:
    view = friendly_view()
    assert then(view, digest(view), words()) == (
        "When there is time: update 1 moved link, mend 10 things in the text and open 1 link by hand."
    )
    assert then(run_view(), digest(run_view()), words()) == ""


def test_offline_is_said_plainly_and_nothing_is_called_broken() -> None:
    page = html.render(offline_view())
    assert "<b>This machine had no internet.</b> So nothing is called broken" in page
    assert 'href="#i-ok"/></svg> Nothing' not in page
    assert "Not checked in this run" in page


@pytest.mark.parametrize("state", [RunState.INTERRUPTED, RunState.RUNNING])
def test_a_partial_report_says_so(state: RunState) -> None:
    view = friendly_view()
    page = html.render(replace(view, run=replace(view.run, state=state)))
    assert "This report is partial" in page
    assert "Starting the run again checks only what is missing." in page


def test_a_file_that_cannot_be_read_is_never_passed_over() -> None:
    view = replace(run_view(State.OK), problems=(Problem("guides/a.yaml", 3, 1, "not YAML"),))
    page = html.render(view)
    assert "<b>1 file could not be read, in whole or in part.</b>" in page
    assert "<code>guides/a.yaml:3:1: not YAML</code>" in page
    assert "Nothing to fix now" not in page


def test_nothing_to_fix_is_said_only_when_true() -> None:
    sentence = "Nothing to fix now: no link is broken."
    assert sentence in html.render(run_view(State.OK))
    assert sentence not in html.render(run_view(State.BROKEN))
    assert sentence not in html.render(offline_view())
    assert sentence not in html.render(run_view())


def test_an_empty_run_renders() -> None:
    page = html.render(replace(run_view(), guides=()))
    Outline(page)
    assert "<h1><bdi>Links</bdi></h1>" in page


def test_ten_thousand_links_stay_under_two_megabytes() -> None:
    page = html.render(many(10_000))
    assert len(page.encode()) <= 2_000_000
    assert page.count('<li class="row"') == 800
    assert page.count(", corrected</summary>") == 400
    assert page.count("<summary>Evidence</summary>") == html.FULL_ROWS
    assert "Seen: status 404 after 1 try." in page
    assert (
        '<section id="by-hand" aria-labelledby="h-by-hand">\n<details class="fold" data-table="t-by-hand">'
        in page
    )


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("10.1000/<x>", "https://doi.org/10.1000/%3Cx%3E"),
        ("javascript:alert(1)//https://", ""),
        (" https://example.org", ""),
        ("https:javascript", ""),
        ("//example.org", ""),
        ("mailto:a@example.org", ""),
        ("", ""),
    ],
)
def test_what_becomes_a_link(address: str, href: str) -> None:
    assert target_href(address) == href
    assert web_href(address) in ("", address)


def test_mail_goes_to_one_address_only() -> None:
    assert mail_href("ada@library.example") == "mailto:ada@library.example"
    assert mail_href("a?bcc=x&body=y@example.org") == "mailto:a%3Fbcc%3Dx%26body%3Dy@example.org"
    assert mail_href("no address") == ""


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://WWW.Example.org/a?b", "www.example.org"),
        ("http://me:pass@example.org:8080/", "example.org"),
        ("10.1000/x", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host


def test_french_says_what_rules_say_and_marks_what_it_cannot_say() -> None:
    view = friendly_view()
    finding = next(one for one in view.findings if one.phase == "static")
    known = replace(
        finding, code="GDE004", message="The box “Tips & tricks” has nothing in it", advice="Delete it."
    )
    doubt = "1,204 of 2,000 sites that worked before failed in one night."
    run = replace(view.run, state=RunState.INCONCLUSIVE)
    said = html.render(replace(view, findings=(known,), run=run, doubt=doubt), Options(words("fr")))
    assert "<bdi>La boîte «\u00a0Tips &amp; tricks\u00a0» ne contient rien</bdi>" in said
    assert '<span lang="en">Delete it.</span>' in said
    assert "Sur 2\u202f000 sites qui fonctionnaient, 1\u202f204 ont échoué en une nuit." in said
    assert '<a class="code" href="#rule-GDE004" title="boîte vide">GDE004</a>' in said
    strange = replace(known, message="Tips & tricks")
    said = html.render(replace(view, findings=(strange,), run=run, doubt="Who knows."), Options(words("fr")))
    assert '<bdi lang="en">Tips &amp; tricks</bdi>' in said
    assert '<span lang="en">Who knows.</span>' in said


def test_what_stands_outside_the_guides_is_said_in_the_readers_language() -> None:
    view = friendly_view()
    finding = next(one for one in view.findings if one.phase == "static")
    alone = replace(finding, occurrence=replace(finding.occurrence, guide=""))
    said = html.render(replace(view, findings=(alone,)), Options(words("fr")))
    assert "<h3><bdi>En dehors des guides</bdi></h3>" in said


def test_what_the_library_leaves_as_it_is_is_no_work_to_do() -> None:
    view = friendly_view()
    english = words("en")
    notes = [one for one in view.findings if one.phase == "static"]
    assert "mend 10 things in the text" in then(view, digest(view), english), (
        "one is about a link that is fine"
    )
    known = {one.fingerprint: Acceptance(AcceptedBy.BASELINE, "We wait.") for one in notes}
    left = replace(view, accepted=known)
    assert len(notes) == 9
    assert "mend 1 thing in the text" in then(left, digest(left), english)
