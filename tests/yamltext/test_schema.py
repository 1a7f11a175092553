"""The conversion to draft-07: what differs from pydantic's own schema."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from guidewarden.yamltext import editor_schema


class Inner(BaseModel):
    """An inner mapping."""

    title: str


class Outer(BaseModel):
    """An outer mapping."""

    inner: Inner = Field(description="It has a description.")
    items: tuple[Inner, ...] = ()
    words: dict[Annotated[str, Field(pattern="^[a-z]+$")], int | None] = Field(default_factory=dict)
    title: str | None = None


def properties() -> dict[str, Any]:
    found: dict[str, Any] = editor_schema(Outer, "A file")["properties"]
    return found


def test_the_head_says_the_draft_and_the_title() -> None:
    schema = editor_schema(Outer, "A file")
    assert list(schema)[:2] == ["$schema", "title"]
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["title"] == "A file"
    assert "$defs" not in str(schema)


def test_a_reference_keeps_its_description_in_a_way_draft_07_sees() -> None:
    assert properties()["inner"] == {
        "allOf": [{"$ref": "#/definitions/Inner"}],
        "description": "It has a description.",
    }
    assert properties()["items"]["items"] == {"$ref": "#/definitions/Inner"}


def test_a_property_called_title_survives_and_titles_made_of_names_do_not() -> None:
    assert properties()["title"] == {"anyOf": [{"type": ["string", "number"]}, {"type": "null"}]}


def test_keys_that_do_not_fit_a_pattern_are_marked() -> None:
    assert properties()["words"]["additionalProperties"] is False
    assert properties()["words"]["patternProperties"]["^[a-z]+$"] == {
        "anyOf": [{"type": "integer"}, {"type": "null"}]
    }
