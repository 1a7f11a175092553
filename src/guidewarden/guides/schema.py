"""The JSON Schemas of guide files and of ``people.yaml``, for editors."""

from typing import Any

from guidewarden.model import Guide, People
from guidewarden.yamltext import editor_schema


def json_schema() -> dict[str, Any]:
    """Give the schema of a guide file (draft-07)."""
    return editor_schema(Guide, "guidewarden: a research guide")


def people_schema() -> dict[str, Any]:
    """Give the schema of ``people.yaml`` (draft-07)."""
    return editor_schema(People, "guidewarden: the people who keep guides")
