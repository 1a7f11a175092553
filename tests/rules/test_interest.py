"""Rules look only at markup that may concern them: they find what they would find in all of it."""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Sequence
from itertools import product
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidewarden.guides.library import read_guide as load_text
from guidewarden.markup import is_plain, read_html, read_markdown, without_surrogates
from guidewarden.model import Guide, GuideDocument, People, Settings, SourceText
from guidewarden.rules import (
    Examined,
    GuideContext,
    Hit,
    LibraryContext,
    Markup,
    Project,
    StaticRule,
    all_rules,
)
from guidewarden.rules.context import read_guide
from guidewarden.rules.examined import Mentioned
from guidewarden.rules.gde.label_differs import label_differs
from guidewarden.rules.prose import lowered
from hostile import HOSTILE
from markup_texts import markup_texts
from rule_examples import complete, read_example

TODAY = dt.date(2026, 1, 15)
RULES = [rule for rule in all_rules() if isinstance(rule, StaticRule)]
TRIGGERS = "browser explorer ie 8 skip ſkip jump {{ é"
"""Words that make every rule look closer."""

LEGACY = (
    "<script>document.all.x; new ActiveXObject('x'); attachEvent('onload', f); window.event; /*@cc_on x @*/</script>",
    "<b onclick='vbscript:x' onmouseover='document.all.y'>", "<a href='vbscript:x'>y</a>", "<object classid='clsid:1'>",
    "<embed src=a.swf>", "<meta http-equiv='X-UA-Compatible' content='IE=edge'>", "<meta http-equiv=imagetoolbar>",
    "<!--[if IE]>x<![endif]-->", "<p style='zoom:1;color:#777;background:#888'>z</p>", "<style>a{behavior:url(x)}</style>",
    "<font color=red>x</font>", "<frameset><frame></frameset>", "<o:p>x</o:p>", "<script src=html5shiv.js></script>",
    "<table bgcolor=red width=1><tr><td>1<td>2</table>", "<video src=x>", "<iframe src=x>", "<img src=x.png alt=x.png>",
    "<h5>Deep</h5>", "### Deep\n", "<i lang=xx-y-z id=a>x</i>", "<b id=a>x</b>", "<a href='#a'>click here</a>", "[here](http://a.example)",
    "Best viewed in Internet Explorer 6.", "Your browser is out of date, please upgrade.", "Skip to Main Content", "{{ skip_link }}",
    "<p id=s-lg-guide-main>", "Обратите внимание на этот текст, он по-русски.", "<p>• one<br>• two<br>• three</p>", "- ", "• one\n• two\n• three",
    "<blockquote>Declassified materials show unmistakably that no such pledge was made.</blockquote>", "A plain note, with words.",
    "<details>x</details>", "<dialog>x</dialog>", "<svg><use href='#a'/></svg>", "<main>x</main>",
)  # fmt: skip
markups = (
    st.lists(st.sampled_from(LEGACY), min_size=1, max_size=4).map("\n\n".join)
    | markup_texts
    | st.sampled_from(HOSTILE)
)
texts = markups.map(without_surrogates).filter(bool)


class Everything(Collection[str]):
    """Names that lack none that anybody asks for."""

    def __init__(self, there: Collection[str]) -> None:
        self._there = there

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self._there)

    def __len__(self) -> int:
        return len(self._there)


class Whole(GuideContext):
    """A context that leaves nothing out, and whose markup is all read."""

    def holding(self, *names: str) -> Sequence[Markup]:
        return self.markups

    @property
    def names(self) -> Collection[str]:
        return Everything(GuideContext.names.fget(self))  # type: ignore[attr-defined]

    @property
    def lowered(self) -> str:
        return TRIGGERS


def document(text: str, name: str = "g") -> GuideDocument:
    return load_text(name, SourceText(f"guides/{name}.yaml", text))


def guide_of(blocks: Sequence[tuple[str, str]], furniture: str | None) -> GuideDocument:
    values: dict[str, Any] = {
        "title": "T",
        "owner": "x",
        "sections": [{"title": "S", "blocks": [dict([b]) for b in blocks]}],
    }
    if furniture:
        values["furniture"] = furniture
    return GuideDocument("g", Guide.model_validate(values), SourceText("g.yaml", "x" * 9), {}, {})


def said(context: GuideContext) -> dict[str, list[Hit]]:
    return {rule.code: list(rule.check(context)) for rule in RULES}


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(["markdown", "html", "quote"]), texts), max_size=5),
    st.none() | texts,
    st.sampled_from(["modern", "ie11"]),
)
def test_rules_find_what_they_would_find_in_everything(
    blocks: list[tuple[str, str]], furniture: str | None, target: str
) -> None:
    guide = guide_of(blocks, furniture)
    known = Project((), People(), Settings.model_validate({"markup": {"target": target}}), TODAY)
    context = read_guide(guide, known)
    read = tuple(Markup(each.route, each.section, each.document) for each in context.markups)
    assert said(context) == said(Whole(guide, known, read, context.found))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_finds_it_in_its_examples(rule: StaticRule) -> None:
    for text in (*rule.documentation.bad, *rule.documentation.good):
        example = read_example(text)
        for name, written in example.guides.items():
            guide = document(written, name)
            known = Project((), People(), example.settings, example.today)
            context = read_guide(guide, known)
            read = tuple(Markup(each.route, each.section, each.document) for each in context.markups)
            whole = Whole(guide, known, read, context.found)
            assert list(rule.check(context)) == list(rule.check(whole))


plain_texts = (
    st.from_regex(r"[a-zA-Zé][\w ,.;:?!()\"'“”–/%-]{0,60}\n?", fullmatch=True)
    | st.text(max_size=40)
    | markup_texts
)


@given(plain_texts)
def test_of_a_plain_paragraph_all_is_known_without_reading_it(text: str) -> None:
    if not is_plain(text):
        return
    read = read_markdown(text)
    known = Markup("r", "s", read, text)
    asked = Markup("r", "s", read)
    assert known.lowered == asked.lowered == lowered(read)
    assert list(known.names) == list(asked.names) == ["p"]
    assert len(read.elements) == len(read.texts) == 1
    assert (read.comments, read.doctypes, dict(read.elements[0].values)) == ((), (), {})


def test_markup_is_read_when_it_is_asked_for_and_once() -> None:
    reads: list[str] = []

    def read() -> Any:
        reads.append("read")
        return read_html("<b id=x>y</b><!-- z -->")

    markup = Markup("r", "s", read)
    assert reads == []
    assert sorted(markup.names) == ["<!--", "@id", "b"]
    assert markup.document is markup.document
    assert reads == ["read"]


def test_what_holds_something_comes_in_order_and_once() -> None:
    guide = document(
        complete("- html: <b id=x></b>\n- markdown: Plain words.\n- html: <i id=y></i><b></b>\n")
    )
    context = read_guide(guide, Project((), People(), Settings(), TODAY))
    first, plain, last = (f"sections[0].blocks[{number}]" for number in range(3))
    assert [each.route for each in context.holding("b", "@id", "i")] == [f"{first}.html", f"{last}.html"]
    assert f"{plain}.markdown" in [each.route for each in context.holding("p")]
    assert context.holding("table") == []
    assert {"b", "i", "@id", "p"} <= set(context.names)


def test_names_of_links_are_compared_in_time_that_grows_with_their_number_alone() -> None:
    def seconds(count: int) -> float:
        guides = []
        for number in range(count):
            links = [
                {"url": f"https://example.org/{link}", "label": f"Name {number % 3}"} for link in range(5)
            ]
            text = json.dumps({"title": "T", "sections": [{"title": "S", "blocks": [{"links": links}]}]})
            guides.append(document(text, f"g{number}"))
        mentioned = [
            (guide, tuple(Mentioned.of(found) for found in read_guide(guide, project).found))
            for guide in guides
        ]
        start = process_time()
        hits = list(label_differs.check(LibraryContext(project, mentioned)))
        assert len(hits) == 5 * (count - -(-count // 3))
        return process_time() - start

    project = Project((), People(), Settings(), TODAY)
    small = min(seconds(50) for _ in range(3))
    assert min(seconds(500) for _ in range(3)) < 40 * small + 0.05


@pytest.mark.parametrize("kind", ["link", "doi", "proxied"])
def test_what_is_mentioned_is_found_again(kind: str) -> None:
    url = {
        "link": "https://www.nato.int/a",
        "doi": "https://doi.org/10.1162/ISEC_a_00236",
        "proxied": "https://proxy.example.edu/login?url=https://www.jstor.org/stable/1",
    }[kind]
    guide = document(complete(f"- links:\n    - {{url: '  {url} ', label: L, note: N}}\n"))
    [found] = read_guide(guide, Project((), People(), Settings(), TODAY)).found
    mentioned = Mentioned.of(found)
    assert (mentioned.target, mentioned.occurrence(guide)) == (found.target, found.occurrence)
    assert Examined((), (mentioned,)) == Examined((), (Mentioned(*mentioned),))


_HOSTS = ("www.example.org", "localhost", "LOCALHOST:80", "a.localhost", "127.0.0.1", "0.0.0.0:8000", "[::1]", "2130706433", "１２７.0.0.1")  # fmt: skip
_PATHS = ("", "/", "/libguides/admin", "/LibGuides/Preview/1", "/admin_c.php?g=1", "/wp-admin/", "/wp-login.php", "/node/7/edit", "/node/x/edit", "/a?b=/wp-admin/")  # fmt: skip


def test_private_addresses_are_told_at_a_glance() -> None:
    [check] = [rule.check for rule in RULES if rule.code == "LNK012"]
    known = Project((), People(), Settings(), TODAY)

    def said_of(address: str) -> list[str]:
        links = json.dumps({"title": "T", "sections": [{"title": "S", "blocks": [{"links": [{"url": address, "label": "L"}]}]}]})  # fmt: skip
        return [hit.message for hit in check(read_guide(document(links), known))]

    found = 0
    for scheme, host, path in product(("http://", "HTTPS://"), _HOSTS, _PATHS):
        # What has a user in it is always looked at closer.
        closer = said_of(f"{scheme}me@{host}{path}")
        assert said_of(scheme + host + path) == closer
        found += bool(closer)
    assert found > 80
