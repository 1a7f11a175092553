"""The committed table of what Internet Explorer 11 supports."""

import datetime as dt
from importlib.resources import files

import pytest

from guidewarden.markup.support import ORDER, Support, SupportTable, ie11

TABLE = ie11()


@pytest.mark.parametrize(
    ("key", "support"),
    [
        ("css.properties.display.grid", Support.PREFIXED),
        ("css.properties.grid-template-columns", Support.PREFIXED),
        ("css.properties.display.flex", Support.PARTIAL),
        ("html.elements.template", Support.NO),
        ("html.elements.dialog", Support.NO),
        ("html.elements.details", Support.NO),
        ("html.elements.main", Support.NO),
        ("html.elements.picture", Support.NO),
        ("html.elements.img.srcset", Support.NO),
        ("html.elements.img.loading", Support.NO),
        ("html.elements.input.type_date", Support.NO),
        ("html.elements.input.type_email", Support.YES),
        ("html.elements.progress", Support.YES),
        ("html.elements.video", Support.YES),
        ("html.global_attributes.hidden", Support.YES),
        ("html.global_attributes.dir", Support.YES),
        ("css.properties.text-align.center", Support.YES),
        ("css.properties.text-align.start", Support.NO),
        ("css.properties.border.solid", Support.YES),
        ("css.properties.border-style", Support.YES),
        ("css.properties.object-fit", Support.NO),
        ("css.properties.position.sticky", Support.NO),
        ("css.properties.gap", Support.NO),
        ("css.properties.gap.flex_context", Support.NO),
        ("css.properties.column-gap", Support.YES),
        ("html.elements.wbr", Support.REMOVED),
        ("css.types.min", Support.NO),
        ("css.types.calc", Support.YES),
        ("css.types.color.hsla", Support.YES),
        ("css.selectors.focus-visible", Support.NO),
        ("css.selectors.hover", Support.YES),
        ("css.at-rules.supports", Support.NO),
        ("css.at-rules.media", Support.YES),
        ("javascript.builtins.Promise", Support.NO),
        ("javascript.builtins.Promise.all", Support.NO),
        ("javascript.builtins.Map", Support.YES),
        ("javascript.builtins.Array.forEach", Support.YES),
        ("javascript.operators.spread", Support.NO),
        ("javascript.statements.let", Support.PARTIAL),
        ("api.fetch", Support.NO),
        ("api.URL", Support.YES),
        ("api.URL.URL", Support.NO),
        ("api.CustomEvent", Support.YES),
        ("api.CustomEvent.CustomEvent", Support.NO),
        ("api.Element.classList", Support.YES),
        ("api.Element.closest", Support.NO),
        ("api.NodeList.forEach", Support.NO),
        ("api.MutationObserver", Support.YES),
        ("api.IntersectionObserver", Support.NO),
        ("nothing.of.the.kind", Support.YES),
        ("", Support.YES),
    ],
)
def test_facts(key: str, support: Support) -> None:
    assert TABLE.support(key) is support


def test_where_it_is_from() -> None:
    assert TABLE.provenance["versions"] == ["8.1.9", "5.0.0"]
    assert TABLE.provenance["licence"] == "CC0-1.0"
    assert dt.date.fromisoformat(TABLE.provenance["generated"]) > dt.date(2026, 1, 1)
    assert TABLE.provenance["kept"] == len(TABLE.states)
    judged = TABLE.provenance["judged"]
    assert sum(judged.values()) == TABLE.provenance["features"]


def test_its_shape_and_size() -> None:
    path = files("guidewarden.markup") / "data" / "ie11.json"
    assert len(path.read_bytes()) < 200_000
    assert 2_500 < len(TABLE.states) < 4_000
    assert {key.partition(".")[0] for key in TABLE.states} == {"api", "css", "html", "javascript"}
    assert set(TABLE.names) == {key for key, state in TABLE.states.items() if state is Support.PREFIXED}
    assert all(TABLE.names.values())
    for state in ORDER:
        keys = [key for key, value in TABLE.states.items() if value is state]
        assert keys == sorted(keys)


def test_nothing_is_listed_that_follows_from_what_holds_it() -> None:
    for key, state in TABLE.states.items():
        above = key.rpartition(".")[0]
        if state is Support.NO:
            assert TABLE.support(above) is not Support.NO, key


def test_what_is_part_of_something_unsupported_is_unsupported() -> None:
    table = SupportTable({}, {"a.b": Support.NO, "a.c": Support.PARTIAL}, {})
    assert table.support("a.b.x.y") is Support.NO
    assert table.support("a.c.x") is Support.YES
    assert table.lacks("a.b.x")
    assert not table.lacks("a.c")
