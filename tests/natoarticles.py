"""The NATO guide's two articles, their records at Crossref, and what names a corruption of one of their fields."""

from pathlib import Path
from typing import Any

import yaml
from msgspec.structs import replace

from guidewarden.judge.citations import compare
from guidewarden.model import Name, SourceRecord, Work
from guidewarden.model.citing import DifferenceKind, Sameness

GUIDE = Path(__file__).parents[1] / "guides" / "nato-russia-relations.yaml"
SOURCES: dict[str, dict[str, Any]] = yaml.safe_load(GUIDE.read_text("utf-8"))["sources"]
SHIFRINSON, KRAMER = "shifrinson-2016", "kramer-2009"
EXTRAS = {
    SHIFRINSON: {"publisher": "MIT Press", "ISSN": "0162-2889"},
    KRAMER: {"publisher": "Routledge", "ISSN": "1530-9177"},
}
"""What the two sources may tell besides, so that every field that a registry knows is spoilt, too."""

RECORDS = {
    SHIFRINSON: Work(
        "10.1162/ISEC_a_00236",
        "Crossref",
        "article-journal",
        titles=("Deal or No Deal? The End of the Cold War and the U.S. Offer to Limit NATO Expansion",),
        container_titles=("International Security",),
        authors=(Name(family="Itzkowitz Shifrinson", given="Joshua R."),),
        dates=("2016-04",),
        volume="40",
        issue="4",
        page="7-44",
        publisher="MIT Press - Journals",
        issn=("0162-2889", "1531-4804"),
        language="en",
    ),
    KRAMER: Work(
        "10.1080/01636600902773248",
        "Crossref",
        "article-journal",
        titles=("The Myth of a No-NATO-Enlargement Pledge to Russia",),
        container_titles=("The Washington Quarterly",),
        authors=(Name(family="Kramer", given="Mark"),),
        dates=("2009-03-18", "2009-04"),
        volume="32",
        issue="2",
        page="39-61",
        publisher="Informa UK Limited",
        issn=("0163-660X", "1530-9177"),
        language="en",
    ),
}
CUT_OTHERWISE = replace(
    RECORDS[SHIFRINSON], authors=(Name(family="Shifrinson", given="Joshua R. Itzkowitz"),)
)


def cited(key: str, **changes: Any) -> SourceRecord:
    """Give a source with fields replaced; None leaves one out."""
    raw = SOURCES[key] | EXTRAS[key] | changes
    return SourceRecord.model_validate({name: value for name, value in raw.items() if value is not None})


def records_of(key: str) -> list[Work]:
    return [RECORDS[key], CUT_OTHERWISE] if key == SHIFRINSON else [RECORDS[key]]


def assert_named(key: str, field: str, value: Any) -> None:
    for record in records_of(key):
        match = compare(cited(key, **{field: value}), record)
        assert match.sameness is Sameness.SAME, match
        told = [each for each in (*match.differences, *match.notes) if each.field == field]
        assert len(told) == 1, (value, match)
        assert told[0].theirs
        assert bool(told[0].ours) == (value is not None)
        assert (told[0].kind is DifferenceKind.MISSING) == (value is None)
