"""The schema for editors agrees with the loader on real guides and on mistakes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from guidewarden.guides import json_schema, load_library, people_schema

SOUND: dict[str, Any] = {
    "title": "T",
    "reviewed": "2026-01-31",
    "description": None,
    "sources": {
        "a-1": {"type": "book", "title": 1984, "volume": 40, "container-title": None, "DOI": "10.1/x"}
    },
    "sections": [{"title": "S", "blocks": [{"links": [{"url": "u", "label": "l"}]}, {"citations": ["a-1"]}]}],
}
# Each change makes the sound guide wrong, for the schema and for the loader.
CHANGES: list[dict[str, Any]] = [
    {"titel": "x"},
    {"title": ""},
    {"title": None},
    {"status": "publshed"},
    {"tags": None},
    {"tags": "a"},
    {"owner": "Ann Lee"},
    {"sources": {"A B": SOUND["sources"]["a-1"]}, "sections": []},
    {"sources": {"a": {"title": "x"}}, "sections": []},
    {"sections": [{"title": "S", "blocks": [{"links": []}]}]},
    {"sections": [{"title": "S", "blocks": [{"html": "x", "markdown": "y"}]}]},
    {"sections": [{"title": "S", "blocks": [{"title": "x"}]}]},
    {"sections": [{"title": "S", "hidden": "maybe"}]},
    {"sections": [{"blocks": []}]},
]
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "number": (int, float), "integer": (int,),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip


def fits(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    """Judge a value by the keywords of draft-07 that the schemas use; any other keyword is an error."""
    return all(keeps(keyword, argument, value, schema, root) for keyword, argument in schema.items())


def keeps(  # noqa: C901  one case a keyword
    keyword: str, argument: Any, value: Any, schema: dict[str, Any], root: dict[str, Any]
) -> bool:
    match keyword:
        case "$schema" | "title" | "description" | "default" | "definitions" | "format":
            return True
        case "$ref":
            return fits(value, root["definitions"][argument.removeprefix("#/definitions/")], root)
        case "allOf":
            return all(fits(value, each, root) for each in argument)
        case "anyOf":
            return any(fits(value, each, root) for each in argument)
        case "oneOf":
            return sum(fits(value, each, root) for each in argument) == 1
        case "enum":
            return value in argument
        case "type":
            names = [argument] if isinstance(argument, str) else argument
            return isinstance(value, tuple(each for name in names for each in TYPES[name]))
        case "pattern":
            return not isinstance(value, str) or re.search(argument, value) is not None
        case "minLength":
            return not isinstance(value, str) or len(value) >= argument
        case "minItems":
            return not isinstance(value, list) or len(value) >= argument
        case "items":
            return not isinstance(value, list) or all(fits(item, argument, root) for item in value)
        case "required":
            return not isinstance(value, dict) or set(argument) <= value.keys()
        case "properties":
            return not isinstance(value, dict) or all(
                fits(value[key], argument[key], root) for key in argument.keys() & value.keys()
            )
        case "patternProperties":
            return not isinstance(value, dict) or all(
                fits(item, inner, root)
                for pattern, inner in argument.items()
                for key, item in value.items()
                if re.search(pattern, key)
            )
        case "additionalProperties":
            patterns = schema.get("patternProperties", {})
            known = schema.get("properties", {})
            return not isinstance(value, dict) or all(
                key in known or any(re.search(pattern, key) for pattern in patterns) for key in value
            )
    raise AssertionError(f"the schema uses {keyword}, which this test does not know")


def loads(guide: dict[str, Any], folder: Path) -> bool:
    (folder / "g.yaml").write_text(yaml.safe_dump(guide), encoding="utf-8")
    return not load_library([folder / "g.yaml"], folder).problems


def test_a_sound_guide_fits(tmp_path: Path) -> None:
    assert fits(SOUND, json_schema(), json_schema())
    assert loads(SOUND, tmp_path)


@pytest.mark.parametrize("change", CHANGES, ids=[json.dumps(change)[:50] for change in CHANGES])
def test_mistakes_do_not_fit_and_do_not_load(tmp_path: Path, change: dict[str, Any]) -> None:
    assert not fits(SOUND | change, json_schema(), json_schema())
    assert not loads(SOUND | change, tmp_path)


def test_the_guides_of_this_project_fit() -> None:
    files = list((Path(__file__).parents[2] / "guides").glob("*.yaml"))
    assert files
    for file in files:
        assert fits(
            yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader), json_schema(), json_schema()
        )


def test_people_fit() -> None:
    schema = people_schema()
    assert fits({"people": {"ann": {"name": "Ann", "email": "ann@example.org"}}}, schema, schema)
    assert not fits({"people": {"ann": {"nam": "Ann"}}}, schema, schema)
    assert not fits({"people": {"Ann Lee": {"name": "Ann"}}}, schema, schema)


def test_schemas_are_plain_json_with_a_description_for_every_key() -> None:
    for schema in (json_schema(), people_schema()):
        assert json.loads(json.dumps(schema)) == schema
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert schema["title"].startswith("guidewarden: ")
        for mapping in [schema, *schema["definitions"].values()]:
            assert mapping["additionalProperties"] is False
            assert all("description" in key for key in mapping["properties"].values())
