"""Pydantic models → JSON Schema draft-07, which the YAML plug-ins of editors understand."""

from typing import Any

from pydantic import BaseModel

DRAFT = "http://json-schema.org/draft-07/schema#"


def editor_schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    """Give the schema of a file that holds a ``model``.

    It follows how guidewarden reads YAML: a string may be written as a bare number (``volume: 40``),
    and a key that may be left out may also be left empty only where the model allows None.
    """
    schema = _convert(model.model_json_schema(by_alias=True))
    definitions = schema.pop("definitions", None)
    whole = {"$schema": DRAFT, "title": title, **schema}
    return whole | ({"definitions": definitions} if definitions else {})


def _convert(node: Any) -> dict[str, Any]:
    """Turn one schema of pydantic's draft 2020-12, and those in it, into draft-07."""
    result: dict[str, Any] = {}
    for key, value in node.items():
        if key == "title":
            continue  # pydantic makes it of the key's name, which editors show anyway
        if key in {"properties", "patternProperties", "$defs"}:
            inner = {name: _convert(each) for name, each in value.items()}
            result["definitions" if key == "$defs" else key] = inner
        elif key in {"anyOf", "oneOf", "allOf"}:
            result[key] = [_convert(each) for each in value]
        elif key in {"items", "additionalProperties"} and isinstance(value, dict):
            result[key] = _convert(value)
        elif key == "$ref":
            result[key] = value.replace("#/$defs/", "#/definitions/")
        elif key != "default" or value is not None:
            result[key] = value
    if result.get("type") == "string" and not result.keys() & {"enum", "const", "format"}:
        result["type"] = ["string", "number"]
    if "patternProperties" in result:
        result["additionalProperties"] = False
    if "$ref" in result and len(result) > 1:  # draft-07 ignores what stands beside a $ref
        result = {"allOf": [{"$ref": result.pop("$ref")}], **result}
    return result
